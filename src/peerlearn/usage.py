"""What this library is used for, without a trace of who used it: numbers for each day, and questions that many ask.

**Counted** are searches, whether they found something, and what was opened, exported and adopted: a day, a thing, a number.

**Questions** are what people typed, and one person's words may tell who they are. So a question is written down only once :data:`ENOUGH`
people-days asked it: as many different people, or fewer on as many different days. Until then it waits in memory, for :data:`WAITING`
days at most, and is lost with the process; a digest on disk would not protect it, for short questions can be guessed. What looks
personal is never kept at all. To tell people of one day apart, memory holds digests under a salt that is drawn anew each day and never
written: on the next day nobody, not even with the whole machine, can tell who asked. No address and no session reaches the store.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, func, select

from peerlearn.errors import StoreError
from peerlearn.gaps import key_of, looks_personal
from peerlearn.store.models import UsageRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from peerlearn.store.engine import Store

LOG = logging.getLogger("peerlearn.usage")
What = Literal["searched", "found", "not_found", "opened", "exported", "adopted", "question"]
ENOUGH = 3
"""People-days after which a question is written down."""
WAITING = 30
"""Days that a question waits for others who ask it."""
KEPT_DAYS = 400
"""Questions older than this are deleted; numbers stay."""
MOST = 50_000
"""So many waiting questions and so many traces of one day are held in memory; what comes beyond is not counted twice but not at all."""

Key = tuple[dt.date, str, str]


@dataclass(frozen=True)
class Line:
    """One number: a day, what was done, with what (a record's id, a format, a question; empty where it says nothing), how often."""

    day: dt.date
    what: str
    item: str
    count: int


class Recorder:
    """Counts in memory, quickly and from many threads; :meth:`flush` writes what has gathered.

    Args:
        today: says which day it is.
    """

    def __init__(self, today: Callable[[], dt.date] = lambda: dt.datetime.now(dt.UTC).date()) -> None:
        self._today = today
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._waiting: dict[str, _Asked] = {}
        self._day = today()
        self._salt = secrets.token_bytes(16)
        self._seen: set[bytes] = set()

    def searched(self, question: str, *, found: bool, who: str) -> None:
        """Count a question, once a day for each person.

        Args:
            question: as it was asked.
            found: whether anything answered well.
            who: whatever tells people apart today; only a salted digest of it is held, until midnight.
        """
        key = key_of(question)
        if not key:
            return
        with self._lock:
            if not self._first_today("searched", key, who):
                return
            self._counts[self._day, "searched", ""] += 1
            self._counts[self._day, "found" if found else "not_found", ""] += 1
            if not looks_personal(question):
                self._ask(key)

    def did(self, what: Literal["opened", "exported", "adopted"], item: str, *, who: str) -> None:
        """Count that something was opened, exported or adopted, once a day for each person and thing."""
        with self._lock:
            if self._first_today(what, item, who):
                self._counts[self._day, what, item] += 1

    @property
    def pending(self) -> bool:
        """True when there is something to write."""
        return bool(self._counts)

    def flush(self, store: Store) -> bool:
        """Write what has gathered; what cannot be written waits for the next time, and False is returned."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return True
        try:
            with store.writing() as session:
                _add(session, counts)
                old = self._today() - dt.timedelta(days=KEPT_DAYS)
                session.execute(delete(UsageRow).where(UsageRow.what == "question", UsageRow.day < old))
        except StoreError as error:
            LOG.error("usage is not written yet: %s", error)  # noqa: TRY400 - the sentence says it all
            with self._lock:
                self._counts.update(dict(counts.most_common(MOST)))
            return False
        return True

    def _first_today(self, what: str, item: str, who: str) -> bool:
        today = self._today()
        if today != self._day:
            self._day, self._salt, self._seen = today, secrets.token_bytes(16), set()
        trace = hashlib.blake2b(f"{what}\n{item}\n{who}".encode(errors="replace"), key=self._salt, digest_size=12).digest()
        if trace in self._seen or len(self._seen) >= MOST:
            return False
        self._seen.add(trace)
        return True

    def _ask(self, key: str) -> None:
        """Let a question wait until enough people-days asked it, then count all of them, and each later one, on its day."""
        oldest = self._day - dt.timedelta(days=WAITING)
        if key not in self._waiting and len(self._waiting) >= MOST:
            self._waiting = {each: asked for each, asked in self._waiting.items() if asked.days[-1] >= oldest}
            if len(self._waiting) >= MOST:
                return
        asked = self._waiting.setdefault(key, _Asked())
        asked.shown = asked.shown and asked.days[-1] >= oldest
        asked.days = [*(day for day in asked.days if day >= oldest and not asked.shown), self._day]
        if asked.shown or len(asked.days) >= ENOUGH:
            self._counts[self._day, "question", key] += len(asked.days)
            asked.shown, asked.days = True, [self._day]


@dataclass
class _Asked:
    """A question in memory: the people-days that asked it and are not counted yet, and whether enough did before."""

    days: list[dt.date] = field(default_factory=list)
    shown: bool = False


def _add(session: Session, counts: Counter[Key]) -> None:
    for (day, what, item), count in sorted(counts.items()):
        row = session.get(UsageRow, (day, what, item), with_for_update=True)
        if row is None:
            session.add(UsageRow(day=day, what=what, item=item, count=count))
            session.flush()
        else:
            row.count += count


def read_usage(store: Store, *, since: dt.date | None = None) -> list[Line]:
    """Return every number since a day, the oldest first.

    Raises:
        StoreError: the store cannot be used.
    """
    wanted = select(UsageRow).order_by(UsageRow.day, UsageRow.what, UsageRow.item)
    with store.reading() as session:
        rows = session.scalars(wanted if since is None else wanted.where(UsageRow.day >= since))
        return [Line(row.day, row.what, row.item, row.count) for row in rows]


def forget_question(store: Store, question: str) -> int:
    """Delete a question from every day and return how often it had been counted.

    Raises:
        StoreError: the store cannot be used.
    """
    with store.writing() as session:
        mine = (UsageRow.what == "question") & (UsageRow.item == key_of(question))
        count = session.scalar(select(func.coalesce(func.sum(UsageRow.count), 0)).where(mine))
        session.execute(delete(UsageRow).where(mine))
        return int(count or 0)


@dataclass(frozen=True)
class Summary:
    """A period at a glance: totals by what was done, searches and openings by day, and what was asked, opened and exported most."""

    totals: dict[str, int]
    days: tuple[tuple[dt.date, int, int], ...]
    questions: tuple[tuple[str, int], ...]
    opened: tuple[tuple[str, int], ...]
    exported: tuple[tuple[str, int], ...]
    adopted: tuple[tuple[str, int], ...]


def summarise(lines: Iterable[Line], *, top: int = 20) -> Summary:
    """Return lines summed up; a day in the middle on which nothing happened is there with zeros."""
    totals: Counter[str] = Counter()
    items: dict[str, Counter[str]] = {what: Counter() for what in ("question", "opened", "exported", "adopted")}
    days: dict[dt.date, Counter[str]] = {}
    for line in lines:
        totals[line.what] += line.count
        days.setdefault(line.day, Counter())[line.what] += line.count
        if line.what in items:
            items[line.what][line.item] += line.count
    span = (max(days) - min(days)).days + 1 if days else 0
    every = [min(days) + dt.timedelta(days=each) for each in range(span)]
    drawn = tuple((day, days.get(day, Counter())["searched"], days.get(day, Counter())["opened"]) for day in every)
    most = {what: tuple(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:top]) for what, found in items.items()}
    return Summary(dict(totals), drawn, most["question"], most["opened"], most["exported"], most["adopted"])
