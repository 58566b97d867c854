import dataclasses
import json

import pytest

from peerlearn import present
from peerlearn.errors import NotFoundError
from peerlearn.evaluate import measure
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.measuring import EvaluationReport
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.index.small_corpus import built, document, ids, library


@pytest.fixture(scope="module")
def base(quick_module_tmp, loaded_text_rules):
    return KnowledgeBase(Settings(home=quick_module_tmp), built(quick_module_tmp, *library()), Vocabularies())


RESULT = ["id", "title", "city", "country", "lang", "band", "score", "reasons", "passages", "also"]
PASSAGE = ["text", "lang", "section", "highlights"]


def test_a_ranking_has_exactly_the_contracts_keys(base):
    found = present.ranking_json(base.search("school gardens", lang="en"), base)
    assert list(found) == ["query", "lang", "message", "did_you_mean", "reading", "offers", "total", "spread", "results"]
    assert (found["query"], found["lang"]) == ("school gardens", "en")
    for result in found["results"]:
        assert list(result) == RESULT
        assert result["passages"]
        for passage in result["passages"]:
            assert list(passage) == PASSAGE
            assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["highlights"])
    assert json.loads(json.dumps(found)) == found


def test_how_a_question_was_read_and_what_it_names_are_told(base):
    ranking = base.search('"الهاتف" -السوق foo:bar الجيزة', lang="ar")
    found = present.ranking_json(ranking, base)
    assert found["reading"] == {
        "text": "الهاتف foo:bar الجيزة",
        "phrases": ["الهاتف"],
        "excluded": ["السوق"],
        "filters": {},
        "notes": [ranking.reading.notes[0].message_in("ar")],
    }
    offered = {"field": "city", "value": "eg-giza", "label": "الجيزة", "span": [24, 30], "before": 2, "left": 1}
    found = present.ranking_json(base.search("seniors in Medellin -السوق -forum", lang="en"), base)
    assert found["offers"] == [{"field": "city", "value": "co-medellin", "label": "Medellín", "span": [11, 19], "before": 3, "left": 1}]
    assert list(found["offers"][0]) == list(offered)
    text = present.ranking_text(ranking, base)
    assert text.startswith("فقط ما يرد فيه: «الهاتف»\nدون ما يرد فيه: «السوق»\n")
    text = present.ranking_text(base.search("seniors in Giza country:eg", lang="en"), base)
    assert "Filters: country = EG\n" in text
    assert "You may mean" not in text.split("Giza")[0]
    assert "You may mean: city=eg-giza Giza (5 -> 2)" in present.ranking_text(base.search("seniors in Giza", lang="en"), base)


def test_a_result_says_what_it_is(base):
    result = present.ranking_json(base.search("school gardens", lang="en"), base)["results"][0]
    assert (result["id"], result["title"], result["city"], result["country"]) == ("gardens", "School gardens", "Medellín", "CO")
    assert result["band"] in {"strong", "fair", "weak"}
    assert 0 <= result["score"] <= 1
    text, (start, end) = result["passages"][0]["text"], result["passages"][0]["highlights"][0]
    assert text[start:end] in {"school", "gardens"}


def test_names_and_reasons_are_in_the_language_of_the_question(base):
    found = present.ranking_json(base.search("كبار السن والهاتف", lang="ar"), base)
    assert found["results"][0]["city"] == "الجيزة"
    assert "كلمات من سؤالك ترد في النص" in found["results"][0]["reasons"]


def test_a_language_that_the_program_does_not_speak_gets_english(base):
    found = present.ranking_json(base.search("😀", lang="sw"), base)
    assert found["lang"] == "sw"
    assert found["message"].startswith("There are no words")
    assert found["results"] == []


def test_a_record_without_a_city_has_none(quick_tmp, loaded_text_rules):
    base = KnowledgeBase(Settings(home=quick_tmp), built(quick_tmp, document("law", "en", "A law", "The law of learning")), Vocabularies())
    ranking = base.search("law", lang="en")
    result = present.ranking_json(ranking, base)["results"][0]
    assert (result["city"], result["country"]) == (None, None)
    assert "1. A law" in present.ranking_text(ranking, base)


def test_text_for_a_terminal_marks_words_and_names_ids(base):
    text = present.ranking_text(base.search("school gardens", lang="en"), base)
    assert "1. School gardens" in text
    assert "· gardens" in text
    assert "[school]" in text
    assert present.ranking_text(base.search("🌱", lang="en"), base).startswith("There are no words")


def test_an_offer_stands_before_the_results(base):
    ranking = dataclasses.replace(base.search("school gardens", lang="en"), did_you_mean="school gardeners")
    assert present.ranking_json(ranking, base)["did_you_mean"] == "school gardeners"
    assert "Did you mean “school gardeners”?\n\n1. " in present.ranking_text(ranking, base)
    assert present.ranking_json(base.search("school gardens", lang="en"), base)["did_you_mean"] is None


def test_what_a_spread_did_is_said_in_json_and_text(base):
    ranking = base.search("school gardens", lang="en", spread=True)
    found = present.ranking_json(ranking, base)["spread"]
    assert list(found) == ["regions", "languages", "moved", "note"]
    assert found["note"] in present.ranking_text(ranking, base)
    assert found["regions"] >= 1
    plain = base.search("school gardens", lang="en")
    assert present.ranking_json(plain, base)["spread"] is None
    assert "Spread over" not in present.ranking_text(plain, base)


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "وردت أيضًا في: forum"), ("en", "also told in: forum"), ("fr", "aussi présentée dans : forum")]
)
def test_where_a_hit_is_told_too_is_named(base, lang, said):
    ranking = base.search("school gardens", lang=lang)
    told = dataclasses.replace(ranking, hits=(dataclasses.replace(ranking.hits[0], also=("forum",)), *ranking.hits[1:]))
    assert said in present.ranking_text(told, base)
    assert present.ranking_json(told, base)["results"][0]["also"] == ["forum"]
    assert present.ranking_json(ranking, base)["results"][0]["also"] == []


def test_a_record_is_shown_whole(base):
    text = present.record_text(base.record("seniors"), base, lang="en")
    assert text.startswith("Seniors and phones\nseniors · Giza · ar, en\n")
    assert "1. A page (A city, 2019), CC BY 4.0: https://example.org/" in text
    assert present.record_text(base.record("forum"), base, lang="ar").startswith("A forum on learning")


def test_measures_are_a_table(base):
    report = EvaluationReport("set", (measure("ar>en", {"q": {"a": 1.0}}, {"q": {"a": 1}}, documents=3),))
    lines = present.evaluation_text(report).split("\n")
    assert lines[0] == "set"
    assert lines[1].split() == ["task", "queries", "documents", "nDCG@10", "R@10", "R@100", "RR@10", "AP"]
    assert lines[2].split() == ["ar>en", "1", "3", *["1.0000"] * 5]
    assert present.evaluation_text(EvaluationReport("empty", ())).startswith("empty")


def test_a_diagnosis_is_indented():
    found = {"a": 1, "b": {"c": [1, 2], "d": [{"x": 1, "y": 2}], "e": []}}
    assert present.diagnosis_text(found) == "a: 1\nb:\n  c: 1, 2\n  d:\n    x=1  y=2\n  e: "


def test_the_knowledge_base_answers_by_id(base):
    assert base.record("gardens").id == "gardens"
    assert len(list(base.records())) == 5
    assert set(base.languages) == {"ar", "en", "fr"}
    assert ids(base.similar("gardens", lang="en", top=2))
    assert ids(base.browse(lang="en-gb", where={"country": ["EG"]}))[0] == "seniors"
    for ask in (base.record, lambda each: base.similar(each, lang="en")):
        with pytest.raises(NotFoundError, match="no practice or document 'nowhere'"):
            ask("nowhere")


def test_the_language_is_detected_when_it_is_not_said(base):
    assert base.search("كيف نعلم كبار السن القراءة؟").query.lang == "ar"
    assert base.search("How do cities teach seniors to read?").query.lang == "en"
    assert base.search("x", lang="fr-CA").query.lang == "fr"


@pytest.mark.parametrize(
    ("field", "value", "label"), [("stage", "unknown", "Inconnu"), ("city", "fr-paris", "Paris"), ("kind", "document", "Document")]
)
def test_values_have_labels(base, field, value, label):
    assert base.facet_label(field, value, "fr") == label
