"""Decisions of a person -> fields -> a record that the corpus can hold."""

import datetime as dt

import pytest

from peerlearn.corpus import read_corpus, write_record
from peerlearn.curation.extract.applying import apply, to_document, to_practice
from peerlearn.curation.extract.suggestion import Decision, Draft, Figure, Money, Passage, Suggestion
from peerlearn.curation.source import Page, Place, Source
from peerlearn.facts import Evidence, Written
from peerlearn.facts import Source as FactSource
from peerlearn.issues import FieldError

TEXT = "Libraries at the market in Cork since 2018 with UNESCO for 1,250 people"
SOURCE = Source("a.txt", "text/plain", "0" * 64, (Page(1, TEXT),))
WRITTEN = Written("editors", "original", dt.date(2026, 1, 1))
FROM = (FactSource("A file", "City of Cork", "https://example.org/a", "CC BY 4.0"),)
EVIDENCE = Evidence(0, "announcement", {"en": "Nothing was measured."})


def said(field, value, start=0, end=9):
    return Suggestion(field, value, Place(1, start, end), 0.9)


PRACTICE = [
    said("title", "Libraries at the market"),
    said("summary", "Books between the stalls."),
    said("city", "ie-cork"),
    said("start", 2018),
    said("challenge", "Few readers."),
    said("solution", "Reading aloud."),
    said("results", "More readers.", 0, 4),
    said("results", "And borrowers.", 5, 9),
    said("themes", "literacy"),
    said("sdgs", "4"),
    said("partners", "UNESCO"),
    said("figures", Figure("People reached", 1250, "people", 2020)),
    said("cost", Money(45000, "EUR")),
]


def drafted(suggestions, kind="practice"):
    return Draft(SOURCE, kind, "en", tuple(suggestions))


def accept(suggestions):
    return [Decision(each.key, "accept", "ana") for each in suggestions]


def test_accepted_fields_make_a_practice_that_is_read_back(tmp_path, real_corpus):
    fields = apply(drafted(PRACTICE), accept(PRACTICE))
    practice = to_practice(fields, record_id="cork-market", written=WRITTEN, sources=FROM, evidence=EVIDENCE)
    assert (practice.city, practice.start, practice.themes, practice.sdgs) == ("ie-cork", 2018, ("literacy",), ("4",))
    assert practice.original.sections["results"] == "More readers.\n\nAnd borrowers."
    assert (practice.results[0].value, practice.results[0].date, practice.results[0].reported_by) == (1250, 2020, "unstated")
    assert (practice.resources.cost, practice.resources.currency) == (45000, "EUR")
    write_record(tmp_path, practice)
    (tmp_path / "cities.csv").write_text("id,name_en\n", encoding="utf-8")
    assert read_corpus(tmp_path, keep_going=True).issues[0].field == "city"  # nothing else but the city that this folder does not hold


def test_accepted_passages_make_a_document():
    suggestions = [
        said("kind", "news"),
        said("title", "A forum"),
        said("summary", "Cities met."),
        said("date", 2023),
        said("passages", Passage("Text", "One.")),
        said("passages", Passage("Text", "Two."), 1),
        said("passages", Passage("Aims", "Three."), 2),
    ]
    document = to_document(apply(drafted(suggestions, "report"), accept(suggestions)), record_id="forum", written=WRITTEN, sources=FROM)
    assert (document.kind, document.date, document.city) == ("news", 2023, None)
    assert dict(document.original.sections) == {"Text": "One.\n\nTwo.", "Aims": "Three."}


def test_only_what_a_person_accepted_or_edited_is_a_field():
    decisions = [
        Decision(PRACTICE[0].key, "accept", "ana"),
        Decision(PRACTICE[3].key, "edit", "ana", 2017),
        Decision(PRACTICE[2].key, "reject", "ana"),
    ]
    fields = apply(drafted(PRACTICE), decisions)
    assert dict(fields.values) == {"title": "Libraries at the market", "start": 2017}
    assert fields.places == {"title": (PRACTICE[0].place,), "start": (PRACTICE[3].place,)}


@pytest.mark.parametrize(
    ("decisions", "why"),
    [
        ([Decision("city-0", "accept", "ana")], "no suggestion"),
        ([Decision(PRACTICE[0].key, "accept", "ana"), Decision(PRACTICE[0].key, "reject", "bo")], "decided twice"),
    ],
)
def test_decisions_that_fit_nothing_are_refused(decisions, why):
    with pytest.raises(ValueError, match=why):
        apply(drafted(PRACTICE), decisions)


def test_a_field_with_one_value_takes_one():
    cities = [said("city", "ie-cork"), said("city", "ie-dublin")]
    with pytest.raises(ValueError, match="two values are accepted for city"):
        apply(drafted(cities), accept(cities))


@pytest.mark.parametrize("missing", ["title", "challenge", "city"])
def test_a_practice_says_which_field_it_lacks(missing):
    kept = [each for each in PRACTICE if each.field != missing]
    with pytest.raises(FieldError) as refused:
        to_practice(apply(drafted(kept), accept(kept)), record_id="a", written=WRITTEN, sources=FROM, evidence=EVIDENCE)
    assert refused.value.field == missing
