"""Practice, compare, city and cities as Streamlit runs them, over the fake knowledge base."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import page as page_module
from app.journal import JOURNAL
from app.library import Library
from peerlearn.errors import StoreError

PAGES = Path(__file__).resolve().parents[2] / "app" / "pages"


@pytest.fixture
def show(library, monkeypatch):
    """Run a page with parameters of an address, and return all its HTML."""
    monkeypatch.setattr(page_module, "LIBRARY", Library(lambda: library))

    def run(name, **params):
        test = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
        for parameter, value in params.items():
            test.query_params[parameter] = value
        test.run()
        assert list(test.exception) == []
        return "\n".join(str(each.value) for each in test.main if each.type == "html")

    return run


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_practice_page_has_all_its_parts_and_links_to_them(show, lang):
    html = show("practice", lang=lang, id="aswan-outreach")
    for part in (
        "summary",
        "challenge",
        "figures",
        "evidence",
        "sources",
        "city",
        "fit",
        "adoptions",
        "contact",
        "editions",
        "cite",
        "similar",
    ):
        assert f'id="part-{part}"' in html, part
    for part in ("summary", "challenge", "figures", "fit", "cite"):
        assert f'href="#part-{part}"' in html, part
    assert f"/export?id=aswan-outreach&amp;format=pdf&amp;lang={lang}" in html


def test_a_document_has_a_page_without_the_parts_of_a_practice(show, library):
    document = next(record.id for record in library.records() if not hasattr(record, "evidence"))
    html = show("practice", lang="en", id=document)
    assert 'id="part-summary"' in html
    assert 'id="part-fit"' not in html
    assert "Add to the comparison" not in html.split('id="part-similar"')[0]


def test_two_versions_by_a_link(show):
    html = show("practice", lang="en", id="aswan-outreach", version="en", beside="ar")
    assert "pl-beside-row" in html
    assert 'id="part-fit"' not in html


def test_a_version_beside_itself_is_one_version(show):
    assert "pl-beside-row" not in show("practice", lang="en", id="aswan-outreach", version="en", beside="en")


def test_a_journal_that_cannot_be_read_claims_nothing(show, monkeypatch):
    monkeypatch.setattr("app.journal.editions", lambda *_: (_ for _ in ()).throw(StoreError("the store cannot be used")))
    html = show("practice", lang="en", id="aswan-outreach")
    assert 'id="part-editions"' not in html
    assert "first edition" not in html


def test_the_journal_is_not_asked_where_a_library_has_no_home(library):
    (only,) = JOURNAL.editions(library, library.record("aswan-outreach"))
    assert only.first


def test_practices_are_compared_by_a_link(show):
    html = show("compare", lang="en", id=["aswan-outreach", "singapore-seniors-go-digital"])
    assert "pl-compare-2" in html
    assert "/export?id=aswan-outreach&amp;id=singapore-seniors-go-digital&amp;format=csv" in html


@pytest.mark.parametrize("ids", [[], ["nowhere"], ["<script>"], ["aswan-outreach", "aswan-outreach"]])
def test_a_comparison_of_too_little_says_how_to_choose(show, ids):
    assert "Choose two to four practices" in show("compare", lang="en", id=ids)


def test_what_is_put_aside_stands_at_the_foot_of_other_pages(show):
    html = show("city", lang="en", id="eg-aswan", compare=["aswan-outreach", "singapore-seniors-go-digital"])
    assert "2 practices to compare" in html
    assert "pl-tray" not in show("compare", lang="en", id="aswan-outreach", compare="aswan-outreach")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_city_by_its_link(show, lang):
    html = show("city", lang=lang, id="eg-aswan")
    assert "mycity=eg-aswan" in html
    assert html.count("<article") >= 1


@pytest.mark.parametrize("city", ["xx-nowhere", "", "<script>alert(1)</script>"])
def test_an_unknown_city_is_a_sentence(show, city):
    html = show("city", lang="en", id=city)
    assert "This city is not in the library" in html
    assert "<script" not in html


def test_a_city_without_texts_says_so(show, library):
    empty = next(city for city in library.cities if not any(record.city == city for record in library.records()))
    assert "The library has no text of this city yet." in show("city", lang="en", id=empty)


def test_the_list_of_cities_by_a_link(show, library):
    assert "إربد" in show("cities", lang="ar", q="اربد")
    assert f"{len(library.cities)} cities" in show("cities", lang="en")
    assert "No city of the library is called so" in show("cities", lang="en", q="zzzz")
