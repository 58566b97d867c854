"""The search page as its readers use it."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

QUESTIONS = {
    "ar": "كيف نساعد كبار السن على تعلم المهارات الرقمية؟",
    "en": "How can we help older people learn digital skills?",
    "fr": "Comment aider les personnes âgées à utiliser le numérique ?",
}
BOX = "[data-testid=stTextInputField]"


def asked(lang, question):
    return f"/?lang={lang}&q={quote(question)}"


def params(page):
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("lang", QUESTIONS)
def test_a_question_gives_cards(visit, lang):
    page = visit.open(asked(lang, QUESTIONS[lang]))
    assert page.locator(".pl-card").count() >= 1
    assert page.locator(".pl-card .pl-band").first.inner_text()
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")


def test_typing_a_question_puts_it_into_the_address(visit):
    page = visit.open("/?lang=en")
    page.fill(BOX, "literacy for women")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=literacy*")
    page.wait_for_selector(".pl-card .pl-band")
    assert params(page)["q"] == ["literacy for women"]


def test_without_a_question_everything_is_listed(visit):
    page = visit.open("/?lang=ar")
    assert page.locator(".pl-card").count() == 10
    assert page.locator(".pl-card .pl-band").count() == 0
    page.click(".pl-pager .pl-next")
    page.wait_for_url("**page=2*")
    page.wait_for_selector(".pl-pager .pl-prev")


def test_examples_are_links_that_ask(visit):
    page = visit.open("/?lang=ar")
    text = page.locator(".pl-examples a").first.inner_text()
    page.locator(".pl-examples a").first.click()
    page.wait_for_selector(".pl-card .pl-band")
    assert page.input_value(BOX) == text


@pytest.mark.parametrize(("lang", "side"), [("ar", "right"), ("en", "left")])
def test_the_sidebar_stands_where_reading_begins(visit, lang, side):
    page = visit.open(f"/?lang={lang}")
    box = page.locator("[data-testid=stSidebar]").bounding_box()
    middle = box["x"] + box["width"] / 2
    assert (middle > 640) == (side == "right")


def test_words_of_the_question_are_marked_on_the_original_letters(visit):
    page = visit.open(asked("en", "older people digital skills"))
    marks = page.locator(".pl-passage mark")
    assert marks.count() >= 1
    assert marks.first.inner_text().strip()


def test_a_region_narrows_and_stands_in_the_address(visit):
    page = visit.open("/?lang=ar")
    before = page.locator(".pl-count").inner_text()
    page.locator("[data-testid=stSidebar] [data-testid=stCheckbox]", has_text="أفريقيا").click()
    page.wait_for_url("**region=africa*")
    page.wait_for_function("before => document.querySelector('.pl-count')?.innerText !== before", arg=before)
    visit.settle()
    assert 1 <= page.locator(".pl-card").count() < 10
    page.go_back()
    page.wait_for_function("before => document.querySelector('.pl-count')?.innerText === before", arg=before)
    page.locator("input[type=checkbox]:checked").wait_for(state="detached")


def test_a_link_with_filters_shows_them_chosen(visit):
    page = visit.open("/?lang=en&region=africa")
    assert page.locator("input[type=checkbox]:checked").count() == 1
    page.click(".pl-clear a")
    page.wait_for_selector(".pl-clear", state="detached")
    visit.settle()
    assert "region" not in params(page)


def test_back_returns_to_the_question_and_to_the_one_before(visit):
    page = visit.open(asked("en", "older people"))
    page.fill(BOX, "climate")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=climate*")
    visit.settle()
    page.locator(".pl-card h3 a").first.click()
    page.wait_for_selector(".pl-facts")
    page.go_back()
    page.wait_for_selector(".pl-card .pl-band")
    page.wait_for_function("() => document.querySelector('[data-testid=stTextInputField]')?.value === 'climate'")
    page.go_back()
    page.wait_for_function("() => document.querySelector('[data-testid=stTextInputField]')?.value === 'older people'")


def test_the_language_switch_keeps_the_question(visit):
    page = visit.open(asked("ar", QUESTIONS["ar"]))
    page.locator(".pl-languages a", has_text="Français").click()
    page.wait_for_selector("html[lang=fr][dir=ltr]", state="attached")
    visit.settle()
    assert params(page)["q"] == [QUESTIONS["ar"]]
    page = visit.open("/")
    assert page.locator("html").get_attribute("lang") == "fr"


ODD = {
    "emoji": "🙂🙃🎉",
    "control": "\x01\x02 \x7f",
    "punctuation": "؟؟؟ !!! ...",
    "script": "<script>window.hacked = 1</script>",
    "image": '"><img src=x onerror="window.hacked=1">',
    "markdown": "![x](https://example.invalid/x.png) :red[y] $z$ **",
    "sql": "'; DROP TABLE practices; --",
    "direction": "\u202eabc\u202c \u200f",
    "brackets": '((( [[[ \\ " AND OR NOT field:value ~2 *',
    "long": "تعليم الكبار " * 250,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_questions_get_cards_or_a_sentence(visit, name):
    page = visit.open(asked("ar", ODD[name]))
    assert page.locator(".pl-card").count() or page.locator(".pl-note").count()
    text = page.locator("body").inner_text()
    assert "Traceback" not in text
    assert "حدث خلل" not in text
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("() => window.hacked") is None


def test_ten_thousand_letters_typed_are_answered(visit):
    page = visit.open("/?lang=ar")
    page.fill(BOX, "مهارات رقمية " * 770)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pl-card .pl-band, .pl-note")
    assert visit.settle().locator("[data-testid=stException]").count() == 0


def test_nonsense_in_the_address_is_left_out(visit):
    page = visit.open("/?lang=xx&region=%3Cscript%3E&page=-7&in=nowhere&unknown=1&page=abc")
    assert page.locator("html").get_attribute("lang") in {"ar", "en"}
    assert page.locator(".pl-note, .pl-card").count()
