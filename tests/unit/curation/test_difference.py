"""What differs between two states of a record is told field by field and word by word."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from peerlearn.curation.difference import LONGEST, Change, Piece, changes, pieces
from peerlearn.facts import Resources
from tests.unit.builders import document, evidence, practice, version, versions

TEXTS = st.text(alphabet="ab \n", max_size=40)


def test_equal_records_have_no_changes():
    assert changes(practice(), practice()) == ()
    assert changes(document(), document()) == ()


def test_a_changed_text_names_field_and_language():
    after = practice(versions={"ar": version(title="عنوان آخر")})
    assert changes(practice(), after) == (Change("title", "ar", "مراكز في أسوان", "عنوان آخر"),)


def test_a_section_that_came_and_a_version_that_went():
    longer = version(sections={**version().sections, "lessons": "درس."})
    assert changes(practice(), practice(versions={"ar": longer})) == (Change("lessons", "ar", None, "درس."),)
    gone = changes(practice(versions=versions("ar", "en")), practice())
    assert {change.lang for change in gone} == {"en"}
    assert {change.field for change in gone} == {"title", "summary", "challenge", "solution"}
    assert all(change.after is None for change in gone)


def test_facts_costs_and_evidence_are_compared():
    after = practice(stage="pilot", themes=("ageing",), resources=Resources(cost=5, currency="JOD"), evidence=evidence(level=2))
    found = {change.field: (change.before, change.after) for change in changes(practice(), after)}
    assert found == {
        "stage": (None, "pilot"),
        "themes": (None, ("ageing",)),
        "cost": (None, 5),
        "currency": (None, "JOD"),
        "evidence_level": (1, 2),
    }


def test_a_level_of_evidence_of_nothing_is_not_absent():
    lower = practice(evidence=evidence(level=0))
    assert changes(practice(), lower) == (Change("evidence_level", "", 1, 0),)


def test_who_wrote_a_text_and_its_number_are_no_change_of_content():
    assert changes(practice(), replace(practice(), version_number=2, status="published")) == ()


def test_words_that_stayed_went_and_came():
    assert pieces("we trained 20 people", "we trained 300 people") == (
        Piece("same", "we trained"),
        Piece("gone", " 20"),
        Piece("new", " 300"),
        Piece("same", " people"),
    )


@given(TEXTS, TEXTS)
def test_pieces_put_together_are_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after


def test_a_text_beyond_all_measure_is_shown_as_replaced():
    long = "word " * (LONGEST + 1)
    assert pieces(long, "short") == (Piece("gone", long), Piece("new", "short"))
