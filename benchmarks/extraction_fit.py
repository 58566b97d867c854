"""Fits what extraction weighs with, on one half of the practices: directions of subjects, then weights and thresholds of every field.

``benchmarks.extraction --fit`` writes them into the package. Subjects are fitted twice over: directions on one quarter give the features
on which the weights for the other quarter are fitted, so that no weight trusts a direction because it has seen the same text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.curation.extract.calibration import NEVER, Calibrated
from peerlearn.curation.extract.subjects import FIELDS, Fitted, Subjects, nearness, terms_of, unit
from peerlearn.curation.extract.suggestion import Figure
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from benchmarks.extraction_data import Case
    from peerlearn.curation.extract.reading import Reading

    Array = NDArray[np.floating[Any]]

TARGET = 0.8
CERTAIN = 1.64
"""Standard errors that precision must lie above the target on its own half: one-sided 95 %."""
FLOOR = 0.5
"""No suggestion is shown that is likelier wrong than right, however well those above it do."""
FEWEST = 20
"""Practices behind the suggestions above a threshold, below which their precision says nothing."""
_PENALTY, _PENALTY_DIRECTION = 1.0, 0.1


@dataclass(frozen=True)
class Judged:
    """A candidate and the verdict: which field (of kind, one a kind), its features, and whether it is right."""

    name: str
    features: Mapping[str, float]
    right: bool
    case: Case
    value: Any


def is_right(field: str, value: Any, truth: frozenset[Any]) -> bool:
    """Say whether a value is among the true ones; figures by their number, partners by most of their words."""
    if isinstance(value, Figure):
        return float(value.value) in truth
    if field == "partners":
        return any(_alike(str(value), str(each)) for each in truth)
    return value in truth


def _alike(one: str, other: str) -> bool:
    a, b = set(fold(one).split()), set(fold(other).split())
    return len(a & b) >= 0.6 * min(len(a), len(b)) and len(a & b) * 2 >= max(len(a), len(b)) * 0.8


def logistic(features: Array, right: Array, *, penalty: float, steps: int = 30) -> tuple[Array, float]:
    """Return weights and bias of a ridge-penalised logistic regression, by Newton's method."""
    x = np.concatenate([features, np.ones((len(features), 1))], axis=1).astype(np.float64)
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - right) + ridge * weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights[:-1].astype(np.float32), float(weights[-1])


def quarter(case: Case) -> int:
    """Return which quarter of its half a practice falls into."""
    return hashlib.sha256(case.id.encode()).digest()[1] % 2


def fit_subjects(subjects: Subjects, cases: Sequence[tuple[Case, Reading]], raw: Mapping[int, Array], fingerprint: str) -> Fitted:
    """Fit centres, directions and spreads on cases; ``raw`` holds their pieces' vectors by ``id(case)``."""
    langs = sorted({reading.lang for _, reading in cases})
    centres = {lang: np.concatenate([raw[id(case)] for case, reading in cases if reading.lang == lang]).mean(axis=0) for lang in langs}
    ids = {field: tuple(term.id for term in terms_of(subjects.vocabularies, field)) for field in FIELDS}
    tables = {field: _table(subjects, field, ids[field], cases, raw, centres) for field in FIELDS}
    return Fitted(fingerprint, centres, ids, tables)


def _table(
    subjects: Subjects,
    field: str,
    ids: tuple[str, ...],
    cases: Sequence[tuple[Case, Reading]],
    raw: Mapping[int, Array],
    centres: Mapping[str, Array],
) -> Array:
    own = [(case, reading) for case, reading in cases if field in case.truth]
    pieces = [unit((raw[id(case)] - centres[reading.lang]).astype(np.float32)) for case, reading in own]
    means = np.stack([each.mean(axis=0) for each in pieces])
    near = np.stack([nearness(each, subjects.anchors(field, reading.lang)) for each, (_, reading) in zip(pieces, own, strict=True)])
    truth = np.array([[term in case.truth[field] for term in ids] for case, _ in own], dtype=np.float64)
    rows = []
    for at in range(len(ids)):
        right = truth[:, at]
        common = float(np.log((right.sum() + 1) / (len(right) - right.sum() + 1)))
        direction, bias = np.zeros(means.shape[1], np.float32), common
        if 3 <= right.sum() <= len(right) - 3:
            direction, bias = logistic(means, right, penalty=_PENALTY_DIRECTION)
        rows.append(np.concatenate([direction, [bias], near[:, at].mean(axis=0), near[:, at].std(axis=0), [common]]))
    return np.stack(rows).astype(np.float32)


def fit_field(judged: Sequence[Judged], missed: int) -> tuple[Calibrated, dict[str, float]]:
    """Fit weights on candidates of one field and choose its threshold; ``missed`` true values were no candidate at all."""
    names = sorted({name for each in judged for name in each.features})
    features = np.array([[each.features.get(name, 0.0) for name in names] for each in judged], dtype=np.float32)
    right = np.array([each.right for each in judged], dtype=np.float64)
    weights, bias = logistic(features, right, penalty=_PENALTY)
    scores = 1 / (1 + np.exp(-np.clip(features.astype(np.float64) @ weights + bias, -30, 30)))
    threshold = choose_threshold(scores, right, np.array([each.case.id for each in judged]))
    shown = scores >= threshold
    said = {
        "candidates": len(judged),
        "shown": int(shown.sum()),
        "precision": round(float(right[shown].mean()), 3) if shown.any() else 0.0,
        "recall": round(float(right[shown].sum() / max(right.sum() + missed, 1)), 3),
    }
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return Calibrated(round(bias, 4), rounded, round(float(threshold), 4)), said


def choose_threshold(scores: Array, right: Array, practices: NDArray[Any], *, target: float = TARGET) -> float:
    """Return the lowest confidence from which precision is above the target with 95 % certainty, or one that nothing reaches.

    The error counts practices, not suggestions: those of one practice in two languages are right or wrong together.
    """
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    first = np.zeros(len(order))
    first[np.unique(practices[order], return_index=True)[1]] = 1
    counts = np.cumsum(first)
    wanted = target + CERTAIN * np.sqrt(target * (1 - target) / counts)
    good = np.flatnonzero((precision >= wanted) & (counts >= FEWEST) & (scores[order] >= FLOOR))
    return float(scores[order][good[-1]]) if len(good) else NEVER
