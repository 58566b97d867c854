"""A report as a Word file: right to left where its text is, with the marks that Word itself would have written."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from peerlearn.interop.naming import word
from peerlearn.interop.report import direction

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from peerlearn.interop.report import Entry, Report

_INK, _ACCENT, _MUTED = RGBColor(0x1D, 0x2B, 0x2A), RGBColor(0x0F, 0x5A, 0x56), RGBColor(0x52, 0x60, 0x5E)
_TAGS = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_AFTER_NUMBERING = ("w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:adjustRightInd", "w:snapToGrid",
                    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:textDirection", "w:textAlignment",
                    "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange")  # fmt: skip
"""What the schema wants behind ``w:bidi`` in a paragraph's properties."""


def docx_bytes(report: Report) -> bytes:
    """Return the report as a Word file."""
    document = Document()
    _styles(document)
    _page(document, report)
    if len(report.entries) > 1:
        _cover(document, report)
    for place, entry in enumerate(report.entries):
        _entry(document, entry, report, new_page=place > 0 or len(report.entries) > 1)
    _paragraph(document, report.footer, report.lang, style="Note")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _styles(document: WordDocument) -> None:
    for name, size, colour, bold in (
        ("Normal", 11, _INK, False),
        ("Title", 24, _ACCENT, True),
        ("Heading 1", 18, _ACCENT, True),
        ("Heading 2", 13, _ACCENT, True),
        ("Heading 3", 11, _INK, True),
    ):
        _dress(document.styles[name], size, colour, bold=bold)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Normal"].paragraph_format.line_spacing = 1.25
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = document.styles["Normal"]
    _dress(note, 9, _MUTED, bold=False)


def _dress(style: ParagraphStyle, size: int, colour: RGBColor, *, bold: bool) -> None:
    """Give a style its font for every script: Word has sizes, weights and fonts of their own for Arabic letters."""
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), "Arial")
    style.font.cs_bold = bold
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size_cs = OxmlElement("w:szCs")
    size_cs.set(qn("w:val"), str(size * 2))
    properties.find(qn("w:sz")).addnext(size_cs)


def _page(document: WordDocument, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    if report.direction == "rtl":
        _before(section._sectPr, OxmlElement("w:bidi"), ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange"))
    core = document.core_properties
    core.title, core.author, core.language, core.comments = report.title[:255], "peerlearn", report.lang, ""
    core.created = core.modified = dt.datetime.combine(report.made, dt.time())


def _cover(document: WordDocument, report: Report) -> None:
    _paragraph(document, report.title, report.lang, style="Title")
    if report.question:
        _paragraph(document, f"{word('question', report.lang)}: {report.question}", report.lang)
    _paragraph(document, f"{word('made', report.lang)} {report.made.isoformat()}", report.lang, style="Note")
    if report.shortened:
        _paragraph(document, report.shortened, report.lang, style="Note")
    _paragraph(document, word("contents", report.lang), report.lang, style="Heading 2")
    for place, entry in enumerate(report.entries, start=1):
        _paragraph(document, f"{place}. {entry.title}", entry.lang)
        _paragraph(document, entry.place, report.lang, style="Note")


def _entry(document: WordDocument, entry: Entry, report: Report, *, new_page: bool) -> None:
    heading = _paragraph(document, entry.title, entry.lang, style="Heading 1")
    heading.paragraph_format.page_break_before = new_page
    _paragraph(document, entry.place, report.lang, style="Note")
    _paragraph(document, entry.summary, entry.lang)
    _paragraph(document, word("facts", report.lang), report.lang, style="Heading 2")
    _table(document, entry.facts, report.lang, widths=(4.5, 11.9))
    for part in entry.parts:
        _paragraph(document, part.heading, report.lang, style="Heading 2")
        for block in part.blocks:
            if block.kind == "item":
                style = "List Paragraph" if block.number else "List Bullet"
                _paragraph(document, f"{block.number}. {block.text}" if block.number else block.text, entry.text_lang, style=style)
            else:
                _paragraph(document, block.text, entry.text_lang, style="Heading 3" if block.kind == "heading" else "Normal")
    if entry.figures:
        _paragraph(document, word("results", report.lang), report.lang, style="Heading 2")
        head = tuple(word(name, report.lang) for name in ("indicator", "value", "baseline", "date"))
        _table(document, (head, *entry.figures), report.lang, widths=(8.4, 3.4, 2.2, 2.4), headed=True)
    _paragraph(document, word("sources", report.lang), report.lang, style="Heading 2")
    for place, source in enumerate(entry.sources, start=1):
        _paragraph(document, f"{place}. {source}", report.lang, style="Note")
    if entry.link:
        _paragraph(document, entry.link, "en", style="Note")


def _paragraph(place: WordDocument | _Cell, text: str, lang: str, *, style: str = "Normal") -> Paragraph:
    made = place.add_paragraph(style=style)
    _fill(made, text, lang)
    return made


def _fill(paragraph: Paragraph, text: str, lang: str) -> None:
    """Write a text into a paragraph in its own direction."""
    right_to_left = direction(lang) == "rtl"
    if right_to_left:
        _before(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"), _AFTER_NUMBERING)
    run = paragraph.add_run(text)
    run.font.rtl = True if right_to_left else None
    language = OxmlElement("w:lang")
    tag = _TAGS.get(lang.split("-")[0], lang)
    language.set(qn("w:bidi" if right_to_left else "w:val"), tag)
    run._r.get_or_add_rPr().append(language)


def _table(
    document: WordDocument, rows: tuple[tuple[str, ...], ...], lang: str, *, widths: tuple[float, ...], headed: bool = False
) -> None:
    table = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if direction(lang) == "rtl":
        _before(table._tbl.tblPr, OxmlElement("w:bidiVisual"), ("w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
                "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))  # fmt: skip
    for place, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
        for number, (cell, text, width) in enumerate(zip(line.cells, row, widths, strict=True)):
            cell.width = Cm(width)
            _fill(cell.paragraphs[0], text, lang)
            bold = place == 0 if headed else number == 0
            for run in cell.paragraphs[0].runs if bold else ():
                run.font.bold = run.font.cs_bold = True
    if headed:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _before(parent: Any, child: Any, later: tuple[str, ...]) -> None:
    """Put a property before those that the schema wants behind it: Word takes a file in another order for a damaged one."""
    names = {qn(name) for name in later if name.split(":")[0] == "w"}
    place = next((number for number, each in enumerate(parent) if each.tag in names), len(parent))
    parent.insert(place, child)
