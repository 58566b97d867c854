"""How well needs find offers across languages: nDCG@10 over ``corpus/judgements/board.jsonl``.

    python -m benchmarks.board

Every need stands beside all offers; the two that answer it are in the two other languages.
"""

from __future__ import annotations

import json
import math
import statistics
from collections import defaultdict
from pathlib import Path

from peerlearn.exchange.meaning import Posting, means_of, rank
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings

FILE = Path(__file__).parents[1] / "corpus/judgements/board.jsonl"


def postings(file: Path = FILE) -> tuple[list[Posting], dict[str, set[str]]]:
    """Return every need and offer, and need -> the offers that answer it."""
    found, answers = [], {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        need = Posting(f"need-{number}", "need", row["need"]["lang"], row["need"]["text"])
        offers = [Posting(f"offer-{number}-{place}", "offer", each["lang"], each["text"]) for place, each in enumerate(row["offers"])]
        found += [need, *offers]
        answers[need.id] = {each.id for each in offers}
    return found, answers


def ndcg(ranked: list[str], relevant: set[str], *, top: int = 10) -> float:
    """Return nDCG of a ranking with gains of 1."""
    gained = sum(1 / math.log2(place + 2) for place, each in enumerate(ranked[:top]) if each in relevant)
    return gained / sum(1 / math.log2(place + 2) for place in range(min(top, len(relevant))))


def main() -> None:
    """Print the measure, over all and by language of the need."""
    base = KnowledgeBase.open(Settings.load())
    entries, answers = postings()
    scores: dict[str, list[float]] = defaultdict(list)
    for need in (each for each in entries if each.kind == "need"):
        found = rank(need, among=entries, encoder=base.engine.encoder, means=means_of(base))
        scores[need.lang].append(ndcg([each.id for each in found], answers[need.id]))
    told = {lang: round(statistics.fmean(own), 4) for lang, own in sorted(scores.items())}
    print(
        json.dumps(
            {
                "pairs": sum(map(len, answers.values())),
                "nDCG@10": round(statistics.fmean(each for own in scores.values() for each in own), 4),
            }
            | told
        )
    )


if __name__ == "__main__":
    main()
