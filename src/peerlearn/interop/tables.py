"""Rows as CSV and XLSX, records as JSON Lines."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from peerlearn.interop.inert import cell
from peerlearn.interop.rows import COLUMNS, Row
from peerlearn.serialise import record_from_json, record_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from peerlearn.practice import Record

MOST_LETTERS = 32_000
"""An Excel cell holds 32,767 letters; a longer text is cut and says so by an ellipsis."""
_WIDTHS = {"title": 48, "summary": 70, "sources": 50, "url": 40, "id": 30, "themes": 30, "target_groups": 30}


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Return a table as CSV: UTF-8 with a byte order mark, which Excel needs to read Arabic, and no cell that is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_value(row.get(name, "")) for name in COLUMNS])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def xlsx_bytes(rows: Iterable[Row], *, lang: str) -> bytes:
    """Return a table as an Excel workbook, its sheet from right to left for Arabic; every text is a text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("peerlearn")
    sheet.sheet_view.rightToLeft = lang == "ar"
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 18)
    sheet.append([_head(sheet, name) for name in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in COLUMNS])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def jsonl_bytes(records: Iterable[Record]) -> bytes:
    """Return records whole, one line of JSON each; :func:`records_from_jsonl` reads the same records back."""
    return b"".join(record_json(record) + b"\n" for record in records)


def records_from_jsonl(lines: bytes) -> Sequence[Record]:
    """Read back what :func:`jsonl_bytes` wrote."""
    return [record_from_json(line) for line in lines.split(b"\n") if line.strip()]


def _value(value: str | int) -> str | int:
    return cell(value) if isinstance(value, str) else value


def _head(sheet: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=name)
    made.font = Font(bold=True)
    made.fill = PatternFill("solid", fgColor="E2EFEC")
    return made


def _cell(sheet: WriteOnlyWorksheet, value: str | int) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    text = cell(value)
    made = WriteOnlyCell(sheet, value=text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…")
    made.data_type = "s"  # openpyxl would make a formula of "=…"; what begins so has an apostrophe already, and this holds even without
    made.alignment = Alignment(vertical="top", wrap_text=True, readingOrder=0)
    return made
