"""What a city wrote into a field of the template is taken as given: confidence 1, at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from peerlearn.curation.extract.dates import years_of
from peerlearn.curation.extract.money import amounts_of
from peerlearn.curation.extract.numerals import numbers_of
from peerlearn.curation.extract.suggestion import FIELDS, SEVERAL, Suggestion
from peerlearn.curation.source import Place
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peerlearn.curation.extract.suggestion import Value
    from peerlearn.search.lexicon import Lexicon
    from peerlearn.vocabulary import Vocabularies

_ITEM = re.compile(r"[^;؛\n]+")
_LABELLED = {"level": "levels", "stage": "stages", "key_features": "key_features"}
_LISTS = {"themes": "theme", "target_groups": "target_group", "sdgs": "sdg"}
_NAMES = {"resources.cost": "cost", "resources.currency": "currency", "resources.cost_year": "cost_year", "resources.funding": "funding"}


class Given(Protocol):
    """A value under a field of the template, as the reader of spreadsheets gives it."""

    @property
    def field(self) -> str:
        """The name of the template's field."""
        ...

    @property
    def value(self) -> str:
        """The value as it was written."""
        ...

    @property
    def place(self) -> Place:
        """Where it stands."""
        ...


def suggestions_of(
    given: Iterable[Given], lexicon: Lexicon, vocabularies: Vocabularies, *, lang: str
) -> tuple[list[Suggestion], list[str]]:
    """Return the given values as suggestions, and the fields whose value no list knows, which are asked about."""
    found: list[Suggestion] = []
    unknown: list[str] = []
    for each in given:
        name = _NAMES.get(each.field, each.field)
        if name not in FIELDS or not each.value.strip():
            continue
        pieces = list(_pieces(name, each)) if name in SEVERAL else [(each.value.strip(), each.place)]
        for text, place in pieces:
            value = _labelled(name, text, vocabularies) if name in _LABELLED else _value(name, text, lexicon, lang)
            if value is None:
                unknown.append(name)
            else:
                found.append(Suggestion(name, value, place, 1.0, given=True))
    return found, list(dict.fromkeys(unknown))


def _pieces(name: str, each: Given) -> Iterator[tuple[str, Place]]:
    for match in _ITEM.finditer(each.value):
        text = match.group().strip()
        if text:
            start = each.place.start + match.start() + match.group().index(text)
            yield text, Place(each.place.page, start, start + len(text))


def _labelled(name: str, text: str, vocabularies: Vocabularies) -> str | None:
    """Return the term that an id or a label in any language stands for, or None."""
    if _LABELLED[name] not in vocabularies:
        return None
    wanted = fold(text)
    return next((each.id for each in vocabularies[_LABELLED[name]] if wanted in map(fold, (each.id, *each.labels.values()))), None)


def _value(name: str, text: str, lexicon: Lexicon, lang: str) -> Value | None:
    if name in ("start", "end", "date", "cost_year"):
        years = years_of(text, lang=lang)
        return years[0].year if years else None
    if name == "beneficiaries":
        numbers = numbers_of(text, lang=lang)
        return round(numbers[0].value) if numbers else None
    if name == "cost":
        amounts = amounts_of(text, lang=lang)
        numbers = numbers_of(text, lang=lang)
        return amounts[0].amount if amounts else numbers[0].value if numbers else None
    if name in ("city", "country") or name in _LISTS:
        values = lexicon.values_of(_LISTS.get(name, name), text)
        return values[0] if len(values) == 1 else None
    return text
