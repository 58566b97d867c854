import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index.lexical import LexicalIndex

TEXTS = (
    "free buses for evening apprentices",
    "school gardens where pupils grow vegetables",
    "تعليم القراءة في مدرسه القرية",
    "gardens gardens gardens",
    "bicycle lanes and safe streets for pupils",
    "",
    "🌱🌱",
)


@pytest.fixture(scope="module")
def index(quick_module_tmp):
    return LexicalIndex.build(TEXTS, quick_module_tmp)


@given(st.text(max_size=60) | st.sampled_from(TEXTS))
def test_coverage_is_a_share_and_falls(index, query):
    found = list(index.search(query, top=10).values())
    assert all(0 < coverage <= 1 for coverage in found)
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("row", range(5))
def test_a_text_covers_its_own_words_best(index, row):
    assert next(iter(index.search(TEXTS[row], top=3))) == row


def test_coverage_nears_one_as_a_word_is_repeated(quick_tmp):
    index = LexicalIndex.build([" ".join(["gardens"] * times) for times in (1, 4, 40)], quick_tmp)
    found = index.search("gardens", top=3)
    assert list(found) == [2, 1, 0]
    assert 0.3 < found[0] < found[1] < 0.9 < found[2] <= 1


def test_half_a_question_is_covered_by_half(index):
    whole, half = index.search("gardens", top=9)[3], index.search("gardens zzzzzzz", top=9)[3]
    assert half < 0.5 * whole


FOLDED = ["مَدْرَسَة", "مدرسه", "مدرسة", "مـدرسـة", "المدرسة"]


@pytest.mark.parametrize("query", FOLDED)
def test_arabic_spellings_meet(index, query):
    assert next(iter(index.search(query, top=1))) == 2


@pytest.mark.parametrize("query", ["", " ", "🌱", "…!؟", "\u0640", "\x00\x07"])
def test_a_question_without_words_finds_nothing(index, query):
    assert index.search(query, top=5) == {}


def test_only_allowed_rows_answer_and_top_counts_those(index):
    allowed = np.ones(len(TEXTS), dtype=bool)
    allowed[3] = False
    assert list(index.search("gardens", top=1)) == [3]
    assert list(index.search("gardens", top=1, allowed=allowed)) == [1]
    assert index.search("gardens", top=1, allowed=np.zeros(len(TEXTS), dtype=bool)) == {}


def test_a_very_long_question_is_searched_with_its_beginning(index):
    assert next(iter(index.search("gardens " + " ".join(f"word{number}" for number in range(5000)), top=1))) == 3


def test_rows_are_right_after_opening_again(index, quick_module_tmp):
    loaded = LexicalIndex.load(quick_module_tmp)
    assert len(loaded) == len(TEXTS)
    assert loaded.search("pupils", top=5) == index.search("pupils", top=5)
    assert set(loaded.search("pupils", top=5)) == {1, 4}


def test_an_empty_index_finds_nothing(quick_tmp):
    assert LexicalIndex.build([], quick_tmp).search("gardens", top=5) == {}


def test_rows_stay_right_with_many_texts(quick_tmp):
    texts = [f"city number{number:04d}" for number in range(600)]
    LexicalIndex.build(texts, quick_tmp)
    loaded = LexicalIndex.load(quick_tmp)
    assert [next(iter(loaded.search(texts[row], top=1))) for row in (0, 1, 299, 598, 599)] == [0, 1, 299, 598, 599]
