"""Real questions that nobody here wrote, where they are at hand beside the clone: a slice that is quick, so that no change goes unseen."""

import json
from pathlib import Path

import pytest

from peerlearn.index.build import silent
from peerlearn.measuring import evaluate_folder

pytestmark = pytest.mark.integration

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
QUESTIONS = 200


def test_arabic_questions_find_their_paragraphs(home, tmp_path):
    """The first questions of ARCD over all its paragraphs: .86 and more when this was written."""
    source = BENCH / "arcd"
    if not source.is_dir():
        pytest.skip("the public set ARCD is not at hand (../shared/bench/arcd)")
    with (source / "queries.jsonl").open(encoding="utf-8") as file:
        lines = [line for line, _ in zip(file, range(QUESTIONS), strict=False)]
    asked = {json.loads(line)["id"] for line in lines}
    judged = [line for line in (source / "qrels.tsv").read_text().split("\n") if line.split("\t")[0] in asked]
    (tmp_path / "queries.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("\n".join(judged) + "\n")
    for name in ("docs.jsonl", "slices.json"):
        (tmp_path / name).write_bytes((source / name).read_bytes())
    (result,) = evaluate_folder(home.settings, tmp_path, tasks=None, progress=silent).tasks
    assert result.queries == QUESTIONS
    assert result.measures["nDCG@10"] > 0.84, result
