"""Editions of a published record, read from the journal of publishing."""

import datetime as dt
from dataclasses import replace

import pytest

from peerlearn.curation.history import editions, open_history
from peerlearn.curation.journal import note_publication
from peerlearn.settings import Settings
from peerlearn.store.models import PublicationRow
from tests.unit.builders import TODAY, document, practice, version
from tests.unit.curation import desk

FIRST = practice(status="published")
SECOND = practice(status="published", version_number=2, versions={"ar": version(title="عنوان ثان")})
THIRD = replace(SECOND, version_number=3, stage="scaled")


@pytest.fixture
def publish(store):
    by = desk.team(store).curator

    def note(record, before=None, *, action="publish", applied=True):
        with store.writing() as session:
            number = note_publication(session, None, record, before, action=action, by=by, version=record.version_number)
            session.get_one(PublicationRow, number).applied = applied

    return note


def test_without_a_journal_the_first_edition_is_the_one_known():
    (only,) = editions(None, FIRST)
    assert (only.number, only.date, only.first, only.changes) == (1, TODAY, True, ())
    assert editions(None, document())[0].first


def test_each_publication_is_an_edition_with_what_it_changed(store, publish):
    publish(SECOND, FIRST)
    publish(THIRD, SECOND)
    newest, middle, oldest = editions(store, THIRD)
    assert [each.number for each in (newest, middle, oldest)] == [3, 2, 1]
    assert [change.field for change in newest.changes] == ["stage"]
    assert [change.field for change in middle.changes] == ["title"]
    assert (oldest.first, oldest.changes) == (True, ())
    assert newest.date == dt.datetime.now(dt.UTC).date()


def test_what_corpus_and_index_have_not_followed_is_not_told(store, publish):
    publish(SECOND, FIRST, applied=False)
    assert [each.number for each in editions(store, FIRST)] == [1]


def test_what_stood_before_a_withdrawal_stays_untold(store, publish):
    publish(SECOND, FIRST)
    publish(replace(SECOND, status="withdrawn", version_number=3), SECOND, action="withdraw")
    publish(replace(THIRD, version_number=4), replace(SECOND, status="withdrawn", version_number=3))
    (only,) = editions(store, replace(THIRD, version_number=4))
    assert (only.number, only.first, only.changes) == (4, True, ())


def test_other_records_are_left_out(store, publish):
    publish(practice(id="other-practice", status="published"))
    assert [each.number for each in editions(store, FIRST)] == [1]


def test_reading_makes_no_store(tmp_path):
    settings = Settings(home=tmp_path)
    assert open_history(settings) is None
    assert list(tmp_path.iterdir()) == []
