"""The template and tables: every practice a source, every given field with its place, nothing lost."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.curation.ingest.limits import DEFAULT, Limits
from peerlearn.curation.ingest.reading import GivenField, RowSource
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.sheets import read_csv, read_xlsx
from peerlearn.curation.ingest.template import FIELDS, LANGS, columns_of, field_of, write_template
from peerlearn.curation.ingest.tidy import tidy
from peerlearn.curation.source import Page, Place
from peerlearn.practice import SECTIONS
from peerlearn.settings import CLONE
from tests.unit.curation.ingest.made_files import BILLION_LAUGHS, TEXT, TITLE, with_part, xlsx_file

NAMED = {"name": "ممارسات.xlsx", "sha256": "0" * 64, "limits": DEFAULT}
HEADER = ["العنوان", "المدينة", "البلد", "التحدي", "ملاحظات"]


def filled(lang, rows):
    """Return the template in a language, as a city sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(lang=lang, file_format="xlsx")))
    for row in rows:
        book.worksheets[0].append([row.get(each.name) for each in FIELDS])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_comes_back_as_it_was_filled_in(lang):
    rows = [{each.name: f"{each.name} {number}" for each in FIELDS} for number in (1, 2)]
    sources = read_xlsx(filled(lang, rows), **NAMED)
    assert [{each.field: each.value for each in source.given} for source in sources] == rows
    assert [source.pages[0].label.rpartition(", ")[2] for source in sources] == ["2", "3"]
    assert all(source.text_at(each.place) == each.value for source in sources for each in source.given)


@pytest.mark.parametrize("lang", LANGS)
def test_the_csv_template_names_every_field_and_opens_in_a_spreadsheet(lang):
    data = write_template(lang=lang, file_format="csv")
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert list(columns_of(row).values()) == [each.name for each in FIELDS]


def test_the_empty_template_holds_no_practice():
    for lang in LANGS:
        with pytest.raises(RefusedError, match="no_text"):
            read_xlsx(write_template(lang=lang, file_format="xlsx"), **NAMED)


@pytest.mark.parametrize(("lang", "file_format"), [("es", "csv"), ("ar", "ods")])
def test_there_is_no_template_but_those(lang, file_format):
    with pytest.raises(ValueError, match="there is no template"):
        write_template(lang=lang, file_format=file_format)


def test_the_template_has_every_section_and_the_labels_of_the_vocabulary():
    names = {each.name for each in FIELDS}
    assert set(SECTIONS) <= names
    terms = {
        each["id"]: each["labels"] for each in json.loads((CLONE / "corpus/vocabulary/template_fields.json").read_text(encoding="utf-8"))
    }
    for each in FIELDS:
        if each.name in SECTIONS or each.name in ("title", "city", "country", "start", "end", "stage", "themes", "target_groups"):
            assert dict(each.labels) == {lang: terms[each.name][lang] for lang in LANGS}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("العنوان", "title"),
        ("  العُنوان *", "title"),
        ("TITLE", "title"),
        ("Titre :", "title"),
        ("Resume", "summary"),
        ("Level (district, city, region)", "level"),
        ("resources.cost", "resources.cost"),
        ("Langue d'origine", "lang"),
        ("ملاحظات", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_name_or_label(heading, field):
    assert field_of(heading) == field


def test_no_two_fields_share_a_heading():
    for each in FIELDS:
        assert {field_of(word) for word in (each.name, *each.labels.values())} == {each.name}


@pytest.mark.parametrize("row", [["العنوان", "المدينة"], ["المدينة", "البلد", "التحدي"], ["العنوان", "العنوان", "العنوان"]])
def test_a_row_that_names_too_little_is_no_header(row):
    assert columns_of(row) is None


def test_what_has_no_field_stays_in_the_text_under_its_heading():
    (source,) = read_xlsx(xlsx_file(["جدول الممارسات"], HEADER, [TITLE, "ينبع", None, TEXT, "راجعها فريقنا"], name="الممارسات"), **NAMED)
    assert isinstance(source, RowSource)
    assert source.title == TITLE
    assert source.pages[0] == Page(
        1, f"العنوان\n{TITLE}\n\nالمدينة\nينبع\n\nالتحدي\n{TEXT}\n\nملاحظات\nراجعها فريقنا", label="الممارسات, 3"
    )
    assert [each.field for each in source.given] == ["title", "city", "challenge"]


def test_a_table_that_is_no_template_is_a_page_a_sheet():
    (source,) = read_xlsx(xlsx_file(["السنة", "العدد"], [2020, 15.0], [], [2021, 0.5], name="أرقام"), **NAMED)
    assert not isinstance(source, RowSource)
    assert source.pages == (Page(1, "السنة | العدد\n2020 | 15\n2021 | 0.5", label="أرقام"),)


def test_cells_read_as_a_person_reads_them():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([dt.datetime(2020, 5, 1), dt.datetime(2020, 5, 1, 9, 30), 0.24, True, "#REF!", "=1+1", 1234567.0, "# وسم"])
    sheet["C1"].number_format = "0%"
    book.create_sheet("مخفية").append(["سر"])
    book.worksheets[1].sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    (source,) = read_xlsx(data.getvalue(), **NAMED)
    assert len(source.pages) == 1
    assert source.pages[0].text == "2020-05-01 | 2020-05-01 09:30:00 | 24% | true | 1234567 | # وسم"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_the_template_gives_a_source_a_row(delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        [HEADER, [TITLE, "ينبع", "", "سطر\u2028آخر\x85وثالث\nورابع", ""], ["ثانية", "", "", "", ""]]
    )
    first, second = read_csv(text.getvalue(), **NAMED)
    assert [(each.field, each.value) for each in first.given] == [
        ("title", TITLE),
        ("city", "ينبع"),
        ("challenge", "سطر\nآخر\nوثالث\nورابع"),
    ]
    assert (second.title, second.pages[0].label) == ("ثانية", "3")


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), min_size=1, max_size=4))
def test_rows_of_any_text_keep_their_fields_and_never_mix(rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    kept = [row for row in rows if any(tidy(cell.replace("\0", "")) for cell in row) and columns_of(row) is None]
    try:
        sources = read_csv(text.getvalue(), **NAMED)
    except RefusedError:
        assert kept == []
        return
    assert len(sources) == len(kept)
    for row, source in zip(kept, sources, strict=True):
        assert [each.value for each in source.given] == [value for cell in row[:4] if (value := tidy(cell.replace("\0", "")))]


def test_a_given_field_is_where_it_says():
    page = Page(1, "العنوان\nنص")
    with pytest.raises(ValueError, match="is not at its place"):
        RowSource("a", "text/csv", "", (page,), given=(GivenField("title", "غيره", Place(1, 8, 10)),))


def test_too_many_rows_or_cells_are_refused():
    with pytest.raises(RefusedError, match="too_many_pages"):
        read_xlsx(xlsx_file(HEADER, *[[TITLE]] * 4), **NAMED | {"limits": Limits(rows=3)})
    with pytest.raises(RefusedError, match="too_much_text"):
        read_csv(",,,,\n" * 100, **NAMED | {"limits": Limits(cells=100)})


def test_a_workbook_that_defines_entities_is_not_opened():
    with pytest.raises(RefusedError, match="unsafe"):
        read_xlsx(with_part(xlsx_file(["a"]), "xl/sharedStrings.xml", BILLION_LAUGHS), **NAMED)
