"""PDF: lines are read off the places of glyphs, pages keep their numbers, and a scanned page says so."""

import pytest

from peerlearn.curation.ingest import ocr
from peerlearn.curation.ingest.limits import DEFAULT, Limits
from peerlearn.curation.ingest.ocr import read_tsv
from peerlearn.curation.ingest.pdf import read_pdf
from peerlearn.curation.ingest.reading_order import Glyph, in_reading_order
from peerlearn.curation.ingest.refusals import RefusedError
from tests.unit.curation.ingest.made_files import pdf_file

SCAN = ("", b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")


def painted(*lines, order=lambda glyphs: glyphs, width=5.0, size=10.0):
    """Return glyphs of lines written as they look, from left to right; ``order`` is the order in the file."""
    glyphs = []
    for number, line in enumerate(lines):
        glyphs += order(
            [Glyph(each, at * width, (at + 1) * width, 800 - 14 * number, size, at * width) for at, each in enumerate(line) if each != "_"]
        )
    return glyphs


@pytest.mark.parametrize("order", [lambda glyphs: glyphs, lambda glyphs: glyphs[::-1], lambda glyphs: glyphs[1::2] + glyphs[::2]])
@pytest.mark.parametrize(
    ("looks", "reads"),
    [
        ("ةنيدم", "مدينة"),
        ("2020 ماع", "عام 2020"),
        ("6,500 وحن", "نحو 6,500"),
        ("2019-2015 نم", "من 2015-2019"),
        ("%24 غلبو", "وبلغ 24%"),
        ("24% غلبو", "وبلغ 24%"),
        ("مويلا GNLC ةكبش", "شبكة GNLC اليوم"),
        ("learning cities ةكبش", "شبكة learning cities"),
        ("COVID-19 ةحئاج", "جائحة COVID-19"),
        (".ةنيدملا", "المدينة."),
        ("٢٠٢٠ ماع", "عام ٢٠٢٠"),
    ],
)
def test_a_line_reads_from_the_right_and_what_is_latin_in_it_from_the_left(looks, reads, order):
    page = in_reading_order(painted(looks, "ةيبرع ةرقف نم رطس", order=order))
    assert page.split("\n") == [reads, "سطر من فقرة عربية"]


@pytest.mark.parametrize(("looks", "reads"), [("a city called عبني in 2020", "a city called ينبع in 2020"), ("12 pages", "12 pages")])
def test_a_latin_line_reads_from_the_left_and_what_is_arabic_in_it_from_the_right(looks, reads):
    assert in_reading_order(painted(looks)) == reads


@pytest.mark.parametrize("looks", ["ةملك (صن) ةملك", "ةملك )صن( ةملك"])
def test_brackets_enclose_whether_a_file_names_them_by_looks_or_by_meaning(looks):
    assert in_reading_order(painted(looks)) == "كلمة (نص) كلمة"


def test_a_gap_is_a_space_and_a_wide_one_a_column():
    assert in_reading_order(painted("ب_أ")) == "أ ب"
    assert in_reading_order(painted("ب______أ")) == "أ\tب"


def test_a_mark_joins_the_letter_it_stands_on():
    glyphs = [*painted("ةسردم"), Glyph("\u0651", 11, 13, 803, 10, 11)]
    assert in_reading_order(glyphs) == "مدر\u0651سة"


def test_lam_alef_is_told_in_its_order_though_one_glyph_stands_for_both():
    assert in_reading_order([Glyph("ا", 0, 5, 800, 10, 0), Glyph("ل", 0, 5, 800, 10, 0), Glyph("س", 5, 10, 800, 10, 5)]) == "سلا"


def test_lines_that_are_far_apart_are_paragraphs():
    glyphs = [Glyph("أ", 0, 5, base, 10, 0) for base in (800, 786, 772, 740, 726, 712, 698)]
    assert in_reading_order(glyphs) == "أ\nأ\nأ\n\nأ\nأ\nأ\nأ"


def test_a_word_painted_after_the_rest_comes_where_it_stands():
    first, late = painted("بب____أأ"), painted("__جج")
    below = [Glyph("د", 0, 5, 786, 10, 0)]
    assert in_reading_order([*first, *below, *late]).split("\n")[0].replace("\t", " ").split() == ["أأ", "ججبب"]


def test_nothing_painted_is_no_text():
    assert in_reading_order([]) == ""


def test_pages_keep_their_order_and_numbers():
    content = read_pdf(pdf_file("One", "", "Three"), limits=DEFAULT)
    assert [page.text for page in content.pages] == ["One", "", "Three"]


def test_more_pages_than_allowed_are_refused_before_any_is_read():
    with pytest.raises(RefusedError, match="too_many_pages"):
        read_pdf(pdf_file(*"abcdef"), limits=Limits(pages=5))


def test_a_page_that_is_a_picture_needs_recognition():
    (page,) = read_pdf(pdf_file(content=SCAN), limits=DEFAULT).pages
    assert (page.verdict, page.text, page.notes) == ("needs_ocr", "", ("no_text_layer",))


def test_a_file_of_empty_pages_has_no_text():
    with pytest.raises(RefusedError, match="no_text"):
        read_pdf(pdf_file("", ""), limits=DEFAULT)


def test_without_tesseract_a_scanned_page_waits_for_a_person(monkeypatch):
    from peerlearn.curation.ingest.readers import read_bytes  # noqa: PLC0415 - beside what it is patched for

    monkeypatch.setattr(ocr, "languages", lambda: ())
    (source,) = read_bytes(pdf_file(content=SCAN), name="a.pdf", limits=DEFAULT)
    assert [page.verdict for page in source.pages] == ["needs_ocr"]


@pytest.mark.parametrize(("confidence", "sure"), [("96", True), ("89", False), ("40", False)])
def test_the_table_of_tesseract_gives_lines_paragraphs_and_whether_it_is_sure(confidence, sure):
    rows = [("1", "1", "1", "مدينة"), ("1", "1", "1", "التعلم"), ("1", "1", "2", "سطر"), ("1", "2", "1", "فقرة"), ("1", "2", "1", " ")]
    table = "head\n" + "\n".join(f"5\t1\t{block}\t{par}\t{line}\t1\t0\t0\t0\t0\t{confidence}\t{word}" for block, par, line, word in rows)
    assert read_tsv(table) == ("مدينة التعلم\nسطر\n\nفقرة", sure)


def test_one_doubtful_word_among_few_makes_a_page_doubtful():
    table = "head\n" + "\n".join(f"5\t1\t1\t1\t1\t1\t0\t0\t0\t0\t{sure}\tمدينة" for sure in ["99"] * 20 + ["30"])
    assert read_tsv(table)[1] is False


def test_nothing_recognised_is_nothing_sure():
    assert read_tsv("") == ("", False)
