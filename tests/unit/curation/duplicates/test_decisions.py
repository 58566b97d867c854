import datetime as dt
import multiprocessing

import pytest

from peerlearn.curation.duplicates import Decision, DecisionsError, InMemoryDecisions, JsonLinesDecisions, pair_of

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def decision(one="a", other="b", **given):
    known = {"pair": pair_of(one, other), "choice": "dismiss", "by": "curator-1", "at": AT, "records": ("x", "y"), "reason": "مدينتان"}
    return Decision(**known | given)


@pytest.fixture(params=["memory", "file"])
def decisions(request, tmp_path):
    return InMemoryDecisions() if request.param == "memory" else JsonLinesDecisions(tmp_path / "data" / "decisions.jsonl")


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


def test_a_file_is_read_by_the_next_process(tmp_path):
    JsonLinesDecisions(tmp_path / "d.jsonl").put(decision(reason="\u2028 \u0085 a line"))
    assert list(JsonLinesDecisions(tmp_path / "d.jsonl")) == [decision(reason="\u2028 \u0085 a line")]


def put_some(path, name):
    for number in range(10):
        JsonLinesDecisions(path).put(decision(name, f"z{number}"))


def test_two_processes_lose_nothing(tmp_path):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=put_some, args=(tmp_path / "d.jsonl", name)) for name in ("p", "q")]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(list(JsonLinesDecisions(tmp_path / "d.jsonl"))) == 20


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"pair": ["a", "b"]}', '{"pair": ["b", "a"], "records": ["x", "y"], "at": "2026-11-24T12:00:00+00:00"}']
)
def test_a_damaged_line_is_named_and_nothing_is_overwritten(tmp_path, line):
    path = tmp_path / "d.jsonl"
    JsonLinesDecisions(path).put(decision())
    path.write_text(path.read_text() + line + "\n")
    before = path.read_bytes()
    for act in (lambda: JsonLinesDecisions(path).get(("a", "b")), lambda: JsonLinesDecisions(path).put(decision())):
        with pytest.raises(DecisionsError, match=r"d\.jsonl:2"):
            act()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "given",
    [{"choice": "later"}, {"pair": ("b", "a")}, {"by": " "}, {"at": dt.datetime(2026, 11, 24)}],
)
def test_what_is_no_decision_is_refused(given):
    with pytest.raises(ValueError, match=r"decision|pair"):
        decision(**given)
