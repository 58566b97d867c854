"""Two numbers kept apart, with reasons; what is not known counts against the confidence and never against the similarity."""

import dataclasses
import random

import pytest

from peerlearn.exchange.peers import WEIGHTS, find_peers
from peerlearn.exchange.profiles import Situation
from peerlearn.exchange.wording import FACTOR_LABELS, peer_reasons
from peerlearn.vocabulary import Vocabularies
from tests.unit.exchange.small_world import BLANK, CITIES, FAR, FULL, HOME, RECORDS, TWIN, atlas, situation, town, work


def by_city(found):
    return {peer.city.id: peer for peer in found.peers}


def test_a_city_like_mine_is_similar_and_one_unlike_is_not():
    found = by_city(find_peers(situation(), atlas=atlas()))
    assert found["qa-twin"].similarity > 0.9
    assert found["fi-far"].similarity < 0.35
    assert "sa-home" not in found


def test_the_two_numbers_do_not_mix():
    """How well a peer documents my need changes nothing of how alike we are, and the other way round."""
    plain = by_city(find_peers(situation(literacy=1), atlas=atlas()))
    stronger = [*RECORDS, work("twin-reads-too", "qa-twin", "literacy", level=5)]
    changed = by_city(find_peers(situation(literacy=1), atlas=atlas(records=stronger), weights={"themes": 0}))
    base = by_city(find_peers(situation(literacy=1), atlas=atlas(), weights={"themes": 0}))
    assert changed["qa-twin"].complementarity > plain["qa-twin"].complementarity
    assert changed["qa-twin"].similarity == base["qa-twin"].similarity
    assert plain["fi-far"].complementarity == 0.85
    assert by_city(find_peers(situation(literacy=1), atlas=atlas(), weights={"size": 9}))["fi-far"].complementarity == 0.85


@pytest.mark.parametrize("gone", ["population", "income", "languages", "climate", "coast"])
def test_a_missing_figure_lowers_confidence_and_never_similarity(gone):
    lesser = town("qa-twin", **{name: value for name, value in FULL.items() if name != gone})
    without_themes = {"weights": {"themes": 0.0}}
    before = by_city(find_peers(situation(), atlas=atlas(), **without_themes))["qa-twin"]
    after = by_city(find_peers(situation(), atlas=atlas((HOME, lesser, FAR)), **without_themes))["qa-twin"]
    assert after.confidence < before.confidence == 1.0
    assert after.similarity == before.similarity == 1.0
    assert len(after.unknown) == len(before.unknown) + 1


def test_of_a_city_without_figures_nothing_but_its_region_is_said():
    blank = by_city(find_peers(situation(), atlas=atlas()))["om-blank"]
    assert blank.similarity == 1.0
    assert blank.confidence == pytest.approx(WEIGHTS["region"] / sum(WEIGHTS.values()), abs=1e-4)
    assert set(blank.unknown) == set(WEIGHTS) - {"region"}
    assert find_peers(situation(), atlas=atlas(), balance=0).peers[0].city.id == "qa-twin", "little known ranks behind"


def test_needs_that_are_said_replace_those_read_from_practices():
    assert find_peers(situation(), atlas=atlas()).needs_known_from == "practices"
    said = find_peers(situation(ageing=2), atlas=atlas())
    assert (said.needs_known_from, dict(said.needs)) == ("said", {"ageing": 2.0})
    assert by_city(said)["qa-twin"].complementarity == 0.0
    assert by_city(said)["fi-far"].complementarity == 0.5


def test_without_a_known_need_complementarity_is_unknown_and_not_zero():
    found = find_peers(situation(BLANK), atlas=atlas())
    assert found.needs_known_from == "nothing"
    assert {peer.complementarity for peer in found.peers} == {None}
    assert not any(peer.reciprocal for peer in found.peers)


def test_weights_of_the_caller_change_numbers_and_order():
    far_first = find_peers(situation(ageing=1), atlas=atlas(), balance=1)
    twin_first = find_peers(situation(ageing=1), atlas=atlas(), balance=0)
    assert far_first.peers[0].city.id == "fi-far"
    assert twin_first.peers[0].city.id == "qa-twin"
    both = find_peers(situation(ageing=1, literacy=1), atlas=atlas(), theme_weights={"ageing": 0})
    assert by_city(both)["fi-far"].complementarity == 0.85
    only_size = by_city(find_peers(situation(), atlas=atlas(), weights=dict.fromkeys(WEIGHTS, 0.0) | {"size": 1}))
    assert only_size["fi-far"].similarity == 0.125, "64 times as large"
    assert only_size["fi-far"].unknown == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": {"size": -1}},
        {"weights": {"size": float("nan")}},
        {"weights": {"weather": 1}},
        {"theme_weights": {"cooking": 1}},
        {"balance": 1.5},
        {"balance": float("nan")},
    ],
)
def test_a_weight_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=r"weight|weigh|balance"):
        find_peers(situation(), atlas=atlas(), **wrong)


def test_a_need_that_is_no_theme_is_refused():
    with pytest.raises(ValueError, match="cooking"):
        find_peers(situation(cooking=1), atlas=atlas())


def test_a_pair_that_serves_both_is_marked_as_reciprocal():
    records = [*RECORDS, work("home-plans", "sa-home", "planning", level=3)]
    peer = by_city(find_peers(situation(literacy=1), atlas=atlas(records=records)))["qa-twin"]
    assert peer.reciprocal
    assert peer.gives_back > 0.5
    assert not by_city(find_peers(situation(literacy=1), atlas=atlas(records=records)))["fi-far"].reciprocal


def test_practices_to_start_with_serve_the_need_and_the_best_documented_come_first():
    records = [*RECORDS, work("far-reads-twice", "fi-far", "literacy", level=5)]
    peer = by_city(find_peers(situation(literacy=1), atlas=atlas(records=records)))["fi-far"]
    assert peer.practices[:2] == ("far-reads-twice", "far-reads")
    assert peer.themes[0].practices == ("far-reads-twice", "far-reads")


def test_a_national_practice_is_not_the_capitals_own():
    records = [*RECORDS, work("nation-reads", "om-blank", "literacy", level=5)]
    own = by_city(find_peers(situation(literacy=1), atlas=atlas(records=records)))["om-blank"]
    national = [*RECORDS, dataclasses.replace(records[-1], level="national")]
    capital = by_city(find_peers(situation(literacy=1), atlas=atlas(records=national)))["om-blank"]
    assert (own.complementarity, capital.complementarity) == (0.95, 0.0)


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_every_peer_has_a_reason_in_every_language(lang):
    for peer in find_peers(situation(), atlas=atlas()).peers:
        together, apart, unknown = peer_reasons(peer, lang=lang, vocabularies=Vocabularies())
        assert together + apart
        assert all(each.strip() and "{" not in each for each in together + apart + unknown)
    assert set(FACTOR_LABELS) == set(WEIGHTS)


def test_a_reason_carries_both_figures_with_year_status_and_source():
    twin = by_city(find_peers(situation(), atlas=atlas()))["qa-twin"]
    size = next(each for each in twin.reasons if each.factor == "size")
    assert (size.kind, size.mine, size.theirs) == ("together", 200_000, 200_000)
    assert [(each.year, each.status, each.source) for each in size.figures] == [(2020, "estimated", "made")] * 2
    far = by_city(find_peers(situation(), atlas=atlas()))["fi-far"]
    assert {"size", "income", "language"} <= {each.factor for each in far.reasons if each.kind == "apart"}


def test_one_unrelated_city_changes_nothing_between_the_others():
    stranger = town("br-stranger", region="latin-america", population=9_000_000, languages=("pt",), income="low", climate="Af", coast=900.0)
    before = find_peers(situation(), atlas=atlas())
    after = find_peers(situation(), atlas=atlas((*CITIES, stranger), [*RECORDS, work("stranger", "br-stranger", "youth", level=5)]))
    assert [peer for peer in after.peers if peer.city != stranger] == list(before.peers)


def test_the_answer_does_not_depend_on_the_order_of_what_is_read():
    shuffled = random.Random(3).sample(CITIES, len(CITIES)), random.Random(4).sample(RECORDS, len(RECORDS))
    assert find_peers(situation(), atlas=atlas(*shuffled)) == find_peers(situation(), atlas=atlas())


def test_a_situation_without_a_city_finds_peers_too():
    found = find_peers(Situation(HOME.figures, "arab-states", needs={"literacy": 1.0}), atlas=atlas())
    assert {peer.city.id for peer in found.peers} == {"sa-home", "qa-twin", "fi-far", "om-blank"}
    assert TWIN.id in [peer.city.id for peer in found.peers[:2]]
    assert {peer.gives_back for peer in found.peers} == {None}
