"""One or several practices as a report: what stands in it, before it is a Word or a PDF file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peerlearn.interop.citations import citation
from peerlearn.interop.inert import one_line
from peerlearn.interop.naming import LANGS, Names, listed, place_of, said, word
from peerlearn.interop.prose import Block, blocks
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peerlearn.practice import Record, Version


@dataclass(frozen=True)
class Part:
    """A heading in the report's language, and the text below it in the entry's."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Entry:
    """One practice or document; title and summary are in ``lang``, the parts in ``text_lang``, the rest in the report's language.

    ``figures`` are the rows of results: indicator, value, before, date.
    """

    id: str
    lang: str
    text_lang: str
    title: str
    summary: str
    place: str
    link: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    figures: tuple[tuple[str, str, str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A report in ``lang``; ``question`` is what was asked, ``total`` how many were found where not all stand here."""

    lang: str
    title: str
    entries: tuple[Entry, ...]
    made: dt.date
    question: str = ""
    total: int = 0
    footer: str = field(default="")

    @property
    def direction(self) -> str:
        """``rtl`` for Arabic."""
        return direction(self.lang)

    @property
    def shortened(self) -> str:
        """What to say where not everything that was found is here; else empty."""
        shown = len(self.entries)
        return word("shortened", self.lang).format(shown=shown, total=self.total) if self.total > shown else ""


def direction(lang: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if lang.split("-")[0] in {"ar", "fa", "he", "ur", "ps", "ug", "sd"} else "ltr"


def report(
    records: Sequence[Record],
    names: Names,
    *,
    lang: str,
    made: dt.date,
    question: str = "",
    total: int = 0,
    link: Callable[[str], str] = lambda _: "",
) -> Report:
    """Return the report of records, in the order given.

    Title and summary are in ``lang`` where the record has them in it, the whole text in ``lang`` or else in the original's language.

    Raises:
        ValueError: there is nothing to report.
    """
    if not records:
        raise ValueError("a report needs at least one record")
    shown = lang if lang in LANGS else "en"
    entries = tuple(_entry(record, names, shown, link(record.id)) for record in records)
    title = entries[0].title if len(entries) == 1 else word("report", shown)
    return Report(shown, title, entries, made, one_line(question), total, word("footer", shown))


def _entry(record: Record, names: Names, lang: str, link: str) -> Entry:
    head, version, words = record.version(lang), record.full_text(lang), names.vocabularies
    practice = record if isinstance(record, Practice) else None
    parts = tuple(
        Part(one_line(words.label("sections", name, lang) if practice else name), tuple(blocks(text)))
        for name, text in version.sections.items()
    )
    city, country = place_of(record, names, lang)
    place = [each for each in (city, "" if city == country else country, str(record.year or "")) if each]
    return Entry(
        id=record.id,
        lang=head.lang,
        text_lang=version.lang,
        title=one_line(head.title),
        summary=one_line(head.summary),
        place=" · ".join(place),
        link=link,
        facts=tuple((name, value) for name, value in _facts(record, version, names, lang) if value),
        parts=parts,
        figures=_figures(practice, lang) if practice else (),
        sources=tuple(_source(record, place, names, lang) for place in range(len(record.sources))),
    )


def _facts(record: Record, version: Version, names: Names, lang: str) -> list[tuple[str, str]]:
    words = names.vocabularies
    text = listed([words.label("languages", version.lang, lang), word(version.written.kind, lang)], lang)
    if not version.written.reviewed:
        text = listed([text, word("unreviewed", lang)], lang)
    found = [(word("themes", lang), listed([words.label("themes", each, lang) for each in record.themes], lang))]
    found += [(word("sdgs", lang), listed([f"{each} {words.label('sdg', each, lang)}" for each in record.sdgs], lang))]
    if isinstance(record, Practice):
        level = f"{record.evidence.level}/5 · {words.label('evidence_levels', str(record.evidence.level), lang)}"
        own = [
            (word("years", lang), _years(record, lang)),
            (word("stage", lang), words.label("stages", record.stage, lang) if record.stage else ""),
            (word("lead", lang), one_line(said(record.lead, lang))),
            (word("groups", lang), listed([words.label("target_groups", each, lang) for each in record.target_groups], lang)),
            (word("evidence", lang), level),
        ]
        found = own[:3] + found + own[3:]
    return [*found, (word("text", lang), text)]


def _years(practice: Practice, lang: str) -> str:
    if practice.start is None:
        return ""
    if practice.end is None:
        return word("since", lang).format(year=practice.start)
    return f"{practice.start}–{practice.end}"


def _figures(practice: Practice, lang: str) -> tuple[tuple[str, str, str, str], ...]:
    rows = []
    for result in practice.results:
        unit = said(result.unit, lang)
        value, before = (_amount(each, unit) for each in (result.value, result.baseline))
        rows.append((one_line(said(result.indicator, lang)), value, before, str(result.date or "")))
    return tuple(rows)


def _amount(value: float | str | None, unit: str) -> str:
    if value is None:
        return ""
    shown = f"{value:,}" if isinstance(value, int | float) else value
    return one_line(f"{shown}{'' if unit == '%' else ' '}{unit}")


def _source(record: Record, place: int, names: Names, lang: str) -> str:
    source = record.sources[place]
    year = f" ({source.year})" if source.year else ""
    accessed = citation(record, names, lang=lang).accessed
    seen = f". {word('accessed', lang)} {accessed.isoformat()}" if accessed else ""
    return one_line(f"{source.title}. {source.publisher}{year}. {source.url}. {word('licence', lang)}: {source.licence}{seen}")
