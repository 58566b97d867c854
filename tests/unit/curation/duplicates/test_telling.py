import pytest

from peerlearn.curation.duplicates import Telling
from tests.unit.builders import CHALLENGE, practice, version

pytestmark = pytest.mark.usefixtures("loaded_text_rules")


@pytest.mark.parametrize(
    "other",
    [
        "تقع أسوان في جنوب مصر وفيها مناطق محرومة",
        "تَقَعُ أَسْوَان في جنوب مصر، وفيها مناطق محرومة.",
        "تقع اسوان في جنوب مـــصر - وفيها مناطق محرومه!",
        "  تقع أسوان\n\nفي جنوب مصر؛ وفيها\tمناطق محرومة",
    ],
)
def test_spelling_punctuation_and_layout_are_no_other_content(other):
    assert Telling.of_texts("a", {"ar": other}).identity == Telling.of_texts("b", {"ar": CHALLENGE}).identity


@pytest.mark.parametrize("other", [CHALLENGE.replace("جنوب", "شمال"), CHALLENGE + " 120", "فيها مناطق محرومة"])
def test_another_word_is_another_content(other):
    assert Telling.of_texts("a", {"ar": other}).identity != Telling.of_texts("a", {"ar": CHALLENGE}).identity


def test_the_same_words_in_another_language_are_another_content():
    assert Telling.of_texts("a", {"en": "Robot"}).identity != Telling.of_texts("a", {"fr": "Robot"}).identity


def test_a_record_tells_its_summary_and_sections_and_not_its_title():
    one = Telling.of(practice(versions={"ar": version(title="عنوان")}))
    other = Telling.of(practice(id="other", versions={"ar": version(title="عنوان آخر")}))
    assert one.identity == other.identity
    assert list(one.texts["ar"]) == ["summary", "challenge", "solution"]


@pytest.mark.parametrize("texts", [{}, {"ar": " \n"}])
def test_nothing_to_compare_is_refused(texts):
    with pytest.raises(ValueError, match="no text"):
        Telling.of_texts("empty", texts)
