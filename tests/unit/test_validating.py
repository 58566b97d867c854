"""``peerlearn validate`` of one file, record or submission, as the shell calls it."""

import json
import sys

import pytest

from peerlearn import cli
from peerlearn.curation.ingest.template import FIELDS
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from tests.unit.builders import practice
from tests.unit.curation.desk import submit, team
from tests.unit.test_corpus import DOCUMENT, FILES, MAIN, swap, write  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("loaded_text_rules")
ROW = {
    "title": "مراكز التعلّم المسائية في أسوان",
    "summary": "فتحت المدينة مراكز للمنقطعين عن الدراسة.",
    "city": "أسوان",
    "country": "مصر",
    "challenge": "كثيرون انقطعوا عن الدراسة.",
    "solution": "أُنشئت مراكز مسائية في الأحياء.",
    "sources.url": "https://example.org/a",
    "sources.licence": "CC BY 4.0",
}


@pytest.fixture
def run(write, monkeypatch, capsys):  # noqa: F811
    def command(*words, change=None):
        monkeypatch.setenv("PEERLEARN_CORPUS", str(write(change)))
        monkeypatch.setenv("PEERLEARN_HOME", str(write(change) / "home"))
        monkeypatch.setattr(sys, "argv", ["peerlearn", "validate", *map(str, words)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.mark.parametrize("name", ["aswan", "cairo"])
def test_a_record_is_named_by_its_id_or_its_file(run, quick_tmp, name):
    path = quick_tmp / {"aswan": MAIN, "cairo": DOCUMENT}[name]
    found = [run(word, "--json") for word in (name, path)]
    assert found[0] == found[1]
    code, out, err = found[0]
    (record,) = json.loads(out)["records"]
    assert (code, err, record["id"]) == (0, "", name)
    assert list(record) == ["id", "completeness", "gains", "issues"]
    assert record["gains"][0]["points"] >= record["gains"][-1]["points"] > 0
    assert all(list(each) == ["file", "line", "severity", "code", "field", "message", "remedy"] for each in record["issues"])


def test_a_defective_file_fails_and_is_told_in_arabic_with_its_line(run):
    code, out, _ = run("aswan", "--lang", "ar", change=swap(MAIN, "level: 1", "level: 9"))
    line = FILES[MAIN].split("\n").index("  level: 1") + 1
    assert code == 1
    assert f"aswan.md:{line}: error: " in out
    assert "ليس مستوى دليل" in out
    assert "الاكتمال: " in out


def test_a_filled_template_is_checked_row_by_row_and_nothing_is_kept(run, tmp_path, quick_tmp):
    rows = [ROW, {**ROW, "title": "أخرى", "city": "", "country": ""}]
    names = [each.name for each in FIELDS]
    lines = [",".join(names), *(",".join(f'"{row.get(name, "")}"' for name in names) for row in rows)]
    (tmp_path / "practices.csv").write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = run(tmp_path / "practices.csv", "--json", "--lang", "fr")
    first, second = json.loads(out)["records"]
    assert code == 1  # evidence is for a curator to judge, and nobody wrote the level
    assert {each["field"] for each in first["issues"] if each["severity"] == "error"} == {"evidence", "level"}
    assert {each["field"] for each in second["issues"] if each["severity"] == "error"} == {
        "evidence",
        "level",
        "city",
        "sources.1.publisher",  # for which the city would stand
    }
    assert (first["place"], second["place"]) == ("2", "3")
    assert first["completeness"] > second["completeness"] > 0
    assert "manque" in next(each["message"] for each in second["issues"] if each["field"] == "city")
    assert not list(quick_tmp.glob("home/data/*"))


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"%PDF-1.4"])
def test_a_file_that_cannot_be_read_fails_with_the_reason(run, tmp_path, data):
    (tmp_path / "x.pdf").write_bytes(data)
    code, out, err = run(tmp_path / "x.pdf", "--json")
    (record,) = json.loads(out)["records"]
    assert (code, err, record["completeness"]) == (1, "", None)
    assert record["issues"][0]["remedy"]


def test_a_submissions_draft_is_checked_and_a_merged_record_whole(run, write, quick_tmp):  # noqa: F811
    settings = Settings(home=quick_tmp / "home", corpus=write())
    store = open_store(settings)
    people = team(store)
    made = submit(store, people, suggestions=[])
    merged = submit(store, people, record=practice(), suggestions=[])
    store.close()
    code, out, _ = run(made, "--json")
    found = json.loads(out)
    assert (code, found["id"]) == (1, made)
    assert "sources" in {each["field"] for each in found["issues"]}
    assert found["gains"][0]["text"].startswith("Add ")
    assert not [each for each in json.loads(run(merged, "--json")[1])["issues"] if each["field"] != "evidence.type"]


@pytest.mark.parametrize("name", ["s-0000000000", "nobody", "../../etc", "missing.xlsx"])
def test_what_is_not_there_is_one_sentence(run, name):
    code, out, err = run(name)
    assert (code, out) == (1, "")
    assert err.startswith("peerlearn: there is no ")
    assert err.count("\n") == 1
