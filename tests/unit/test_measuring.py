"""What ``peerlearn evaluate`` measures on the corpus's own judgements; the measures themselves are in test_evaluate.py."""

import json

import pytest

from peerlearn import measuring
from peerlearn.errors import EvaluationError
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.measuring import evaluate_corpus, evaluate_folder
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, library, practice

QUESTIONS = [("q1", "ar", "كبار السن والهاتف"), ("q2", "en", "school gardens"), ("q3", "ar", "غواصة نووية")]
QRELS = [("q1", "seniors", 3), ("q1", "market", 1), ("q2", "gardens", 2), ("q2", "seniors", 1)]
TASKS = ["all", "ar>*", "en>*", "ar>ar", "ar>en", "en>ar", "en>en"]


@pytest.fixture(scope="module")
def engine(quick_module_tmp, loaded_text_rules):
    """The Arabic version of ``twins`` answers q1 word for word, its English one speaks of something else."""
    twins = practice("twins", "ar", "كبار السن والهاتف", "كبار السن والهاتف", others=(("en", "A harbour", "Boats sail in the harbour"),))
    return built(quick_module_tmp, *library(), twins)


@pytest.fixture
def judged(engine, tmp_path):
    """Write judgements and return the knowledge base over them."""

    def write(questions=QUESTIONS, qrels=QRELS):
        folder = tmp_path / "judgements"
        folder.mkdir(exist_ok=True)
        lines = [json.dumps(dict(zip(("id", "lang", "text"), each, strict=True)), ensure_ascii=False) + "\n" for each in questions]
        (folder / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
        (folder / "qrels.tsv").write_text("".join("\t".join(map(str, each)) + "\n" for each in qrels))
        return KnowledgeBase(Settings(home=tmp_path, corpus=tmp_path), engine, Vocabularies())

    return write


def by_task(report):
    return {each.task: each for each in report.tasks}


def test_every_task_of_the_judgements_is_measured(judged):
    report = evaluate_corpus(judged())
    tasks = by_task(report)
    assert sorted(tasks) == sorted(TASKS)
    assert {name: each.queries for name, each in tasks.items()} == {
        "all": 2, "ar>*": 1, "en>*": 1, "ar>ar": 1, "ar>en": 1, "en>ar": 1, "en>en": 1
    }  # fmt: skip
    assert {name: each.documents for name, each in tasks.items()} == {
        "all": 6, "ar>*": 6, "en>*": 6, "ar>ar": 3, "ar>en": 4, "en>ar": 3, "en>en": 4
    }  # fmt: skip
    assert report.extra["unanswerable"]["questions"] == 1


def test_a_pair_of_languages_ranks_the_passages_of_its_second_language_only(judged, monkeypatch):
    rank, seen = measuring.rank_passages, []

    def noted(index, question, **options):
        found = rank(index, question, **options)
        seen.append({each.passage.lang for each in found})
        return found

    monkeypatch.setattr(measuring, "rank_passages", noted)
    base = judged()
    evaluate_corpus(base, tasks=["ar>en", "en>ar"])
    assert seen == [{"en"}, {"ar"}]
    seen.clear()
    evaluate_corpus(base, tasks=["ar>*"])
    assert seen == [{"ar", "en", "fr"}]


def test_a_record_is_ranked_by_its_passages_of_that_language(judged):
    """twins stands first among all languages; among English texts it has nothing to say."""
    base = judged()
    question = measuring.Text("q1", "ar", "كبار السن والهاتف")
    everywhere, english = measuring._ranked(base, question, ""), measuring._ranked(base, question, "en")
    assert "twins" in sorted(everywhere, key=everywhere.get, reverse=True)[:2]
    assert set(english) <= {"gardens", "seniors", "forum", "twins"}


UNKNOWN = [
    ([*QRELS, ("q9", "seniors", 1)], "'q9'"),
    ([*QRELS, ("q2", "gardenz", 1)], "'gardenz'"),
]


@pytest.mark.parametrize(("qrels", "named"), UNKNOWN)
def test_a_judgement_of_what_does_not_exist_is_refused_by_name(judged, qrels, named):
    with pytest.raises(EvaluationError, match=named) as caught:
        evaluate_corpus(judged(qrels=qrels))
    assert "qrels.tsv" in str(caught.value)


@pytest.mark.parametrize("tasks", [["typo"], ["all", "typo"], ["all", "ar>fr"]])
def test_an_unknown_task_is_refused_even_beside_a_known_one(judged, tasks):
    with pytest.raises(EvaluationError, match=f"has no task {tasks[-1]}") as caught:
        evaluate_corpus(judged(), tasks=tasks)
    assert "ar>en" in caught.value.remedy


def test_only_the_tasks_asked_for(judged):
    assert [each.task for each in evaluate_corpus(judged(), tasks=["en>*", "all"]).tasks] == ["all", "en>*"]


# a folder


@pytest.fixture
def folder(tmp_path, monkeypatch, loaded_text_rules):
    monkeypatch.setattr(measuring, "prepare", lambda settings, *, progress: None)
    monkeypatch.setattr(measuring, "open_encoder", lambda settings: FakeEncoder())
    target = tmp_path / "set"
    target.mkdir()
    (target / "docs.jsonl").write_text('{"id": "d1", "lang": "en", "text": "a garden"}\n{"id": "d2", "lang": "en", "text": "a bus"}\n')
    (target / "queries.jsonl").write_text('{"id": "q1", "lang": "en", "text": "garden"}\n')
    (target / "qrels.tsv").write_text("q1\td1\t1\n")
    (target / "slices.json").write_text('[{"name": "en>*", "qlang": "en", "dlang": "*"}, {"name": "en>en", "qlang": "en", "dlang": "en"}]')
    return target


def measured(folder, tasks=None):
    return evaluate_folder(Settings(home=folder.parent / "home"), folder, tasks=tasks, progress=lambda step, done, total: None)


def test_a_folders_tasks_are_measured(folder):
    assert [each.task for each in measured(folder).tasks] == ["en>*", "en>en"]
    assert [each.task for each in measured(folder, ["en>en"]).tasks] == ["en>en"]


@pytest.mark.parametrize("tasks", [["typo"], ["en>en", "typo"]])
def test_an_unknown_task_of_a_folder_is_refused(folder, tasks):
    with pytest.raises(EvaluationError, match="has no task typo") as caught:
        measured(folder, tasks)
    assert "en>en" in caught.value.remedy
