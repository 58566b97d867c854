"""Ways of showing results, on whole pages over the fake library."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import page as page_module
from app.library import Library

PAGES = Path(__file__).resolve().parents[2] / "app" / "pages"
QUESTION = "المهارات الرقمية"


@pytest.fixture
def show(library, monkeypatch):
    """Run a page and return all its HTML."""

    def run(file="search.py", **params):
        monkeypatch.setattr(page_module, "LIBRARY", Library(lambda: library))
        test = AppTest.from_file(str(PAGES / file), default_timeout=60)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        assert list(test.exception) == []
        return "\n".join(str(each.value) for each in test.main if each.type == "html")

    return run


def ids(html):
    return re.findall(r'data-keep="([^"]+)"', html)


@pytest.mark.parametrize("view", ["list", "table"])
def test_every_view_shows_the_same_results_in_the_same_order(show, view):
    html = show(lang="ar", q=QUESTION, view=view)
    assert ids(html) == ids(show(lang="ar", q=QUESTION))
    assert len(ids(html)) == 10
    assert ("<table" in html) == (view == "table")


def test_the_table_names_its_columns_and_rows(show):
    html = show(lang="en", q=QUESTION, view="table")
    assert re.findall(r'<th scope="col">([^<]+)', html) == [
        "Title", "City", "Country", "Year", "Evidence", "Themes", "Language", "Match", "Shortlist",
    ]  # fmt: skip
    assert html.count('<th scope="row"') == 10
    assert "Match" not in re.findall(r'<th scope="col">([^<]+)', show(lang="en", view="table"))


def test_another_order_is_an_order_of_everything_found(show, library):
    def years(html):
        return [library.record(each).year for each in ids(html)]

    newest = years(show(lang="en", q=QUESTION, sort="newest"))
    assert newest == sorted(newest, reverse=True)
    assert newest != years(show(lang="en", q=QUESTION))
    second = years(show(lang="en", q=QUESTION, sort="newest", page="2"))
    assert second[0] <= newest[-1]
    levels = [library.record(each).evidence.level for each in ids(show(lang="en", q=QUESTION, sort="evidence"))]
    assert levels == sorted(levels, reverse=True)


def test_links_of_the_line_keep_the_question_and_the_filters(show):
    html = show(lang="en", q=QUESTION, region="asia-pacific")
    links = re.findall(r'href="(/(?:export|feed.atom)?\?[^"]+(?:view|sort|format)=[^"]+)"', html)
    assert len(links) == 2 + 3 + 6
    assert all("q=%D8" in link and "region=asia-pacific" in link for link in links)
    assert re.search(r'href="/feed.atom\?[^"]*region=asia-pacific"', html)


def test_nothing_good_says_what_to_do_and_offers_no_export(show):
    html = show(lang="ar", q="zzzz")
    assert "ما يمكنك فعله" in html
    assert "/feed.atom?" in html
    assert "/export?" not in html
    assert "بلا مرشّحات" not in html
    assert "بلا مرشّحات" in show(lang="ar", q="zzzz", country="SG")


def test_a_shortlist_is_shown_in_its_order_and_forgets_what_is_gone(show):
    html = show("shortlist.py", lang="ar", ids="singapore-seniors-go-digital,gone-for-good,aswan-outreach")
    assert ids(html) == ["singapore-seniors-go-digital", "aswan-outreach"]
    assert "/export?lang=ar&amp;ids=singapore-seniors-go-digital,aswan-outreach&amp;format=docx" in html
    assert 'href="/shortlist?lang=ar&amp;ids=aswan-outreach"' in html


@pytest.mark.parametrize("given", ["", "gone-for-good", "<script>"])
def test_a_shortlist_of_nothing_says_how_to_fill_it(show, given):
    html = show("shortlist.py", lang="en", ids=given)
    assert "Nothing is kept yet" in html
    assert "<script" not in html


def test_a_card_says_whether_its_text_is_a_translation(show, library):
    html = show(lang="en")
    assert "Text: " in html
    record = library.record("aswan-outreach")
    expected = record.full_text("en").written.kind
    card = show("shortlist.py", lang="en", ids="aswan-outreach")
    assert ("machine translation" in card) == (expected == "machine")
