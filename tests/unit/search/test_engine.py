"""What is typed, what is found, in which order and version, and what is said about it; browsing and likeness."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from peerlearn.practice import Practice
from peerlearn.search import engine as engine_module
from peerlearn.search.engine import LEAST_SIMILAR, LONGEST_QUERY, SHOWN_PASSAGES
from peerlearn.search.result import Query, Ranking
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, document, ids, library
from tests.unit.search.asking import MEANINGS, search

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
    hit = search(engine, "school gardens").hits[0]
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
