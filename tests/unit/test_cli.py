"""The command line over a small library with the fake encoder; real builds are in tests/integration."""

import json
import os
import re
import sys

import pytest

from peerlearn import cli
from peerlearn.errors import BusyError, PeerlearnError
from peerlearn.gaps import gap_store
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, library
from tests.unit.test_corpus import ENGLISH, FILES, MAIN


@pytest.fixture(scope="module")
def base(quick_module_tmp, loaded_text_rules):
    return KnowledgeBase(Settings(home=quick_module_tmp), built(quick_module_tmp, *library()), Vocabularies())


@pytest.fixture
def run(base, monkeypatch, shell):
    """Run a command as the shell does; returns exit code, stdout and stderr."""
    monkeypatch.setattr(cli, "_open", lambda: base)
    return shell


def test_search_prints_the_contracts_json(run):
    code, out, err = run("search", "school gardens", "--lang", "en", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found) == ["query", "lang", "message", "did_you_mean", "reading", "offers", "total", "spread", "results"]
    assert found["results"][0]["id"] == "gardens"


def test_spread_is_asked_for_and_said(run):
    _, out, _ = run("search", "school gardens", "--lang", "en", "--spread", "--json")
    assert json.loads(out)["spread"]["note"].startswith("Spread over ")
    assert "Spread over " in run("search", "school gardens", "--lang", "en", "--spread")[1]
    assert json.loads(run("search", "school gardens", "--lang", "en", "--json")[1])["spread"] is None


def test_arabic_is_printed_as_it_is(run):
    assert "محو الأمية" in run("search", "محو الأمية في السوق", "--json")[1]


def test_search_prints_text(run):
    code, out, _ = run("search", "school gardens")
    assert code == 0
    assert out.startswith(("1. School gardens", "No practice here"))


def test_top_and_filters_reach_the_search(run):
    _, out, _ = run("search", "learning", "--json", "--top", "1", "--where", "country=EG", "--where", "country=FR", "--where", "lang=fr")
    assert [each["id"] for each in json.loads(out)["results"]] == ["buses"]


@pytest.mark.parametrize("text", ["", "🌱", "x" * 10_000, "\x07"])
def test_anything_may_be_typed(run, text):
    code, out, err = run("search", text, "--json", "--lang", "en")
    assert (code, err) == (0, "")
    assert json.loads(out)["message"]


@pytest.mark.parametrize("words", [["search", "x"], ["show", "seniors"], ["similar", "seniors"], ["doctor", "x"]], ids=" ".join)
@pytest.mark.parametrize("tag", ["-", "_", " ", "", "Arabic!", "Arabic", "a", "ar-", "ar_x", "عربي"])
def test_what_is_no_language_tag_is_two(run, words, tag):
    code, out, err = run(*words, "--lang", tag)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert "is not a language tag" in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize("tag", ["ar", "AR", "pt-BR", "zh_Hant", "arz"])
def test_a_language_tag_is_taken(run, tag):
    code, out, err = run("search", "seniors", "--json", "--lang", tag)
    assert (code, err) == (0, "")
    assert json.loads(out)["lang"] in {"ar", "pt", "zh"}


WRONG = [
    ["search"],
    ["search", "x", "--top", "0"],
    ["search", "x", "--where", "colour=red"],
    ["search", "x", "--where", "country"],
    ["search", "x", "--where", "country="],
    ["search", "x", "y"],
    ["nonsense"],
    ["index", "nonsense"],
    ["show"],
    ["index", "build", "--nonsense"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_two(run, words):
    code, out, err = run(*words)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    assert err


def test_a_field_that_is_none_names_those_that_are(run):
    err = " ".join(run("search", "x", "--where", "colour=red")[2].split())
    assert "'colour'" in err
    assert "country" in err


def test_a_value_that_nothing_has_names_those_that_come_near(run):
    code, _, err = run("search", "x", "--where", "lang=arr")
    assert code == 2
    assert "lang='arr'" in err
    assert "ar" in err.split("like")[1]


def test_show_prints_a_record(run):
    assert run("show", "seniors", "--lang", "en")[1].startswith("Seniors and phones")
    assert json.loads(run("show", "seniors", "--json")[1])["versions"].keys() == {"ar", "en"}


def test_similar_prints_a_ranking(run):
    found = json.loads(run("similar", "seniors", "--json", "--top", "1")[1])
    assert [each["id"] for each in found["results"]] == ["market"]
    assert run("similar", "seniors")[0] == 0


@pytest.mark.parametrize("command", ["show", "similar"])
def test_an_unknown_id_is_one_line_and_one(run, command):
    code, out, err = run(command, "nowhere")
    assert (code, out) == (1, "")
    assert err == "peerlearn: there is no practice or document 'nowhere' (peerlearn search finds ids)\n"


def test_doctor_says_how_operators_are_read_and_ranks_what_they_leave(run):
    found = json.loads(run("doctor", '"seniors" -gardens phones', "--lang", "en", "--json")[1])
    assert found["read as"] == ["Only texts with: “seniors”", "Without: “gardens”"]
    assert found["encoder text"] == "seniors phones"
    assert {row["record"] for row in found["final"]} == {"seniors"}


def test_doctor_explains_a_question(run):
    found = json.loads(run("doctor", "school gardens", "--lang", "en", "--json")[1])
    assert found["language"] == "en"
    assert set(found["pools"]) == {"ar", "en", "fr"}
    assert found["final"][0]["record"] == "gardens"
    code, out, _ = run("doctor", "كبار السن")
    assert code == 0
    assert "The answer, all languages together" in out


@pytest.mark.parametrize("text", ["🌱", " ", "\x07"])
def test_doctor_explains_whatever_is_typed(run, text):
    assert run("doctor", text, "--json")[0] == 0


@pytest.mark.parametrize("error", [PeerlearnError("the disk is full", remedy="free some"), BusyError("busy")])
def test_a_users_problem_is_one_sentence(run, monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(cli, "_open", fail)
    assert run("search", "x") == (1, "", f"peerlearn: {error}\n")


DISK = [
    (OSError(28, "No space left on device", "/x/records.jsonl"), "/x/records.jsonl: No space left on device"),
    (PermissionError(13, "Permission denied", "/x"), "/x: Permission denied"),
    (OSError("odd"), "the disk: odd"),
]


@pytest.mark.parametrize(("error", "said"), DISK)
def test_a_problem_of_the_disk_is_one_line(run, monkeypatch, error, said):
    def fail():
        raise error

    monkeypatch.setattr(cli, "_open", fail)
    assert run("search", "x") == (1, "", f"peerlearn: {said} (check the disk and its rights)\n")


def test_a_closed_pipe_is_quiet(run, monkeypatch):
    def fail():
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_open", fail)
    assert run("search", "x") == (1, "", "")


# the index, over a corpus of a few files


@pytest.fixture
def home(quick_tmp, monkeypatch):
    """A home with a corpus of two practices, and the fake encoder in place of the bundled one."""
    for name, text in FILES.items():
        path = quick_tmp / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    main = quick_tmp / "corpus" / MAIN
    (main.parent / "giza.md").write_text(FILES[MAIN].replace("id: aswan", "id: giza"), encoding="utf-8")
    monkeypatch.setenv("PEERLEARN_HOME", str(quick_tmp))
    for place in ("peerlearn.rebuild.open_encoder", "peerlearn.encode.prepare.open_encoder"):
        monkeypatch.setattr(place, lambda settings: FakeEncoder())
    monkeypatch.setattr("peerlearn.rebuild.prepare", lambda settings, *, progress: None)
    return quick_tmp


def refused(result, *parts):
    code, out, err = result
    assert (code, out) == (1, "")
    assert err.startswith("peerlearn: ")
    assert err.count("\n") == 1, err
    assert all(part in err for part in parts), err


def test_a_damaged_cache_of_vectors_stops_no_build(run, home):
    assert json.loads(run("index", "build", "--json")[1])["records"] == 3
    (home / "indexes" / "vectors.sqlite").write_bytes(b"no database" * 999)
    (home / "corpus" / MAIN).unlink()
    (home / "corpus" / ENGLISH).unlink()
    code, out, err = run("index", "build", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["removed"] == 1
    assert json.loads(out)["encoded"] > 0


def test_a_cache_that_cannot_be_used_is_one_line(run, home):
    (home / "indexes" / "vectors.sqlite").mkdir(parents=True)
    refused(run("index", "build", "--json"), "vectors.sqlite", "cannot be used")


def test_a_home_that_cannot_be_written_is_one_line(run, home, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("PEERLEARN_HOME", str(home / "file"))
    monkeypatch.setenv("PEERLEARN_CORPUS", str(home / "corpus"))
    refused(run("index", "build", "--json"), "Not a directory", "check the disk and its rights")


def test_verify_names_what_was_left_out(run, home):
    """A defective file, before and after a build that goes on without it; it was not deleted."""
    run("index", "build")
    page = home / "corpus" / MAIN
    page.write_text(page.read_text(encoding="utf-8").replace("level: city", "level: galactic"), encoding="utf-8")
    for build in ([], ["index", "build", "--keep-going", "--json"]):
        if build:
            code, _, err = run(*build)
            assert code == 0
            assert f"left out: {MAIN}" in err
        code, out, err = run("index", "verify", "--json")
        assert code == 1
        (problem,) = json.loads(out)["problems"]
        assert problem.startswith(f"not in the index, because {MAIN}:")
        assert "no longer in the corpus" not in out + err
        assert "peerlearn validate" in run("index", "verify")[1]


def test_verify_names_a_change_of_cities(run, home):
    run("index", "build")
    assert json.loads(run("index", "verify", "--json")[1])["ok"] is True
    cities = home / "corpus" / "cities.csv"
    cities.write_text(cities.read_text(encoding="utf-8").replace("Assouan", "Assuan"), encoding="utf-8")
    code, out, _ = run("index", "verify", "--json")
    assert (code, json.loads(out)["problems"]) == (1, ["cities or vocabularies have changed since they were indexed"])
    assert json.loads(run("index", "update", "--json")[1])["changed"] is True
    assert run("index", "verify")[0] == 0


# coverage gaps


@pytest.fixture
def asked(home):
    """Some questions that nothing answered."""
    store = gap_store(Settings.load())
    for text, lang, times in (("مدرسة في الفضاء", "ar", 3), ("ships", "en", 2), ("once", "en", 1)):
        for _ in range(times):
            assert store.keep(text, lang=lang, record="gardens", probability=0.03, generation="g")
    return store


def test_gaps_are_listed_the_most_asked_first(run, asked):
    found = json.loads(run("gaps", "--json")[1])
    assert (found["total"], [each["text"] for each in found["gaps"]]) == (3, ["مدرسة في الفضاء", "ships"])
    assert list(found["gaps"][0]) == ["text", "lang", "count", "first", "last", "record", "probability", "generation"]
    assert [each["text"] for each in json.loads(run("gaps", "--json", "--all", "--lang", "en-GB")[1])["gaps"]] == ["ships", "once"]
    assert len(json.loads(run("gaps", "--json", "--all", "--top", "1")[1])["gaps"]) == 1
    out = run("gaps")[1]
    assert out.startswith("3 x  \u2068مدرسة في الفضاء\u2069  (ar; ")
    assert "once" not in out.split("\n")[1]
    assert "1 question more asked only once: peerlearn gaps --all" in out


def test_gaps_are_forgotten(run, asked):
    assert run("gaps", "--forget", "Ships!") == (0, "1 question deleted.\n", "")
    assert json.loads(run("gaps", "--forget", "ships", "--json")[1]) == {"deleted": 0}
    assert run("gaps", "--clear")[1] == "2 questions deleted.\n"
    assert "No question" in run("gaps", "--all")[1]


def test_gaps_that_cannot_be_read_are_one_line(run, asked):
    asked.path.write_bytes(b"no database" * 999)
    refused(run("gaps"), "gaps.sqlite", "cannot be used")
    assert "not kept" in run("doctor")[1]


def test_the_search_keeps_gaps(run, base, monkeypatch):
    seen = []
    search = KnowledgeBase.search
    monkeypatch.setattr(KnowledgeBase, "search", lambda self, text, **given: seen.append(given["keep_gap"]) or search(self, text, **given))
    run("search", "school gardens", "--json")
    assert seen == [True]


# the app


@pytest.fixture
def no_app(monkeypatch):
    """Forget what other tests imported of the app."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"app", "streamlit"}]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TOKENIZERS_PARALLELISM"):
        monkeypatch.setenv(name, os.environ.get(name, "1"))
    monkeypatch.setattr(sys, "path", list(sys.path))


def test_serving_without_the_apps_packages_is_one_line(run, monkeypatch, no_app):
    monkeypatch.setitem(sys.modules, "streamlit", None)
    refused(run("serve"), "the app needs the package streamlit (run: make setup)")


def test_serving_from_an_installed_package_is_one_line(run, monkeypatch, tmp_path):
    monkeypatch.setattr("peerlearn.settings.CLONE", tmp_path)
    refused(run("serve"), "make run")


COMMANDS = [["search"], ["show"], ["similar"], ["index"], ["index", "build"], ["index", "update"], ["index", "verify"], ["validate"]]
COMMANDS += [["datasheet"], ["evaluate"], ["doctor"], ["serve"], ["gaps"], []]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(run, words):
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert re.search(rf"Usage: \S.*{' '.join(words)} \[OPTIONS\]", " ".join(out.split()))
