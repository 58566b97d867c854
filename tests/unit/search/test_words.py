"""When a phrase stands in a text."""

import pytest

from peerlearn.search.words import folded_words, stands_in

STANDS = [
    ("مراكز التعلّم", "أنشأت المدينة مراكز التعلّم."),
    ("مراكز التعلم", "مَرَاكِز التعلّم"),
    ("مراكز التعلّم", "وبمراكز التعلم؛"),
    ("مراكز التعلّم", "للمراكز التعلم"),
    ("مراكز", "المراكز"),
    ("مراكز", "فلمراكز"),
    ("التعلّم", "بالتعلّم"),
    ("التعلّم", "للتعلّم"),
    ("التعلّم", "والتعلّم"),
    ("إدارة", "ادارة"),
    ("إدارة", "إدارهـ"),
    ("مـــدينة", "مدينه"),
    ("عام ٢٠٢٠", "في عام 2020"),
    ("القاهرة", "القاهرة، مصر"),
    ("learning city", "The LEARNING  City"),
    ("learning city", "a learning-city plan"),
    ("école", "ECOLE"),
    ("niño", "nino"),
    ("学习城市", "我们的学习城市网络"),
    ("学", "大学"),
    ("4.7", "SDG 4.7"),
]
STANDS_NOT = [
    ("مراكز التعلّم", "مراكز للتعلّم"),
    ("مراكز التعلّم", "التعلّم مراكز"),
    ("مراكز", "مراكزنا"),
    ("كز", "مراكز"),
    ("التعلّم", "تعلّم"),
    ("تعلّم", "متعلّم"),
    ("learning city", "learning cities"),
    ("city", "capacity"),
    ("city", "thecity"),
    ("art", "ال art".replace(" ", "")),
    ("4.7", "4.75"),
    ("؟!", "؟!"),
    ("", "x"),
]


@pytest.mark.parametrize(("phrase", "text"), STANDS)
def test_a_phrase_stands_in_a_text(phrase, text):
    assert stands_in(phrase, folded_words([text]))


@pytest.mark.parametrize(("phrase", "text"), STANDS_NOT)
def test_a_phrase_does_not_stand_in_a_text(phrase, text):
    assert not stands_in(phrase, folded_words([text]))


def test_a_phrase_does_not_run_from_one_text_into_the_next():
    assert not stands_in("learning city", folded_words(["about learning", "city hall"]))
    assert stands_in("city hall", folded_words(["about learning", "city hall"]))


def test_special_characters_are_letters_to_look_for():
    assert not stands_in("a.c", folded_words(["abc"]))
    assert stands_in("c++ (x", folded_words(["c x"]))
