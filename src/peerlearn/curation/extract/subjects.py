"""Themes, target groups, goals and Key Features: terms of the vocabularies that a file is about, in whatever language it is.

Two things speak for a term: its name stands in the file (the search's lexicon finds it, Arabic proclitics allowed), and pieces of the
file are near it in the encoder's space. Nearness is measured twice: to the term's label and definition, and along a direction fitted on
half of the corpus (``python -m benchmarks.extraction --fit``), which alone finds more than twice as much at the same precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.curation.extract.blocks import pieces_of
from peerlearn.curation.extract.reading import Found
from peerlearn.text.normalise import encoder_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.curation.extract.blocks import Block, Piece
    from peerlearn.curation.extract.reading import Reading
    from peerlearn.encode import Encoder
    from peerlearn.search.lexicon import Lexicon
    from peerlearn.vocabulary import Term, Vocabularies

    Array = NDArray[np.float32]

FIELDS = {"themes": "themes", "target_groups": "target_groups", "sdgs": "sdg", "key_features": "key_features"}
"""Field -> the vocabulary that its values come from."""
_NAMED = {"theme": "themes", "target_group": "target_groups", "sdg": "sdgs"}
_AT_ONCE = 24
"""Pieces in one call: so few go to the exported graph, which is open long before sentence-transformers would be."""
_MOST = 40
"""Pieces of a file that are encoded: all of some six pages; of a longer file pieces are taken evenly from the whole of it.

Ten pages then take less than five seconds on one core; no file that was measured has as many.
"""
_TOP = 3
FITTED = "subjects.npz"


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was fitted per field and term: direction, its bias, mean and spread of nearness, and how common the term is (log odds).

    ``centres`` holds the mean vector of each language's pieces: the encoder puts a language before a meaning, and without its centre
    everything in one language is near everything else in it.
    """

    fingerprint: str
    centres: Mapping[str, Array]
    ids: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Array]

    def centre(self, lang: str) -> Array:
        """Return the centre of a language, or the mean of all for one that was not fitted."""
        known = self.centres.get(lang)
        if known is not None:
            return known
        mean: Array = np.stack(list(self.centres.values())).mean(axis=0)
        return mean

    def row(self, field: str, term: str) -> Array:
        """Return a term's row: direction, bias, means (3), spreads (3), log odds; a new term has none fitted and is rare."""
        ids = self.ids.get(field, ())
        if term in ids:
            known: Array = self.tables[field][ids.index(term)]
            return known
        rows = self.tables[field].astype(np.float32)
        row: Array = np.concatenate([np.zeros(rows.shape[1] - 7, np.float32), rows[:, -7:].mean(axis=0)])
        row[-8] = rows[:, -1].min()
        return row


@lru_cache(maxsize=1)
def shipped() -> Fitted:
    """Return what the package carries."""
    with files("peerlearn.curation.extract").joinpath(FITTED).open("rb") as file, np.load(file, allow_pickle=False) as data:
        names = [name.removeprefix("ids:") for name in data.files if name.startswith("ids:")]
        return Fitted(
            str(data["fingerprint"]),
            {name.removeprefix("centre:"): data[name].astype(np.float32) for name in data.files if name.startswith("centre:")},
            {name: tuple(map(str, data[f"ids:{name}"])) for name in names},
            {name: data[f"table:{name}"].astype(np.float32) for name in names},
        )


def unit(rows: Array) -> Array:
    """Return rows of length 1."""
    scaled: Array = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return scaled


def nearness(pieces: Array, anchors: Array) -> Array:
    """Return per term the nearest piece, the mean, and the mean of the three nearest: (terms, 3)."""
    cosines = pieces @ anchors.T
    top = np.sort(cosines, axis=0)[-_TOP:].mean(axis=0)
    return np.stack([cosines.max(axis=0), cosines.mean(axis=0), top], axis=1)


def terms_of(vocabularies: Vocabularies, field: str) -> list[Term]:
    """Return the terms of a field that may be suggested: of goals the goals, of Key Features the features; the rest is chosen by hand."""
    if FIELDS[field] not in vocabularies:
        return []
    terms = list(vocabularies[FIELDS[field]])
    if field == "key_features":
        return [term for term in terms if "." in term.id]
    return [term for term in terms if field != "sdgs" or "." not in term.id]


@dataclass(frozen=True, eq=False)
class Subjects:
    """Finds terms; anchors are encoded once a language and kept."""

    vocabularies: Vocabularies
    lexicon: Lexicon
    encoder: Encoder | None
    fitted: Fitted

    @classmethod
    def of(cls, vocabularies: Vocabularies, lexicon: Lexicon, encoder: Encoder | None, fitted: Fitted | None = None) -> Subjects:
        """Make the finder; with no encoder, or another than the fitted one, terms are found by their names only."""
        return cls(vocabularies, lexicon, encoder, fitted or shipped())

    @property
    def by_meaning(self) -> bool:
        """True when the encoder is the one that the directions belong to."""
        return self.encoder is not None and self.encoder.fingerprint == self.fitted.fingerprint

    @cached_property
    def _anchors(self) -> dict[tuple[str, str], Array]:
        return {}

    def anchors(self, field: str, lang: str) -> Array:
        """Return the terms' own vectors in a language, centred."""
        if (field, lang) not in self._anchors:
            texts = [encoder_text(_described(term, lang)) for term in terms_of(self.vocabularies, field)]
            vectors = self._encode(texts)
            self._anchors[field, lang] = unit(vectors - vectors.mean(axis=0))
        return self._anchors[field, lang]

    def _encode(self, texts: Sequence[str]) -> Array:
        if self.encoder is None:
            raise ValueError("there is no encoder to encode with")
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))  # texts of one length together: none is padded for another
        vectors: Array = np.zeros((len(texts), self.encoder.dims), np.float32)
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            vectors[some] = [each.vector for each in self.encoder.encode([texts[at] for at in some], kind="passage")]
        return vectors

    def pieces(self, reading: Reading) -> list[Piece]:
        """Return the pieces of a file that are encoded."""
        every = pieces_of(reading.blocks)
        if len(every) <= _MOST:
            return every
        return [every[at * len(every) // _MOST] for at in range(_MOST)]

    def vectors(self, reading: Reading, pieces: Sequence[Piece]) -> Array:
        """Return the pieces' centred vectors."""
        raw = self._encode([encoder_text(piece.text) for piece in pieces])
        return unit(raw - self.fitted.centre(reading.lang))

    def find(self, reading: Reading) -> list[Found]:
        """Return every term with what speaks for it and the piece that says most of it; empty files have none."""
        pieces = self.pieces(reading)
        if not pieces:
            return []
        named = self.named(reading)
        vectors = self.vectors(reading, pieces) if self.by_meaning else None
        found = []
        for field in FIELDS:
            terms = terms_of(self.vocabularies, field)
            if vectors is None:
                found += [_by_name(reading, field, term.id, named[field, term.id]) for term in terms if (field, term.id) in named]
            elif terms:
                found += self._weighed(field, terms, reading, pieces, vectors, named)
        return found

    def _weighed(
        self,
        field: str,
        terms: Sequence[Term],
        reading: Reading,
        pieces: Sequence[Piece],
        vectors: Array,
        named: Mapping[tuple[str, str], list[tuple[Block, int, int]]],
    ) -> list[Found]:
        lang = reading.lang if reading.lang in terms[0].labels else "en"
        anchors = self.anchors(field, lang)
        rows = np.stack([self.fitted.row(field, term.id) for term in terms])
        near = (nearness(vectors, anchors) - rows[:, -7:-4]) / np.maximum(rows[:, -4:-1], 1e-3)
        learned = rows[:, :-8] @ vectors.mean(axis=0) + rows[:, -8]
        best = (vectors @ (anchors + unit(rows[:, :-8])).T).argmax(axis=0)
        found = []
        for at, term in enumerate(terms):
            mentions = named.get((field, term.id), [])
            features = _named_features(reading, mentions, field) | {
                "nearest": float(near[at, 0]),
                "mean": float(near[at, 1]),
                "top three": float(near[at, 2]),
                "learned": float(learned[at]),
                "common": float(rows[at, -1]),
            }
            place = mentions[0][0].place(*mentions[0][1:]) if mentions else pieces[best[at]].place
            found.append(Found(field, term.id, place, features))
        return found

    def named(self, reading: Reading) -> dict[tuple[str, str], list[tuple[Block, int, int]]]:
        """Return the places where each term's name, or a goal's number, stands; those under the field's label first."""
        found: dict[tuple[str, str], list[tuple[Block, int, int]]] = {}
        for block in reading.blocks:
            for each in self.lexicon.find(block.text):
                if field := _NAMED.get(each.field, ""):
                    value = each.value.split(".")[0] if field == "sdgs" else each.value
                    mentions = found.setdefault((field, value), [])
                    mentions.insert(0 if reading.under[block.number] == field else len(mentions), (block, *each.span))
        return found


def _described(term: Term, lang: str) -> str:
    definition = term.definition.get(lang)
    return f"{term.label(lang)}: {definition}" if definition else term.label(lang)


def _by_name(reading: Reading, field: str, term: str, mentions: list[tuple[Block, int, int]]) -> Found:
    block, start, end = mentions[0]
    return Found(field, term, block.place(start, end), _named_features(reading, mentions, field) | {"only a name": 1.0})


def _named_features(reading: Reading, mentions: Sequence[tuple[Block, int, int]], field: str) -> dict[str, Any]:
    blocks = [block for block, _, _ in mentions]
    return {
        "named": float(bool(mentions)),
        "named again": min(len(mentions), 5) / 5,
        "named in title": float(any(block is reading.title for block in blocks)),
        "labelled": float(any(reading.under[block.number] == field for block in blocks)),
        "named early": float(any(block.number < 3 for block in blocks)),
    }
