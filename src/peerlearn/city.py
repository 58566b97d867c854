"""A city: its names, its place, its figures and its membership."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

CITY_ID = re.compile(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class City:
    """One city profile; what is not known is ``None`` and is shown as unknown.

    ``lat`` and ``lon`` are degrees, ``population`` is a head count, ``population_year`` and ``joined_year`` are years,
    ``member`` is True when a source names the city as a member of the network.
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
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))

    def name(self, lang: str) -> str:
        """Return the city's name in ``lang``, or in English where it is not known."""
        return self.names.get(lang) or self.names["en"]


def _within(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        raise FieldError(name, f"{value} is out of range", f"write a number from {low} to {high}, or leave it empty")
