"""Prints Arabic text to PDF as the programs do that cities use, good and bad, so that the quality gate meets what they really make.

A producer takes texts and writes a PDF with one text a page. Each needs something that may be missing; :class:`MissingError` names it.
"""

from __future__ import annotations

import html
import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NASKH, AMIRI, SANS = "Noto Naskh Arabic", "Amiri", "DejaVu Sans"
_WIDTH = 480  # points of a line on an A4 page with margins
_SIZE = 12


class MissingError(Exception):
    """A program, package or font that a producer needs is not installed; the message names it."""


@dataclass(frozen=True)
class Producer:
    """A way to print: ``write(texts, path)`` puts each text on a page of its own."""

    name: str
    write: Callable[[Sequence[str], Path], None]


def _need_package(name: str) -> None:
    if importlib.util.find_spec(name) is None:
        raise MissingError(f"the Python package {name} is not installed")


def _need_program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingError(f"the program {names[0]} is not installed")


@cache
def font_file(family: str) -> Path:
    """Return the file of a font family.

    Raises:
        MissingError: the font, or the program that finds it, is not installed.
    """
    asked = [_need_program("fc-match"), "--format=%{family}|%{file}", f"{family}:style=Regular"]
    families, _, file = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition("|")
    if family not in families.split(","):
        raise MissingError(f"the font {family} is not installed")
    return Path(file)


def _page_of_html(texts: Sequence[str], font: str) -> str:
    pages = "".join(
        "<section>" + "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()) + "</section>" for text in texts
    )
    style = f"body{{font:{_SIZE}pt '{font}'}}section{{break-after:page}}section:last-child{{break-after:auto}}"
    return f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>{style}</style><body>{pages}</body></html>'


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=110)


def chromium(font: str) -> Callable[[Sequence[str], Path], None]:
    """Return the printer "Save as PDF" of a browser."""

    def write(texts: Sequence[str], path: Path) -> None:
        program = _need_program("chromium", "chromium-browser", "google-chrome")
        font_file(font)
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(_page_of_html(texts, font), encoding="utf-8")
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
            _run([program, *options, f"--print-to-pdf={path}", page.as_uri()])

    return write


def libreoffice(font: str) -> Callable[[Sequence[str], Path], None]:
    """Return the PDF export of Writer."""

    def write(texts: Sequence[str], path: Path) -> None:
        program = _need_program("soffice", "libreoffice")
        font_file(font)
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / f"{path.stem}.fodt"
            page.write_text(_flat_odt(texts, font), encoding="utf-8")
            where = [f"-env:UserInstallation=file://{folder}/profile", "--outdir", str(path.parent)]
            _run([program, "--headless", "--convert-to", "pdf:writer_pdf_Export", *where, str(page)])

    return write


_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/>
<style:text-properties style:font-name-complex="{font}" style:font-family-complex="'{font}'" fo:font-family="'{font}'"
 style:language-complex="ar" style:country-complex="SA"/></style:style>
<style:style style:name="B" style:family="paragraph" style:parent-style-name="P"><style:paragraph-properties style:writing-mode="rl-tb"
 fo:text-align="start" fo:break-before="page"/>
</style:style></office:styles><office:body><office:text>{body}</office:text></office:body></office:document>
"""


def _flat_odt(texts: Sequence[str], font: str) -> str:
    body = ""
    for number, text in enumerate(texts):
        lines = [line for line in text.split("\n") if line.strip()]
        for place, line in enumerate(lines):
            body += f'<text:p text:style-name="{"B" if number and not place else "P"}">{html.escape(line)}</text:p>'
    return _ODT.format(font=font, body=body)


def weasyprint(font: str) -> Callable[[Sequence[str], Path], None]:
    """Return WeasyPrint."""

    def write(texts: Sequence[str], path: Path) -> None:
        _need_package("weasyprint")
        font_file(font)
        from weasyprint import HTML  # noqa: PLC0415 - may be missing

        HTML(string=_page_of_html(texts, font)).write_pdf(path)

    return write


def reshaped(line: str) -> str:
    """Return a line in presentation forms and visual order, as the usual recipe for Arabic in old PDF libraries makes it.

    Raises:
        MissingError: arabic-reshaper or python-bidi is not installed.
    """
    _need_package("arabic_reshaper")
    _need_package("bidi")
    from arabic_reshaper import reshape  # noqa: PLC0415 - may be missing
    from bidi import get_display  # noqa: PLC0415 - may be missing

    return str(get_display(reshape(line)))


def _in_order(line: str) -> str:
    return line


def fpdf2(*, reshape: bool, shaping: bool = False) -> Callable[[Sequence[str], Path], None]:
    """Return fpdf2: alone, with reshaped text, or with its own shaping by HarfBuzz."""

    def write(texts: Sequence[str], path: Path) -> None:
        _need_package("fpdf")
        if shaping:
            _need_package("uharfbuzz")
        from fpdf import FPDF  # noqa: PLC0415 - may be missing

        pdf = FPDF(unit="pt")
        pdf.add_font("arabic", fname=font_file(SANS))
        pdf.set_font("arabic", size=_SIZE)
        if shaping:
            pdf.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
        for text in texts:
            pdf.add_page()
            for line in _wrapped(text, pdf.get_string_width):
                pdf.cell(w=0, h=20, text=reshaped(line) if reshape else line, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.output(str(path))

    return write


def reportlab(*, reshape: bool, font: str = SANS) -> Callable[[Sequence[str], Path], None]:
    """Return ReportLab's canvas: alone or with reshaped text."""

    def write(texts: Sequence[str], path: Path) -> None:
        _need_package("reportlab")
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - may be missing
        from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - may be missing
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - may be missing

        pdfmetrics.registerFont(TTFont(font, str(font_file(font))))
        canvas = Canvas(str(path), pagesize=(595, 842))

        def width(line: str) -> float:
            return float(pdfmetrics.stringWidth(line, font, _SIZE))

        for text in texts:
            canvas.setFont(font, _SIZE)
            for number, line in enumerate(_wrapped(text, width)):
                canvas.drawRightString(595 - 50, 842 - 60 - number * 20, reshaped(line) if reshape else line)
            canvas.showPage()
        canvas.save()

    return write


def _wrapped(text: str, width: Callable[[str], float]) -> list[str]:
    """Break a text into lines that fit, before it is reshaped: afterwards the words of a paragraph stand last to first."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer) > _WIDTH:
                lines.append(line)
                longer = word
            line = longer
        lines += [line] if line else []
    return lines


def scan(texts: Sequence[str], path: Path) -> None:
    """Write pages that are pictures of text and have no text layer.

    Raises:
        MissingError: Chromium or a package that draws pages is not installed.
    """
    _need_package("pypdfium2")
    _need_package("PIL")
    import pypdfium2  # noqa: PLC0415 - may be missing

    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        chromium(NASKH)(texts, printed)
        document: Any = pypdfium2.PdfDocument(printed)
        images = [page.render(scale=150 / 72).to_pil().convert("L").rotate(0.4, fillcolor=255) for page in document]
        document.close()
        images[0].save(path, save_all=True, append_images=images[1:], resolution=150)


PRODUCERS = (
    Producer("Chromium, Noto Naskh", chromium(NASKH)),
    Producer("Chromium, Amiri", chromium(AMIRI)),
    Producer("Chromium, DejaVu", chromium(SANS)),
    Producer("LibreOffice, Noto Naskh", libreoffice(NASKH)),
    Producer("LibreOffice, Amiri", libreoffice(AMIRI)),
    Producer("LibreOffice, DejaVu", libreoffice(SANS)),
    Producer("WeasyPrint, Noto Naskh", weasyprint(NASKH)),
    Producer("WeasyPrint, Amiri", weasyprint(AMIRI)),
    Producer("WeasyPrint, DejaVu", weasyprint(SANS)),
    Producer("fpdf2", fpdf2(reshape=False)),
    Producer("fpdf2, reshaped", fpdf2(reshape=True)),
    Producer("fpdf2, own shaping", fpdf2(reshape=False, shaping=True)),
    Producer("ReportLab", reportlab(reshape=False)),
    Producer("ReportLab, reshaped", reportlab(reshape=True)),
)
SCAN = Producer("a scan", scan)
