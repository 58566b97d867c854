"""Without a place there is no value; a decision has a person behind it."""

import pytest

from peerlearn.curation.extract.suggestion import Decision, Draft, Suggestion
from peerlearn.curation.source import Page, Place, Source

HERE = Place(1, 0, 4)


@pytest.mark.parametrize("place", [None, (1, 0, 4), "page 1"])
def test_a_value_without_a_place_is_refused(place):
    with pytest.raises(TypeError, match="without a span there is no value"):
        Suggestion("city", "ie-cork", place, 0.9)


@pytest.mark.parametrize(
    ("field", "value", "confidence", "why"),
    [("colour", "red", 0.5, "no field"), ("city", "", 0.5, "no value"), ("city", None, 0.5, "no value"), ("city", "x", 1.2, "outside")],
)
def test_nonsense_is_refused(field, value, confidence, why):
    with pytest.raises(ValueError, match=why):
        Suggestion(field, value, HERE, confidence)


@pytest.mark.parametrize(
    ("pages", "place", "why"),
    [
        ((Page(1, "Cork"),), Place(2, 0, 4), "is not in"),
        ((Page(1, "Co"),), HERE, "is not in"),
        ((Page(1, "Cork", "needs_ocr"),), HERE, "person"),
    ],
)
def test_a_draft_refuses_places_outside_its_usable_pages(pages, place, why):
    source = Source("a.txt", "text/plain", "0" * 64, pages)
    with pytest.raises(ValueError, match=why):
        Draft(source, "practice", "en", (Suggestion("city", "ie-cork", place, 0.9),))


@pytest.mark.parametrize(
    ("action", "by", "value"),
    [
        ("maybe", "ana", None),
        ("accept", " ", None),
        ("edit", "ana", None),
        ("edit", "ana", ""),
        ("accept", "ana", "x"),
        ("reject", "ana", "x"),
    ],
)
def test_a_decision_is_made_by_a_person_and_only_an_edit_has_a_value(action, by, value):
    with pytest.raises(ValueError):
        Decision("city-1", action, by, value)


def test_keys_tell_suggestions_apart_and_last():
    one, other = Suggestion("city", "ie-cork", HERE, 0.9), Suggestion("city", "ie-cork", Place(1, 1, 4), 0.9)
    assert one.key != other.key
    assert one.key == Suggestion("city", "ie-cork", HERE, 0.2).key
