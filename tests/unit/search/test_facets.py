import dataclasses

import pytest

from peerlearn.search import facets
from peerlearn.search.result import FACETS
from tests.unit.index.small_corpus import CITIES, library

VALUES = {record.id: facets.values_of(record, CITIES) for record in library()}


def passing(**where):
    return {record_id for record_id, values in VALUES.items() if facets.passes(values, where)}


def test_a_record_has_its_values():
    assert VALUES["seniors"] == {
        "kind": ("practice",),
        "region": ("arab-states",),
        "country": ("EG",),
        "city": ("eg-giza",),
        "theme": ("digital", "equity"),
        "sdg": ("4", "4.4"),
        "lang": ("ar", "en"),
        "year": ("2022",),
        "target_group": (),
        "stage": ("pilot",),
        "evidence": ("2",),
    }


def test_what_is_unknown_is_a_value_of_its_own():
    assert VALUES["gardens"]["stage"] == (facets.UNKNOWN,)
    assert passing(stage=("unknown",)) == {"gardens", "buses", "market"}


def test_a_document_has_no_stage_known_or_unknown():
    assert "stage" not in VALUES["forum"]
    assert VALUES["forum"]["kind"] == ("document",)
    assert VALUES["forum"]["year"] == ("2021",)


FILTERS = [
    ({"country": ("EG",)}, {"seniors", "market"}),
    ({"country": ("EG", "FR")}, {"seniors", "market", "buses"}),
    ({"country": ("EG", "FR"), "theme": ("equity",)}, {"seniors", "buses"}),
    ({"sdg": ("4",)}, {"seniors", "market"}),
    ({"sdg": ("4.6",)}, {"market"}),
    ({"lang": ("en",)}, {"gardens", "seniors", "forum"}),
    ({"kind": ("document",)}, {"forum"}),
    ({"country": ("DE",)}, set()),
    ({"stage": ("pilot",), "kind": ("document",)}, set()),
    ({}, set(VALUES)),
]


@pytest.mark.parametrize(("where", "found"), FILTERS)
def test_values_of_one_field_are_alternatives_and_fields_add_up(where, found):
    assert passing(**where) == found


def test_counts_name_every_facet_in_order():
    assert tuple(facets.count(VALUES.values(), {})) == FACETS


def test_counts_of_everything():
    counted = facets.count(VALUES.values(), {})
    assert counted["country"] == {"CO": 2, "EG": 2, "FR": 1}
    assert counted["lang"] == {"en": 3, "ar": 2, "fr": 1}
    assert counted["stage"] == {"unknown": 3, "pilot": 1}
    assert list(counted["stage"]) == ["unknown", "pilot"]
    assert counted["theme"] == {"equity": 2, "digital": 1, "environment": 1}


def test_a_filter_narrows_the_other_facets_and_not_its_own():
    counted = facets.count(VALUES.values(), {"country": ("EG",)})
    assert counted["country"] == {"CO": 2, "EG": 2, "FR": 1}
    assert counted["theme"] == {"digital": 1, "equity": 1}
    assert counted["kind"] == {"practice": 2}


def test_two_filters_each_leave_their_own_facet_wide():
    counted = facets.count(VALUES.values(), {"country": ("EG",), "theme": ("equity",)})
    assert counted["country"] == {"EG": 1, "FR": 1}
    assert counted["theme"] == {"digital": 1, "equity": 1}
    assert counted["lang"] == {"ar": 1, "en": 1}


@pytest.mark.parametrize("value", ["CO", "EG", "FR"])
def test_a_count_is_what_choosing_the_value_gives(value):
    counted = facets.count(VALUES.values(), {"country": ("EG",)})
    assert counted["country"][value] == len(passing(country=(value,)))


def test_a_language_counts_when_the_full_text_is_in_it():
    seniors = library()[1]
    short = dataclasses.replace(seniors, versions={**seniors.versions, "en": dataclasses.replace(seniors.versions["en"], sections={})})
    assert facets.values_of(seniors, CITIES)["lang"] == ("ar", "en")
    assert facets.values_of(short, CITIES)["lang"] == ("ar",)


@pytest.mark.parametrize(
    "where",
    [{}, {"country": ("EG",)}, {"country": ("EG", "MA"), "kind": ("practice",)}, {"lang": ("ar",), "sdg": ("4",)}, {"city": ("nowhere",)}],
)
def test_holders_pass_what_looking_at_every_record_passes(where):
    held = facets.Holders.of(VALUES)
    assert set(held.passing(where)) == {record for record, values in VALUES.items() if facets.passes(values, where)}
    assert held.having("city", "nowhere") == frozenset()
