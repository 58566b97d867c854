"""Controlled lists: themes, target groups, SDGs, levels, countries …, with lasting ids and labels in ar, en, fr, es."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LABEL_LANGS = ("ar", "en", "fr", "es")


@dataclass(frozen=True)
class Term:
    """One entry: a lasting id, labels per language, and what was checked about it.

    ``verified`` means that what ``checked`` names was read in a stored copy of ``source``, and nothing more. ``synonyms`` are words of
    records that were filed under the entry, in any language; one may stand under several entries.
    """

    id: str
    labels: Mapping[str, str] = field(hash=False)
    broader: str | None = None
    definition: Mapping[str, str] = field(default_factory=dict, hash=False)
    uri: str | None = None
    verified: bool = False
    checked: tuple[str, ...] = ()
    source: str = ""
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise FieldError("id", "is empty or has spaces around it", "give every entry an id that lasts")
        missing = [lang for lang in LABEL_LANGS if not self.labels.get(lang)]
        if missing:
            raise FieldError("labels", f"{self.id} has no label in {', '.join(missing)}", "label every entry in ar, en, fr and es")
        object.__setattr__(self, "labels", MappingProxyType(dict(self.labels)))
        object.__setattr__(self, "definition", MappingProxyType(dict(self.definition)))
        object.__setattr__(self, "synonyms", tuple(self.synonyms))

    def label(self, lang: str) -> str:
        """Return the label in ``lang``, or the English one for a language without labels."""
        return self.labels.get(lang) or self.labels["en"]


class Vocabulary:
    """A named list of terms in their order, looked up by id."""

    def __init__(self, name: str, terms: Iterable[Term]) -> None:
        self.name = name
        self._terms: dict[str, Term] = {}
        for term in terms:
            if term.id in self._terms:
                raise FieldError("id", f"{term.id!r} stands twice in {name}", "ids are unique within a vocabulary")
            self._terms[term.id] = term

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._terms

    def __getitem__(self, term_id: str) -> Term:
        return self._terms[term_id]

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def label(self, term_id: str, lang: str) -> str:
        """Return the label of ``term_id`` in ``lang``; an id that is not in the list is shown as it is."""
        term = self._terms.get(term_id)
        return term.label(lang) if term else term_id


@dataclass(frozen=True)
class Vocabularies:
    """Every vocabulary of a corpus by its name (the file's name without ``.json``)."""

    by_name: Mapping[str, Vocabulary] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Vocabulary:
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def label(self, name: str, term_id: str, lang: str) -> str:
        """Return the label of a term, or its id where list or term is unknown."""
        return self.by_name[name].label(term_id, lang) if name in self.by_name else term_id
