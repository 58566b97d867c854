"""Bringing the tables of a store up to date, one process at a time, in one transaction: killed at any point, nothing has happened."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from peerlearn.atomic import locked
from peerlearn.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

HEAD = "0006"
"""The revision that this version of peerlearn works with; opening compares it before it loads Alembic."""
_LOCK = 0x70656572  # an advisory lock has a number: "peer"


def to_head(engine: Engine) -> None:
    """Bring a store up to :data:`HEAD`; does nothing, and quickly, when it is there.

    Raises:
        StoreError: the store was made by a newer peerlearn.
    """
    _make_folder(engine)
    if revision_of(engine) != HEAD:
        migrate(engine, HEAD)


def migrate(engine: Engine, revision: str) -> None:
    """Bring a store up or down to a revision (``base``: no tables at all).

    Raises:
        StoreError: the store was made by a newer peerlearn.
    """
    from alembic import command  # noqa: PLC0415 - 100 ms, needed once a release
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix().replace("%", "%%"))
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]  # newest first
    with _alone(engine) as connection:
        now = _revision(connection)
        if now is not None and now not in known:
            raise StoreError(f"the store has tables of revision {now}, which a newer peerlearn made", remedy="install that version")
        if now == revision:
            return
        config.attributes["connection"] = connection
        down = revision == "base" or (now is not None and known.index(revision) > known.index(now))
        (command.downgrade if down else command.upgrade)(config, revision)


def revision_of(engine: Engine) -> str | None:
    """Return the revision of a store's tables, or None where there are none."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction, with every other process that would migrate kept waiting."""
    if engine.dialect.name == "sqlite":
        with locked(Path(f"{engine.url.database}.lock"), wait=True), engine.begin() as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def _make_folder(engine: Engine) -> None:
    """Make the folder of a SQLite file, for its owner alone: personal data will stand in it."""
    if engine.dialect.name != "sqlite":
        return
    path = Path(str(engine.url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}", remedy="check the disk and its rights") from error
