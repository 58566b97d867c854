import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.search.diversity import LEAST_DOUBT, SAME_LANGUAGE, SAME_REGION, Candidate, moved_up, spread


def candidate(name, chance=0.6, region="africa", lang="en", band="strong"):
    return Candidate(name, chance, band, region, lang)


def names(order):
    return "".join(each.id for each in order)


# what is ranked (id, chance, region, language), and the order after spreading
ORDERS = [
    ("one region and language keep their order", [("a", 0.7, "x", "en"), ("b", 0.6, "x", "en"), ("c", 0.5, "x", "en")], "abc"),
    ("another region goes before the second of one", [("a", 0.7, "x", "en"), ("b", 0.6, "x", "en"), ("c", 0.55, "y", "en")], "acb"),
    ("another language goes before the second of one", [("a", 0.7, "x", "en"), ("b", 0.6, "x", "en"), ("c", 0.55, "x", "ar")], "acb"),
    ("a region counts for more than a language", [("a", 0.7, "x", "en"), ("b", 0.6, "x", "ar"), ("c", 0.6, "y", "en")], "acb"),
    ("a much better one stays before", [("a", 0.95, "x", "en"), ("b", 0.94, "x", "en"), ("c", 0.45, "y", "ar")], "abc"),
    ("each one shown costs again", [(each, 0.8, "x", "en") for each in "abcd"] + [("e", 0.55, "y", "en")], "abecd"),
    ("equal ones take turns", [(each, 0.6, "xy"[number // 2], "en") for number, each in enumerate("abcd")], "acbd"),
    ("sure answers are equally sure", [("a", 1.0, "x", "en"), ("b", 1.0, "x", "en"), ("c", 0.991, "y", "en")], "acb"),
    ("nowhere is a region of its own", [("a", 0.7, "", "en"), ("b", 0.6, "", "en"), ("c", 0.55, "x", "en")], "acb"),
    ("nothing", [], ""),
]


@pytest.mark.parametrize(("ranked", "order"), [each[1:] for each in ORDERS], ids=[each[0] for each in ORDERS])
def test_the_order_after_spreading(ranked, order):
    assert names(spread([Candidate(name, chance, "strong", region, lang) for name, chance, region, lang in ranked])) == order


def test_what_stands_in_a_better_band_counts_as_shown():
    strong = candidate("a", 0.7, "x", "en")
    fair = [candidate("b", 0.2, "x", "en", "fair"), candidate("c", 0.18, "y", "ar", "fair")]
    assert names(spread([strong, *fair])) == "acb"
    assert names(spread(fair)) == "bc"


def test_penalties_make_odds_smaller():
    assert 0 < SAME_REGION < SAME_LANGUAGE < 1
    assert 0 < LEAST_DOUBT < 0.02


BANDS = ("strong", "fair", "weak")
candidates = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["", "x", "y"]), st.sampled_from(["ar", "en", "fr"]), st.sampled_from(BANDS)), max_size=12
).map(
    lambda drawn: [
        Candidate(str(number), chance, band, region, lang)
        for number, (chance, region, lang, band) in enumerate(sorted(drawn, key=lambda each: (BANDS.index(each[3]), -each[0])))
    ]
)


@given(candidates)
def test_no_weaker_band_gets_before_a_stronger_one_and_none_is_lost(ranked):
    order = spread(ranked)
    assert sorted(each.id for each in order) == sorted(each.id for each in ranked)
    assert [each.band for each in order] == [each.band for each in ranked]
    assert order == spread(ranked)


@given(candidates)
def test_those_from_one_place_keep_their_order(ranked):
    order = spread(ranked)
    places = {each.id: number for number, each in enumerate(ranked)}
    for one, other in itertools.combinations(order, 2):
        if (one.band, one.region, one.lang) == (other.band, other.region, other.lang):
            assert places[one.id] < places[other.id]


@given(candidates)
def test_the_first_stays_first(ranked):
    assert [each.id for each in spread(ranked)[:1]] == [each.id for each in ranked[:1]]


MOVED = [("abc", "abc", ""), ("abc", "acb", "c"), ("abcd", "dcab", "dc"), ("", "", "")]


@pytest.mark.parametrize(("before", "after", "moved"), MOVED)
def test_moved_up_is_what_stands_earlier_than_it_did(before, after, moved):
    assert moved_up(before, after) == tuple(moved)
