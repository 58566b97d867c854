"""XLSX and CSV -> a source a row where they follow the template, else a page a sheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from peerlearn.curation.ingest.archive import check_package
from peerlearn.curation.ingest.content import Content, pages_of
from peerlearn.curation.ingest.reading import GivenField, RowSource
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.sniff import MEDIA_TYPES, table_of
from peerlearn.curation.ingest.template import GUIDE, columns_of
from peerlearn.curation.ingest.tidy import one_line, tidy
from peerlearn.curation.source import Page, Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from peerlearn.curation.ingest.limits import Limits

HEADER_WITHIN = 10
"""The header of the template stands in one of the first rows; a city may have put its name or a title above."""
Row = tuple[int, list[str]]
"""A row's number in its sheet (from 1) and its cells as text."""


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and its rows that are not blank."""

    name: str
    rows: tuple[Row, ...]


def read_xlsx(data: bytes, *, name: str, sha256: str, limits: Limits) -> tuple[Source, ...]:
    """Return the sources of a workbook; hidden sheets are left out, formulas count by the values that were saved with them.

    Raises:
        RefusedError: it is unsafe, broken, empty or too large.
    """
    check_package(data, limits=limits)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise RefusedError("broken") from error
    counter = _Counter(limits)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = [Sheet(one_line(sheet.title), tuple(counter.rows(map(_texts, sheet.iter_rows())))) for sheet in shown]
    return _sources(sheets, Source(name, MEDIA_TYPES["xlsx"], sha256, ()), limits)


def read_csv(text: str, *, name: str, sha256: str, limits: Limits) -> tuple[Source, ...]:
    """Return the sources of a file of separated values (comma, semicolon, tab or bar).

    Raises:
        RefusedError: it is broken, empty or too large.
    """
    csv.field_size_limit(limits.characters)
    table = table_of(text)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=table.delimiter if table else ",")
    try:
        rows = tuple(_Counter(limits).rows(reader))
    except csv.Error as error:
        raise RefusedError("broken") from error
    return _sources([Sheet("", rows)], Source(name, MEDIA_TYPES["csv"], sha256, ()), limits)


class _Counter:
    """Counts the cells of a file, so that a sheet of a billion blank ones ends early."""

    def __init__(self, limits: Limits) -> None:
        self.limit = limits.cells
        self.left = limits.cells

    def rows(self, rows: Iterable[list[str]]) -> Iterator[Row]:
        for number, cells in enumerate(rows, start=1):
            self.left -= len(cells) + 1
            if self.left < 0:
                raise RefusedError("too_much_text", limit=self.limit)
            texts = [tidy(cell) for cell in cells]
            if any(texts):
                yield number, texts


def _texts(row: Iterable[Any]) -> list[str]:
    return [_text(cell.value, str(getattr(cell, "number_format", "") or "")) for cell in row]


def _text(value: Any, number_format: str) -> str:
    """Return a cell as a person reads it: whole numbers without a point, dates as ISO, shares in percent, no error codes."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper()):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, int | float):
        share = number_format.endswith("%")
        return f"{value * 100 if share else value:.10g}{'%' if share else ''}" if abs(value) < 1e10 else f"{value:.0f}"
    return str(value)


def _sources(sheets: list[Sheet], base: Source, limits: Limits) -> tuple[Source, ...]:
    """Return a source for every row under the template's header, and one for all sheets that have none."""
    found: list[Source] = []
    others: list[Sheet] = []
    follows = False
    for sheet in sheets:
        header = next((at for at, (_, cells) in enumerate(sheet.rows[:HEADER_WITHIN]) if columns_of(cells)), None)
        if header is None:
            others.append(sheet)
            continue
        follows = True
        heads = sheet.rows[header][1]
        columns = columns_of(heads) or {}
        rows = [(number, cells) for number, cells in sheet.rows[header + 1 :] if columns_of(cells) is None]
        found += [_row_source(base, sheet.name, number, heads, cells, columns) for number, cells in rows]
        if len(found) > limits.rows:
            raise RefusedError("too_many_pages", limit=limits.rows)
    rest = [sheet for sheet in others if sheet.rows and not (follows and sheet.name in GUIDE.values())]
    if rest:
        found.append(Source(base.name, base.media_type, base.sha256, _whole(rest, limits).pages))
    if not found:
        raise RefusedError("no_text")
    return tuple(found)


def _whole(sheets: list[Sheet], limits: Limits) -> Content:
    return Content(pages_of([(sheet.name, "\n".join(_line(cells) for _, cells in sheet.rows)) for sheet in sheets], limits=limits))


def _line(cells: list[str]) -> str:
    return " | ".join(one_line(each) for each in cells if each)


def _row_source(base: Source, sheet: str, number: int, heads: list[str], cells: list[str], columns: Mapping[int, str]) -> RowSource:
    parts: list[str] = []
    given: list[GivenField] = []
    at = 0
    for column, value in enumerate(cells):
        if not value:
            continue
        head = one_line(heads[column]).removesuffix("*").strip() if column < len(heads) else ""
        start = at + len(head) + 1 if head else at
        if column in columns:
            given.append(GivenField(columns[column], value, Place(1, start, start + len(value))))
        parts.append(f"{head}\n{value}" if head else value)
        at = start + len(value) + 2
    title = next((each.value for each in given if each.field == "title"), "")
    label = f"{sheet}, {number}" if sheet else str(number)
    page = Page(1, "\n\n".join(parts), label=label)
    return RowSource(base.name, base.media_type, base.sha256, (page,), one_line(title), tuple(given))
