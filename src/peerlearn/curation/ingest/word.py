"""DOCX -> pages: paragraphs, tables, text boxes, footnotes in the order of the file; a page ends where its author ended one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from peerlearn.curation.ingest.archive import check_package
from peerlearn.curation.ingest.content import Content, pages_of
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.curation.ingest.limits import Limits

_P, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_MARKS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_LEFT_OUT = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "sectPr"))
"""What the author deleted or moved away, and properties."""
_TOLD_AGAIN = "}Fallback"
"""The second telling of a text box, for old programs."""
PAGE_END = "\f"
LONG_CELL = 80


def read_docx(data: bytes, *, limits: Limits) -> Content:
    """Return the text of a Word file as its author sees it with every change accepted; headers and footers are left out.

    Raises:
        RefusedError: it is unsafe, broken, empty or too large.
    """
    check_package(data, limits=limits)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise RefusedError("broken") from error
    blocks = [*_blocks(document.element.body), *_footnotes(document)]
    return Content(pages_of(_joined(blocks).split(PAGE_END), limits=limits), one_line(document.core_properties.title or ""))


def _joined(blocks: list[tuple[str, bool]]) -> str:
    """Put blocks together: a blank line between paragraphs, none between the items of a list."""
    parts: list[str] = []
    before = False
    for text, item in blocks:
        parts += ["\n" if item and before else "\n\n", text]
        before = item
    return "".join(parts)


def _blocks(parent: Any) -> Iterator[tuple[str, bool]]:
    """Yield (text, is an item of a list) for what stands in a body, cell or text box."""
    for child in parent:
        if child.tag == _P:
            boxes: list[Any] = []
            item = child.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            yield "".join(_pieces(child, boxes)), item
            for box in boxes:
                yield from _blocks(box)
        elif child.tag == _TABLE:
            yield from ((_row(row), False) for row in child.iter(_ROW) if _owner(row) is child)
        elif _counts(child):
            yield from _blocks(child)


def _counts(element: Any) -> bool:
    """Return False for what no reader of the page sees, and for comments and instructions of the XML."""
    return isinstance(element.tag, str) and element.tag not in _LEFT_OUT and not element.tag.endswith(_TOLD_AGAIN)


def _owner(row: Any) -> Any:
    """Return the table that a row belongs to: the nearest around it."""
    return next(row.iterancestors(_TABLE))


def _row(row: Any) -> str:
    """Return a row as one line, or below each other where a cell holds more than a few words."""
    cells = [_joined(list(_blocks(cell))).strip() for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
    cells = [each for each in cells if each]
    short = all(len(each) <= LONG_CELL and "\n" not in each for each in cells)
    return (" | " if short else "\n").join(cells)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == qn("w:br"):
            yield PAGE_END if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag == _BOX:
            boxes.append(child)
        elif _counts(child):
            yield from _pieces(child, boxes)


def _footnotes(document: Any) -> Iterator[tuple[str, bool]]:
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                yield from _blocks(parse_xml(relation.target_part.blob))
