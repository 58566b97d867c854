"""A practice or a document as a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app import state as urls
from app.i18n.formats import date, number
from app.language import direction
from app.views.cards import Labels, document_kind
from app.views.texts import Phrase, heading, label, phrase, place
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from app.i18n import Translator
    from peerlearn.facts import Resources, Result, Source, Text, Written
    from peerlearn.practice import Record, Version
    from peerlearn.vocabulary import Vocabularies

_ARABIC = re.compile("[\u0600-\u06ff]")
FURTHER = "Further page read for this record"
"""The title that a source has where its page was read but not named."""


@dataclass(frozen=True)
class Fact:
    """One line of the facts: its name and its values; without values it is unknown, and that is said."""

    name: str
    values: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the story: its id in the page's address, its heading, and its text."""

    name: str
    heading: Phrase
    text: Phrase


@dataclass(frozen=True)
class ResultRow:
    """One measured result; ``source`` is the number of its source.

    ``shares`` are the lengths of its bars, before (None where unknown) and now, each from 0 to 1; None where the value is no number.
    """

    indicator: Phrase
    baseline: Phrase | None
    value: Phrase
    unit: Phrase | None
    date: str
    method: Phrase | None
    reported_by: str
    independent: bool
    source: int | None
    shares: tuple[float | None, float] | None = None


@dataclass(frozen=True)
class SourceLine:
    """A source with its link and licence; ``further`` is true of a page that has no title of its own: its host is its name."""

    title: str
    lang: str
    publisher: str
    year: int | None
    url: str
    licence: Phrase
    further: bool = False


@dataclass(frozen=True)
class VersionLink:
    """A language version and its place in the switch."""

    lang: str
    name: str
    link: str
    current: bool
    original: bool


@dataclass(frozen=True)
class RecordPage:
    """Everything that the page of a record shows, in the interface's language where there is a choice."""

    title: Phrase
    place: tuple[Phrase, ...]
    kind: str
    summary: Phrase
    sections: tuple[Section, ...]
    note: str
    versions: tuple[VersionLink, ...]
    provenance: tuple[str, ...]
    reviewed: bool
    facts: tuple[Fact, ...]
    sources: tuple[SourceLine, ...]
    sdgs: tuple[tuple[str, str], ...] = ()
    themes: tuple[tuple[str, str], ...] = ()
    resources: tuple[Fact, ...] = ()
    partners: tuple[tuple[Phrase, Phrase | None], ...] = ()
    results: tuple[ResultRow, ...] = ()
    evidence: str = ""
    evidence_level: int | None = None
    evidence_reason: Phrase | None = None
    evidence_meaning: str = ""


def record_page(record: Record, labels: Labels, tr: Translator, *, version: str = "") -> RecordPage:
    """Return the page of a record, its text in ``version``, else in the interface's language, else in the original's."""
    words, lang = labels.vocabularies, tr.lang
    shown = record.version(version, lang)
    full = record.full_text(shown.lang, lang, "en")
    practice = record if isinstance(record, Practice) else None
    return RecordPage(
        title=heading(shown.title, shown.lang),
        place=place(record, labels.cities, words, lang),
        kind="" if isinstance(record, Practice) else document_kind(record.kind, tr),
        summary=Phrase(shown.summary, shown.lang),
        sections=_sections(full, practice, words, lang),
        note=tr(
            "Only title and summary stand in this language. The full text is in: {lang}.", lang=words.label("languages", full.lang, lang)
        )
        if full.lang != shown.lang
        else "",
        versions=_versions(record, shown, words, lang),
        provenance=provenance(shown.written, words, tr),
        reviewed=shown.written.reviewed,
        facts=_facts(practice, words, tr) if practice else (Fact(tr("Date"), (Phrase(date(record.date, lang), lang),)),),  # type: ignore[union-attr]
        sources=tuple(_source(each, shown.lang, tr) for each in record.sources),
        sdgs=tuple((term, words.label("sdg", term, lang)) for term in record.sdgs),
        themes=tuple((words.label("themes", term, lang), urls.home(lang, theme=term)) for term in record.themes),
        resources=_resources(practice.resources, words, tr) if practice else (),
        partners=tuple((_known(each.name, lang), phrase(each.support, lang)) for each in practice.partners) if practice else (),
        results=tuple(_result(each, practice.lang, tr) for each in practice.results) if practice else (),
        evidence=words.label("evidence_levels", str(practice.evidence.level), lang) if practice else "",
        evidence_level=practice.evidence.level if practice else None,
        evidence_reason=phrase(practice.evidence.reason, lang) if practice else None,
        evidence_meaning=evidence_meaning(practice.evidence.level, tr) if practice else "",
    )


def evidence_meaning(level: int, tr: Translator) -> str:
    """Return what a level of evidence means, in a sentence for somebody who has never seen the scale."""
    return (
        tr("Nothing is documented about results yet. That does not mean that there are none."),
        tr("It is explained why the practice should work; no measurement of its effect is documented."),
        tr("Those who run it measured before and after themselves."),
        tr("Somebody compared it with what happened without it, or an independent body evaluated it."),
        tr("It was repeated elsewhere, with data that show the same."),
        tr("Several studies, or trials with chance, were reviewed together."),
    )[level]


def provenance(written: Written, words: Vocabularies, tr: Translator) -> tuple[str, ...]:
    """Return who wrote a version, how, from which language and when, as sentences."""
    day = date(written.date, tr.lang)
    source = words.label("languages", written.from_lang, tr.lang) if written.from_lang else ""
    if written.kind == "original":
        made = tr("Written by {by}, {date}.", by=author(written.by, tr), date=day)
        origin = tr("Language of the sources read: {lang}.", lang=source)
    else:
        made = tr("Translated by {by}, {date}.", by=author(written.by, tr), date=day)
        if written.kind == "machine":
            made = tr("Machine translation: {by}, {date}.", by=written.by, date=day)
        origin = tr("Translated from: {lang}.", lang=source)
    review = tr("Read by a native reviewer.") if written.reviewed else tr("No native reviewer has read it yet.")
    return (made, *([origin] if source else []), review)


def author(by: str, tr: Translator) -> str:
    """Return the author's name; our own editors are named in the interface's language."""
    return tr("peerlearn editors") if by == "peerlearn editors" else by


def _sections(version: Version, practice: Practice | None, words: Vocabularies, lang: str) -> tuple[Section, ...]:
    found = []
    for count, (name, text) in enumerate(version.sections.items(), start=1):
        heading = label(words, "sections", name, lang) if practice else Phrase(name, version.lang)
        found.append(Section(name if practice else str(count), heading, Phrase(text, version.lang)))
    return tuple(found)


def _versions(record: Record, shown: Version, words: Vocabularies, lang: str) -> tuple[VersionLink, ...]:
    return tuple(
        VersionLink(
            each, words.label("languages", each, lang), urls.practice(lang, record.id, each), each == shown.lang, each == record.lang
        )
        for each in record.versions
    )


def _facts(practice: Practice, words: Vocabularies, tr: Translator) -> tuple[Fact, ...]:
    lang = tr.lang

    def named(field: str) -> str:
        return words.label("template_fields", field, lang)

    def said(text: str | None) -> tuple[Phrase, ...]:
        return (Phrase(text, lang),) if text else ()

    groups = tuple(label(words, "target_groups", term, lang) for term in practice.target_groups)
    features = tuple(label(words, "key_features", term, lang) for term in practice.key_features)
    lead = phrase(practice.lead, lang)
    reached = number(practice.beneficiaries, lang) if practice.beneficiaries is not None else None
    cost = cost_text(practice.resources, tr)
    facts = [
        Fact(named("lead_organisation"), (lead,) if lead else ()),
        Fact(named("start"), said(date(practice.start, lang) if practice.start is not None else None)),
        Fact(named("end"), said(date(practice.end, lang) if practice.end is not None else None)),
        Fact(named("stage"), said(words.label("stages", practice.stage, lang) if practice.stage else None)),
        Fact(named("cost"), said(cost)),
        Fact(tr("Level"), (label(words, "levels", practice.level, lang),)),
        Fact(named("target_groups"), groups),
        Fact(named("beneficiaries"), said(reached)),
        Fact(named("key_features"), features),
        Fact(named("last_verified"), said(date(practice.last_verified, lang) if practice.last_verified else None)),
    ]
    optional = {named("end"), named("key_features"), named("last_verified")}
    return tuple(fact for fact in facts if fact.values or fact.name not in optional)


def cost_text(resources: Resources | None, tr: Translator) -> str | None:
    """Return the cost with currency and year, or None where it is unknown."""
    if resources is None or resources.cost is None:
        return None
    amount = f"{number(resources.cost, tr.lang)} {resources.currency}"
    return f"{amount} ({resources.cost_year})" if resources.cost_year else amount


def _resources(resources: Resources | None, words: Vocabularies, tr: Translator) -> tuple[Fact, ...]:
    if resources is None:
        return ()
    lang = tr.lang
    running = None if resources.running_cost is None else f"{number(resources.running_cost, lang)} {resources.currency}"
    levels = {"low": tr("Low"), "medium": tr("Medium"), "high": tr("High")}
    complexity = levels[resources.complexity] if resources.complexity else None
    lines = [("running_cost", _said(running, lang)), ("staff", phrase(resources.staff, lang)), ("funding", phrase(resources.funding, lang))]
    lines += [("in_kind", phrase(resources.in_kind, lang)), ("complexity", _said(complexity, lang))]
    return tuple(Fact(words.label("template_fields", name, lang), (value,)) for name, value in lines if value)


def _said(text: str | None, lang: str) -> Phrase | None:
    return Phrase(text, lang) if text else None


def _known(texts: Text, lang: str) -> Phrase:
    return phrase(texts, lang) or Phrase("", lang)


def _measured(value: float | str, original: str, tr: Translator) -> Phrase:
    """Return a value with its language: a number is the reader's, words such as "over 60" are as the record's editors wrote them."""
    if isinstance(value, str) and any(letter.isalpha() for letter in value):
        return Phrase(value, "ar" if _ARABIC.search(value) else "en" if direction(original) == "rtl" else original)
    return Phrase(number(value, tr.lang), tr.lang)


def _result(result: Result, original: str, tr: Translator) -> ResultRow:
    reporters = {
        "city": tr("The city itself"),
        "organiser": tr("A body that takes part in it"),
        "independent": tr("Independent"),
        "unstated": tr("Not stated"),
    }
    return ResultRow(
        indicator=_known(result.indicator, tr.lang),
        baseline=None if result.baseline is None else _measured(result.baseline, original, tr),
        value=_measured(result.value, original, tr),
        unit=phrase(result.unit, tr.lang),
        date="" if result.date is None else date(result.date, tr.lang),
        method=phrase(result.method, tr.lang),
        reported_by=reporters[result.reported_by],
        independent=result.reported_by == "independent",
        source=result.source,
        shares=_shares(result),
    )


def _shares(result: Result) -> tuple[float | None, float] | None:
    """Return how long the bars of a result are: of 100 where it is a percentage, else of the greater of its two values."""
    value, baseline = _amount(result.value), _amount(result.baseline)
    percent = result.unit is not None and set(result.unit.values()) == {"%"}
    if value is None or (not (percent and value <= 100) and baseline is None):
        return None
    most = 100.0 if percent and max(value, baseline or 0) <= 100 else max(value, baseline or 0)
    return (None if baseline is None else baseline / most, value / most) if most else None


def _amount(value: float | str | None) -> float | None:
    """Return a number that a bar can show, or None for words and for what is below nothing."""
    return float(value) if isinstance(value, int | float) and value >= 0 else None


def _source(source: Source, lang: str, tr: Translator) -> SourceLine:
    terms = licence(source.licence, tr)
    if source.title == FURTHER:
        name = source.publisher or urlsplit(source.url).hostname or source.url
        return SourceLine(name, source.lang or "en", "", source.year, source.url, terms, further=True)
    return SourceLine(source.title, source.lang or lang, source.publisher, source.year, source.url, terms)


def licence(terms: str, tr: Translator) -> Phrase:
    """Return the terms of a source: the most frequent ones in the interface's language, the others as they stand."""
    said = {
        "facts only": tr("Only facts were taken from it, not its wording"),
        "All rights reserved by publisher; facts only": tr("All rights stay with the publisher; only facts were taken from it"),
        "UNESCO website terms of use; facts only": tr("Terms of use of UNESCO's website; only facts were taken from it"),
    }
    return Phrase(said[terms], tr.lang) if terms in said else Phrase(terms, "en")
