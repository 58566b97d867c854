"""The queue: what somebody asked for, whether it waits, runs, is done or failed, and what came of it.

A job is asked for only by whom the rules allow it, and what it does is checked again when it is done. One worker takes jobs, the oldest
first; what a killed one left running is taken up once more, and then given up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlalchemy import select

from peerlearn.curation.review.people import person_row, standing
from peerlearn.curation.review.rules import ROLES, Standing, refusal
from peerlearn.curation.review.submission import Refused
from peerlearn.curation.review.submitting import submission_row
from peerlearn.curation.work.telling import failure
from peerlearn.errors import NotFoundError
from peerlearn.store.columns import storable
from peerlearn.store.models import JobRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.curation.review.reasons import Reason
    from peerlearn.store.engine import Store

Kind = Literal["upload", "publish", "withdraw"]
Status = Literal["queued", "running", "done", "failed"]
ATTEMPTS = 2
"""So often a job is begun: once more after its worker was killed."""
KEPT = dt.timedelta(days=30)
"""A job that ended so long ago is forgotten."""
LONGEST_NAME = 200


@dataclass(frozen=True)
class Job:
    """One job: ``target`` is a file's SHA-256, a submission or a record; ``done`` counts what came of it so far.

    ``outcome`` is a list of what was made (for a file: submissions), and ``failure`` says why nothing was, by language.
    """

    id: int
    kind: Kind
    status: Status
    name: str
    target: str
    asked: Mapping[str, Any]
    outcome: tuple[Mapping[str, Any], ...]
    failure: Mapping[str, str]
    by: str
    attempts: int
    done: int
    created: dt.datetime
    beat: dt.datetime

    @property
    def open(self) -> bool:
        """True while it waits or runs."""
        return self.status in ("queued", "running")

    def why(self, lang: str) -> str:
        """Return why it failed, in a language of the interface (English for any other)."""
        return self.failure.get(lang) or self.failure.get("en", "")


def ask_upload(store: Store, *, name: str, sha256: str, by: str) -> Job | Refused:
    """Ask for a file to be taken in; its bytes are kept already by their hash. The same file waits only once.

    Raises:
        NotFoundError: there is no such person.
    """
    with store.writing() as session:
        role = next(role for role in ROLES if role == person_row(session, by).role)
        return _asked(session, refusal("create", Standing(role, "draft", own=True)), "upload", name=name, target=sha256, by=by)


def ask_publish(store: Store, submission: str, *, version: int, by: str) -> Job | Refused:
    """Ask for a submission to be published as it stands in the version that was seen.

    Raises:
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission)
        why = refusal("publish", standing(session, by, row), to="published")
        return _asked(session, why, "publish", name=row.title or row.file_name, target=submission, by=by, version=version)


def ask_withdraw(store: Store, submission: str, *, reason: str, by: str) -> Job | Refused:
    """Ask for the record of a published submission to be withdrawn.

    Raises:
        NotFoundError: there is no such submission or person.
    """
    with store.writing() as session:
        row = submission_row(session, submission)
        why = refusal("withdraw", standing(session, by, row), to="withdrawn", reason=reason)
        about = {"record": row.record_id, "reason": reason}
        return _asked(session, why, "withdraw", name=row.title or row.file_name, target=submission, by=by, **about)


def _asked(session: Session, why: Reason | None, kind: Kind, *, name: str, target: str, by: str, **asked: Any) -> Job | Refused:
    if why is not None:
        return Refused((why,))
    same = (JobRow.kind == kind, JobRow.target == target, JobRow.by == by, JobRow.status.in_(("queued", "running")))
    waiting = session.scalars(select(JobRow).where(*same)).first()
    if waiting is not None and waiting.asked == asked:
        return job_of(waiting)
    now = dt.datetime.now(dt.UTC)
    row = JobRow(
        kind=kind, status="queued", name=storable(name)[:LONGEST_NAME], target=target, asked=asked, outcome=[], failure={}, by=by,
        attempts=0, done=0, created=now, beat=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return job_of(row)


def take_next(store: Store) -> Job | None:
    """Take the oldest job that waits; it runs from now on."""
    with store.writing() as session:
        row = session.scalars(select(JobRow).where(JobRow.status == "queued").order_by(JobRow.id).limit(1).with_for_update()).first()
        if row is None:
            return None
        row.status, row.attempts, row.done, row.beat = "running", row.attempts + 1, 0, dt.datetime.now(dt.UTC)
        return job_of(row)


def beat(store: Store, number: int, *, done: int) -> None:
    """Note that a job goes on, and how many things came of it so far."""
    with store.writing() as session:
        row = session.get(JobRow, number)
        if row is not None and row.status == "running":
            row.done, row.beat = done, dt.datetime.now(dt.UTC)


def end(store: Store, number: int, *, outcome: list[dict[str, Any]], failed: Mapping[str, str] | None = None) -> None:
    """Note that a job has ended, with what came of it, or why nothing did."""
    with store.writing() as session:
        row = session.get(JobRow, number)
        if row is not None:
            row.status = "done" if failed is None else "failed"
            row.outcome, row.failure, row.beat = outcome, dict(failed or {}), dt.datetime.now(dt.UTC)
            row.done = len(outcome)


def put_back(store: Store, number: int) -> None:
    """Let a job wait again whose worker was asked to end: that was no fault of the job's, and does not count."""
    with store.writing() as session:
        row = session.get(JobRow, number)
        if row is not None and row.status == "running":
            row.status, row.attempts, row.done = "queued", row.attempts - 1, 0


def take_up_again(store: Store) -> tuple[int, int]:
    """Put back what a worker that is gone left running, give up what was begun too often, forget what ended long ago.

    Returns how many were put back and given up. Only the one worker calls it, when it begins.
    """
    again = given_up = 0
    with store.writing() as session:
        for row in session.scalars(select(JobRow).where(JobRow.status == "running").with_for_update()):
            if row.attempts < ATTEMPTS:
                row.status, again = "queued", again + 1
            else:
                row.status, row.failure, given_up = "failed", failure("killed"), given_up + 1
        oldest = dt.datetime.now(dt.UTC) - KEPT
        for row in session.scalars(select(JobRow).where(JobRow.status.in_(("done", "failed")), JobRow.beat < oldest)):
            session.delete(row)
    return again, given_up


def list_jobs(store: Store, *, by: str | None = None, target: str = "", top: int = 20) -> list[Job]:
    """Return the last jobs, the newest first; ``by`` gives one person's, ``target`` those about one thing."""
    wanted = select(JobRow).order_by(JobRow.id.desc()).limit(top)
    if by is not None:
        wanted = wanted.where(JobRow.by == by)
    if target:
        wanted = wanted.where(JobRow.target == target)
    with store.reading() as session:
        return [job_of(row) for row in session.scalars(wanted)]


def read_job(store: Store, number: int) -> Job:
    """Return a job.

    Raises:
        NotFoundError: there is none with this number.
    """
    with store.reading() as session:
        row = session.get(JobRow, number)
        if row is None:
            raise NotFoundError(f"there is no job {number}", remedy="it may have ended long ago")
        return job_of(row)


def job_of(row: JobRow) -> Job:
    """Return a row as what people see."""
    return Job(
        row.id, cast("Kind", row.kind), cast("Status", row.status), row.name, row.target, row.asked, tuple(row.outcome), row.failure,
        row.by, row.attempts, row.done, row.created, row.beat,
    )  # fmt: skip
