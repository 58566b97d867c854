"""Opening the store: which engine, how transactions begin, and errors a person can act on."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from peerlearn.errors import SettingsError, StoreError
from peerlearn.store import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from peerlearn.settings import Settings

FILE = "curation.sqlite"
PATIENCE = 20
"""Seconds that a writer waits for another one."""
_READS = "peerlearn_reads"


@dataclass(frozen=True)
class Store:
    """An opened store: ``reading`` and ``writing`` give a session in one transaction. Safe to share among threads."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        """True for SQLite, False for PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the store and changes nothing.

        Raises:
            StoreError: the database cannot be used.
        """
        options = {_READS: True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self.engine.connect().execution_options(**options) as connection, Session(connection) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept together when the block ends, and not at all when it raises.

        Raises:
            StoreError: the database cannot be used.
        """
        with self._told(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise _told(error, self.engine.url) from error

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    """Open the store of a home, make it where there is none, and bring its tables up to date.

    Raises:
        SettingsError: ``store_url`` is no URL of SQLite or PostgreSQL.
        StoreError: the database cannot be used, or a newer peerlearn made it.
    """
    return open_url(store_url(settings))


def open_url(url: URL) -> Store:
    """Open the store at a URL, as :func:`open_store` does."""
    engine = _engine(url)
    store = Store(engine)
    with ExitStack() as unless_opened:
        unless_opened.callback(store.close)
        with store._told():
            migrate.to_head(engine)
        unless_opened.pop_all()
    return store


def store_url(settings: Settings) -> URL:
    """Return where the store is: ``store_url``, or a SQLite file in the home's ``data``.

    Raises:
        SettingsError: the setting is no URL of SQLite or PostgreSQL; its text is not repeated, for it may hold a password.
    """
    remedy = "write a URL like postgresql://user@host/name, or sqlite:///folder/name.sqlite, or leave it empty"
    if not settings.store_url:
        return sqlite_url(settings.data / FILE)
    try:
        url = make_url(settings.store_url)
    except (ArgumentError, ValueError):
        raise SettingsError("PEERLEARN_STORE_URL is not a URL", remedy=remedy) from None
    backend = url.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise SettingsError(f"PEERLEARN_STORE_URL names {backend!r}", remedy=remedy)


def sqlite_url(path: Path) -> URL:
    """Return the URL of a SQLite file."""
    return URL.create("sqlite", database=str(path))


def _engine(url: URL) -> Engine:
    try:
        # Parameters are what people typed: no error and no log may repeat them.
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (NoSuchModuleError, ImportError) as error:
        raise StoreError("the driver of PEERLEARN_STORE_URL is not installed", remedy="install psycopg") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set up a connection of SQLite's: our own BEGIN, readers beside a writer, foreign keys, and commits that survive a power cut."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {PATIENCE * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that read first and wrote later would be refused where it waited here."""
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READS) else "BEGIN IMMEDIATE")


def _told(error: SQLAlchemyError, url: URL) -> StoreError:
    place = url.database if url.get_backend_name() == "sqlite" else url.set(password=None, query={}).render_as_string()
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return StoreError(
        f"the store {place} cannot be used: {str(cause).splitlines()[0]}", remedy="check that it runs, its rights and its disk"
    )
