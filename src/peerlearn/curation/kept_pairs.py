"""What curators said of pairs, kept in the store, with what an earlier version kept in a file taken into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from peerlearn.atomic import locked
from peerlearn.curation.duplicates.decisions import CHOICES, FILE, Decision, of_file, pair_of
from peerlearn.curation.review import log
from peerlearn.store.models import PairRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from peerlearn.curation.duplicates.decisions import Pair
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store

IMPORTED = f"{FILE}.imported"
"""What the file of decisions is called once the store holds them."""


@dataclass(frozen=True)
class StoreDecisions:
    """Decisions in the store, each with an entry in the log."""

    store: Store

    def get(self, pair: Pair) -> Decision | None:
        """Return what was decided on a pair, if anything."""
        with self.store.reading() as session:
            row = session.get(PairRow, pair)
            return _decision(row) if row is not None else None

    def put(self, decision: Decision) -> None:
        """Remember a decision; a later one on the same pair replaces the earlier, and the log knows of both."""
        with self.store.writing() as session:
            _put(session, decision)

    def __iter__(self) -> Iterator[Decision]:
        """Yield every decision that stands, in the order of its pair."""
        with self.store.reading() as session:
            rows = session.scalars(select(PairRow).order_by(PairRow.one, PairRow.other)).all()
        yield from map(_decision, rows)


def decisions_of(store: Store, settings: Settings) -> StoreDecisions:
    """Return the decisions of a home; those that an earlier version left in a file are taken into the store first.

    Killed between the two, the file is read again, and says nothing new.

    Raises:
        DecisionsError: that file cannot be read, or a line of it is no decision; nothing is taken from it.
    """
    path = settings.data / FILE
    if path.exists():
        with locked(settings.data / f".{FILE}.lock", wait=True):
            found = of_file(path)
            with store.writing() as session:
                for each in found:
                    known = session.get(PairRow, each.pair)
                    if known is None or known.at < each.at:
                        _put(session, each)
            if path.exists():
                path.replace(path.with_name(IMPORTED))
    return StoreDecisions(store)


def _put(session: Session, decision: Decision) -> None:
    one, other = decision.pair
    fields = {"choice": decision.choice, "by": decision.by, "at": decision.at, "reason": decision.reason}
    row = session.get(PairRow, decision.pair, with_for_update=True)
    if row is None:
        row = PairRow(one=one, other=other)
        session.add(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.records = [*decision.records]
    actor = decision.by if log.is_code(decision.by) else "-"  # of a file that people may have written in
    log.append(session, actor=actor, action="decide_pair", choice=decision.choice, pair=log.digest([one, other]))


def _decision(row: PairRow) -> Decision:
    first, second = row.records
    choice = next(each for each in CHOICES if each == row.choice)
    return Decision(pair_of(row.one, row.other), choice, row.by, row.at, (first, second), row.reason)
