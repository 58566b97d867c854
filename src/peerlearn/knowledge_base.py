"""KnowledgeBase: the one object that front doors hold, and the same answers through all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from peerlearn.encode.prepare import open_encoder
from peerlearn.encode.reranker import open_reranker
from peerlearn.errors import IndexDamagedError, NotFoundError
from peerlearn.gaps import gap_store
from peerlearn.index import generations
from peerlearn.index.build import MORE_RECORDS, RECORDS, REFERENCE
from peerlearn.index.manifest import REBUILD
from peerlearn.index.opened import Index
from peerlearn.passages import PASSAGES_VERSION
from peerlearn.reference import reference_from_json
from peerlearn.search.engine import Engine
from peerlearn.search.facets import KINDS, UNKNOWN, VOCABULARY_OF
from peerlearn.search.result import Query, Ranking
from peerlearn.serialise import record_from_json
from peerlearn.text.language import base_language, detect
from peerlearn.text.normalise import TEXT_VERSION

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.encode import Encoder
    from peerlearn.encode.reranker import Reranker
    from peerlearn.practice import Record
    from peerlearn.settings import Settings
    from peerlearn.vocabulary import Vocabularies

SURE = 0.6
"""Confidence from which a detected language is taken as it is."""
_UNKNOWN = {"ar": "غير معروف", "en": "Unknown", "fr": "Inconnu", "es": "Desconocido"}


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """An opened index with its records, cities and vocabularies; frozen, so that many sessions share it."""

    settings: Settings
    engine: Engine
    vocabularies: Vocabularies

    @classmethod
    def open(cls, settings: Settings, *, encoder: Encoder | None = None, reranker: Reranker | None = None) -> KnowledgeBase:
        """Open the serving generation, with an encoder and a reranker that are open already where there are any.

        Raises:
            IndexMissingError, IndexDamagedError, IndexMismatchError: with the command that mends it.
            EncoderError: the encoder is not ready.
            RerankerError: the reranker that the settings name cannot be loaded.
        """
        folder = generations.current(settings.indexes)
        encoder = encoder or open_encoder(settings)
        index = Index.open(folder)
        index.manifest.require(
            encoder_fingerprint=encoder.fingerprint, encoder=encoder.name, text_version=TEXT_VERSION, passages_version=PASSAGES_VERSION
        )
        cities, vocabularies = reference_from_json((index.folder / REFERENCE).read_bytes())
        engine = Engine(index, encoder, _read_records(index), cities, vocabularies, reranker or open_reranker(settings))
        return cls(settings, engine, vocabularies)

    def refresh(self) -> KnowledgeBase:
        """Return this object, or a new one when another generation serves by now."""
        if generations.current(self.settings.indexes).name == self.generation:
            return self
        return KnowledgeBase.open(self.settings, encoder=self.engine.encoder, reranker=self.engine.reranker)

    def warm(self) -> None:
        """Load what the first question would wait for: encoder, language detection, Arabic rules, folded texts, lists of words."""
        for text, lang in (('"مدينة التعلّم"', "ar"), ("learning city", None)):
            self.search(text, lang=lang, top=1)
        self.engine.speller.warm()

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self.engine.index.manifest.generation

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the index holds."""
        return tuple(self.engine.index.pools)

    @property
    def cities(self) -> Mapping[str, City]:
        """Every city by id."""
        return self.engine.cities

    def records(self) -> Iterator[Record]:
        """Yield every practice and document."""
        yield from self.engine.records.values()

    def record(self, record_id: str) -> Record:
        """Return a practice or document.

        Raises:
            NotFoundError: there is none with this id.
        """
        record = self.engine.records.get(record_id)
        if record is None:
            raise NotFoundError(f"there is no practice or document {record_id!r}", remedy="peerlearn search finds ids")
        return record

    def search(
        self,
        text: str,
        *,
        lang: str | None = None,
        top: int = 10,
        where: Mapping[str, Sequence[str]] | None = None,
        spread: bool = False,
        keep_gap: bool = False,
    ) -> Ranking:
        """Return the practices and documents that answer a question in any language.

        Args:
            text: what somebody typed.
            lang: its language; None detects it.
            top: how many hits.
            where: field -> accepted values.
            spread: whether results of one band take turns by region and language.
            keep_gap: whether somebody asks, so that a question which nothing answers fairly is kept for curators.
        """
        asked = base_language(lang) if lang else self.language_of(self.engine.understand(text).text or text)
        ranking = self.engine.search(Query(text, asked, _frozen(where), top, spread))
        return replace(ranking, noted=True) if keep_gap and self._keep_gap(ranking) else ranking

    def _keep_gap(self, ranking: Ranking) -> bool:
        if ranking.message_code != "nothing-fair" or not self.settings.gaps:
            return False
        best = ranking.hits[0] if ranking.hits else None
        return gap_store(self.settings).keep(
            ranking.query.text,
            lang=ranking.query.lang,
            record=best.record.id if best else None,
            probability=best.score if best else None,
            generation=self.generation,
        )

    def language_of(self, text: str) -> str:
        """Return the language of a question; where its letters leave that open, the one whose texts here share most with it."""
        guess = detect(text, default="ar")
        return guess.lang if guess.confidence >= SURE else self.engine.likeliest_language(text, guess.lang)

    def facet_values(self, field: str) -> list[str]:
        """Return every value that a filter by ``field`` can have."""
        return sorted({value for values in self.engine.values.values() for value in values.get(field, ())})

    def browse(self, *, lang: str, top: int = 10, where: Mapping[str, Sequence[str]] | None = None) -> Ranking:
        """Return the records that pass the filters, the newest first."""
        return self.engine.browse(Query("", base_language(lang), _frozen(where), top))

    def similar(self, record_id: str, *, lang: str, top: int = 5) -> Ranking:
        """Return what is nearest in content to a practice or document.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self.engine.similar(self.record(record_id), lang=base_language(lang), top=top)

    def facet_label(self, field: str, value: str, lang: str) -> str:
        """Return how a value of a facet is called in ``lang``."""
        if value == UNKNOWN:
            return _UNKNOWN.get(lang, _UNKNOWN["en"])
        if field == "city" and value in self.cities:
            return self.cities[value].name(lang)
        if field == "kind" and value in KINDS:
            return KINDS[value].get(lang, KINDS[value]["en"])
        return self.vocabularies.label(VOCABULARY_OF.get(field, ""), value, lang)


def _frozen(where: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {field: tuple(values) for field, values in (where or {}).items() if values}


def _read_records(index: Index) -> dict[str, Record]:
    """Read what the index was made of; of a record that an update changed, the last state."""
    lines: dict[str, bytes] = {}
    try:
        for path in (index.folder / RECORDS, *sorted(index.folder.glob(MORE_RECORDS.format("*")))):
            with path.open("rb") as file:
                lines |= {json.loads(line)["id"]: line for line in file}
        return {each: record_from_json(line) for each, line in lines.items() if each in index.manifest.records}
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{RECORDS} in {index.folder} cannot be read", remedy=REBUILD) from error
