"""Every city as numbers, made once: what its practices document, and its figures, ready to be compared with one city at a time.

No number depends on which other cities there are, so a city more changes nothing between the others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.city import INCOMES, City
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.city import Figure
    from peerlearn.practice import Record

    Floats = NDArray[np.float64]

STRENGTH_OF_EVIDENCE = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
"""What one practice counts as a strength, by its level of evidence 0 to 5; two of one theme count more than one, never above 1."""
COASTAL_KM = 25.0
"""As far from the sea as a city is called coastal."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Cities in the order of their ids, and their numbers by row: NaN, or a row of zeros in ``languages``, is unknown.

    ``strength``, ``counts`` and ``needs`` are cities x themes: how well practices document a theme, how many there are, and how
    much of the challenges they name is not yet answered by own well documented practice.
    """

    cities: tuple[City, ...]
    themes: tuple[str, ...]
    population: Floats
    income: Floats
    coast: Floats
    regions: NDArray[np.str_]
    climates: NDArray[np.str_]
    language_names: tuple[str, ...]
    languages: Floats
    strength: Floats
    counts: Floats
    needs: Floats
    practices: Mapping[str, tuple[Practice, ...]]

    @classmethod
    def of(cls, cities: Iterable[City], records: Iterable[Record], *, themes: Sequence[str] | None = None) -> Atlas:
        """Count practices and read figures.

        A practice of level national stands under the capital in the corpus and is not counted as the capital's own.
        """
        towns = tuple(sorted(cities, key=lambda city: city.id))
        own = _own_practices(towns, records)
        names = tuple(themes or sorted({theme for several in own.values() for each in several for theme in each.themes}))
        counts, weakness = _documented(towns, own, names)
        spoken = [_tuple(city.figure("languages")) for city in towns]
        tongues = tuple(sorted({tag for each in spoken for tag in each}))
        strength = 1.0 - weakness
        return cls(
            towns,
            names,
            np.array([_number(city.figure("population")) for city in towns]),
            np.array([income_rank(city.figure("income")) for city in towns]),
            np.array([_number(city.figure("coast_km")) for city in towns]),
            np.array([city.region for city in towns]),
            np.array([str(city.figure("climate").value or "") for city in towns]),
            tongues,
            np.array([[float(tag in each) for tag in tongues] for each in spoken]).reshape(len(towns), len(tongues)),
            strength,
            counts,
            np.where(counts > 0, 1.0 - strength, 0.0),
            own,
        )

    def row(self, city_id: str) -> int | None:
        """Return the row of a city, or None where it is not one of these."""
        return self._rows().get(city_id)

    def _rows(self) -> dict[str, int]:
        rows: dict[str, int] | None = self.__dict__.get("_by_id")
        if rows is None:
            rows = {city.id: row for row, city in enumerate(self.cities)}
            object.__setattr__(self, "_by_id", rows)
        return rows


def _own_practices(towns: Sequence[City], records: Iterable[Record]) -> dict[str, tuple[Practice, ...]]:
    known = {city.id for city in towns}
    own: dict[str, list[Practice]] = defaultdict(list)
    for record in records:
        if isinstance(record, Practice) and record.public and record.city in known and record.level != "national":
            own[record.city].append(record)
    return {city: tuple(sorted(several, key=lambda each: each.id)) for city, several in own.items()}


def _documented(towns: Sequence[City], own: Mapping[str, tuple[Practice, ...]], themes: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how many practices each city has of each theme, and what all of them leave open of a strength of 1."""
    columns = {theme: column for column, theme in enumerate(themes)}
    counts = np.zeros((len(towns), len(themes)))
    weakness = np.ones((len(towns), len(themes)))
    for row, city in enumerate(towns):
        for practice in own.get(city.id, ()):
            left = 1.0 - STRENGTH_OF_EVIDENCE[practice.evidence.level]
            for theme in practice.themes:
                if (column := columns.get(theme)) is not None:
                    counts[row, column] += 1.0
                    weakness[row, column] *= left
    return counts, weakness


def income_rank(figure: Figure) -> float:
    """Return 0 for the poorest group to 3 for the richest, NaN where it is not known."""
    return float(INCOMES.index(str(figure.value))) if figure.value in INCOMES else float("nan")


def _number(figure: Figure) -> float:
    return float(figure.value) if isinstance(figure.value, int | float) else float("nan")


def _tuple(figure: Figure) -> tuple[str, ...]:
    return figure.value if isinstance(figure.value, tuple) else ()
