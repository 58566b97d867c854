"""Drafts between extraction and store, and the record that decisions and answers make."""

import pytest

from peerlearn.corpus import Corpus
from peerlearn.curation.deskwork import acting, answer, decide_on, seen, settled, write_record
from peerlearn.curation.drafts import candidate_fields, extracted, record_of, to_store, value_of
from peerlearn.curation.extract.suggestion import Draft, Figure, Passage, Suggestion
from peerlearn.curation.review.people import add_person
from peerlearn.curation.review.submitting import create
from peerlearn.curation.source import Page, Place, Source
from peerlearn.errors import NotFoundError, ReviewError
from peerlearn.issues import FieldError
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store

TEXT = "ملتقى أسوان\n\nاجتمعت المدن في أسوان وفي إدفو لتتبادل التجارب، وحضر 120 شخصًا."


def place(words):
    return Place(1, TEXT.index(words), TEXT.index(words) + len(words))


def suggested(*more):
    source = Source("خبر.txt", "text/plain", "0" * 64, (Page(1, TEXT),))
    own = (
        Suggestion("title", "ملتقى أسوان", place("ملتقى أسوان"), 0.9),
        Suggestion("summary", "اجتمعت المدن في أسوان.", place("اجتمعت المدن في أسوان"), 0.9),
        Suggestion("city", "eg-aswan", place("أسوان"), 0.9),
        Suggestion("city", "eg-edfu", place("إدفو"), 0.6),
        Suggestion("passages", Passage("النص", TEXT[13:]), Place(1, 13, len(TEXT)), 0.9),
        *more,
    )
    return Draft(source, "news", "ar", own)


ANSWERS = {"date": "2023", "source.publisher": "أسوان", "source.url": "https://example.org/a", "source.licence": "CC BY 4.0"}


@pytest.fixture
def store(tmp_path):
    made = open_store(Settings(home=tmp_path, corpus=tmp_path / "corpus"))
    yield made
    made.close()


@pytest.fixture
def by(store):
    return acting(store).id


@pytest.fixture
def name(store, by):
    found = suggested()
    return settled(create(store, found.source, size=9, by=by, draft=to_store(found))).id


def choices(store, name, by):
    found = seen(store, name, by)
    fields = {each["id"]: (each["field"], each["value"]) for each in found.draft["suggestions"]}
    return {fields[each.suggestion][1]: each.choice for each in found.decisions if fields[each.suggestion][0] == "city"}


def test_a_draft_comes_back_from_the_store_as_it_was(store, by):
    found = suggested(Suggestion("figures", Figure("شخصًا", 120), place("120"), 0.9))
    made = settled(create(store, found.source, size=9, by=by, draft=to_store(found)))
    assert extracted(made)[0].suggestions == found.suggestions


def test_accepting_all_takes_the_best_of_a_field_with_one_value_and_rejects_its_rivals(store, name, by):
    decide_on(store, name, accept=["all"], by=by)
    assert choices(store, name, by) == {"eg-aswan": "accepted", "eg-edfu": "rejected"}


def test_accepting_one_by_its_id_rejects_its_rivals(store, name, by):
    decide_on(store, name, accept=["s4"], by=by)
    assert choices(store, name, by) == {"eg-aswan": "rejected", "eg-edfu": "accepted"}


def test_an_edited_value_stands_before_the_others_of_its_field(store, name, by):
    decide_on(store, name, edits={"city": "eg-luxor"}, accept=["all"], by=by)
    assert choices(store, name, by) == {"eg-aswan": "edited", "eg-edfu": "rejected"}


def test_decisions_and_answers_make_the_record_and_what_is_missing_is_named(store, name, by):
    decide_on(store, name, accept=["all"], by=by)
    assert write_record(store, name, Corpus({}), by=by).field == "source.publisher"
    answer(store, name, ANSWERS, by=by)
    assert write_record(store, name, Corpus({}), by=by) is None
    record = record_of(seen(store, name, by))
    assert (record.kind, record.city, record.date, record.original.title) == ("news", "eg-aswan", 2023, "ملتقى أسوان")
    assert seen(store, name, by).draft["record"]["id"] == record.id
    assert record.sources[0].licence == "CC BY 4.0"


def test_an_answer_is_taken_back_by_an_empty_one_and_an_unknown_field_is_refused(store, name, by):
    answer(store, name, ANSWERS, by=by)
    answer(store, name, {"date": ""}, by=by)
    assert "date" not in seen(store, name, by).draft["answers"]
    with pytest.raises(FieldError, match="is no field"):
        answer(store, name, {"colour": "blue"}, by=by)


def test_nothing_decided_leaves_the_best_of_each_field_to_be_checked(store, name, by):
    assert candidate_fields(seen(store, name, by))["city"] == "eg-aswan"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [("beneficiaries", "١٢٠", 120), ("cost", "1,500.5", 1500.5), ("title", "12", "12"), ("kind", "news", "news")],
)
def test_what_a_person_types_becomes_the_value_of_its_field(field, typed, value):
    assert value_of(field, typed) == value


@pytest.mark.parametrize(("field", "typed"), [("beneficiaries", "many"), ("kind", "song"), ("figures", "12"), ("figures", "{")])
def test_what_is_no_value_is_refused(field, typed):
    with pytest.raises(FieldError):
        value_of(field, typed)


def test_an_unknown_suggestion_is_named(store, name, by):
    with pytest.raises(NotFoundError, match="s99"):
        decide_on(store, name, accept=["s99"], by=by)


def test_the_only_person_acts_unasked_and_of_several_one_is_named(store, by):
    assert acting(store).id == by
    add_person(store, role="curator", name="سلمى", by=by)
    with pytest.raises(ReviewError, match="--as"):
        acting(store)
    assert acting(store, "سلمى").person.role == "curator"
