"""The map of meaning: every record as a point in the plane, near what it is near to in content. Drawn by a build, read by whoever shows it.

What the vectors say of the language that a text was written in is taken out first; how well neighbours stay neighbours is measured in
docs/explore.md. An update leaves the map as it is: a record that has come since has no point until the next build.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.errors import IndexDamagedError
from peerlearn.index.centres import PRIOR, language_means, unit
from peerlearn.index.manifest import REBUILD

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.passages import Passage

NAME = "meaning.json"
FEW = 30
"""Below so many records neighbourhoods are not worth fitting: two main directions show them all."""
MANY = 20_000
"""From so many records two main directions have to do: fitting neighbourhoods would take longer than all else in a build."""
PERPLEXITY = 30
"""How many neighbours a record has; of 10, 20, 30 and 40 the best kept (docs/explore.md)."""
MOST_GROUPS = 24
_DIGITS = 4


@dataclass(frozen=True)
class MeaningMap:
    """Places of records: id -> (x, y) within -1 to 1, and id -> the number of its group, 0 for the largest; ``method`` names the fit."""

    method: str
    places: Mapping[str, tuple[float, float]]
    groups: Mapping[str, int]

    def group(self, number: int) -> list[str]:
        """Return the records of a group, those in its middle first."""
        own = [each for each, group in self.groups.items() if group == number]
        middle = np.mean([self.places[each] for each in own], axis=0)
        return sorted(own, key=lambda each: (float(np.hypot(*(np.array(self.places[each]) - middle))), each))

    def without(self, gone: Collection[str]) -> MeaningMap:
        """Return the map without some records."""
        places = {each: place for each, place in self.places.items() if each not in gone}
        return MeaningMap(self.method, places, {each: self.groups[each] for each in places})


def record_vectors(
    passages: Sequence[Passage], encoded: Sequence[Encoded], originals: Mapping[str, str]
) -> tuple[list[str], NDArray[np.float32]]:
    """Return ids in their order and a unit vector (records, dims) of each record's content.

    Centred by the language of each passage, so that versions meet, then by that of the record's original: what is left of it would
    gather records by who wrote them.

    Args:
        passages: all of an index.
        encoded: their vectors.
        originals: record id -> language of the original.
    """
    rows: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        rows.setdefault(passage.lang, []).append(number)
    means = language_means({lang: np.stack([encoded[i].vector for i in own]) for lang, own in rows.items()})
    sums: dict[str, NDArray[np.float32]] = {}
    for passage, each in zip(passages, encoded, strict=True):
        sums[passage.record_id] = sums.get(passage.record_id, 0) + each.vector - means[passage.lang]
    ids = sorted(sums)
    vectors = unit(np.stack([sums[each] for each in ids]))
    return ids, unit(vectors - _means_by(vectors, [originals.get(each, "") for each in ids]))


def _means_by(vectors: NDArray[np.float32], langs: Sequence[str]) -> NDArray[np.float32]:
    """Return for each row the mean (rows, dims) of its language, drawn towards that of all where few rows are in it."""
    overall, tags = vectors.mean(axis=0), np.array(langs)
    means = np.empty_like(vectors)
    for lang in sorted(set(langs)):
        own = tags == lang
        means[own] = (vectors[own].sum(axis=0) + PRIOR * overall) / (own.sum() + PRIOR)
    return means


def draw(passages: Sequence[Passage], encoded: Sequence[Encoded], originals: Mapping[str, str]) -> MeaningMap:
    """Return the map of everything that is indexed; the same input gives the same map."""
    ids, vectors = record_vectors(passages, encoded, originals)
    method, plane = project(vectors)
    plane = plane - (plane.min(axis=0) + plane.max(axis=0)) / 2
    plane = plane / max(float(np.abs(plane).max()), 1e-9)
    places = {each: (round(float(x), _DIGITS), round(float(y), _DIGITS)) for each, (x, y) in zip(ids, plane, strict=True)}
    return MeaningMap(method, places, dict(zip(ids, _groups(plane), strict=True)))


def project(vectors: NDArray[np.float32]) -> tuple[str, NDArray[np.float64]]:
    """Return the name of the method and the places (rows, 2) of unit vectors (rows, dims)."""
    if not FEW <= len(vectors) < MANY:
        return "PCA", _main_directions(vectors)
    from sklearn.manifold import TSNE  # noqa: PLC0415 - a second to load, and only a build draws
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    fit = TSNE(
        2,
        perplexity=min(PERPLEXITY, len(vectors) / 4),
        init=_main_directions(vectors) * 1e-4,
        metric="cosine",
        random_state=0,
    )
    with threadpool_limits(1):  # sums of many threads differ in their last digits, and t-SNE magnifies them
        return "t-SNE", np.asarray(fit.fit_transform(vectors), dtype=np.float64)


def _main_directions(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the places (rows, 2) along the two directions in which the vectors vary most, the first with deviation 1."""
    plane = np.zeros((len(vectors), 2))
    spread = vectors.astype(np.float64) - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(spread.T @ spread)
    main = directions[:, ::-1][:, :2]
    main = main * np.sign(main[np.abs(main).argmax(axis=0), range(main.shape[1])])  # which end is which is our choice: always the same
    plane[:, : main.shape[1]] = spread @ main
    return plane / max(float(plane[:, 0].std()), 1e-9)


def _groups(plane: NDArray[np.float64]) -> list[int]:
    """Return a group for each place, by nearness in the plane, so that a list of groups says what the map shows."""
    count = min(MOST_GROUPS, round((len(plane) / 2) ** 0.5))
    if count < 2:
        return [0] * len(plane)
    centres = plane[_far_apart(plane, count)]
    numbers = np.zeros(len(plane), dtype=int)
    for _ in range(100):
        numbers = np.square(plane[:, None] - centres).sum(axis=2).argmin(axis=1)
        moved = np.stack([plane[numbers == n].mean(axis=0) if (numbers == n).any() else centres[n] for n in range(count)])
        if np.array_equal(moved, centres):
            break
        centres = moved
    order = sorted(set(numbers.tolist()), key=lambda n: (-int((numbers == n).sum()), n))
    return [order.index(n) for n in numbers.tolist()]


def _far_apart(plane: NDArray[np.float64], count: int) -> list[int]:
    """Return the rows to begin from: the one in the middle, then always the one that is farthest from those chosen."""
    chosen = [int(np.square(plane - plane.mean(axis=0)).sum(axis=1).argmin())]
    nearest = np.square(plane - plane[chosen[0]]).sum(axis=1)
    while len(chosen) < count:
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, np.square(plane - plane[chosen[-1]]).sum(axis=1))
    return chosen


def write(folder: Path, drawn: MeaningMap) -> None:
    """Write the map into a generation that is being built; the manifest seals it as every file."""
    points = {each: [*place, drawn.groups[each]] for each, place in drawn.places.items()}
    text = json.dumps({"method": drawn.method, "points": points}, separators=(",", ":"))
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> MeaningMap | None:
    """Return the map of a generation, None for one that was built before there were maps.

    Raises:
        IndexDamagedError: the file cannot be read.
    """
    try:
        whole = json.loads((folder / NAME).read_text(encoding="utf-8"))
        points = {str(each): (float(x), float(y), int(group)) for each, (x, y, group) in whole["points"].items()}
        places = {each: (x, y) for each, (x, y, _) in points.items()}
        return MeaningMap(str(whole["method"]), places, {each: group for each, (_, _, group) in points.items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"the map of meaning in {folder} cannot be read", remedy=REBUILD) from error
