"""The same practice told in Arabic, English and French is found by its meaning, with the real encoder, among ten real practices."""

import time
from dataclasses import replace

import pytest

from peerlearn.curation.duplicates import Collection, Telling, all_pairs, find
from peerlearn.practice import Practice

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def collection(base):
    return Collection.of(base)


@pytest.fixture(scope="module")
def practices(base):
    return [each for each in base.records() if isinstance(each, Practice)]


def without_arabic(collection, practice):
    """Return the collection in which one practice is told in its other languages only."""
    rest = {lang: text for lang, text in collection.tellings[practice.id].texts.items() if lang != "ar"}
    shelf = collection.shelves["ar"]
    kept = [each for each in shelf.ids if each != practice.id]
    rows = {each: shelf.rows[each] for each in kept}
    arabic = replace(shelf, ids=kept, centres=shelf.centres[[shelf.places[each] for each in kept]], rows=rows)
    tellings = collection.tellings | {practice.id: Telling(practice.id, rest)}
    return replace(collection, tellings=tellings, shelves=collection.shelves | {"ar": arabic})


@pytest.mark.parametrize("name", ["singapore-seniors-go-digital", "giza-literacy-campaign", "bogota-care-blocks"])
def test_an_arabic_summary_finds_its_practice_told_in_other_languages(collection, base, name):
    practice = base.record(name)
    given = Telling.of_texts("a-file", {"ar": practice.versions["ar"].summary})
    assert [(each.other, each.kind) for each in find(given, against=without_arabic(collection, practice))] == [(name, "meaning")]


def test_the_passages_of_two_languages_that_agree_are_in_both_texts(collection, practices):
    practice = practices[0]
    given = Telling.of_texts("a-file", {"fr": practice.versions["fr"].summary})
    best = find(given, against=collection)[0]
    assert best.other == practice.id
    assert best.agreeing
    for each in best.agreeing:
        assert practice.versions["fr"].summary[each.one.start : each.one.end] == each.one.text
        theirs = collection.tellings[practice.id].texts[each.other.lang][each.other.field]
        assert theirs[each.other.start : each.other.end] == each.other.text


def test_ten_different_practices_hold_no_pair(collection):
    assert all_pairs(collection) == []


def test_a_record_with_its_vectors_is_compared_within_a_second(collection, practices):
    find(practices[0], against=collection)
    began = time.perf_counter()
    find(practices[0], against=collection)
    assert time.perf_counter() - began < 1
