"""Filters and facets: exact, complete, counted, and said where nothing passes."""

import pytest

from peerlearn.search.result import FACETS, Hit, Query
from tests.unit.index.small_corpus import ids
from tests.unit.search.asking import banded, search


@pytest.mark.parametrize(
    "where", [{"country": ("EG",)}, {"theme": ("equity",), "lang": ("fr",)}, {"kind": ("document",)}, {"year": ("2019",)}]
)
def test_filters_are_exact_and_complete(engine, where):
    passing = {each for each, values in engine.values.items() if all(set(accepted) & set(values[name]) for name, accepted in where.items())}
    assert passing
    found = set(ids(search(engine, "seniors", where=where, top=50)))
    assert found <= passing
    assert found
    assert set(ids(search(engine, "", where=where, top=50))) == passing


def test_a_filter_that_nothing_passes_is_said(engine):
    ranking = search(engine, "seniors", where={"country": ("DE",)})
    assert ranking.message_code == "filtered-out"
    assert ranking.hits == ()


SAID = [
    ({"seniors": "strong"}, {"country": ("FR",)}, "nothing-fair-filtered"),
    ({"seniors": "fair"}, {"country": ("FR",)}, "nothing-fair-filtered"),
    ({}, {"country": ("FR",)}, "nothing-fair"),
    ({}, {}, "nothing-fair"),
    ({"seniors": "strong"}, {}, ""),
    ({"seniors": "strong"}, {"country": ("EG",)}, ""),
    ({"seniors": "strong"}, {"country": ("DE",)}, "filtered-out"),
]


@pytest.mark.parametrize(("bands", "where", "code"), SAID)
def test_what_is_said_when_nothing_answers_well_and_filters_are_set(engine, monkeypatch, bands, where, code):
    banded(monkeypatch, **bands)
    ranking = search(engine, "seniors phones libraries", where=where)
    assert ranking.message_code == code
    assert bool(ranking.message_in("ar")) == bool(code)


def test_a_field_that_is_none_is_the_callers_mistake():
    with pytest.raises(ValueError, match="there is no field 'colour'"):
        Query("x", "en", where={"colour": ("red",)})
    with pytest.raises(ValueError, match="top is 0"):
        Query("x", "en", top=0)


def test_a_hit_without_a_passage_is_refused(engine):
    with pytest.raises(ValueError, match="has no passage"):
        Hit(engine.records["gardens"], "en", "en", 0.5, "fair", (), ())


def test_facets_are_counted_for_what_answers(engine):
    ranking = search(engine, "seniors phones libraries")
    assert set(ranking.facets) == set(FACETS)
    wide = search(engine, "seniors phones libraries", where={"country": ("EG",)})
    assert wide.facets["country"] == ranking.facets["country"]


@pytest.mark.parametrize(
    "where", [{}, {"country": ("EG",)}, {"country": ("FR",)}, {"theme": ("equity",), "lang": ("fr",)}, {"kind": ("document",)}]
)
@pytest.mark.parametrize("text", ["seniors phones libraries", "repair a diesel engine", "subject3 matter3", ""])
def test_counts_know_every_hit(engine, text, where):
    ranking = search(engine, text, where=where, top=50)
    assert ranking.hits
    for hit in ranking.hits:
        for facet, values in engine.values[hit.record.id].items():
            assert all(ranking.facets[facet].get(value, 0) >= 1 for value in values), (hit.record.id, facet)
