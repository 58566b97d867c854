"""What is checked of a practice or document beyond its own constructor: lists, editorial rules, figures, personal data."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from peerlearn import editorial
from peerlearn.corpus import Corpus
from peerlearn.curation.validate.finding import Finding
from peerlearn.practice import Practice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from peerlearn.city import City
    from peerlearn.issues import Issue
    from peerlearn.practice import Record
    from peerlearn.vocabulary import Vocabularies

_LISTS = {"themes": "themes", "sdgs": "sdg", "target_groups": "target_groups", "key_features": "key_features"}
_OF_THE_RECORD = ("start", "last_verified", "evidence.level", *_LISTS)
MEASURED = 2
"""The level from which evidence rests on figures: level 1 is a described logic."""
_MAIL = re.compile(r"[^\s@<>()،,;]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00)[ -]?\d(?:[ ().-]{0,2}\d){7,13}(?!\w)")
"""Only numbers with a country's code: others cannot be told from figures."""
_REMARKS: tuple[tuple[str, str, bool], ...] = (
    (r"says (?P<stated>\S+), but the text reads as (?P<found>\S+)", "language-mismatch", False),
    (r"has Arabic presentation forms: (?P<around>.*)", "presentation-forms", True),
    (r"has (?:Latin punctuation|straight quotes|a tatweel|Arabic-Indic|a space).*?: (?P<around>….*)", "typography", False),
    (r"(?P<value>.*) lies in the future", "future-date", True),
    (r"stand in another order", "section-order", False),
    (r"differ from the original's: (?P<names>.*)", "sections-differ", False),
    (r"is above 0 for an announcement", "announcement", True),
    (r"repeats a sentence of (?P<other>[^:]+): (?P<around>.*)", "repeated", False),
    (r"'(?P<value>.*)' has no labels", "unknown-term", False),
)
"""An editorial remark, its code, and whether it blocks: broken letters and what cannot be true do."""
EDITORIAL = frozenset({"editorial", *(code for _, code, _ in _REMARKS)})
"""The codes of what :mod:`peerlearn.editorial` says, which a corpus is held to; the rest informs whoever writes a draft."""


def listed(record: Record, *, cities: Mapping[str, City], vocabularies: Vocabularies) -> Iterator[Finding]:
    """Yield what is not in the lists: the city, and terms of each vocabulary that is there."""
    if record.city is not None and record.city not in cities:
        yield Finding("unknown-city", "city", values={"value": record.city})
    for field, name in _LISTS.items():
        for term in getattr(record, field, ()):
            if name in vocabularies and term not in vocabularies[name]:
                yield Finding("unknown-term", field, values={"value": term})
    kinds = "evidence_types"
    if isinstance(record, Practice) and kinds in vocabularies and record.evidence.type not in vocabularies[kinds]:
        yield Finding("unknown-term", "evidence.type", values={"value": record.evidence.type})


def edited(record: Record, *, vocabularies: Vocabularies, today: dt.date | None = None) -> Iterator[Finding]:
    """Yield what the editorial rules of the corpus say of the record."""
    practices = {record.id: record} if isinstance(record, Practice) else {}
    documents = {record.id: record} if not isinstance(record, Practice) else {}
    for issue in editorial.check(Corpus(practices, documents, vocabularies=vocabularies), today=today):
        if not issue.message.endswith("has no labels"):  # said by the lists already
            yield remark(issue, original=record.lang)


def remark(issue: Issue, *, original: str) -> Finding:
    """Return what the editorial rules say of a record whose first language is ``original``, as a finding that every language can tell."""
    parts = PurePosixPath(issue.file).name.split(".")
    lang = parts[1] if len(parts) == 3 else original
    path = issue.field if issue.field in _OF_THE_RECORD else _in_version(issue.field, lang)
    for pattern, code, blocks in _REMARKS:
        if match := re.match(pattern, issue.message, re.DOTALL):
            return Finding(code, path, "error" if blocks else "warning", match.groupdict(), issue.message, issue.remedy)
    said = {"said": issue.message, "advised": issue.remedy}
    return Finding("editorial", path, "warning", said, issue.message, issue.remedy)


def _in_version(field: str, lang: str) -> str:
    own = field in ("title", "summary", "sections", "lang") or field.startswith("written")
    return f"versions.{lang}.{field}" if own else f"versions.{lang}.sections.{field}"


def documented(record: Record) -> Iterator[Finding]:
    """Yield where evidence is thinner than it looks: results without source or date, a level without results, unread machine text."""
    for lang, version in record.versions.items():
        if version.written.kind == "machine" and not version.written.reviewed:
            yield Finding("unreviewed-machine", f"versions.{lang}.written", "warning")
    if isinstance(record, Practice):
        yield from _measured(record)


def _measured(practice: Practice) -> Iterator[Finding]:
    if practice.evidence.level >= MEASURED and not practice.results:
        yield Finding("evidence-without-results", "evidence.level", "warning", {"level": str(practice.evidence.level)})
    for number, result in enumerate(practice.results, start=1):
        if result.source is None:
            yield Finding("result-without-source", f"results.{number}.source", "warning", {"number": str(number)})
        if result.date is None:
            yield Finding("result-without-date", f"results.{number}.date", "warning", {"number": str(number)})


def personal(record: Record) -> Iterator[Finding]:
    """Yield the texts that hold an address or a telephone number; what it is is not repeated."""
    for lang, version in record.versions.items():
        for field, text in (("title", version.title), ("summary", version.summary), *version.sections.items()):
            if _MAIL.search(text) or _PHONE.search(text):
                yield Finding("personal-data", _in_version(field, lang), "warning")


def supported(record: Record, *, facts: str) -> Iterator[Finding]:
    """Yield the language versions with numbers that the file they were drawn from does not have."""
    for lang, odd in editorial.unsupported_numbers(record, facts).items():
        yield Finding("unsupported-number", f"versions.{lang}", "warning", {"values": ", ".join(sorted(odd))})
