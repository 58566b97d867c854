"""Submissions in and out of the store: making one of a file that was read, reading it back whole, listing, moving."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from peerlearn.curation.review import log
from peerlearn.curation.review.people import person_row, standing
from peerlearn.curation.review.rules import Standing, refusal
from peerlearn.curation.review.submission import (
    Contact,
    Decision,
    Refused,
    Remark,
    Score,
    Submission,
    Summary,
    new_draft,
    require_draft,
)
from peerlearn.curation.source import VERDICTS, Page
from peerlearn.errors import NotFoundError
from peerlearn.store.columns import storable
from peerlearn.store.models import ContactRow, DecisionRow, PageRow, RemarkRow, RevisionRow, ScoreRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from peerlearn.curation.source import Source, Verdict
    from peerlearn.practice import Status
    from peerlearn.store.engine import Store

_ID = 5  # bytes


def create(
    store: Store,
    source: Source,
    *,
    size: int,
    by: str,
    draft: Mapping[str, Any] | None = None,
    refused: str = "",
    revises: str = "",
) -> Submission | Refused:
    """Make a submission of a file that was read, or (``refused``: why, and a source without pages) could not be.

    Args:
        store: where it is kept.
        source: the file; its bytes are kept before by :func:`~peerlearn.curation.review.originals.keep_original`.
        size: of the file, in bytes.
        by: the person who hands it in.
        draft: of :func:`~peerlearn.curation.review.submission.new_draft`; an empty one without.
        refused: why the file could not be read.
        revises: the id of the record that this is to replace, empty for a new one.

    Raises:
        FieldError: a suggestion of the draft has no place in a usable page.
        NotFoundError: there is no such person.
    """
    pages = tuple(Page(each.number, storable(each.text), each.verdict, each.notes, each.label) for each in source.pages)
    draft = dict(draft or new_draft())
    require_draft(draft, pages=pages)
    row = _new_row(source, size=size, by=by, draft=draft, refused=refused, revises=revises)
    row.verdict = worst([page.verdict for page in pages])
    with store.writing() as session:
        role = standing(session, by, row).role
        if why := refusal("create", Standing(role, "draft", own=True)):
            return Refused((why,))
        session.add(row)
        session.flush()
        session.add_all(
            PageRow(submission_id=row.id, number=page.number, text=page.text, verdict=page.verdict, notes=[*page.notes], label=page.label)
            for page in pages
        )
        log.append(session, actor=by, action="create", submission=row.id, to="draft", file=row.sha256, **keep_revision(session, row, by=by))
        return whole(session, row)


def _new_row(source: Source, *, size: int, by: str, draft: dict[str, Any], refused: str, revises: str) -> SubmissionRow:
    now = dt.datetime.now(dt.UTC)
    return SubmissionRow(
        id=f"s-{secrets.token_hex(_ID)}",
        status="draft",
        file_name=source.name,
        media_type=source.media_type,
        sha256=source.sha256,
        size=size,
        title=source.title,
        refusal=refused,
        revises=revises,
        record_id="",
        draft=draft,
        created_by=by,
        created=now,
        changed=now,
    )


def worst(verdicts: Sequence[Verdict]) -> str:
    """Return the verdict of a file: that of its worst page; one without pages needs a person."""
    return max(verdicts, key=lambda each: VERDICTS.index(each), default=VERDICTS[-1])


def keep_revision(session: Session, row: SubmissionRow, *, by: str, aside: Mapping[str, Any] | None = None) -> dict[str, str | int]:
    """Keep the draft as it now stands (or ``aside``: one that came too late) and return what the log says of it."""
    draft = dict(row.draft if aside is None else aside)
    at = dt.datetime.now(dt.UTC)
    revision = RevisionRow(submission_id=row.id, version=row.version, aside=aside is not None, draft=draft, by=by, at=at)
    session.add(revision)
    session.flush()
    return {"revision": revision.id, "draft": log.digest(draft)}


def submission_row(session: Session, submission: str, *, write: bool = False) -> SubmissionRow:
    """Return a submission's row; for writing it is locked until the transaction ends.

    Raises:
        NotFoundError: there is none with this id.
    """
    row = session.get(SubmissionRow, submission, with_for_update=write)
    if row is None:
        raise NotFoundError(f"there is no submission {submission!r}", remedy="peerlearn submissions lists them")
    return row


def read_submission(store: Store, submission: str, *, by: str | None = None) -> Submission | Refused:
    """Return a submission whole; with ``by``, only if that person may see it (a city sees its own).

    Raises:
        NotFoundError: there is none with this id.
    """
    with store.reading() as session:
        row = submission_row(session, submission)
        if by is not None and (why := refusal("read", standing(session, by, row))):
            return Refused((why,))
        return whole(session, row)


def list_submissions(store: Store, *, status: Status | None = None, by: str | None = None) -> list[Summary]:
    """Return the submissions, of one state or all, the last changed first; with ``by``, those that this person may see.

    Raises:
        NotFoundError: there is no such person.
    """
    with store.reading() as session:
        wanted = select(SubmissionRow).order_by(SubmissionRow.changed.desc(), SubmissionRow.id)
        rows = session.scalars(wanted if status is None else wanted.where(SubmissionRow.status == status))
        if by is not None:
            person_row(session, by)
        return [summary(row) for row in rows if by is None or refusal("read", standing(session, by, row)) is None]


def of_file(store: Store, sha256: str) -> list[Submission]:
    """Return the submissions of one file that are still worth something: neither withdrawn nor rejected; the first made first."""
    with store.reading() as session:
        gone = SubmissionRow.status.in_(("withdrawn", "rejected"))
        rows = session.scalars(select(SubmissionRow).where(SubmissionRow.sha256 == sha256, ~gone).order_by(SubmissionRow.created))
        return [whole(session, row) for row in rows]


def move(store: Store, submission: str, *, to: Status, by: str, reason: str = "") -> Submission | Refused:
    """Take a submission to another state; ``reason`` becomes a comment. Publishing and withdrawing what is published are elsewhere.

    Raises:
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission, write=True)
        if why := refusal("move", standing(session, by, row), to=to, reason=reason):
            return Refused((why,))
        enter(session, row, to=to, by=by, reason=reason)
        return whole(session, row)


def enter(session: Session, row: SubmissionRow, *, to: Status, by: str, action: str = "move", reason: str = "", **more: str | int) -> None:
    """Change the state of a row whose rule was checked, with its entry in the log; who submits is remembered."""
    if reason.strip():
        remark(session, row, text=reason, by=by)
    before, row.status = row.status, to
    row.changed = dt.datetime.now(dt.UTC)
    if to == "submitted" and before == "draft":
        row.submitted_by = by
    log.append(session, actor=by, action=action, submission=row.id, to=to, **{"from": before, **more})


def remark(session: Session, row: SubmissionRow, *, text: str, by: str, field: str = "", recommendation: str = "") -> RemarkRow:
    """Add a comment or opinion, with its entry in the log, which holds a salted digest of the text and nothing else of it."""
    made = RemarkRow(
        submission_id=row.id,
        recommendation=recommendation,
        field=field,
        text=storable(text.strip()),
        salt=secrets.token_hex(16),
        by=by,
        at=dt.datetime.now(dt.UTC),
    )
    session.add(made)
    session.flush()
    said = {"recommendation": recommendation} if recommendation else {}
    text_digest = log.digest(made.text, salt=made.salt)
    log.append(session, actor=by, action="remark", submission=row.id, remark=made.id, text=text_digest, **said)
    return made


def summary(row: SubmissionRow) -> Summary:
    """Return a row as it stands in a list."""
    return Summary(
        id=row.id,
        status=cast("Status", row.status),
        file_name=row.file_name,
        title=row.title,
        verdict=row.verdict,
        refusal=row.refusal,
        record_id=row.record_id,
        created_by=row.created_by,
        created=row.created,
        changed=row.changed,
        version=row.version,
    )


def whole(session: Session, row: SubmissionRow) -> Submission:
    """Return a row with everything that belongs to it."""
    session.flush()

    def of(model: Any, *order: Any) -> Any:
        return session.scalars(select(model).where(model.submission_id == row.id).order_by(*order))

    return Submission(
        summary(row),
        row.media_type,
        row.sha256,
        row.size,
        row.revises,
        row.submitted_by,
        row.draft,
        tuple(Page(each.number, each.text, each.verdict, tuple(each.notes), each.label) for each in of(PageRow, PageRow.number)),
        tuple(decision(each) for each in of(DecisionRow, DecisionRow.suggestion)),
        tuple(
            Remark(each.id, each.text, each.field, each.recommendation, each.by, each.at)
            for each in of(RemarkRow, RemarkRow.at, RemarkRow.id)
        ),
        tuple(Score(each.criterion, each.value, each.by) for each in of(ScoreRow, ScoreRow.criterion, ScoreRow.by)),
        tuple(
            Contact(each.id, each.name, each.email, each.phone, each.organisation, each.consent) for each in of(ContactRow, ContactRow.id)
        ),
    )


def decision(row: DecisionRow) -> Decision:
    """Return a decision's row as what people see."""
    return Decision(row.suggestion, cast("Any", row.choice), row.value[0], row.by, row.at, row.version)
