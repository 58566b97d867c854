"""Reports say everything, each text in its own direction, and nothing in a text becomes part of the file."""

import datetime as dt
import io
import zipfile

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from peerlearn.errors import ExportError
from peerlearn.interop import report_pdf
from peerlearn.interop.export import MOST_IN_REPORT, Request, export
from peerlearn.interop.prose import blocks
from peerlearn.interop.report import report
from peerlearn.interop.report_docx import docx_bytes
from peerlearn.interop.report_pdf import pdf_bytes, report_html

DAY = dt.date(2026, 11, 24)
HOSTILE = '<script>alert(1)</script> <img src="https://evil.example/x.png"> \u202eعكس\u202c **غ** [x](javascript:y)'


def made(records, names, lang="ar", **more):
    return report(records, names, lang=lang, made=DAY, **more)


def word_texts(data):
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return document, [paragraph.text for paragraph in document.paragraphs], cells


def test_a_word_file_tells_a_practice_whole(aswan, names):
    _, paragraphs, cells = word_texts(docx_bytes(made([aswan], names)))
    assert paragraphs[0] == "مراكز في أسوان"
    assert "كي يصل التعلّم." in paragraphs
    assert "التحدي" in paragraphs
    assert {"الدارسون", "1,200", "300", "محو الأمية"} <= set(cells)
    assert any("CC BY 4.0" in each for each in paragraphs)


def test_arabic_paragraphs_runs_and_tables_of_a_word_file_run_from_right_to_left(aswan, names):
    document, _, _ = word_texts(docx_bytes(made([aswan], names)))
    for paragraph in document.paragraphs:
        if paragraph.text:
            assert paragraph._p.pPr.find(qn("w:bidi")) is not None
            assert all(run.font.rtl for run in paragraph.runs)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    document, _, _ = word_texts(docx_bytes(made([aswan], names, lang="en")))
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is None
    assert document.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None  # the practice itself is told in Arabic only


def test_properties_stand_in_the_order_that_word_wants(aswan, names):
    document, _, _ = word_texts(docx_bytes(made([aswan], names)))
    for paragraph in document.paragraphs:
        tags = [each.tag.split("}")[1] for each in paragraph._p.pPr] if paragraph._p.pPr is not None else []
        order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "bidi", "spacing", "ind", "jc"]
        assert [each for each in order if each in tags] == tags


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_hostile_text_stays_text_in_word(lang, told, names):
    data = docx_bytes(made([told(HOSTILE)], names, lang=lang))
    _, paragraphs, _ = word_texts(data)
    assert "<script>alert(1)</script>" in paragraphs[0]
    assert "\u202e" not in "".join(paragraphs)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"evil.example" in archive.read(name) and name.endswith(".rels")]
        etree.fromstring(archive.read("word/document.xml"))


def test_several_practices_have_a_cover_with_the_question(aswan, names):
    _, paragraphs, _ = word_texts(docx_bytes(made([aswan, aswan], names, question="كيف؟", total=30)))
    assert paragraphs[:2] == ["ممارسات من مدن التعلّم", "السؤال: كيف؟"]
    assert "في هذا التقرير أول 2 من 30." in paragraphs


def test_hostile_text_stays_text_in_the_page_that_is_drawn(told, names):
    html = report_html(made([told(HOSTILE)], names))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html


def test_a_pdf_holds_the_text_says_its_language_and_fetches_nothing(told, names):
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(made([told("Aswan <b>centres</b> " + HOSTILE)], names))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "centres" in text
    assert "evil.example" in text
    assert not any(page.images or page.get("/Annots") for page in reader.pages)
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_where_pdfs_cannot_be_drawn_a_sentence_says_what_to_install(aswan, names, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(ExportError, match=r"cannot draw PDFs.*libpango"):
        report_pdf.pdf_bytes(made([aswan], names))


def test_a_report_holds_no_more_than_anybody_reads(aswan, names):
    data = export([aswan] * (MOST_IN_REPORT + 3), names, Request("docx", "en", DAY))
    assert f"This report holds the first {MOST_IN_REPORT} of {MOST_IN_REPORT + 3}." in word_texts(data)[1]


def test_nothing_is_no_file(names):
    with pytest.raises(ExportError, match="nothing to export"):
        export([], names, Request("csv", "ar", DAY))


BLOCKS = [
    ("فقرة\nتكملتها", [("paragraph", "فقرة تكملتها", "")]),
    ("- أ\n- **ب**\n\nج", [("item", "أ", ""), ("item", "ب", ""), ("paragraph", "ج", "")]),
    ("2. اثنان\n   تتمة", [("item", "اثنان تتمة", "2")]),
    ("### عنوان\nنص", [("heading", "عنوان", ""), ("paragraph", "نص", "")]),
    ("a_b_c 2*3 *em* \\*", [("paragraph", "a_b_c 2*3 em *", "")]),
    ("\x00 \n\n", []),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_a_section_is_read_as_blocks(text, expected):
    assert [(each.kind, each.text, each.number) for each in blocks(text)] == expected
