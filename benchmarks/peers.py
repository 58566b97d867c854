"""How well peers are found, and how fast.

    python -m benchmarks.peers            # both: recall over the corpus, then 10,000 made cities and 100,000 made practices

Two leave-one-out tasks, each against random order (its expectation) and against the nearest population:

- partnerships: ``corpus/judgements/partnerships.csv`` names pairs of cities that worked together, with the practice whose sources
  say so. For each city of a pair the practices that cite its pairs are left out, and its partners are to be among ten peers.
- themes: one practice of a city is left out, and cities that share two or more of its themes are to be among ten peers of the
  city as the rest of its practices shows it.
"""

from __future__ import annotations

import csv
import json
import random
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peerlearn.city import INCOMES, City, Figure
from peerlearn.corpus import Corpus, read_corpus
from peerlearn.exchange.atlas import Atlas
from peerlearn.exchange.peers import find_peers
from peerlearn.exchange.profiles import Situation
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TOP = 10
SHARED_THEMES = 2
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Task:
    """One city to ask for: what is left out, and whom it should find."""

    city: City
    left_out: frozenset[str]
    relevant: frozenset[str]


def partnerships(corpus: Corpus) -> list[Task]:
    """Return a task for every city of a documented pair."""
    partners: dict[str, set[str]] = defaultdict(set)
    cited: dict[str, set[str]] = defaultdict(set)
    with (ROOT / "corpus/judgements/partnerships.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for one, other in ((row["city"], row["other"]), (row["other"], row["city"])):
                partners[one].add(other)
                cited[one].add(row["practice"])
    return [Task(corpus.cities[city], frozenset(cited[city]), frozenset(partners[city])) for city in sorted(partners)]


def shared_themes(corpus: Corpus) -> list[Task]:
    """Return a task for every practice of a city that has another one left."""
    own: dict[str, list[Practice]] = defaultdict(list)
    for practice in corpus.practices.values():
        if practice.public and practice.level != "national":
            own[practice.city].append(practice)
    return [
        Task(corpus.cities[city], frozenset({practice.id}), relevant)
        for city in sorted(own)
        for practice in own[city]
        if len(own[city]) > 1 and (relevant := _sharing(practice, own))
    ]


def _sharing(practice: Practice, own: dict[str, list[Practice]]) -> frozenset[str]:
    themes = set(practice.themes)
    return frozenset(
        city
        for city, several in own.items()
        if city != practice.city and any(len(themes & set(each.themes)) >= SHARED_THEMES for each in several)
    )


def recall(found: Iterable[str], relevant: frozenset[str]) -> float:
    """Return the share of what could be found among ten that was."""
    return len(relevant & set(found)) / min(TOP, len(relevant))


def measured(tasks: list[Task], corpus: Corpus, rank: Callable[[Task], Iterable[str]]) -> float:
    """Return the mean recall@10 of a ranking."""
    return statistics.fmean(recall(rank(task), task.relevant) for task in tasks)


def by_peers(corpus: Corpus, balance: float) -> Callable[[Task], list[str]]:
    """Return the product's ranking."""
    themes = [term.id for term in corpus.vocabularies["themes"]]

    def rank(task: Task) -> list[str]:
        left = [each for each in corpus.practices.values() if each.id not in task.left_out]
        atlas = Atlas.of(corpus.cities.values(), left, themes=themes)
        return [peer.city.id for peer in find_peers(Situation.of(task.city), atlas=atlas, balance=balance, top=TOP).peers]

    return rank


def by_population(corpus: Corpus) -> Callable[[Task], list[str]]:
    """Return the ten cities nearest in size; a city of unknown size finds the first by id."""
    sizes = {city.id: city.figure("population").value for city in corpus.cities.values()}

    def rank(task: Task) -> list[str]:
        mine = sizes[task.city.id]
        others = sorted(each for each in sizes if each != task.city.id)
        known = [each for each in others if isinstance(sizes[each], int)]
        if not isinstance(mine, int):
            return others[:TOP]
        return sorted(known, key=lambda each: (_ratio(sizes[each], mine), each))[:TOP]

    return rank


def _ratio(one: object, other: int) -> float:
    return max(int(str(one)), other) / min(int(str(one)), other)


def quality(corpus: Corpus) -> Iterator[dict[str, object]]:
    """Yield one row a task: how many were asked, and the recall of each ranking."""
    for name, tasks in (("partnerships", partnerships(corpus)), ("themes", shared_themes(corpus))):
        others = len(corpus.cities) - 1
        chance = statistics.fmean(TOP * len(task.relevant) / others / min(TOP, len(task.relevant)) for task in tasks)
        rows = {f"peers, balance {balance}": measured(tasks, corpus, by_peers(corpus, balance)) for balance in (0.5, 0.0, 1.0)}
        rows |= {"nearest population": measured(tasks, corpus, by_population(corpus)), "random": chance}
        relevant = statistics.fmean(len(task.relevant) for task in tasks)
        yield {"task": name, "asked": len(tasks), "relevant": round(relevant, 1)} | {key: round(value, 3) for key, value in rows.items()}


def made(corpus: Corpus, *, cities: int, practices: int, seed: int = 7) -> tuple[list[City], list[Practice]]:
    """Return made cities and practices, drawn from the shipped ones."""
    draw = random.Random(seed)
    towns, texts = list(corpus.cities.values()), list(corpus.practices.values())
    new = [_city(draw.choice(towns), number, draw) for number in range(cities)]
    return new, [_practice(draw.choice(texts), number, draw.choice(new)) for number in range(practices)]


def _city(like: City, number: int, draw: random.Random) -> City:
    figures = {name: figure for name, figure in like.figures.items() if draw.random() > 0.1}  # a tenth is missing
    figures |= {
        "population": Figure(draw.randint(2_000, 9_000_000), 2020, "estimated", "made"),
        "income": Figure(draw.choice(INCOMES), 2020, "estimated", "made"),
    }
    return City(f"{like.country.lower()}-made-{number}", {"en": f"Made {number}"}, like.country, like.region, figures=figures)


def _practice(like: Practice, number: int, city: City) -> Practice:
    return Practice(
        f"made-{number}", like.lang, like.versions, city.id, "city", like.evidence, like.sources, status="published", themes=like.themes
    )


def speed(corpus: Corpus, *, cities: int = 10_000, practices: int = 100_000, asked: int = 50) -> dict[str, object]:
    """Return the milliseconds of peers of one city, and the seconds in which the atlas is made once."""
    towns, records = made(corpus, cities=cities, practices=practices)
    begun = time.perf_counter()
    atlas = Atlas.of(towns, records, themes=[term.id for term in corpus.vocabularies["themes"]])
    once = time.perf_counter() - begun
    find_peers(Situation.of(towns[0]), atlas=atlas)
    taken = []
    for town in towns[1 : asked + 1]:
        begun = time.perf_counter()
        find_peers(Situation.of(town), atlas=atlas)
        taken.append((time.perf_counter() - begun) * 1000)
    return {
        "cities": cities,
        "practices": practices,
        "atlas_s": round(once, 2),
        "median_ms": round(statistics.median(taken), 1),
        "slowest_ms": round(max(taken), 1),
    }


def main() -> None:
    """Print both as JSON lines."""
    corpus = read_corpus(ROOT / "corpus")
    for row in quality(corpus):
        print(json.dumps(row))
    print(json.dumps(speed(corpus)))


if __name__ == "__main__":
    main()
