"""Plain text, Markdown and web pages: encodings, what is a page, what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.curation.ingest.decode import decode
from peerlearn.curation.ingest.limits import DEFAULT, Limits
from peerlearn.curation.ingest.plain import read_markdown, read_text
from peerlearn.curation.ingest.readers import read_bytes
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.sniff import table_of
from peerlearn.curation.ingest.tidy import tidy
from peerlearn.curation.ingest.web import read_html
from peerlearn.facts import require_text
from peerlearn.issues import FieldError
from tests.unit.curation.ingest.made_files import HTML, TEXT, TITLE

ARABIC = f"{TITLE}\nشارك فيها الأهالي والمدارس؛ وبقيت مفتوحة بعد انتهاء المشروع."
FRENCH = "L’été dernier, la ville a ouvert des bibliothèques près des écoles : où l’on apprend à lire, gratuitement, grâce à 12 bénévoles."
PLAIN_FRENCH = FRENCH.replace("’", "'")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "utf-32"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        (FRENCH, "cp1252"),
        (PLAIN_FRENCH, "iso8859_15"),
        (PLAIN_FRENCH, "utf-16-le"),
    ],
)
def test_the_letters_come_out_whatever_they_were_saved_as(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_a_web_page_says_its_own_encoding():
    page = '<html><head><meta charset="iso-8859-6"></head><body>سلام</body></html>'
    assert "سلام" in decode(page.encode("iso8859_6"))[0]


def test_an_encoding_that_a_page_makes_up_is_not_believed():
    page = '<html><meta charset="../../passwd"><body>' + ARABIC
    assert ARABIC in decode(page.encode("cp1256"))[0]


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("أ\u2028ب", "أ\nب"),
        ("أ\u2029ب", "أ\n\nب"),
        ("أ\x85ب\x0bج\r\nد\rه", "أ\nب\nج\nد\nه"),
        ("أ\0ب\x07\ufeff\ufffe\ud800", "أب"),
        ("ا\u0653", "آ"),
        ("  أ  \n\n\n\n ب\u00a0\n", "أ\n\n ب"),
        ("أ\u200fب\u202b", "أ\u200fب\u202b"),
    ],
)
def test_a_page_holds_lines_and_paragraphs_and_no_controls(text, tidied):
    assert tidy(text) == tidied


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Z", "Cc", "Cs", "Cn"], max_codepoint=0xFFFF), max_size=60))
def test_tidy_text_stays_as_it_is_and_the_facts_accept_it(text):
    once = tidy(text)
    assert tidy(once) == once
    if once.strip():
        try:
            require_text("text", once)
        except FieldError as refused:
            pytest.fail(str(refused))


def test_a_form_feed_ends_a_page():
    assert [page.text for page in read_text("أولى\fثانية\f\f ثالثة", limits=DEFAULT).pages] == ["أولى", "ثانية", "ثالثة"]


def test_more_pages_or_letters_than_allowed_are_refused():
    with pytest.raises(RefusedError, match="too_many_pages"):
        read_text("a\f" * 6, limits=Limits(pages=5))
    with pytest.raises(RefusedError, match="too_much_text"):
        read_text("a" * 11, limits=Limits(characters=10))


def test_markdown_reads_as_it_looks():
    content = read_markdown(
        f"# {TITLE} #\n## النتائج\nبلغ **العدد** 5 و*زاد*، انظر [الموقع](https://example.org/a).\n- أولًا\n- ثانيًا\n\nعنوان\n---\n2*3*4",
        limits=DEFAULT,
    )
    assert content.title == TITLE
    assert content.pages[0].text.split("\n\n") == [
        TITLE,
        "النتائج",
        "بلغ العدد 5 وزاد، انظر الموقع (https://example.org/a).\n- أولًا\n- ثانيًا",
        "عنوان",
        "2*3*4",
    ]


def test_a_web_page_gives_its_text_and_title_and_not_its_menus_and_scripts():
    content = read_html(HTML, limits=DEFAULT)
    text = content.pages[0].text
    assert content.title == TITLE
    assert TEXT in text
    assert "النتائج" in text.split("\n\n")
    assert not any(word in text for word in ("alert", "الأخبار", "الرئيسية"))


def test_a_short_page_keeps_its_text_where_the_extractor_finds_none():
    assert read_html("<html><body><div>سطر</div><div>آخر <b>هنا</b></div>", limits=DEFAULT).pages[0].text == "سطر\n\nآخر هنا"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x</script></body></html>", "<html>" + "<b>" * 5000])
def test_a_page_without_text_is_refused(page):
    with pytest.raises(RefusedError, match="no_text"):
        read_html(page, limits=DEFAULT)


def test_a_page_that_defines_entities_fetches_and_expands_nothing():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "ha">]><html><body><p>نص &x;&y;</p></body></html>'
    assert "نص" in read_html(page, limits=DEFAULT).pages[0].text


@pytest.mark.parametrize(("row", "delimiter"), [("a,b,c", ","), ("a;b,c;d", ";"), ("a\tb", "\t"), ('"a,b"|c', "|")])
def test_the_separator_is_the_one_that_parts_the_first_row(row, delimiter):
    assert table_of(row + "\n1").delimiter == delimiter


def test_one_file_gives_the_same_whatever_its_name_says():
    one, other = (read_bytes(HTML.encode(), name=name, limits=DEFAULT)[0] for name in ("a.html", "a.pdf"))
    assert (one.media_type, one.pages) == (other.media_type, other.pages) == ("text/html", one.pages)
