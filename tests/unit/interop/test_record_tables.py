"""Tables open in a spreadsheet as what they are: text in its letters, numbers, and never a formula."""

import csv
import io

import pytest
from builders import document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from peerlearn.interop.inert import cell, clean
from peerlearn.interop.rows import COLUMNS, rows_of
from peerlearn.interop.tables import csv_bytes, jsonl_bytes, records_from_jsonl, xlsx_bytes


def read_csv(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data):
    sheet = load_workbook(io.BytesIO(data)).active
    head, *rows = sheet.iter_rows()
    return sheet, [{name.value: each for name, each in zip(head, row, strict=True)} for row in rows]


def test_a_practice_is_a_row_in_the_language_asked_for(aswan, names):
    (row,) = read_csv(csv_bytes(rows_of([aswan], names, lang="ar", link="https://x/{}".format, match={aswan.id: "strong"})))
    assert list(row) == list(COLUMNS)
    told = {name: row[name] for name in ("id", "title", "city", "country", "themes", "evidence_level", "start", "match", "url", "year")}
    assert told == {
        "id": "aswan-outreach",
        "title": "مراكز في أسوان",
        "city": "أسوان",
        "country": "مصر",
        "themes": "محو الأمية",
        "evidence_level": "2",
        "start": "2019",
        "match": "strong",
        "url": "https://x/aswan-outreach",
        "year": "2019",
    }


def test_a_document_has_a_row_without_what_only_practices_have(names):
    (row,) = read_csv(csv_bytes(rows_of([document()], names, lang="en")))
    assert (row["kind"], row["evidence_level"], row["city"]) == ("declaration", "", "")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u200f=1",
    "\u200c=1",
    "\ufeff=cmd|'/c calc'!A0",
    "＝1",
    "\x00=1",
    "\u202e=1",
    "%0A",
]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_what_a_spreadsheet_takes_for_a_formula_is_a_text(text):
    (row,) = read_csv(csv_bytes([{"summary": text}]))
    assert row["summary"].startswith("'")
    _, (line,) = read_xlsx(xlsx_bytes([{"summary": text}], lang="ar"))
    assert line["summary"].data_type == "s"
    assert line["summary"].value.startswith("'")


@pytest.mark.parametrize("text", ["التعلّم = الحياة", "90 %", "C++", "a@b.c", "‏نص"])
def test_other_text_stays_as_it_is(text):
    assert cell(text) == text


@given(st.text())
def test_a_cell_keeps_every_letter_that_may_stay_and_begins_no_formula(text):
    made = cell(text)
    assert made.removeprefix("'") == clean(text) or made == clean(text)
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\ufffe")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_table_gives_back_what_was_written(text):
    (row,) = read_csv(csv_bytes([{"title": text}]))
    assert row["title"] == cell(text)


def test_a_workbook_reads_from_right_to_left_in_arabic_and_its_numbers_are_numbers(aswan, names):
    sheet, (line,) = read_xlsx(xlsx_bytes(rows_of([aswan], names, lang="ar"), lang="ar"))
    assert sheet.sheet_view.rightToLeft
    assert line["evidence_level"].value == 2
    assert line["year"].data_type == "n"
    assert line["title"].value == "مراكز في أسوان"
    sheet, _ = read_xlsx(xlsx_bytes(rows_of([aswan], names, lang="en"), lang="en"))
    assert not sheet.sheet_view.rightToLeft


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    _, (line,) = read_xlsx(xlsx_bytes([{"title": "ن" * 1_000_000}], lang="ar"))
    assert len(line["title"].value) <= 32_767
    assert line["title"].value.endswith("…")


def test_json_lines_give_the_same_records_back(aswan, told):
    records = [aswan, document(), told("عنوان", "سطر\u2028فيه فاصل")]
    assert records_from_jsonl(jsonl_bytes(records)) == records
