"""The passages of a pool by row, read from the disk when they are asked for, and which rows each record has."""

from __future__ import annotations

import json
import mmap
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, overload

import numpy as np

from peerlearn.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

PASSAGES = "passages.jsonl"
LINES = "lines.npy"
IDS = "ids.json"
FIRSTS = "firsts.npy"
KEPT = 20_000
"""Passages of a part that stay in memory once they were read; beyond them all are let go, and read again when asked for."""


@dataclass(frozen=True, eq=False)
class TextPart(Sequence[Passage]):
    """The passages of one build or update, those of a record side by side.

    ``lines`` (rows + 1,) says where each stands in the file ``data``; ``ids`` are the records in order, and ``firsts`` (records + 1,) says
    which rows each has.
    """

    data: bytes | mmap.mmap
    lines: NDArray[np.int64]
    ids: Sequence[str]
    firsts: NDArray[np.int64]
    _known: dict[int, Passage] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if len(self.firsts) != len(self.ids) + 1 or self.firsts[-1] != len(self) or self.lines[-1] != len(self.data):
            raise ValueError("passages, lines and records are of different lengths")
        if len(set(self.ids)) != len(self.ids):
            raise ValueError("the passages of a record do not stand side by side")

    def __len__(self) -> int:
        return len(self.lines) - 1

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> list[Passage]: ...
    def __getitem__(self, row: int | slice) -> Passage | list[Passage]:
        """Return the passage of a row."""
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        found = self._known.get(row)
        if found is None:
            found = Passage(**json.loads(self.data[self.lines[row] : self.lines[row + 1]]))
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[row] = found
        return found

    @classmethod
    def write(cls, passages: Sequence[Passage], folder: Path) -> TextPart:
        """Write passages into a part's folder and open them."""
        records = [(record_id, len(list(own))) for record_id, own in groupby(passages, key=lambda each: each.record_id)]
        lines = [json.dumps(asdict(passage), ensure_ascii=False).encode() + b"\n" for passage in passages]
        (folder / PASSAGES).write_bytes(b"".join(lines))
        (folder / IDS).write_text(json.dumps([record_id for record_id, _ in records], ensure_ascii=False), encoding="utf-8")
        np.save(folder / LINES, np.cumsum([0, *map(len, lines)]))
        np.save(folder / FIRSTS, np.cumsum([0, *(count for _, count in records)]))
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path) -> TextPart:
        """Open a part's folder: the texts are mapped, not read."""
        with (folder / PASSAGES).open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if (folder / PASSAGES).stat().st_size else b""
        ids = json.loads((folder / IDS).read_text(encoding="utf-8"))
        return cls(data, np.load(folder / LINES, mmap_mode="r"), ids, np.load(folder / FIRSTS))


@dataclass(frozen=True, eq=False)
class PassageTable(Sequence[Passage]):
    """The passages of a pool in row order: those of a build, and of every update since.

    ``dead`` (rows,) marks rows whose record was changed or removed since they were written; they keep their numbers and answer nothing.
    """

    parts: Sequence[TextPart]
    dead: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return int(self._firsts[-1])

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> list[Passage]: ...
    def __getitem__(self, row: int | slice) -> Passage | list[Passage]:
        """Return the passage of a row."""
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        number = int(np.searchsorted(self._firsts, row, side="right")) - 1
        return self.parts[number][row - int(self._firsts[number])]

    def at(self, rows: NDArray[np.int64]) -> list[Passage]:
        """Return the passages of rows, quicker than one by one."""
        numbers = np.searchsorted(self._firsts, rows, side="right") - 1
        return [self.parts[n][own] for n, own in zip(numbers.tolist(), (rows - self._firsts[numbers]).tolist(), strict=True)]

    @property
    def live(self) -> int:
        """How many passages may answer."""
        return len(self) - (int(self.dead.sum()) if self.dead is not None else 0)

    def live_rows(self) -> NDArray[np.int64]:
        """Return the rows that may answer."""
        return np.arange(len(self)) if self.dead is None else np.flatnonzero(~self.dead)

    def live_passages(self) -> Iterator[Passage]:
        """Yield the passages that may answer, in row order."""
        return (self[row] for row in self.live_rows().tolist())

    def records(self) -> list[str]:
        """Return the records that have a passage which may answer."""
        return list(self._spans)

    def rows_of(self, record_id: str) -> range:
        """Return the rows of a record; none where this pool has no version of it."""
        return self._spans.get(record_id, range(0))

    def place_of(self, record_id: str) -> tuple[int, int] | None:
        """Return the part that holds a record and its number there, None where this pool has no version of it."""
        rows = self.rows_of(record_id)
        if not rows:
            return None
        number = int(np.searchsorted(self._firsts, rows.start, side="right")) - 1
        return number, int(np.searchsorted(self.parts[number].firsts, rows.start - int(self._firsts[number])))

    def of(self, records: Container[str]) -> NDArray[np.bool_]:
        """Return which rows (rows,) belong to some records and may answer."""
        marks = [np.repeat([each in records for each in part.ids], np.diff(part.firsts)).astype(bool) for part in self.parts]
        whole = np.concatenate(marks) if marks else np.empty(0, dtype=bool)
        return whole if self.dead is None else whole & ~self.dead

    def owners(self) -> list[str]:
        """Return the record of every row."""
        return [
            each for part in self.parts for each, count in zip(part.ids, np.diff(part.firsts).tolist(), strict=True) for _ in range(count)
        ]

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        return np.cumsum([0, *map(len, self.parts)])

    @cached_property
    def _spans(self) -> dict[str, range]:
        """Record -> its rows, those of the last part that has it."""
        found = {}
        for first, part in zip(self._firsts.tolist(), self.parts, strict=False):
            bounds = (part.firsts + first).tolist()
            for each, start, end in zip(part.ids, bounds, bounds[1:], strict=False):
                if self.dead is None or not self.dead[start]:
                    found[each] = range(start, end)
        return found
