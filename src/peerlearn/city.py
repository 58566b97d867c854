"""A city: its names, its place, its figures and its membership."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

CITY_ID = re.compile(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")

FigureStatus = Literal["measured", "estimated", "missing"]
FIGURES = ("population", "income", "languages", "climate", "coast_km")
"""What is known of a city beside its place: head count, income group of its country, languages of its country, Köppen-Geiger
zone, and kilometres to the sea."""
INCOMES = ("low", "lower-middle", "upper-middle", "high")
"""Income groups of the World Bank, the poorest first."""


@dataclass(frozen=True)
class Figure:
    """One figure of a city: its value, the year it stands for where that is known, how it came about, and its source.

    ``measured``: a source states it for this city; ``estimated``: it stands for the city (an undated gazetteer, a map, its
    country); ``missing``: nothing is known, and the value is None.
    """

    value: int | float | str | tuple[str, ...] | None = None
    year: int | None = None
    status: FigureStatus = "missing"
    source: str = ""

    def __post_init__(self) -> None:
        if self.status not in get_args(FigureStatus):
            raise FieldError("status", f"{self.status!r} is not known", f"write one of {', '.join(get_args(FigureStatus))}")
        if (self.value is None) != (self.status == "missing"):
            raise FieldError(
                "status", f"{self.status!r} does not go with {self.value!r}", "write missing where the value is empty, and only there"
            )


MISSING = Figure()


@dataclass(frozen=True)
class City:
    """One city profile; what is not known is ``None`` and is shown as unknown.

    ``lat`` and ``lon`` are degrees, ``population`` is a head count, ``population_year`` and ``joined_year`` are years,
    ``member`` is True when a source names the city as a member of the network. ``figures`` holds what else is known, by the
    names of :data:`FIGURES`; ask :meth:`figure`.
    """

    id: str
    names: Mapping[str, str] = field(hash=False)
    country: str
    region: str
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    population_year: int | None = None
    joined_year: int | None = None
    member: bool | None = None
    verified: bool = False
    source: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not CITY_ID.fullmatch(self.id):
            raise FieldError("id", f"{self.id!r} is not a city id", "write country and name in lower-case ASCII, like co-medellin")
        if not COUNTRY.fullmatch(self.country):
            raise FieldError("country", f"{self.country!r} is not a country code", "write two capitals of ISO 3166, like CO")
        if not self.id.startswith(self.country.lower() + "-"):
            raise FieldError("id", f"{self.id!r} does not begin with its country {self.country}", f"write {self.country.lower()}-…")
        if not self.names.get("en"):
            raise FieldError("name_en", "is empty", "every city has an English name")
        _within("lat", self.lat, -90, 90)
        _within("lon", self.lon, -180, 180)
        _within("population", self.population, 1, 60_000_000)
        _within("population_year", self.population_year, 1900, 2100)
        _within("joined_year", self.joined_year, 2012, 2100)
        _require_figures(self.figures)
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))
        object.__setattr__(self, "figures", MappingProxyType(dict(self.figures)))

    def name(self, lang: str) -> str:
        """Return the city's name in ``lang``, or in English where it is not known."""
        return self.names.get(lang) or self.names["en"]

    def figure(self, name: str) -> Figure:
        """Return a figure by its name in :data:`FIGURES`; one that is not known has the status ``missing``."""
        if name == "population" and name not in self.figures and self.population is not None:
            return Figure(self.population, self.population_year, "estimated", self.source)
        return self.figures.get(name, MISSING)


def _require_figures(figures: Mapping[str, Figure]) -> None:
    for name, figure in figures.items():
        if name not in FIGURES:
            raise FieldError(name, "is not a figure of a city", f"write one of {', '.join(FIGURES)}")
        _within(f"{name}_year", figure.year, 1900, 2100)
    if (income := figures.get("income", MISSING).value) is not None and income not in INCOMES:
        raise FieldError("income", f"{income!r} is not an income group", f"write one of {', '.join(INCOMES)}")


def _within(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise FieldError(name, f"{value} is out of range", f"write a number from {low} to {high}, or leave it empty")
