"""The curators' commands as a shell starts them: exit codes, and the JSON that other programs rely on (docs/cli.md)."""

import json
import re

import pytest

from tests.integration.conftest import Home

pytestmark = pytest.mark.integration
TEXT = """مراكز التعلّم المسائية في الجبيل

فتحت بلدية الجبيل عام 2022 ثلاثة مراكز مسائية لتعليم الكبار القراءة والحساب، وتعلّم فيها 450 شخصًا.
"""
ANSWERS = (
    *("--set", "id=jubail-evening-report", "--set", "date=2023-09-27", "--set", "source.publisher=SPA", "--set", "kind=report"),
    *("--set", "source.url=https://example.org/jubail", "--set", "source.licence=facts only"),
)
TAKEN = ["id", "file", "verdict", "pages", "kind", "lang", "fields", "questions", "completeness", "issues"]
PAIR = ["one", "other", "kind", "langs", "score", "probability", "agreeing", "decision"]


def done(home, *words):
    """Run a command that must succeed, silently but for its JSON."""
    found = home.run(*map(str, words), "--json")
    assert (found.returncode, found.stderr) == (0, ""), words
    return json.loads(found.stdout)


def refused(home, *words, code=1):
    """Run a command that must be refused, in sentences and without a trace."""
    found = home.run(*map(str, words))
    assert found.returncode == code, found.stderr
    assert found.stdout == "" or code == 1
    assert "Traceback" not in found.stderr
    said = found.stderr.splitlines()  # the first of a new home is told who they are now
    assert said
    assert said[-1].startswith("peerlearn: ") or code == 2
    return found.stderr


def check_ingest(taken, text):
    assert [list(each) for each in taken] == [TAKEN] * 2
    good, bad = taken
    assert re.fullmatch(r"s-[0-9a-f]+", good["id"])
    assert (good["file"], good["verdict"], good["lang"]) == ("report.txt", "clean", "ar")
    assert [list(each) for each in good["pages"]] == [["number", "label", "verdict", "notes"]]
    values = [each for field in good["fields"].values() for each in (field if isinstance(field, list) else [field])]
    assert "title" in good["fields"]
    for each in values:
        assert list(each) == ["key", "value", "confidence", "span"]
        page, start, end = each["span"]
        assert page == 1
        assert 0 <= start < end <= len(text)
        assert 0 < each["confidence"] <= 1
    assert all(list(each) == ["severity", "code", "field", "message", "remedy"] for each in good["issues"] + bad["issues"])
    assert (bad["file"], bad["fields"], bad["issues"][0]["code"]) == ("broken.pdf", {}, "broken")


def test_a_file_goes_from_the_shell_to_the_corpus_and_out_of_it_again(copy, models, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    taken = done(copy, "ingest", tmp_path / "in", "--lang", "fr")["submissions"]
    check_ingest(sorted(taken, key=lambda each: each["file"], reverse=True), TEXT)
    name = next(each["id"] for each in taken if each["fields"])

    (first,) = done(copy, "person", "list")["people"]
    assert (list(first), first["role"]) == (["id", "role", "name", "email"], "admin")
    (salma,) = done(copy, "person", "add", "Salma", "--role", "curator", "--as", first["id"])["people"]
    listed = done(copy, "submissions", "--as", first["id"])["submissions"]
    assert {each["id"] for each in listed} == {each["id"] for each in taken}
    assert "several people work here" in refused(copy, "submissions")

    begun = done(copy, "review", name, "--accept", "all", *ANSWERS, "--submit", "--as", first["id"])
    assert begun["status"] == "submitted"
    assert {"suggestions", "answers", "questions", "duplicates", "record", "completeness", "findings", "scores", "remarks", "left"} <= {
        *begun
    }
    assert "peerlearn: " in refused(copy, "publish", name, "--as", first["id"])
    judged = done(copy, "review", name, "--begin", "--score", "all=4", "--approve", "موثّق.", "--as", salma["id"])
    assert (judged["status"], judged["left"]) == ("in_review", [])
    published = done(copy, "publish", name, "--as", salma["id"])
    assert list(published) == ["id", "action", "version", "generation"]
    assert (published["id"], published["action"], published["version"]) == ("jubail-evening-report", "publish", 1)
    assert copy.file("jubail-evening-report.md").is_file()
    assert done(copy, "validate", "jubail-evening-report")["records"][0]["completeness"] > 50

    done(copy, "backup", tmp_path / "b.zip")
    gone = done(copy, "withdraw", "jubail-evening-report", "--reason", "طلبت المدينة", "--as", salma["id"])
    assert (gone["action"], gone["version"]) == ("withdraw", 2)
    assert copy.run("show", "jubail-evening-report").returncode == 1

    empty = Home(tmp_path / "empty", copy.network)
    made = done(empty, "restore", tmp_path / "b.zip")
    assert list(made) == ["file", "made", "files", "bytes", "log"]
    (empty.indexes / "models").symlink_to(models)  # a backup holds no encoder
    assert done(empty, "show", "jubail-evening-report")["id"] == "jubail-evening-report"
    assert refused(empty, "restore", tmp_path / "b.zip")


def test_duplicates_are_named_decided_on_and_remembered(copy):
    names = ("jubail-evening-learning", "giza-literacy-campaign")
    assert done(copy, "duplicates", *names)["pairs"] == []
    decided = done(copy, "duplicates", *names, "--dismiss", "--reason", "مدينتان")
    assert (decided["choice"], sorted(decided["records"]), decided["reason"]) == ("dismiss", sorted(names), "مدينتان")
    pairs = done(copy, "duplicates", "--all")["pairs"]
    assert all(list(each) == PAIR for each in pairs)
    assert "name two records" in refused(copy, "duplicates", names[0], "--link", code=2)
    assert "nobody" in refused(copy, "duplicates", "nobody")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_template_is_written_once_and_checked_when_it_comes_back(new_home, tmp_path, lang):
    path = tmp_path / "t.csv"
    assert list(done(new_home, "template", "--lang", lang, "--format", "csv", "--out", path)) == ["file", "lang", "format"]
    before = path.read_bytes()
    refused(new_home, "template", "--lang", lang, "--format", "csv", "--out", path)
    assert path.read_bytes() == before


WRONG = [
    (("ingest",), 2),
    (("ingest", "no-such-file.pdf"), 1),
    (("submissions", "--status", "lost"), 2),
    (("review", "s-0000000000"), 1),
    (("review", "s-0000000000", "--set", "x"), 2),
    (("publish", "s-0000000000"), 1),
    (("withdraw", "s-0000000000"), 1),
    (("restore", "no-such-file.zip"), 1),
    (("person", "role", "nobody", "curator"), 1),
]


@pytest.mark.parametrize(("words", "code"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_cannot_be_done_is_said_with_its_exit_code(new_home, words, code):
    refused(new_home, *words, code=code)
