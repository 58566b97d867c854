"""How a record is cited: one line in the reader's language, and links to the formats that reference managers read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.i18n.formats import date
from app.views.practice import author
from app.views.texts import Phrase, heading, phrase
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.practice import Record

FORMATS = (("RIS", "ris"), ("BibTeX", "bibtex"), ("CSL JSON", "csl"))
"""The formats of reference managers by the names that their readers know, and as a link asks for them."""


@dataclass(frozen=True)
class Cited:
    """A citation: who, when, the title in its language, where it stands, and the links to the same in formats for programs."""

    who: Phrase
    when: str
    title: Phrase
    where: str
    formats: tuple[tuple[str, str], ...]


def cited(record: Record, labels: Labels, tr: Translator, *, version: str = "") -> Cited:
    """Return the citation of a record as APA writes one: the body that leads the practice, its city, or else whoever wrote the text."""
    shown = record.version(version, tr.lang)
    kind = tr("good practice") if isinstance(record, Practice) else tr("document")
    said = tr(
        "[{kind}; text by {by}, {date}]. peerlearn, {id}.",
        kind=kind,
        by=author(shown.written.by, tr),
        date=date(shown.written.date, tr.lang),
        id=record.id,
    )
    formats = tuple((name, urls.file_of(tr.lang, (record.id,), form)) for name, form in FORMATS)
    return Cited(_who(record, labels, tr), str(record.year or tr("n.d.")), heading(shown.title, shown.lang), said, formats)


def _who(record: Record, labels: Labels, tr: Translator) -> Phrase:
    if not isinstance(record, Practice):
        return Phrase(record.sources[0].publisher, record.sources[0].lang or record.lang)
    lead, city = phrase(record.lead, tr.lang), labels.cities.get(record.city)
    if lead:
        return lead
    return Phrase(city.name(tr.lang), tr.lang if city.names.get(tr.lang) else "en") if city else Phrase(record.city, "en")
