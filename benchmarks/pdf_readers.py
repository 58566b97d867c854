"""PDF readers on Arabic files that we print ourselves: how far the text they give is from what was printed, and how long they take.

``python -m benchmarks.pdf_readers`` prints Arabic practices of the corpus with every producer that is there (Chromium, LibreOffice,
fpdf2, ReportLab), reads each file with pypdfium2, pdfminer.six, pdfplumber and pypdf, and prints the table of docs/curation-readers.md.
The character error rate is the edit distance to the printed text in logical order, white space as single spaces, divided by its length.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import io
import shutil
import subprocess
import tempfile
import time
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import Levenshtein

from benchmarks.page import figure, table
from peerlearn.corpus import read_corpus
from peerlearn.curation.ingest.limits import DEFAULT
from peerlearn.curation.ingest.pdf import read_pdf
from peerlearn.settings import CLONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Paragraphs = list[str]


def paragraphs(count: int, skip: int = 0) -> Paragraphs:
    """Return title, summary and sections of ``count`` practices whose original is Arabic, after the first ``skip``."""
    practices = [each for each in read_corpus(CLONE / "corpus").practices.values() if each.lang == "ar"][skip : skip + count]
    texts = [[each.original.title, each.original.summary, *each.original.sections.values()] for each in practices]
    return [line.removeprefix("- ") for text in texts for part in text for line in part.split("\n") if line.strip()]


# producers


def _font() -> str:
    """Return the file of an Arabic face that also has Latin letters, as fontconfig knows it."""
    if shutil.which("fc-match") is None:
        raise NotHereError("fc-match")
    done = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans:lang=ar"], check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


class NotHereError(Exception):
    """A producer or reader is not installed."""


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise NotHereError(program)
    subprocess.run([program, *arguments], check=True, capture_output=True, timeout=110)


def chromium(texts: Paragraphs, folder: Path) -> Path:
    """Print a right-to-left web page."""
    body = "".join(f"<p>{html.escape(each)}</p>" for each in texts)
    page = folder / "page.html"
    page.write_text(f'<html lang="ar" dir="rtl"><meta charset="utf-8"><body>{body}', encoding="utf-8")
    target = folder / "chromium.pdf"
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
    return target


def libreoffice(texts: Paragraphs, folder: Path) -> Path:
    """Print a Word file, its paragraphs right to left."""
    import docx  # noqa: PLC0415 - only this producer needs it
    from docx.oxml import OxmlElement  # noqa: PLC0415

    document = docx.Document()
    for text in texts:
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    document.save(str(folder / "libreoffice.docx"))
    _run(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "libreoffice.docx"),
    )
    return folder / "libreoffice.pdf"


def fpdf2(texts: Paragraphs, folder: Path) -> Path:
    """Write with fpdf2, which shapes Arabic itself (its ``text_shaping``)."""
    if importlib.util.find_spec("fpdf") is None:
        raise NotHereError("fpdf2")
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("face", fname=_font())
    pdf.set_font("face", size=12)
    if importlib.util.find_spec("uharfbuzz") is not None:
        pdf.set_text_shaping(use_shaping_engine=True, direction="rtl")
    for text in texts:
        pdf.multi_cell(0, 8, text, align="R", new_x="LMARGIN", new_y="NEXT")
    target = folder / "fpdf2.pdf"
    pdf.output(str(target))
    return target


def reportlab(texts: Paragraphs, folder: Path) -> Path:
    """Write with ReportLab after arabic-reshaper and python-bidi: presentation forms in visual order, as many web systems do."""
    for name in ("reportlab", "arabic_reshaper", "bidi"):
        if importlib.util.find_spec(name) is None:
            raise NotHereError(name)
    import arabic_reshaper  # noqa: PLC0415
    from bidi.algorithm import get_display  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("face", _font()))
    target = folder / "reportlab.pdf"
    canvas = Canvas(str(target))
    canvas.setFont("face", 12)
    shaper = arabic_reshaper.ArabicReshaper({"delete_harakat": False})
    at = 800.0
    for line in _wrapped(texts):
        if at < 50:
            canvas.showPage()
            canvas.setFont("face", 12)
            at = 800.0
        canvas.drawRightString(550, at, get_display(shaper.reshape(line)))
        at -= 18
    canvas.save()
    return target


def _wrapped(texts: Paragraphs, width: int = 80) -> list[str]:
    lines: list[str] = []
    for text in texts:
        line = ""
        for word in text.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return lines


# readers


def read_ours(data: bytes) -> str:
    """Read as the product does: PDFium's glyphs in the order of their places."""
    return "\n".join(page.text for page in read_pdf(data, limits=DEFAULT).pages)


def read_pypdfium2(data: bytes) -> str:
    """Read with PDFium."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def read_pdfminer(data: bytes) -> str:
    """Read with pdfminer.six as it comes."""
    from pdfminer.high_level import extract_text  # noqa: PLC0415

    return str(extract_text(io.BytesIO(data)))


def read_pdfplumber(data: bytes) -> str:
    """Read with pdfplumber as it comes."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def read_pypdf(data: bytes) -> str:
    """Read with pypdf as it comes."""
    from pypdf import PdfReader  # noqa: PLC0415

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


PRODUCERS: dict[str, Callable[[Paragraphs, Path], Path]] = {
    "Chromium": chromium,
    "LibreOffice": libreoffice,
    "fpdf2": fpdf2,
    "ReportLab, reshaped": reportlab,
}
READERS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "**ours**: PDFium by places": ("pypdfium2", read_ours),
    "pypdfium2": ("pypdfium2", read_pypdfium2),
    "pdfminer.six": ("pdfminer", read_pdfminer),
    "pdfplumber": ("pdfplumber", read_pdfplumber),
    "pypdf": ("pypdf", read_pypdf),
}


def error_rate(found: str, printed: str, *, folded: bool = False) -> float:
    """Return the edit distance as a share of what was printed; ``folded`` forgives presentation forms."""
    form: Literal["NFC", "NFKC"] = "NFKC" if folded else "NFC"
    one, other = (" ".join(unicodedata.normalize(form, each).split()) for each in (found, printed))
    return Levenshtein.distance(one, other) / len(other)


@cache
def _there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def measure(texts: Paragraphs, folder: Path) -> list[list[str]]:
    """Return the rows: producer, reader, error rate as read, presentation forms forgiven, milliseconds a page."""
    printed = "\n".join(texts)
    rows = []
    for producer, print_with in PRODUCERS.items():
        try:
            data = print_with(texts, folder).read_bytes()
        except NotHereError as missing:
            rows.append([producer, f"not here: {missing}", "-", "-", "-"])
            continue
        pages = _pages(data)
        rows += [[producer, *_row(reader, data, printed, pages)] for reader in READERS]
    return rows


def _pages(data: bytes) -> int:
    import pypdfium2  # noqa: PLC0415

    return len(pypdfium2.PdfDocument(data))


def _row(reader: str, data: bytes, printed: str, pages: int) -> Sequence[str]:
    module, read = READERS[reader]
    if not _there(module):
        return [f"{reader}: not here", "-", "-", "-"]
    read(data)
    begin = time.perf_counter()
    found = read(data)
    taken = (time.perf_counter() - begin) / pages
    return [reader, *(figure(100 * error_rate(found, printed, folded=each), 1) for each in (False, True)), figure(1000 * taken, 1)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=12)
    parser.add_argument("--skip", type=int, default=12, help="leave out the first ones, which the order of glyphs was worked out on")
    parser.add_argument("--keep", type=Path, help="leave the printed files in this folder")
    given = parser.parse_args()
    texts = paragraphs(given.practices, given.skip)
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    print(table(["producer", "reader", "errors %", "forms forgiven %", "ms a page"], measure(texts, folder)))
    if given.keep is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
