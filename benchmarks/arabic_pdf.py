"""Prints Arabic of the held-back half to PDF, reads it, and measures what the gate makes of it: the table of ``docs/curation-gate.md``.

    .venv/bin/python -m benchmarks.arabic_pdf          # 30 practices, every producer and reader that is installed
    .venv/bin/python -m benchmarks.arabic_pdf 12       # fewer
    .venv/bin/python -m benchmarks.arabic_pdf 30 ours  # as the product reads, alone

Needs beside the test packages: Chromium, LibreOffice Writer, Tesseract with Arabic, and the fonts Noto Naskh Arabic, Amiri and DejaVu Sans
(Debian: chromium libreoffice-writer tesseract-ocr-ara fonts-noto-core fonts-hosny-amiri fonts-dejavu-core). What is missing is named.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

from benchmarks.arabic_printing import PRODUCERS, SCAN, MissingError, Producer
from benchmarks.arabic_words import ROOT, arabic_texts
from benchmarks.page import table
from peerlearn.corpus import read_corpus
from peerlearn.curation.gate import judge
from peerlearn.curation.ingest.limits import DEFAULT
from peerlearn.curation.ingest.pdf import read_pdf
from peerlearn.curation.source import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PRACTICES = 30
LONGEST = 1500
"""Characters of a text that is printed, so that it fits a page."""
SCANNED = 6
PASSABLE, BROKEN = 0.01, 0.03
"""Shares of wrong characters: with more than the first a person does not look in vain, with more than the second nothing may pass."""
_MARKS = re.compile("[\u064b-\u0652]")
_MARKUP = re.compile(r"(?m)^- |[*][*]")


def with_pypdfium2(path: Path) -> list[str]:
    """Return the text of each page as PDFium gives it."""
    import pypdfium2  # noqa: PLC0415 - may be missing

    document: Any = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def with_pdfplumber(path: Path) -> list[str]:
    """Return the text of each page from left to right; half a line of tolerance keeps marks and signs of other fonts on their lines."""
    import pdfplumber  # noqa: PLC0415 - may be missing

    with pdfplumber.open(path) as document:
        return [page.extract_text(y_tolerance=6) for page in document.pages]


def with_pypdf(path: Path) -> list[str]:
    """Return the text of each page in the order of the file."""
    import pypdf  # noqa: PLC0415 - may be missing

    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def with_ours(path: Path) -> list[str]:
    """Return the text of each page as the product reads it: PDFium's glyphs in the order of their places, not yet judged."""
    return [page.text for page in read_pdf(path.read_bytes(), limits=DEFAULT).pages]


READERS: dict[str, Callable[[Path], list[str]]] = {
    "**ours**": with_ours,
    "pdfplumber": with_pdfplumber,
    "pypdfium2": with_pypdfium2,
    "pypdf": with_pypdf,
}


def error_rate(wanted: str, text: str) -> float:
    """Return the characters that must be put in, taken out or changed, by those wanted; white space of any kind is one space."""
    one, other = (" ".join(unicodedata.normalize("NFC", each).split()) for each in (wanted, text))
    return Levenshtein.distance(one, other) / max(1, len(one))


def printed_texts(number: int, *, held_back: bool) -> list[str]:
    """Return the Arabic of practices as it is printed: a page each, without Markdown."""
    texts = arabic_texts(read_corpus(ROOT / "corpus"), held_back=held_back)
    return [_shortened(_MARKUP.sub("", texts[record])) for record in sorted(texts)[:number]]


def _shortened(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and sum(map(len, lines)) + len(line) > LONGEST:
            break
        lines.append(line)
    return "\n".join(lines)


@dataclass(frozen=True)
class Outcome:
    """A page: the share of wrong characters as it was read and after the gate, and the gate's verdict."""

    before: float
    after: float
    page: Page


def outcomes(producer: Producer, texts: Sequence[str], pages: Sequence[str]) -> list[Outcome]:
    """Return what the gate makes of pages that were printed from texts."""
    # The usual recipe for reshaping drops the marks: what was never printed cannot be read.
    wanted = [_MARKS.sub("", text) for text in texts] if producer.name.endswith("reshaped") else texts
    judged = [judge(Page(1, page.replace("\r\n", "\n").replace("\r", "\n"))) for page in pages]
    return [
        Outcome(error_rate(text, page), error_rate(text, found.text), found)
        for text, page, found in zip(wanted, pages, judged, strict=True)
    ]


def row(name: str, reader: str, found: Sequence[Outcome]) -> list[str]:
    """Return a row of the table: means over pages, and how often the verdict was right."""
    passed = [each for each in found if each.page.usable]
    stopped = [each for each in found if not each.page.usable]
    return [
        name,
        reader,
        _percent([each.before for each in found]),
        _percent([each.after for each in found]),
        str(sum(each.after > each.before for each in found)),
        f"{len(passed)} of {len(found)}",
        _percent([each.after for each in passed]),
        str(sum(each.after > BROKEN for each in passed)),
        f"{sum(each.after > PASSABLE for each in stopped)} of {len(stopped)}",
    ]


def _percent(shares: Sequence[float]) -> str:
    return f"{100 * sum(shares) / len(shares):.2f} %" if shares else "-"


COLUMNS = (
    "printed by",
    "read by",
    "wrong as read",
    "after the gate",
    "pages worse",
    "passed",
    "wrong on those",
    "broken ones passed",
    "sent on rightly",
)


def measured(texts: Sequence[str], folder: Path, readers: Mapping[str, Callable[[Path], list[str]]]) -> list[list[str]]:
    """Return the rows of every producer and reader that is installed."""
    rows = []
    for number, producer in enumerate(PRODUCERS):
        path = folder / f"{number}.pdf"
        try:
            producer.write(texts, path)
        except MissingError as missing:
            print(f"{producer.name} is left out: {missing}", file=sys.stderr)
            continue
        rows += [row(producer.name, name, outcomes(producer, texts, read(path))) for name, read in readers.items()]
    return rows


def scanned(texts: Sequence[str], folder: Path) -> list[list[str]]:
    """Return the rows of scans: without a text layer, and as Tesseract reads them."""
    path = folder / "scan.pdf"
    try:
        SCAN.write(texts, path)
    except MissingError as missing:
        print(f"{SCAN.name} is left out: {missing}", file=sys.stderr)
        return []
    rows = [row(SCAN.name, name, outcomes(SCAN, texts, read(path))) for name, read in READERS.items()]
    if shutil.which("tesseract"):
        rows.append(row(SCAN.name, "Tesseract", outcomes(SCAN, texts, _with_tesseract(path, folder))))
    return rows


def _with_tesseract(path: Path, folder: Path) -> list[str]:
    import pypdfium2  # noqa: PLC0415 - may be missing

    document: Any = pypdfium2.PdfDocument(path)
    texts = []
    for number, page in enumerate(document):
        image = folder / f"scan-{number}.png"
        page.render(scale=300 / 72).to_pil().save(image)
        command = ["tesseract", str(image), "-", "-l", "ara", "--psm", "6"]
        texts.append(subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.replace("\f", ""))
    document.close()
    return texts


def main(number: str = str(PRACTICES), reader: str = "") -> None:
    """Print the table, of one reader or of all with scans."""
    texts = printed_texts(int(number), held_back=True)
    with tempfile.TemporaryDirectory(prefix="peerlearn-pdf-") as folder:
        if reader:
            rows = measured(texts, Path(folder), {name: read for name, read in READERS.items() if name.strip("*") == reader})
        else:
            rows = measured(texts, Path(folder), READERS) + scanned(texts[:SCANNED], Path(folder))
    print(table(COLUMNS, rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
