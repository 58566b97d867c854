"""Views, exports, share links and the shortlist in the browser."""

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
QUESTION = "كيف نساعد كبار السن على تعلم المهارات الرقمية؟"
IDS = "singapore-seniors-go-digital,aswan-outreach"
STATES = [f"/?q={quote(QUESTION)}&view=table", f"/?q={quote(QUESTION)}&view=map", f"/shortlist?ids={IDS}", "/shortlist", '/?q="zzzz"']


def with_lang(path, lang):
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run()")["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def shown(page):
    return page.eval_on_selector_all("[data-keep]", "buttons => buttons.map(button => button.dataset.keep)")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing_in_any_state(visit, path, lang):
    assert violations(visit.open(with_lang(path, lang))) == []


@pytest.mark.parametrize("path", STATES)
def test_a_phone_scrolls_down_only_and_axe_finds_nothing_there(phone, path):
    page = phone.open(with_lang(path, "ar"))
    widths = page.evaluate("() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    assert max(widths) <= 390
    assert violations(page) == []


def test_view_and_order_stand_in_the_address_and_back_undoes_them(visit):
    page = visit.open(f"/?lang=ar&q={quote(QUESTION)}")
    first = shown(page)
    page.locator(".pl-views a").nth(1).click()
    page.wait_for_selector(".pl-wide table")
    visit.settle()
    page.locator(".pl-menu summary").first.click()
    page.locator(".pl-choices a").nth(2).click()
    page.wait_for_url("**sort=evidence*")
    page.wait_for_function("first => document.querySelector('[data-keep]')?.dataset.keep !== first", arg=first[0])
    visit.settle()
    sorted_ids = shown(page)
    page.reload()
    visit.settle()
    assert shown(page) == sorted_ids
    page.go_back()
    page.wait_for_function("first => document.querySelector('[data-keep]')?.dataset.keep === first", arg=first[0])
    page.go_back()
    page.wait_for_selector(".pl-card")
    assert "view" not in parse_qs(urlsplit(page.url).query)


def test_the_shared_link_brings_back_what_is_seen(visit):
    page = visit.open(f"/?lang=ar&q={quote(QUESTION)}&view=table&sort=evidence&region=africa")
    before = shown(page)
    page.locator(".pl-menu summary", has_text="مشاركة").click()
    link = page.locator(".pl-link a").inner_text()
    assert link.startswith(visit.base)
    page.locator("[data-copy]").click()
    page.wait_for_selector(".pl-copied:has-text('نُسخ')")
    page.goto(link)
    visit.settle()
    assert shown(page) == before


@pytest.mark.parametrize(("name", "end", "begins"), [("Word", ".docx", b"PK"), ("CSV", ".csv", b"\xef\xbb\xbf"), ("PDF", ".pdf", b"%PDF")])
def test_a_phone_downloads_what_was_found_under_an_arabic_name(phone, name, end, begins):
    page = phone.open(f"/shortlist?lang=ar&ids={IDS}") if end == ".pdf" else phone.open(f"/?lang=ar&q={quote(QUESTION)}")
    page.locator(".pl-menu summary", has_text="تصدير").tap()
    with page.expect_download() as told:
        page.locator(".pl-exports a", has_text=name).tap()
    assert told.value.suggested_filename.endswith(end)
    assert re.search("[ء-ي]", unquote(told.value.suggested_filename))
    assert Path(told.value.path()).read_bytes().startswith(begins)


def test_the_shortlist_survives_a_reload_and_travels_as_a_link(visit):
    page = visit.open(f"/?lang=ar&q={quote(QUESTION)}")
    kept = shown(page)[:2]
    for number in (0, 1):
        page.locator("[data-keep]").nth(number).click()
    page.reload()
    visit.settle()
    page.wait_for_selector("[data-keep][aria-pressed=true]")
    assert page.locator("[data-keep][aria-pressed=true]").count() == 2
    assert page.locator(".pl-kept-count").inner_text() == "2"
    page.locator("[data-shortlist]").click()
    page.wait_for_url("**/shortlist**")
    page.wait_for_selector(".pl-drop")
    visit.settle()
    assert shown(page) == kept
    address = page.url
    page.locator(".pl-drop").first.click()
    page.wait_for_function("() => document.querySelectorAll('[data-keep]').length === 1")
    page.evaluate("() => localStorage.clear()")
    page.goto(address)
    visit.settle()
    assert shown(page) == kept
    page.locator("[data-keep-all]").click()
    page.wait_for_selector("[data-keep-all]", state="hidden")
    page.goto(f"{visit.base}/shortlist?lang=ar")
    page.wait_for_url("**ids=**")
    visit.settle()
    assert shown(page) == kept


def test_the_keyboard_alone_sorts_keeps_and_reads_the_table(visit):
    page = visit.open(f"/?lang=ar&q={quote(QUESTION)}&view=table")
    page.locator(".pl-views a").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".pl-menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".pl-menu[open]").count() == 0
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.pl-wide')"):
            break
    else:
        pytest.fail("Tab did not reach the table")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[data-keep]").first.get_attribute("aria-pressed") == "true"


def test_nothing_good_says_what_to_do(phone):
    page = phone.open('/?lang=ar&q="zzzz"')
    assert page.locator(".pl-nothing li").count() >= 3
    assert page.locator(".pl-exports").count() == 0
