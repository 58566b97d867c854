"""Cities and vocabularies as they are kept with an index."""

import dataclasses

import pytest

from peerlearn.city import FIGURES, Figure
from peerlearn.reference import read_cities, reference_from_json, reference_json
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import city, term

FULL_CITY = city(
    lat=24.09,
    lon=32.9,
    population=1568000,
    population_year=2021,
    joined_year=2019,
    member=True,
    verified=True,
    source="UIL",
    figures={
        "population": Figure(1568000, 2021, "measured", "UIL"),
        "languages": Figure(("ar", "fr"), None, "estimated", "babel-2.18.0"),
    },
)
FULL_TERM = term(
    broader="people",
    definition={"ar": "من 15 إلى 24", "en": "15 to 24"},
    uri="https://example.org/y",
    verified=True,
    checked=("ar",),
    source="s",
    synonyms=("teenagers",),
)


def lists(*terms):
    return Vocabularies({"target_groups": Vocabulary("target_groups", [term("people"), *terms])})


def test_what_is_written_is_read_back_equal_in_every_field():
    cities = {each.id: each for each in (FULL_CITY, city(id="eg-giza"))}
    again, vocabularies = reference_from_json(reference_json(cities, lists(FULL_TERM)))
    assert again == cities
    assert list(vocabularies["target_groups"]) == [term("people"), FULL_TERM]
    assert reference_json(again, vocabularies) == reference_json(cities, lists(FULL_TERM))


def test_the_words_of_records_are_synonyms_of_what_they_were_filed_under(real_corpus):
    assert "pensioners" in real_corpus.vocabularies["target_groups"]["older-people"].synonyms
    assert real_corpus.vocabularies["themes"]["literacy"].synonyms == ()


def test_the_projects_own_cities_and_vocabularies_come_back_equal(real_corpus):
    data = reference_json(real_corpus.cities, real_corpus.vocabularies)
    cities, vocabularies = reference_from_json(data)
    assert cities == dict(real_corpus.cities)
    assert {name: list(each) for name, each in vocabularies.by_name.items()} == {
        name: list(each) for name, each in real_corpus.vocabularies.by_name.items()
    }
    assert reference_json(cities, vocabularies) == data


def test_every_field_counts():
    """A field that were left out could change without a new index."""
    plain = reference_json({FULL_CITY.id: FULL_CITY}, lists(FULL_TERM))
    for name, value in {
        "region": "africa",
        "lat": 1.0,
        "population": 5,
        "member": None,
        "verified": False,
        "source": "",
        "figures": {},
    }.items():
        changed = dataclasses.replace(FULL_CITY, **{name: value})
        assert reference_json({changed.id: changed}, lists(FULL_TERM)) != plain, name
    for name, value in {
        "broader": None,
        "labels": {**FULL_TERM.labels, "ar": "شباب"},
        "definition": {},
        "uri": None,
        "checked": (),
    }.items():
        assert reference_json({FULL_CITY.id: FULL_CITY}, lists(dataclasses.replace(FULL_TERM, **{name: value}))) != plain, name


def test_every_figure_of_the_shipped_cities_names_its_source_and_none_is_guessed(real_corpus):
    for each in real_corpus.cities.values():
        for name in FIGURES:
            figure = each.figure(name)
            assert (figure.value is None) == (figure.status == "missing") == (figure.source == ""), (each.id, name)
    yanbu = real_corpus.cities["sa-yanbu-industrial-city"]
    assert yanbu.figure("population").status == "missing"
    assert yanbu.figure("languages").value == ("ar",)
    assert real_corpus.cities["hu-pecs"].figure("population").status == "measured"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"income": "rich", "income_status": "estimated"}, "income"),
        ({"income": "", "income_status": "estimated"}, "income_status"),
        ({"income": "high", "income_status": "missing"}, "income_status"),
        ({"coast_km": "near", "coast_km_status": "estimated"}, "coast_km"),
        ({"climate": "BWh", "climate_year": "1850", "climate_status": "estimated"}, "climate_year"),
    ],
)
def test_a_figure_that_contradicts_itself_is_reported_with_its_column(tmp_path, row, field):
    known = {"id": "eg-aswan", "name_en": "Aswan", "country": "EG", "region": "arab-states", "source": "UIL"}
    empty = dict.fromkeys(("lat", "lon", "population", "population_year", "joined_year", "member", "verified"), "")
    cells = empty | known | row
    (tmp_path / "cities.csv").write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", encoding="utf-8")
    told = []
    assert read_cities(tmp_path, Vocabularies({}), lambda *defect: told.append(defect)) == {}
    assert [each[2] for each in told] == [field]
