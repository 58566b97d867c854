"""What records refer to: ``cities.csv`` and the lists of ``vocabulary/``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from peerlearn.city import FIGURES, City, Figure
from peerlearn.issues import FieldError
from peerlearn.vocabulary import Term, Vocabularies, Vocabulary

Report = Callable[[Path, int, str, str, str], None]
"""Is told of a defect: file, line (0: unknown), field, what is wrong, remedy."""


def reference_json(cities: Mapping[str, City], vocabularies: Vocabularies) -> bytes:
    """Return cities and vocabularies as JSON; equal ones give equal bytes."""
    towns = [_plain_city(city) for city in cities.values()]
    lists = {name: [_plain(term) for term in vocabulary] for name, vocabulary in sorted(vocabularies.by_name.items())}
    return json.dumps({"cities": towns, "vocabularies": lists}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def reference_from_json(data: bytes) -> tuple[dict[str, City], Vocabularies]:
    """Read back what :func:`reference_json` wrote."""
    whole = json.loads(data)
    cities = {each["id"]: _city_of(each) for each in whole["cities"]}
    return cities, Vocabularies({name: Vocabulary(name, map(_term, terms)) for name, terms in whole["vocabularies"].items()})


def _plain_city(city: City) -> dict[str, Any]:
    plain = {each.name: getattr(city, each.name) for each in fields(City)}
    return plain | {"names": dict(city.names), "figures": {name: asdict(figure) for name, figure in city.figures.items()}}


def _city_of(plain: dict[str, Any]) -> City:
    figures = plain.pop("figures", {})
    return City(**plain, figures={name: Figure(**each | {"value": _frozen(each["value"])}) for name, each in figures.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _plain(term: Term) -> dict[str, Any]:
    return {each.name: getattr(term, each.name) for each in fields(Term)} | {
        "labels": dict(term.labels),
        "definition": dict(term.definition),
    }


def read_vocabularies(folder: Path, report: Report) -> Vocabularies:
    """Read every list of ``vocabulary/``; a defective one is reported and left out."""
    found = {}
    for path in sorted((folder / "vocabulary").glob("*.json")):
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(entries, list):
                found[path.stem] = Vocabulary(path.stem, map(_term, entries))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            report(path, getattr(error, "lineno", 0), "file", f"is not JSON: {error}", "mend the file at this line")
        except FieldError as error:
            report(path, 0, error.field, error.message, error.remedy)
        except (KeyError, TypeError, AttributeError) as error:
            report(path, 0, "entry", f"cannot be read: {error}", "every entry is an object with id and labels")
    return Vocabularies(found)


def read_cities(folder: Path, vocabularies: Vocabularies, report: Report) -> dict[str, City]:
    """Read ``cities.csv``; a defective row is reported and left out."""
    path = folder / "cities.csv"
    cities: dict[str, City] = {}
    if not path.is_file():
        report(path, 0, "file", "is missing", "write cities.csv as corpus/README.md describes")
        return cities
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report(path, 0, "file", f"is not UTF-8 at byte {error.start}", "save the file as UTF-8")
        return cities
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for row in rows:
            _read_city(path, rows.line_num, row, cities, vocabularies, report)
    except csv.Error as error:
        report(path, rows.line_num + 1, "row", f"is not CSV: {error}", "mend this line")
    return cities


def _read_city(path: Path, line: int, row: Mapping[Any, Any], cities: dict[str, City], vocabularies: Vocabularies, report: Report) -> None:
    if None in row or None in row.values():
        report(path, line, "row", "has more or fewer cells than the header", "compare the row with the header")
        return
    try:
        city = _city(row)
    except FieldError as error:
        report(path, line, error.field, error.message, error.remedy)
    except (ValueError, KeyError) as error:
        report(path, line, "row", f"cannot be read: {error}", "compare the row with the header")
    else:
        _keep_city(path, line, city, cities, vocabularies, report)


def _keep_city(path: Path, line: int, city: City, cities: dict[str, City], vocabularies: Vocabularies, report: Report) -> None:
    if city.id in cities:
        report(path, line, "id", f"{city.id!r} stands twice", "keep one row a city")
    elif "regions" in vocabularies and city.region not in vocabularies["regions"]:
        report(path, line, "region", f"{city.region!r} is not a region", "use an id of vocabulary/regions.json")
    else:
        cities[city.id] = city


def _term(entry: dict[str, Any]) -> Term:
    return Term(
        id=str(entry["id"]),
        labels=entry["labels"],
        broader=entry.get("broader"),
        definition=entry.get("definition") or entry.get("question") or {},
        uri=entry.get("uri"),
        verified=bool(entry.get("verified")),
        checked=tuple(entry.get("checked") or ()),
        source=entry.get("source") or "",
        synonyms=tuple(entry.get("synonyms") or entry.get("mapped_terms") or ()),
    )


def _city(row: Mapping[str, str]) -> City:
    def number(name: str, kind: Callable[[str], Any]) -> Any:
        text = row[name].strip()
        try:
            return kind(text) if text else None
        except ValueError:
            raise FieldError(name, f"{text!r} is not a number", "write digits, or leave it empty") from None

    return City(
        id=row["id"],
        names={lang: row[f"name_{lang}"] for lang in ("ar", "en", "fr", "es") if row.get(f"name_{lang}")},
        country=row["country"],
        region=row["region"],
        lat=number("lat", float),
        lon=number("lon", float),
        population=number("population", int),
        population_year=number("population_year", int),
        joined_year=number("joined_year", int),
        member=True if row["member"] == "true" else None,
        verified=row["verified"] == "true",
        source=row["source"],
        figures=_figures(row),
    )


_VALUES: Mapping[str, Callable[[str], Any]] = {"population": int, "coast_km": float, "languages": lambda text: tuple(text.split())}


def _figures(row: Mapping[str, str]) -> dict[str, Figure]:
    """Return the figures of a row that has a status for them; one that says nothing of a figure knows nothing of it."""
    found = {}
    for name in FIGURES:
        if not (status := (row.get(f"{name}_status") or "").strip()):
            continue
        text, year = (row.get(name) or "").strip(), (row.get(f"{name}_year") or "").strip()
        try:
            value = _VALUES.get(name, str)(text) if text else None
            figure = Figure(value, int(year) if year else None, status, row.get(f"{name}_source") or "")  # type: ignore[arg-type]
        except FieldError as error:
            raise FieldError(f"{name}_status", error.message, error.remedy) from None
        except ValueError:
            raise FieldError(name, f"{text!r} or {year!r} is not a number", "write digits, or leave it empty") from None
        if figure.value is not None:
            found[name] = figure
    return found
