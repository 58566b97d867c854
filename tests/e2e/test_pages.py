"""Practice, map, about, and addresses that lead nowhere."""

import urllib.error
import urllib.request

import pytest


def test_a_practice_by_its_link_in_arabic(visit):
    page = visit.open("/practice?lang=ar&id=aswan-outreach")
    assert "أسوان" in page.locator("h1").inner_text()
    assert page.locator("h1").get_attribute("dir") == "rtl"
    assert page.locator(".pl-versions a").count() >= 2
    assert "لم يراجعه" in page.locator(".pl-provenance").inner_text()
    assert page.locator(".pl-facts .pl-unknown").count() >= 1
    assert page.locator(".pl-sources a").count() >= 1
    assert page.locator(".pl-card").count() >= 1
    assert "أسوان" in page.title()


def test_another_version_of_the_text_is_one_link_away(visit):
    page = visit.open("/practice?lang=ar&id=aswan-outreach")
    page.locator(".pl-versions a", has_text="الإنجليزية").click()
    page.wait_for_selector("h1[lang=en]")
    visit.settle()
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator(".pl-summary").get_attribute("dir") == "ltr"
    assert "version=en" in page.url


@pytest.mark.parametrize("record", ["no-such-practice", "", "%3Cscript%3Ewindow.hacked=1%3C/script%3E", "../../etc/passwd"])
def test_an_unknown_practice_is_a_sentence_with_a_way_home(visit, record):
    page = visit.open(f"/practice?lang=ar&id={record}")
    assert page.locator(".pl-note-problem").count() == 1
    assert "Traceback" not in page.locator("body").inner_text()
    assert page.evaluate("() => window.hacked") is None
    page.locator(".pl-note-problem a").click()
    page.wait_for_selector(".pl-card")


def test_the_map_is_drawn_and_listed(visit):
    page = visit.open("/map?lang=ar")
    page.wait_for_selector("[data-testid=stVegaLiteChart] :is(canvas, svg)")
    chart = page.locator("[data-testid=stVegaLiteChart][role=graphics-document]")
    assert "خريطة العالم" in chart.get_attribute("aria-label")
    page.locator("[data-testid=stVegaLiteChart]").hover()
    assert page.locator("[data-testid=stElementToolbar]:visible").count() == 0
    links = page.locator(".pl-places a")
    assert links.count() >= 20
    links.first.click()
    page.wait_for_url("**city=*")
    page.wait_for_selector(".pl-card")
    visit.settle()
    assert 1 <= page.locator(".pl-card").count() < 10


def test_the_page_about_the_library_says_who_is_missing(visit):
    page = visit.open("/about?lang=en")
    assert page.locator(".pl-table").count() >= 4
    assert "have no practice in the library yet" in page.locator("body").inner_text()


def status(url, method="GET", body=None):
    request = urllib.request.Request(url, method=method, data=body)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


@pytest.mark.parametrize(
    ("path", "method", "expected"),
    [
        ("/_stcore/metrics", "GET", 404),
        ("/_stcore/upload_file/0/0", "PUT", 403),
        ("/_stcore/upload_file/0/0", "POST", 403),
        ("/nowhere", "GET", 404),
        ("/app/static/../serve.py", "GET", 400),
        ("/_stcore/health", "GET", 200),
    ],
)
def test_closed_doors(server_url, path, method, expected):
    code, headers = status(server_url + path, method, b"x" if method != "GET" else None)
    assert code == expected or (expected == 400 and code == 404)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
