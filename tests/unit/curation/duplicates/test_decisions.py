"""What curators said of pairs: in memory, and in the store on both engines."""

import datetime as dt
import json
from dataclasses import asdict

import pytest

from peerlearn.curation.duplicates import Decision, DecisionsError, InMemoryDecisions, pair_of
from peerlearn.curation.duplicates.decisions import FILE
from peerlearn.curation.kept_pairs import IMPORTED, StoreDecisions, decisions_of
from peerlearn.curation.review.log import read_log, verify_log

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def decision(one="a", other="b", **given):
    known = {"pair": pair_of(one, other), "choice": "dismiss", "by": "curator-1", "at": AT, "records": ("x", "y"), "reason": "مدينتان"}
    return Decision(**known | given)


@pytest.fixture
def decisions(store):
    return StoreDecisions(store)


def test_decisions_in_memory_are_kept_as_those_in_the_store(decisions):
    memory = InMemoryDecisions([decision()])
    decisions.put(decision())
    for each in (decision("c", "a"), decision(choice="link")):
        memory.put(each)
        decisions.put(each)
    assert list(memory) == list(decisions)
    assert memory.get(pair_of("c", "a")) == decisions.get(pair_of("c", "a")) == decision("c", "a")
    assert memory.get(("x", "y")) is None


def test_nothing_is_decided_at_first(decisions):
    assert decisions.get(("a", "b")) is None
    assert list(decisions) == []


def test_a_decision_is_remembered_whichever_record_is_named_first(decisions):
    decisions.put(decision("b", "a"))
    assert decisions.get(pair_of("a", "b")) == decision()
    assert decisions.get(pair_of("a", "c")) is None


def test_a_later_decision_replaces_the_earlier_and_leaves_others(decisions):
    for each in (decision(), decision("a", "c"), decision(choice="merge", reason="\u2028 line")):
        decisions.put(each)
    assert [(each.pair, each.choice) for each in decisions] == [(("a", "b"), "merge"), (("a", "c"), "dismiss")]


def line(made):
    return json.dumps(asdict(made) | {"at": made.at.isoformat()}, ensure_ascii=False).encode() + b"\n"


def leave(settings, *decisions, more=b""):
    """Leave a file of decisions as an earlier version did, and return its path."""
    path = settings.data / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(line, decisions)) + more)
    return path


def test_what_an_earlier_version_kept_in_a_file_is_taken_into_the_store_once(store, store_settings):
    hard = decision("a", "c", reason="\u2028 \u0085 a line", by="Salma of the city")
    path = leave(store_settings, decision(), hard)
    assert list(decisions_of(store, store_settings)) == [decision(), hard]
    assert not path.exists()
    assert path.with_name(IMPORTED).exists()
    assert len(read_log(store)) == 2
    assert list(decisions_of(store, store_settings)) == [decision(), hard]
    assert len(read_log(store)) == 2


def test_a_file_says_nothing_against_what_was_decided_later(store, store_settings):
    later = decision(choice="link", at=AT + dt.timedelta(days=1))
    decisions_of(store, store_settings).put(later)
    leave(store_settings, decision())
    assert list(decisions_of(store, store_settings)) == [later]


def test_taking_a_file_in_again_after_a_kill_changes_nothing(store, store_settings):
    path = leave(store_settings, decision())
    decisions_of(store, store_settings)
    path.with_name(IMPORTED).replace(path)  # as if the process had been killed before the file got its other name
    assert list(decisions_of(store, store_settings)) == [decision()]
    assert len(read_log(store)) == 1


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"pair": ["a", "b"]}', '{"pair": ["b", "a"], "records": ["x", "y"], "at": "2026-11-24T12:00:00+00:00"}']
)
def test_a_damaged_line_is_named_and_nothing_is_taken_or_overwritten(store, store_settings, bad):
    path = leave(store_settings, decision(), more=bad.encode() + b"\n")
    before = path.read_bytes()
    with pytest.raises(DecisionsError, match=r"duplicates\.jsonl:2"):
        decisions_of(store, store_settings)
    assert list(StoreDecisions(store)) == []
    assert path.read_bytes() == before


def test_every_decision_stands_in_the_log_without_what_people_typed(store):
    decisions = StoreDecisions(store)
    decisions.put(decision())
    decisions.put(decision(choice="merge"))
    entries = read_log(store)
    assert [(each.action, each.actor, each.details["choice"]) for each in entries] == [
        ("decide_pair", "curator-1", "dismiss"),
        ("decide_pair", "curator-1", "merge"),
    ]
    assert "مدينتان" not in str(entries)
    assert verify_log(store).ok


@pytest.mark.parametrize(
    "given",
    [{"choice": "later"}, {"pair": ("b", "a")}, {"by": " "}, {"at": dt.datetime(2026, 11, 24)}],
)
def test_what_is_no_decision_is_refused(given):
    with pytest.raises(ValueError, match=r"decision|pair"):
        decision(**given)
