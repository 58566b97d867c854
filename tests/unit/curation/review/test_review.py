"""Submissions on both engines: kept whole, seen by whom they may be, moved, decided on, scored and commented."""

import pytest
from sqlalchemy import text

from peerlearn.curation.review import log
from peerlearn.curation.review.people import add_person, find_person, forget_person, set_role
from peerlearn.curation.review.reviewing import (
    add_contact,
    comment,
    decide,
    delete_contact,
    give_opinion,
    score,
)
from peerlearn.curation.review.submission import Refused, new_draft, require_draft
from peerlearn.curation.review.submitting import create, list_submissions, move, read_submission
from peerlearn.curation.source import Page
from peerlearn.errors import NotFoundError
from peerlearn.issues import FieldError
from tests.unit.builders import practice
from tests.unit.curation import desk


def code(refused):
    assert isinstance(refused, Refused)
    return [reason.code for reason in refused.reasons]


# people


def test_the_first_person_is_an_admin_and_only_admins_add_others(store):
    with pytest.raises(NotFoundError):
        add_person(store, role="curator", name="a")
    admin = add_person(store, role="admin", name="a")
    with pytest.raises(NotFoundError):
        add_person(store, role="admin", name="b")
    curator = add_person(store, role="curator", name="b", by=admin.id)
    assert code(add_person(store, role="reader", name="c", by=curator.id)) == ["not_your_role"]
    assert code(set_role(store, curator.id, role="admin", by=curator.id)) == ["not_your_role"]
    assert set_role(store, curator.id, role="admin", by=admin.id).role == "admin"


def test_a_person_is_found_by_id_name_or_address_and_forgotten_on_request(store, people):
    assert find_person(store, "Huda") == find_person(store, "huda@example.org") == find_person(store, people.admin)
    assert code(forget_person(store, people.admin, by=people.curator)) == ["not_your_role"]
    forgotten = forget_person(store, people.curator, by=people.curator)
    assert (forgotten.name, forgotten.email, forgotten.role) == ("", "", "reader")
    for who in ("curator", "", "nobody"):
        with pytest.raises(NotFoundError):
            find_person(store, who)


# submissions


def test_a_submission_is_kept_whole(store, people):
    made = create(store, desk.source(), size=7, by=people.city, draft=desk.draft(practice()))
    found = read_submission(store, made.id)
    assert found == made
    assert (found.pages, found.summary.verdict, found.size) == (desk.source().pages, "needs_person", 7)
    assert found.draft == desk.draft(practice())
    assert [each.id for each in list_submissions(store)] == [made.id]
    assert list_submissions(store, status="published") == []


def test_a_file_that_could_not_be_read_is_a_submission_with_the_reason(store, people):
    made = create(store, desk.source(pages=()), size=1, by=people.city, refused="too_large")
    assert (made.summary.refusal, made.summary.verdict) == ("too_large", "needs_person")


def test_a_city_sees_its_own_and_a_reader_nothing(store, people):
    name = desk.submit(store, people)
    assert code(read_submission(store, name, by=people.other_city)) == ["not_yours"]
    assert code(read_submission(store, name, by=people.reader)) == ["not_your_role"]
    assert [len(list_submissions(store, by=who)) for who in (people.city, people.other_city, people.curator, people.reader)] == [1, 0, 1, 0]


def test_text_that_cannot_be_stored_keeps_its_places(store, people):
    made = create(store, desk.source(pages=(Page(1, "a\0b\ud800c"),)), size=1, by=people.city)
    assert read_submission(store, made.id).pages[0].text == "a\ufffdb\ufffdc"


PLACES = [
    ({"page": 1, "start": 0, "end": 4}, ""),
    (None, "missing"),
    ({"page": 1, "start": 0}, "missing"),
    ({"page": 3, "start": 0, "end": 1}, "not in the file"),
    ({"page": 0, "start": 0, "end": 1}, "not in the file"),
    ({"page": 1, "start": 4, "end": 4}, "not in the file"),
    ({"page": 1, "start": 0, "end": 5}, "not in the file"),
    ({"page": 1, "start": "0", "end": 2}, "missing"),
    ({"page": 2, "start": 0, "end": 1}, "not readable"),
]


@pytest.mark.parametrize(("place", "message"), PLACES)
def test_without_a_span_in_a_usable_page_there_is_no_value(place, message):
    pages = (Page(1, "text"), Page(2, "؟", "needs_ocr"))
    draft = new_draft([desk.suggestion(place=place)])
    if not message:
        require_draft(draft, pages=pages)
        return
    with pytest.raises(FieldError, match=message):
        require_draft(draft, pages=pages)


@pytest.mark.parametrize(
    "draft", [{}, {"format": 2}, new_draft([desk.suggestion(id="x"), desk.suggestion(id="x")]), new_draft([{"id": 1}])]
)
def test_a_draft_of_another_shape_is_refused(store, people, draft):
    with pytest.raises(FieldError):
        create(store, desk.source(), size=1, by=people.city, draft=draft or {"format": None})
    assert list_submissions(store) == []


def test_who_may_not_create_leaves_nothing(store, people):
    assert code(create(store, desk.source(), size=1, by=people.reader)) == ["not_your_role"]
    with pytest.raises(NotFoundError):
        create(store, desk.source(), size=1, by="nobody")
    assert list_submissions(store) == []


def test_moves_are_refused_with_the_reason_and_change_nothing(store, people):
    name = desk.submit(store, people)
    before = read_submission(store, name)
    assert code(move(store, name, to="published", by=people.admin)) == ["no_such_step"]
    assert code(move(store, name, to="submitted", by=people.other_city)) == ["not_yours"]
    assert read_submission(store, name) == before
    with pytest.raises(NotFoundError):
        move(store, "s-none", to="submitted", by=people.city)


def test_a_reason_becomes_a_comment_and_who_submits_is_remembered(store, people):
    name = desk.submit(store, people, by=people.city)
    move(store, name, to="submitted", by=people.curator)
    move(store, name, to="in_review", by=people.second)
    assert code(move(store, name, to="rejected", by=people.curator, reason="x")) == ["second_person"]
    done = move(store, name, to="draft", by=people.second, reason="أين الأرقام؟")
    assert (done.status, done.submitted_by, done.remarks[0].text) == ("draft", people.curator, "أين الأرقام؟")


# comments, scores, opinions, contacts


def test_scores_opinions_and_comments_are_kept_with_who_gave_them(store, people):
    name = desk.submit(store, people)
    move(store, name, to="submitted", by=people.city)
    assert code(score(store, name, criterion="evidence", value=3, by=people.curator)) == ["not_now"]
    move(store, name, to="in_review", by=people.curator)
    score(store, name, criterion="evidence", value=3, by=people.curator)
    score(store, name, criterion="evidence", value=4, by=people.curator)
    give_opinion(store, name, recommendation="revise", text="الأرقام بلا مصدر.", by=people.second)
    done = comment(store, name, text="شكرًا.", by=people.city, field="results")
    assert [(each.criterion, each.value, each.by) for each in done.scores] == [("evidence", 4, people.curator)]
    assert [(each.recommendation, each.field, each.by) for each in done.remarks] == [
        ("revise", "", people.second),
        ("", "results", people.city),
    ]
    assert code(comment(store, name, text="x", by=people.other_city)) == ["not_yours"]
    with pytest.raises(FieldError, match="empty"):
        comment(store, name, text=" ", by=people.city)
    with pytest.raises(FieldError, match="1 to 5"):
        score(store, name, criterion="evidence", value=6, by=people.curator)
    with pytest.raises(FieldError, match="is none"):
        score(store, name, criterion="beauty", value=5, by=people.curator)


def test_a_contact_is_kept_in_the_store_and_can_be_deleted(store, people):
    name = desk.submit(store, people)
    kept = add_contact(store, name, name="أمل", email="amal@example.org", phone="+20 100 123 4567", consent=True, by=people.city)
    assert (kept.contacts[0].email, kept.contacts[0].consent) == ("amal@example.org", True)
    assert code(delete_contact(store, name, kept.contacts[0].id, by=people.other_city)) == ["not_yours"]
    assert delete_contact(store, name, kept.contacts[0].id, by=people.city).contacts == ()


def test_the_log_holds_nothing_that_people_typed_or_are_called(store, people):
    name = desk.submit(store, people)
    add_contact(store, name, name="Amal Salem", email="amal@example.org", phone="+20 100 123 4567", by=people.city)
    comment(store, name, text="write to amal@example.org", by=people.city, field="summary amal")
    decide(store, name, suggestion="s1", choice="edited", value="amal@example.org", by=people.city)
    with store.reading() as session:
        whole = str(session.execute(text("SELECT * FROM log")).all()).lower()
    assert not [word for word in ("amal", "salem", "@", "4567", "huda", "aswan", "تقرير") if word in whole]


@pytest.mark.parametrize("value", ["amal@example.org", "some words", "أمل", "x" * 81])
def test_a_log_entry_takes_codes_only(store, value):
    with pytest.raises(ValueError, match="codes only"), store.writing() as session:
        log.append(session, actor="p-1", action="test", note=value)
