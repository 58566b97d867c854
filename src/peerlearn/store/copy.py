"""A store copied whole into another one, whichever engines the two have: what a backup holds, and what a restore brings back."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from peerlearn.errors import StoreError
from peerlearn.store.engine import Store, open_url, sqlite_url
from peerlearn.store.models import Base, LogHeadRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

_CHUNK = 200


def to_file(store: Store, path: Path) -> None:
    """Write everything that a store holds at this moment into a new SQLite file; people may go on working meanwhile.

    Raises:
        StoreError: the store cannot be read, or the file not written.
    """
    if store.is_sqlite:
        _online_backup(str(store.engine.url.database), path)
        return
    copy = open_url(sqlite_url(path))
    try:
        copy_rows(store, copy)
    finally:
        copy.close()
    _one_file(path)


def from_file(path: Path, store: Store) -> None:
    """Fill an empty store with what :func:`to_file` wrote; an older file is brought up to date first.

    Raises:
        StoreError: the store is not empty, or the file cannot be read.
    """
    copy = open_url(sqlite_url(path))
    try:
        copy_rows(copy, store)
    finally:
        copy.close()


def is_empty(store: Store) -> bool:
    """Say whether nobody has worked here yet."""
    with store.reading() as session:
        return not any(session.scalar(select(func.count()).select_from(table)) for table in _tables() if table.name != "log_head")


def copy_rows(source: Store, target: Store) -> None:
    """Copy every row, in one state of the source and one transaction of the target.

    Raises:
        StoreError: the target is not empty.
    """
    if not is_empty(target):
        raise StoreError("the store to copy into is not empty", remedy="restore into an empty one")
    with source.reading() as reader, target.writing() as writer:
        writer.execute(text("DELETE FROM log_head"))
        for table in _tables():
            rows = reader.execute(select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_CHUNK))
            for chunk in rows.mappings().partitions(_CHUNK):
                writer.execute(insert(table), [dict(row) for row in chunk])
        if not target.is_sqlite:
            _go_on_counting(writer)


def _tables() -> list[Table]:
    return Base.metadata.sorted_tables


def _go_on_counting(session: Session) -> None:
    """Let PostgreSQL's sequences go on after the highest number that was copied."""
    for table in _tables():
        (key, *others) = table.primary_key.columns
        if not others and key.type.python_type is int and key.autoincrement is not False:
            highest = session.scalar(select(func.max(key)))
            if highest is not None:
                sequence = func.pg_get_serial_sequence(table.name, key.name)
                session.execute(select(func.setval(sequence, highest)))


def _online_backup(database: str, path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(database)) as source, contextlib.closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"the store {database} cannot be copied: {error}", remedy="check the disk and its rights") from error
    _one_file(path)


def _one_file(path: Path) -> None:
    """Bring a copy together into one file, without the log that SQLite keeps beside it."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    path.with_name(f"{path.name}.lock").unlink(missing_ok=True)


def head(store: Store) -> tuple[int, str]:
    """Return number and hash of the last entry of the log, to be noted elsewhere."""
    with store.reading() as session:
        number, hashed = session.execute(select(LogHeadRow.number, LogHeadRow.hash)).one()
        return number, hashed
