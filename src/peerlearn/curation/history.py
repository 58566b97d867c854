"""The editions of a published record: when each one came out, and what it changed. Only what was public is told, and never by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from peerlearn.curation.difference import Change, changes
from peerlearn.practice import Practice
from peerlearn.serialise import record_from_json
from peerlearn.store.engine import open_store, store_url
from peerlearn.store.models import PublicationRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.practice import Record
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store


@dataclass(frozen=True)
class Edition:
    """One published state of a record; ``date`` is the day it came out, ``changes`` what it changed (the first: nothing)."""

    number: int
    date: dt.date
    changes: tuple[Change, ...] = ()
    first: bool = False


def open_history(settings: Settings) -> Store | None:
    """Open the store that has the journal of publishing, or return None where nobody has used one: reading makes none.

    Raises:
        SettingsError, StoreError: there is one, and it cannot be opened.
    """
    url = store_url(settings)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    return open_store(settings)


def editions(store: Store | None, record: Record) -> tuple[Edition, ...]:
    """Return the editions of a record that is public now, the newest first; without a journal, the one that is known.

    What stood before a withdrawal is not told: it may have been withdrawn because of what it said.

    Args:
        store: where the journal is; None where there is none.
        record: as the index serves it.

    Raises:
        StoreError: the journal cannot be read.
    """
    rows = _journal(store, record.id) if store else ()
    withdrawn = max((place for place, row in enumerate(rows, start=1) if row.action == "withdraw"), default=0)
    found: list[Edition] = []
    before: Record | None = None
    if not withdrawn and rows and rows[0].replaced:
        before = record_from_json(rows[0].replaced)
        found.append(_first(before))
    for row in rows[withdrawn:]:
        after = record_from_json(row.record)
        made = changes(before, after) if before else ()
        found.append(Edition(row.version_number, row.at.date(), made, first=before is None))
        before = after
    return tuple(reversed(found)) or (_first(record),)


def _journal(store: Store, record_id: str) -> Sequence[PublicationRow]:
    wanted = select(PublicationRow).where(PublicationRow.record_id == record_id, PublicationRow.applied.is_(True))
    with store.reading() as session:
        return session.scalars(wanted.order_by(PublicationRow.number)).all()


def _first(record: Record) -> Edition:
    return Edition(_number(record), record.original.written.date, first=True)


def _number(record: Record) -> int:
    return record.version_number if isinstance(record, Practice) else 1
