"""An updated index answers as one that was built of the same corpus, and words that are gone answer nowhere."""

import dataclasses
import shutil
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.diagnosis import explain_query
from peerlearn.encode.cache import VectorCache
from peerlearn.index.update import update
from peerlearn.knowledge_base import KnowledgeBase, _read_records
from peerlearn.search.passages import LENGTHENING, WINDOW, Question, late_scores
from peerlearn.search.result import Query
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import ids, practice
from tests.unit.index.update.updating import (
    ARABIC_ONLY,
    EVERYTHING,
    KITCHENS,
    MARKET,
    QUESTIONS,
    TOLD_TWICE,
    ZEPPELINS,
    dense_leg,
    engine,
    late_leg,
    lexical_leg,
    make,
    names_leg,
    opened,
    rows_that_answer,
    verified,
    without,
)

CHANGES = {
    "a text is changed": ((KITCHENS,), (), without(plus=[KITCHENS])),
    "a record is added": ((ZEPPELINS,), (), without(plus=[ZEPPELINS])),
    "a record is removed": ((), ("market",), without("market")),
    "a record is withdrawn": ((dataclasses.replace(MARKET, status="withdrawn"),), (), without("market")),
    "a draft is written": ((dataclasses.replace(ZEPPELINS, status="draft"),), (), EVERYTHING),
    "all at once": ((KITCHENS, ZEPPELINS), ("market", "buses"), without("market", "buses", plus=[KITCHENS, ZEPPELINS])),
    "a version is added": ((TOLD_TWICE,), (), without(plus=[TOLD_TWICE])),
    "a version is removed": ((ARABIC_ONLY,), (), without(plus=[ARABIC_ONLY])),
    "nothing that was there": ((), ("unheard-of",), EVERYTHING),
}


LEXICAL_OFF, LATE_OFF = 0.07, 0.1
"""A passage that is gone counts for the rarity of 4-grams until tantivy merges it away; means and codes are those of the last build."""


@pytest.mark.parametrize(("changed", "removed", "left"), CHANGES.values(), ids=CHANGES)
def test_an_updated_index_answers_as_one_that_was_built_of_the_same_corpus(change, indexes, quick_tmp, changed, removed, left):
    assert change(*changed, removed=removed)
    assert verified(indexes, left) == ()
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", left))
    assert rows_that_answer(updated) == rows_that_answer(built)
    assert updated.manifest.passages == built.manifest.passages
    assert updated.manifest.records == built.manifest.records
    for text in QUESTIONS:
        assert names_leg(updated, text) == names_leg(built, text)
        for leg, off in ((dense_leg, 1e-6), (lexical_leg, LEXICAL_OFF), (late_leg, LATE_OFF)):
            new, old = leg(updated, text), leg(built, text)
            assert {lang: new[lang] == pytest.approx(old[lang], abs=off) for lang in old} == dict.fromkeys(old, True), (leg.__name__, text)


def test_what_is_added_alone_changes_coverage_and_rarity_as_a_build_would(change, indexes, quick_tmp):
    change(ZEPPELINS)
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", [*EVERYTHING, ZEPPELINS]))
    for text in QUESTIONS:
        assert lexical_leg(updated, text)["en"] == pytest.approx(lexical_leg(built, text)["en"], abs=1e-4)
    everything = built.pools["en"].tokens.seen.ids
    assert updated.idf("en", everything) == pytest.approx(built.idf("en", everything))


def test_rarity_of_tokens_forgets_what_is_gone(change, indexes, quick_tmp):
    change(KITCHENS, removed=["seniors"])
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", without("seniors", plus=[KITCHENS])))
    for lang in built.pools:
        everything = opened(indexes).pools[lang].tokens.seen.ids
        assert updated.idf(lang, everything) == pytest.approx(built.idf(lang, everything))


def test_the_records_are_those_of_the_corpus_as_they_are_now(change, indexes):
    change(KITCHENS, removed=["market"])
    assert _read_records(opened(indexes)) == {each.id: each for each in without("market", plus=[KITCHENS])}


def test_centres_are_those_of_the_new_texts(change, indexes):
    change(KITCHENS)
    pool = opened(indexes).pools["en"]
    rows = np.array(pool.passages.rows_of("gardens"))
    assert pool.centre_of("gardens") == pytest.approx(np.sum(pool.dense.vectors(rows) - pool.sentence_mean, axis=0), abs=1e-5)
    assert dict(pool.record_centres()).keys() == set(pool.passages.records())


def test_what_a_question_gives_to_texts_at_large_is_measured_on_those_that_answer(change, indexes, monkeypatch):
    monkeypatch.setattr("peerlearn.search.passages.TYPICAL_ROWS", 999)
    change(removed=["gardens", "seniors", "forum"])
    index = opened(indexes)
    (asked,) = FakeEncoder().encode(["school gardens seniors"], kind="query")
    question = Question.prepare(index, asked, text="school gardens seniors", lang="en")
    plain = dataclasses.replace(question, typical=0.0)
    scores = [late_scores(index, pool, plain, pool.passages.live_rows()) for pool in index.pools.values()]
    shift = -LENGTHENING * np.log(len(question.weights) / WINDOW)
    assert question.typical == pytest.approx(np.median(np.concatenate(scores)) + shift, abs=1e-4)


def test_words_that_are_gone_answer_nowhere(change, indexes, quick_tmp):
    """Neither in a leg, nor in an offer of a spelling, nor in the doctor's story, nor as a name across scripts."""
    change(ZEPPELINS)
    assert any(names_leg(opened(indexes), "zeppelins").values())
    change(removed=["zeppelins"])
    searching = engine(indexes)
    assert [lexical_leg(searching.index, "zeppelins")[lang] for lang in ("ar", "en", "fr")] == [{}] * 3
    assert not any(names_leg(searching.index, "zeppelins").values())
    for leg in (dense_leg, late_leg):
        assert "zeppelins" not in {record for own in leg(searching.index, "zeppelins books desert").values() for record, *_ in own}
    assert "zeppelins" not in ids(searching.search(Query("zeppelins books desert", "en", top=99)))
    assert "zeppelins" not in searching.speller._list("en")
    assert "gardens" in searching.speller._list("en")
    told = explain_query(KnowledgeBase(Settings(home=quick_tmp), searching, Vocabularies()), "zeppelins carry books", lang="en")
    legs = [row for pool in told["pools"].values() for leg in ("dense", "lexical", "late") for row in pool[leg]]
    assert legs
    assert "zeppelins" not in {row["record"] for row in [*legs, *told["final"]]}
    assert {lang: pool["passages"] for lang, pool in told["pools"].items()} == dict(searching.index.manifest.passages)


def test_a_filter_and_a_quotation_find_what_is_there_now(change, indexes):
    change(KITCHENS, removed=["market"])
    searching = engine(indexes)
    assert ids(searching.search(Query("pupils", "en", where={"theme": ("food",)}))) == ["gardens"]
    assert ids(searching.search(Query("pupils", "en", where={"theme": ("environment",)}))) == []
    assert ids(searching.search(Query('"soup"', "en"))) == ["gardens"]
    assert ids(searching.search(Query('"vegetables"', "en"))) == []
    assert "market" not in ids(searching.browse(Query("", "ar", top=99)))


WORDS = {"en": ["alpha", "bravo", "cargo", "delta"], "ar": ["بستان", "حديقة", "سفينة", "قطار"], "fr": ["avion", "bateau", "camion"]}
VARIANTS = [(lang, word) for lang, own in WORDS.items() for word in own]
NAMES = ["one", "two", "three", "four"]
STATES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*VARIANTS, None]), max_size=4)


@contextmanager
def quick_copy(whole):
    copied = shutil.copytree(whole, whole.with_name(f"{whole.name}-copy"))
    try:
        yield copied
    finally:
        shutil.rmtree(copied)


@settings(max_examples=12)
@given(st.lists(STATES, min_size=1, max_size=4))
def test_any_sequence_of_updates_holds_and_finds_what_a_build_would(whole, sequence):
    with quick_copy(whole) as indexes:
        encoder, kept = FakeEncoder(), {each.id: each for each in EVERYTHING}
        for states in sequence:
            changed = [practice(each, state[0], state[1], f"{state[1]} {each}") for each, state in states.items() if state]
            removed = [each for each, state in states.items() if state is None]
            assert update(indexes, changed, removed=removed, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
            kept = {each: record for each, record in kept.items() if each not in removed} | {each.id: each for each in changed}
        assert verified(indexes, kept.values()) == ()
        updated = opened(indexes)
        (indexes / "built").mkdir()
        built = opened(make(indexes / "built", kept.values()))
        assert rows_that_answer(updated) == rows_that_answer(built)
        for _, word in VARIANTS:
            assert found(updated, word) == found(built, word)


def found(index, text):
    return {lang: set(own) for lang, own in lexical_leg(index, text).items()}
