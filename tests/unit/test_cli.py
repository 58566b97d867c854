"""The command line over a small library with the fake encoder; real builds are in tests/integration."""

import json
import re
import sys

import pytest

from peerlearn import cli
from peerlearn.errors import BusyError, PeerlearnError
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.index.small_corpus import built, library


@pytest.fixture(scope="module")
def base(quick_module_tmp, loaded_text_rules):
    return KnowledgeBase(Settings(home=quick_module_tmp), built(quick_module_tmp, *library()), Vocabularies())


@pytest.fixture
def run(base, monkeypatch, capsys):
    """Run a command as the shell does; returns exit code, stdout and stderr."""
    monkeypatch.setattr(cli, "_open", lambda: base)

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["peerlearn", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_search_prints_the_contracts_json(run):
    code, out, err = run("search", "school gardens", "--lang", "en", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found) == ["query", "lang", "message", "total", "results"]
    assert found["results"][0]["id"] == "gardens"


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
    assert "colour=red" in err
    assert "country" in err


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


def test_doctor_explains_a_question(run):
    found = json.loads(run("doctor", "school gardens", "--lang", "en", "--json")[1])
    assert found["language"] == "en"
    assert set(found["pools"]) == {"ar", "en", "fr"}
    assert found["final"][0]["record"] == "gardens"
    code, out, _ = run("doctor", "كبار السن")
    assert code == 0
    assert "final:" in out


@pytest.mark.parametrize("text", ["🌱", " ", "\x07"])
def test_doctor_explains_whatever_is_typed(run, text):
    assert run("doctor", text, "--json")[0] == 0


@pytest.mark.parametrize("error", [PeerlearnError("the disk is full", remedy="free some"), BusyError("busy")])
def test_a_users_problem_is_one_sentence(run, monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(cli, "_open", fail)
    assert run("search", "x") == (1, "", f"peerlearn: {error}\n")


def test_a_closed_pipe_is_quiet(run, monkeypatch):
    def fail():
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_open", fail)
    assert run("search", "x") == (1, "", "")


COMMANDS = [["search"], ["show"], ["similar"], ["index"], ["index", "build"], ["index", "update"], ["index", "verify"], ["validate"]]
COMMANDS += [["evaluate"], ["doctor"], ["serve"], []]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(run, words):
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert re.search(rf"Usage: \S.*{' '.join(words)} \[OPTIONS\]", " ".join(out.split()))
