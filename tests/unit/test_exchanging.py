"""The commands peers and transfer, over the shipped cities and practices; nothing is searched."""

import json
from types import SimpleNamespace

import pytest

from peerlearn import exchanging
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings


@pytest.fixture
def run(real_corpus, tmp_path, monkeypatch, shell):
    engine = SimpleNamespace(cities=real_corpus.cities, records=dict(real_corpus.practices) | dict(real_corpus.documents))
    base = KnowledgeBase(Settings(home=tmp_path), engine, real_corpus.vocabularies)
    monkeypatch.setattr(exchanging, "_open", lambda: base)
    return shell


def test_peers_keep_the_contract_and_have_reasons(run):
    code, out, err = run("peers", "ينبع الصناعية", "--json", "--top", "20")
    found = json.loads(out)
    assert (code, err, found["city"]) == (0, "", "sa-yanbu-industrial-city")
    assert len(found["peers"]) == 20
    for peer in found["peers"]:
        assert {"city", "similarity", "complementarity", "reasons", "unknown", "practices"} <= peer.keys()
        assert peer["reasons"] or peer["apart"]
        assert 0 <= peer["similarity"] <= 1
    assert "عدد السكان" in found["peers"][0]["unknown"], "the population of Yanbu is in no source"


def test_the_answer_speaks_the_language_of_the_name(run):
    assert "التشابه" in run("peers", "ينبع")[1]
    assert "similarity" in run("peers", "ie-cork")[1]
    assert "ressemblance" in run("peers", "ie-cork", "--lang", "fr")[1]


def test_needs_and_weights_are_taken_from_the_options(run):
    found = json.loads(
        run("peers", "ie-cork", "--need", "ageing=2", "--need", "literacy", "--weight", "size=0", "--weight", "ageing=3", "--json")[1]
    )
    assert found["needs"] == {"literacy": 1.0, "ageing": 2.0} or found["needs"] == {"ageing": 2.0, "literacy": 1.0}
    assert (found["needs_known_from"], found["weights"]["size"], found["theme_weights"]) == ("said", 0.0, {"ageing": 3.0})


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("peers",), 2, "situation"),
        (("peers", "Atlantis"), 1, "Atlantis"),
        (("peers", "ie-cork", "--need", "cooking"), 2, "cooking"),
        (("peers", "ie-cork", "--weight", "size=big"), 2, "size=big"),
        (("peers", "ie-cork", "--weight", "size=-1"), 2, "size"),
        (("transfer", "nothing-here", "--to", "ie-cork"), 1, "nothing-here"),
        (("transfer", "yanbu-forum-2023", "--to", "ie-cork"), 1, "document"),
        (("transfer", "cork-case-2015", "--to", "Atlantis"), 1, "Atlantis"),
        (("transfer", "cork-case-2015", "--to", "ie-cork", "--answer", "i-cost=maybe"), 2, "i-cost=maybe"),
        (("transfer", "cork-case-2015", "--to", "ie-cork", "--answer", "weather=yes"), 2, "weather"),
    ],
)
def test_a_mistake_is_said_without_a_trace(run, words, code, said):
    got, _, err = run(*words)
    assert got == code
    assert said in err
    assert "Traceback" not in err


def test_transfer_keeps_the_contract(run):
    code, out, err = run("transfer", "cork-case-2015", "--to", "ينبع الصناعية", "--answer", "e-political=yes", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["practice"], found["city"]) == ("cork-case-2015", "sa-yanbu-industrial-city")
    assert len(found["criteria"]) == 19
    for each in found["criteria"]:
        assert {"criterion", "origin", "mine", "verdict", "passage", "adapt"} <= each.keys()
        assert each["verdict"] in ("match", "gap", "unknown")
    assert found["fit"]["match"] + found["fit"]["gap"] + found["fit"]["unknown"] == 19


def test_a_brief_is_written_and_nothing_is_overwritten(run, tmp_path):
    file = tmp_path / "brief.md"
    assert run("transfer", "cork-case-2015", "--to", "ينبع", "--out", str(file))[0] == 0
    assert file.read_text(encoding="utf-8").startswith("# هل تناسب ينبع الصناعية؟")
    code, _, err = run("transfer", "cork-case-2015", "--to", "ينبع", "--out", str(file))
    assert (code, "Traceback" in err) == (1, False)
