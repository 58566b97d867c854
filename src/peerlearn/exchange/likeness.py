"""How alike a situation and every city are, factor by factor: 0 to 1, NaN where one side is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from peerlearn.exchange.atlas import COASTAL_KM, income_rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from peerlearn.exchange.atlas import Atlas, Floats
    from peerlearn.exchange.profiles import Situation

FACTORS = ("size", "income", "region", "language", "climate", "coast", "themes")
FIGURE_OF = {"size": "population", "income": "income", "language": "languages", "climate": "climate", "coast": "coast_km"}
"""Factor -> the figure that it compares; region and themes come from the profile and the practices."""


def likeness(mine: Situation, atlas: Atlas, *, interests: Floats | None) -> Floats:
    """Return factors x cities.

    ``interests`` are the situation's themes (as many numbers as the atlas has themes), or None where they are not known.
    """
    return np.vstack(
        [
            _size(mine, atlas),
            1.0 - np.abs(atlas.income - income_rank(mine.figure("income"))) / 3.0,
            _region(mine, atlas),
            _language(mine, atlas),
            _climate(mine, atlas),
            _coast(mine, atlas),
            _themes(interests, atlas),
        ]
    )


def _unknown(atlas: Atlas) -> Floats:
    return np.full(len(atlas.cities), np.nan)


def _size(mine: Situation, atlas: Atlas) -> Floats:
    """A city four times as large is half as alike."""
    value = mine.figure("population").value
    if not isinstance(value, int | float):
        return _unknown(atlas)
    return np.exp2(-0.5 * np.abs(np.log2(atlas.population / value)))


def _region(mine: Situation, atlas: Atlas) -> Floats:
    return _unknown(atlas) if mine.region is None else (atlas.regions == mine.region).astype(np.float64)


def _language(mine: Situation, atlas: Atlas) -> Floats:
    """The share of languages in common, of the side that has fewer."""
    value = mine.figure("languages").value
    if not isinstance(value, tuple):
        return _unknown(atlas)
    shared = atlas.languages[:, [column for column, tag in enumerate(atlas.language_names) if tag in value]].sum(axis=1)
    theirs = atlas.languages.sum(axis=1)
    return np.where(theirs > 0, shared / np.maximum(1.0, np.minimum(theirs, len(value))), np.nan)


def _climate(mine: Situation, atlas: Atlas) -> Floats:
    """The same zone 1, the same group and rainfall .75, the same group .5."""
    value = mine.figure("climate").value
    if not isinstance(value, str):
        return _unknown(atlas)
    group, rain = (_begins(atlas.climates, value[:length]) for length in (1, 2))
    alike = 0.5 * group + 0.25 * rain + 0.25 * (atlas.climates == value)
    return np.where(atlas.climates == "", np.nan, alike)


def _begins(climates: NDArray[np.str_], start: str) -> Floats:
    return np.char.startswith(climates, start).astype(np.float64)


def _coast(mine: Situation, atlas: Atlas) -> Floats:
    value = mine.figure("coast_km").value
    if not isinstance(value, int | float):
        return _unknown(atlas)
    alike = (atlas.coast <= COASTAL_KM) == (value <= COASTAL_KM)
    return np.where(np.isnan(atlas.coast), np.nan, alike.astype(np.float64))


def _themes(interests: Floats | None, atlas: Atlas) -> Floats:
    """The cosine of what both work on."""
    if interests is None or not interests.any():
        return _unknown(atlas)
    lengths = np.linalg.norm(atlas.counts, axis=1)
    cosine = atlas.counts @ interests / (np.maximum(lengths, 1e-12) * np.linalg.norm(interests))
    return np.where(lengths > 0, np.minimum(cosine, 1.0), np.nan)
