"""PDF -> pages in order, read with PDFium: every glyph with its place, put in reading order, nothing repaired."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from peerlearn.curation.ingest.content import Content
from peerlearn.curation.ingest.reading_order import Glyph, in_reading_order
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import one_line, tidy
from peerlearn.curation.source import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.curation.ingest.limits import Limits

FEW_LETTERS = 20
"""A page with a picture and fewer letters than this is taken for a scanned one: a page number or a stamp is not its text."""
COVERS = 0.4
"""A picture over this share of a page may be the page's text."""


def open_pdf(data: bytes, *, limits: Limits) -> pdfium.PdfDocument:
    """Return the opened file.

    Raises:
        RefusedError: it is encrypted, broken, or has too many pages.
    """
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise RefusedError("encrypted" if locked or "password" in str(error).lower() else "broken") from None
    if count > limits.pages:
        raise RefusedError("too_many_pages", limit=limits.pages)
    if count == 0:
        raise RefusedError("no_text")
    return document


def read_pdf(data: bytes, *, limits: Limits) -> Content:
    """Return every page, empty ones too, so that numbers are those of the file; a scanned page has the verdict ``needs_ocr``.

    Raises:
        RefusedError: it is encrypted, broken or too large.
    """
    document = open_pdf(data, limits=limits)
    pages: list[Page] = []
    left = limits.characters
    for number in range(len(document)):
        page = _page(document, number)
        left -= len(page.text)
        if left < 0:
            raise RefusedError("too_much_text", limit=limits.characters)
        pages.append(page)
    if not any(page.text or page.verdict == "needs_ocr" for page in pages):
        raise RefusedError("no_text")
    return Content(tuple(pages), one_line(document.get_metadata_dict().get("Title", "")))


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    try:
        page = document[number]
        text = tidy(in_reading_order(list(_glyphs(page))))
        letters = sum(each.isalnum() for each in text)
        scanned = letters < FEW_LETTERS and _is_picture(page)
        page.close()
    except pdfium.PdfiumError:
        return Page(number + 1, "", "needs_person", ("page_broken",))
    return Page(number + 1, text, "needs_ocr", ("no_text_layer",)) if scanned else Page(number + 1, text)


def _is_picture(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        if abs(right - left) * abs(top - bottom) >= COVERS * width * height:
            return True
    return False


def _glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """Yield what stands on the page, without the spaces and line ends that PDFium makes up: gaps tell more than they do."""
    held = page.get_textpage()
    textpage = held.raw
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(held.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, at)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, at, box) or not raw.FPDFText_GetCharOrigin(textpage, at, x, y):
            continue
        letter = chr(code)
        if letter.isspace():
            if box.right <= box.left:
                continue
            letter = " "
        elif code < 32:
            continue
        size = abs(box.top - box.bottom) if raw.FPDFText_GetFontSize(textpage, at) <= 1 else raw.FPDFText_GetFontSize(textpage, at)
        yield Glyph(letter, box.left, box.right, y.value, size, x.value)
    held.close()
