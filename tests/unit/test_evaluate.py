import json

import numpy as np
import pytest

from peerlearn.encode.cache import VectorCache
from peerlearn.errors import EvaluationError
from peerlearn.evaluate import (
    SEEDS,
    Slice,
    TestSet,
    TestSetIndex,
    Text,
    evaluate_mixed,
    evaluate_slices,
    has_mixed,
    measure,
    read_qrels,
    read_test_set,
    read_texts,
)
from peerlearn.index.build import silent
from tests.unit.fake_encoder import FakeEncoder


@pytest.fixture(scope="module", autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""


QRELS = {"q1": {"a": 1}, "q2": {"b": 1}}


def test_a_judged_question_without_an_answer_counts_as_nothing():
    both = measure("t", {"q1": {"a": 2.0}, "q2": {"b": 1.0}}, QRELS, documents=5)
    one = measure("t", {"q1": {"a": 2.0}}, QRELS, documents=5)
    none = measure("t", {"q1": {}}, QRELS, documents=5)
    for name in ("nDCG@10", "R@10", "R@100", "RR@10", "AP"):
        assert both.measures[name] == 1
        assert one.measures[name] == 0.5
        assert none.measures[name] == 0
    assert both.queries == one.queries == none.queries == 2


def test_an_unjudged_question_does_not_count():
    result = measure("t", {"q1": {"a": 2.0}, "q9": {"a": 1.0}}, {"q1": {"a": 1}}, documents=5)
    assert (result.queries, result.measures["nDCG@10"]) == (1, 1)


def test_measures_are_those_of_the_definitions():
    """The answer stands third: nDCG 1/log2(4), reciprocal rank 1/3."""
    result = measure("t", {"q1": {"x": 3.0, "y": 2.0, "a": 1.0}}, {"q1": {"a": 1}}, documents=5)
    assert result.measures == pytest.approx({"nDCG@10": 0.5, "R@10": 1, "R@100": 1, "RR@10": 1 / 3, "AP": 1 / 3})


def test_a_task_without_questions_has_no_number():
    result = measure("t", {}, {}, documents=5)
    assert result.queries == 0
    assert all(np.isnan(value) for value in result.measures.values())
    assert result.as_dict()["nDCG@10"] is None


def test_a_row_has_the_contracts_keys():
    row = measure("ar>en", {"q1": {"a": 2.0}}, QRELS, documents=5).as_dict()
    assert list(row) == ["task", "queries", "documents", "nDCG@10", "R@10", "R@100", "RR@10", "AP"]
    assert (row["task"], row["queries"], row["documents"], row["nDCG@10"]) == ("ar>en", 2, 5, 0.5)


# reading

DOCS = [
    {"id": "d1", "lang": "en", "text": "a floating library on the river"},
    {"id": "d2", "lang": "en", "text": "free evening buses for apprentices"},
    {"id": "d3", "lang": "ar", "text": "مكتبة على النهر"},
]
QUERIES = [{"id": "q1", "lang": "en", "text": "floating library"}, {"id": "q2", "lang": "en", "text": "evening buses", "kind": "title"}]
SLICES = [{"name": "en>en", "qlang": "en", "dlang": "en"}, {"name": "en>*", "qlang": "en", "dlang": "*"}]


def write_set(folder, *, docs=DOCS, queries=QUERIES, qrels="q1\td1\t1\nq2\td2\t1\n", slices=SLICES):
    for name, rows in (("docs", docs), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    (folder / "slices.json").write_text(json.dumps(slices), encoding="utf-8")
    return folder


def test_a_folder_is_read_whole(tmp_path):
    found = read_test_set(write_set(tmp_path))
    assert [each.id for each in found.documents] == ["d1", "d2", "d3"]
    assert found.queries[1] == Text("q2", "en", "evening buses", "title")
    assert found.qrels == {"q1": {"d1": 1}, "q2": {"d2": 1}}
    assert found.slices == [Slice("en>en", "en", frozenset({"en"})), Slice("en>*", "en", None)]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\r", "\x0b", "\x0c", "\x1c"])
def test_only_a_line_feed_ends_a_line(tmp_path, mark):
    """Trap 3: ``splitlines`` would read one document as two."""
    path = tmp_path / "docs.jsonl"
    path.write_text(f'{{"id": "d1", "lang": "en", "text": "one"}}\n{{"id": "d2", "lang": "en", "text": "two{mark}two"}}\n', newline="")
    if ord(mark) >= 0x80:
        assert [each.text for each in read_texts(path)] == ["one", f"two{mark}two"]
    else:  # a bare control character is no JSON, and the line that holds it is named
        with pytest.raises(EvaluationError, match=r"docs\.jsonl:2: "):
            read_texts(path)


BAD_TEXTS = [
    '{"id": 7, "lang": "en", "text": "x"}',
    '{"id": "x", "lang": null, "text": "x"}',
    "{",
    "[]",
    "7",
    '{"id": "x", "lang": "en"}',
    '"text"',
    "null",
]


@pytest.mark.parametrize("bad", BAD_TEXTS)
def test_a_bad_line_is_named_with_file_and_number(tmp_path, bad):
    path = tmp_path / "queries.jsonl"
    path.write_text(f'{{"id": "q", "lang": "en", "text": "x"}}\n\n  \n{bad}\n')
    with pytest.raises(EvaluationError) as caught:
        read_texts(path)
    assert f"{path}:4: " in str(caught.value)


@pytest.mark.parametrize("bad", ["q1 d1 1", "q1\td1", "q1\td1\tgood", "q1\td1\t1\t2"])
def test_a_bad_judgement_is_named_with_file_and_number(tmp_path, bad):
    path = tmp_path / "qrels.tsv"
    path.write_text(f"q1\td1\t1\n\n{bad}\n")
    with pytest.raises(EvaluationError, match=r"qrels\.tsv:3: "):
        read_qrels(path)


@pytest.mark.parametrize("slices", [{}, 7, "x", [7], [{}], [{"name": "a", "qlang": "en"}], [{"name": "a", "qlang": "en", "dlang": 7}]])
def test_bad_slices_are_named(tmp_path, slices):
    write_set(tmp_path, slices=slices)
    if slices in ({}, "x"):
        slices = None  # an empty list of tasks, or one string
    try:
        found = read_test_set(tmp_path)
    except EvaluationError as error:
        assert "slices.json" in str(error)
    else:
        assert slices is None
        assert found.slices == []


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv", "slices.json"])
def test_a_missing_file_is_named(tmp_path, name):
    write_set(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(EvaluationError, match=name):
        read_test_set(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    write_set(tmp_path)
    (tmp_path / "docs.jsonl").write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(EvaluationError, match=r"docs\.jsonl"):
        read_test_set(tmp_path)


# measuring through the search


def indexed(folder, test_set):
    encoder = FakeEncoder()
    cache = VectorCache(folder / "vectors.sqlite", encoder)
    return TestSetIndex(test_set, folder / "indexes", encoder=encoder, cache=cache, progress=silent)


def everything(_name):
    return True


@pytest.mark.parametrize("docs", [[], [{"id": "d1", "lang": "en", "text": " \u0640 "[:1]}]])
def test_a_set_without_text_is_refused(quick_tmp, docs):
    with pytest.raises(EvaluationError, match="hold no text"):
        indexed(quick_tmp, read_test_set(write_set(quick_tmp, docs=docs)))


def test_slices_are_measured_through_the_search(quick_tmp):
    found = read_test_set(write_set(quick_tmp))
    results = evaluate_slices(indexed(quick_tmp, found), wanted=everything, progress=silent)
    assert [(each.task, each.queries, each.documents) for each in results] == [("en>en", 2, 2), ("en>*", 2, 3)]
    assert results[0].measures["nDCG@10"] == 1


def test_a_slice_of_one_kind_asks_only_its_questions(quick_tmp):
    slices = [{"name": "titles", "qlang": "en", "dlang": "en", "kind": "title"}]
    found = read_test_set(write_set(quick_tmp, slices=slices))
    (result,) = evaluate_slices(indexed(quick_tmp, found), wanted=everything, progress=silent)
    assert result.queries == 1


def test_judged_only_ranks_nothing_else(quick_tmp):
    slices = [{"name": "judged", "qlang": "en", "dlang": "*", "judged_only": True}]
    found = read_test_set(write_set(quick_tmp, qrels="q1\td2\t1\nq1\td1\t0\nq2\td2\t1\n", slices=slices))
    (result,) = evaluate_slices(indexed(quick_tmp, found), wanted=everything, progress=silent)
    assert result.measures["RR@10"] == 0.75  # second of two for q1, alone for q2


def test_a_question_whose_answer_is_outside_the_slice_does_not_count(quick_tmp):
    found = read_test_set(write_set(quick_tmp, qrels="q1\td3\t1\nq2\td2\t1\n"))
    results = evaluate_slices(indexed(quick_tmp, found), wanted=everything, progress=silent)
    assert [each.queries for each in results] == [1, 2]


def parallel(langs=("ar", "en", "es"), numbers=6):
    words = [f"{lang}word{number} common{number}" for lang in langs for number in range(numbers)]
    documents = [Text(f"{lang}:{number}", lang, words.pop(0)) for lang in langs for number in range(numbers)]
    queries = [Text(f"{lang}:{number}", lang, f"common{number}") for lang in langs for number in range(numbers)]
    qrels = {query.id: {f"{lang}:{query.id.split(':')[1]}": 1 for lang in langs} for query in queries}
    return TestSet("parallel", documents, queries, qrels)


def test_mixed_can_be_drawn_from_a_parallel_set_only(tmp_path):
    assert has_mixed(parallel())
    assert not has_mixed(parallel(langs=("ar", "en")))
    assert not has_mixed(read_test_set(write_set(tmp_path)))


def test_mixed_keeps_one_language_of_each_paragraph(quick_tmp, monkeypatch):
    monkeypatch.setattr("peerlearn.evaluate.MIXES", {"": (0, 1, 0)})
    tested = indexed(quick_tmp, parallel())
    opened = []
    keep = TestSetIndex.open
    monkeypatch.setattr(TestSetIndex, "open", lambda self, kept, name: opened.append(keep(self, kept, name)) or opened[-1])
    results = evaluate_mixed(tested, wanted=lambda name: name == "mixed:ar", progress=silent)
    assert [(each.task, each.queries, each.documents) for each in results] == [("mixed:ar", 6, 6)]
    assert results[0].measures["nDCG@10"] == pytest.approx(1)
    assert len(opened) == len(SEEDS)
    assert all(set(index.pools) == {"en"} for index in opened)
