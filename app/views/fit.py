"""Whether a practice fits the reader's city: the two cities side by side, what the record says of its conditions, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from app.views.figures import figures_of
from app.views.texts import Phrase, city_phrase, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.city import City
    from peerlearn.practice import Practice

CONDITIONS = ("enabling_conditions", "transfer_conditions", "minimum_capacity", "core_elements", "adaptable_elements")
"""The sections in which a record says what it takes."""
GROUPS = ("p", "i", "e", "t")


Verdict = Literal["same", "different", "match", "gap", "unknown"]


class Cited(Protocol):
    """A passage of the record."""

    @property
    def lang(self) -> str:
        """The language of its text."""
        ...

    @property
    def text(self) -> str:
        """What it says."""
        ...


class Finding(Protocol):
    """What a view needs of a finding of the library's fit report."""

    @property
    def criterion(self) -> str:
        """Its id."""
        ...

    @property
    def verdict(self) -> Literal["match", "gap", "unknown"]:
        """Whether it fits."""
        ...

    @property
    def origin(self) -> str | None:
        """What it is there."""
        ...

    @property
    def mine(self) -> str | None:
        """What it is here."""
        ...

    @property
    def passage(self) -> Cited | None:
        """What the record says of it."""
        ...

    @property
    def adapt(self) -> str:
        """The name of an advice, or nothing."""
        ...


@dataclass(frozen=True)
class FitRow:
    """One thing that both cities have a value for, or not: None is unknown, and what is unknown is neither the same nor a match.

    ``advice`` says what to adapt where there is a gap.
    """

    name: str
    origin: Phrase | None
    mine: Phrase | None
    verdict: Verdict
    advice: Phrase | None = None


@dataclass(frozen=True)
class Fit:
    """What can be said before anybody has asked the other city.

    ``city`` is the reader's, None where none was chosen, and ``own`` is true where the practice is that city's. ``judged`` is true where
    the rows are criteria of transfer, false where they only set the cities side by side. ``conditions`` are the sections to read,
    ``questions`` the criteria in their groups.
    """

    origin: Phrase
    city: Phrase | None
    own: bool
    rows: tuple[FitRow, ...]
    judged: bool
    conditions: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def fit(
    practice: Practice,
    labels: Labels,
    tr: Translator,
    *,
    mine: City | None,
    findings: Sequence[Finding] = (),
    advice: Mapping[str, str] | None = None,
) -> Fit | None:
    """Return what is known of a practice's fit; None where its own city is unknown to the library.

    Args:
        practice: what would be adopted.
        labels: the knowledge base.
        tr: the reader's language.
        mine: the reader's city, None where none was chosen.
        findings: what the library found, criterion by criterion; without them the two cities are set side by side.
        advice: the name of an advice -> what it says in the reader's language.
    """
    origin, words = labels.cities.get(practice.city), labels.vocabularies
    if origin is None:
        return None
    shown = practice.full_text(practice.version(tr.lang).lang, tr.lang, "en")
    return Fit(
        origin=city_phrase(origin, tr.lang),
        city=city_phrase(mine, tr.lang) if mine else None,
        own=mine is not None and mine.id == origin.id,
        rows=_judged(findings, labels, tr, advice or {}) if findings else _rows(origin, mine, labels, tr) if mine else (),
        judged=bool(findings),
        conditions=tuple((name, words.label("sections", name, tr.lang)) for name in CONDITIONS if name in shown.sections),
        questions=tuple((words.label("transfer_criteria", group, tr.lang), _questions(group, labels, tr)) for group in GROUPS),
    )


def _judged(findings: Sequence[Finding], labels: Labels, tr: Translator, advice: Mapping[str, str]) -> tuple[FitRow, ...]:
    lang = tr.lang

    def said(text: str | None, cited: Cited | None = None) -> Phrase | None:
        """A passage of the record is in the record's language, whatever the reader's."""
        return Phrase(text, cited.lang if cited and cited.text in text else lang) if text else None

    return tuple(
        FitRow(
            labels.vocabularies.label("transfer_criteria", each.criterion, lang),
            said(each.origin, each.passage),
            said(each.mine),
            each.verdict,
            said(advice.get(each.adapt)),
        )
        for each in findings
    )


def _rows(origin: City, mine: City, labels: Labels, tr: Translator) -> tuple[FitRow, ...]:
    words, lang = labels.vocabularies, tr.lang
    pairs: list[tuple[str, Phrase | None, Phrase | None]] = [
        (tr("Region"), label(words, "regions", origin.region, lang), label(words, "regions", mine.region, lang)),
        (tr("Country"), label(words, "countries", origin.country, lang), label(words, "countries", mine.country, lang)),
    ]
    figures = zip(figures_of(origin, labels, tr), figures_of(mine, labels, tr), strict=True)
    pairs += [(theirs.name, theirs.value, ours.value) for theirs, ours in figures]
    return tuple(FitRow(name, theirs, ours, _alike(theirs, ours)) for name, theirs, ours in pairs)


def _alike(theirs: Phrase | None, ours: Phrase | None) -> Verdict:
    if theirs is None or ours is None:
        return "unknown"
    return "same" if theirs.text == ours.text else "different"


def _questions(group: str, labels: Labels, tr: Translator) -> tuple[str, ...]:
    if "transfer_criteria" not in labels.vocabularies:
        return ()
    return tuple(term.label(tr.lang) for term in labels.vocabularies["transfer_criteria"] if term.broader == group)


def near(city: City | None, mine: City | None, tr: Translator, *, alike: Mapping[str, str] | None = None) -> str:
    """Return what a city has in common with the reader's, in a few words; nothing where that is nothing known.

    ``alike`` says in what each city is like the reader's, by id, as far as the library knows peers.
    """
    if city is None or mine is None:
        return ""
    if city.id == mine.id:
        return tr("Your city")
    if factors := (alike or {}).get(city.id):
        return tr("Like your city: {factors}", factors=factors)
    if city.country == mine.country:
        return tr("Your country")
    return tr("Your region") if city.region == mine.region else ""
