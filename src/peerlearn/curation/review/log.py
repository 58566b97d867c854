"""The log of every step: it only grows, and each entry carries the hash of the one before, so that a missing or altered one shows.

Entries hold codes, ids, numbers and digests; what people typed, and who they are, stands elsewhere and may be erased there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from peerlearn.store.columns import canonical
from peerlearn.store.models import LogHeadRow, LogRow, RemarkRow, RevisionRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from peerlearn.store.engine import Store

NOTHING_BEFORE = "0" * 64
_CODE = re.compile(r"[a-z0-9_.:-]{0,80}")


@dataclass(frozen=True)
class LogEntry:
    """One step: when, who (an id), what, on which submission (empty: none), and its particulars."""

    number: int
    at: dt.datetime
    actor: str
    action: str
    submission: str
    details: Mapping[str, str | int]


@dataclass(frozen=True)
class LogCheck:
    """What the proof of the log found: how many entries, the last one's hash, and one sentence a problem."""

    entries: int
    hash: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is missing or altered."""
        return not self.problems


def append(session: Session, *, actor: str, action: str, submission: str = "", **details: str | int) -> None:
    """Add an entry in the caller's transaction: the step and its entry are kept together, or neither.

    Raises:
        ValueError: a particular is neither a number nor a code; what people typed has no place here.
    """
    for name, value in {"actor": actor, "action": action, "submission": submission, **details}.items():
        if isinstance(value, str) and not is_code(value):
            raise ValueError(f"the log holds codes only, and {name} is none")
    head = session.execute(select(LogHeadRow).with_for_update()).scalar_one()
    row = LogRow(
        number=head.number + 1,
        at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
        actor=actor,
        action=action,
        submission=submission,
        details=canonical(details),
        previous=head.hash,
    )
    row.hash = _hash(row)
    session.add(row)
    head.number, head.hash = row.number, row.hash
    session.flush()


def is_code(text: str) -> bool:
    """Say whether an entry may hold a text: a code, an id or a digest."""
    return _CODE.fullmatch(text) is not None


def _hash(row: LogRow) -> str:
    parts = [row.number, row.at, row.actor, row.action, row.submission, row.details, row.previous]
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def digest(value: Any, *, salt: str = "") -> str:
    """Return the hash of a JSON value; with a salt, which is erased with it, nobody can guess a short text from it."""
    return hashlib.sha256(f"{salt}{canonical(value)}".encode()).hexdigest()


def read_log(store: Store, *, submission: str | None = None) -> list[LogEntry]:
    """Return the entries, of one submission or all, in order."""
    with store.reading() as session:
        wanted = select(LogRow).order_by(LogRow.number)
        rows = session.scalars(wanted if submission is None else wanted.where(LogRow.submission == submission))
        return [
            LogEntry(row.number, dt.datetime.fromisoformat(row.at), row.actor, row.action, row.submission, json.loads(row.details))
            for row in rows
        ]


def verify_log(store: Store, *, anchor: tuple[int, str] | None = None) -> LogCheck:
    """Prove that no entry is missing or altered, and that states, drafts and remarks are what the log says.

    Args:
        store: what to prove.
        anchor: number and hash of an entry noted elsewhere (a backup's), so that a log that was made anew shows as well.
    """
    with store.reading() as session:
        chain = _Chain(anchor)
        problems = list(chain.walk(session))
        head = session.execute(select(LogHeadRow)).scalar_one_or_none()
        if head is None or (head.number, head.hash) != (chain.number, chain.previous):
            problems.append("the last entries are missing, or the note of the last one is altered")
        if anchor is not None and anchor[0] > chain.number:
            problems.append(f"entry {anchor[0]} was there once and is missing")
        problems += _differences(session, chain)
    return LogCheck(chain.number, chain.previous, tuple(problems))


class _Chain:
    """One walk along the log: the last number and hash, and what it says about states and digests."""

    def __init__(self, anchor: tuple[int, str] | None) -> None:
        self.anchor = anchor
        self.number = 0
        self.previous = NOTHING_BEFORE
        self.states: dict[str, str] = {}
        self.drafts: dict[int, str] = {}
        self.remarks: dict[int, str] = {}

    def walk(self, session: Session) -> Iterator[str]:
        for row in session.scalars(select(LogRow).order_by(LogRow.number).execution_options(yield_per=500)):
            if row.number != self.number + 1:
                yield f"entries {self.number + 1} to {row.number - 1} are missing"
            elif row.previous != self.previous:
                yield f"entry {row.number} does not follow from the one before"
            if _hash(row) != row.hash:
                yield f"entry {row.number} is altered"
            if self.anchor is not None and row.number == self.anchor[0] and row.hash != self.anchor[1]:
                yield f"entry {row.number} is not the one that was noted"
            self.number, self.previous = row.number, row.hash
            self._note(row)

    def _note(self, row: LogRow) -> None:
        try:
            details = json.loads(row.details)
        except ValueError:
            return  # the hash has told already
        if "to" in details:
            self.states[row.submission] = details["to"]
        if "draft" in details:
            self.drafts[details["revision"]] = details["draft"]
        if "text" in details:
            self.remarks[details["remark"]] = details["text"]


def _differences(session: Session, chain: _Chain) -> Iterator[str]:
    for row_id, status in session.execute(select(SubmissionRow.id, SubmissionRow.status)):
        if chain.states.pop(row_id, None) != status:
            yield f"submission {row_id} is {status}, which the log does not say"
    yield from (f"submission {row_id} is missing" for row_id in chain.states)
    for revision in session.scalars(select(RevisionRow).execution_options(yield_per=100)):
        if chain.drafts.pop(revision.id, None) != digest(revision.draft):
            yield f"the draft of revision {revision.id} is not what was logged"
    yield from (f"the draft of revision {number} is missing" for number in chain.drafts)
    for remark in session.scalars(select(RemarkRow).execution_options(yield_per=500)):
        logged = chain.remarks.pop(remark.id, None)
        if remark.salt and logged != digest(remark.text, salt=remark.salt):  # an erased one has no salt
            yield f"remark {remark.id} is not what was logged"
    yield from (f"remark {number} is missing" for number in chain.remarks)
