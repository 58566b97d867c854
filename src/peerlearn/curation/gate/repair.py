"""Repairs the Arabic of a page, run by run, and says by codes what was wrong and whether the result can be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.gate import mending
from peerlearn.curation.gate.letters import FORM, LETTERS, MARKS, RUN, bare, plain_forms
from peerlearn.curation.gate.model import marked_arabic
from peerlearn.curation.gate.order import (
    Order,
    page_order,
    visual_to_logical,
    weigh,
)
from peerlearn.text.arabic import arabic_script_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from peerlearn.curation.gate.model import WordModel

_FEW = 2  # one word backwards may be a name
_OTHERS = frozenset({"fa", "ur"})
_TURNS_BACK = 6.0  # what a line must say to stay as it is on a page that is turned
_UNLIKELY = -3.2  # natural logarithm a letter, ends included, below which letters are no word
_SHORT = 2
_MOST_UNLIKELY = 0.12  # the share of such words on a page that is text; names and foreign words are among them


@dataclass(frozen=True)
class Repaired:
    """A text after repair: ``notes`` are codes of what was found, ``doubts`` of what the repair could not mend."""

    text: str
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def repair(text: str, model: WordModel) -> Repaired:
    """Return the text with the order, forms, words and signs of its Arabic put right where that is sure.

    Text that cannot be put right comes back as it was, with its doubts; so does Persian and Urdu that is not in logical order.
    """
    lines = text.split("\n")
    page = page_order(lines, model)
    orders = [_line_order(line, page, model) for line in lines]
    met = set(orders)
    notes = [*(["presentation_forms"] if FORM.search(text) else []), *(f"{each}_order" for each in ("visual", "mixed") if each in met)]
    if len(met - {"unsure"}) > 1:
        notes.append("mixed_runs")
    if "mixed" in met:
        return Repaired(text, tuple(notes), ("pieces_astray",))
    if page == "unsure" and (whole := weigh(text, model)).backward >= whole.forward + _FEW:
        return Repaired(text, tuple(notes), ("order_unsure",))
    ordered = "\n".join(_in_order(line, order) for line, order in zip(lines, orders, strict=True))
    if arabic_script_language(ordered) in _OTHERS:
        return Repaired(text, tuple(notes), ("other_language",)) if "visual" in met else Repaired(ordered, tuple(notes))
    return _mended(text, ordered, notes, model, visual="visual" in met)


def _in_order(line: str, order: Order) -> str:
    return visual_to_logical(line) if order == "visual" else plain_forms(line, visual=False)


def _mended(text: str, ordered: str, notes: list[str], model: WordModel, *, visual: bool) -> Repaired:
    """Mend the words and signs of a text whose lines are in order."""
    astray = _is_astray(text, ordered, visual=visual)
    mended = ordered
    for note, mend in _mends(model, damaged=bool(notes), visual=visual):
        after = mend(mended)
        if after != mended:
            notes.append(note)
            mended = after
    doubts = [*(["pieces_astray"] if astray else []), *(_doubts(mended, model) if notes else [])]
    # Where pieces of lines are out of place, mending words guesses: the text stays as it was read, unless its lines were turned as a whole.
    keeps = doubts and (not visual or "unlikely_words" in doubts)
    return Repaired(text if keeps else mended, tuple(notes), tuple(dict.fromkeys(doubts)))


def _is_astray(text: str, ordered: str, *, visual: bool) -> bool:
    """Say whether pieces of lines stand in a wrong order, as far as numbers, stops and marks betray it."""
    if mending.numbers_astray(plain_forms(text, visual=False)) or mending.runs_astray(ordered):
        return True
    return not visual and _has_loose_marks(ordered)


def _line_order(line: str, page: Order, model: WordModel) -> Order:
    """Return the order of a line: its own where it is sure, else that of the page."""
    if not RUN.search(plain_forms(line, visual=False)):
        return "visual" if page == "visual" and _STOP_FIRST.match(line) else "unsure"
    weighed = weigh(line, model)
    if page == "mixed":
        return "mixed"
    if page == "visual":
        return "logical" if weighed.sum >= _TURNS_BACK else "visual"
    return weighed.order if weighed.order in ("visual", "mixed") else "logical"


_STOP_FIRST = re.compile(r"\s*[.،؛:]\w")


def _mends(model: WordModel, *, damaged: bool, visual: bool) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield the code of each further damage and what mends it, in the order in which they are tried."""
    if damaged:
        yield "stray_glyphs", mending.without_stray_glyphs
    yield "lost_marks", lambda text: mending.without_lost_marks(text, model) if mending.LOST in text else text
    yield "loose_marks", lambda text: mending.without_loose_marks(text, model) if _has_loose_marks(text) else text
    yield "swapped_lam_alef", lambda text: mending.with_lam_alef(text, model) if mending.swapped_lam_alef(text) else text
    if damaged:
        yield "cut_words", lambda text: mending.with_cut_words_joined(text, model)
        yield "doubled_glyphs", mending.with_glyphs_once
    if visual:
        yield "misplaced_marks", lambda text: mending.with_marks_placed(text, marked_arabic())
    yield "missing_spaces", lambda text: mending.with_spaces(text, model)
    yield "stops_before_numbers", mending.with_stops_after_numbers
    yield "mirrored_brackets", mending.with_brackets


_LOOSE = re.compile(f"(?:^|(?<=[^{LETTERS}{MARKS}]))[{MARKS}]", re.MULTILINE)


def _has_loose_marks(text: str) -> bool:
    return bool(_LOOSE.search(text))


def _doubts(text: str, model: WordModel) -> list[str]:
    """Return the codes of what still looks broken on a page that was."""
    doubts = ["impossible_letters"] if mending.impossible(text) else []
    if mending.cut_words(text, model):
        doubts.append("pieces_astray")
    words = [word for found in RUN.findall(text) if len(word := bare(found)) > _SHORT]
    unlikely = sum(model.score(word) / (len(word) + 1) < _UNLIKELY for word in words)
    if unlikely > _MOST_UNLIKELY * len(words):
        doubts.append("unlikely_words")
    return doubts
