"""The corpus in this repository: whole, well edited, described as it is, and true to the facts it was written from."""

import csv
import json

import pytest

from peerlearn import datasheet, editorial
from peerlearn.text.normalise import fold
from tests.unit.conftest import CORPUS

ROOT = CORPUS.parent
FACTS = ROOT.parent / "shared" / "facts"
ALLOWED = {
    "brest-lire-et-faire-lire": {"2022": "the facts write the span 2020-22"},
    "espoo-covid-inclusion": {"19": "part of a name: covid-19"},
    "jubail-iclc6-climate": {"10": "the facts say it in words: ten cities received the award"},
    "medellin-library-parks": {"2018": "the facts write the span 2015-18"},
    "uruguay-plan-ibirapita": {"19": "part of a name: covid-19"},
    "valenzuela-education-360": {"360": "part of the programme's name, Education 360, as the source's title has it"},
}
"""Practice -> number of its text -> why it stands there though its facts have not these digits."""


def test_it_has_no_issues(real_corpus):
    assert real_corpus.issues == ()
    assert len(real_corpus.practices) >= 50
    assert {"ar", "en"} <= {lang for record in real_corpus.records() for lang in record.versions}


def test_it_keeps_every_editorial_rule(real_corpus):
    assert editorial.check(real_corpus) == []


def test_its_figures_are_current(real_corpus):
    assert datasheet.is_current(real_corpus, CORPUS / "README.md"), "run: peerlearn datasheet --write"


def read_facts():
    """Return practice id -> what was recorded before it was written; addresses are left out, they are full of digits."""
    found = {}
    for path in sorted(FACTS.glob("practices*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                each = json.loads(line)
                found[each["id"]] = " ; ".join([each["title_en"], *each["facts"], str(each["year_from"]), str(each["year_to"])])
    return found


@pytest.mark.skipif(not FACTS.is_dir(), reason="the recorded facts (../shared/facts) are not part of the repository")
def test_every_number_occurs_in_the_facts(real_corpus):
    facts = read_facts()
    found = {}
    for practice in real_corpus.practices.values():
        assert practice.id in facts, f"{practice.id} has no recorded facts"
        odd = editorial.unsupported_numbers(practice, facts[practice.id])
        if left := {lang: rest for lang, each in odd.items() if (rest := each - ALLOWED.get(practice.id, {}).keys())}:
            found[practice.id] = left
    assert found == {}


def test_every_partnership_stands_in_the_practice_that_it_cites(real_corpus):
    with (CORPUS / "judgements/partnerships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({frozenset((row["city"], row["other"])) for row in rows}) >= 35
    for row in rows:
        practice = real_corpus.practices[row["practice"]]
        told = [text for version in practice.versions.values() for text in (version.title, version.summary, *version.sections.values())]
        told += [name for partner in practice.partners for name in partner.name.values()]
        names = real_corpus.cities[row["other"]].names.values()
        assert practice.city == row["city"]
        assert any(fold(name).split(" ")[0] in fold(" ".join(told)) for name in names), row
        assert row["kind"] in {"exchange", "taken-over", "network", "support"}
