"""A file becomes a draft: what is labelled, named or counted is found at its place, and what is missing is asked."""

from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peerlearn.curation.extract.drafting import draft
from peerlearn.curation.source import Page, Place, Source

FILE = """Libraries at the market

Place: the old market hall

City: Cork
Country: Ireland
Start date: 2018
Partners: City Library; Cork University; UNESCO
Target groups: refugees; older people
Budget

The first year cost EUR 45,000 in total.

Challenge

Many people in the quarter had never been in a library.

Solution

Volunteers read aloud between the stalls every Saturday.
They lend books without a card.

Results

By 2020 the stall had reached 1,250 people, 60% of them women.
"""


@pytest.fixture(scope="module")
def drafted(extractor):
    source = Source("a.txt", "text/plain", "0" * 64, (Page(1, FILE),))
    return draft(source, extractor, kind="practice")


def values(drafted, field):
    return [each.value for each in drafted.of(field)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lang", "en"),
        ("title", "Libraries at the market"),
        ("city", "ie-cork"),
        ("country", "IE"),
        ("start", 2018),
        ("challenge", "Many people in the quarter had never been in a library."),
        ("partners", "Cork University"),
        ("target_groups", "refugees"),
    ],
)
def test_what_a_city_labels_is_suggested(drafted, field, value):
    assert value in values(drafted, field)


def test_every_suggestion_points_at_words_of_the_file(drafted):
    assert len(drafted.suggestions) > 10
    for each in (*drafted.suggestions, *drafted.doubtful):
        assert drafted.source.text_at(each.place).strip()


def test_quoted_text_is_the_text_at_its_place(drafted):
    for field in ("title", "challenge", "partners"):
        for each in drafted.of(field):
            assert drafted.source.text_at(each.place).strip(" .") == str(each.value).strip(" .")


def test_lines_of_a_section_stay_together(drafted):
    (solution,) = values(drafted, "solution")
    assert solution.startswith("Volunteers")
    assert solution.endswith("without a card.")


def test_money_and_figures_are_read_even_where_they_are_not_sure_enough_to_show(drafted):
    every = (*drafted.suggestions, *drafted.doubtful)
    assert [(each.value.amount, each.value.currency) for each in every if each.field == "cost"] == [(45000, "EUR")]
    figures = {each.value.value: each.value for each in every if each.field == "figures"}
    assert figures[1250].date == 2020
    assert figures[60].unit == "%"


def test_only_what_is_missing_is_asked(drafted):
    asked = {each.field for each in drafted.questions}
    assert {"lessons", "sustainability", "themes"} <= asked
    assert not asked & {"title", "city", "country", "start", "challenge", "solution", "target_groups"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("مكتبات في السوق\n\nمتطوعون يقرؤون للأطفال كل أسبوع.", "ar"),
        ("Des livres au marché\n\nLes bénévoles lisent chaque samedi aux enfants.", "fr"),
    ],
)
def test_the_city_is_asked_in_its_language(extractor, as_source, text, lang):
    asked = draft(as_source(text), extractor, kind="practice").questions
    assert {each.lang for each in asked} == {lang}
    assert {"city", "challenge", "solution"} <= {each.field for each in asked}


def test_pages_that_a_person_must_see_first_are_not_read(extractor):
    source = Source("a.txt", "text/plain", "0" * 64, (Page(1, FILE, "needs_person"), Page(2, "A library\n\nIt lends books to everybody.")))
    found = draft(source, extractor, kind="practice")
    assert {each.place.page for each in (*found.suggestions, *found.doubtful)} == {2}
    assert found.of("challenge") == []


def test_a_file_without_a_usable_page_gives_questions_only(extractor):
    source = Source("a.pdf", "application/pdf", "0" * 64, (Page(1, "", "needs_ocr"),))
    found = draft(source, extractor)
    assert found.suggestions == ()
    assert found.questions


@dataclass(frozen=True)
class Cell:
    field: str
    value: str
    place: Place


def cells(rows):
    text, found = "", []
    for field, value in rows:
        text += f"{field}\n"
        found.append(Cell(field, value, Place(1, len(text), len(text) + len(value))))
        text += f"{value}\n\n"
    return Source("a.csv", "text/csv", "0" * 64, (Page(1, text),)), found


def test_a_field_of_the_template_is_taken_as_given(extractor):
    rows = [("title", "مكتبات السوق"), ("city", "ينبع الصناعية"), ("start", "١٤٤٢ هـ"), ("themes", "محو الأمية؛ Youth"), ("sdgs", "4؛ 4.6")]
    source, given = cells(
        [*rows, ("beneficiaries", "1,250"), ("level", "مدينة"), ("resources.cost", "45,000"), ("resources.currency", "SAR")]
    )
    found = draft(source, extractor, given=given)
    taken = {(each.field, each.value) for each in found.suggestions if each.given}
    assert taken >= {("title", "مكتبات السوق"), ("city", "sa-yanbu-industrial-city"), ("themes", "literacy"), ("themes", "youth")}
    assert taken >= {("sdgs", "4"), ("sdgs", "4.6"), ("beneficiaries", 1250), ("level", "city"), ("cost", 45000), ("currency", "SAR")}
    assert all(each.confidence == 1 for each in found.suggestions if each.given)
    assert {source.text_at(each.place) for each in found.of("themes")} == {"محو الأمية", "Youth"}


def test_a_given_value_that_no_list_knows_is_asked_about(extractor):
    source, given = cells([("title", "A"), ("city", "Atlantis"), ("country", "Ireland")])
    found = draft(source, extractor, given=given)
    assert found.of("city") == []
    assert "city" in {each.field for each in found.questions}


@example(["* :"])
@example([".؟!"])
@given(st.lists(st.text(max_size=300), max_size=3))
def test_any_text_makes_a_draft_without_a_fault(extractor, pages):
    source = Source("a.txt", "text/plain", "0" * 64, tuple(Page(at, text) for at, text in enumerate(pages, 1)))
    found = draft(source, extractor)
    assert found.to_json()["kind"] == found.kind
