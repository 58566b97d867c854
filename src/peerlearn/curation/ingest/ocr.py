"""Scanned pages -> text with Tesseract, where it is installed; a page that it is not sure of goes to a person."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from dataclasses import replace
from functools import cache
from statistics import mean
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
SURE = 90.0
DOUBTFUL = 50.0
FEW_DOUBTFUL = 0.01
"""A page may be drafted from unseen when its words have this confidence on average and hardly any is doubtful. Pages that we measured had
3 to 6 % of doubtful words and 4 to 10 % of wrong letters (docs/curation-readers.md): such a page is for a person to read first."""
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
    return (
        replace(page, text=text, verdict="repaired", notes=notes) if sure else replace(page, text=text, verdict="needs_person", notes=notes)
    )


def read_tsv(table: str) -> tuple[str, bool]:
    """Return the text of Tesseract's table (a line feed between lines, a blank line between paragraphs), and whether it is sure of it."""
    lines: dict[tuple[str, ...], list[str]] = {}
    confidences: list[float] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11].strip())
            confidences.append(float(cells[10]))
    parts: list[str] = []
    before: tuple[str, ...] = ()
    for place, words in lines.items():
        parts += ["\n" if place[:3] == before else "\n\n", " ".join(words)]
        before = place[:3]
    doubtful = sum(each < DOUBTFUL for each in confidences)
    sure = bool(confidences) and mean(confidences) >= SURE and doubtful <= FEW_DOUBTFUL * len(confidences)
    return tidy("".join(parts)), sure
