"""Submissions on both engines: kept whole, decided on, edited by two at once, and logged so that tampering shows."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from peerlearn.curation.review import log
from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.curation.review.merge import merge
from peerlearn.curation.review.originals import keep_original, original_path, read_original
from peerlearn.curation.review.people import add_person, find_person, forget_person, set_role
from peerlearn.curation.review.personal import contacts_in, contacts_in_record
from peerlearn.curation.review.reviewing import (
    add_contact,
    comment,
    decide,
    delete_contact,
    edit,
    erase_remark,
    give_opinion,
    read_revisions,
    score,
)
from peerlearn.curation.review.submission import Conflict, Refused, Submission, new_draft, require_draft
from peerlearn.curation.review.submitting import create, list_submissions, move, read_submission
from peerlearn.curation.source import Page
from peerlearn.errors import NotFoundError, OriginalError, StoreError
from peerlearn.issues import FieldError
from tests.unit.builders import practice
from tests.unit.curation import desk


@pytest.fixture
def people(store):
    return desk.team(store)


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


# two at once


def changed(draft, **record):
    return {**draft, "record": {**(draft["record"] or {}), **record}}


def test_the_second_editor_is_told_and_loses_nothing(store, people):
    name = desk.submit(store, people, record=practice())
    seen = read_submission(store, name)
    theirs = changed(seen.draft, stage="pilot", beneficiaries=10)
    mine = changed(seen.draft, stage="scaled", start=2019)
    assert isinstance(edit(store, name, draft=theirs, version=seen.version, by=people.curator), Submission)
    conflict = edit(store, name, draft=mine, version=seen.version, by=people.second)
    assert isinstance(conflict, Conflict)
    assert (conflict.mine, conflict.theirs, conflict.by) == (mine, theirs, people.curator)
    assert conflict.clashes == ("record.stage",)
    assert conflict.merged == changed(seen.draft, stage="pilot", beneficiaries=10, start=2019)
    assert read_submission(store, name).draft == theirs
    assert [(aside, draft) for _, _, aside, _, _, draft in read_revisions(store, name)] == [
        (False, seen.draft),
        (False, theirs),
        (True, mine),
    ]
    assert conflict.aside == read_revisions(store, name)[-1][0]
    saved = edit(store, name, draft=conflict.merged, version=conflict.version, by=people.second)
    assert saved.draft == conflict.merged


def test_of_editors_at_the_same_moment_one_saves_and_every_draft_is_kept(store, people):
    name = desk.submit(store, people, record=practice())
    seen = read_submission(store, name)
    results = []

    def save(number):
        results.append(edit(store, name, draft=changed(seen.draft, beneficiaries=number), version=seen.version, by=people.curator))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(each).__name__ for each in results) == ["Conflict"] * 5 + ["Submission"]
    kept = {draft["record"].get("beneficiaries") for *_, draft in read_revisions(store, name)}
    assert kept == {None, *range(6)}
    assert verify_log(store).ok


def test_what_was_suggested_cannot_be_edited_away(store, people):
    name = desk.submit(store, people)
    seen = read_submission(store, name)
    with pytest.raises(FieldError, match="decide on them"):
        edit(store, name, draft={**seen.draft, "suggestions": []}, version=seen.version, by=people.curator)


def test_two_decisions_on_one_suggestion_meet_and_on_two_do_not(store, people):
    name = desk.submit(store, people, suggestions=[desk.suggestion(), desk.suggestion("themes", "literacy")])
    first = decide(store, name, suggestion="s1", choice="accepted", by=people.curator)
    assert (first.version, first.value) == (1, None)
    assert decide(store, name, suggestion="s2", choice="rejected", by=people.second).choice == "rejected"
    told = decide(store, name, suggestion="s1", choice="edited", value="eg-cairo", by=people.second)
    assert isinstance(told, Conflict)
    assert (told.mine.value, told.theirs) == ("eg-cairo", first)
    again = decide(store, name, suggestion="s1", choice="edited", value="eg-cairo", by=people.second, version=told.version)
    assert (again.choice, again.value, again.version) == ("edited", "eg-cairo", 2)
    assert {each.suggestion: each.choice for each in read_submission(store, name).decisions} == {"s1": "edited", "s2": "rejected"}
    with pytest.raises(FieldError, match="not in the draft"):
        decide(store, name, suggestion="s9", choice="accepted", by=people.curator)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
_OBJECT = st.dictionaries(st.sampled_from("abc"), _JSON, max_size=3)


@given(_OBJECT, _OBJECT, _OBJECT)
def test_merging_keeps_an_only_change_and_hides_no_clash(base, mine, theirs):
    assert merge(base, mine, base).merged == mine
    assert merge(base, base, theirs).merged == theirs
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.clashes) == set(other.clashes)
    if not one.clashes:
        assert one.merged == other.merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "clashes"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 2, "b": 3}, ()),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}, ("a",)),
        ({"a": 1}, {}, {"a": 1, "b": 1}, {"b": 1}, ()),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 1, "y": 1}}, {"a": {"x": 2, "y": 1}}, ()),
        ({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]}, {"a": [1, 3]}, ("a",)),
        ({"a": 1}, {"a": True}, {"a": 1}, {"a": True}, ()),
        ({}, {"a": {"x": 1}}, {"a": {"y": 1}}, {"a": {"y": 1, "x": 1}}, ()),
    ],
)
def test_examples_of_merging(base, mine, theirs, merged, clashes):
    found = merge(base, mine, theirs)
    assert (found.merged, found.clashes) == (merged, clashes)


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


# the log


def test_every_step_stands_in_the_log(store, people):
    name = desk.reviewed(store, people)
    steps = [(each.action, each.details.get("to")) for each in read_log(store, submission=name)]
    assert steps[:4] == [("create", "draft"), ("move", "submitted"), ("move", "in_review"), ("decide", None)]
    assert [action for action, _ in steps[4:]] == ["score"] * 5 + ["remark"]
    assert verify_log(store).ok


@pytest.mark.parametrize("statement", ["UPDATE log SET actor = 'x'", "DELETE FROM log"])
def test_the_database_itself_refuses_to_change_the_log(store, people, statement):
    with pytest.raises(StoreError, match="append-only"), store.writing() as session:
        session.execute(text(statement))


TAMPERING = [
    ("UPDATE log SET actor = 'p-x' WHERE number = 3", "entry 3 is altered"),
    ("UPDATE log SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3", "entry 3 is altered"),
    ("UPDATE log SET details = '{}' WHERE number = 9", "entry 9 is altered"),
    ("DELETE FROM log WHERE number = 4", "entries 4 to 4 are missing"),
    ("DELETE FROM log WHERE number = 1", "entries 1 to 1 are missing"),
    ("DELETE FROM log WHERE number >= 10", "the last entries are missing"),
    ("DELETE FROM log_head", "the last entries are missing"),
    ("UPDATE log SET hash = previous WHERE number = 5", "entry 6 does not follow"),
    ("UPDATE submissions SET status = 'published'", "is published, which the log does not say"),
    ("UPDATE revisions SET draft = '{}'", "the draft of revision 1 is not what was logged"),
    ("DELETE FROM revisions", "the draft of revision 1 is missing"),
    ("UPDATE remarks SET text = 'x'", "remark 1 is not what was logged"),
    ("DELETE FROM remarks", "remark 1 is missing"),
]


@pytest.mark.parametrize(("statement", "problem"), TAMPERING)
def test_what_is_missing_or_altered_shows(store, people, statement, problem):
    desk.reviewed(store, people)
    assert verify_log(store).ok
    with store.writing() as session:
        if store.is_sqlite:
            session.execute(text("DROP TRIGGER log_refuses_update"))
            session.execute(text("DROP TRIGGER log_refuses_delete"))
        else:
            session.execute(text("DROP TRIGGER log_refuses ON log"))
        session.execute(text(statement))
    assert problem in "\n".join(verify_log(store).problems)


def test_a_log_that_was_made_anew_shows_against_a_noted_entry(store, people):
    noted = verify_log(store)
    desk.submit(store, people)
    assert verify_log(store, anchor=(noted.entries, noted.hash)).ok
    assert not verify_log(store, anchor=(noted.entries, "0" * 64)).ok
    assert not verify_log(store, anchor=(99, noted.hash)).ok


def test_an_erased_remark_is_no_tampering(store, people):
    name = desk.submit(store, people)
    said = comment(store, name, text="Amal wrote this", by=people.city)
    assert code(erase_remark(store, name, said.remarks[0].id, by=people.curator)) == ["not_your_role"]
    assert erase_remark(store, name, said.remarks[0].id, by=people.city).remarks[0].text == ""
    assert verify_log(store).ok


# originals


def test_an_original_is_kept_once_by_its_content_and_damage_is_noticed(store_settings):
    name = keep_original(store_settings, b"a file")
    assert keep_original(store_settings, b"a file") == name
    assert read_original(store_settings, name) == b"a file"
    path = original_path(store_settings, name)
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"A file")
    with pytest.raises(OriginalError, match="damaged"):
        read_original(store_settings, name)
    path.unlink()
    with pytest.raises(OriginalError, match="cannot be read"):
        read_original(store_settings, name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_an_original_is_named_by_a_digest_only(store_settings, name):
    with pytest.raises(ValueError, match="SHA-256"):
        original_path(store_settings, name)


# contact data in what is to be published


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("write to amal.s@example.org", ["email"]),
        ("راسلنا على info＠example.org.", ["email"]),
        ("+20 100 123 4567", ["phone"]),
        ("هاتف ٠٠٢٠١٠٠١٢٣٤٥٦٧", ["phone"]),
        ("1 000 000 000 people, 2015-2030, 12.500.000", []),
        ("@city and SDG 4.7", []),
        ("+12 % in 2019", []),
    ],
)
def test_contact_data_are_found_in_any_script(words, kinds):
    assert contacts_in(words) == kinds


def test_no_record_of_the_corpus_holds_contact_data(real_corpus):
    assert [(record.id, *found) for record in real_corpus.records() for found in contacts_in_record(record)] == []
