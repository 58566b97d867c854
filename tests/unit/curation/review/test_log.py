"""The log of every step: it only grows, and what is missing or altered in it shows."""

import pytest
from sqlalchemy import text

from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.curation.review.reviewing import (
    comment,
    erase_remark,
)
from peerlearn.curation.review.submission import Refused
from peerlearn.errors import StoreError
from tests.unit.curation import desk


def code(refused):
    assert isinstance(refused, Refused)
    return [reason.code for reason in refused.reasons]


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
