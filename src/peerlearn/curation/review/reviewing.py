"""What people do with a submission: edit its draft, decide on suggestions, comment, score, give an opinion, name a contact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import select

from peerlearn.curation.review import log
from peerlearn.curation.review.merge import merge
from peerlearn.curation.review.people import standing
from peerlearn.curation.review.rules import refusal
from peerlearn.curation.review.submission import (
    CHOICES,
    CRITERIA,
    Choice,
    Conflict,
    Decision,
    Recommendation,
    Refused,
    Submission,
    require_draft,
)
from peerlearn.curation.review.submitting import decision, keep_revision, remark, submission_row, whole
from peerlearn.issues import FieldError
from peerlearn.store.models import ContactRow, DecisionRow, RemarkRow, RevisionRow, ScoreRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from peerlearn.store.engine import Store


def edit(store: Store, submission: str, *, draft: Mapping[str, Any], version: int, by: str) -> Submission | Refused | Conflict:
    """Save a draft that was made from ``version``; if somebody was quicker, theirs stands, and mine is kept aside and handed back.

    Raises:
        FieldError: the draft is none, or changes what was suggested (decide on that instead).
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("edit", standing(session, by, row)):
            return Refused((why,))
        require_draft(draft, pages=whole(session, row).pages)
        if draft.get("suggestions") != row.draft.get("suggestions"):
            raise FieldError("suggestions", "are what was read from the file", "decide on them instead of changing them")
        if row.version != version:
            return _put_aside(session, row, draft, version=version, by=by)
        row.draft = dict(draft)
        row.changed = dt.datetime.now(dt.UTC)
        session.flush()
        log.append(session, actor=by, action="edit", submission=row.id, **keep_revision(session, row, by=by))
        return whole(session, row)


def _put_aside(session: Session, row: SubmissionRow, draft: Mapping[str, Any], *, version: int, by: str) -> Conflict:
    """Keep a draft that came too late, and work out what both changes come to."""
    kept = select(RevisionRow).where(RevisionRow.submission_id == row.id, RevisionRow.aside.is_(False)).order_by(RevisionRow.version.desc())
    theirs = session.scalars(kept).first()
    base = session.scalars(kept.where(RevisionRow.version <= version)).first()
    merged = merge(base.draft if base else {}, dict(draft), row.draft)
    said = keep_revision(session, row, by=by, aside=draft)
    log.append(session, actor=by, action="put_aside", submission=row.id, **said)
    who, at = (theirs.by, theirs.at) if theirs else (row.created_by, row.created)
    return Conflict(dict(draft), row.draft, merged.merged, merged.clashes, row.version, who, at, aside=int(said["revision"]))


def read_revisions(store: Store, submission: str) -> list[tuple[int, int, bool, str, dt.datetime, dict[str, Any]]]:
    """Return every draft that was saved or put aside, in order: (id, version, aside, by, at, draft).

    Raises:
        NotFoundError: there is no such submission.
    """
    with store.reading() as session:
        submission_row(session, submission)
        rows = session.scalars(select(RevisionRow).where(RevisionRow.submission_id == submission).order_by(RevisionRow.id))
        return [(row.id, row.version, row.aside, row.by, row.at, row.draft) for row in rows]


def decide(
    store: Store, submission: str, *, suggestion: str, choice: Choice, by: str, value: Any = None, version: int = 0
) -> Decision | Refused | Conflict:
    """Accept, edit (``value``) or reject a suggestion; ``version`` is that of the decision one has seen, 0 for none.

    Raises:
        FieldError: there is no such suggestion.
        NotFoundError: there is no such submission or person.
    """
    if choice not in CHOICES:
        raise ValueError(f"{choice!r} is not one of {', '.join(CHOICES)}")
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("decide", standing(session, by, row)):
            return Refused((why,))
        if suggestion not in {each["id"] for each in row.draft.get("suggestions", ())}:
            raise FieldError("suggestion", f"{suggestion!r} is not in the draft", "name the id of one that is")
        found = session.get(DecisionRow, (row.id, suggestion))
        seen = decision(found) if found else None
        if seen is not None and seen.version != version:
            mine = Decision(suggestion, choice, value, by, dt.datetime.now(dt.UTC), version)
            return Conflict(mine, seen, seen, (suggestion,), seen.version, seen.by, seen.at)
        made = found or DecisionRow(submission_id=row.id, suggestion=suggestion)
        made.choice, made.value, made.by, made.at = choice, [value if choice == "edited" else None], by, dt.datetime.now(dt.UTC)
        session.add(made)
        session.flush()
        log.append(session, actor=by, action="decide", submission=row.id, suggestion=log.digest(suggestion), choice=choice)
        return decision(made)


def comment(store: Store, submission: str, *, text: str, by: str, field: str = "") -> Submission | Refused:
    """Say something about a submission or one of its fields.

    Raises:
        FieldError: there is no text.
        NotFoundError: there is no such submission or person.
    """
    return _say(store, submission, action="comment", text=text, by=by, field=field)


def give_opinion(store: Store, submission: str, *, recommendation: Recommendation, text: str, by: str) -> Submission | Refused:
    """Give an expert's opinion: to publish, to revise or to reject, with the reasons.

    Raises:
        FieldError: there are no reasons.
        NotFoundError: there is no such submission or person.
    """
    if recommendation not in get_args(Recommendation):
        raise ValueError(f"{recommendation!r} is not a recommendation")
    return _say(store, submission, action="opinion", text=text, by=by, recommendation=recommendation)


def _say(
    store: Store, submission: str, *, action: str, text: str, by: str, field: str = "", recommendation: str = ""
) -> Submission | Refused:
    if not text.strip():
        raise FieldError("text", "is empty", "write it")
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal(action, standing(session, by, row)):
            return Refused((why,))
        remark(session, row, text=text, by=by, field=field, recommendation=recommendation)
        return whole(session, row)


def erase_remark(store: Store, submission: str, number: int, *, by: str) -> Submission | Refused:
    """Empty a comment or opinion (its author or an admin does), because it names somebody; that it was there stays.

    Raises:
        NotFoundError: there is no such submission or person.
        FieldError: the submission has no such remark.
    """
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        found = session.get(RemarkRow, number)
        if found is None or found.submission_id != row.id:
            raise FieldError("remark", f"{number} is not one of this submission", "name one that is")
        if found.by != by and (why := refusal("people", standing(session, by, row))):
            return Refused((why,))
        found.text = found.salt = ""
        log.append(session, actor=by, action="erase_remark", submission=row.id, erased=number)
        return whole(session, row)


def score(store: Store, submission: str, *, criterion: str, value: int, by: str) -> Submission | Refused:
    """Give 1 (hardly) to 5 (fully) for one of :data:`~peerlearn.curation.review.submission.CRITERIA`; a later score replaces one's earlier.

    Raises:
        FieldError: that is no criterion, or no score.
        NotFoundError: there is no such submission or person.
    """
    if criterion not in CRITERIA:
        raise FieldError("criterion", f"{criterion!r} is none", f"name one of {', '.join(CRITERIA)}")
    if value not in range(1, 6):
        raise FieldError(criterion, f"{value!r} is not a score", "write a number from 1 to 5")
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("score", standing(session, by, row)):
            return Refused((why,))
        session.merge(ScoreRow(submission_id=row.id, criterion=criterion, by=by, value=value, at=dt.datetime.now(dt.UTC)))
        log.append(session, actor=by, action="score", submission=row.id, criterion=criterion, value=value)
        return whole(session, row)


def add_contact(
    store: Store, submission: str, *, name: str, by: str, email: str = "", phone: str = "", organisation: str = "", consent: bool = False
) -> Submission | Refused:
    """Name somebody to ask; kept in the store only, and deleted by :func:`delete_contact`.

    Raises:
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("contact", standing(session, by, row)):
            return Refused((why,))
        made = ContactRow(submission_id=row.id, name=name, email=email, phone=phone, organisation=organisation, consent=consent)
        session.add(made)
        session.flush()
        log.append(session, actor=by, action="add_contact", submission=row.id, contact=made.id)
        return whole(session, row)


def delete_contact(store: Store, submission: str, number: int, *, by: str) -> Submission | Refused:
    """Delete a contact; one that is gone already is no mistake.

    Raises:
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("contact", standing(session, by, row)):
            return Refused((why,))
        found = session.get(ContactRow, number)
        if found is not None and found.submission_id == row.id:
            session.delete(found)
            log.append(session, actor=by, action="delete_contact", submission=row.id, contact=number)
        return whole(session, row)
