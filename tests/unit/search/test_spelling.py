"""Corrected questions: offered where one near word was meant, and not where the typed one may be right."""

import pytest

from peerlearn.search import spelling
from peerlearn.search.spelling import Speller, WordList, corrected
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, library, practice

TEXTS = {
    "ar": "المدارس ثم المكتبة العامة تعلّم كبار السن في مدينة القاهرة ومدينة ميديين مهارات رقمية وتعليم الأمهات والسياحة",
    "en": "Adult education and digital literacy for volunteers in Medellín libraries; a stationary fair, marriage, collections",
    "fr": "La bibliothèque et l’apprentissage des adultes à Marseille, l’alphabétisation, la communauté",
    "es": "Las bibliotecas y la alfabetización de personas adultas en Medellín, comunidad, gobierno, formación",
}
LISTS = {lang: WordList.of([text] * spelling.SEEN) for lang, text in TEXTS.items()}
NAMES = {"marseille", "kigali", "muenster"}


def offer(text, lang):
    return corrected(text, lang=lang, listed=lambda: LISTS[lang], elsewhere=NAMES.__contains__, pieces=pieces)


def pieces(word):
    """Words of the texts and some others are one piece, all else three, as with a real encoder."""
    known = {"carriage", "مهاجرات", *(form for words in LISTS.values() for form in words.surfaces.values())}
    return 1 if word in known else 3


def cut(word):
    return 1 if word in {"charter", "chapter", "literacy"} else 2


OFFERS = [
    ("ar", "كيف تعمل المدراس مع الأهل؟", "كيف تعمل المدارس مع الأهل؟"),
    ("ar", "دور المكتببه العامة", "دور المكتبة العامة"),
    ("ar", "ما جرى في القاهةر؟", "ما جرى في القاهرة؟"),
    ("en", "Adlut educatoin, please", "Adult education, please"),
    ("en", "what did Medelin do?", "what did Medellín do?"),
    ("en", "digital litteracy", "digital literacy"),
    ("fr", "une bibliotèque pour la comunauté", "une bibliothèque pour la communauté"),
    ("fr", "l’apprentisage à Marseille", "l’apprentissage à Marseille"),
    ("es", "las bibliotecsa de la comunidad", "las bibliotecas de la comunidad"),
    ("es", "la alfabetzacióm de personas", "la alfabetización de personas"),
]
NONE = [
    ("ar", "المدارس والمكتبه العامه", "words that the texts have, spelt otherwise"),
    ("ar", "تعليم المسلمون", "a right word that the texts lack"),
    ("ar", "مدارسنا وأمهاتنا", "other forms of known words"),
    ("ar", "برامج نواكشوط", "a city that is near nothing"),
    ("en", "a carriage for the city", "a right word one letter away from a known one"),
    ("en", "education in Kigali", "a city by name"),
    ("en", "collection and collectors", "other forms"),
    ("en", "the teh cat", "too short to tell"),
    ("en", "adult2 l1teracy 2030", "not only letters"),
    ("es", "un gobierna", "another ending"),
    ("es", "", "nothing"),
]


@pytest.mark.parametrize(("lang", "typed", "meant"), OFFERS)
def test_what_was_meant_is_offered(lang, typed, meant):
    assert offer(typed, lang) == meant


@pytest.mark.parametrize(("lang", "typed", "why"), NONE, ids=[each[2] for each in NONE])
def test_what_may_be_right_is_left_alone(lang, typed, why):
    assert offer(typed, lang) == "", why


def test_a_name_that_is_known_is_no_misspelling_of_another():
    listed = WordList.of(["munster"] * spelling.SEEN)
    assert corrected("Muenster", lang="en", pieces=len, listed=lambda: listed) == "Munster"
    assert corrected("Muenster", lang="en", pieces=len, listed=lambda: listed, elsewhere=NAMES.__contains__) == ""


def test_two_words_that_come_equally_near_are_no_offer():
    one = WordList.of(["charter"] * spelling.SEEN)
    two = WordList.of(["charter chapter"] * spelling.SEEN)
    assert corrected("chater", lang="en", pieces=cut, listed=lambda: one) == "charter"
    assert sorted(two.near("chater")) == ["chapter", "charter"]
    assert corrected("chater", lang="en", pieces=cut, listed=lambda: two) == ""


def test_a_word_that_the_texts_hold_once_is_known_but_not_offered():
    listed = WordList.of(["literacy"])
    assert "literacy" in listed
    assert corrected("litreacy", lang="en", pieces=cut, listed=lambda: listed) == ""
    assert corrected("litreacy", lang="en", pieces=cut, listed=lambda: WordList.of(["literacy"] * spelling.SEEN)) == "literacy"


def test_what_the_encoder_knows_as_one_piece_is_right():
    def unknown(_):
        raise AssertionError("no words need be counted")

    assert corrected("litreacy", lang="en", listed=unknown, pieces=lambda _: 1) == ""


def test_two_errors_are_seen_in_long_words_only():
    listed = WordList.of(["alphabetisation fairest"] * spelling.SEEN)
    assert listed.near("alphabtisatoin") == ["alphabetisation"]
    assert listed.near("farset") == []


def test_a_word_is_offered_as_it_is_written_most_often():
    listed = WordList.of(["medellin Medellín Medellín مَكتبة مكتبـة مكتبه مكتبة مكتبة"])
    assert listed.surfaces["medellin"] == "Medellín"
    assert listed.surfaces["مكتبه"] == "مكتبة"
    assert listed.counts["مكتبه"] == 5


class Cutting(FakeEncoder):
    """An encoder that knows no word as one piece but the right one."""

    def token_spans(self, text):
        if text in {"gardens", "gardnes"}:
            return [(0, len(text))] if text == "gardens" else [(0, 4), (4, 7)]
        return super().token_spans(text)


@pytest.fixture
def engine(quick_tmp, loaded_text_rules):
    more = [practice(f"g{number}", "en", "Gardens", "Pupils grow gardens") for number in range(3)]
    return built(quick_tmp, *library(), *more, encoder=Cutting())


def test_the_search_offers_and_answers_what_was_typed(engine):
    from peerlearn.search.result import Query  # noqa: PLC0415

    ranking = engine.search(Query("school gardnes", "en"))
    assert ranking.did_you_mean == "school gardens"
    assert ranking.query.text == "school gardnes"
    assert ranking.offer_in("en") == "Did you mean “school gardens”?"
    assert ranking.offer_in("ar") == "هل تقصد «school gardens»؟"
    assert engine.search(Query("school gardens", "en")).did_you_mean == ""
    assert engine.search(Query("school gardens", "en")).offer_in("en") == ""


def test_a_language_without_texts_and_one_with_too_many_get_no_offer(engine, monkeypatch):
    assert engine.speller.offer("school gardnes", lang="sw") == ""
    monkeypatch.setattr(spelling, "LARGEST", 1)
    assert Speller(engine.index, engine.encoder, []).offer("school gardnes", lang="en") == ""


def test_words_are_counted_once(engine):
    engine.speller.offer("school gardnes", lang="en")
    counted = engine.speller._lists["en"]
    engine.speller.offer("school gardnes", lang="en")
    assert engine.speller._lists["en"] is counted


def test_words_are_not_counted_for_a_question_whose_words_stand_in_the_nearest_texts(engine):
    speller = Speller(engine.index, engine.encoder, [])
    assert speller.offer("Pupils grow gardens", lang="en") == ""
    assert "en" not in speller._lists
    assert speller.offer("school gardnes", lang="en") == "school gardens"
    assert "en" in speller._lists


@pytest.mark.parametrize(("form", "stands"), [("gardens", True), ("garden", False), ("ardens", False), ("harbour", False)])
def test_only_a_whole_word_stands_in_a_text(engine, form, stands):
    assert Speller(engine.index, engine.encoder, [])._stands(form, "en") is stands


def test_a_warm_speller_has_counted(engine):
    speller = Speller(engine.index, engine.encoder, [])
    speller.warm()
    assert set(speller._lists) == set(engine.index.pools)
