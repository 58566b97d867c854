"""What the extraction is measured on: practices of the corpus and their facts written out as plain files, with their labels as the truth.

Half of the practices is for choosing, the other half for reporting: which, a hash of the id says, so that all language versions of a
practice and its facts fall on the same side.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from peerlearn.curation.source import Page, Source
from peerlearn.facts import year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from peerlearn.corpus import Corpus
    from peerlearn.practice import Practice, Version

PARTS = ("practices.jsonl", "practices-2.jsonl", "practices-3.jsonl")


@dataclass(frozen=True)
class Case:
    """A file and what is true of it: ``truth`` holds, per field that is judged, the values; a field that is left out is not judged."""

    id: str
    of: str
    lang: str
    source: Source
    truth: Mapping[str, frozenset[Any]] = field(default_factory=dict)

    @property
    def held_back(self) -> bool:
        """True for the half that figures are reported on."""
        return is_held_back(self.id)


def is_held_back(record_id: str) -> bool:
    """Return on which half a practice stands, by a hash of its id."""
    return hashlib.sha256(record_id.encode()).digest()[0] % 2 == 1


def plain_source(name: str, text: str, lang: str) -> Source:
    """Return a text as the reader of plain files would give it."""
    return Source(f"{name}.{lang}.txt", "text/plain", hashlib.sha256(text.encode()).hexdigest(), (Page(1, text),))


def corpus_cases(corpus: Corpus, langs: tuple[str, ...] = ("ar", "en", "fr", "es")) -> Iterator[Case]:
    """Yield every full version of every practice as a file."""
    for practice in corpus.practices.values():
        for lang, version in practice.versions.items():
            if version.sections and lang in langs:
                text = written_out(version, corpus)
                yield Case(practice.id, "corpus", lang, plain_source(practice.id, text, lang), truth_of(practice, lang, corpus))


def written_out(version: Version, corpus: Corpus) -> str:
    """Return title, summary and sections as a city would send them, the sections under their names, without Markdown's marks."""
    parts = [version.title, version.summary]
    for name, text in version.sections.items():
        parts += [corpus.vocabularies.label("sections", name, version.lang), text.replace("**", "")]
    return "\n\n".join(parts)


def truth_of(practice: Practice, lang: str, corpus: Corpus) -> dict[str, frozenset[Any]]:
    """Return what the corpus records of a practice."""
    values = [each.value for each in practice.results if isinstance(each.value, int | float)]
    return {
        "city": frozenset({practice.city}),
        "country": frozenset({corpus.cities[practice.city].country}),
        "start": frozenset({year_of(practice.start)} if practice.start is not None else ()),
        "end": frozenset({year_of(practice.end)} if practice.end is not None else ()),
        "themes": frozenset(practice.themes),
        "target_groups": frozenset(practice.target_groups),
        "key_features": frozenset(practice.key_features),
        "sdgs": frozenset(each.split(".")[0] for each in practice.sdgs),
        "figures": frozenset(float(each) for each in values),
        "beneficiaries": frozenset({practice.beneficiaries} if practice.beneficiaries is not None else ()),
        "partners": frozenset(name for each in practice.partners if (name := each.name.get(lang))),
        "kind": frozenset({"practice"}),
    }


def facts_cases(folder: Path, corpus: Corpus) -> Iterator[Case]:
    """Yield the recorded facts of every practice as an English file: title, facts, and the source's title, publisher and year."""
    places = {(city.names["en"], city.country): city.id for city in corpus.cities.values()}
    for part in PARTS:
        with (folder / part).open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        for row in rows:
            practice = corpus.practices.get(row["id"])
            city = practice.city if practice else places.get((row["city"], row["country_iso2"]))
            yield Case(row["id"], "facts", "en", plain_source(row["id"], _facts_text(row), "en"), _facts_truth(row, city))


def _facts_text(row: Mapping[str, Any]) -> str:
    source = row["source"]
    lines = [row["title_en"], "", *(f"- {each}" for each in row["facts"]), ""]
    return "\n".join([*lines, f"{source['title']}, {source['publisher']}, {source.get('year') or ''}".rstrip(", ")])


def _facts_truth(row: Mapping[str, Any], city: str | None) -> dict[str, frozenset[Any]]:
    truth: dict[str, frozenset[Any]] = {
        "country": frozenset({row["country_iso2"]}),
        "start": frozenset({row["year_from"]} if row.get("year_from") else ()),
        "end": frozenset({row["year_to"]} if row.get("year_to") else ()),
        "themes": frozenset(row["themes"]),
        "sdgs": frozenset(str(each).split(".")[0] for each in row["sdgs"]),
        "kind": frozenset({"practice"}),
    }
    return truth | ({"city": frozenset({city})} if city else {})


def document_cases(corpus: Corpus) -> Iterator[Case]:
    """Yield the documents of the corpus in every language, without a heading of the template: what is judged is their kind."""
    for document in corpus.documents.values():
        for lang, version in document.versions.items():
            text = "\n\n".join([version.title, version.summary, *(part for pair in version.sections.items() for part in pair)])
            yield Case(document.id, "documents", lang, plain_source(document.id, text, lang), {"kind": frozenset({document.kind})})


def news_cases(folder: Path, langs: tuple[str, ...] = ("ar", "en", "fr", "es")) -> Iterator[Case]:
    """Yield news of a public set of translated articles; translations of one article fall on the same side."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["lang"] in langs:
                name = row["id"].split(":")[-1]
                yield Case(
                    f"news-{name}", "news", row["lang"], plain_source(row["id"], row["text"], row["lang"]), {"kind": frozenset({"news"})}
                )


def goal_cases(folder: Path) -> Iterator[tuple[Case, dict[str, bool]]]:
    """Yield texts that experts judged: the text, and goal -> whether it is about that goal; only these goals are judged."""
    judged: dict[str, dict[str, bool]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        for line in file:
            query, document, gain = line.rstrip("\n").split("\t")
            if query.startswith("en:"):
                judged.setdefault(document, {})[query.removeprefix("en:")] = int(gain) > 0
    with (folder / "docs.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield Case(row["id"], "sdgbench", "en", plain_source(row["id"], row["text"], "en")), judged.get(row["id"], {})
