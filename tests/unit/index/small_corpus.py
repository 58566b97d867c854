"""Practices, documents and cities of a few words, and indexes of them made with the fake encoder."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from peerlearn.city import City
from peerlearn.corpus import Corpus
from peerlearn.encode.cache import VectorCache
from peerlearn.facts import Evidence, Source, Written
from peerlearn.index import generations
from peerlearn.index.build import build, write_generation
from peerlearn.index.opened import Index
from peerlearn.passages import Passage
from peerlearn.practice import Document, Practice, Version
from peerlearn.search.engine import Engine
from tests.unit.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

WRITTEN = Written(by="tests", kind="original", date=dt.date(2026, 1, 1))
SOURCE = Source(title="A page", publisher="A city", url="https://example.org/", licence="CC BY 4.0", year=2019)
CITIES = {
    city.id: city
    for city in (
        City(id="co-medellin", names={"en": "Medellín", "ar": "ميديلين"}, country="CO", region="latin-america"),
        City(id="eg-giza", names={"en": "Giza", "ar": "الجيزة"}, country="EG", region="arab-states"),
        City(id="fr-paris", names={"en": "Paris"}, country="FR", region="europe"),
    )
}


def version(lang: str, title: str, summary: str, **sections: str) -> Version:
    return Version(lang, title, summary, WRITTEN, {"challenge": summary, "solution": summary, **sections})


def practice(record_id: str, lang: str, title: str, summary: str, *, city: str = "co-medellin", others=(), **fields) -> Practice:
    """Return a published practice with one version, or with those of ``others`` too, each (lang, title, summary)."""
    versions = {each[0]: version(*each) for each in ((lang, title, summary), *others)}
    return Practice(
        id=record_id,
        lang=lang,
        versions=versions,
        city=city,
        level="city",
        evidence=Evidence(2, "city-report", {"en": "The city says so."}),
        sources=(SOURCE,),
        **({"status": "published"} | fields),
    )


def document(record_id: str, lang: str, title: str, summary: str, **fields) -> Document:
    versions = {lang: Version(lang, title, summary, WRITTEN, {})}
    return Document(id=record_id, lang=lang, versions=versions, kind="news", date=2021, sources=(SOURCE,), **fields)


def corpus_of(*records: Practice | Document) -> Corpus:
    practices = {each.id: each for each in records if isinstance(each, Practice)}
    documents = {each.id: each for each in records if isinstance(each, Document)}
    return Corpus(practices, documents, CITIES)


def library() -> tuple[Practice | Document, ...]:
    """Return five records in three languages, one of them in two versions."""
    return (
        practice("gardens", "en", "School gardens", "Pupils grow vegetables in school gardens with their parents", themes=("environment",)),
        practice(
            "seniors",
            "ar",
            "كبار السن والهاتف",
            "متطوعون يعلمون كبار السن استعمال الهاتف في المكتبات",
            city="eg-giza",
            others=(("en", "Seniors and phones", "Volunteers teach seniors to use phones in libraries"),),
            themes=("digital", "equity"),
            sdgs=("4.4",),
            stage="pilot",
            start=2022,
        ),
        practice(
            "buses", "fr", "Bus gratuits", "La ville offre le bus aux apprentis du soir", city="fr-paris", themes=("equity",), start=2015
        ),
        practice("market", "ar", "محو الأمية في السوق", "دروس قراءة للبائعات في السوق", city="eg-giza", sdgs=("4.6", "5")),
        document("forum", "en", "A forum on learning", "Mayors met and spoke about lifelong learning", city="co-medellin"),
    )


def built(indexes: Path, *records: Practice | Document, encoder: FakeEncoder | None = None) -> Engine:
    """Build an index of records in an empty folder, as ``peerlearn index build`` does, and open it."""
    encoder = encoder or FakeEncoder()
    build(corpus_of(*records), indexes, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
    index = Index.open(generations.current(indexes))
    return Engine(index, encoder, {record.id: record for record in records}, CITIES)


def index_of(folder: Path, texts: Sequence[tuple[str, str, str]], encoder: FakeEncoder) -> Index:
    """Return the index of (record id, language, text) triples, without a corpus."""
    target = folder / uuid.uuid4().hex
    target.mkdir()
    passages = [Passage(record_id, lang, "text", 0, len(text), text) for record_id, lang, text in texts]
    encoded = encoder.encode([each.encoder_text for each in passages], kind="passage")
    write_generation(target, passages, encoded, digests={each.record_id: "" for each in passages}, encoder=encoder)
    return Index.open(target)


def ids(ranking) -> list[str]:
    return [hit.record.id for hit in ranking.hits]


def counts(facets: Mapping[str, Mapping[str, int]], name: str) -> dict[str, int]:
    return dict(facets[name])
