"""References are read back by readers that know only the format."""

import json

import pytest
from builders import document
from hypothesis import given
from hypothesis import strategies as st
from references import read_bibtex, read_ris

from peerlearn.interop.citations import Citation, bibtex, citation, csl_json, formatted, ris
from peerlearn.interop.inert import one_line

TITLES = [
    "محو الأمية: «اقرأ» & 100% {مركز} #1_2 ~ ^ $ \\",
    "}{",
    "{{{",
    "\\",
    "% comment",
    "@article{x,",
    "TY  - BOOK",
    "ER  - ",
    "a = {b},",
]


def made(title, author="مدينة أسوان"):
    return Citation(
        "aswan", one_line(title), author, "UIL", 2022, "https://x.org/a", "CC BY 4.0", None, "ar", one_line(title), ("محو الأمية",), "", ()
    )


@pytest.mark.parametrize("title", TITLES)
def test_every_letter_of_a_title_comes_back(title):
    (reference,) = read_ris(ris([made(title)]))
    assert reference["TI"] == [one_line(title)]
    (entry,) = read_bibtex(bibtex([made(title)]))
    assert entry["title"] == one_line(title)
    assert json.loads(csl_json([made(title)]))[0]["title"] == one_line(title)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(one_line), min_size=1, max_size=3))
def test_no_text_breaks_out_of_its_reference(titles):
    given_ = [made(title, author="هيئة") for title in titles]
    said = [one_line(title) for title in titles]
    assert [each["TI"][0] for each in read_ris(ris(given_))] == said
    assert [each["title"] for each in read_bibtex(bibtex(given_))] == said
    assert [each["title"] for each in json.loads(csl_json(given_))] == said


def test_a_practice_is_by_the_body_that_leads_it_and_says_where_it_is_from(aswan, names):
    (entry,) = read_bibtex(bibtex([citation(aswan, names, lang="ar")]))
    told = {name: entry[name] for name in ("ID", "author", "institution", "year", "url", "urldate", "langid", "keywords", "location")}
    assert told == {
        "ID": "aswan-outreach",
        "author": "محافظة أسوان، ووزارة التعليم",
        "institution": "UIL",
        "year": "2022",
        "url": "https://uil.unesco.org/a",
        "urldate": "2026-11-24",
        "langid": "arabic",
        "keywords": "محو الأمية",
        "location": "أسوان, مصر",
    }
    assert "CC BY 4.0" in entry["note"]
    assert "https://example.org/b?x=1&y=" in entry["note"]


def test_a_body_with_commas_in_its_name_is_not_cut_into_names(aswan, names):
    one = citation(aswan, names, lang="en")
    assert one.author == "Governorate, Ministry of Education"
    assert read_ris(ris([one]))[0]["AU"] == ["Governorate Ministry of Education"]
    assert json.loads(csl_json([one]))[0]["author"] == [{"literal": "Governorate, Ministry of Education"}]
    assert b"author = {{Governorate, Ministry of Education}}" in bibtex([one])


def test_a_document_is_by_its_publisher(names):
    assert citation(document(), names, lang="ar").author == "UIL"


def test_the_line_for_people_names_a_body_once(names):
    assert formatted(citation(document(), names, lang="ar")) == "UIL (2015). مراكز في أسوان. https://uil.unesco.org/a"
