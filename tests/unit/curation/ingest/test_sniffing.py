"""What a file is, by its content; and each way of being none of ours."""

import zipfile

import pytest

from peerlearn.curation.ingest.archive import member, members
from peerlearn.curation.ingest.limits import DEFAULT, Limits
from peerlearn.curation.ingest.readers import read_bytes
from peerlearn.curation.ingest.refusals import SENTENCES, Refusal, RefusedError
from peerlearn.vocabulary import LABEL_LANGS
from tests.unit.curation.ingest.made_files import HTML, TEXT, docx_file, locked_pdf, pdf_file, png, pptx_file, xlsx_file, zip_file

ENCRYPTED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def refusal(data, name="a.pdf", limits=DEFAULT):
    with pytest.raises(RefusedError) as refused:
        read_bytes(data, name=name, limits=limits)
    return refused.value.code


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "بلا", ""])
@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (pdf_file(), "pdf"),
        (docx_file(), "wordprocessingml.document"),
        (pptx_file(), "presentationml.presentation"),
        (xlsx_file(["a", "b"]), "spreadsheetml.sheet"),
        (HTML.encode(), "html"),
        (("\n<!-- x --> <!DOCTYPE HTML>" + HTML).encode("utf-16"), "html"),
        (TEXT.encode(), "plain"),
    ],
    ids=["pdf", "docx", "pptx", "xlsx", "html", "html 16", "text"],
)
def test_the_content_says_what_it_is_and_the_name_does_not(data, ending, name):
    (source,) = read_bytes(data, name=name, limits=DEFAULT)
    assert source.media_type.endswith(ending)


@pytest.mark.parametrize(
    ("name", "ending"), [("a.csv", "csv"), ("a.CSV", "csv"), ("a.txt", "plain"), ("a.md", "markdown"), ("a.pdf", "plain")]
)
def test_among_plain_texts_the_name_chooses(name, ending):
    (source,) = read_bytes(b"a,b\n1,2\n", name=name, limits=DEFAULT)
    assert source.media_type == f"text/{ending}"


def test_a_name_makes_no_table_of_prose():
    (source,) = read_bytes(b"One line\nand another", name="a.csv", limits=DEFAULT)
    assert source.media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0 \r\n\t", "empty"),
        (png(), "unsupported"),
        (b"{\\rtf1 x}", "unsupported"),
        (b"\x1f\x8b\x08\0", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported"),
        (ENCRYPTED_OFFICE, "encrypted"),
        (b"\x7fELF" + bytes(range(256)) * 8, "unsupported"),
        (b"\x7fELF" + b"\0" * 400, "unsupported"),
        (b"MZ\x90\0" + b"\0" * 300 + b"This program cannot be run", "unsupported"),
        (b"<?xml version='1.0'?><rss/>", "unsupported"),
        (zip_file({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "unsupported"),
        (zip_file({"[Content_Types].xml": "<a/>", "visio/document.xml": "<a/>"}), "unsupported"),
        (locked_pdf(), "encrypted"),
        (b"%PDF-1.7 and no more", "broken"),
        (b"PK\x03\x04 and no more", "broken"),
    ],
)
def test_what_we_do_not_read_is_refused_by_what_it_is(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize(
    "data", [docx_file(), pptx_file(), xlsx_file(["a"]), zip_file({"a.txt": TEXT})], ids=["docx", "pptx", "xlsx", "zip"]
)
def test_half_a_file_is_broken(data):
    assert refusal(data[: len(data) // 2]) == "broken"


def test_a_large_file_is_refused_before_it_is_looked_at():
    assert refusal(TEXT.encode() * 50, limits=Limits(file_bytes=1000)) == "too_big"


def test_stray_nul_and_line_separators_do_not_make_a_text_binary():
    (source,) = read_bytes(f"أول\u2028ثانٍ\0\n{TEXT}".encode(), name="a.txt", limits=DEFAULT)
    assert source.pages[0].text == f"أول\nثانٍ\n{TEXT}"


# ZIP


def test_a_zip_lists_its_files_without_folders_and_litter():
    data = zip_file({"b/": "", "b/نص.txt": TEXT, "__MACOSX/b/._x": "", ".DS_Store": "", "../../etc/passwd": "x", "Thumbs.db": ""})
    assert members(data, limits=DEFAULT) == ["b/نص.txt", "../../etc/passwd"]
    assert member(data, 0, limits=DEFAULT) == ("b/نص.txt", TEXT.encode())


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (zip_file({"__MACOSX/x": ""}), DEFAULT, "empty"),
        (zip_file({str(number): "x" for number in range(6)}), Limits(zip_files=5), "too_many_files"),
        (zip_file({"a": b"\0" * 2**21}), Limits(ratio_from=2**20), "expands"),
        (zip_file({"a": b"\0" * 2**21}, method=zipfile.ZIP_STORED), Limits(unpacked_bytes=2**20), "expands"),
    ],
)
def test_a_zip_within_limits_only(data, limits, code):
    with pytest.raises(RefusedError, match=code):
        members(data, limits=limits)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (zip_file({"a": "x"}, method=zipfile.ZIP_LZMA), DEFAULT, "unsupported"),
        (zip_file({"a": b"x" * 2000}), Limits(file_bytes=1000), "too_big"),
        (zip_file({"a": "x"}).replace(b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0"), DEFAULT, "encrypted"),
    ],
)
def test_a_member_within_limits_only(data, limits, code):
    with pytest.raises(RefusedError, match=code):
        member(data, 0, limits=limits)


def test_a_damaged_member_is_refused_alone():
    data = bytearray(zip_file({"a": TEXT * 20, "b": TEXT}))
    data[60] ^= 0xFF
    with pytest.raises(RefusedError, match="broken"):
        member(bytes(data), 0, limits=DEFAULT)
    assert member(bytes(data), 1, limits=DEFAULT)[1] == TEXT.encode()


# refusals

VALUES = {"limit": "25", "kind": "PNG"}


@pytest.mark.parametrize("lang", LABEL_LANGS)
@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_says_what_and_what_to_do_in_every_language(code, lang):
    each = Refusal("خطة.pdf", code, VALUES)
    assert each.message(lang).endswith(".")
    assert each.remedy(lang).endswith(".")
    assert "{" not in each.message(lang) + each.remedy(lang)
    assert lang == "en" or each.message(lang) != each.message("en")


def test_a_refusal_needs_a_known_code_and_its_values():
    with pytest.raises(ValueError, match="is not the code"):
        Refusal("a", "bad")
    with pytest.raises(ValueError, match="needs the value"):
        Refusal("a", "too_big")


@pytest.mark.parametrize("field", ["pages", "seconds", "memory"])
def test_limits_are_above_zero(field):
    with pytest.raises(ValueError, match=field):
        Limits(**{field: 0})
