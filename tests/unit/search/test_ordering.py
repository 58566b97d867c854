"""Another order never lifts what is weak above what answers."""

import pytest
from builders import document, evidence, practice

from peerlearn.passages import Passage
from peerlearn.search.ordering import ORDERS, in_order
from peerlearn.search.result import Hit, PassageMatch, Query, Ranking


def hit(name, band="fair", **given):
    record = practice(id=name, **given) if given.pop("practice", True) else document(id=name)
    return Hit(record, "ar", "ar", 0.5, band, (), (PassageMatch(Passage(name, "ar", "summary", 0, 1, "ن"), 0.5),))


HITS = [
    hit("weak", "weak", start=2026, evidence=evidence(level=5), city="aa-a"),
    hit("old", start=2001, evidence=evidence(level=4), city="bb-b"),
    hit("new", "strong", start=2020, evidence=evidence(level=1), city="cc-c"),
    hit("same", start=2020, evidence=evidence(level=1), city="cc-c"),
]
EXPECTED = {"newest": ["new", "same", "old", "weak"], "evidence": ["old", "new", "same", "weak"], "city": ["new", "same", "old", "weak"]}


@pytest.mark.parametrize("by", ORDERS)
def test_hits_stand_in_the_order_asked_for_and_weak_ones_last(by):
    name = {"aa-a": "A", "bb-b": "b", "cc-c": "Aachen"}.__getitem__
    assert [each.record.id for each in in_order(HITS, by, city_name=name)] == EXPECTED[by]


def test_what_has_no_city_or_evidence_comes_last():
    hits = [Hit(document(), "ar", "ar", 0.5, None, (), HITS[0].passages), HITS[1]]
    for by in ("evidence", "city"):
        assert in_order(hits, by, city_name=str)[0].record.id == "old"


def test_answers_are_what_is_not_weak():
    assert [each.record.id for each in Ranking(Query("x", "ar"), tuple(HITS)).answers] == ["old", "new", "same"]
