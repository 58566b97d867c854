import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from peerlearn.index.lexical import LexicalIndex
from peerlearn.index.tellings import ALONE
from peerlearn.search import passages
from peerlearn.search.passages import APART, RETOLD, Question, rank_passages, substitute_ranks
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


def scores_of(ranked):
    """Return the best score of each record."""
    scores = {}
    for each in ranked:
        scores.setdefault(each.passage.record_id, each.score)
    return scores


# the question's own words


OWN_QUESTION = "floating library river"


def test_a_text_of_the_questions_own_language_gains_by_the_words_it_shares(index, encoder, monkeypatch):
    ranked = {(each.passage.lang, each.row): each for each in ask(index, encoder, OWN_QUESTION, "en")}
    monkeypatch.setattr(passages, "OWN_WORDS", 0.0)
    plain = {(each.passage.lang, each.row): each.score for each in ask(index, encoder, OWN_QUESTION, "en")}
    gains = {place: each.score - plain[place] for place, each in ranked.items()}
    assert gains == pytest.approx(
        {place: 6.0 * max(0.0, each.legs.coverage - 0.3) if each.passage.lang == "en" else 0.0 for place, each in ranked.items()},
        abs=1e-4,
    )
    best = next(place for place, each in ranked.items() if each.passage.record_id == "answer")
    assert gains[best] > 0.9
    assert any(each.passage.lang == "en" and 0 < each.legs.coverage < 0.3 and gains[place] == 0 for place, each in ranked.items())


def test_words_that_another_language_shares_gain_nothing(quick_tmp, encoder, monkeypatch):
    """A French text with the very words of the English question has no bonus over one that means the same."""
    texts = [*ENGLISH, *ARABIC, ("loan", "fr", "floating library river")]
    index = index_of(quick_tmp, texts, encoder)
    score = scores_of(ask(index, encoder, OWN_QUESTION, "en"))["loan"]
    monkeypatch.setattr(passages, "OWN_WORDS", 0.0)
    assert scores_of(ask(index, encoder, OWN_QUESTION, "en"))["loan"] == pytest.approx(score)


# names


NAME_QUESTION = "ماذا فعلت ميديلين"
NAMED = ("named", "en", "what Medellín did with its hillside neighbourhoods last year")
MORE_ENGLISH = [(f"moreen{number}", "en", filler(_ENGLISH, number, at=1300)) for number in range(80)]


@pytest.fixture(scope="module")
def with_name(quick_module_tmp, encoder):
    """More English texts than the sentence vectors name candidates, and one that shares nothing with the question but a name."""
    return index_of(quick_module_tmp, [*ENGLISH, *MORE_ENGLISH, NAMED, *ARABIC, ("own", "ar", "ميديلين في الجبل")], encoder)


def english(ranked):
    return [each for each in ranked if each.passage.lang == "en"]


def test_a_name_in_other_letters_lifts_a_text_within_its_language(with_name, encoder, monkeypatch):
    """By as much as its squared rarity is worth in late scores, on top of what the words say."""

    def place(weight):
        """Return how many English texts score higher."""
        monkeypatch.setattr(passages, "NAMES_WEIGHT", weight)
        scores = scores_of(english(ask(with_name, encoder, NAME_QUESTION, "ar")))
        return sum(score > scores["named"] for score in scores.values())

    shipped = passages.NAMES_WEIGHT
    assert place(shipped) < place(0.0)
    assert place(1.0) == 0
    (found,) = [each for each in ask(with_name, encoder, NAME_QUESTION, "ar") if each.passage.record_id == "named"]
    assert found.legs.names == pytest.approx(np.log(1 + 120.5 / 1.5) ** 2, rel=1e-3)


def test_a_name_makes_a_candidate_of_what_the_vectors_leave_out(with_name, encoder, monkeypatch):
    monkeypatch.setattr(passages, "FEW", 0)
    monkeypatch.setattr(passages, "CANDIDATES", 5)
    found = next(each for each in ask(with_name, encoder, NAME_QUESTION, "ar") if each.passage.record_id == "named")
    assert found.legs.dense_rank == 0
    monkeypatch.setattr(LexicalIndex, "search_names", lambda *_, **__: {})
    assert "named" not in ranked_ids(ask(with_name, encoder, NAME_QUESTION, "ar"))


def test_names_lift_no_language_over_another(with_name, encoder, monkeypatch):
    """Like words, they decide who carries the scores of a language, and not how high these are."""

    def scores():
        return sorted(each.score for each in english(ask(with_name, encoder, NAME_QUESTION, "ar")))

    lifted = scores()
    monkeypatch.setattr(passages, "NAMES_WEIGHT", 0.0)
    assert lifted == pytest.approx(scores())


def test_in_the_questions_own_language_names_are_words_like_others(with_name, encoder):
    own = [each for each in ask(with_name, encoder, NAME_QUESTION, "ar") if each.passage.lang == "ar"]
    assert {each.legs.names for each in own} == {0.0}


# tellings


TOLD = [
    *ENGLISH,
    ("told-en", "en", "a floating library on the river brings reading to villages"),
    *ARABIC,
    ("told-ar", "ar", "سفينة كتب"),
    ("told-ar", "ar", "مدرسة وحديقة"),
    *[(f"fr{number}", "fr", f"rue {number} marché jardin") for number in range(20)],
    ("told-fr", "fr", "une bibliothèque floating"),
]


@pytest.fixture(scope="module")
def apart(quick_module_tmp, encoder):
    """Three records of one text, of which the index knows nothing."""
    index = index_of(quick_module_tmp, TOLD, encoder)
    return with_tellings(index, {})


def with_tellings(index, told):
    """Return the index with these records marked as tellings: record id -> number of the text."""
    pools = {
        lang: dataclasses.replace(pool, tellings=np.array([told.get(each.record_id, ALONE) for each in pool.passages], dtype=np.int32))
        for lang, pool in index.pools.items()
    }
    return dataclasses.replace(index, pools=pools)


ONE_TEXT = {"told-ar": 0, "told-en": 0, "told-fr": 0}


def test_of_tellings_the_questions_own_language_goes_first_and_the_others_stand_lower(apart, encoder):
    """The Arabic telling says little of what the question asks; the English one shows that it is the answer."""
    before = scores_of(ask(apart, encoder, QUESTION, "ar"))
    assert before["told-en"] > before["told-ar"] + 1
    after = scores_of(ask(with_tellings(apart, ONE_TEXT), encoder, QUESTION, "ar"))
    assert after["told-ar"] == pytest.approx(before["told-en"], abs=1e-4)
    assert after["told-en"] == pytest.approx(before["told-en"] - RETOLD - APART, abs=1e-4)
    assert after["told-fr"] == pytest.approx(before["told-en"] - RETOLD - 2 * APART, abs=1e-4)
    assert {each: score for each, score in after.items() if each not in ONE_TEXT} == pytest.approx(
        {each: score for each, score in before.items() if each not in ONE_TEXT}
    )


def test_how_much_lower_is_one_number(apart, encoder, monkeypatch):
    monkeypatch.setattr(passages, "RETOLD", 0.25)
    after = scores_of(ask(with_tellings(apart, ONE_TEXT), encoder, QUESTION, "ar"))
    assert after["told-ar"] - after["told-en"] == pytest.approx(0.25 + APART, abs=1e-4)


def test_where_none_is_in_the_questions_own_language_all_stand_side_by_side(apart, encoder):
    """Nobody says which of them the reader reads; the best goes first and the others keep their order."""
    before = scores_of(ask(apart, encoder, QUESTION, "sw"))
    after = scores_of(ask(with_tellings(apart, ONE_TEXT), encoder, QUESTION, "sw"))
    order = sorted(ONE_TEXT, key=lambda each: -before[each])
    expected = {each: before[order[0]] - place * APART for place, each in enumerate(order)}
    assert {each: after[each] for each in order} == pytest.approx(expected, abs=1e-4)
    assert after[order[0]] > after[order[1]] > after[order[2]]


def test_a_telling_that_may_not_answer_lends_nothing(apart, encoder):
    told = with_tellings(apart, ONE_TEXT)
    masks = {lang: np.array([each.record_id != "told-en" for each in pool.passages]) for lang, pool in told.pools.items() if lang != "fr"}
    found = scores_of(ask(told, encoder, QUESTION, "ar", allowed=masks))
    assert found == scores_of(ask(apart, encoder, QUESTION, "ar", allowed=masks))
    assert "told-ar" in found
    assert "told-en" not in found


def test_all_passages_of_a_record_move_with_its_best(apart, encoder):
    def of_told(index):
        return [each.score for each in ask(index, encoder, QUESTION, "ar") if each.passage.record_id == "told-ar"]

    before, after = of_told(apart), of_told(with_tellings(apart, ONE_TEXT))
    assert len(before) == 2
    assert after[0] - after[1] == pytest.approx(before[0] - before[1], abs=1e-4)


def test_tellings_of_two_texts_lend_each_other_nothing(apart, encoder):
    before = scores_of(ask(apart, encoder, QUESTION, "ar"))
    assert scores_of(ask(with_tellings(apart, {"told-ar": 0, "told-en": 1, "told-fr": 2}), encoder, QUESTION, "ar")) == before


def test_language_versions_of_one_record_are_no_second_telling(quick_tmp, encoder):
    """A record with two versions that tells a text with another: none of its versions is set back for the other."""
    texts = [*ENGLISH, ("told", "en", ANSWER[2]), *ARABIC, ("told", "ar", "سفينة كتب"), ("other", "fr", "un bateau de livres")]
    apart = with_tellings(index_of(quick_tmp, texts, encoder), {})

    def versions(index):
        return {each.passage.lang: each.score for each in ask(index, encoder, QUESTION, "ar") if each.passage.record_id == "told"}

    assert set(versions(apart)) == {"ar", "en"}
    assert versions(with_tellings(apart, {"told": 0, "other": 0})) == pytest.approx(versions(apart), abs=1e-4)


def test_a_build_finds_the_tellings(quick_tmp, encoder):
    """Word by word the same in two languages: the record in the question's own comes first."""
    meanings = {"سفينة": "ship", "كتب": "books", "تزور": "visits", "قرى": "villages", "بعيدة": "distant"}
    texts = [*ENGLISH, ("ship-en", "en", "ship books visits villages distant"), *ARABIC, ("ship-ar", "ar", "سفينة كتب تزور قرى بعيدة")]
    index = index_of(quick_tmp, texts, FakeEncoder(meanings=meanings))
    numbers = {each.record_id: int(pool.tellings[row]) for pool in index.pools.values() for row, each in enumerate(pool.passages)}
    assert numbers.pop("ship-en") == numbers.pop("ship-ar") != ALONE
    assert ranked_ids(ask(index, FakeEncoder(meanings=meanings), "ship books", "en"))[0] == "ship-en"
    assert ranked_ids(ask(index, FakeEncoder(meanings=meanings), "سفينة كتب", "ar"))[0] == "ship-ar"


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


def test_where_few_passages_may_answer_every_one_is_scored(index, encoder, monkeypatch):
    monkeypatch.setattr(passages, "CANDIDATES", 1)
    rows = {lang: len(pool.passages) for lang, pool in index.pools.items()}
    everything = ask(index, encoder, QUESTION, "ar")
    assert len(everything) == sum(rows.values())
    monkeypatch.setattr(passages, "FEW", 0)
    assert len(ask(index, encoder, QUESTION, "ar")) < len(everything)
