"""The language of queries and documents."""

import pytest

from peerlearn.text.arabic import arabic_script_language
from peerlearn.text.language import Guess, base_language, detect


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("محو الأمية", "ar"),
        ("مدينة", "ar"),
        ("کتابی فی المدينة", "ar"),
        ("آموزش بزرگسالان در شهر", "fa"),
        ("این برنامه برای کودکان است", "fa"),
        ("بچوں کی تعلیم", "ur"),
        ("شہر کے لوگوں میں", "ur"),
        ("평생 학습 도시", "ko"),
        ("生涯学習のまち", "ja"),
        ("カタカナ", "ja"),
        ("ｶﾀｶﾅ", "ja"),
        ("学习型城市", "zh"),
        ("город обучения", "ru"),
        ("πόλη μάθησης", "el"),
        ("עיר לומדת", "he"),
        ("सीखने का शहर", "hi"),
        ("เมืองแห่งการเรียนรู้", "th"),
        ("learning cities", "en"),
        ("literacy for adults", "en"),
        ("éducation des adultes", "fr"),
        ("LES VILLES APPRENANTES", "fr"),
        ("participación ciudadana", "es"),
        ("ciudades del aprendizaje", "es"),
        ("comunidades rurales", "es"),
        ("educação de adultos e juventude", "pt"),
        ("Lernende Städte und Gemeinden", "de"),
        ("apprendimento permanente nelle città", "it"),
        ("levenslang leren in de stad", "nl"),
        ("yaşam boyu öğrenme şehirleri", "tr"),
        ("kota pembelajaran untuk semua", "id"),
        ("livslang læring i byen", "da"),
    ],
)
def test_a_short_text_is_told_by_its_script_and_words(text, lang):
    guess = detect(text)
    assert guess.lang == lang
    assert guess.confidence > 0.2


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("مدينة Copenhagen", "ar"),
        ("تجربة UNESCO و OECD في Medellín", "ar"),
        ("what شورى", "ar"),
        ("the word مدينة means city", "en"),
        ("東京 Tokyo とまちづくり", "ja"),
        ("A中文城市", "zh"),
        ("Прогулка по New York", "ru"),
    ],
)
def test_a_mixed_text_is_in_the_language_of_most_letters_names_aside(text, lang):
    assert detect(text).lang == lang


@pytest.mark.parametrize("text", ["", " \n", "2030", "٢٠٣٠", "🏙️🎓", "!؟", "\u200f", "ᚠᚢᚦ", "࣪"])
def test_where_there_is_nothing_to_go_by_the_default_stands(text):
    assert detect(text, default="ar") == Guess("ar", 0.0)


def test_a_mixed_text_is_less_sure_than_a_pure_one():
    assert detect("مدينة learning").confidence < detect("مدينة").confidence == 1.0
    assert detect("all the people who live in this city can learn مدينة مدينة مدينة مدينة").confidence < 0.65


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("كتاب", "ar"),
        ("گل", "fa"),
        ("چشمہ ٹھنڈا ہے", "ur"),
        ("2030 city", None),
        ("", None),
        ("أگادير", "ar"),
        ("المركز گرافيك", "ar"),
        ("گلميم علی", "ar"),
        ("شہر میں", "ur"),
        ("اسکول کے", "ur"),
        ("مركز گرافيك للتدريب في المدينة", "ar"),
    ],
)
def test_languages_of_the_arabic_script_are_told_apart(text, lang):
    assert arabic_script_language(text) == lang


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("ar", "ar"),
        ("ar-Arab", "ar"),
        ("AR_sa", "ar"),
        ("arb", "ar"),
        ("arz", "ar"),
        ("ary-Arab-MA", "ar"),
        ("eng", "en"),
        (" fr-CA ", "fr"),
        ("zh-Hant", "zh"),
        ("pes", "fa"),
        ("xyz", "xyz"),
    ],
)
def test_a_tag_is_reduced_to_its_language(tag, lang):
    assert base_language(tag) == lang


@pytest.mark.parametrize("tag", ["", " ", "-ar"])
def test_an_empty_tag_is_refused(tag):
    with pytest.raises(ValueError, match="language tag"):
        base_language(tag)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_outside_0_to_1_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        Guess("ar", confidence)
