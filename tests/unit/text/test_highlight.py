"""Highlights: matched on folded text, shown on the original letters."""

import pytest

from peerlearn.text.highlight import highlights, match_kind

# From users' bug reports: query, word of a text, how they match.
FIXTURES = [
    ("كتاب", "كتاب", "exact"),
    ("أخبار", "الأخبار", "stem"),
    ("كثير", "كثيرون", "stem"),
    ("أغراض", "وأغراضها", "stem"),
    ("كتاب", "الكتاب", "stem"),
    ("كتاب", "كِتاب", "folded"),
    ("ادارة", "إدارة", "folded"),
    ("اسفي", "آسفي", "folded"),
    ("مَرَّاكُش", "مراكش", "folded"),
    ("احمد", "أحمد", "folded"),
    ("ﺍﺣﻤﺪ", "أحمد", "folded"),
    ("الدورى", "الدوري", "folded"),
    ("مزرعه", "مزرعة", "folded"),
    ("اياب", "ايـــــاب", "folded"),
    ("البانيا", "ألبانيا", "folded"),
    ("الله", "ٱللَّهِ", "folded"),
    ("الله", "بالله", "stem"),
]


@pytest.mark.parametrize(("query", "word", "kind"), FIXTURES)
def test_an_arabic_word_matches_its_other_spellings_and_forms(query, word, kind):
    assert match_kind(query, word) == kind


@pytest.mark.parametrize(("query", "word", "kind"), FIXTURES)
def test_the_whole_word_is_marked_as_written(query, word, kind):
    text = f"قبل {word}، بعد"
    assert [text[start:end] for start, end in highlights(query, text)] == [word]


@pytest.mark.parametrize(
    ("query", "word", "kind"),
    [
        ("city", "city", "exact"),
        ("caf\u00e9", "cafe\u0301", "exact"),
        ("City", "city", "folded"),
        ("ecole", "École", "folded"),
        ("oeuvre", "œuvre", "folded"),
        ("nino", "niño", "folded"),
        ("istanbul", "İstanbul", "folded"),
        ("2030", "٢٠٣٠", "folded"),
        ("mobility", "mobilities", "stem"),
        ("adults", "adult", "stem"),
        ("ciudad", "ciudades", "stem"),
        ("éducation", "éducations", "stem"),
        ("city", "cities", None),
        ("mobile", "mobility", None),
        ("learn", "learning", None),
        ("203001", "203002", None),
        ("городской", "городская", None),
        ("البانيا", "بانيا", None),
        ("الله", "له", None),
        ("مدرسة", "كتاب", None),
        ("", "", None),
    ],
)
def test_words_match_by_letters_by_folding_or_by_stem(query, word, kind):
    assert match_kind(query, word) == kind


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        pytest.param("ما هي إدارة المدينة؟", "في إدارة المدن ومدينة ما", ["إدارة", "ومدينة"], id="stop words are not marked"),
        pytest.param("the adult in the city", "The adults of the city", ["adults", "city"], id="English stop words"),
        pytest.param("the who", "The Who", ["The", "Who"], id="a query of stop words only"),
        pytest.param("学习城市", "建设学习型城市", ["学习", "城市"], id="Chinese pairs"),
        pytest.param("学习型城市", "建设学习型城市。", ["学习型城市"], id="touching pairs are one span"),
        pytest.param("cafe", "le cafe\u0301, cafés", ["cafe\u0301"], id="no loose accent is left behind"),
        pytest.param("کتاب پارک", "این کتاب در پارک است", ["کتاب", "پارک"], id="Persian"),
        pytest.param("", "city", [], id="no query"),
        pytest.param("city", "", [], id="no text"),
    ],
)
def test_the_words_of_the_query_are_marked(query, text, marked):
    assert [text[start:end] for start, end in highlights(query, text)] == marked


def test_highlights_are_limited():
    assert highlights("city", "city town " * 5, limit=2) == [(0, 4), (10, 14)]
    assert highlights("city", "city", limit=0) == []
    with pytest.raises(ValueError, match="limit"):
        highlights("city", "city", limit=-1)
