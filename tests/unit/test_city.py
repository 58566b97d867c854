from dataclasses import FrozenInstanceError

import pytest

from peerlearn.issues import FieldError
from tests.unit.builders import city


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": "aswan"}, "id"),
        ({"id": "EG-aswan"}, "id"),
        ({"id": "eg-أسوان"}, "id"),
        ({"id": "eg-"}, "id"),
        ({"id": "eg_aswan"}, "id"),
        ({"id": "eg-aswan\n"}, "id"),
        ({"id": "co-aswan"}, "id"),
        ({"country": "eg"}, "country"),
        ({"country": "EGY"}, "country"),
        ({"country": "مصر"}, "country"),
        ({"country": ""}, "country"),
        ({"names": {"ar": "أسوان"}}, "name_en"),
        ({"names": {"en": ""}}, "name_en"),
        ({"lat": 90.01}, "lat"),
        ({"lat": -91}, "lat"),
        ({"lat": float("nan")}, "lat"),
        ({"lon": 180.5}, "lon"),
        ({"lon": -181}, "lon"),
        ({"population": 0}, "population"),
        ({"population": -5}, "population"),
        ({"population": 60_000_001}, "population"),
        ({"population_year": 1899}, "population_year"),
        ({"population_year": 2101}, "population_year"),
        ({"joined_year": 2011}, "joined_year"),
        ({"joined_year": 2101}, "joined_year"),
    ],
)
def test_a_city_refuses(given, field):
    with pytest.raises(FieldError) as caught:
        city(**given)
    assert caught.value.field == field
    assert caught.value.remedy


@pytest.mark.parametrize(
    "given",
    [
        {"lat": 90, "lon": -180},
        {"lat": -90, "lon": 180},
        {"lat": 0, "lon": 0},
        {"population": 1, "population_year": 1900},
        {"joined_year": 2012},
        {"names": {"en": "Aswan"}},
        {"id": "eg-al-qahira-2"},
    ],
)
def test_a_city_accepts(given):
    assert city(**given) == city(**given)


@pytest.mark.parametrize(("lang", "name"), [("ar", "أسوان"), ("en", "Aswan"), ("fr", "Aswan"), ("zh", "Aswan")])
def test_a_city_is_named_in_english_where_its_name_is_not_known(lang, name):
    assert city().name(lang) == name


def test_what_is_not_known_is_none():
    assert (city().lat, city().population, city().member, city().verified) == (None, None, None, False)


def test_a_city_is_immutable_hashable_and_equal_by_value():
    with pytest.raises(FrozenInstanceError):
        city().region = "africa"
    with pytest.raises(TypeError):
        city().names["ar"] = "غير ذلك"
    assert len({city(), city()}) == 1
    assert city() != city(names={"en": "Assouan"})
