"""The same practice told in Arabic, English and French is found by its meaning, with the real encoder, among ten real practices."""

import time

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


def test_a_summary_alone_finds_its_practice_told_in_another_language(collection, practices):
    """Each collection holds the practice in the other languages only."""
    found = []
    for practice in practices[:4]:
        rest = {lang: text for lang, text in collection.tellings[practice.id].texts.items() if lang != "ar"}
        others = {each: telling for each, telling in collection.tellings.items() if each != practice.id}
        shelves = {lang: shelf for lang, shelf in collection.shelves.items() if lang != "ar"}
        held = Collection(
            others | {practice.id: Telling(practice.id, rest)},
            shelves,
            collection.projection,
            collection.encoder,
            collection.encode,
            collection.city,
        )
        given = Telling.of_texts("a-file", {"ar": practice.versions["ar"].summary})
        found.append([each.other for each in find(given, against=held)] == [practice.id])
    assert all(found)


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
