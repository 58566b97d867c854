"""What changed between two states of a record: field by field, and word by word inside a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.facts import Resources
    from peerlearn.practice import Record, Version

LONGEST = 3_000
"""So many words are compared one by one; the time for that grows with their square, so a longer text is shown as replaced."""
_WORDS = re.compile(r"\s*\S+|\s+")
_FACTS = ("city", "level", "stage", "start", "end", "lead", "partners", "themes", "sdgs", "target_groups", "key_features", "beneficiaries")
_MEASURED = ("results", "sources", "last_verified")
_MEANS = ("cost", "currency", "cost_year", "running_cost", "staff", "funding", "in_kind", "complexity")


@dataclass(frozen=True)
class Change:
    """One field that differs: its name, the language of its text (empty where it has none), and what it was and is; None is absent."""

    field: str
    lang: str
    before: object
    after: object


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: Record, after: Record) -> tuple[Change, ...]:
    """Return the fields in which two states of a record differ, texts first, in the order of the template."""
    return (*_texts(before, after), *_facts(before, after))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one: what stayed, what went and what came, word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text)
    found: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[first:last])))
            continue
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        found += [piece for piece in (Piece("gone", gone), Piece("new", come)) if piece.text]
    return tuple(found)


def _texts(before: Record, after: Record) -> Iterator[Change]:
    for lang in dict.fromkeys((*after.versions, *before.versions)):
        old, new = _parts(before.versions.get(lang)), _parts(after.versions.get(lang))
        for name in dict.fromkeys((*new, *old)):
            if old.get(name) != new.get(name):
                yield Change(name, lang, old.get(name), new.get(name))


def _parts(version: Version | None) -> dict[str, str]:
    return {"title": version.title, "summary": version.summary, **version.sections} if version else {}


def _facts(before: Record, after: Record) -> Iterator[Change]:
    for name in (*_FACTS, *_MEASURED):
        yield from _differing(name, getattr(before, name, None), getattr(after, name, None))
    if isinstance(before, Practice) and isinstance(after, Practice):
        for name in _MEANS:
            yield from _differing(name, _mean(before.resources, name), _mean(after.resources, name))
        yield from _differing("evidence_level", before.evidence.level, after.evidence.level)
        yield from _differing("evidence_reason", before.evidence.reason, after.evidence.reason)


def _mean(resources: Resources | None, name: str) -> object:
    return getattr(resources, name) if resources else None


def _differing(name: str, before: object, after: object) -> Iterator[Change]:
    if before != after:
        yield Change(name, "", _present(before), _present(after))


def _present(value: object) -> object:
    """Return a value, or None for an empty list of terms; 0 is a value."""
    return None if value == () else value
