import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index import lexical
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


# names across scripts


NAMED = [
    *["lifelong learning for every city of the network"] * 12,
    "the learning neighbourhoods of Cork",
    "Medellín and Cork share what their neighbourhoods learn",
    "1250 learners by 2030",
]
ROW_OF_CORK, ROW_OF_BOTH, ROW_OF_NUMBERS = 12, 13, 14


@pytest.fixture(scope="module")
def named(quick_module_tmp):
    folder = quick_module_tmp / "named"
    folder.mkdir()
    return LexicalIndex.build(NAMED, folder)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("ما الذي تعلّمه ميديلين لغيرها؟", {ROW_OF_BOTH}),
        ("أحياء كورك", {ROW_OF_CORK, ROW_OF_BOTH}),
        ("عن الأحياء وكورك", {ROW_OF_CORK, ROW_OF_BOTH}),
        ("город Корк", {ROW_OF_CORK, ROW_OF_BOTH}),
        ("١٢٥٠ متعلمًا", {ROW_OF_NUMBERS}),
    ],
)
def test_a_rare_name_is_found_across_scripts(named, question, rows):
    assert set(named.search_names(question, top=10)) == rows


def test_it_is_worth_the_square_of_its_rarity_and_names_add_up(named):
    rarity = {count: np.log(1 + (len(NAMED) - count + 0.5) / (count + 0.5)) for count in (1, 2)}
    assert named.search_names("كورك", top=10) == pytest.approx({ROW_OF_CORK: rarity[2] ** 2, ROW_OF_BOTH: rarity[2] ** 2}, rel=1e-4)
    both = named.search_names("كورك وميديلين", top=10)
    assert list(both) == [ROW_OF_BOTH, ROW_OF_CORK]
    assert both[ROW_OF_BOTH] == pytest.approx(rarity[1] ** 2 + rarity[2] ** 2, rel=1e-4)


def test_a_common_skeleton_is_no_name(named, monkeypatch):
    """Twelve texts in fifteen have ``network``: that a question has a word of those consonants says nothing."""
    assert named.search_names("نتورك", top=10) == {}
    monkeypatch.setattr(lexical, "RARE", 0.0)
    assert set(named.search_names("نتورك", top=20)) == set(range(12))


def test_the_commonest_reading_of_a_word_decides(quick_tmp):
    """``باليكسير`` may be ``Balıkesir`` or, without its first letters, a word that most texts have."""
    index = LexicalIndex.build(["Balıkesir", *["كاسر"] * 9], quick_tmp)
    assert index.search_names("Balıkesir", top=10) == {0: pytest.approx(np.log(1 + 9.5 / 1.5) ** 2, rel=1e-4)}
    assert index.search_names("باليكسير", top=10) == {}


def test_names_are_found_among_allowed_rows_only_and_top_counts_those(named):
    allowed = np.ones(len(NAMED), dtype=bool)
    allowed[ROW_OF_BOTH] = False
    assert list(named.search_names("كورك ميديلين", top=1)) == [ROW_OF_BOTH]
    assert list(named.search_names("كورك ميديلين", top=1, allowed=allowed)) == [ROW_OF_CORK]
    assert named.search_names("كورك", top=5, allowed=np.zeros(len(NAMED), dtype=bool)) == {}


def test_names_are_no_words_and_words_are_no_names(named):
    """The two fields are apart: coverage sees letters, not skeletons."""
    assert named.search("كورك", top=10) == {}
    assert named.search_names("krk", top=10) == named.search_names("Cork", top=10)


@given(st.text(max_size=60) | st.sampled_from(NAMED))
def test_any_question_may_look_for_names(named, query):
    found = list(named.search_names(query, top=10).values())
    assert found == sorted(found, reverse=True)
    assert all(score >= lexical.RARE**2 * 0.999 for score in found)


def test_names_are_the_same_after_opening_again(named, quick_module_tmp):
    loaded = LexicalIndex.load(quick_module_tmp / "named")
    assert loaded.search_names("كورك ميديلين", top=5) == named.search_names("كورك ميديلين", top=5)


def test_an_empty_index_knows_no_names(quick_tmp):
    assert LexicalIndex.build([], quick_tmp).search_names("كورك", top=5) == {}


# updates


def updated(folder, *, texts=TEXTS, added=(), gone=()):
    LexicalIndex.build(texts, folder)
    return LexicalIndex.update(folder, added=added, gone=gone)


def test_rows_are_taken_out_and_added(quick_tmp):
    index = updated(quick_tmp, added=[(7, "gardens on roofs")], gone=[0, 3])
    assert len(index) == len(TEXTS) - 1
    assert set(index.search("gardens", top=9)) == {1, 7}
    assert index.search("apprentices", top=9) == {}
    assert LexicalIndex.load(quick_tmp).search("gardens", top=9) == index.search("gardens", top=9)


def test_coverage_is_a_share_of_tantivys_own_score_whatever_is_gone(quick_tmp):
    """Tantivy counts what is gone for rarity until it merges it away; if we did not, what is left would seem to cover a question better."""
    texts = ["gardens and pupils"] * 5 + ["buses"] * 15
    before = LexicalIndex.build(texts, quick_tmp).search("gardens buses", top=1)
    after = LexicalIndex.update(quick_tmp, added=[], gone=range(6, 20)).search("gardens buses", top=1)
    assert after == pytest.approx(before)


def test_files_are_added_and_replaced_but_never_written_into(quick_tmp):
    """The generation before has them too."""
    LexicalIndex.build(TEXTS, quick_tmp)
    files = {path: (path.stat().st_ino, path.read_bytes()) for path in (quick_tmp / "lexical").iterdir() if path.suffix != ".lock"}
    LexicalIndex.update(quick_tmp, added=[(7, "gardens on roofs")], gone=[0, 3])
    for path, (inode, content) in files.items():
        assert not path.exists() or path.stat().st_ino != inode or path.read_bytes() == content


def test_in_a_large_pool_what_most_rows_have_is_not_looked_up(quick_tmp, monkeypatch):
    texts = ["مدينة التعلّم في الشمال", "مدينة التعلّم في الجنوب", "مدينة التعلّم والمكتبة", "مدينة بلا شيء"]
    index = LexicalIndex.build(texts, quick_tmp)
    assert set(index.search("مدينة المكتبة", top=9)) == {0, 1, 2, 3}
    monkeypatch.setattr("peerlearn.index.lexical.LARGE", 2)
    monkeypatch.setattr("peerlearn.index.lexical.COMMON", 0.5)
    assert set(index.search("مدينة المكتبة", top=9)) == {2}
    assert set(index.search("مدينة", top=9)) == {0, 1, 2, 3}  # nothing else to look for


def test_a_filter_that_passes_few_is_followed_down_the_list(quick_tmp):
    index = LexicalIndex.build([f"school garden number {number} garden" for number in range(60)] + ["one garden"], quick_tmp)
    allowed = np.zeros(61, dtype=bool)
    allowed[60] = True
    assert set(index.search("school garden", top=2, allowed=allowed)) == {60}
