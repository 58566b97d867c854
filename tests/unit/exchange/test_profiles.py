"""A city is found by any of its names, however they are typed."""

import pytest

from peerlearn.errors import NotFoundError
from peerlearn.exchange.profiles import Situation, find_city, loose
from tests.unit.exchange.small_world import town

CITIES = {
    each.id: each
    for each in (
        town("sa-yanbu-industrial-city", ar="ينبع الصناعية", fr="Yanbu industrielle"),
        town("sa-udakh", ar="أضاخ"),
        town("ae-abu-dhabi", ar="أبوظبي", fr="Abou Dabi"),
        town("sa-al-madinah", ar="المدينة المنورة"),
        town("co-santiago"),
        town("cl-santiago"),
        town("co-medellin", fr="Médellin"),
        town("qa-al-khor", ar="الخور"),
    )
}


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("sa-yanbu-industrial-city", "sa-yanbu-industrial-city"),
        ("ينبع الصناعية", "sa-yanbu-industrial-city"),
        ("ينبع الصناعيه", "sa-yanbu-industrial-city"),
        ("مدينة ينبع الصناعية", "sa-yanbu-industrial-city"),
        ("ينبع", "sa-yanbu-industrial-city"),
        ("YANBU INDUSTRIELLE", "sa-yanbu-industrial-city"),
        ("اضاخ", "sa-udakh"),
        ("آضاخ", "sa-udakh"),
        ("أُضَاخ", "sa-udakh"),
        ("ابو ظبي", "ae-abu-dhabi"),
        ("abou-dabi", "ae-abu-dhabi"),
        ("المدينه المنوره", "sa-al-madinah"),
        ("خور", "qa-al-khor"),
        ("medellin", "co-medellin"),
        ("Médellin", "co-medellin"),
    ],
)
def test_it_is_found(text, city):
    assert find_city(text, cities=CITIES).id == city


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("Santiago", "cl-santiago"), ("Medelin", "co-medellin"), ("", "--situation"), ("ا", "--situation"), ("<script>", "--situation")],
)
def test_it_is_not_guessed(text, remedy):
    with pytest.raises(NotFoundError) as caught:
        find_city(text, cities=CITIES)
    assert remedy in str(caught.value)


def test_every_shipped_city_is_found_by_its_arabic_name_or_named_among_several(real_corpus):
    for city in real_corpus.cities.values():
        try:
            assert find_city(city.names["ar"], cities=real_corpus.cities) == city
        except NotFoundError as error:
            assert city.id in str(error)


def test_loose_names_are_for_look_up_and_never_empty_for_a_word():
    assert loose("الله") and loose("City") == "city"
    assert loose("مسؤول") == loose("مسوول")


def test_a_situation_says_missing_where_the_profile_says_nothing():
    mine = Situation.of(town("qa-al-khor"))
    assert mine.figure("population").status == "missing"
