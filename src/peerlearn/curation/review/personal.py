"""Contact data in a text that is about to be published: e-mail addresses and telephone numbers belong into the store only."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from peerlearn.serialise import record_json
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.practice import Record

# Both are held against folded text: ASCII digits, no invisible characters, wide letters made plain.
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_PHONE = re.compile(r"(?:\+|(?<![\w.,])00(?=[1-9]))\d[\d ().\-/]{6,}\d")


def contacts_in(text: str) -> list[str]:
    """Return the kinds of contact data that a text holds: ``email``, ``phone``."""
    folded = fold(text)
    phones = (re.sub(r"\D", "", each.group()) for each in _PHONE.finditer(folded))
    found = ["email"] if _EMAIL.search(folded) else []
    return found + (["phone"] if any(9 <= len(each) <= 17 for each in phones) else [])


def contacts_in_record(record: Record) -> Iterator[tuple[str, str]]:
    """Yield where in a record contact data stand, and of which kind: (``versions.ar.sections.solution``, ``email``); links are left out."""
    yield from _walk(json.loads(record_json(record)), "")


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from ((path, kind) for kind in contacts_in(value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "url":
                yield from _walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _walk(inner, f"{path}.{number}")
