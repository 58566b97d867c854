"""Tellings: which records of different languages hold one text, and which only look like it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index import centres, tellings
from peerlearn.index.tellings import ALONE, find

DIMS = 64
MANY = 40
"""Records of each language that are about something else, so that means and neighbours are what they are in a corpus."""


def direction(number):
    vector = np.random.default_rng(number).normal(size=DIMS)
    return vector / np.linalg.norm(vector)


def off(vector, cosine, number):
    """Return a unit vector at a given cosine from another."""
    aside = direction(number)
    aside -= (aside @ vector) * vector
    return cosine * vector + np.sqrt(1 - cosine**2) * aside / np.linalg.norm(aside)


TEXT = direction(1)


def languages(**own):
    """Return vectors and ids of languages: the named records, then MANY strangers."""
    vectors, records = {}, {}
    for place, (lang, named) in enumerate(own.items()):
        strangers = {f"{lang}-{number}": direction(1000 * (place + 1) + number) for number in range(MANY)}
        everything = [*named, *strangers.items()]
        records[lang] = [record for record, _ in everything]
        vectors[lang] = np.array([vector for _, vector in everything], dtype=np.float32)
    return vectors, records


def few(**own):
    """Return languages whose strangers lie across all named records, so that nothing but these is near anything."""
    vectors, records = {}, {}
    named = np.array([vector for each in own.values() for _, vector in each])
    basis, _ = np.linalg.qr(named.T)
    for place, (lang, some) in enumerate(own.items()):
        strangers = np.array([direction(1000 * (place + 1) + number) for number in range(MANY)])
        strangers -= strangers @ basis @ basis.T
        strangers /= np.linalg.norm(strangers, axis=1, keepdims=True)
        vectors[lang] = np.concatenate([np.array([vector for _, vector in some]).reshape(-1, DIMS), strangers]).astype(np.float32)
        records[lang] = [*(record for record, _ in some), *(f"{lang}-{number}" for number in range(MANY))]
    return vectors, records


def together(found, records):
    """Return the sets of records that tell one text."""
    texts = {}
    for lang, numbers in found.items():
        for record, number in zip(records[lang], numbers.tolist(), strict=True):
            if number != ALONE:
                texts.setdefault(number, set()).add(record)
    return sorted(texts.values(), key=sorted)


def texts_of(**own):
    vectors, records = languages(**own)
    return together(find(vectors, records), records)


def test_two_records_of_one_text_are_found():
    assert texts_of(ar=[("a", TEXT)], en=[("b", off(TEXT, 0.9, 2))]) == [{"a", "b"}]


def test_strangers_are_alone():
    assert texts_of(ar=[], en=[]) == []


def test_every_language_that_tells_a_text_joins_it():
    found = texts_of(ar=[("a", TEXT)], en=[("b", off(TEXT, 0.9, 2))], fr=[("c", off(TEXT, 0.9, 3))])
    assert found == [{"a", "b", "c"}]


def test_two_texts_are_two_numbers():
    other = direction(7)
    found = texts_of(ar=[("a", TEXT), ("x", other)], en=[("y", off(other, 0.9, 4)), ("b", off(TEXT, 0.9, 2))])
    assert found == [{"a", "b"}, {"x", "y"}]


# the three rules


def test_a_pair_must_be_near(monkeypatch):
    """Each is the other's nearest and clearly so, but at a cosine that two texts on one matter reach."""
    own = {"ar": [("a", TEXT)], "en": [("b", off(TEXT, 0.43, 2))]}
    vectors, records = few(**own)
    assert together(find(vectors, records), records) == []
    monkeypatch.setattr(tellings, "NEAR", 0.3)
    assert {"a", "b"} in together(find(vectors, records), records)


def test_a_pair_must_be_clearly_nearer_than_the_next(monkeypatch):
    """Two English texts lie at the Arabic one: a series of reports, and nobody can say which is its translation."""
    own = {"ar": [("a", TEXT)], "en": [("b", off(TEXT, 0.90, 2)), ("c", off(TEXT, 0.88, 3))]}
    assert texts_of(**own) == []
    monkeypatch.setattr(tellings, "CLEARER", 0.001)
    assert texts_of(**own) == [{"a", "b"}]


def test_the_next_counts_on_both_sides(monkeypatch):
    """The English text has one Arabic text near by and then a second; seen from the Arabic ones nothing is in doubt."""
    own = {"ar": [("a", TEXT), ("c", off(TEXT, 0.97, 3))], "en": [("b", off(TEXT, 0.9, 2))]}
    assert texts_of(**own) == []
    monkeypatch.setattr(tellings, "CLEARER", 0.0)
    assert len(texts_of(**own)) == 1


def test_a_pair_must_be_mutual(monkeypatch):
    """``c`` has no nearer text than ``a``, whose own nearest is ``b``; even where nothing else is asked for it stays out."""
    monkeypatch.setattr(tellings, "CLEARER", -2)
    vectors, records = few(en=[("b", off(TEXT, 0.95, 2)), ("c", off(TEXT, 0.7, 3))], ar=[("a", TEXT)])
    (found,) = [each for each in together(find(vectors, records), records) if "a" in each]
    assert found == {"a", "b"}


# what is never a pair


def test_language_versions_of_one_record_are_no_pair():
    assert texts_of(ar=[("a", TEXT)], en=[("a", off(TEXT, 0.9, 2))]) == []


def test_two_records_of_one_language_are_no_pair():
    assert texts_of(ar=[("a", TEXT), ("b", TEXT)], en=[]) == []


def test_one_language_alone_has_no_tellings():
    vectors, records = languages(ar=[("a", TEXT)])
    assert find(vectors, records)["ar"].tolist() == [ALONE] * (MANY + 1)


def test_where_there_is_no_second_text_the_only_one_is_clearly_the_nearest():
    """Both languages are centred mostly by what they share, so that a pool of one text is not its own mean."""
    vectors, records = languages(ar=[("a", TEXT)], en=[])
    vectors["en"], records["en"] = np.array([off(TEXT, 0.95, 2)], dtype=np.float32), ["b"]
    assert together(find(vectors, records), records) == [{"a", "b"}]
    assert tellings._nearest(vectors["en"], vectors["en"])[0][0].tolist() == pytest.approx([1, -1])


def test_every_passage_of_a_record_has_its_number():
    vectors, records = languages(ar=[("a", TEXT), ("a", off(TEXT, 0.8, 5))], en=[("b", off(TEXT, 0.9, 2))])
    found = find(vectors, records)
    assert found["ar"][0] == found["ar"][1] == found["en"][0] != ALONE
    assert set(found["ar"][2:].tolist()) == {ALONE}


def test_languages_that_lie_apart_meet(monkeypatch):
    """All Arabic vectors lean one way and all English ones another, as those of a real encoder do."""
    vectors, records = languages(ar=[("a", TEXT)], en=[("b", off(TEXT, 0.9, 2))])
    leaning = {lang: (own + direction(number)).astype(np.float32) for number, (lang, own) in enumerate(vectors.items(), start=90)}
    assert together(find(leaning, records), records) == [{"a", "b"}]
    monkeypatch.setattr(centres, "PRIOR", 10**9)
    assert together(find(leaning, records), records) == []


@given(st.integers(0, 10_000), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_numbers_fit_the_rows_and_every_text_has_two_records(seed, sizes):
    rng = np.random.default_rng(seed)
    vectors = {f"l{place}": rng.normal(size=(size, 8)).astype(np.float32) for place, size in enumerate(sizes)}
    records = {lang: [f"{lang}-{row // 2}" for row in range(len(own))] for lang, own in vectors.items()}
    found = find(vectors, records)
    assert {lang: len(numbers) for lang, numbers in found.items()} == {lang: len(own) for lang, own in vectors.items()}
    assert all(len(each) > 1 for each in together(found, records))
    numbers = sorted({number for own in found.values() for number in own.tolist()} - {ALONE})
    assert numbers == list(range(len(numbers)))
