"""A hit as a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from app import state as urls
from app.views.texts import Phrase, heading, label, place
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.i18n import Translator
    from app.views.tray import Choice
    from peerlearn.city import City
    from peerlearn.practice import Record, Version
    from peerlearn.search.result import Band, Hit
    from peerlearn.vocabulary import Vocabularies

Purpose = Literal["search", "browse", "similar"]
_MOST_THEMES = 3


class Labels(Protocol):
    """What a view needs of the knowledge base to call things by their names."""

    @property
    def cities(self) -> Mapping[str, City]:
        """City profiles by id."""
        ...

    @property
    def vocabularies(self) -> Vocabularies:
        """The controlled lists."""
        ...

    def record(self, record_id: str) -> Record:
        """Return a record by its id."""
        ...

    def facet_label(self, field: str, value: str, lang: str) -> str:
        """Return how a value of a facet is called."""
        ...


@dataclass(frozen=True)
class Card:
    """One result; ``band`` is empty where nothing was asked, ``evidence`` is None for what is not a practice.

    ``also`` has title and link of each record that tells the same; ``choice`` puts a practice aside to compare it; ``near`` says what
    its city has in common with the reader's; ``written`` says who made the text, where it is a translation.
    """

    title: Phrase
    link: str
    place: tuple[Phrase, ...]
    year: int | None
    passage: Phrase
    highlights: tuple[tuple[int, int], ...]
    section: str
    kind: str
    band: Band | Literal[""] = ""
    band_label: str = ""
    by_meaning: bool = False
    themes: tuple[str, ...] = ()
    sdgs: tuple[tuple[str, str], ...] = ()
    text_lang: str = ""
    also_in: tuple[str, ...] = ()
    evidence: str | None = None
    evidence_level: int | None = None
    reasons: tuple[str, ...] = ()
    also: tuple[tuple[Phrase, str], ...] = ()
    choice: Choice | None = None
    near: str = ""
    id: str = ""
    written: str = ""


def card_of(hit: Hit, labels: Labels, tr: Translator, *, purpose: Purpose = "search", asked_in: str = "") -> Card:
    """Return the card of a hit in the translator's language; ``asked_in`` is the language of the question, where there is one."""
    record, best, lang = hit.record, hit.passages[0], tr.lang
    words = labels.vocabularies
    version = record.version(_shown(hit, asked_in, lang))
    band = hit.band if purpose == "search" else None
    asked = band is not None
    level = record.evidence.level if isinstance(record, Practice) else None
    return Card(
        title=heading(version.title, version.lang),
        link=urls.practice(lang, record.id, version.lang if version.lang != lang else ""),
        place=place(record, labels.cities, words, lang),
        year=record.year,
        passage=Phrase(best.passage.text, best.passage.lang),
        highlights=best.highlights if asked else (),
        section=section_label(best.passage.section, words, tr) if asked else "",
        kind="" if isinstance(record, Practice) else document_kind(record.kind, tr),
        band=band or "",
        band_label=band_name(band, tr) if band else "",
        by_meaning=asked and not best.highlights,
        themes=tuple(words.label("themes", term, lang) for term in record.themes[:_MOST_THEMES]),
        sdgs=tuple((term, words.label("sdg", term, lang)) for term in record.sdgs),
        text_lang=label(words, "languages", hit.lang, lang).text,
        also_in=tuple(words.label("languages", each, lang) for each, own in record.versions.items() if own.sections and each != hit.lang),
        evidence=None if level is None else words.label("evidence_levels", str(level), lang),
        evidence_level=level,
        reasons=tuple(hit.reasons_in(lang)) if asked else (),
        also=tuple(_told(labels.record(each), lang) for each in hit.also),
        id=record.id,
        written=_written(record.version(hit.lang), tr),
    )


def _written(version: Version, tr: Translator) -> str:
    """Return what a reader should know of a translated text before relying on it; nothing for an original."""
    if version.written.kind == "original":
        return ""
    if version.written.kind == "human":
        return tr("translated")
    return tr("machine translation, reviewed") if version.written.reviewed else tr("machine translation, not reviewed")


def _told(record: Record, lang: str) -> tuple[Phrase, str]:
    """Return the title of a record, in the reader's language where it has one, and the link to it."""
    version = record.version(lang)
    return heading(version.title, version.lang), urls.practice(lang, record.id)


def _shown(hit: Hit, asked_in: str, lang: str) -> str:
    """Return the version whose title is shown: the question's language, else the reader's where it has one, else that of the hit."""
    return hit.title_lang if not asked_in or hit.title_lang == asked_in or lang not in hit.record.versions else lang


def band_name(band: Band, tr: Translator) -> str:
    """Return a band in words."""
    return {"strong": tr("Strong match"), "fair": tr("Fair match"), "weak": tr("Weak match")}[band]


def section_label(section: str, vocabularies: Vocabularies, tr: Translator) -> str:
    """Return where a passage stands: the section's name, or what a document calls it."""
    return tr("Summary") if section == "summary" else vocabularies.label("sections", section, tr.lang)


def document_kind(kind: str, tr: Translator) -> str:
    """Return what kind of document it is, in words."""
    names = {"report": tr("Report"), "declaration": tr("Declaration"), "news": tr("News"), "guide": tr("Guide")}
    return names.get(kind, kind)
