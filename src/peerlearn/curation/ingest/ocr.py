"""Scanned pages -> text with Tesseract, where it is installed; a page that it is not sure of goes to a person."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from peerlearn.curation.ingest.pdf import open_pdf
from peerlearn.curation.ingest.tidy import tidy

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from peerlearn.curation.ingest.limits import Limits
    from peerlearn.curation.source import Page, Source

LANGUAGES = ("ara", "eng", "fra", "spa")
DPI = 300
LONGEST_SIDE = 5_000
"""Pixels; a larger page is drawn smaller, so that a poster does not take the memory of a book."""
SURE = 75.0
"""Mean confidence of the words (0-100) from which a page may be drafted from: measured in docs/curation-readers.md."""
_PAGE_SECONDS = 45


@cache
def program() -> str | None:
    """Return where Tesseract is, or None."""
    return shutil.which("tesseract")


@cache
def languages() -> tuple[str, ...]:
    """Return which of our languages Tesseract has here."""
    if (path := program()) is None:
        return ()
    found = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=False, timeout=_PAGE_SECONDS).stdout.split()
    return tuple(each for each in LANGUAGES if each in found)


def recognise(source: Source, data: bytes, *, limits: Limits) -> Source:
    """Return a PDF's source with the pages that need it recognised, within the limits; the others keep their verdict.

    A recognised page is ``repaired`` with the note ``ocr``, or ``needs_person`` where Tesseract was not sure.
    """
    wanted = [page.number for page in source.pages if page.verdict == "needs_ocr"][: limits.ocr_pages]
    if not wanted or "ara" not in languages():
        return source
    document = open_pdf(data, limits=limits)
    pages = list(source.pages)
    until = time.monotonic() + limits.ocr_seconds
    for number in wanted:
        left = until - time.monotonic()
        if left < 1:
            break
        pages[number - 1] = _recognised(pages[number - 1], document[number - 1], min(left, _PAGE_SECONDS))
    return replace(source, pages=tuple(pages))


def _recognised(page: Page, drawn: pdfium.PdfPage, seconds: float) -> Page:
    image = io.BytesIO()
    scale = min(DPI / 72, LONGEST_SIDE / max(1.0, *drawn.get_size()))
    drawn.render(scale=scale, grayscale=True).to_pil().save(image, "PNG", dpi=(DPI, DPI), compress_level=1)
    command = [program() or "tesseract", "stdin", "stdout", "-l", "+".join(languages()), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(
            command, input=image.getvalue(), capture_output=True, check=False, timeout=seconds, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired:
        return page
    text, sure = read_tsv(done.stdout.decode("utf-8", errors="replace"))
    if done.returncode or not text:
        return page
    notes = (*page.notes, "ocr")
    return replace(
        page, text=text, verdict="repaired" if sure >= SURE else "needs_person", notes=notes if sure >= SURE else (*notes, "ocr_unsure")
    )


def read_tsv(table: str) -> tuple[str, float]:
    """Return the text of Tesseract's table (a line feed between lines, a blank line between paragraphs) and its mean confidence."""
    lines: dict[tuple[str, ...], list[str]] = {}
    sure: list[float] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11].strip())
            sure += [float(cells[10])] * len(cells[11].strip())
    parts: list[str] = []
    before: tuple[str, ...] = ()
    for place, words in lines.items():
        parts += ["\n" if place[:3] == before else "\n\n", " ".join(words)]
        before = place[:3]
    return tidy("".join(parts)), sum(sure) / len(sure) if sure else 0.0
