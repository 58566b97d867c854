"""A benchmark's part of docs/benchmarks.md: Markdown tables, and the markers between which each part stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
NOT_MEASURED = "-"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells for {len(columns)} columns: {row}")
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines) + "\n"


def figure(value: float | None, digits: int = 3) -> str:
    """Return a figure as our tables write it: ``.873``, ``12.3``; what was not measured is a dash, never a guess."""
    if value is None:
        return NOT_MEASURED
    text = f"{value:.{digits}f}"
    return re.sub(r"^(-?)0\.", r"\1.", text)


def with_part(page: str, name: str, text: str) -> str:
    """Return a page with ``text`` in the place of its part ``name``, everything else as it was.

    Raises:
        ValueError: the page has no such place, or two.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise ValueError(f"the page needs one place for {name}: a line {begin} and below it a line {end}")
    before, after = page.split(begin)[0], page.split(end)[1]
    return f"{before}{begin}\n{text.strip()}\n{end}{after}"


def publish(name: str, text: str, *, page: Path = PAGE) -> None:
    """Print a part and write it into the page."""
    print(text)
    page.write_text(with_part(page.read_text(encoding="utf-8"), name, text), encoding="utf-8")
