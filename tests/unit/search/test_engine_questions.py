"""Quoted phrases, exclusions, typed filters, and what a question names."""

import dataclasses

import numpy as np

from peerlearn.search import engine as engine_module
from peerlearn.search.passages import Question
from tests.unit.index.small_corpus import built, ids, library
from tests.unit.search.asking import banded, search
from tests.unit.search.small_names import VOCABULARIES


def test_a_quoted_phrase_must_stand_in_some_version(engine):
    assert ids(search(engine, '"استعمال الهاتف"', "ar")) == ["seniors"]
    assert ids(search(engine, '"use phones" vegetables', "en")) == ["seniors"]
    assert ids(search(engine, '"باستعمال الهاتف"', "ar")) == []
    both = search(engine, '"use phones" "استعمال الهاتف"', "en")
    assert (ids(both), both.message_code) == (["seniors"], "")
    assert both.reading.phrases == ("use phones", "استعمال الهاتف")


def test_every_text_with_the_phrase_is_found_however_weak(engine, monkeypatch):
    monkeypatch.setattr(engine_module, "FLOOR", 2.0)
    found = ids(search(engine, '"words about"', top=50))
    assert set(found) == {f"other{number}" for number in range(8)}


def test_a_text_with_the_phrase_is_found_without_being_a_candidate(engine, monkeypatch):
    rank = engine_module.rank_passages
    monkeypatch.setattr(engine_module, "rank_passages", lambda *given, **named: rank(*given, **named)[:3])
    ranking = search(engine, '"words about"', top=50)
    assert set(ids(ranking)) == {f"other{number}" for number in range(8)}
    assert [hit.score for hit in ranking.hits] == sorted((hit.score for hit in ranking.hits), reverse=True)


def test_an_excluded_word_leaves_records_out(engine):
    assert "seniors" in ids(search(engine, "seniors phones", top=50))
    for typed in ("seniors phones -الهاتف", 'seniors phones -"use phones"'):
        assert "seniors" not in ids(search(engine, typed, top=50))


def test_an_excluded_place_leaves_its_records_out_whether_their_texts_name_it_or_not(engine):
    engine = dataclasses.replace(engine, vocabularies=VOCABULARIES)
    assert set(ids(search(engine, "country:eg", top=50))) == {"seniors", "market"}
    for typed in ("-Giza", "-الجيزة", "-Egypt", "-مصر"):
        assert not {"seniors", "market"} & set(ids(search(engine, typed, top=50)))
    assert search(engine, '"Giza"').message_code == "quoted-nowhere"  # no text has the word


def test_quotes_that_nothing_has_are_said_with_what_to_do(engine):
    ranking = search(engine, 'seniors "no such words"')
    assert (ranking.hits, ranking.message_code) == ((), "quoted-nowhere")
    ranking = search(engine, '"use phones" -seniors')
    assert (ranking.hits, ranking.message_code) == ((), "all-excluded")
    ranking = search(engine, '"use phones"', where={"country": ("FR",)})
    assert (ranking.hits, ranking.message_code) == ((), "filtered-out")
    assert all(search(engine, '"zz zz"').message_in(lang) for lang in ("ar", "en", "fr", "es"))


def test_a_typed_filter_filters_as_one_beside_the_question_does(engine):
    typed = search(engine, "seniors country:eg", top=50)
    beside = search(engine, "seniors", where={"country": ("EG",)}, top=50)
    assert ids(typed) == ids(beside)
    assert typed.facets == beside.facets
    assert typed.query.where == {}
    either = search(engine, "country:EG", where={"country": ("FR",)}, top=50)
    assert {engine.values[each]["country"] for each in ids(either)} == {("EG",), ("FR",)}


def test_a_question_of_filters_only_is_a_listing(engine):
    ranking = search(engine, "مدينة:الجيزة", "ar")
    assert ids(ranking) == ids(search(engine, "", where={"city": ("eg-giza",)}))
    assert (ranking.message_code, [hit.band for hit in ranking.hits]) == ("", [None] * ranking.total)
    assert ids(search(engine, "country:eg -السوق")) == ["seniors"]
    assert search(engine, "country:eg year:2015").message_code == "filtered-out"
    assert "seniors" not in ids(search(engine, "-السن", top=50))


def test_what_a_question_names_is_offered_and_not_applied(engine):
    ranking = search(engine, "phones in Giza", top=50)
    (offer,) = ranking.offers
    assert (offer.field, offer.value, offer.before, offer.left) == ("city", "eg-giza", 13, 2)
    assert ranking.query.text[slice(*offer.span)] == "Giza"
    assert search(engine, "phones in Giza", where={"city": ("eg-giza",)}).offers == ()
    assert search(engine, "phones -Giza").offers == ()
    assert search(engine, 'phones "Giza"').offers == ()


def test_the_named_place_goes_first_among_near_equals_and_scores_stay(engine, monkeypatch):
    banded(monkeypatch, gardens="fair", buses="fair", market="fair", seniors="strong")
    plain = search(engine, "words", top=50)
    named = search(engine, "words in Paris", top=50)
    assert ids(named)[:2] == ["seniors", "buses"]
    assert {hit.record.id: hit.score for hit in plain.hits} == {hit.record.id: hit.score for hit in named.hits}


def test_a_question_that_names_a_subject_is_widened_for_the_lexical_leg():
    question = Question("x", "en", *[np.zeros(1)] * 3, widened={"ar": "محو الأمية"})
    assert (question.words_for("ar"), question.words_for("fr")) == ("x محو الأمية", "x")


def test_the_labels_of_a_named_subject_find_in_other_languages(quick_tmp):
    engine = dataclasses.replace(built(quick_tmp, *library()), vocabularies=VOCABULARIES)
    question = engine.question("literacy", lang="en")
    assert question.widened["ar"] == "محو الأمية"
    covered = {lang: max((each.legs.coverage for each in found), default=0) for lang, found in by_language(engine, question).items()}
    assert covered["ar"] > 0
    plain = by_language(engine, dataclasses.replace(question, widened={}))
    assert max(each.legs.coverage for each in plain["ar"]) == 0


def by_language(engine, question):
    found = {}
    for each in engine_module.rank_passages(engine.index, question):
        found.setdefault(each.passage.lang, []).append(each)
    return found
