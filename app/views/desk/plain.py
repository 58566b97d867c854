"""Texts of people and files as they may be shown: on one line, of a length that fits, and without signs that turn other text around."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.i18n import Translator

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LINE = 160


def line(text: str, most: int = LINE) -> str:
    """Return a text on one line, cut to ``most`` characters."""
    start = text[: most * 4]
    flat = " ".join(_CONTROLS.sub(" ", _TURNS.sub("", start)).split())
    if len(flat) <= most and len(start) == len(text):
        return flat
    return f"{flat[: most - 1].rstrip()}…"


def same_length(text: str) -> str:
    """Return a text in which signs that turn other text around, and controls, are made harmless and every character keeps its place."""
    return _CONTROLS.sub(" ", _TURNS.sub("\u2060", text))


def age(then: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return tr.plural("{n} minute ago", "{n} minutes ago", minutes)
    if minutes < 24 * 60:
        return tr.plural("{n} hour ago", "{n} hours ago", minutes // 60)
    return tr.plural("{n} day ago", "{n} days ago", minutes // (24 * 60))
