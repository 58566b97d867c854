"""The command ``export`` over a small library with the fake encoder."""

import csv
import io
import json
import sys

import pytest

from peerlearn import cli
from peerlearn.interop.tables import records_from_jsonl
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.index.small_corpus import built, library


@pytest.fixture(scope="module")
def base(quick_module_tmp, loaded_text_rules):
    return KnowledgeBase(Settings(home=quick_module_tmp), built(quick_module_tmp, *library()), Vocabularies())


@pytest.fixture
def run(base, monkeypatch, capfdbinary):
    """Run ``peerlearn export`` as the shell does; returns exit code, stdout in bytes, and stderr."""
    monkeypatch.setattr(KnowledgeBase, "open", lambda *_given, **_named: base)

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["peerlearn", "export", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return command


def test_a_question_gives_a_table_with_how_well_each_answers(run):
    code, out, _ = run("school gardens", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert code == 0
    assert rows[0]["id"] == "gardens"
    assert {row["match"] for row in rows} <= {"strong", "fair"}


def test_ids_are_taken_in_their_order_and_once(run):
    _, out, _ = run("--id", "gardens", "--id", "gardens", "--format", "csl")
    assert [each["id"] for each in json.loads(out)] == ["gardens"]


def test_without_a_question_everything_leaves_and_comes_back(run, base):
    _, out, _ = run("--format", "jsonl")
    assert sorted(records_from_jsonl(out), key=lambda each: each.id) == sorted(base.records(), key=lambda each: each.id)


def test_a_file_is_written_once(run, tmp_path):
    out = tmp_path / "brief.docx"
    code, said, _ = run("--id", "gardens", "--format", "docx", "--lang", "ar", "--out", str(out), "--json")
    assert (code, json.loads(said)) == (0, {"file": str(out), "format": "docx", "lang": "ar", "records": 1})
    before = out.read_bytes()
    code, _, err = run("--id", "gardens", "--format", "docx", "--out", str(out))
    assert (code, out.read_bytes()) == (1, before)
    assert "exists (choose another name with --out)" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--format", "doc"], 2, "is no format"),
        (["--id", "nowhere"], 1, "there is no practice or document 'nowhere'"),
        (['"zzzz qqqq"', "--lang", "en"], 1, "answers this question well"),
        (["--json"], 2, "--out"),
        (["--where", "country=XX"], 2, "nothing has country"),
    ],
)
def test_what_cannot_be_exported_is_said(run, words, code, said):
    found, out, err = run(*words)
    assert (found, out) == (code, b"")
    assert said in err
