"""The library as a data set: tables, whole records, lists, a datasheet and a data package that describes them, in one ZIP file.

Only what is public goes in. Tables are CSV with a byte order mark, which spreadsheets need for Arabic; no cell of text begins a formula.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlearn import datasheet
from peerlearn.corpus import Corpus
from peerlearn.practice import Document, Practice
from peerlearn.serialise import record_json
from peerlearn.vocabulary import LABEL_LANGS, Vocabularies

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.facts import Source
    from peerlearn.practice import Record, Version
    from peerlearn.vocabulary import Term

NAME = "peerlearn-dataset"
LICENCE = "CC-BY-SA-4.0"
README, PACKAGE, RECORDS = "README.md", "datapackage.json", "records.jsonl"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ABOUT = Path(__file__).with_name("dataset.md")
"""The datasheet, with places for the figures and for the name of the state."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: equal libraries give equal bytes."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, its type in the words of Table Schema, what stands in it, and how it is read off a row's object."""

    name: str
    type: str
    says: str
    of: Callable[[Any], object]


def files(records: Iterable[Record], cities: Mapping[str, City], vocabularies: Vocabularies, *, version: str) -> dict[str, bytes]:
    """Return file name -> content.

    Args:
        records: what the library holds; whatever is not public is left out.
        cities: by id.
        vocabularies: the lists.
        version: the name of the state that this is, as that of an index's generation.
    """
    public = [each for each in records if each.public]
    practices = [each for each in public if isinstance(each, Practice)]
    documents = [each for each in public if isinstance(each, Document)]
    corpus = Corpus({each.id: each for each in practices}, {each.id: each for each in documents}, cities, vocabularies)
    rows: dict[str, tuple[Sequence[Column], Iterable[Any]]] = {
        "practices": (_record_columns(cities) + _PRACTICE, practices),
        "documents": (_record_columns(cities) + _DOCUMENT, documents),
        "texts": (_TEXT, [(record, version) for record in public for version in record.versions.values()]),
        "sources": (_SOURCE, [(record.id, number, each) for record in public for number, each in enumerate(record.sources, start=1)]),
        "cities": (_CITY, cities.values()),
        "vocabularies": (_TERM, [(name, term) for name, terms in sorted(vocabularies.by_name.items()) for term in terms]),
    }
    tables = {f"{name}.csv": _csv(columns, own) for name, (columns, own) in rows.items()}
    readme = _ABOUT.read_text(encoding="utf-8").format(version=version, figures=datasheet.markdown(corpus))
    package = _package({name: columns for name, (columns, _) in rows.items()}, version)
    return {
        README: readme.encode("utf-8"),
        PACKAGE: (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        **tables,
        RECORDS: b"".join(record_json(each) + b"\n" for each in public),
    }


def archive(contents: Mapping[str, bytes]) -> bytes:
    """Return files as one ZIP file; equal files give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in contents.items():
            whole.writestr(zipfile.ZipInfo(f"{NAME}/{name}", _EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def disarmed(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([each.name for each in columns])
    writer.writerows([_cell(each.of(row)) for each in columns] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return disarmed(";".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _package(tables: Mapping[str, Sequence[Column]], version: str) -> dict[str, Any]:
    """Return what describes the tables: a Frictionless Data Package."""
    resources: list[dict[str, Any]] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "schema": {"fields": [{"name": each.name, "type": each.type, "description": each.says} for each in columns]},
        }
        for name, columns in tables.items()
    ]
    resources.append(
        {"name": "records", "path": RECORDS, "type": "file", "format": "jsonl", "mediatype": "application/x-ndjson", "encoding": "utf-8"}
    )
    return {
        "name": NAME,
        "title": "Good practices of learning cities",
        "version": version,
        "licenses": [{"name": LICENCE, "title": "Creative Commons Attribution-ShareAlike 4.0"}],
        "resources": resources,
    }


def _record_columns(cities: Mapping[str, City]) -> tuple[Column, ...]:
    """Return the columns that practices and documents share."""

    def city(record: Record) -> City | None:
        return cities.get(record.city or "")

    def of_city(name: str) -> Callable[[Record], object]:
        return lambda record: getattr(city(record), name, None)

    return (
        Column("id", "string", "lasting id", lambda record: record.id),
        Column("title_en", "string", "title in English, where there is one", lambda record: _title(record, "en")),
        Column("title_ar", "string", "title in Arabic, where there is one", lambda record: _title(record, "ar")),
        Column("original", "string", "language of the original (BCP 47)", lambda record: record.lang),
        Column("languages", "string", "languages of all versions", lambda record: list(record.versions)),
        Column("city", "string", "id of the city, see cities.csv", lambda record: record.city),
        Column("country", "string", "country (ISO 3166)", of_city("country")),
        Column("region", "string", "region of the world, see vocabularies.csv", of_city("region")),
        Column("themes", "string", "themes, see vocabularies.csv", lambda record: record.themes),
        Column("sdgs", "string", "Sustainable Development Goals and targets", lambda record: record.sdgs),
        Column("year", "integer", "year of the start, else that of the first source", lambda record: record.year),
    )


def _title(record: Record, lang: str) -> str | None:
    return record.versions[lang].title if lang in record.versions else None


def _of_means(name: str) -> Callable[[Practice], object]:
    return lambda practice: getattr(practice.resources, name, None)


_PRACTICE = (
    Column("level", "string", "district, city, region or national", lambda practice: practice.level),
    Column("stage", "string", "idea, pilot, implemented, scaled or stopped", lambda practice: practice.stage),
    Column("start", "string", "year, month or day of the start", lambda practice: practice.start),
    Column("end", "string", "year, month or day of the end", lambda practice: practice.end),
    Column("target_groups", "string", "for whom, see vocabularies.csv", lambda practice: practice.target_groups),
    Column("evidence_level", "integer", "how well results are documented, 0 to 5", lambda practice: practice.evidence.level),
    Column("evidence_type", "string", "kind of source", lambda practice: practice.evidence.type),
    Column("beneficiaries", "integer", "people reached, as a source counts them", lambda practice: practice.beneficiaries),
    Column("cost", "number", "cost", _of_means("cost")),
    Column("running_cost", "number", "yearly cost", _of_means("running_cost")),
    Column("currency", "string", "of the costs (ISO 4217)", _of_means("currency")),
    Column("version", "integer", "number of the record's state", lambda practice: practice.version_number),
)
_DOCUMENT = (
    Column("kind", "string", "report, declaration, news or guide", lambda document: document.kind),
    Column("date", "string", "year, month or day", lambda document: document.date),
)


def _of_text(read: Callable[[Version], object]) -> Callable[[tuple[Record, Version]], object]:
    return lambda row: read(row[1])


_TEXT = (
    Column("id", "string", "id of the record", lambda row: row[0].id),
    Column("lang", "string", "language (BCP 47)", _of_text(lambda text: text.lang)),
    Column("original", "boolean", "whether the record was written in it", lambda row: row[1].lang == row[0].lang),
    Column("title", "string", "title", _of_text(lambda text: text.title)),
    Column("summary", "string", "summary", _of_text(lambda text: text.summary)),
    Column("whole", "boolean", "whether it has more than title and summary", _of_text(lambda text: bool(text.sections))),
    Column("kind", "string", "original, human or machine translation", _of_text(lambda text: text.written.kind)),
    Column("date", "string", "when it was written", _of_text(lambda text: text.written.date)),
    Column("reviewed", "boolean", "whether a native reviewer has read it", _of_text(lambda text: text.written.reviewed)),
)


def _of_source(name: str) -> Callable[[tuple[str, int, Source]], object]:
    return lambda row: getattr(row[2], name)


_SOURCE = (
    Column("id", "string", "id of the record", lambda row: row[0]),
    Column("number", "integer", "number of the source in it", lambda row: row[1]),
    *(Column(name, "string", name, _of_source(name)) for name in ("title", "publisher", "url", "licence", "lang")),
    Column("year", "integer", "year", _of_source("year")),
)


def _of_name(lang: str) -> Callable[[City], object]:
    return lambda city: city.names.get(lang)


def _of_city(name: str) -> Callable[[City], object]:
    return lambda city: getattr(city, name)


_CITY = (
    Column("id", "string", "lasting id", _of_city("id")),
    *(Column(f"name_{lang}", "string", f"name in {lang}", _of_name(lang)) for lang in LABEL_LANGS),
    *(Column(name, "string", name, _of_city(name)) for name in ("country", "region")),
    *(Column(name, "number", "degrees, approximate", _of_city(name)) for name in ("lat", "lon")),
    *(Column(name, "integer", name.replace("_", " "), _of_city(name)) for name in ("population", "population_year", "joined_year")),
    Column("member", "boolean", "true where a source names the city as a member of the network", _of_city("member")),
    Column("verified", "boolean", "whether the row was checked against its source", _of_city("verified")),
    Column("source", "string", "where this was read", _of_city("source")),
)


def _of_label(lang: str) -> Callable[[tuple[str, Term]], object]:
    return lambda row: row[1].labels.get(lang)


_TERM = (
    Column("vocabulary", "string", "name of the list", lambda row: row[0]),
    Column("id", "string", "lasting id of the entry", lambda row: row[1].id),
    Column("broader", "string", "id of the entry above it", lambda row: row[1].broader),
    *(Column(f"label_{lang}", "string", f"label in {lang}", _of_label(lang)) for lang in LABEL_LANGS),
    Column("uri", "string", "the same entry elsewhere", lambda row: row[1].uri),
    Column("source", "string", "where labels and identifiers were read", lambda row: row[1].source),
)
