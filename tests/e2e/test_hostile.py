"""A record full of HTML, scripts, Markdown tricks and bidi overrides, and one with a title of a megabyte, on every page."""

import urllib.parse

import pytest

from tests.e2e import hostile

PAGES = {
    "search": "/?lang=ar",
    "results": "/?lang=ar&q=" + urllib.parse.quote("محو الأمية للكبار"),
    "practice": f"/practice?lang=ar&id={hostile.HOSTILE}",
    "huge": f"/practice?lang=ar&id={hostile.HUGE}",
    "map": "/map?lang=en",
    "about": "/about?lang=ar",
}
# A script that ran, or an element that only the hostile texts could have made.
ALIVE = """() => [
  window.hacked,
  ...document.querySelectorAll(
    '[data-testid=stHtml] :is(script, img, svg, iframe, [onload], [onerror], [href^="javascript:" i], [src*="evil.example"])'
  ),
].filter(Boolean).length"""


def assert_harmless(visit):
    page = visit.page
    page.wait_for_timeout(300)
    assert page.evaluate(ALIVE) == 0
    shown = page.locator("body").inner_text()
    assert "Traceback" not in shown
    assert hostile.RLO not in shown
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth + 1")
    assert page.locator(".pl-header .pl-rooms a").first.is_visible()
    return shown


@pytest.mark.parametrize("name", PAGES)
def test_hostile_texts_are_shown_as_text(guest, name):
    page = guest.open(PAGES[name])
    shown = assert_harmless(guest)
    if name in ("search", "results", "practice", "map"):
        assert "<script>" in shown
    assert len(shown) < 200_000
    assert len(page.title()) < 400
    assert page.evaluate("() => document.documentElement.scrollHeight") < 60_000


def test_a_page_with_a_title_of_a_megabyte_is_left_as_any_other(guest):
    page = guest.open(f"/practice?lang=en&id={hostile.HUGE}")
    page.locator(".pl-rooms a", has_text="About").click()
    page.wait_for_url("**/about**")
    guest.settle()
    assert page.locator("h1").inner_text() == "About this library"


QUESTIONS = (
    hostile.SCRIPT + hostile.IMAGE + hostile.BREAKOUT,
    hostile.MARKDOWN,
    f"{hostile.RLO}literacy{hostile.LRI}",
    'country:"><img src=x onerror=window.hacked=6>',
    "ط" * 3_000,
    "\x00\ufffe'; DROP TABLE log; --",
)


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_questions_in_the_address_do_nothing(guest, question):
    guest.open(f"/?{urllib.parse.urlencode({'lang': 'ar', 'q': question, 'country': '<script>', 'page': '1e9'})}")
    assert_harmless(guest)


@pytest.mark.parametrize("path", ["/", "/practice"])
def test_parameters_that_make_no_sense_do_nothing(guest, path):
    nonsense = {"lang": '"><script>', "id": hostile.SCRIPT, "version": "../..", "spread": "<b>", "theme": hostile.IMAGE, "x": "y" * 500}
    guest.open(f"{path}?{urllib.parse.urlencode(nonsense)}")
    assert_harmless(guest)
