"""Coverage gaps: what people ask and the corpus does not answer, kept for curators in a small SQLite file.

A gap is a question's text, its language, how often and between which days it was asked, and what came nearest. Nothing says who asked:
no address, no session, no time of day. A text that looks like personal data is not kept at all. Keeping a gap never disturbs the search
that found it: when the file is locked, damaged or read-only, the question is let go, and ``peerlearn doctor`` says so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import re
import sqlite3
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from peerlearn.errors import GapsError
from peerlearn.text.normalise import display_text, fold
from peerlearn.text.terms import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from peerlearn.settings import Settings

_T = TypeVar("_T")

FILE = "gaps.sqlite"
KEPT_DAYS = 400
"""A question that nobody asked again for so long is forgotten."""
LONGEST = 200
"""A text of so many characters is rather a story than a question, and stories name people."""
SHOWN_FROM = 2
"""So often a question is asked before curators see it: what one person asked once stays out of sight."""
PATIENCE = 0.5
"""Seconds that keeping a gap may wait for other processes; after that the question is let go."""

_SCHEMA = """
CREATE TABLE gaps (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, lang TEXT NOT NULL, count INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    record TEXT, probability REAL, generation TEXT NOT NULL
) WITHOUT ROWID
"""
_KEEP = """
INSERT INTO gaps VALUES (:key, :text, :lang, 1, :day, :day, :record, :probability, :generation)
ON CONFLICT (key) DO UPDATE SET count = count + 1, first = min(first, :day), last = max(last, :day), lang = :lang, record = :record,
    probability = :probability, generation = :generation
"""
_COLUMNS = "text, lang, count, first, last, record, probability, generation"

# All are held against folded text: lower case, ASCII digits, no invisible characters.
_MAIL = re.compile(r"[^\s@]@[^\s@]|[^\s@]\s*[(\[{]\s*(?:at|arobase|arroba)\s*[)\]}]|(?<!\w)@\w")
_LINK_WITH_MORE = re.compile(r"(?:https?://|www\.)\S*[?#@=]")
_LONG_NUMBER = re.compile(r"\d{7}|(?<!\w)[a-z]{1,3}-?\d{6}")
_SECRET = re.compile(r"(?<![\w-])(?=[a-z\d_-]{12})(?:[a-z_-]*\d+[a-z_-]+){2}")
_NUMBERS = re.compile(r"\+?\(?\d[\d\s().\-/]{5,}\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_INTRODUCTION = re.compile(
    r"\bmy (?:full )?name is\b|\bje m['’]? ?appelle\b|\bme llamo\b|\bmi nombre es\b|\bmon nom est\b|(?<!\w)اسمي(?!\w)"
)


@dataclass(frozen=True)
class Gap:
    """A question that nothing answered fairly: its first wording, how often and between which days it was asked, and what came nearest."""

    text: str
    lang: str
    count: int
    first: dt.date
    last: dt.date
    record: str | None
    probability: float | None
    generation: str


def looks_personal(text: str) -> bool:
    """Say whether a text may hold personal data or a secret: addresses, long numbers, links with tokens, somebody's name, long stories."""
    if len(text) >= LONGEST:
        return True
    folded = fold(text)
    if any(pattern.search(folded) for pattern in (_MAIL, _LINK_WITH_MORE, _LONG_NUMBER, _SECRET, _INTRODUCTION)):
        return True
    return any(_is_telephone(found.group()) for found in _NUMBERS.finditer(folded))


def _is_telephone(numbers: str) -> bool:
    """Say whether a run of digits and separators is longer than years, dates and quantities are."""
    groups = [group for group in re.findall(r"\d+", numbers) if not _YEAR.fullmatch(group)]
    digits = sum(map(len, groups))
    if numbers.startswith("+"):
        return digits >= 6
    return digits >= (8 if _THOUSANDS.fullmatch(numbers) else 7)


def key_of(text: str) -> str:
    """Return what one question and its other spellings share: its folded words, without punctuation."""
    return " ".join(word.form for word in words(text))


def _shown(text: str) -> str:
    """Return a question as it is kept: on one line, without characters that would steer a terminal."""
    kept = "".join(char if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} else " " if char.isspace() else "" for char in text)
    return " ".join(display_text(kept).split())


def _gap(text: str, lang: str, count: int, first: str, last: str, *nearest: Any) -> Gap:
    return Gap(text, lang, count, dt.date.fromisoformat(first), dt.date.fromisoformat(last), *nearest)


@dataclass(frozen=True)
class GapStore:
    """The gaps in one file, which many processes may write at once; a file that is not there yet holds none."""

    path: Path

    def keep(
        self, text: str, *, lang: str, record: str | None, probability: float | None, generation: str, day: dt.date | None = None
    ) -> bool:
        """Count a question, and forget those that have not been asked for long; False when it was not kept, for whatever reason."""
        key = key_of(text)
        if not key or looks_personal(text):
            return False
        day = day or dt.datetime.now(dt.UTC).date()
        values: dict[str, str | float | None] = {"key": key, "text": _shown(text), "lang": lang, "day": day.isoformat()}
        values |= {"record": record, "probability": None if probability is None else round(probability, 4), "generation": generation}
        oldest = (day - dt.timedelta(days=KEPT_DAYS)).isoformat()

        def write(db: sqlite3.Connection) -> None:
            db.execute(_KEEP, values)
            db.execute("DELETE FROM gaps WHERE last < ?", (oldest,))

        try:
            self._write(write)
        except (sqlite3.Error, OSError):  # the asker came for an answer, not for our notes; doctor tells
            return False
        return True

    def read(self, *, lang: str | None = None, at_least: int = SHOWN_FROM) -> list[Gap]:
        """Return the gaps that were asked ``at_least`` so often, the most asked first.

        Raises:
            GapsError: the file cannot be read.
        """
        wanted = "count >= ? AND (? IS NULL OR lang = ?) ORDER BY count DESC, last DESC, key"
        rows = self._for_curators(lambda db: db.execute(f"SELECT {_COLUMNS} FROM gaps WHERE {wanted}", (at_least, lang, lang)).fetchall())
        return [_gap(*row) for row in rows or ()]

    def forget(self, text: str) -> int:
        """Delete a question, however it is spelt, and return how many there were: 1 or 0.

        Raises:
            GapsError: the file cannot be written.
        """
        return self._delete("DELETE FROM gaps WHERE key = ?", (key_of(text),))

    def clear(self) -> int:
        """Delete every question and return how many there were.

        Raises:
            GapsError: the file cannot be written.
        """
        return self._delete("DELETE FROM gaps", ())

    def problem(self) -> str:
        """Return why nothing can be kept, empty when it can."""
        try:
            if not self.path.exists():
                folder = next(each for each in self.path.parents if each.exists())
                return "" if folder.is_dir() and os.access(folder, os.W_OK) else f"{folder} cannot be written"
            self._write(lambda db: db.execute("SELECT count FROM gaps LIMIT 1"))
        except (sqlite3.Error, OSError) as error:
            return f"{self.path} cannot be used: {error}"
        return ""

    def _delete(self, statement: str, values: tuple[str, ...]) -> int:
        def delete(db: sqlite3.Connection) -> int:
            return db.execute(statement, values).rowcount

        deleted = self._for_curators(delete, writes=True)
        if deleted:  # what was forgotten shall not stay in the log that waits beside the file
            self._for_curators(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        return deleted or 0

    def _for_curators(self, work: Callable[[sqlite3.Connection], _T], *, writes: bool = False) -> _T | None:
        """Do what a curator asked for; None without a file, and a sentence where it fails."""
        try:
            if not self.path.exists():
                return None
            if writes:
                return self._write(work)
            with contextlib.closing(self._connect(timeout=10 * PATIENCE)) as db:
                return work(db)
        except (sqlite3.Error, OSError) as error:
            raise GapsError(f"{self.path} cannot be used: {error}", remedy="check its rights, or move it away to begin anew") from error

    def _write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run one transaction; SQLite's own waiting does not cover every lock, so a busy file is tried again while there is patience."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if not self.path.exists():
                    self._create()
                with contextlib.closing(self._connect(timeout=max(0.0, deadline - time.monotonic()))) as db, db:
                    db.execute("BEGIN IMMEDIATE")
                    return work(db)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or time.monotonic() > deadline:
                    raise
                time.sleep(random.uniform(0.001, 0.01))

    def _connect(self, *, timeout: float) -> sqlite3.Connection:
        db = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=timeout)
        try:
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _create(self) -> None:
        """Make the file aside and give it its name in one step, so that processes that start together agree on one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_name(f".{self.path.name}-{os.getpid()}-{time.monotonic_ns()}")
        try:
            with contextlib.closing(sqlite3.connect(aside)) as db, db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute(_SCHEMA)
            with contextlib.suppress(FileExistsError):
                os.link(aside, self.path)
        finally:
            aside.unlink(missing_ok=True)


def gap_store(settings: Settings) -> GapStore:
    """Return the coverage gaps of a home."""
    return GapStore(settings.data / FILE)
