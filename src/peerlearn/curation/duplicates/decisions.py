"""What curators said of pairs, remembered by content: a pair that was dismissed is not shown again until one of the two changes.

They stand in the store. Before it had a table for them they stood in a file beside it, which :func:`of_file` reads.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from peerlearn.errors import PeerlearnError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE = "duplicates.jsonl"
"""The name of the file, among a home's data, that held decisions before the store did."""
Choice = Literal["merge", "link", "dismiss"]
"""Make one record of two; keep two that belong together; not the same."""
CHOICES: tuple[Choice, ...] = get_args(Choice)
Pair = tuple[str, str]


class DecisionsError(PeerlearnError):
    """The file of decisions cannot be read."""


def pair_of(one: str, other: str) -> Pair:
    """Return two content identities in the order in which they are kept, whichever was named first."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True)
class Decision:
    """A curator's word on a pair of contents: who, when (with its time zone), and why; ``records`` are the ids of that day."""

    pair: Pair
    choice: Choice
    by: str
    at: dt.datetime
    records: tuple[str, str]
    reason: str = ""

    def __post_init__(self) -> None:
        if self.choice not in CHOICES:
            raise ValueError(f"{self.choice!r} is not a decision")
        if self.pair != pair_of(*self.pair):
            raise ValueError("a pair is kept in the order of pair_of")
        if not self.by.strip():
            raise ValueError("a decision names who took it")
        if self.at.tzinfo is None:
            raise ValueError("a decision's time has a time zone")


class Decisions(Protocol):
    """What remembers decisions; a later one on the same pair replaces the earlier."""

    def get(self, pair: Pair) -> Decision | None:
        """Return what was decided on a pair, if anything."""
        ...

    def put(self, decision: Decision) -> None:
        """Remember a decision."""
        ...

    def __iter__(self) -> Iterator[Decision]:
        """Yield every decision that stands, in the order of its pair."""
        ...


class InMemoryDecisions:
    """Decisions that end with the process."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._known = {each.pair: each for each in decisions}

    def get(self, pair: Pair) -> Decision | None:
        """Return what was decided on a pair, if anything."""
        return self._known.get(pair)

    def put(self, decision: Decision) -> None:
        """Remember a decision."""
        self._known[decision.pair] = decision

    def __iter__(self) -> Iterator[Decision]:
        """Yield every decision that stands, in the order of its pair."""
        yield from (self._known[pair] for pair in sorted(self._known))


def of_file(path: Path) -> list[Decision]:
    """Return the decisions of a file, one a line, in its order; none where there is no file.

    Raises:
        DecisionsError: the file cannot be read, or a line is no decision; the message names the line.
    """
    try:
        lines = path.read_bytes().split(b"\n") if path.exists() else []
    except OSError as error:
        raise DecisionsError(f"{path} cannot be read: {error.strerror}", remedy="check the file and its rights") from error
    return [_decision(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _decision(path: Path, number: int, line: bytes) -> Decision:
    try:
        fields = json.loads(line)
        one, other = fields.pop("pair")
        first, second = fields.pop("records")
        return Decision(pair=(one, other), at=dt.datetime.fromisoformat(fields.pop("at")), records=(first, second), **fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}:{number} is not a decision"
        raise DecisionsError(message, remedy="restore the file from a backup, or remove the line") from error
