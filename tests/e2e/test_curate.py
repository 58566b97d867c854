"""A city hands an Arabic file in, a curator reviews it, another publishes it, and it is found: in Arabic, by keyboard where people type."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from conftest import DESKTOP, PHONE, ROOT, Visit, served

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PRACTICES = ("giza-literacy-campaign", "jubail-evening-learning", "leeds-100-digital")
PATIENCE = 120_000
TEXT = (
    "ملتقى أسوان لمدن التعلّم",
    "استضافت مدينة أسوان اليوم الأربعاء ملتقى مدن التعلّم بمشاركة عشر مدن مصرية، بالشراكة مع معهد اليونسكو للتعلّم مدى الحياة.",
    "وناقش المشاركون محو الأمية وتعليم الكبار، وعرضت أسوان تجربة قوافل القراءة النيلية التي تصل إلى القرى بالمراكب.",
    "وأوصى الملتقى بتبادل الخبرات بين المدن وإنشاء شبكة لمكتبات المراكب.",
)
SECRET = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> \u202eملف"
PLACES = ("", "&place=upload", "&place=queue", "&place=gaps", "&place=log")
PARTS = ("draft", "answers", "alike", "review")


@pytest.fixture(scope="module")
def own_home(tmp_path_factory):
    """A home of its own with three practices: what is written here is nobody else's."""
    folder = tmp_path_factory.mktemp("curate")
    (folder / "indexes").mkdir()
    (folder / "indexes" / "models").symlink_to((ROOT / "indexes" / "models").resolve())
    corpus = folder / "corpus"
    shutil.copytree(ROOT / "corpus" / "vocabulary", corpus / "vocabulary")
    shutil.copy(ROOT / "corpus" / "cities.csv", corpus)
    for name in PRACTICES:
        for path in (ROOT / "corpus").glob(f"practices/*/{name}*.md"):
            place = corpus / path.relative_to(ROOT / "corpus")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    environ = {**os.environ, "PEERLEARN_HOME": str(folder), "PEERLEARN_CORPUS": str(corpus), "PYTHONUNBUFFERED": "1"}
    build = [sys.executable, "-c", "from peerlearn.cli import main; main()", "index", "build"]
    subprocess.run(build, env=environ, cwd=ROOT, check=True, timeout=900, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def curating(own_home):
    """The app with the development sign-in and its worker."""
    with served(own_home, own_home / "corpus", "--dev-sign-in", settings={}) as address:
        yield address


@pytest.fixture(scope="module")
def people(chrome, curating):
    """Sign people in, each in a browser of their own, and keep them."""
    signed = {}

    def come(key, viewport=DESKTOP):
        if (key, viewport["width"]) not in signed:
            page = chrome.new_context(viewport=viewport).new_page()
            visit = Visit(page, curating)
            page.set_default_timeout(PATIENCE)
            page.goto(f"{curating}/sign-in?to=/curate?lang=ar")
            page.locator(f"a[href*='person={key}']").click()
            page.wait_for_url("**/curate**")
            visit.settle()
            signed[key, viewport["width"]] = visit
        return signed[key, viewport["width"]]

    yield come
    for visit in signed.values():
        visit.page.context.close()
        assert visit.wrong == []


def a_file(folder):
    document = docx.Document()
    document.add_heading(TEXT[0])
    for paragraph in TEXT[1:]:
        document.add_paragraph(paragraph)
    path = folder / "ملتقى أسوان.docx"
    document.save(str(path))
    return path


def press(visit, name, **given):
    """Press a button as a keyboard does, and wait for the page."""
    button = visit.page.get_by_role("button", name=name, exact=True, **given)
    button.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(300)
    visit.settle()


def hand_in(visit, *paths):
    visit.open("/curate?lang=ar&place=upload")
    visit.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(paths)
    visit.page.wait_for_selector("[data-testid=stFileChipName]")
    press(visit, "قدّم الملفات")


def write(visit, label, text):
    box = visit.page.get_by_label(label, exact=True)
    box.focus()
    box.fill(text)


@pytest.fixture(scope="module")
def taken_in(people, tmp_path_factory):
    """The city's file, handed in and taken in by the worker; its address without the server."""
    city = people("yusuf")
    hand_in(city, a_file(tmp_path_factory.mktemp("files")))
    city.open("/curate?lang=ar&place=upload")  # the page was left while the worker works: nothing is lost
    link = city.page.locator(".pl-jobs li", has=city.page.locator(".pl-job-done")).locator("a").first
    link.wait_for()
    return link.get_attribute("href")


def part(address, name):
    return address.replace("place=draft", f"place={name}")


def test_the_journey_from_a_citys_file_to_a_practice_that_is_found(people, taken_in):
    city, first, second = people("yusuf"), people("salma"), people("omar")
    page = city.open(taken_in)
    assert page.locator("#pl-here").inner_text()
    assert TEXT[2][:40] in page.locator(".pl-source-text").inner_text()
    press(city, "اقبل")
    press(city, re.compile(r"^اقبل كل ما لم يُبتّ فيه"))
    assert page.locator(".pl-choice-open").count() == 0
    city.open(part(taken_in, "answers"))
    for label, text in (
        ("التاريخ", "2024-05-08"),
        ("ناشر المصدر", "محافظة أسوان"),
        ("رابط المصدر (لازم)", "https://example.org/aswan"),
        ("رخصة المصدر (لازم)", "facts only"),
    ):
        write(city, label, text)
    press(city, "احفظ الإجابات")
    city.open(part(taken_in, "review"))
    press(city, "قدّم")
    assert page.locator(".pl-status-submitted").count() == 1
    assert page.get_by_role("button", name="انشر").count() == 0

    page = first.open("/curate?lang=ar&place=queue")
    page.locator(".pl-desk-table a").first.click()
    page.wait_for_url("**place=draft**")
    first.open(part(taken_in, "review"))
    press(first, "ابدأ المراجعة")
    for group in page.locator("[data-testid=stButtonGroup]").all():
        group.get_by_role("radio", name="4").or_(group.get_by_role("button", name="4")).first.click()
    press(first, "احفظ الدرجات")
    write(first, "أسبابك", "موثّق جيدًا.")
    press(first, "قدّم هذا الرأي")

    page = second.open(part(taken_in, "review"))
    press(second, "انشر")
    page.wait_for_selector(".pl-status-published")
    page.wait_for_selector(".pl-job-done")
    page = second.open("/?lang=ar&q=قوافل+القراءة+النيلية+بالمراكب")
    assert TEXT[0] in page.locator(".pl-card").first.inner_text()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing_in_the_curators_room(people, taken_in, lang):
    visit = people("salma")
    for address in [f"/curate?lang={lang}{place}" for place in PLACES] + [
        part(taken_in, name).replace("lang=ar", f"lang={lang}") for name in PARTS
    ]:
        page = visit.open(address)
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run()")["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == [], address


def test_a_phone_scrolls_down_only_in_the_curators_room(people, taken_in):
    visit = people("salma", PHONE)
    for address in [f"/curate?lang=ar{place}" for place in PLACES] + [part(taken_in, name) for name in PARTS]:
        page = visit.open(address)
        widths = page.evaluate("() => [document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
        assert max(widths) <= 390, address


def test_a_hostile_file_is_refused_or_shown_as_text(people, tmp_path):
    city = people("yusuf")
    path = tmp_path / "hostile.txt"
    path.write_text(f"{SECRET}\n\n{' '.join(TEXT)}\n{SECRET}", encoding="utf-8")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    hand_in(city, path, broken)
    page = city.page
    job = page.locator(".pl-jobs li", has_text="hostile.txt").first
    job.locator(".pl-job-done").wait_for()
    page.locator(".pl-jobs li", has_text="broken.pdf").locator(".pl-job-failed").wait_for()
    address = job.locator("a").first.get_attribute("href")
    for name in PARTS:
        page = city.open(part(address, name))
        assert page.evaluate("() => window.hacked") is None
    assert "<script>" in city.open(address).locator(".pl-source-text").inner_text()


def test_a_visitor_learns_nothing_of_submissions(chrome, curating, taken_in):
    page = chrome.new_context().new_page()
    visit = Visit(page, curating)
    assert TEXT[0] not in visit.open(taken_in).locator("body").inner_text()
    page.context.close()
