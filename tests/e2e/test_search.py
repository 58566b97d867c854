"""The search page as its readers use it."""

import re
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


def counted(heading):
    return int(re.search(r"[\d,]+", heading)[0].replace(",", ""))


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


def test_the_switch_for_spreading_puts_it_into_the_address_and_says_what_it_did(visit):
    page = visit.open(asked("en", QUESTIONS["en"]))
    page.locator("[data-testid=stCheckbox] label", has_text="Vary regions and languages").click()
    page.wait_for_url("**spread=1*")
    page.wait_for_selector(".pl-note:has-text('Spread over')")
    page.locator("[data-testid=stCheckbox] label", has_text="Vary regions and languages").click()
    page.wait_for_url(lambda url: "spread" not in url)
    assert params(page)["q"] == [QUESTIONS["en"]]


@pytest.mark.parametrize(("lang", "side"), [("ar", "left"), ("en", "right")])
def test_the_knob_of_a_switch_that_is_on_lies_in_it_where_reading_ends(visit, lang, side):
    page = visit.open(f"{asked(lang, QUESTIONS[lang])}&spread=1")
    track = page.locator(".st-key-spread label > div:not([data-testid])")
    outer, knob = track.bounding_box(), track.locator("> div").bounding_box()
    assert outer["x"] <= knob["x"] < knob["x"] + knob["width"] <= outer["x"] + outer["width"]
    middle = outer["x"] + outer["width"] / 2
    assert (knob["x"] + knob["width"] / 2 > middle) == (side == "right")


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
    assert page.locator(".pl-card").count() >= 1
    assert counted(page.locator(".pl-count").inner_text()) < counted(before)
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
    assert page.locator(".pl-card, .pl-note, .pl-nothing").count()
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
    assert page.locator(".pl-card, .pl-note, .pl-nothing").count()


AT = "document.querySelector('[data-testid=stMain]').scrollTop"


def scrolled_to(page, top):
    page.evaluate(f"top => {{ {AT} = top }}", top)
    page.wait_for_function("top => Math.abs((history.state?.plScroll || 0) - top) < 2", arg=top)
    return page.evaluate(AT)


def test_back_from_a_practice_returns_to_the_place_in_the_list(visit):
    page = visit.open("/?lang=ar")
    scrolled_to(page, 1400)
    link = page.locator(".pl-card h3 a").nth(5)
    link.scroll_into_view_if_needed()
    top = page.evaluate(AT)
    assert top > 500
    link.click()
    page.wait_for_selector(".pl-facts")
    visit.settle()
    assert page.evaluate(AT) < 5
    scrolled_to(page, 300)
    page.go_back()
    page.wait_for_selector(".pl-facts", state="detached")
    visit.settle()
    page.wait_for_function(f"top => Math.abs({AT} - top) < 5", arg=top)
    page.wait_for_timeout(700)
    assert abs(page.evaluate(AT) - top) < 5
    page.go_forward()
    page.wait_for_selector(".pl-facts")
    page.wait_for_function(f"() => Math.abs({AT} - 300) < 5")


def test_a_new_page_begins_at_its_top_and_a_reload_where_it_was(visit):
    page = visit.open("/?lang=en")
    page.locator(".pl-next").click()
    page.wait_for_url("**page=2*")
    page.wait_for_selector(".pl-prev")
    visit.settle()
    page.wait_for_function(f"() => {AT} < 5")
    top = scrolled_to(page, 900)
    page.reload()
    visit.settle()
    page.wait_for_function(f"top => Math.abs({AT} - top) < 5", arg=top)


@pytest.mark.parametrize(("lang", "left"), [("ar", "next"), ("en", "prev")])
def test_the_arrows_of_the_pager_point_where_the_pages_go(visit, lang, left):
    page = visit.open(f"/?lang={lang}&page=2")
    boxes = {name: page.locator(f".pl-{name}").bounding_box()["x"] for name in ("prev", "next")}
    assert min(boxes, key=boxes.get) == left
    content = "([name, part]) => getComputedStyle(document.querySelector('.pl-' + name), part).content"
    arrows = {name: page.evaluate(content, [name, part]) for name, part in (("prev", "::before"), ("next", "::after"))}
    assert arrows == ({"next": '"←"', "prev": '"→"'} if lang == "ar" else {"prev": '"←"', "next": '"→"'})


def test_a_question_reads_in_its_own_direction(visit):
    page = visit.open(asked("ar", QUESTIONS["fr"]))
    style = page.evaluate(f"() => {{ const s = getComputedStyle(document.querySelector('{BOX}')); return [s.unicodeBidi, s.textAlign] }}")
    assert style == ["plaintext", "start"]


def test_filters_in_use_are_links_beside_the_message(visit):
    page = visit.open(f"{asked('ar', 'zzz quantum teleportation')}&region=africa&in=en")
    assert page.locator(".pl-note, .pl-nothing").count() == 1
    assert page.locator(".pl-active li a").count() == 2
    page.locator(".pl-active li a").first.click()
    page.wait_for_selector(".pl-active[data-count='1']")
    assert "region" not in params(page)
    page.locator(".pl-active p a").click()
    page.wait_for_selector(".pl-active", state="detached")
    assert set(params(page)) == {"lang", "q"}


def test_a_long_question_stays_in_the_box_and_is_said_to_be_shortened(visit):
    page = visit.open("/?lang=en")
    typed = ("How can older people learn digital skills? " * 50).strip()
    page.fill(BOX, typed)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pl-note", timeout=60_000)
    visit.settle()
    assert page.input_value(BOX) == typed
    assert "only its first part was searched with" in page.locator(".pl-note").inner_text()
    page.reload()
    visit.settle()
    assert page.input_value(BOX) == typed


def test_operators_in_a_question_are_told_and_obeyed(visit):
    page = visit.open(asked("ar", '\u200f"مراكز التعلّم" -الرياض بلد:مصر'))
    read = page.locator(".pl-reading li").all_inner_texts()
    assert [each.split(":")[0] for each in read] == ["فقط ما يرد فيه", "دون ما يرد فيه", "المرشّحات"]
    assert page.locator(".pl-card").count() >= 1
    assert all("مصر" in place for place in page.locator(".pl-card .pl-place").all_inner_texts())


def test_a_named_city_is_offered_and_one_click_applies_it(visit):
    page = visit.open(asked("ar", "تعليم الكبار في عمّان"))
    assert "city" not in params(page)
    page.locator(".pl-offers a", has_text="عمّان").click()
    page.wait_for_url("**city=jo-amman*")
    page.wait_for_selector(".pl-active[data-count='1']")
    assert page.locator(".pl-offers a", has_text="عمّان").count() == 0
    assert all("عمّان" in place for place in page.locator(".pl-card .pl-place").all_inner_texts())


@pytest.mark.parametrize(
    "typed", ['"مراكز التعلّم', '"' * 50, "-" * 50, "بلد:", '-"', "\u202e«»\u202c", '"<script>alert(1)</script>"', "شبسيب قفلغ"]
)
def test_odd_typing_shows_a_page_and_no_trace(visit, typed):
    page = visit.open(asked("ar", typed))
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator(".pl-count").count() == 1
