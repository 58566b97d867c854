"""Signing in and out in the browser, with the development provider; what a reader cannot do by a direct request."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from peerlearn.curation.review.people import find_person, set_role
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def sign_in(visit, name, path="/about?lang=en"):
    page = visit.open(path)
    page.locator(".pl-account a").click()
    page.locator(".pl-choose a", has_text=name).click()
    page.wait_for_selector("details.pl-account")
    return visit.settle()


def role(page):
    return page.locator(".pl-account-role").inner_text()


@pytest.mark.parametrize(("name", "said"), [("رانية", "reader"), ("يوسف", "city"), ("هدى", "administrator"), ("Guest", "reader")])
def test_one_signs_in_and_comes_back_to_the_same_page(guest, name, said):
    page = sign_in(guest, name)
    assert page.url.endswith("/about?lang=en")
    assert name in page.locator(".pl-account-name").inner_text()
    assert role(page) == said
    assert "any role" in page.locator(".pl-development").inner_text()


def test_signing_out_ends_it_here(guest):
    page = sign_in(guest, "سلمى", "/about?lang=ar")
    assert role(page) == "محرّر"
    page.locator(".pl-account summary").click()
    page.locator(".pl-account button", has_text="تسجيل الخروج").first.click()
    page.wait_for_selector(".pl-account > a")
    guest.settle()
    assert page.locator(".pl-account > a").inner_text() == "تسجيل الدخول"
    assert page.url.endswith("/about?lang=ar")
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")]


def test_signing_out_everywhere_ends_it_in_another_browser_too(guest, chrome, workshop_url):
    elsewhere = chrome.new_context(storage_state=None)
    page = sign_in(guest, "عمر")
    elsewhere.add_cookies(page.context.cookies())
    other = elsewhere.new_page()
    other.goto(f"{workshop_url}/about?lang=en")
    other.wait_for_selector("details.pl-account")
    page.locator(".pl-account summary").click()
    page.locator(".pl-account button", has_text="everywhere").click()
    page.wait_for_selector(".pl-account > a")
    guest.settle()
    other.reload()
    other.wait_for_selector(".pl-account > a")
    elsewhere.close()


def test_a_role_that_is_taken_away_is_gone_with_the_next_page(guest, workshop):
    page = sign_in(guest, "هدى")
    store = open_store(Settings(home=workshop))
    try:
        person = find_person(store, "هدى منصور")
        set_role(store, person.id, role="reader", by=person.id)
        page.reload()
        guest.settle()
        assert role(page) == "reader"
    finally:
        with store.writing() as session:
            session.connection().exec_driver_sql("UPDATE people SET role = 'admin' WHERE name = 'هدى منصور'")
        store.close()


def put(url, cookies):
    header = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    request = urllib.request.Request(url, method="PUT", data=b"x", headers={"Cookie": header} if header else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_reader_uploads_nothing_by_a_direct_request(guest, workshop_url):
    url = f"{workshop_url}/_stcore/upload_file/0/0"
    assert put(url, []) == 403
    page = sign_in(guest, "رانية")
    assert put(url, page.context.cookies()) == 403


def test_who_works_here_uploads_to_no_page_that_is_not_open(guest, workshop_url):
    page = sign_in(guest, "سلمى")
    assert put(f"{workshop_url}/_stcore/upload_file/no-such-session/0", page.context.cookies()) == 403


@pytest.mark.parametrize("path", ["/sign-out", "/auth/login", "/dev-sign-in/token", "/dev-sign-in/authorize?person=huda"])
def test_no_direct_request_makes_anybody_somebody(workshop_url, path):
    request = urllib.request.Request(workshop_url + path, method="POST" if path in ("/sign-out", "/dev-sign-in/token") else "GET")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            cookies = answer.headers.get_all("Set-Cookie") or []
    except urllib.error.HTTPError as error:
        with error:
            cookies = error.headers.get_all("Set-Cookie") or []
    assert not [each for each in cookies if each.startswith("_streamlit_user")]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_header_of_somebody_is_accessible_and_works_by_keyboard(guest, lang):
    page = sign_in(guest, "يوسف", f"/about?lang={lang}")
    page.locator(".pl-account summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pl-account[open] button")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.value") == "here"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]] == []
