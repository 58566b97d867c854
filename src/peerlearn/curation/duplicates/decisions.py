"""What curators said of pairs, remembered by content: a pair that was dismissed is not shown again until one of the two changes.

They stand in a file beside the store, for a pair need not have come through a submission; a backup holds it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from peerlearn.atomic import locked, write_atomically
from peerlearn.errors import PeerlearnError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FILE = "duplicates.jsonl"
"""The name of the file among a home's data."""
Choice = Literal["merge", "link", "dismiss"]
"""Make one record of two; keep two that belong together; not the same."""
Pair = tuple[str, str]


class DecisionsError(PeerlearnError):
    """The file of decisions cannot be read or written."""


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
        if self.choice not in get_args(Choice):
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


class JsonLinesDecisions:
    """Decisions in a file, one a line; written whole and in one step, so that a crash leaves the old file or the new one.

    Raises:
        DecisionsError: the file cannot be read or written, or a line is no decision; the message names the line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, pair: Pair) -> Decision | None:
        """Return what was decided on a pair, if anything."""
        return self._read().get(pair)

    def put(self, decision: Decision) -> None:
        """Remember a decision; two processes that write at once wait for each other."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path.with_name(f".{self.path.name}.lock"), wait=True):
                known = self._read() | {decision.pair: decision}
                write_atomically(self.path, b"".join(_line(known[pair]) for pair in sorted(known)))
        except OSError as error:
            raise DecisionsError(f"{self.path} cannot be written: {error.strerror}", remedy="check the folder and its rights") from error

    def __iter__(self) -> Iterator[Decision]:
        """Yield every decision that stands, in the order of its pair."""
        known = self._read()
        yield from (known[pair] for pair in sorted(known))

    def _read(self) -> dict[Pair, Decision]:
        known: dict[Pair, Decision] = {}
        try:
            lines = self.path.read_bytes().split(b"\n") if self.path.exists() else []
        except OSError as error:
            raise DecisionsError(f"{self.path} cannot be read: {error.strerror}", remedy="check the file and its rights") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                decision = self._decision(number, line)
                known[decision.pair] = decision
        return known

    def _decision(self, number: int, line: bytes) -> Decision:
        try:
            fields = json.loads(line)
            one, other = fields.pop("pair")
            first, second = fields.pop("records")
            return Decision(pair=(one, other), at=dt.datetime.fromisoformat(fields.pop("at")), records=(first, second), **fields)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{self.path}:{number} is not a decision"
            raise DecisionsError(message, remedy="restore the file from a backup, or remove the line") from error


def _line(decision: Decision) -> bytes:
    return json.dumps(asdict(decision) | {"at": decision.at.isoformat()}, ensure_ascii=False).encode() + b"\n"
