"""The log as lines that people read: when, who, what, on which submission."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.i18n import formats
from app.views.desk.plain import line
from peerlearn.curation.review.reasons import label
from peerlearn.dossier import word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.i18n import Translator
    from peerlearn.curation.review.log import LogEntry

SIZE = 50
"""Entries on one page."""


@dataclass(frozen=True)
class Step:
    """One entry of the log."""

    number: int
    at: str
    who: str
    what: str
    submission: str
    link: str


def steps_of(entries: Sequence[LogEntry], name_of: Callable[[str], str], tr: Translator, *, page: int) -> tuple[list[Step], int]:
    """Return a page of the log, the newest first, and how many pages there are."""
    pages = max(1, -(-len(entries) // SIZE))
    place = min(max(1, page), pages)
    newest = [*reversed(entries)][(place - 1) * SIZE : place * SIZE]
    return [_step(each, name_of, tr) for each in newest], pages


def _step(entry: LogEntry, name_of: Callable[[str], str], tr: Translator) -> Step:
    day = f"{formats.date(entry.at.astimezone(dt.UTC).date(), tr.lang)} {entry.at:%H:%M}"
    link = urls.curate(tr.lang, "draft", entry.submission) if entry.submission else ""
    return Step(entry.number, day, line(name_of(entry.actor), 40), _what(entry, tr), entry.submission, link)


def _what(entry: LogEntry, tr: Translator) -> str:
    """Return a step in words; a step that has none yet is shown by its code."""
    said = {
        "create": tr("handed a file in"), "edit": tr("changed the draft"), "put_aside": tr("saved too late; kept aside"),
        "decide": tr("decided on a suggestion"), "remark": tr("commented"), "erase_remark": tr("emptied a comment"),
        "score": tr("scored"), "move": tr("moved it on"), "publish": tr("published"), "supersede": tr("superseded"),
        "withdraw": tr("withdrew"), "add_person": tr("added a person"), "set_role": tr("changed a role"),
        "forget_person": tr("erased a person’s name"), "add_contact": tr("added a contact"), "delete_contact": tr("deleted a contact"),
    }.get(entry.action, entry.action)  # fmt: skip
    more = [str(entry.details[name]) for name in ("choice", "criterion", "to", "role") if entry.details.get(name)]
    named = [word(each, tr.lang) if each in ("accepted", "edited", "rejected") else label(each, lang=tr.lang) for each in more]
    return f"{said}: {tr(', ').join(named)}" if named else said
