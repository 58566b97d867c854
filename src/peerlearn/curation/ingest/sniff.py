"""What a file is, by its content; its name only chooses among kinds of plain text, which content does not tell apart."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Literal

from peerlearn.curation.ingest.decode import looks_wide
from peerlearn.curation.ingest.refusals import RefusedError

Kind = Literal["pdf", "docx", "pptx", "xlsx", "zip", "html", "csv", "markdown", "text"]
MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "html": "text/html",
    "csv": "text/csv",
    "markdown": "text/markdown",
    "text": "text/plain",
}
_MAIN_PARTS: tuple[tuple[str, Kind], ...] = (("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx"), ("xl/workbook.xml", "xlsx"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_READ = (
    (_OLE, "DOC, PPT, XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"%!PS", "PostScript"),
)
_HTML = re.compile(r"\s*(<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_OTHER_XML = re.compile(r"\s*(<\?xml|<!DOCTYPE|<svg\b)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_SAMPLE = 64 * 1024


@dataclass(frozen=True)
class Table:
    """How a file of separated values is written."""

    delimiter: str


def binary_kind(data: bytes) -> Kind | None:
    """Return what bytes are, or None for text.

    Raises:
        RefusedError: it is empty, or of a kind that is not read here.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise RefusedError("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # first, for an archive may hold a PDF near its beginning, not compressed
        return _kind_of_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise RefusedError("encrypted")
    for beginning, name in _NOT_READ:
        if data.startswith(beginning):
            raise RefusedError("unsupported", kind=name)
    if _is_binary(data):
        raise RefusedError("unsupported", kind="?")
    return None


def _is_binary(data: bytes) -> bool:
    """A stray NUL in a text is an accident; many, or other control characters, are not text."""
    sample = data[:_SAMPLE]
    if looks_wide(data):
        return False
    controls = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return controls > 0.02 * len(sample) + 1


def _kind_of_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:100] if "mimetype" in names and archive.getinfo("mimetype").file_size < 200 else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError, OverflowError):
        raise RefusedError("broken") from None
    if "[Content_Types].xml" not in names:
        if mime.startswith((b"application/vnd.oasis", b"application/epub")):
            raise RefusedError("unsupported", kind="EPUB" if b"epub" in mime else "ODF")
        return "zip"
    for part, kind in _MAIN_PARTS:
        if part in names:
            return kind
    raise RefusedError("unsupported", kind="Office")


def text_kind(text: str, name: str) -> Kind:
    """Return which kind of text this is.

    Raises:
        RefusedError: it is XML, but not a web page.
    """
    if _HTML.match(text[:_SAMPLE]):
        return "html"
    if _OTHER_XML.match(text[:100]):
        raise RefusedError("unsupported", kind="XML")
    ending = name.lower().rpartition(".")[2]
    if ending in ("csv", "tsv") and table_of(text) is not None:
        return "csv"
    if ending in ("md", "markdown") or len(_MARKDOWN.findall(text[:_SAMPLE])) > 1:
        return "markdown"
    return "text"


def table_of(text: str) -> Table | None:
    """Return how the values of a table are separated: the character that parts the first row into most cells; None for no table."""
    lines = text[:_SAMPLE]
    widths = {each: len(_first_row(lines, each)) for each in ",;\t|"}
    best = max(widths, key=lambda each: widths[each])
    return Table(best) if widths[best] > 1 else None


def _first_row(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
