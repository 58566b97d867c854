"""The journal of publishing: what the store has recorded, and how corpus and index follow it.

A publication is recorded in the same transaction as the state and the log, not yet ``applied``. Its record is then written into the
corpus, the index is brought up to it, and it is marked as applied; each of these steps may be done twice. Killed before the commit,
nothing has happened; killed after it, :func:`heal` finishes at the next start.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from peerlearn.atomic import flush_folder, locked
from peerlearn.corpus import Corpus, read_corpus, record_folder, write_record
from peerlearn.errors import BusyError, PeerlearnError, PublishError
from peerlearn.index import generations
from peerlearn.practice import Document
from peerlearn.rebuild import bring_up_to
from peerlearn.serialise import record_from_json, record_json
from peerlearn.settings import Settings
from peerlearn.store.engine import Store, open_store
from peerlearn.store.models import PublicationRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from peerlearn.practice import Record

Indexer = Callable[[Settings, Corpus], str]
"""Brings the index of a home up to a corpus and returns the generation that then serves."""
LOCK = "publishing.lock"
PATIENCE = 60
"""Seconds that publishing waits for another process that is building the index."""


@dataclass(frozen=True)
class Published:
    """What was published or withdrawn: the record's version number, and the generation that serves it (or no longer does)."""

    record_id: str
    action: Literal["publish", "withdraw"]
    version_number: int
    generation: str


@dataclass(frozen=True)
class Opened:
    """The store, what was left unfinished and is finished now, and what could not be (empty: nothing)."""

    store: Store
    healed: tuple[Published, ...]
    problem: str


def update_index(settings: Settings, corpus: Corpus) -> str:
    """Bring the index up to the corpus and return the generation that serves (empty: nothing is left to serve); waits for a builder.

    Raises:
        BusyError: another process goes on building.
        PeerlearnError: encoder or index cannot be used.
    """
    if next(corpus.public(), None) is None:
        with locked(settings.indexes / "lock", wait=True):
            (settings.indexes / generations.CURRENT).unlink(missing_ok=True)
            flush_folder(settings.indexes)
        return ""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return bring_up_to(settings, corpus).generation
        except BusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def open_curation(settings: Settings, *, index: Indexer = update_index) -> Opened:
    """Open the store of a home and finish what a killed process left: what every front door begins with.

    Raises:
        SettingsError, StoreError: the store cannot be opened.
    """
    store = open_store(settings)
    try:
        return Opened(store, heal(store, settings, index=index), "")
    except PublishError as error:
        return Opened(store, (), str(error))


def heal(store: Store, settings: Settings, *, index: Indexer = update_index) -> tuple[Published, ...]:
    """Let corpus and index follow what is recorded; does nothing while another process is publishing.

    Raises:
        PublishError: they still cannot follow, and why.
    """
    if not pending(store):
        return ()
    try:
        with locked(lock_path(settings), wait=False):
            return follow(store, settings, index=index)
    except BlockingIOError:
        return ()


def lock_path(settings: Settings) -> Path:
    """Return the lock that whoever publishes into a home holds."""
    return settings.data / LOCK


def note_publication(
    session: Session,
    submission: str | None,
    record: Record,
    before: Record | None,
    *,
    action: Literal["publish", "withdraw"],
    by: str,
    version: int,
    reason: str = "",
) -> int:
    """Record, in the caller's transaction, what corpus and index are to follow, with what stood there ``before``; return its number."""
    made = PublicationRow(
        submission_id=submission,
        record_id=record.id,
        version_number=version,
        action=action,
        record=record_json(record).decode(),
        replaced=record_json(before).decode() if before is not None else "",
        reason=reason.strip(),
        by=by,
        at=dt.datetime.now(dt.UTC),
        applied=False,
        generation="",
    )
    session.add(made)
    session.flush()
    return made.number


def pending(store: Store) -> bool:
    """Say whether something is recorded that corpus and index have not followed yet."""
    with store.reading() as session:
        return session.scalar(select(PublicationRow.number).where(PublicationRow.applied.is_(False)).limit(1)) is not None


def follow(store: Store, settings: Settings, *, index: Indexer) -> tuple[Published, ...]:
    """Let corpus and index follow what is recorded; the caller holds the lock.

    Raises:
        PublishError: they cannot, and why.
    """
    return tuple(each for _, each in apply_pending(store, settings, None, index=index))


def apply_pending(store: Store, settings: Settings, corpus: Corpus | None, *, index: Indexer) -> list[tuple[int, Published]]:
    """Let corpus and index follow what is recorded, in order; every step may be done twice."""
    with store.reading() as session:
        rows = session.scalars(select(PublicationRow).where(PublicationRow.applied.is_(False)).order_by(PublicationRow.number)).all()
    if not rows:
        return []
    try:
        for row in rows:
            _write(settings, row)
        generation = index(settings, corpus or read_corpus(settings.corpus))
    except (PeerlearnError, OSError) as error:
        names = ", ".join(row.record_id for row in rows)
        raise PublishError(
            f"{names}: recorded, but corpus or index could not follow: {error}", remedy="mend that; the next start finishes it"
        ) from error
    with store.writing() as session:
        for row in rows:
            kept = session.get_one(PublicationRow, row.number)
            kept.applied, kept.generation = True, generation
    return [
        (row.number, Published(row.record_id, "publish" if row.action == "publish" else "withdraw", row.version_number, generation))
        for row in rows
    ]


def _write(settings: Settings, row: PublicationRow) -> None:
    """Write the corpus files of a publication, or remove those of a withdrawn document, which has no field for its state."""
    record = record_from_json(row.record)
    folder = record_folder(settings.corpus, record)
    for left in folder.glob(f".{record.id}.*"):  # half-written, of a process that was killed
        left.unlink()
    if row.action == "withdraw" and isinstance(record, Document):
        for path in [folder / f"{record.id}.md", *folder.glob(f"{record.id}.*.md")]:
            path.unlink(missing_ok=True)
        flush_folder(folder)
        return
    write_record(settings.corpus, record)
