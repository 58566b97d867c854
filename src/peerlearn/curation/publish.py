"""Publishing and withdrawing: state, log, corpus file and index as one thing; :mod:`peerlearn.curation.journal` says how."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from peerlearn.atomic import locked
from peerlearn.corpus import Corpus, read_corpus
from peerlearn.curation.candidate import numbered, obstacles, record_of
from peerlearn.curation.journal import Indexer, Published, apply_pending, follow, lock_path, note_publication, pending, update_index
from peerlearn.curation.review import log
from peerlearn.curation.review.people import person_row, standing
from peerlearn.curation.review.reasons import Reason
from peerlearn.curation.review.rules import ROLES, Standing, refusal
from peerlearn.curation.review.submission import Conflict, Refused
from peerlearn.curation.review.submitting import enter, submission_row, whole
from peerlearn.errors import NotFoundError, PublishError
from peerlearn.issues import errors
from peerlearn.practice import Practice
from peerlearn.serialise import record_digest
from peerlearn.settings import Settings
from peerlearn.store.engine import Store
from peerlearn.store.models import PublicationRow, SubmissionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.practice import Record


def publish(
    store: Store, settings: Settings, submission: str, *, by: str, version: int, index: Indexer = update_index
) -> Published | Refused | Conflict:
    """Publish a reviewed submission: its record becomes a file of the corpus and is found at once.

    Args:
        store: where the submission is.
        settings: the home whose corpus and index follow.
        submission: its id.
        by: the person who publishes, never the one who submitted.
        version: of the submission as that person saw it; if it has changed since, a :class:`Conflict` says so.
        index: what brings the index up to the corpus.

    Raises:
        NotFoundError: there is no such submission or person.
        PublishError: it is recorded, but corpus or index could not follow; :func:`heal` finishes it.
    """
    with locked(lock_path(settings), wait=True):
        corpus = _corpus(store, settings, index=index)
        if isinstance(corpus, Refused):
            return corpus
        with store.writing() as session:
            row = submission_row(session, submission, write=True)
            if why := refusal("publish", standing(session, by, row), to="published"):
                return Refused((why,))
            if row.version != version:
                return Conflict(None, row.draft, row.draft, (), row.version, by="", at=row.changed)
            record = record_of(whole(session, row))
            if isinstance(record, tuple):
                return Refused(record)
            version = _next_number(session, corpus, record.id)
            record = numbered(record, status="published", number=version)
            if why_not := obstacles(whole(session, row), record, corpus, settings):
                return Refused(tuple(why_not))
            number = _record_publication(session, row, record, _known(corpus, record.id), by=by, version=version)
        return _after(store, settings, number, _with(corpus, record), index=index)


def checklist(store: Store, settings: Settings, submission: str, *, corpus: Corpus | None = None) -> tuple[Reason, ...]:
    """Return what still stands in the way of publishing a submission, except who asks; nothing changes.

    Args:
        store: where the submission is.
        settings: the home.
        submission: its id.
        corpus: as it was read before; None reads it, which takes a second.

    Raises:
        NotFoundError: there is no such submission.
    """
    corpus = corpus or read_corpus(settings.corpus, keep_going=True)
    with store.reading() as session:
        found = whole(session, submission_row(session, submission))
    record = record_of(found)
    return record if isinstance(record, tuple) else tuple(obstacles(found, record, corpus, settings))


def withdraw(
    store: Store, settings: Settings, record_id: str, *, by: str, reason: str, index: Indexer = update_index
) -> Published | Refused:
    """Take a published record out of every leg of the index at once; a practice's file stays as a tombstone, a document's goes.

    Raises:
        NotFoundError: there is no such record or person.
        PublishError: it is recorded, but corpus or index could not follow; :func:`heal` finishes it.
    """
    with locked(lock_path(settings), wait=True):
        corpus = _corpus(store, settings, index=index)
        if isinstance(corpus, Refused):
            return corpus
        record = _known(corpus, record_id)
        if record is None:
            raise NotFoundError(f"there is no practice or document {record_id!r} in {settings.corpus}", remedy="peerlearn search finds ids")
        with store.writing() as session:
            row = _published_row(session, record_id)
            if why := refusal("withdraw", _standing(session, by, row, record), to="withdrawn", reason=reason):
                return Refused((why,))
            version = _next_number(session, corpus, record_id)
            gone = numbered(record, status="withdrawn", number=version)
            number = _record_withdrawal(session, row, gone, record, by=by, reason=reason, version=version)
        return _after(store, settings, number, _with(corpus, gone, withdrawn=True), index=index)


def _corpus(store: Store, settings: Settings, *, index: Indexer) -> Corpus | Refused:
    """Return the corpus once everything recorded has reached it, or why nothing can be published into it."""
    if pending(store):
        follow(store, settings, index=index)
    corpus = read_corpus(settings.corpus, keep_going=True)
    if defects := errors(corpus.issues):
        return Refused((Reason("corpus_defect", {"first": str(defects[0])}),))
    if not os.access(settings.corpus, os.W_OK):
        raise PublishError(f"{settings.corpus} cannot be written", remedy="check its rights; nothing was changed")
    return corpus


def _known(corpus: Corpus, record_id: str) -> Record | None:
    return corpus.practices.get(record_id) or corpus.documents.get(record_id)


def _next_number(session: Session, corpus: Corpus, record_id: str) -> int:
    known = corpus.practices.get(record_id)
    last = session.scalar(select(func.max(PublicationRow.version_number)).where(PublicationRow.record_id == record_id))
    return max(known.version_number if known else 0, last or 0) + 1


def _published_row(session: Session, record_id: str) -> SubmissionRow | None:
    wanted = select(SubmissionRow).where(SubmissionRow.record_id == record_id, SubmissionRow.status == "published").with_for_update()
    return session.scalars(wanted).one_or_none()


def _standing(session: Session, by: str, row: SubmissionRow | None, record: Record) -> Standing:
    """Return what somebody is to a published record, which need not have come through a submission."""
    if row is not None:
        return standing(session, by, row)
    role = next(role for role in ROLES if role == person_row(session, by).role)
    return Standing(role, record.status if isinstance(record, Practice) else "published", own=False)


def _record_publication(session: Session, row: SubmissionRow, record: Record, before: Record | None, *, by: str, version: int) -> int:
    """Change states and journal together; what the record replaces is kept in the journal too."""
    replaced = _published_row(session, record.id)
    if replaced is not None:
        enter(session, replaced, to="superseded", by=by, action="supersede")
    row.record_id = record.id
    enter(session, row, to="published", by=by, action="publish", record=record_digest(record), number=version)
    return note_publication(session, row.id, record, before, action="publish", by=by, version=version)


def _record_withdrawal(
    session: Session, row: SubmissionRow | None, record: Record, before: Record, *, by: str, reason: str, version: int
) -> int:
    digest = record_digest(record)
    if row is None:
        log.append(session, actor=by, action="withdraw", record=digest, number=version)
    else:
        enter(session, row, to="withdrawn", by=by, action="withdraw", record=digest, number=version)
    return note_publication(
        session, row.id if row is not None else None, record, before, action="withdraw", by=by, version=version, reason=reason
    )


def _with(corpus: Corpus, record: Record, *, withdrawn: bool = False) -> Corpus:
    if isinstance(record, Practice):
        return replace(corpus, practices=dict(sorted({**corpus.practices, record.id: record}.items())))
    others = {key: each for key, each in corpus.documents.items() if key != record.id}
    return replace(corpus, documents=others if withdrawn else dict(sorted({**others, record.id: record}.items())))


def _after(store: Store, settings: Settings, number: int, corpus: Corpus, *, index: Indexer) -> Published:
    return next(each for key, each in apply_pending(store, settings, corpus, index=index) if key == number)
