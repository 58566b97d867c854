"""Ten real practices in five languages, the real encoder: what people would see."""

import os
import statistics
import time

import pytest

from tests.integration.conftest import PRACTICES

pytestmark = pytest.mark.integration

SENIORS = {"singapore-seniors-go-digital", "leeds-100-digital", "uruguay-plan-ibirapita"}

# How can we help older people learn digital skills?
QUESTIONS = {
    "ar": "كيف نساعد كبار السن على تعلم المهارات الرقمية؟",
    "en": "How can we help older people learn digital skills?",
    "fr": "Comment aider les personnes âgées à acquérir des compétences numériques ?",
    "es": "¿Cómo ayudar a las personas mayores a aprender competencias digitales?",
}


@pytest.mark.parametrize("lang", QUESTIONS)
def test_the_answers_are_found_from_every_language(base, lang):
    ranking = base.search(QUESTIONS[lang])
    assert ranking.query.lang == lang
    assert {hit.record.id for hit in ranking.hits[:3]} == SENIORS


def test_an_arabic_question_is_answered_in_two_languages_and_more(base):
    ranking = base.search(QUESTIONS["ar"])
    assert len({hit.record.lang for hit in ranking.hits}) >= 2  # first written in
    assert {"ar", "en"} <= {match.passage.lang for hit in ranking.hits for match in hit.passages}
    assert all(match.passage.text.strip() for hit in ranking.hits for match in hit.passages)
    assert "other-language" in ranking.hits[0].reasons


SPELLINGS = ["كيف نساعد كبار السن على تعلم المهارات الرقمية", "كَيْفَ نُسَاعِدُ كِبَارَ السِّنِّ عَلَى تَعَلُّمِ المَهَارَاتِ الرَّقْمِيَّةِ؟"]


@pytest.mark.parametrize("text", SPELLINGS)
def test_marks_on_letters_change_nothing(base, text):
    assert {hit.record.id for hit in base.search(text, lang="ar").hits[:3]} == SENIORS


@pytest.mark.parametrize("name", PRACTICES)
def test_a_title_finds_its_practice(base, name):
    for lang, version in base.record(name).versions.items():
        assert base.search(version.title, lang=lang).hits[0].record.id == name


def test_a_practice_in_two_languages_is_one_hit(base):
    for lang in ("ar", "en"):
        ranking = base.search(base.record("giza-literacy-campaign").version(lang).title, lang=lang)
        assert ranking.hits[0].lang == lang
        assert [hit.record.id for hit in ranking.hits].count("giza-literacy-campaign") == 1


def test_the_index_holds_five_languages(base):
    assert set(base.languages) == {"ar", "en", "es", "fr", "pt"}
    assert len(list(base.records())) == len(PRACTICES)


def test_a_warm_search_is_quick(base):
    """At most 100 ms of processor time (71 when measured), and more by as much as the cores are crowded by other programs."""
    questions = [text for text in QUESTIONS.values() for _ in range(5)]
    base.search(questions[0])
    spent = []
    for number, text in enumerate(questions):
        began = time.process_time()
        base.search(f"{text} {number}")
        spent.append(time.process_time() - began)
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert statistics.median(spent) < 0.100 * crowd, f"median {1000 * statistics.median(spent):.0f} ms of processor time, crowd {crowd:.1f}"
