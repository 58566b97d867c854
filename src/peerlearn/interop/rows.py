"""Records as the rows of a table, one column a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.interop.naming import Names, place_of, said
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from peerlearn.practice import Record

Row = dict[str, str | int]

COLUMNS = (
    "id", "kind", "title", "summary", "lang", "text", "languages", "city", "country", "region", "start", "end", "year", "stage",
    "themes", "sdgs", "target_groups", "lead", "beneficiaries", "evidence_level", "evidence", "match", "sources", "licences", "url",
)  # fmt: skip
"""The columns in their order; those with several values have them one after another with a semicolon."""
SEPARATOR = "; "


def rows_of(
    records: Sequence[Record], names: Names, *, lang: str, link: Callable[[str], str] = str, match: Mapping[str, str] | None = None
) -> list[Row]:
    """Return one row a record.

    Args:
        records: practices and documents, in the order of the rows.
        names: cities and vocabularies.
        lang: the language of texts and labels, where there is one in it.
        link: gives the address of a record's page from its id.
        match: how well each record answers, by id, where something was asked.
    """
    return [{"url": link(record.id), "match": (match or {}).get(record.id, ""), **_row(record, names, lang)} for record in records]


def _row(record: Record, names: Names, lang: str) -> Row:
    version, words = record.version(lang), names.vocabularies
    city, country = place_of(record, names, lang)
    profile = names.cities.get(record.city) if record.city else None
    row: Row = {
        "id": record.id,
        "kind": "practice" if isinstance(record, Practice) else record.kind,
        "title": version.title,
        "summary": version.summary,
        "lang": version.lang,
        "text": version.written.kind,
        "languages": SEPARATOR.join(record.versions),
        "city": city,
        "country": country,
        "region": words.label("regions", profile.region, lang) if profile else "",
        "year": record.year or "",
        "themes": SEPARATOR.join(words.label("themes", each, lang) for each in record.themes),
        "sdgs": SEPARATOR.join(record.sdgs),
        "sources": SEPARATOR.join(f"{each.title} ({each.publisher}) {each.url}" for each in record.sources),
        "licences": SEPARATOR.join(dict.fromkeys(each.licence for each in record.sources)),
    }
    return row | (_own(record, names, lang) if isinstance(record, Practice) else {})


def _own(practice: Practice, names: Names, lang: str) -> Row:
    words = names.vocabularies
    return {
        "start": str(practice.start or ""),
        "end": str(practice.end or ""),
        "stage": words.label("stages", practice.stage, lang) if practice.stage else "",
        "target_groups": SEPARATOR.join(words.label("target_groups", each, lang) for each in practice.target_groups),
        "lead": said(practice.lead, lang),
        "beneficiaries": "" if practice.beneficiaries is None else practice.beneficiaries,
        "evidence_level": practice.evidence.level,
        "evidence": words.label("evidence_levels", str(practice.evidence.level), lang),
    }
