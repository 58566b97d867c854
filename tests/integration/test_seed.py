"""The case the project grew from: Arabic news as TXT, DOCX and PDF, reviewed, published, and found in two other languages."""

import html
import shutil
import subprocess
import time
from pathlib import Path

import docx
import pytest

from peerlearn.curation.deskwork import seen
from peerlearn.curation.ingesting import Intake, Tools
from peerlearn.curation.journal import open_curation
from peerlearn.curation.publish import Published, publish
from peerlearn.curation.review.people import add_person
from peerlearn.curation.review.submission import Refused
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.reviewing import Steps, take_steps

pytestmark = pytest.mark.integration
SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "yanbu-forum.txt"
QUESTIONS = (("regional forum of learning cities in Yanbu", "en"), ("forum régional des villes apprenantes à Yanbu", "fr"))
ANSWERS = {
    "id": "yanbu-regional-forum",
    "date": "2023-09-27",
    "source.publisher": "وكالة الأنباء",
    "source.url": "https://example.org/yanbu",
    "source.licence": "all rights reserved; facts only",
}


def as_txt(text, folder):
    path = folder / "yanbu.txt"
    path.write_text(text, encoding="utf-8")
    return path


def as_docx(text, folder):
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "yanbu.docx"))
    return folder / "yanbu.docx"


def as_pdf(text, folder):
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed (install the package chromium)")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    page, target = folder / "page.html", folder / "yanbu.pdf"
    page.write_text(f'<html lang="ar" dir="rtl"><meta charset="utf-8"><body>{body}', encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(["chromium", *words], check=True, capture_output=True, timeout=110)
    return target


@pytest.mark.parametrize("made", [as_txt, as_docx, as_pdf])
def test_a_news_text_is_drafted_reviewed_published_and_found_in_english_and_french(made, copy, tmp_path, capsys):
    if not SEED.is_file():
        pytest.skip("the seed text (../shared/seed/yanbu-forum.txt) is not at hand")
    settings = copy.settings
    path = made(SEED.read_text(encoding="utf-8"), tmp_path)
    store = open_curation(settings).store
    city = add_person(store, role="admin", name="Huda").id
    curator = add_person(store, role="curator", name="Salma", by=city).id
    base = KnowledgeBase.open(settings)

    began = time.monotonic()
    (taken,) = Intake(store, settings, city, Tools.of(settings)).take(path)
    drafted = time.monotonic() - began
    assert taken.submission.summary.verdict in ("clean", "repaired")
    assert taken.draft.kind == "news"
    assert taken.draft.of("city")[0].value == "sa-yanbu-industrial-city"
    name = taken.submission.id

    assert take_steps(store, settings, name, Steps(accept=("all",)), by=city).field == "source.url"
    assert take_steps(store, settings, name, Steps(answers=ANSWERS, submit=True), by=city) is None
    alone = publish(store, settings, name, by=city, version=seen(store, name, city).version)
    assert isinstance(alone, Refused)
    take_steps(store, settings, name, Steps(begin=True, scores={"all": "4"}, approve="موثّق."), by=curator)
    began = time.monotonic()
    done = publish(store, settings, name, by=curator, version=seen(store, name, curator).version)
    published = time.monotonic() - began
    assert isinstance(done, Published)
    began = time.monotonic()
    base = base.refresh()
    for text, lang in QUESTIONS:
        assert base.search(text, lang=lang).hits[0].record.id == ANSWERS["id"], lang
    found = time.monotonic() - began
    store.close()
    with capsys.disabled():
        print(
            f"\n{path.suffix[1:]}: drafted in {drafted:.1f} s, published in {published:.1f} s, found in two languages in {found:.1f} s",
            end="",
        )
