"""Every format in which records leave here, and how each is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from peerlearn.errors import ExportError
from peerlearn.interop import citations
from peerlearn.interop.naming import Names
from peerlearn.interop.report import report
from peerlearn.interop.rows import rows_of
from peerlearn.interop.tables import csv_bytes, jsonl_bytes, xlsx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from peerlearn.practice import Record

Format = Literal["csv", "xlsx", "jsonl", "ris", "bibtex", "csl", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
MOST_IN_REPORT = 20
"""So many whole texts in a report: more than anybody prints, and a few seconds to draw."""
KINDS: Mapping[Format, tuple[str, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "jsonl": ("jsonl", "application/jsonl; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8"),
    "csl": ("json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("pdf", "application/pdf"),
}
"""Format -> the end of a file's name, and its media type."""


@dataclass(frozen=True)
class Request:
    """What is asked for: format, language, and what a file says of where it comes from.

    ``match`` says how well each record answers, by id; ``link`` gives the address of a record's page from its id.
    """

    format: Format
    lang: str
    made: dt.date
    question: str = ""
    match: Mapping[str, str] = field(default_factory=dict)
    link: Callable[[str], str] = lambda _: ""
    fonts: Path | None = None


def export(records: Sequence[Record], names: Names, request: Request) -> bytes:
    """Return a file with records, in their order; in a report at most :data:`MOST_IN_REPORT`.

    Raises:
        ExportError: there is nothing to export, or this machine cannot make the format.
    """
    if not records:
        raise ExportError("there is nothing to export", remedy="ask another question, or name ids that exist")
    if request.format in ("docx", "pdf"):
        return _report(records, names, request)
    if request.format == "jsonl":
        return jsonl_bytes(records)
    if request.format in ("csv", "xlsx"):
        rows = rows_of(records, names, lang=request.lang, link=request.link, match=request.match)
        return csv_bytes(rows) if request.format == "csv" else xlsx_bytes(rows, lang=request.lang)
    made = citations.citations_of(records, names, lang=request.lang)
    write = {"ris": citations.ris, "bibtex": citations.bibtex, "csl": citations.csl_json}[request.format]
    return write(made)


def _report(records: Sequence[Record], names: Names, request: Request) -> bytes:
    whole = report(
        records[:MOST_IN_REPORT],
        names,
        lang=request.lang,
        made=request.made,
        question=request.question,
        total=len(records),
        link=request.link,
    )
    if request.format == "docx":
        from peerlearn.interop.report_docx import docx_bytes  # noqa: PLC0415 - half a second that a table does not need

        return docx_bytes(whole)
    from peerlearn.interop.report_pdf import pdf_bytes  # noqa: PLC0415

    return pdf_bytes(whole, fonts=request.fonts)
