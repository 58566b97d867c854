"""The Arabic quality gate: what a reader took from a file is judged page by page, and repaired where the repair is sure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from peerlearn.curation.gate.garbage import garbage_notes, trace_notes, without_symbols
from peerlearn.curation.gate.letters import ARABIC_LETTER
from peerlearn.curation.gate.model import arabic
from peerlearn.curation.gate.repair import repair

if TYPE_CHECKING:
    from peerlearn.curation.source import Page, Source, Verdict

_ROUNDS = 4  # a repair may bring to light what another one mends; none that was met took more than two
_WORSE: tuple[Verdict, ...] = ("clean", "repaired", "needs_person", "needs_ocr")


@dataclass(frozen=True)
class _Judged:
    text: str
    verdict: Verdict
    notes: tuple[str, ...] = ()


def judge(page: Page) -> Page:
    """Return the page with the gate's verdict, the codes of what was found, and its text repaired where that is sure.

    A verdict that a reader or an earlier judgement gave is never made better. A page that waits for OCR or a person, and one that was
    judged before, comes out as it is.
    """
    if not page.usable:
        return page
    found = _judge(unicodedata.normalize("NFC", page.text))
    verdict = max(page.verdict, found.verdict, key=_WORSE.index)
    return replace(page, text=found.text, verdict=verdict, notes=tuple(dict.fromkeys((*page.notes, *found.notes))))


def gate(source: Source) -> Source:
    """Return the file with every page judged."""
    return replace(source, pages=tuple(judge(page) for page in source.pages))


def _judge(text: str) -> _Judged:
    if garbage := garbage_notes(text):
        return _Judged(text, "needs_ocr", garbage)
    now = text
    notes: list[str] = []
    doubts: list[str] = []
    for _ in range(_ROUNDS):
        before, now = now, without_symbols(now)
        notes += ["symbol_glyphs"] if now != before else []
        if ARABIC_LETTER.search(now):
            repaired = repair(now, arabic())
            now, doubts = unicodedata.normalize("NFC", repaired.text), list(repaired.doubts)
            notes += repaired.notes
        if now == before or doubts:
            break
    else:
        now, doubts = text, ["not_settled"]
    doubts += trace_notes(now)
    verdict: Verdict = "needs_person" if doubts else "repaired" if now != text else "clean"
    return _Judged(now, verdict, tuple(dict.fromkeys((*notes, *doubts))))
