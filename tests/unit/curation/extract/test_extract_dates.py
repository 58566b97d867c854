"""Years of both calendars, and which of them open and close a range."""

import pytest
from hijridate import Gregorian
from hypothesis import example, given
from hypothesis import strategies as st

from peerlearn.curation.extract import dates
from peerlearn.curation.extract.dates import gregorian, years_of
from peerlearn.curation.extract.reading import Reading

EXAMPLES = [
    ("en", "launched in 2018", [2018]),
    ("en", "2,019 people in 2019", [2019]),
    ("en", "2018-20 and 1999", [2018, 2020, 1999]),
    ("en", "room 1234, 3000 people", []),
    ("ar", "منذ عام ٢٠١٨", [2018]),
    ("ar", "في 15 رمضان 1442 هـ", [2021]),
    ("ar", "عام 1445هـ", [2024]),
    ("ar", "١٤٤٥ هـ (٢٠٢٣م)", [2024, 2023]),
    ("ar", "بتاريخ 1/9/1444هـ", [2023]),
    ("ar", "في 1 جمادى الآخرة 1440 هـ", [2019]),
    ("ar", "عدد المشاركين 1442 متعلمًا", []),
    ("ar", "عام 1200هـ", []),
]


@pytest.mark.parametrize(("lang", "text", "years"), EXAMPLES, ids=[each[1] for each in EXAMPLES])
def test_years_are_found(lang, text, years):
    assert [each.year for each in years_of(text, lang=lang)] == years


RANGES = [
    ("en", "from 2018 to 2020"),
    ("en", "2018–2020"),
    ("en", "between 2018 and 2020"),
    ("fr", "de 2018 à 2020"),
    ("es", "entre 2018 y 2020"),
    ("ar", "من عام 2018 إلى عام 2020"),
    ("ar", "بين عامي 2018 و2020"),
]


@pytest.mark.parametrize(("lang", "text"), RANGES)
def test_a_range_opens_and_closes(lang, text):
    one, other = years_of(text, lang=lang)
    assert (one.year, one.opens, other.year, other.closes) == (2018, True, 2020, True)


@pytest.mark.parametrize("text", ["in 2018 and 2020", "2020-2018", "2018, 2020"])
def test_two_years_are_not_a_range_by_themselves(text):
    assert not any(each.opens for each in years_of(text, lang="en"))


@example(1345, 8, 29)  # a month of 28 days by the tables
@given(st.integers(1345, 1499), st.integers(1, 12), st.integers(1, 29))
def test_a_whole_hijri_date_falls_into_the_year_of_the_tables(year, month, day):
    found = gregorian(year, month=month, day=day)
    assert any(Gregorian(found, m, d).to_hijri().datetuple() == (year, month, day) for m in range(1, 13) for d in range(1, 29)) or (
        abs(found - (year * 0.970224 + 621.5774)) < 2
    )


@pytest.mark.parametrize(("year", "month"), [(1300, 1), (1501, 1), (1442, 13)])
def test_what_the_tables_do_not_hold_is_no_year(year, month):
    assert gregorian(year, month=month, day=1) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text):
    assert all(0 <= each.start < each.end <= len(text) for each in years_of(text, lang="ar"))


def test_each_year_stands_once_a_field_at_its_best_place(as_source):
    text = "Home libraries\n\nThe network knows 2019 well. Launched in 2019, the practice reached 30 homes."
    found = [each for each in dates.find(Reading.of(as_source(text))) if each.field == "start"]
    assert [each.value for each in found] == [2019]
    assert found[0].place.start == text.index("2019, the")
