"""DOCX and PPTX: what stands in them, in which order, and what is never opened."""

import io
import zipfile

import pytest

from peerlearn.curation.ingest.limits import DEFAULT, Limits
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.slides import read_pptx
from peerlearn.curation.ingest.word import read_docx
from tests.unit.curation.ingest.made_files import BILLION_LAUGHS, TEXT, TITLE, docx_file, pptx_file, with_part, zip_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word_with(body):
    return with_part(docx_file(), "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def text_of(body):
    return [page.text for page in read_docx(word_with(body), limits=DEFAULT).pages]


def test_paragraphs_and_tables_come_in_their_order():
    data = docx_file(TITLE, TEXT, table=[("المدينة", "ينبع"), ("الحل", "جملة طويلة " * 20)], title="عنوان")
    content = read_docx(data, limits=DEFAULT)
    assert content.title == "عنوان"
    assert content.pages[0].text.split("\n\n") == [TITLE, TEXT, "المدينة | ينبع", "الحل\n" + ("جملة طويلة " * 20).strip()]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ('<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>', ["a", "b"]),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ["a\tb\nc"]),
        ("<w:p><w:del><w:r><w:delText>x</w:delText><w:t>x</w:t></w:r></w:del><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>", ["a"]),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r><w:t>b</w:t></w:r></w:p>", ["a\n\nb"]),
        ("<w:p><w:r><w:t>a</w:t><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:r></w:p>", ["a\n\nbox"]),
        (
            "<w:p><w:r><w:t>a</w:t></w:r><mc:AlternateContent><mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
            ["a"],
        ),
        ("".join(f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{each}</w:t></w:r></w:p>" for each in "ab"), ["a\nb"]),
    ],
    ids=["page", "tab and line", "changes", "form field", "text box", "told twice", "list"],
)
def test_what_stands_in_a_word_file(body, pages):
    assert text_of(body) == pages


def test_a_table_in_a_cell_is_told_once():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>in</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert text_of(f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>out</w:t></w:r></w:p>{inner}</w:tc></w:tr></w:tbl>") == ["out\n\nin"]


def test_a_slide_is_a_page_and_begins_with_its_title():
    pages = read_pptx(pptx_file((TITLE, TEXT), ("الثانية", "نص")), limits=DEFAULT).pages
    assert [(page.label, page.text) for page in pages] == [("1", f"{TITLE}\n\n{TEXT}"), ("2", "الثانية\n\nنص")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("read", "made", "part"), [(read_docx, docx_file, "word/document.xml"), (read_pptx, pptx_file, "ppt/slides/slide1.xml")]
)
def test_xml_that_defines_entities_is_not_opened(read, made, part, encoding):
    with pytest.raises(RefusedError, match="unsafe"):
        read(with_part(made(), part, BILLION_LAUGHS.encode(encoding)), limits=DEFAULT)


@pytest.mark.parametrize(("read", "made"), [(read_docx, docx_file), (read_pptx, pptx_file)])
def test_a_package_that_unpacks_to_too_much_is_not_opened(read, made):
    bomb = with_part(made(), "word/media/x.bin", b"\0" * 2**21)
    with pytest.raises(RefusedError, match="expands"):
        read(bomb, limits=Limits(ratio_from=2**20, ratio=10))
    with pytest.raises(RefusedError, match="expands"):
        read(bomb, limits=Limits(unpacked_bytes=2**20))
    with pytest.raises(RefusedError, match="expands"):
        read(made(), limits=Limits(parts=3))


def test_a_package_that_lies_about_its_sizes_gives_no_more_than_it_says():
    data = zip_file({"a.xml": b"<a>" + b" " * 5000})
    place = data.rindex(b"PK\x01\x02")
    lie = data[: place + 24] + (10).to_bytes(4, "little") + data[place + 28 :]
    with zipfile.ZipFile(io.BytesIO(lie)) as archive:
        assert archive.infolist()[0].file_size == 10
    with pytest.raises(RefusedError, match="broken"):
        read_docx(lie, limits=DEFAULT)


@pytest.mark.parametrize(("read", "made"), [(read_docx, docx_file), (read_pptx, pptx_file)])
def test_more_text_than_allowed_is_refused(read, made):
    with pytest.raises(RefusedError, match="too_much_text"):
        read(made(), limits=Limits(characters=20))
