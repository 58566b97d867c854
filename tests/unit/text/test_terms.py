"""Words, stems and grams: what the lexical leg sees."""

import pytest

from peerlearn.text.normalise import fold
from peerlearn.text.terms import STOP_WORDS, Word, content_words, grams, query_terms, stem, terms, words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("التعلّم، مدى الحياة!", ["التعلم", "مدي", "الحياه"], id="Arabic punctuation"),
        pytest.param("SDG 4.7 by 2030.", ["sdg", "4.7", "by", "2030"], id="numbers stay whole"),
        pytest.param("٤٫٧ في المئة، ١٬٠٠٠", ["4.7", "في", "المئه", "1,000"], id="Arabic numbers"),
        pytest.param("4.75km, v4.7, 1, 2", ["4", "75km", "v4", "7", "1", "2"], id="numbers inside words"),
        pytest.param("l’École d'été", ["l", "ecole", "d", "ete"], id="apostrophes"),
        pytest.param("mother-tongue/e-learning_x", ["mother", "tongue", "e", "learning", "x"], id="hyphens and underscores"),
        pytest.param("हिन्दी में", ["हिन्दी", "में"], id="marks inside words"),
        pytest.param("学习型城市", ["学习", "习型", "型城", "城市"], id="Chinese in pairs"),
        pytest.param("東京2020の本", ["東京", "2020", "の本"], id="Japanese"),
        pytest.param("本", ["本"], id="one character"),
        pytest.param("한국 도시", ["한국", "도시"], id="Korean by words"),
        pytest.param("می\u200cشود از پارک", ["می", "شود", "از", "پارک"], id="Persian joiners part words"),
        pytest.param("ﷺ", ["صلي", "الله", "عليه", "وسلم"], id="four words in one ligature"),
        pytest.param("🏙️ 3\ufe0f\u20e3 <b>", ["3", "b"], id="emoji"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, forms):
    assert [word.form for word in words(text)] == forms


def test_a_word_knows_where_it_stands_in_the_text_as_written():
    text = "\u200fفي الكِتـــابِ، ٤٫٧"
    assert [text[word.start : word.end] for word in words(text)] == ["في", "الكِتـــابِ", "٤٫٧"]


@pytest.mark.parametrize("word", [("", 0, 1), ("a", 1, 1), ("a", -1, 1)])
def test_a_word_without_letters_is_refused(word):
    with pytest.raises(ValueError, match="no word"):
        Word(*word)


@pytest.mark.parametrize(
    ("word", "size", "expected"),
    [
        ("كتاب", 4, ["<كتا", "كتاب", "تاب>"]),
        ("في", 4, ["<في>"]),
        ("و", 4, ["<و>"]),
        ("abc", 4, ["<abc", "abc>"]),
        ("abc", 2, ["<a", "ab", "bc", "c>"]),
    ],
)
def test_grams_tell_where_a_word_begins_and_ends(word, size, expected):
    assert grams(word, size=size) == expected


def test_grams_have_a_size():
    with pytest.raises(ValueError, match="size 0"):
        grams("كتاب", size=0)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("الاخبار", "اخبار"),
        ("والاخبار", "اخبار"),
        ("بالمدينه", "مدين"),
        ("كالمدينه", "مدين"),
        ("فالمدينه", "مدين"),
        ("للمدينه", "مدين"),
        ("وللمدينه", "مدين"),
        ("واغراضها", "اغراض"),
        ("كثيرون", "كثير"),
        ("معلمين", "معلم"),
        ("معلمان", "معلم"),
        ("مكتبات", "مكتب"),
        ("تعليميه", "تعليم"),
        ("عربي", "عرب"),
        ("ولد", "ولد"),
        ("البانيا", "البانيا"),
        ("الماني", "المان"),
        ("الالماني", "المان"),
        ("التزام", "التزام"),
        ("والالتزام", "التزام"),
        ("الله", "الله"),
        ("بالله", "الله"),
        ("والله", "الله"),
        ("لله", "الله"),
        ("ال", "ال"),
        ("الا", "الا"),
        ("في", "في"),
        ("علي", "عل"),
        ("پارکها", "پارکها"),
        ("cities", "cities"),
        ("2030", "2030"),
        ("東京", "東京"),
    ],
)
def test_arabic_words_lose_article_conjunction_and_endings_and_no_others_do(form, expected):
    assert stem(form) == expected


def test_a_text_is_indexed_by_words_stems_and_grams_in_order_with_repetition():
    assert terms("الكُتب كتب") == [
        *("w:الكتب", "s:كتب", "g:<الك", "g:الكت", "g:لكتب", "g:كتب>"),
        *("w:كتب", "s:كتب", "g:<كتب", "g:كتب>"),
    ]


def test_a_query_has_each_term_once():
    assert query_terms("كتب كُتب") == ["w:كتب", "s:كتب", "g:<كتب", "g:كتب>"]


@pytest.mark.parametrize("lang", sorted(STOP_WORDS))
def test_stop_words_are_folded_as_the_words_they_are_held_against(lang):
    assert {word for word in STOP_WORDS[lang] if fold(word) != word} == set()


@pytest.mark.parametrize(
    ("text", "lang", "forms"),
    [
        ("ما هي أهداف التعلم في المدينة؟", "ar", ["اهداف", "التعلم", "المدينه"]),
        ("على مدى إلى", "ar-Arab", ["مدي"]),
        ("How do cities learn", "en", ["cities", "learn"]),
        ("Où est l’école à Évora", "fr", ["ecole", "evora"]),
        ("¿Qué es la educación?", "es", ["educacion"]),
        ("O que é a educação", "pt", ["educacao"]),
        ("die Stadt", "de", ["die", "stadt"]),
        ("The Who", "en", ["the", "who"]),
    ],
)
def test_content_words_leave_out_stop_words_unless_nothing_else_is_left(text, lang, forms):
    assert [word.form for word in content_words(text, lang=lang)] == forms
