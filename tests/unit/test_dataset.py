"""The data set: public records only, no formula in a cell, equal bytes for equal libraries, and a data package that tells the truth."""

import csv
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest

from peerlearn.corpus import read_corpus
from peerlearn.dataset import NAME, PACKAGE, README, RECORDS, archive, disarmed, files
from peerlearn.serialise import record_from_json
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import term
from tests.unit.index.small_corpus import CITIES, library, practice

LISTS = Vocabularies({"themes": Vocabulary("themes", [term("digital"), term("equity")])})
FORMULA = "=HYPERLINK(evil)"
HOSTILE = practice("hostile", "en", FORMULA, '+1 "quoted", \n@SUM(A1)\u202e', themes=("digital",), start="2020-05")
DRAFT = practice("draft", "en", "Not yet", "Nobody has read this", status="draft")


@pytest.fixture(scope="module")
def contents():
    return files([*library(), HOSTILE, DRAFT], CITIES, LISTS, version="generation-1")


def rows(contents, name):
    return list(csv.DictReader(io.StringIO(contents[name].decode("utf-8-sig"), newline="")))


def test_only_public_records_go_out(contents):
    assert not [name for name, content in contents.items() if b"Not yet" in content or (b"draft" in content and name != PACKAGE)]
    assert {each["id"] for each in rows(contents, "practices.csv")} == {"gardens", "seniors", "buses", "market", "hostile"}
    assert [each["id"] for each in rows(contents, "documents.csv")] == ["forum"]


def test_no_cell_begins_a_formula_and_the_whole_records_keep_their_letters(contents):
    for name, content in contents.items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and not float(cell))]
    whole = [record_from_json(line) for line in contents[RECORDS].splitlines()]
    assert next(each for each in whole if each.id == "hostile") == HOSTILE


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "\n=1"])
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert disarmed(text) == f"'{text}"
    assert disarmed(f"a{text}") == f"a{text}"


def test_tables_begin_with_a_byte_order_mark_and_hold_arabic(contents):
    assert all(content.startswith(b"\xef\xbb\xbf") for name, content in contents.items() if name.endswith(".csv"))
    assert rows(contents, "practices.csv")[1]["title_ar"] == "كبار السن والهاتف"
    assert rows(contents, "cities.csv")[1]["name_ar"] == "الجيزة"


def test_what_is_unknown_is_empty_and_several_values_are_joined(contents):
    seniors = next(each for each in rows(contents, "practices.csv") if each["id"] == "seniors")
    assert (seniors["themes"], seniors["languages"], seniors["start"], seniors["cost"]) == ("digital;equity", "ar;en", "2022", "")
    assert (seniors["country"], seniors["region"]) == ("EG", "arab-states")
    texts = [each for each in rows(contents, "texts.csv") if each["id"] == "seniors"]
    assert [(each["lang"], each["original"], each["reviewed"]) for each in texts] == [("ar", "true", "false"), ("en", "false", "false")]


def test_equal_libraries_give_equal_bytes(contents):
    again = files([*library(), HOSTILE, DRAFT], CITIES, LISTS, version="generation-1")
    assert archive(again) == archive(contents)


def test_the_datasheet_names_the_state_and_counts_it(contents):
    readme = contents[README].decode("utf-8")
    assert "`generation-1`" in readme
    assert "5 practices of 3 cities in 3 countries" in readme
    assert "{" not in readme


def unpacked(folder, contents):
    zipfile.ZipFile(io.BytesIO(archive(contents))).extractall(folder)
    return folder / NAME


def test_the_data_package_describes_the_real_library_truly(tmp_path):
    corpus = read_corpus(Path(__file__).resolve().parents[2] / "corpus", keep_going=True)
    folder = unpacked(tmp_path, files(corpus.public(), corpus.cities, corpus.vocabularies, version="x"))
    report = frictionless.validate(str(folder / PACKAGE))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert {task.name for task in report.tasks} == {"practices", "documents", "texts", "sources", "cities", "vocabularies", "records"}


def test_the_check_of_the_data_package_would_notice_a_lie(tmp_path, contents):
    package = json.loads(contents[PACKAGE])
    next(each for each in package["resources"][0]["schema"]["fields"] if each["name"] == "title_en")["type"] = "integer"
    folder = unpacked(tmp_path, {**contents, PACKAGE: json.dumps(package).encode()})
    assert not frictionless.validate(str(folder / PACKAGE)).valid
