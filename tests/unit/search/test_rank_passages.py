import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from peerlearn.search.passages import Question, rank_passages, substitute_ranks
from peerlearn.text.normalise import encoder_text
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import index_of

MEANINGS = {"مكتبة": "library", "عائمة": "floating", "نهر": "river", "قراءة": "reading"}
_ENGLISH = "market bus evening school garden worker street council water music art sport skills health trade language"
_ARABIC = "سوق حافلة مساء مدرسة حديقة عامل شارع مجلس ماء موسيقى فن رياضة مهارات صحة تجارة لغة"


def filler(words, number, *, at=0):
    rng = np.random.default_rng(at + number)
    return " ".join(rng.choice(words.split(), 9))


ENGLISH = [(f"en{number}", "en", filler(_ENGLISH, number)) for number in range(40)]
ARABIC = [(f"ar{number}", "ar", filler(_ARABIC, number, at=100)) for number in range(40)]
MORE_ARABIC = [(f"more{number}", "ar", filler(_ARABIC, number, at=500)) for number in range(120)]
ANSWER = ("answer", "en", "a floating library on the river brings reading to villages")
QUESTION = "مكتبة عائمة على نهر"


@pytest.fixture(scope="module")
def encoder():
    return FakeEncoder(meanings=MEANINGS)


@pytest.fixture(scope="module")
def index(quick_module_tmp, encoder):
    return index_of(quick_module_tmp, [*ENGLISH, ANSWER, *ARABIC], encoder)


@pytest.fixture(scope="module")
def grown(quick_module_tmp, encoder):
    return index_of(quick_module_tmp, [*ENGLISH, ANSWER, *ARABIC, *MORE_ARABIC], encoder)


@pytest.fixture(scope="module")
def wordy(quick_module_tmp, encoder):
    """Arabic texts that share words with the question, and do not answer it."""
    sharing = [(f"word{number}", "ar", f"على نهر {filler(_ARABIC, number, at=900)}") for number in range(60)]
    return index_of(quick_module_tmp, [*ENGLISH, ANSWER, *ARABIC, *sharing], encoder)


def ask(index, encoder, text, lang, **options):
    (encoded,) = encoder.encode([encoder_text(text)], kind="query")
    return rank_passages(index, Question.prepare(index, encoded, text=text, lang=lang), **options)


def ranked_ids(ranked):
    return [each.passage.record_id for each in ranked]


def test_an_answer_in_another_language_comes_first(index, encoder):
    assert ranked_ids(ask(index, encoder, QUESTION, "ar"))[0] == "answer"


def test_it_is_not_lost_when_texts_of_the_questions_own_language_are_added(grown, encoder):
    """Rule 1: 120 more Arabic texts give every Arabic question more to share words with; none of them answers."""
    assert ranked_ids(ask(grown, encoder, QUESTION, "ar"))[0] == "answer"


def test_nor_when_those_texts_share_words_with_the_question(wordy, encoder):
    """The words of the question decide within a language, and must not lift a language over another."""
    assert ranked_ids(ask(wordy, encoder, QUESTION, "ar"))[0] == "answer"


def with_background(index, scores):
    return dataclasses.replace(index, manifest=dataclasses.replace(index.manifest, background=scores))


def test_languages_are_compared_by_what_is_usual_between_them(index, encoder):
    """Where unrelated texts of the same language score .9, an Arabic text at .4 is nothing, and an English one is much."""
    usual = {lang: {"ar": (0.9, 0.05), "en": (0.1, 0.05)} for lang in ("ar", "en")}
    ranked = ask(with_background(index, usual), encoder, "مكتبة جديدة قرب بيتنا", "ar")
    langs = [each.passage.lang for each in ranked]
    assert langs == sorted(langs, reverse=True)
    assert set(langs) == {"ar", "en"}
    ranked = ask(with_background(index, {"ar": {"ar": (0.1, 0.05), "en": (0.9, 0.05)}}), encoder, QUESTION, "ar")
    assert ranked[0].passage.lang == "ar"


def test_scores_are_counted_in_deviations(index, encoder):
    def spread(deviation):
        usual = {"ar": {"ar": (0.2, deviation), "en": (0.2, deviation)}}
        scores = [each.score for each in ask(with_background(index, usual), encoder, QUESTION, "ar")]
        return scores[0] - scores[-1]

    assert spread(0.05) == pytest.approx(2 * spread(0.1), rel=1e-3)


def test_candidates_come_from_every_language(index, encoder):
    assert {each.passage.lang for each in ask(index, encoder, QUESTION, "ar")} == {"ar", "en"}


def test_a_question_in_a_language_without_texts_is_answered(index, encoder):
    assert ranked_ids(ask(index, encoder, "floating library", "sw"))[0] == "answer"


def test_what_a_filter_leaves_out_never_answers(index, encoder):
    masks = {lang: np.array([each.record_id != "answer" for each in pool.passages]) for lang, pool in index.pools.items()}
    found = ranked_ids(ask(index, encoder, QUESTION, "ar", allowed=masks))
    assert found
    assert "answer" not in found


def test_a_filter_is_exact_even_where_one_row_passes(grown, encoder):
    """The one row that passes is far from the best, and still is found."""
    masks = {lang: np.array([each.record_id == "more77" for each in pool.passages]) for lang, pool in grown.pools.items()}
    assert ranked_ids(ask(grown, encoder, QUESTION, "ar", allowed=masks)) == ["more77"]


def test_a_language_without_a_mask_is_left_out(index, encoder):
    masks = {"ar": np.ones(len(index.pools["ar"].passages), dtype=bool)}
    assert {each.passage.lang for each in ask(index, encoder, QUESTION, "ar", allowed=masks)} == {"ar"}
    assert ask(index, encoder, QUESTION, "ar", allowed={}) == []


def test_the_order_is_that_of_the_scores_and_no_row_comes_twice(index, encoder):
    ranked = ask(index, encoder, QUESTION, "ar")
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
    assert len({(each.passage.lang, each.row) for each in ranked}) == len(ranked)


def test_the_legs_say_what_they_found(index, encoder):
    best = ask(index, encoder, "floating library river", "en")[0]
    assert best.passage.record_id == "answer"
    assert best.legs.dense_rank == 1
    assert 0 < best.legs.coverage <= 1
    assert -1 <= best.legs.late <= 1.01


@pytest.mark.parametrize("text", ["🌱", "zzzzqqqq", "1234567890"])
def test_a_question_that_nothing_shares_is_ranked_all_the_same(index, encoder, text):
    assert ask(index, encoder, text, "en")


def test_weights_sum_to_one(index, encoder):
    for text in (QUESTION, "floating", "never seen words"):
        (encoded,) = encoder.encode([text], kind="query")
        assert Question.prepare(index, encoded, text=text, lang="ar").weights.sum() == pytest.approx(1, abs=1e-5)


numbers = st.floats(-10, 10, width=32)


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(arrays(np.float32, n, elements=numbers), arrays(np.float32, n, elements=numbers))))
def test_rank_substitution_hands_out_the_same_scores_in_the_other_order(pair):
    scores, order_by = pair
    handed = substitute_ranks(scores, order_by)
    assert sorted(handed.tolist()) == sorted(scores.tolist())
    by_other = handed[np.argsort(-order_by, kind="stable")]
    assert by_other.tolist() == sorted(scores.tolist(), reverse=True)


@given(arrays(np.float32, st.integers(1, 30), elements=numbers))
def test_rank_substitution_by_itself_changes_nothing(scores):
    assert substitute_ranks(scores, scores).tolist() == scores.tolist()
