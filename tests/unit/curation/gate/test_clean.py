"""What is right stays as it is: every text of the corpus, other languages, and whatever was judged before."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.corpus import read_corpus
from peerlearn.curation.gate import gate, judge
from peerlearn.curation.source import Page, Source

ROOT = Path(__file__).resolve().parents[4]
SEED = ROOT.parent / "shared" / "seed" / "yanbu-forum.txt"


def corpus_texts():
    """Yield each text of the corpus whole and in parts, and each name of a city."""
    for record in read_corpus(ROOT / "corpus").records():
        for version in record.versions.values():
            yield from (version.title, version.summary, *version.sections, *version.sections.values())
            yield "\n\n".join([version.title, version.summary, *version.sections.values()])
    with (ROOT / "corpus" / "cities.csv").open(encoding="utf-8", newline="") as rows:
        yield from (cell for row in csv.reader(rows) for cell in row if cell.strip())


def test_no_text_of_the_corpus_changes():
    changed = [text[:80] for text in set(corpus_texts()) if (page := Page(1, text)) != judge(page)]
    assert changed == []


@pytest.mark.parametrize(
    "text",
    [
        "Learning cities share what works.\n\nOld people learn (often) with «young» ones: 70% in 2015-16.",
        "L'éducation des adultes à Évry coûte 5 000 €. « Apprendre » est un droit.",
        "این شهر برای همه شهروندان برنامه‌های آموزشی رایگان دارد و در سال ۱۴۰۲ جایزه گرفته است.",
        "یہ شہر تمام لوگوں کے لیے تعلیم کے پروگرام چلاتا ہے اور اس میں کتب خانے بھی ہیں۔",
        "القاهرة",
        "تورونتو",
        "1) المرحلة الأولى\n2) المرحلة الثانية",
        "أ) مدينة\nب) قرية",
        "5,000",
        "كِتابٌ مُعلَّمٌ وَمَدرسةٌ جديدةٌ",
        "Größe: »Lernen« in München",
    ],
)
def test_clean_text_stays_clean(text):
    page = Page(1, text)
    assert judge(page) == page


@pytest.mark.skipif(not SEED.is_file(), reason="../shared/seed/yanbu-forum.txt is not here")
def test_the_news_text_of_yanbu_with_its_slips_of_the_pen_is_clean():
    page = Page(1, unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8")))
    assert judge(page) == page


ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئءؤ"
pieces = st.one_of(
    st.text(ARABIC, min_size=1, max_size=9),
    st.sampled_from(
        ["ةنيدملا", "ملعتلا", "األولى", "مدينة", "في", "ﺔﻨﻳﺪﻤﻟا", "ﻣﺪﻳﻨﺔ", "2015-16", "(", ")", "«", "»", ".2024", "،", "\n", "ّ", "\x00"]
    ),
    st.text(max_size=5),
)


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_a_second_judgement_changes_nothing(text):
    once = judge(Page(1, unicodedata.normalize("NFC", text)))
    assert judge(once) == once
    if once.usable:
        assert judge(Page(1, once.text)).text == once.text


@pytest.mark.parametrize("verdict", ["needs_ocr", "needs_person"])
def test_a_page_that_waits_is_left_alone(verdict):
    page = Page(1, "ةنيدملا ملعتلا", verdict, ("why",))
    assert judge(page) == page


def test_a_repaired_page_is_never_called_clean():
    assert judge(Page(1, "مدينة التعلم", "repaired", ("ocr",))).verdict == "repaired"


def test_every_page_of_a_file_is_judged():
    source = Source("a.pdf", "application/pdf", "0" * 64, (Page(1, "مدينة التعلم"), Page(2, "")), title="a")
    assert [page.verdict for page in gate(source).pages] == ["clean", "needs_ocr"]
