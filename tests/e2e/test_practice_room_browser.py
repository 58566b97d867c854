"""Practice, compare, city and cities in a real browser: what a reader does there, by hand, by keyboard and on a phone."""

import pytest

from tests.e2e.test_reach import violations, with_lang

PAIR = "id=aswan-outreach&id=singapore-seniors-go-digital"
PAGES = [
    "/practice?id=singapore-seniors-go-digital",
    "/practice?id=aswan-outreach&version=en&beside=ar",
    f"/compare?{PAIR}",
    "/city?id=eg-aswan&compare=aswan-outreach",
    "/cities",
]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, path, lang):
    assert violations(visit.open(with_lang(path, lang))) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_axe_finds_nothing_and_nothing_scrolls_sideways(phone, path, lang):
    page = phone.open(with_lang(path, lang))
    widths = page.evaluate("() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    assert max(widths) <= 390
    assert violations(page) == []


def test_a_city_is_chosen_once_and_remembered(visit):
    page = visit.open("/cities?lang=ar")
    page.locator("[data-testid=stTextInputRootElement] input").fill("اربد")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.locator(".pl-countries a", has_text="إربد").click()
    page.wait_for_selector(".pl-mine a.pl-button")
    visit.settle()
    page.locator(".pl-mine a.pl-button").click()
    page.wait_for_selector(".pl-my-city a:has-text('إربد')")
    visit.settle()
    assert "mycity" not in page.url
    page = visit.open("/practice?lang=ar&id=aswan-outreach")
    assert page.locator("#part-fit .pl-fit tbody tr").count() >= 3
    page.reload()
    visit.settle()
    page.wait_for_selector(".pl-my-city a:has-text('إربد')")
    page = visit.open("/city?lang=ar&id=jo-irbid")
    page.locator(".pl-mine a", has_text="إلغاء").click()
    page.wait_for_selector(".pl-my-city a:has-text('اختر مدينتي')")


def test_practices_are_put_aside_compared_and_found_again_by_back_and_reload(visit):
    page = visit.open("/?lang=en&q=older+people")
    page.locator(".pl-choice").first.click()
    page.wait_for_selector(".pl-tray li")
    visit.settle()
    page.locator(".pl-card a.pl-choice:not(.pl-chosen)").first.click()
    page.wait_for_selector(".pl-tray a.pl-button")
    visit.settle()
    put_aside = page.url
    page.locator(".pl-tray a.pl-button").click()
    page.wait_for_selector(".pl-compare-2")
    visit.settle()
    page.reload()
    visit.settle()
    assert page.locator(".pl-compare thead th[scope=col]").count() == 3
    page.go_back()
    page.wait_for_selector(".pl-tray li")
    visit.settle()
    assert page.url == put_aside
    assert page.locator(".pl-tray li").count() == 2


def test_a_practice_page_leads_into_the_comparison_by_keyboard_alone(visit):
    page = visit.open("/practice?lang=en&id=aswan-outreach&compare=singapore-seniors-go-digital")
    for wanted in (".pl-tools .pl-choice", ".pl-tray a.pl-button"):
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement?.matches(wanted)", wanted):
                break
        else:
            pytest.fail(f"Tab did not reach {wanted}")
        page.keyboard.press("Enter")
        visit.settle()
        page.wait_for_selector(".pl-tray a.pl-button, .pl-compare")
    page.wait_for_selector(".pl-compare-2")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_names_of_rows_stay_in_sight_when_the_table_is_scrolled(visit, lang):
    four = "&".join(
        f"id={each}" for each in ("aswan-outreach", "singapore-seniors-go-digital", "amman-jeera", "amman-east-community-centres")
    )
    page = visit.open(f"/compare?lang={lang}&{four}")
    page.set_viewport_size({"width": 900, "height": 800})
    edge = "right" if lang == "ar" else "left"
    gap = """edge => {
      const frame = document.querySelector(".pl-compare-frame"), first = document.querySelector(".pl-compare tbody th[scope=row]");
      frame.scrollLeft = edge === "right" ? -500 : 500;
      return [Math.abs(frame.scrollLeft), Math.abs(frame.getBoundingClientRect()[edge] - first.getBoundingClientRect()[edge])];
    }"""
    scrolled, apart = page.evaluate(gap, edge)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert scrolled > 100
    assert apart < 3


def test_the_contents_lead_to_a_part_of_the_page(visit):
    page = visit.open("/practice?lang=ar&id=aswan-outreach")
    page.locator(".pl-contents a[href='#part-cite']").click()
    page.wait_for_function("() => document.getElementById('part-cite').getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_facts_stand_beside_the_text_on_a_desktop_and_above_it_on_a_phone(visit, phone, lang):
    boxes = "() => ['.pl-glance', '.pl-record-text'].map(each => document.querySelector(each).getBoundingClientRect().toJSON())"
    facts, text = visit.open(f"/practice?lang={lang}&id=aswan-outreach").evaluate(boxes)
    assert facts["left"] > text["right"] if lang == "en" else facts["right"] < text["left"]
    facts, text = phone.open(f"/practice?lang={lang}&id=aswan-outreach").evaluate(boxes)
    assert facts["bottom"] <= text["top"]


def test_versions_stand_side_by_side_on_a_desktop_and_stacked_on_a_phone(visit, phone):
    path = "/practice?lang=en&id=aswan-outreach&version=en&beside=ar"
    tops = """() => [...document.querySelectorAll(".pl-beside section .pl-beside-row")[1].children]
      .map((each) => each.getBoundingClientRect().top)"""
    one, other = visit.open(path).evaluate(tops)
    assert abs(one - other) < 2
    one, other = phone.open(path).evaluate(tops)
    assert other > one + 20


def test_paper_shows_the_practice_without_the_tools(visit):
    page = visit.open("/practice?lang=en&id=aswan-outreach")
    page.emulate_media(media="print")
    assert page.locator(".pl-tools").is_hidden()
    assert page.locator(".pl-contents").is_hidden()
    assert page.locator("#part-summary").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.locator("[data-print]").click()
    assert page.evaluate("() => window.printed") is True


@pytest.mark.parametrize("path", ["/city?id=%3Cscript%3Ewindow.hacked=1%3C/script%3E", "/compare?id=%3Cscript%3E&id=no-such", "/city"])
def test_an_address_that_names_nothing_is_a_sentence(visit, path):
    page = visit.open(with_lang(path, "ar"))
    assert page.locator(".pl-note").count() >= 1
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.evaluate("() => window.hacked") is None
