"""Rules that a good editor keeps, checked mechanically: language, Arabic typography, repeated text, dates, versions, numbers.

Each rule takes a record and gives Issues; none of them changes a text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from peerlearn import frontmatter
from peerlearn.facts import year_of
from peerlearn.issues import Issue
from peerlearn.passages import sentences
from peerlearn.practice import SECTIONS, Practice
from peerlearn.text.language import base_language, detect
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from peerlearn.corpus import Corpus
    from peerlearn.practice import Record, Version
    from peerlearn.vocabulary import Vocabularies

REPEATED_WORDS = 10
"""A sentence of this many words that stands in two practices of one language was copied."""
SURE = 0.6
_ARABIC = "\u0621-\u064a"
_TYPOGRAPHY = (
    (re.compile(rf"[{_ARABIC}][,;?]|[,;?] ?[{_ARABIC}]"), "has Latin punctuation in Arabic", "write ، ؛ or ؟"),
    (re.compile(rf'[{_ARABIC}]"|"[{_ARABIC}]'), "has straight quotes around Arabic", "write « and »"),
    (re.compile("\u0640"), "has a tatweel", "remove it"),
    (re.compile("[\ufb50-\ufdff\ufe70-\ufefc]"), "has Arabic presentation forms", "write plain letters"),
    (re.compile("[\u0660-\u0669\u06f0-\u06f9]"), "has Arabic-Indic digits", "write 0-9, as everywhere in the corpus"),
    (re.compile(rf"[{_ARABIC}] +[،؛؟.:]"), "has a space before a punctuation mark", "remove the space"),
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_LIST_NUMBER = re.compile(r"^\d+[.)] ", re.MULTILINE)
_FACETS = {"themes": "themes", "sdgs": "sdg", "target_groups": "target_groups"}


def check(corpus: Corpus, *, today: dt.date | None = None, folder: Path | None = None) -> list[Issue]:
    """Return every breach of the editorial rules in a corpus, in the order of its files; with their ``folder``, each with its line."""
    found = [issue for record in corpus.records() for issue in _check_record(record, today or dt.datetime.now(dt.UTC).date())]
    found += _repeated(corpus.records())
    found += _unlabelled(corpus.records(), corpus.vocabularies)
    return sorted(found if folder is None else _located(found, folder))


def _located(issues: Iterable[Issue], folder: Path) -> Iterator[Issue]:
    """Give issues their lines: records do not know theirs, so the files are looked at again, each once."""
    files: dict[str, tuple[str, frontmatter.Parsed]] = {}
    for issue in issues:
        if issue.file not in files:
            text = (folder / issue.file).read_bytes().decode("utf-8")
            files[issue.file] = (text, frontmatter.parse(text))
        text, parsed = files[issue.file]
        line = parsed.lines.get(("sections", issue.field)) or parsed.line(tuple(issue.field.split(".")))
        excerpt = "…".join(issue.message.split("…")[1:-1]) or issue.message.rpartition(": ")[2].removesuffix("…")
        yield replace(issue, line=line_of(text, line, excerpt))


def line_of(text: str, line: int, excerpt: str) -> int:
    """Return the line, from ``line`` on, where a piece of a file's text stands (line breaks in it as spaces); else ``line`` itself."""
    rest = "\n".join(text.replace("\r\n", "\n").split("\n")[line - 1 :])
    piece = excerpt.strip("…").strip()
    at = rest.replace("\n", " ").find(piece) if piece else -1
    return line if at < 0 else line + rest.count("\n", 0, at + len(piece) // 2)


def _check_record(record: Record, today: dt.date) -> Iterator[Issue]:
    for lang, version in record.versions.items():
        say = _teller(record, lang)
        yield from _language(version, say)
        if lang == "ar":
            yield from _typography(version, say)
        yield from _dates(record, version, today, say)
        if isinstance(record, Practice):
            yield from _sections(record, version, say)
    if isinstance(record, Practice) and record.evidence.type == "announcement" and record.evidence.level:
        yield _teller(record, record.lang)(
            "evidence.level", "is above 0 for an announcement", "write 0: an announcement documents no result"
        )


def _teller(record: Record, lang: str) -> Callable[[str, str, str], Issue]:
    folder = f"practices/{record.country.lower()}" if isinstance(record, Practice) else "documents"
    name = f"{record.id}.md" if lang == record.lang else f"{record.id}.{lang}.md"
    return lambda field, message, remedy: Issue(f"{folder}/{name}", 0, field, message, remedy)


def _texts(version: Version) -> Iterator[tuple[str, str]]:
    yield from (("title", version.title), ("summary", version.summary), *version.sections.items())


def _language(version: Version, say: Callable[[str, str, str], Issue]) -> Iterator[Issue]:
    whole = " ".join(text for _, text in _texts(version))
    guess = detect(whole, default=version.lang)
    if guess.lang != base_language(version.lang) and guess.confidence >= SURE:
        yield say("lang", f"says {version.lang}, but the text reads as {guess.lang}", "mend the language tag or the text")


def _typography(version: Version, say: Callable[[str, str, str], Issue]) -> Iterator[Issue]:
    for field, text in _texts(version):
        for rule, message, remedy in _TYPOGRAPHY:
            if match := rule.search(text):
                around = text[max(0, match.start() - 15) : match.end() + 15].replace("\n", " ")
                yield say(field, f"{message}: …{around}…", remedy)


def _dates(record: Record, version: Version, today: dt.date, say: Callable[[str, str, str], Issue]) -> Iterator[Issue]:
    if version.written.date > today:
        yield say("written.date", f"{version.written.date} lies in the future", "write the day on which the text was written")
    if isinstance(record, Practice) and version.lang == record.lang:
        if record.last_verified and record.last_verified > today:
            yield say("last_verified", f"{record.last_verified} lies in the future", "write the day of the last check")
        if record.start is not None and record.stage != "idea" and year_of(record.start) > today.year:
            yield say("start", f"{record.start} lies in the future", "mend it, or give the stage idea")


def _sections(practice: Practice, version: Version, say: Callable[[str, str, str], Issue]) -> Iterator[Issue]:
    names = list(version.sections)
    if names != [name for name in SECTIONS if name in version.sections]:
        yield say("sections", "stand in another order than the template's", f"use the order {', '.join(SECTIONS)}")
    if names and set(names) != set(practice.original.sections):
        odd = ", ".join(sorted(set(names) ^ set(practice.original.sections)))
        yield say("sections", f"differ from the original's: {odd}", "give every full version the same sections, or leave all of them out")


def _repeated(records: Iterable[Record]) -> Iterator[Issue]:
    seen: dict[tuple[str, str], str] = {}
    for record in records:
        for lang, version in record.versions.items():
            for field, text in _texts(version):
                for start, end in sentences(text):
                    key = (lang, fold(text[start:end]))
                    if len(key[1].split()) >= REPEATED_WORDS and seen.setdefault(key, record.id) != record.id:
                        say = _teller(record, lang)
                        yield say(field, f"repeats a sentence of {seen[key]}: {text[start:end][:60]}…", "write it anew")


def _unlabelled(records: Iterable[Record], vocabularies: Vocabularies) -> Iterator[Issue]:
    for record in records:
        for field, vocabulary in _FACETS.items():
            for term in getattr(record, field, ()):
                if vocabulary not in vocabularies or term not in vocabularies[vocabulary]:
                    yield _teller(record, record.lang)(field, f"{term!r} has no labels", f"add it to vocabulary/{vocabulary}.json")


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without thousands separators: ``1,500`` and ``1 500`` are both ``1500``."""
    found = set()
    for match in _NUMBER.finditer(fold(text)):
        whole = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?:\D|$))", "", match.group())
        found.add(whole.replace(",", "."))
    return found


def _is_supported(number: str, known: set[str]) -> bool:
    """A number may stand in words of a thousand or a million, and without its decimals."""
    if number in known:
        return True
    value = float(number) if number.count(".") <= 1 else -1.0
    return any(f"{value * factor:.10g}" in known for factor in (1, 1_000, 1_000_000))


def unsupported_numbers(record: Record, facts: str) -> dict[str, set[str]]:
    """Return language -> numbers of a record's text that do not occur in the facts it was written from."""
    known = numbers(facts)
    known |= {piece for number in known for piece in number.split(".")}
    found = {}
    for lang, version in record.versions.items():
        own = {number for _, text in _texts(version) for number in numbers(_LIST_NUMBER.sub("", text))}
        if odd := {number for number in own if not _is_supported(number, known)}:
            found[lang] = odd
    return found
