import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from peerlearn.practice import Practice
from peerlearn.search import engine as engine_module
from peerlearn.search.engine import LEAST_SIMILAR, LONGEST_QUERY, SHOWN_PASSAGES
from peerlearn.search.passages import Question
from peerlearn.search.result import FACETS, Hit, Query, Ranking
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, document, ids, library, practice
from tests.unit.search.small_names import VOCABULARIES

MEANINGS = {"كبار": "seniors", "السن": "seniors", "هاتف": "phones", "الهاتف": "phones", "المكتبات": "libraries", "seniors": "seniors"}


@pytest.fixture(scope="module")
def engine(quick_module_tmp):
    others = [practice(f"other{number}", "en", f"Topic {number}", f"Words about subject{number} and matter{number}") for number in range(8)]
    return built(quick_module_tmp, *library(), *others, encoder=FakeEncoder(meanings=MEANINGS))


def search(engine, text, lang="en", **options):
    return engine.search(Query(text, lang, **options))


# what somebody may type, and what the answer says about itself
TYPED = [
    ("", "empty"),
    ("   \n\t ", "empty"),
    ("\u2028\u00a0\u3000", "empty"),
    ("🌱🎓🇪🇬", "no-words"),
    ("?!…«»", "no-words"),
    ("\x00\x07\x1b[2J\x7f"[:3], "no-words"),
    ("\u200f\u200e\u202e", "no-words"),
    ("ـــــ", "no-words"),
    ("\ud83c", "no-words"),
]


@pytest.mark.parametrize(("text", "code"), TYPED)
def test_what_cannot_be_searched_with_is_said(engine, text, code):
    ranking = search(engine, text)
    assert ranking.message_code == code
    assert all(ranking.message_in(lang) for lang in ("ar", "en", "fr", "es", "sw"))
    assert bool(ranking.hits) == (code == "empty")


SEARCHED = [
    "a",
    "ع",
    "日本語の質問",
    "ÜBER",
    "seniors\x00phones\x07",
    "4.7",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "قـــراءة",
    "\ufdfa",
]


@pytest.mark.parametrize("text", SEARCHED)
@pytest.mark.parametrize("lang", ["ar", "en", "ja"])
def test_whatever_has_a_letter_is_searched_with(engine, text, lang):
    ranking = search(engine, text, lang)
    assert ranking.hits
    assert ranking.message_code in {"", "nothing-fair"}


def test_ten_thousand_characters_are_shortened(engine):
    text = "seniors phones " * 700
    ranking = search(engine, text)
    assert ranking.hits
    assert ranking.message_code == ("nothing-fair" if all(hit.band == "weak" for hit in ranking.hits) else "shortened")
    assert ids(ranking)[0] == "seniors"
    assert len(engine.encoder.calls[-1]) <= LONGEST_QUERY
    assert ids(search(engine, "x" * 10_000))


def test_a_question_after_a_thousand_blanks_is_searched(engine):
    ranking = search(engine, " \n" * LONGEST_QUERY + "seniors phones libraries")
    plain = search(engine, "seniors phones libraries")
    assert (ids(ranking), ranking.message_code) == (ids(plain), plain.message_code)
    assert ids(ranking)[0] == "seniors"


@pytest.mark.parametrize(("typed", "read"), [(" a \n\t b\u00a0 ", "a b"), ("x" * 2000, "x" * LONGEST_QUERY), (" " * 3000, ""), ("", "")])
def test_what_is_searched_with_of_what_was_typed(engine, typed, read):
    assert engine.read(typed) == read


@hypothesis_settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["ar", "en", "fr", "xx"]), st.integers(1, 4))
def test_nothing_that_is_typed_raises(engine, text, lang, top):
    ranking = search(engine, text, lang, top=top)
    assert isinstance(ranking, Ranking)
    assert len(ranking.hits) <= top
    for hit in ranking.hits:
        assert 0 <= hit.score <= 1
        for match in hit.passages:
            assert all(0 <= start < end <= len(match.passage.text) for start, end in match.highlights)


def test_empty_lists_the_newest_first(engine):
    ranking = search(engine, "")
    years = [hit.record.year or 0 for hit in ranking.hits]
    assert years == sorted(years, reverse=True)
    assert ids(ranking)[0] == "seniors"
    assert ranking.total == 13
    assert all(hit.band is None for hit in ranking.hits)


# versions


def test_versions_of_one_practice_are_one_hit(engine):
    for lang, text in (("en", "seniors phones libraries"), ("ar", "كبار السن الهاتف المكتبات")):
        found = ids(search(engine, text, lang))
        assert found[0] == "seniors"
        assert len(found) == len(set(found))


def test_a_hit_shows_the_version_in_the_questions_language(engine):
    hit = search(engine, "seniors phones libraries", "en").hits[0]
    assert hit.lang == "en"
    assert {match.passage.lang for match in hit.passages} == {"en"}
    assert "other-language" not in hit.reasons
    hit = search(engine, "كبار السن الهاتف", "ar").hits[0]
    assert (hit.record.id, hit.lang) == ("seniors", "ar")
    assert {match.passage.lang for match in hit.passages} == {"ar"}


def test_without_such_a_version_the_best_passages_are_shown_and_said_to_be_in_another_language(engine):
    hit = search(engine, "seniors phones libraries", "fr").hits[0]
    assert hit.record.id == "seniors"
    assert hit.lang in {"ar", "en"}
    assert {match.passage.lang for match in hit.passages} == {hit.lang}
    assert "other-language" in hit.reasons


def test_the_version_shown_needs_no_passage_among_the_candidates(engine, monkeypatch):
    """Only the English passages were candidates; the Arabic version is shown all the same, with passages of its own."""
    rank = type(engine).rank
    monkeypatch.setattr(
        type(engine),
        "rank",
        lambda self, question, **options: {
            record: english
            for record, found in rank(self, question, **options).items()
            if (english := [each for each in found if each.passage.lang == "en"])
        },
    )
    hit = search(engine, "كبار السن الهاتف", "ar").hits[0]
    assert (hit.record.id, hit.lang) == ("seniors", "ar")
    assert {match.passage.lang for match in hit.passages} == {"ar"}


# order, bands, explanations


def test_hits_fall_in_score_and_band(engine):
    order = ["strong", "fair", "weak"]
    for text in ("seniors phones libraries", "school gardens", "subject3 matter3"):
        hits = search(engine, text).hits
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        bands = [order.index(hit.band) for hit in hits]
        assert bands == sorted(bands)


def test_a_hit_says_why(engine):
    hit = search(engine, "gardens of the school").hits[0]
    assert hit.record.id == "gardens"
    assert {"form", "title"} <= set(hit.reasons)
    match = hit.passages[0]
    marked = {match.passage.text[start:end] for start, end in match.highlights}
    assert {"gardens", "school"} & marked
    assert len(hit.passages) <= SHOWN_PASSAGES
    assert all(hit.reasons_in(lang) for lang in ("ar", "en", "fr", "es"))


def test_a_hit_by_meaning_says_so(engine):
    hit = search(engine, "كبار السن", "fr").hits[0]
    assert hit.record.id == "seniors"
    assert set(hit.reasons) & {"meaning", "form"}


def test_top_is_how_many(engine):
    assert len(search(engine, "words about subject", top=3).hits) <= 3
    assert len(search(engine, "", top=2).hits) == 2


# filters


@pytest.mark.parametrize(
    "where", [{"country": ("EG",)}, {"theme": ("equity",), "lang": ("fr",)}, {"kind": ("document",)}, {"year": ("2019",)}]
)
def test_filters_are_exact_and_complete(engine, where):
    passing = {each for each, values in engine.values.items() if all(set(accepted) & set(values[name]) for name, accepted in where.items())}
    assert passing
    found = set(ids(search(engine, "seniors", where=where, top=50)))
    assert found <= passing
    assert found
    assert set(ids(search(engine, "", where=where, top=50))) == passing


def test_a_filter_that_nothing_passes_is_said(engine):
    ranking = search(engine, "seniors", where={"country": ("DE",)})
    assert ranking.message_code == "filtered-out"
    assert ranking.hits == ()


def banded(monkeypatch, **bands):
    """Let the records' chances be what a test is about; the others' are those of a weak one."""
    rank = engine_module.rank_passages
    scores = {"strong": 9.0, "fair": 3.6, "weak": 2.0}

    def scored(index, question, *, allowed=None):
        found = [
            dataclasses.replace(each, score=scores[bands.get(each.passage.record_id, "weak")])
            for each in rank(index, question, allowed=allowed)
        ]
        return sorted(found, key=lambda each: -each.score)

    monkeypatch.setattr(engine_module, "rank_passages", scored)


SAID = [
    ({"seniors": "strong"}, {"country": ("FR",)}, "nothing-fair-filtered"),
    ({"seniors": "fair"}, {"country": ("FR",)}, "nothing-fair-filtered"),
    ({}, {"country": ("FR",)}, "nothing-fair"),
    ({}, {}, "nothing-fair"),
    ({"seniors": "strong"}, {}, ""),
    ({"seniors": "strong"}, {"country": ("EG",)}, ""),
    ({"seniors": "strong"}, {"country": ("DE",)}, "filtered-out"),
]


@pytest.mark.parametrize(("bands", "where", "code"), SAID)
def test_what_is_said_when_nothing_answers_well_and_filters_are_set(engine, monkeypatch, bands, where, code):
    banded(monkeypatch, **bands)
    ranking = search(engine, "seniors phones libraries", where=where)
    assert ranking.message_code == code
    assert bool(ranking.message_in("ar")) == bool(code)


def test_a_field_that_is_none_is_the_callers_mistake():
    with pytest.raises(ValueError, match="there is no field 'colour'"):
        Query("x", "en", where={"colour": ("red",)})
    with pytest.raises(ValueError, match="top is 0"):
        Query("x", "en", top=0)


def test_a_hit_without_a_passage_is_refused(engine):
    with pytest.raises(ValueError, match="has no passage"):
        Hit(engine.records["gardens"], "en", "en", 0.5, "fair", (), ())


def test_facets_are_counted_for_what_answers(engine):
    ranking = search(engine, "seniors phones libraries")
    assert set(ranking.facets) == set(FACETS)
    wide = search(engine, "seniors phones libraries", where={"country": ("EG",)})
    assert wide.facets["country"] == ranking.facets["country"]


@pytest.mark.parametrize(
    "where", [{}, {"country": ("EG",)}, {"country": ("FR",)}, {"theme": ("equity",), "lang": ("fr",)}, {"kind": ("document",)}]
)
@pytest.mark.parametrize("text", ["seniors phones libraries", "repair a diesel engine", "subject3 matter3", ""])
def test_counts_know_every_hit(engine, text, where):
    ranking = search(engine, text, where=where, top=50)
    assert ranking.hits
    for hit in ranking.hits:
        for facet, values in engine.values[hit.record.id].items():
            assert all(ranking.facets[facet].get(value, 0) >= 1 for value in values), (hit.record.id, facet)


# quoted phrases, exclusions, typed filters, offers


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


# browsing and likeness


def test_browsing_shows_summaries_in_the_readers_language(engine):
    ranking = engine.browse(Query("", "en", top=50))
    by_id = {hit.record.id: hit for hit in ranking.hits}
    assert by_id["seniors"].lang == "en"
    assert by_id["market"].lang == "ar"
    assert all(hit.passages[0].passage.section == "summary" for hit in ranking.hits)


def test_similar_leaves_out_the_practice_itself(engine):
    ranking = engine.similar(engine.records["other1"], lang="en", top=4)
    assert len(ranking.hits) == 4
    assert "other1" not in ids(ranking)
    assert all(hit.reasons == ("similar",) and hit.band is None for hit in ranking.hits)
    scores = [hit.score for hit in ranking.hits]
    assert scores == sorted(scores, reverse=True)


def test_only_practices_are_similar(engine, monkeypatch):
    monkeypatch.setattr(engine_module, "LEAST_SIMILAR", -1.0)
    everything = set(engine.records) - {"forum"}
    for record_id, record in engine.records.items():
        assert set(ids(engine.similar(record, lang="en", top=50))) == everything - {record_id}
    assert all(isinstance(engine.records[each], Practice) for each in everything)


def test_nothing_under_the_floor_is_similar(engine, monkeypatch):
    near = {each: ids(engine.similar(record, lang="en", top=50)) for each, record in engine.records.items()}
    monkeypatch.setattr(engine_module, "LEAST_SIMILAR", -1.0)
    left_out = 0
    for record_id, record in engine.records.items():
        every = engine.similar(record, lang="en", top=50).hits
        assert [hit.record.id for hit in every if hit.score >= LEAST_SIMILAR] == near[record_id]
        left_out += len(every) - len(near[record_id])
    assert left_out


def test_a_library_of_one_record_answers(quick_tmp):
    engine = built(quick_tmp, document("only", "en", "A forum", "Mayors met"))
    assert ids(search(engine, "mayors")) == ["only"]
    assert ids(search(engine, "عمدة", "ar")) == ["only"]
    assert engine.similar(engine.records["only"], lang="en", top=3).hits == ()


def test_two_searches_do_not_disturb_each_other(engine):
    first = search(engine, "school gardens")
    for text, lang in itertools.product(("seniors", "x", ""), ("ar", "en")):
        search(engine, text, lang)
    assert search(engine, "school gardens") == first


def test_where_only_a_summary_is_in_the_questions_language_its_title_is_shown_and_the_full_text_named(quick_tmp):
    """The title is the reader's, the language to read is that of the full text, and a passage of each is shown."""
    seniors = library()[1]
    arabic = dataclasses.replace(seniors.versions["ar"], sections={})
    record = dataclasses.replace(seniors, lang="en", versions={"en": seniors.versions["en"], "ar": arabic})
    hit = search(built(quick_tmp, record, library()[0], encoder=FakeEncoder(meanings=MEANINGS)), "كبار السن والهاتف", lang="ar").hits[0]
    assert (hit.record.id, hit.title_lang, hit.lang) == ("seniors", "ar", "en")
    assert hit.title == arabic.title
    assert [match.passage.lang for match in hit.passages] == ["ar", "en"]
    assert "other-language" in hit.reasons
