"""Explore, Help and the data set in the browser: in Arabic and English, on a desktop and a phone, with a mouse and without."""

import io
import re
import urllib.request
import zipfile
from pathlib import Path

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
CHART = "svg.marks"


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run()")["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/explore?lang={}", "/help?lang={}", "/about?lang={}", "/explore?lang={}&region=nowhere"])
def test_axe_finds_nothing(visit, path, lang):
    page = visit.open(path.format(lang))
    if path == "/explore?lang={}":
        page.wait_for_selector(".st-key-starts svg.marks")
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/explore", "/help"])
def test_a_phone_scrolls_down_only_and_axe_finds_nothing(phone, path, lang):
    page = phone.open(f"{path}?lang={lang}")
    if path == "/explore":
        page.wait_for_selector(".st-key-starts svg.marks")
        chart = page.locator(".st-key-meaning [data-testid=stVegaLiteChart]").bounding_box()
        assert chart["height"] > 300
    widths = page.evaluate("() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    assert max(widths) <= 390
    assert violations(page) == []


def test_a_point_on_the_map_leads_to_its_practice_and_back_again(visit):
    page = visit.open("/explore?lang=ar&theme=literacy&by=region")
    page.wait_for_selector(f".st-key-meaning {CHART}")
    page.locator(".st-key-meaning svg.marks .mark-symbol path").first.click(
        force=True
    )  # another point may lie above it, and leads somewhere too
    page.wait_for_url(re.compile(r"/practice\?lang=ar&id="))
    visit.settle()
    assert page.locator("h1").get_attribute("dir") in ("rtl", "ltr")
    page.go_back()
    page.wait_for_selector(".st-key-meaning")
    visit.settle()
    assert "theme=literacy" in page.url
    assert page.get_by_role("radio", name="المنطقة").is_checked()


def test_the_keyboard_alone_goes_from_the_groups_to_a_practice_and_past_the_table(visit):
    page = visit.open("/explore?lang=en")
    first = page.locator(".pl-groups a").first
    first.focus()
    skip = page.locator(".pl-skip-part")
    skip.focus()
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.pl-heat')") is None
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/practice\?lang=en&id="))


def test_a_number_leads_to_its_practices_and_an_empty_cell_to_who_is_missing(visit):
    page = visit.open("/explore?lang=ar")
    page.locator(".pl-heat-0 a").first.click()
    page.wait_for_function("() => Math.abs(document.getElementById('missing').getBoundingClientRect().top) < 300")
    cell = page.locator(".pl-heat-5 a").first
    count = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**theme=*")
    page.wait_for_selector(".pl-card")
    visit.settle()
    assert str(count) in page.locator(".pl-count").inner_text()


def test_a_choice_stands_in_the_address_and_a_reload_keeps_it(visit):
    page = visit.open("/explore?lang=en")
    page.get_by_role("radio", name="Language of the original").check(force=True)
    page.wait_for_url("**by=lang*")
    page.reload()
    visit.settle()
    assert page.get_by_role("radio", name="Language of the original").is_checked()
    assert "Portuguese" in page.locator(".pl-key").inner_text()


def test_the_data_set_is_a_download_of_this_origin(server_url):
    with urllib.request.urlopen(f"{server_url}/dataset.zip", timeout=60) as answer:
        assert answer.headers["Content-Type"] == "application/zip"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        whole = zipfile.ZipFile(io.BytesIO(answer.read()))
    assert whole.testzip() is None
    assert "peerlearn-dataset/practices.csv" in whole.namelist()


def test_help_leads_from_a_role_to_its_steps(visit):
    page = visit.open("/help?lang=ar")
    page.locator("a[href='#researchers']").click()
    page.wait_for_function("() => document.getElementById('researchers').getBoundingClientRect().top < 700")
    page.locator("#researchers ~ .pl-begin a").first.click()
    page.wait_for_url("**/explore?lang=ar")
    visit.settle()
