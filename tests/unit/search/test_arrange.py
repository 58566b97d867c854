from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.passages import Passage
from peerlearn.search import engine as engine_module
from peerlearn.search.arrange import reordered
from peerlearn.search.calibration import OFFSET, SLOPE
from peerlearn.search.passages import Legs, ScoredPassage
from peerlearn.search.result import Query
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, ids, practice


def scored(**scores):
    """Return records with passages of these scores, best first."""
    legs = Legs(1, 0.0, 0.0)
    return {
        name: [ScoredPassage(Passage(name, "en", "text", 0, 1, "x"), row, score, legs) for row, score in enumerate(own)]
        for name, own in scores.items()
    }


def best(found):
    return {name: own[0].score for name, own in found.items()}


# what the reranker says of the first ones, and the order after it
RERANKED = [
    ([1, 2, 3], "cbad"),
    ([3, 2, 1], "abcd"),
    ([5, 5, 5], "abcd"),
    ([5, 5, 6], "cabd"),
    ([1, 2], "bacd"),
    ([], "abcd"),
]


@pytest.mark.parametrize(("said", "order"), RERANKED)
def test_the_first_take_the_rerankers_order_equal_ones_keep_theirs_and_the_rest_its_place(said, order):
    found = reordered(scored(a=[4, 1], b=[3], c=[2], d=[1]), np.array(said, dtype=np.float32))
    assert "".join(found) == order
    assert list(best(found).values()) == [4, 3, 2, 1]


def test_many_equal_scores_keep_their_order():
    records = scored(**{f"r{number:02}": [50.0 - number] for number in range(40)})
    said = np.array([number % 2 for number in range(30)], dtype=np.float32)
    order = [f"r{number:02}" for number in (*range(1, 30, 2), *range(0, 30, 2), *range(30, 40))]
    assert list(reordered(records, said)) == order


def test_a_record_that_was_preferred_hands_on_the_best_score_and_not_its_own():
    found = reordered(scored(a=[3], b=[4], c=[2]), np.array([1, 2, 3], dtype=np.float32))
    assert best(found) == {"c": 4, "b": 3, "a": 2}


def test_a_records_passages_move_together():
    found = reordered(scored(a=[4.0, 3.5], b=[2.0]), np.array([0, 1], dtype=np.float32))
    assert [each.score for each in found["a"]] == [2.0, 1.5]


@given(st.lists(st.tuples(st.floats(-5, 9, width=32), st.floats(-5, 5, width=32)), max_size=8))
def test_scores_are_handed_out_anew_and_none_is_lost(pairs):
    pairs.sort(key=lambda pair: -pair[0])
    found = reordered(scored(**{f"r{number}": [own] for number, (own, _) in enumerate(pairs)}), np.array([x for _, x in pairs], np.float32))
    assert list(best(found).values()) == [own for own, _ in pairs]
    assert sorted(found) == sorted(f"r{number}" for number in range(len(pairs)))


class Backwards:
    """Scores texts so that the last comes first, and keeps what it was asked."""

    name = "backwards"

    def score(self, question, texts):
        self.asked = (question, list(texts))
        return np.arange(len(texts), dtype=np.float32)


@pytest.fixture(scope="module")
def engine(quick_module_tmp):
    places = ["co-medellin", "co-medellin", "co-medellin", "eg-giza", "fr-paris"]
    records = [
        practice(f"practice{number}", "en", f"Seniors {number}", f"Phones for seniors of kind{number}", city=city)
        for number, city in enumerate(places)
    ]
    others = [practice(f"other{number}", "en", f"Topic {number}", f"Words about subject{number} and matter{number}") for number in range(8)]
    return built(quick_module_tmp, *records, *others, encoder=FakeEncoder())


@pytest.fixture
def sure(monkeypatch):
    """Let every record be strong, and nearly as good as the one before it; three of one city stand first."""
    rank = engine_module.rank_passages

    def flat(index, question, *, allowed=None):
        found = rank(index, question, allowed=allowed)
        ranked = sorted(found, key=lambda each: (each.passage.record_id.startswith("other"), each.passage.record_id))
        return [
            ScoredPassage(each.passage, each.row, (0.5 - OFFSET - place / 1000) / SLOPE, each.legs) for place, each in enumerate(ranked)
        ]

    monkeypatch.setattr(engine_module, "rank_passages", flat)


def search(engine, **options):
    return engine.search(Query("seniors phones", "en", top=50, **options))


def test_spreading_moves_other_regions_up_and_says_so(engine, sure):
    plain, spread = search(engine), search(engine, spread=True)
    assert sorted(ids(plain)) == sorted(ids(spread))
    assert (plain.spread, plain.total) == (None, spread.total)
    assert {engine.cities[hit.record.city].region for hit in spread.hits[:3]} == {"latin-america", "arab-states", "europe"}
    assert (spread.spread.regions, spread.spread.languages) == (3, 1)
    earlier = [name for name in ids(spread) if ids(spread).index(name) < ids(plain).index(name)]
    assert list(spread.spread.moved) == earlier
    assert earlier
    assert [hit.record.id for hit in spread.hits if "moved-up" in hit.reasons] == earlier
    assert not any("moved-up" in hit.reasons for hit in plain.hits)


def test_spreading_keeps_bands(engine):
    for text in ("seniors phones", "topic 3", "words about subject"):
        plain, spread = (engine.search(Query(text, "en", top=50, spread=each)) for each in (False, True))
        assert [hit.band for hit in plain.hits] == [hit.band for hit in spread.hits]


def test_the_first_page_of_a_spread_answer_is_the_beginning_of_the_second(engine, sure):
    assert ids(engine.search(Query("seniors phones", "en", top=3, spread=True))) == ids(search(engine, spread=True))[:3]


def test_nothing_to_spread_is_not_said_to_be_spread(engine):
    assert engine.search(Query("🌱", "en", spread=True)).spread is None
    assert engine.search(Query("", "en", spread=True)).spread is None


def test_a_reranker_reads_the_question_and_each_records_best_passage(engine, sure):
    reader = Backwards()
    plain, other = search(engine), replace(engine, reranker=reader).search(Query("seniors phones", "en", top=50))
    question, texts = reader.asked
    assert question == "seniors phones"
    assert len(texts) == 13
    assert texts[0].startswith(plain.hits[0].title)
    assert ids(other)[0] != ids(plain)[0]
    assert [hit.score for hit in other.hits] == sorted((hit.score for hit in other.hits), reverse=True)
