"""Two people at one draft at once: both are told, one saves, and nothing is lost."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.curation.review.log import verify_log
from peerlearn.curation.review.merge import merge
from peerlearn.curation.review.reviewing import (
    decide,
    edit,
    read_revisions,
)
from peerlearn.curation.review.submission import Conflict, Submission
from peerlearn.curation.review.submitting import read_submission
from peerlearn.issues import FieldError
from tests.unit.builders import practice
from tests.unit.curation import desk


def changed(draft, **record):
    return {**draft, "record": {**(draft["record"] or {}), **record}}


def test_the_second_editor_is_told_and_loses_nothing(store, people):
    name = desk.submit(store, people, record=practice())
    seen = read_submission(store, name)
    theirs = changed(seen.draft, stage="pilot", beneficiaries=10)
    mine = changed(seen.draft, stage="scaled", start=2019)
    assert isinstance(edit(store, name, draft=theirs, version=seen.version, by=people.curator), Submission)
    conflict = edit(store, name, draft=mine, version=seen.version, by=people.second)
    assert isinstance(conflict, Conflict)
    assert (conflict.mine, conflict.theirs, conflict.by) == (mine, theirs, people.curator)
    assert conflict.clashes == ("record.stage",)
    assert conflict.merged == changed(seen.draft, stage="pilot", beneficiaries=10, start=2019)
    assert read_submission(store, name).draft == theirs
    assert [(aside, draft) for _, _, aside, _, _, draft in read_revisions(store, name)] == [
        (False, seen.draft),
        (False, theirs),
        (True, mine),
    ]
    assert conflict.aside == read_revisions(store, name)[-1][0]
    saved = edit(store, name, draft=conflict.merged, version=conflict.version, by=people.second)
    assert saved.draft == conflict.merged


def test_of_editors_at_the_same_moment_one_saves_and_every_draft_is_kept(store, people):
    name = desk.submit(store, people, record=practice())
    seen = read_submission(store, name)
    results = []

    def save(number):
        results.append(edit(store, name, draft=changed(seen.draft, beneficiaries=number), version=seen.version, by=people.curator))

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(each).__name__ for each in results) == ["Conflict"] * 5 + ["Submission"]
    kept = {draft["record"].get("beneficiaries") for *_, draft in read_revisions(store, name)}
    assert kept == {None, *range(6)}
    assert verify_log(store).ok


def test_what_was_suggested_cannot_be_edited_away(store, people):
    name = desk.submit(store, people)
    seen = read_submission(store, name)
    with pytest.raises(FieldError, match="decide on them"):
        edit(store, name, draft={**seen.draft, "suggestions": []}, version=seen.version, by=people.curator)


def test_two_decisions_on_one_suggestion_meet_and_on_two_do_not(store, people):
    name = desk.submit(store, people, suggestions=[desk.suggestion(), desk.suggestion("themes", "literacy")])
    first = decide(store, name, suggestion="s1", choice="accepted", by=people.curator)
    assert (first.version, first.value) == (1, None)
    assert decide(store, name, suggestion="s2", choice="rejected", by=people.second).choice == "rejected"
    told = decide(store, name, suggestion="s1", choice="edited", value="eg-cairo", by=people.second)
    assert isinstance(told, Conflict)
    assert (told.mine.value, told.theirs) == ("eg-cairo", first)
    again = decide(store, name, suggestion="s1", choice="edited", value="eg-cairo", by=people.second, version=told.version)
    assert (again.choice, again.value, again.version) == ("edited", "eg-cairo", 2)
    assert {each.suggestion: each.choice for each in read_submission(store, name).decisions} == {"s1": "edited", "s2": "rejected"}
    with pytest.raises(FieldError, match="not in the draft"):
        decide(store, name, suggestion="s9", choice="accepted", by=people.curator)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
_OBJECT = st.dictionaries(st.sampled_from("abc"), _JSON, max_size=3)


@given(_OBJECT, _OBJECT, _OBJECT)
def test_merging_keeps_an_only_change_and_hides_no_clash(base, mine, theirs):
    assert merge(base, mine, base).merged == mine
    assert merge(base, base, theirs).merged == theirs
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert set(one.clashes) == set(other.clashes)
    if not one.clashes:
        assert one.merged == other.merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "clashes"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 2, "b": 3}, ()),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}, ("a",)),
        ({"a": 1}, {}, {"a": 1, "b": 1}, {"b": 1}, ()),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 1, "y": 1}}, {"a": {"x": 2, "y": 1}}, ()),
        ({"a": [1]}, {"a": [1, 2]}, {"a": [1, 3]}, {"a": [1, 3]}, ("a",)),
        ({"a": 1}, {"a": True}, {"a": 1}, {"a": True}, ()),
        ({}, {"a": {"x": 1}}, {"a": {"y": 1}}, {"a": {"y": 1, "x": 1}}, ()),
    ],
)
def test_examples_of_merging(base, mine, theirs, merged, clashes):
    found = merge(base, mine, theirs)
    assert (found.merged, found.clashes) == (merged, clashes)
