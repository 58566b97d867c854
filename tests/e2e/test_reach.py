"""Everybody reaches everything: keyboards, phones, screen readers."""

from pathlib import Path

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = ["/", "/?q=older+people", "/?q=older+people&spread=1", "/practice?id=aswan-outreach", "/map", "/about"]


COVERS = """() => {
  const sidebar = document.querySelector("[data-testid=stSidebar]"), box = sidebar.getBoundingClientRect();
  return getComputedStyle(sidebar).visibility === "visible" && box.width > 100 && box.left < innerWidth && box.right > 0;
}"""
"""Says in the browser whether the sidebar lies over the page."""


def with_lang(path, lang):
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run()")["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, path, lang):
    assert violations(visit.open(with_lang(path, lang))) == []


@pytest.mark.parametrize("path", PAGES[1:5])
def test_axe_finds_nothing_on_a_phone(phone, path):
    assert violations(phone.open(with_lang(path, "ar"))) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_scrolls_down_only(phone, path, lang):
    page = phone.open(with_lang(path, lang))
    widths = page.evaluate("() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    assert max(widths) <= 390


LINES = """() => [...document.querySelectorAll(".pl-rooms a")].map((link) => {
  const words = document.createRange();
  words.selectNodeContents(link);
  return [link.textContent, words.getClientRects().length];
})"""


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_on_a_phone_no_name_of_a_room_is_broken(phone, lang):
    """The link to the page that is open is bold, and takes the most room on the last one."""
    names = phone.open(f"/help?lang={lang}").evaluate(LINES)
    assert len(names) > 4
    assert [name for name, lines in names if lines != 1] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_on_a_phone_the_filters_wait_until_they_are_called(phone, lang):
    page = phone.open(with_lang("/", lang))
    page.wait_for_function(f"() => !({COVERS})()")
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.wait_for_function(COVERS)
    phone.open(with_lang("/?q=education", lang))
    page.wait_for_function(f"() => !({COVERS})()")


def test_the_filter_button_of_a_phone_counts_the_filters_in_use(phone):
    page = phone.open("/?lang=ar&region=africa&in=en")
    page.wait_for_selector("[data-testid=stExpandSidebarButton][data-count=' (2)']")
    button = page.locator("[data-testid=stExpandSidebarButton]")
    assert button.get_attribute("aria-label") == "إظهار المرشّحات (2)"
    assert button.evaluate("button => getComputedStyle(button, '::after').content") == '"تصفية (2)"'
    page.locator(".pl-active p a").click()
    page.wait_for_selector("[data-testid=stExpandSidebarButton][data-count='']")
    assert button.get_attribute("aria-label") == "إظهار المرشّحات"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_on_a_phone_the_examples_stand_at_the_start_edge(phone, lang):
    page = phone.open(with_lang("/", lang))
    edge = "right" if lang == "ar" else "left"
    edges = page.evaluate(
        "edge => ['.pl-examples > p', '.pl-examples a'].map(each => document.querySelector(each).getBoundingClientRect()[edge])", edge
    )
    assert abs(edges[0] - edges[1]) < 2


def test_the_keyboard_alone_reaches_the_first_result(visit):
    page = visit.open("/?lang=ar&q=older+people")
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.matches('.pl-card h3 a')"):
            break
    else:
        pytest.fail("Tab did not reach a result")
    title = page.evaluate("() => document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pl-facts")
    assert title in page.locator("h1").inner_text()


def test_the_first_key_offers_to_skip_to_the_content(visit):
    page = visit.open("/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "pl-skip"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'pl-main'")


@pytest.mark.parametrize("lang", ["ar", "fr", "es"])
def test_no_english_word_of_streamlit_is_read_out(visit, lang):
    page = visit.open(f"/?lang={lang}&q=education")
    page.wait_for_function("() => ![...document.querySelectorAll('[aria-label]')].some(e => /sidebar/i.test(e.ariaLabel))")
    labels = page.evaluate("() => [...document.querySelectorAll('[aria-label]')].map(element => element.getAttribute('aria-label'))")
    assert not {"Sidebar", "Collapse sidebar", "Expand sidebar", "Open"} & set(labels)


def test_the_fonts_are_ours(visit):
    page = visit.open("/?lang=ar")
    page.wait_for_function("() => document.fonts.check('16px \"IBM Plex Sans Arabic\"')")
    loaded = page.evaluate("() => [...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert any("IBM Plex Sans Arabic" in family for family in loaded)
