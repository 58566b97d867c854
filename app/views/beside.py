"""Two language versions of a record side by side, section by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.views.practice import provenance
from app.views.texts import Phrase, heading, label
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.practice import Record, Version


@dataclass(frozen=True)
class Side:
    """One of the two versions: its language by name, how it was written, and the links that show another one in its place."""

    name: str
    original: bool
    provenance: tuple[str, ...]
    reviewed: bool
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pair:
    """A part of the text in both versions; None where a version does not have it."""

    heading: Phrase
    one: Phrase | None
    other: Phrase | None


@dataclass(frozen=True)
class Beside:
    """Both versions, part by part, and the link back to one of them alone."""

    one: Side
    other: Side
    pairs: tuple[Pair, ...]
    alone: str


def offered(record: Record, shown: str) -> str:
    """Return the language of the version that is put beside the one shown, or nothing where there is no other: the original first."""
    return next((lang for lang in record.versions if lang != shown), "")


def beside(record: Record, labels: Labels, tr: Translator, *, version: str, other: str) -> Beside | None:
    """Return two versions of a record side by side; None where the second is not there or is the first."""
    one = record.version(version, tr.lang)
    if other not in record.versions or other == one.lang:
        return None
    two = record.versions[other]
    parts = [Pair(Phrase(name, tr.lang), _phrase(one, text), _phrase(two, text)) for name, text in _heads(tr)]
    for name in dict.fromkeys((*one.sections, *two.sections)):
        heading = label(labels.vocabularies, "sections", name, tr.lang) if isinstance(record, Practice) else Phrase(name, record.lang)
        parts.append(Pair(heading, _section(one, name), _section(two, name)))
    return Beside(
        _side(record, one, two, labels, tr, first=True),
        _side(record, two, one, labels, tr, first=False),
        tuple(parts),
        urls.practice(tr.lang, record.id, one.lang),
    )


def _heads(tr: Translator) -> tuple[tuple[str, str], ...]:
    return ((tr("Title"), "title"), (tr("Summary"), "summary"))


def _phrase(version: Version, field: str) -> Phrase:
    return heading(version.title, version.lang) if field == "title" else Phrase(version.summary, version.lang)


def _section(version: Version, name: str) -> Phrase | None:
    return Phrase(version.sections[name], version.lang) if name in version.sections else None


def _side(record: Record, version: Version, facing: Version, labels: Labels, tr: Translator, *, first: bool) -> Side:
    def link(lang: str) -> str:
        one, two = (lang, facing.lang) if first else (facing.lang, lang)
        return urls.url(urls.PRACTICE, urls.State(lang=tr.lang, id=record.id, version=one, beside=two))

    name = labels.vocabularies.label("languages", version.lang, tr.lang)
    others = [lang for lang in record.versions if lang not in (version.lang, facing.lang)]
    return Side(
        name,
        version.lang == record.lang,
        provenance(version.written, labels.vocabularies, tr),
        version.written.reviewed,
        tuple((labels.vocabularies.label("languages", lang, tr.lang), link(lang)) for lang in others),
    )
