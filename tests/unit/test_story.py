"""The doctor's story of a question: how it was read, what each leg found, and why each passage stands where it stands."""

import re

import pytest

from peerlearn.diagnosis import explain_query, explain_setup
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.search import passages
from peerlearn.search.passages import rank_passages
from peerlearn.settings import Settings
from peerlearn.story import ordinal, told
from peerlearn.vocabulary import Vocabularies
from tests.unit.index.small_corpus import built, library

QUESTION = "كيف يتعلم كبار السن استعمال الهاتف؟"
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def base(quick_module_tmp, loaded_text_rules):
    return KnowledgeBase(Settings(home=quick_module_tmp), built(quick_module_tmp, *library()), Vocabularies())


@pytest.fixture(scope="module")
def found(base):
    return explain_query(base, QUESTION, lang=None)


def test_it_tells_how_the_question_was_read(found):
    text = told(found, {"ar": "Arabic", "en": "English", "fr": "French"}.get)
    assert f"\u2068{QUESTION}\u2069" in text
    assert "language:         Arabic (its letters say Arabic, 100% sure)" in text
    assert "\u2068الهاتف (هاتف)\u2069" in text
    assert "\u2068هاتف\u2069" in text.split("4-grams sought:")[1] or " more" in text


def test_every_leg_of_every_pool_is_told(found):
    text = told(found)
    assert set(found["pools"]) == {"ar", "en", "fr"}
    for pool in found["pools"].values():
        for leg in ("dense", "lexical", "late"):
            assert len(pool[leg]) <= 10
    assert [text.count(f"    {leg}") for leg in ("by meaning", "by words", "by tokens")] == [3, 3, 3]


def test_the_parts_of_a_score_make_the_score(base, found):
    for hit in found["final"]:
        mean, deviation = base.engine.index.background(found["language"], hit["lang"])
        added = hit["own words"] + hit["other tellings"]
        told = (hit["late carried"] - mean) / deviation - found["typical"] + added
        assert told == pytest.approx(hit["score"], abs=0.002 + 0.0005 / deviation)  # the story rounds to three places
        assert hit["background"] == pytest.approx([mean, deviation], abs=0.0005)
    assert found["final"][0]["record"] == "seniors"


def test_what_words_and_other_tellings_add_is_part_of_the_sum(found):
    hit = {**found["final"][0], "own words": 0.5, "other tellings": -1.25}
    assert "+ own words 0.50 - other tellings 1.25; its own" in told({**found, "final": [hit]})
    assert "other tellings" not in told({**found, "final": [{**hit, "other tellings": 0.0}]})


def test_late_scores_are_handed_out_within_a_language(base, found, monkeypatch):
    """Bonus and shift aside, the scores of a pool are its own late scores in another order."""
    monkeypatch.setattr(passages, "OWN_WORDS_FROM", 0.0)
    question = base.engine.question(QUESTION, lang="ar")
    ranked = rank_passages(base.engine.index, question)
    assert any(each.bonus for each in ranked)
    for lang in base.languages:
        mean, deviation = base.engine.index.background("ar", lang)
        pool = [each for each in ranked if each.passage.lang == lang]
        carried = sorted((each.score - each.bonus - each.lent + question.typical) * deviation + mean for each in pool)
        assert carried == pytest.approx(sorted(each.legs.late for each in pool), abs=1e-3)


def test_a_reranker_is_told(found):
    assert "reranker:         \u2068x\u2069 (orders" in told({**found, "reranker": "x"})
    assert "reranker" not in told(found)


def test_every_hit_says_in_one_sentence_why_it_stands_there(found):
    text = told(found).split("The answer")[1]
    sentences = re.findall(r"^ {6}(?:[A-Z0-9].*) -> (?:strong|fair|weak) \(\d+%\)\.$", text, re.MULTILINE)
    assert len(sentences) == len(found["final"])
    assert "by meaning in ar, words cover" in text
    assert "shares no words with the question" in text


def test_a_place_beyond_the_nearest_is_said_so(found):
    hit = {**found["final"][0], "dense rank": 0, "coverage": 0.0}
    assert "Not among the nearest by meaning in ar, shares no words" in told({**found, "final": [hit]})


def test_right_to_left_text_is_isolated(found):
    """Outside the isolating marks no Arabic letter stands, so that the line around keeps its order."""
    for line in told(found).split("\n"):
        assert line.count("\u2068") == line.count("\u2069")
        assert not ARABIC.search(re.sub("\u2068[^\u2068\u2069]*\u2069", "", line)), line


def test_an_offer_is_told(found):
    assert "did you mean:     \u2068x\u2069 (offered" in told({**found, "did you mean": "x"})
    assert "did you mean" not in told(found)


@pytest.mark.parametrize("text", ["", "🌱", "\x07", "x" * 3000])
def test_anything_can_be_told(base, text):
    assert "The answer" in told(explain_query(base, text, lang="en"))


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (22, "22nd"), (43, "43rd")]
)
def test_ordinals(number, word):
    assert ordinal(number) == word


def test_the_setup_says_whether_gaps_are_kept(quick_tmp):
    settings = Settings(home=quick_tmp)
    assert explain_setup(settings)["coverage gaps"] == {"file": str(quick_tmp / "data" / "gaps.sqlite"), "questions": 0}
    assert "PEERLEARN_GAPS" in explain_setup(Settings(home=quick_tmp, gaps=False))["coverage gaps"]
    (quick_tmp / "data").write_text("a file where the folder should be")
    assert "cannot be written" in explain_setup(settings)["coverage gaps"]
