"""The editions of a record and what each changed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n.formats import date, number
from app.views.texts import Phrase, phrase
from peerlearn.curation.difference import Piece, pieces
from peerlearn.facts import Partner, Result, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.curation.difference import Change
    from peerlearn.curation.history import Edition
    from peerlearn.vocabulary import Vocabularies

_TERMS = {"themes": "themes", "sdgs": "sdg", "target_groups": "target_groups", "key_features": "key_features"}
_CODES = {"stage": "stages", "level": "levels", "evidence_level": "evidence_levels"}
_FIELDS = {"sdgs": "sdg_targets", "lead": "lead_organisation"}
_DATES = frozenset({"start", "end", "last_verified"})
_BARE = frozenset({"cost_year"})


@dataclass(frozen=True)
class Altered:
    """One changed field: its name, the language of its text by name, and the text with what went and what came.

    A text is told word by word, a fact as it was and as it is.
    """

    field: str
    language: str
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class EditionLine:
    """One edition: its number and day, whether it is the first known, whether it is the one shown, and what it changed."""

    number: int
    day: str
    first: bool
    current: bool
    altered: tuple[Altered, ...]


def history(found: Iterable[Edition], labels: Labels, tr: Translator) -> tuple[EditionLine, ...]:
    """Return the editions in words, the newest first."""
    return tuple(
        EditionLine(
            edition.number,
            date(edition.date, tr.lang),
            edition.first,
            place == 0,
            tuple(_altered(each, labels, tr) for each in edition.changes),
        )
        for place, edition in enumerate(found)
    )


def _altered(change: Change, labels: Labels, tr: Translator) -> Altered:
    words = labels.vocabularies
    before, after = (_said(change.field, value, labels, tr) for value in (change.before, change.after))
    language = words.label("languages", change.lang, tr.lang) if change.lang else ""
    told = pieces(before, after) if change.lang else tuple(each for each in (Piece("gone", before), Piece("new", after)) if each.text)
    return Altered(field_name(change.field, words, tr), language, change.lang or tr.lang, told)


def field_name(field: str, words: Vocabularies, tr: Translator) -> str:
    """Return the name of a field of a record, as the template calls it; what it does not call is shown as it stands."""
    if field == "summary":
        return tr("Summary")
    if field in words["sections"]:
        return words.label("sections", field, tr.lang)
    return words.label("template_fields", _FIELDS.get(field, field), tr.lang)


def _said(field: str, value: object, labels: Labels, tr: Translator) -> str:
    """Return a value of a record in words; nothing for what is absent."""
    words, lang = labels.vocabularies, tr.lang
    if value is None:
        return ""
    if field == "city":
        city = labels.cities.get(str(value))
        return city.name(lang) if city else str(value)
    if field in _TERMS and isinstance(value, tuple):
        return tr(", ").join(words.label(_TERMS[field], term, lang) for term in value)
    if field in _CODES:
        return words.label(_CODES[field], str(value), lang)
    if field in _DATES:
        return date(value, lang)  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return tr("; ").join(_item(each, tr) for each in value)
    return _plain(value, tr, bare=field in _BARE)


def _plain(value: object, tr: Translator, *, bare: bool) -> str:
    if hasattr(value, "items"):
        return _known(value, tr)  # type: ignore[arg-type]
    return str(value) if bare else number(value, tr.lang)


def _item(value: object, tr: Translator) -> str:
    """Return a partner, result or source on one line."""
    if isinstance(value, Partner):
        return _known(value.name, tr)
    if isinstance(value, Result):
        unit = _known(value.unit, tr)
        return f"{_known(value.indicator, tr)}{tr(': ')}{number(value.value, tr.lang)}{' ' if unit else ''}{unit}"
    if isinstance(value, Source):
        return f"{value.title}{tr(', ')}{value.publisher}"
    return str(value)


def _known(texts: Mapping[str, str] | None, tr: Translator) -> str:
    return (phrase(texts, tr.lang) or Phrase("", tr.lang)).text
