from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.search import engine as engine_module
from peerlearn.search.repeats import ACROSS, ACROSS_LEAST, ENOUGH, SAME, Centre, Repeats
from peerlearn.search.result import Query
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, document, ids, practice

PLACES = st.integers(0, 30)


def at(degrees, passages=3):
    """Return a centre that stands at an angle: the cosine of two is that of the difference."""
    turned = np.radians(degrees)
    return Centre(np.array([np.cos(turned), np.sin(turned)], dtype=np.float32), passages)


def degrees(cosine):
    return float(np.degrees(np.arccos(cosine)))


NEAR, FAR = degrees(SAME) - 1, degrees(SAME) + 1


def versions(angle, *, count=ENOUGH):
    """Return records whose Arabic and English versions stand at an angle to each other, each record far from the next."""
    return {f"known{number}": {"ar": at(180), "en": at(180 + angle)} for number in range(count)}


class Told:
    """A pool whose records have one centre each."""

    def __init__(self, centres):
        self.centres = centres
        self.passages = SimpleNamespace(records=lambda: list(centres), rows_of=self._rows)

    def _rows(self, record_id):
        return range(self.centres[record_id].passages if record_id in self.centres else 0)

    def centre_of(self, record_id):
        return self.centres[record_id].vector * 3 if record_id in self.centres else None

    def record_centres(self):
        return ((each, self.centre_of(each)) for each in self.centres)


def repeats_of(centres):
    """Return the repeats of an index with record id -> language -> centre."""
    langs = sorted({lang for versions in centres.values() for lang in versions})
    pools = {lang: Told({each: versions[lang] for each, versions in centres.items() if lang in versions}) for lang in langs}
    return Repeats.of(SimpleNamespace(pools=pools))


# versions of one record, of another, and whether they tell the same
PAIRS = [
    ("near in one language", {"en": at(0)}, {"en": at(NEAR)}, True),
    ("far in one language", {"en": at(0)}, {"en": at(FAR)}, False),
    ("the fuller common version decides", {"en": at(0, 9), "fr": at(0, 1)}, {"en": at(FAR, 9), "fr": at(0, 1)}, False),
    ("and so it does when it is near", {"en": at(0, 9), "fr": at(0, 1)}, {"en": at(NEAR, 9), "fr": at(FAR, 1)}, True),
    ("a common language goes before two", {"ar": at(0), "en": at(0)}, {"en": at(FAR)}, False),
]


@pytest.mark.parametrize(("one", "other", "same"), [each[1:] for each in PAIRS], ids=[each[0] for each in PAIRS])
def test_two_records_tell_the_same(one, other, same):
    repeats = repeats_of({"one": one, "other": other})
    assert repeats.tell_the_same("one", "other") is repeats.tell_the_same("other", "one") is same
    assert repeats.fold(["one", "other"]) == ({"one": ("other",)} if same else {"one": (), "other": ()})


def across(angle, *, known):
    return repeats_of({**known, "one": {"ar": at(0)}, "other": {"en": at(angle)}}).tell_the_same("one", "other")


def test_across_languages_the_versions_of_the_index_say_how_near_is_near():
    usual = 50
    limit = degrees(ACROSS * np.cos(np.radians(usual)))
    assert across(limit - 1, known=versions(usual))
    assert not across(limit + 1, known=versions(usual))


def test_too_few_versions_say_nothing_and_nothing_is_folded_across():
    assert across(0, known=versions(10))
    assert not across(0, known=versions(10, count=ENOUGH - 1))


def test_of_very_many_records_with_two_versions_some_are_looked_at(monkeypatch):
    """The limit is that of all of them, as far as a part spread evenly over them can say."""
    monkeypatch.setattr("peerlearn.search.repeats.SAMPLED", ENOUGH)
    usual = 50
    limit = degrees(ACROSS * np.cos(np.radians(usual)))
    assert across(limit - 1, known=versions(usual, count=10 * ENOUGH))
    assert not across(limit + 1, known=versions(usual, count=10 * ENOUGH))


def test_an_encoder_that_tells_languages_apart_and_nothing_else_folds_nothing_across():
    assert not across(degrees(ACROSS_LEAST) + 1, known=versions(88))


def test_a_repeat_is_folded_under_the_first_that_tells_the_same_and_under_one_only():
    repeats = repeats_of({name: {"en": at(angle)} for name, angle in (("a", 0), ("b", NEAR), ("c", 2 * NEAR), ("d", 180))})
    assert repeats.fold(["a", "b", "c", "d"]) == {"a": ("b",), "c": (), "d": ()}  # c is like b, which is not shown, but not like a
    assert repeats.fold(["b", "c", "d", "a"]) == {"b": ("c", "a"), "d": ()}
    assert repeats.fold(["c", "d"]) == {"c": (), "d": ()}
    assert repeats.fold([]) == {}


@given(st.dictionaries(st.sampled_from("abcdef"), PLACES.map(lambda place: {"en": at(place * 12)}), min_size=1))
def test_nothing_is_lost_or_shown_twice_and_the_order_stays(centres):
    ranked = list(centres)
    folded = repeats_of(centres).fold(ranked)
    assert sorted([*folded, *(each for also in folded.values() for each in also)]) == sorted(ranked)
    assert list(folded) == [each for each in ranked if each in folded]


@pytest.fixture(scope="module")
def engine(quick_module_tmp):
    told = "Volunteers teach seniors to use phones in libraries"
    others = [
        practice(f"other{number}", "en", f"Topic {number}", f"Words about subject{number} and matter{number}") for number in range(12)
    ]
    return built(
        quick_module_tmp,
        practice("seniors", "en", "Seniors and phones", told),
        document("news", "en", "Seniors and phones", told),
        practice("walks", "en", "Seniors and walks", "Doctors walk with seniors through gardens every morning"),
        *others,
        encoder=FakeEncoder(),
    )


def test_a_search_folds_what_is_told_twice_and_keeps_what_is_not(engine, monkeypatch):
    monkeypatch.setattr(engine_module, "FLOOR", 0.0)
    ranking = engine.search(Query("seniors phones libraries", "en", top=50))
    first = ranking.hits[0]
    assert {first.record.id, *first.also} == {"seniors", "news"}
    assert len(first.also) == 1
    assert first.also[0] not in ids(ranking)
    assert "walks" in ids(ranking)
    assert ranking.total == len(ranking.hits)
    assert ranking.facets["kind"]["document"] == 1  # counted, as a filter would find it


def test_who_quotes_gets_every_record_that_has_the_words(engine):
    quoted = engine.search(Query('"seniors"', "en", top=50))
    assert {"seniors", "news"} <= set(ids(quoted))
    assert not any(hit.also for hit in quoted.hits)


def test_a_filter_brings_the_repeat_out_by_itself(engine):
    (hit,) = engine.search(Query("seniors phones", "en", where={"kind": ("document",)})).hits
    assert (hit.record.id, hit.also) == ("news", ())


def test_a_listing_names_every_record(engine):
    assert {"seniors", "news"} <= set(ids(engine.search(Query("", "en", top=50))))
