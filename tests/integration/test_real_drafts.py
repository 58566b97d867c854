"""A draft with the real encoder: subjects by meaning, the news text that the project grew from, and how long ten pages take."""

import time
from pathlib import Path

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.curation.extract.drafting import Extractor, draft
from peerlearn.curation.source import Page, Source
from peerlearn.encode.prepare import open_encoder
from peerlearn.settings import Settings

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed" / "yanbu-forum.txt"


@pytest.fixture(scope="module")
def real_corpus():
    return read_corpus(ROOT / "corpus")


@pytest.fixture(scope="module")
def extractor(models, real_corpus, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "indexes").mkdir()
    (home / "indexes" / "models").symlink_to(models)
    return Extractor.of_corpus(real_corpus, open_encoder(Settings(home=home)))


def source(*pages):
    return Source("a.txt", "text/plain", "0" * 64, tuple(Page(at, text) for at, text in enumerate(pages, 1)))


def test_subjects_are_found_by_meaning_in_arabic_and_english(extractor):
    texts = (
        "نساء الحي يقرأن\n\nتتعلم نساء لم يدخلن المدرسة القراءة والكتابة والحساب في حلقات قرب بيوتهن، وتدير كل حلقة معلمة من الحي.",
        "Neighbours read\n\nWomen who never went to school learn to read, write and reckon in circles near their homes, led by a teacher.",
    )
    for text in texts:
        found = draft(source(text), extractor, kind="practice")
        assert "literacy" in [each.value for each in found.of("themes")]
        assert {"4", "5"} <= {each.value for each in found.of("sdgs")}


def test_the_news_text_becomes_a_document(extractor):
    if not SEED.is_file():
        pytest.skip("the seed text (../shared/seed/yanbu-forum.txt) is not at hand")
    found = draft(source(SEED.read_text(encoding="utf-8")), extractor)
    assert (found.kind, found.lang) == ("news", "ar")
    assert found.of("city")[0].value == "sa-yanbu-industrial-city"
    assert "الملتقى الإقليمي الأول لمدن التعلم" in found.of("title")[0].value
    assert "4" in [each.value for each in found.of("sdgs")]
    assert "أهداف الملتقى" in [each.value.heading for each in found.of("passages")]
    assert {each.field for each in found.questions} == {"date"}  # the text says "yesterday, Wednesday", and no year


def test_ten_pages_take_under_five_seconds(extractor, real_corpus):
    words = " ".join(
        text for each in real_corpus.practices.values() if each.lang == "ar" for text in each.original.sections.values()
    ).split(" ")
    pages = [" ".join(words[at * 350 : (at + 1) * 350]) for at in range(10)]
    draft(source("مدينة"), extractor)
    began = time.process_time()
    draft(source(*pages), extractor)
    assert time.process_time() - began < 5
