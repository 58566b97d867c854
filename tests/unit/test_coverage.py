"""The library in figures: every count by hand over a corpus of five records."""

import pytest

from peerlearn.city import City
from peerlearn.coverage import UNKNOWN, chosen, coverage, groups_of, size_of
from peerlearn.index.meaning import MeaningMap
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import term
from tests.unit.index.small_corpus import document, library, practice

CITIES = {
    each.id: each
    for each in (
        City("co-medellin", {"en": "Medellín"}, "CO", "latin-america", population=2_500_000, member=True),
        City("eg-giza", {"en": "Giza"}, "EG", "arab-states", population=30_000, member=True),
        City("eg-aswan", {"en": "Aswan"}, "EG", "arab-states", member=True),
        City("fr-paris", {"en": "Paris"}, "FR", "europe"),
        City("pe-lima", {"en": "Lima"}, "PE", "latin-america", member=True),
    )
}
LISTS = {
    "themes": ("environment", "digital", "equity", "ageing"),
    "regions": ("arab-states", "europe", "latin-america", "africa"),
    "languages": ("ar", "en", "fr", "ko"),
}
VOCABULARIES = Vocabularies({name: Vocabulary(name, map(term, terms)) for name, terms in LISTS.items()})


def covered(*records, **where):
    return coverage(records or library(), CITIES, VOCABULARIES, where=where)


def test_the_grid_has_every_pair_and_names_the_empty_ones():
    grid = covered().grid
    assert grid.counts["equity", "arab-states"] == grid.counts["equity", "europe"] == grid.counts["environment", "latin-america"] == 1
    assert len(grid.counts) == 4 * 4
    assert sum(grid.counts.values()) == 4
    assert len(grid.empty) == 12
    assert ("ageing", "africa") in grid.empty
    assert grid.themes == ("equity", "digital", "environment", "ageing")
    assert grid.regions[0] == "arab-states"
    assert grid.regions[-1] == "africa"


def test_a_filter_leaves_its_own_rows_and_columns_only():
    grid = covered(region=("europe",), theme=("equity",)).grid
    assert grid.counts == {("equity", "europe"): 1}


def test_filters_are_those_of_the_search():
    assert [each.id for each in chosen(library(), CITIES, {"lang": ("fr",)})] == ["buses"]
    view = covered(country=("EG",))
    assert (view.practices, view.documents, view.cities) == (2, 0, 1)
    assert [(share.name, share.members, share.members_with) for share in view.regions if share.members] == [("arab-states", 2, 1)]


def test_starts_fill_the_years_between_and_tell_the_rest_apart():
    old = practice("old", "en", "Old", "An old practice", start=1985)
    starts = covered(*library(), old).starts
    assert starts.years == ((2015, 1), (2016, 0), (2017, 0), (2018, 0), (2019, 0), (2020, 0), (2021, 0), (2022, 1))
    assert (starts.earlier, starts.unknown) == (1, 2)
    assert covered(old).starts.years == ()


def test_languages_tell_originals_whole_texts_and_summaries():
    lines = {line.lang: (line.originals, line.whole, line.short) for line in covered().languages}
    assert lines == {"en": (2, 3, 0), "ar": (2, 2, 0), "fr": (1, 1, 0)}
    assert covered().languages_without == ("ko",)


def test_evidence_has_every_level():
    assert covered().evidence == ((0, 0), (1, 0), (2, 4), (3, 0), (4, 0), (5, 0))


def test_members_without_a_practice_are_counted_by_region_size_and_country():
    view = covered()
    assert [(each.name, each.practices, each.members, each.members_with) for each in view.regions] == [
        ("arab-states", 2, 2, 1),
        ("europe", 1, 0, 0),
        ("latin-america", 1, 2, 1),
        ("africa", 0, 0, 0),
    ]
    assert {each.name: (each.practices, each.members, each.members_with) for each in view.sizes if each.practices or each.members} == {
        "town": (2, 1, 1),
        "million": (1, 1, 1),
        UNKNOWN: (1, 2, 0),
    }
    assert view.countries_without == (("PE", 1),)


@pytest.mark.parametrize(
    ("heads", "size"),
    [(None, UNKNOWN), (1, "village"), (19_999, "village"), (20_000, "town"), (499_999, "city"), (500_000, "large"), (1_000_000, "million")],
)
def test_sizes_begin_at_their_least_population(heads, size):
    assert size_of(City("fr-x", {"en": "X"}, "FR", "europe", population=heads)) == size


def test_nothing_left_is_counted_as_nothing():
    view = covered(theme=("no-such-theme",))
    assert (view.practices, view.grid.counts, view.starts.years, view.languages) == (0, {}, (), ())


def test_groups_are_named_by_what_sets_them_apart():
    records = {
        each.id: each
        for each in (
            *(practice(f"garden-{n}", "en", "Garden", "Garden", themes=("equity", "environment")) for n in range(3)),
            *(practice(f"phone-{n}", "en", "Phone", "Phone", themes=("equity", "digital")) for n in range(3)),
            document("note", "en", "Note", "Note"),
        )
    }
    places = {each: (0.0 if each.startswith("garden") else 1.0, number / 10) for number, each in enumerate(sorted(records))}
    drawn = MeaningMap("PCA", places, {each: int(not each.startswith("garden")) for each in records})
    gardens, phones = groups_of(drawn, records)
    assert gardens.themes[0] == "environment"
    assert phones.themes[0] == "digital"
    assert set(phones.records) == {"note", "phone-0", "phone-1", "phone-2"}
    assert gardens.records[0] == "garden-1"
    assert [each.number for each in groups_of(drawn, {"note": records["note"]})] == [1]
