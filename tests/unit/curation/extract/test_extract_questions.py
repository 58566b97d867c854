"""Questions are there in four languages, for every field that a practice needs, once."""

import pytest

from peerlearn.curation.extract.questions import DOCUMENT, PRACTICE, questions
from peerlearn.curation.extract.suggestion import FIELDS
from peerlearn.text.language import detect


@pytest.mark.parametrize("field", [*PRACTICE, *DOCUMENT])
def test_every_question_is_asked_in_its_four_languages(field):
    texts = PRACTICE.get(field) or DOCUMENT[field]
    assert field in FIELDS
    assert list(texts) == ["ar", "en", "fr", "es"]
    for lang, text in texts.items():
        assert detect(text).lang == lang
        assert ("؟" if lang == "ar" else "?") in text
        assert lang != "es" or "¿" in text
        assert lang != "ar" or not any(mark in text for mark in ",;?ـ")


def test_a_language_without_questions_is_asked_in_english():
    assert {each.lang for each in questions((), lang="pt", practice=True)} == {"en"}


def test_the_country_is_not_asked_beside_its_city_nor_results_beside_figures():
    asked = {each.field for each in questions(("city", "figures"), lang="ar", practice=True)}
    assert not asked & {"city", "country", "figures", "results"}
