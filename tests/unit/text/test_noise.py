"""The noises of benchmarks/noise.py: the encoder reads dressed-up letters as plain ones, and every noise can be repeated."""

import random

import pytest

from benchmarks import noise
from peerlearn.evaluate import TestSet, Text
from peerlearn.text.normalise import encoder_text, fold

QUESTIONS = ["متى ولد أحمد وتوفي عام 1958؟", "ما هي الآثار الاقتصادية لإنشاء المدن في آسيا؟", "شيءٌ عن لآلئ البحر وسؤال 12", "و"]


def noisy(name, text, seed=1):
    return noise.NOISES[name](text, random.Random(seed))


@pytest.mark.parametrize("name", ["diacritics", "tatweel", "presentation forms"])
@pytest.mark.parametrize("text", QUESTIONS)
def test_the_encoder_reads_dressed_up_letters_as_plain_ones(name, text):
    assert noisy(name, text) != text or text == "و"
    assert encoder_text(noisy(name, text)) == encoder_text(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_folding_undoes_arabic_indic_digits_too(text):
    assert fold(noisy("Arabic-Indic digits", text)) == fold(text)


def test_dropped_hamzas_are_dropped():
    assert noisy("dropped hamzas", "سؤال الآثار شيء قائد إلى أحمد") == "سوال الاثار شي قايد الى احمد"


@pytest.mark.parametrize("seed", range(20))
def test_one_word_of_five_has_one_typing_error(seed):
    text = "كيف يتعلم الناس القراءة والكتابة الجديدة عندما يعملون نهارا كاملا"
    typed = noisy("typing errors", text, seed).split()
    changed = [(one, other) for one, other in zip(text.split(), typed, strict=True) if one != other]
    assert len(changed) <= 2
    assert all(abs(len(one) - len(other)) <= 1 for one, other in changed)


def test_a_run_can_be_repeated():
    documents, question = [Text("d", "ar", "نص"), Text("e", "en", "text")], Text("q", "ar", "كيف يتعلم الناس القراءة؟")
    test_set = TestSet("set", documents, [question], {"q": {"d": 1}})
    one, two = noise.noisy(test_set), noise.noisy(test_set)
    assert one == two
    assert [each.kind for each in one.queries] == ["clean", *noise.NOISES]
    assert [each.id for each in one.documents] == ["d"]
    assert set(one.qrels) == {f"q#{each.kind}" for each in one.queries}
