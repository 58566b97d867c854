"""Which way the letters of a page run, line by line, and how a line in visual order is put right.

Three orders are met. *Logical* is right. *Visual* is the line as it looks, read from the left: every word last letter first, and the
words too, while numbers and Latin words run as they should. *Mixed* has the words in order but some of them, or the parts of them
between marks, last letter first; PDFium gives it for what Chromium prints, and leaves out or moves pieces besides, so that it is for a
person.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from peerlearn.curation.gate.letters import LETTERS, MARK, MARKS, RUN, bare, plain_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerlearn.curation.gate.model import WordModel

Order = Literal["logical", "visual", "mixed", "unsure"]

_SURE = 2.0  # natural logarithm: seven times likelier one way than the other
_MOST = 8.0  # what one word may say at most
_FEW_WORDS = 6.0  # the sum that a text needs before it is turned
_TELLING = 0.3  # the share of sure words that run the other way in a mixed line
_LEAST_WORDS = 2

# What runs from left to right inside a line that is read from the right: Latin words and numbers, with what joins them. Between numbers
# full stop, comma, colon and slash join, hyphen and per cent do not: beside Arabic, "2015-16" and "70%" look like "16-2015" and "%70".
_LATIN = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_NUMBER = rf"[$€£#]?[{_DIGITS}]+(?:[.,:/٫٬][{_DIGITS}]+)*[%٪°]?"
_LATIN_WORD = rf"[{_LATIN}{_DIGITS}]*[{_LATIN}](?:[^\s{LETTERS}{MARKS}\ufb50-\ufdff\ufe70-\ufefc،؛؟«»()\[\]]*[{_LATIN}{_DIGITS}])?"
_LEFT_TO_RIGHT = re.compile(rf"{_LATIN_WORD}(?: +(?:{_LATIN_WORD}|{_NUMBER}))*|{_NUMBER}")


@dataclass(frozen=True)
class Weighed:
    """What the words of a line say: how many run surely forwards and backwards, and the sum of what all say."""

    forward: int
    backward: int
    sum: float

    @property
    def order(self) -> Order:
        """The order that the words speak for; ``unsure`` where they say too little."""
        sure = self.forward + self.backward
        if sure >= _LEAST_WORDS * 2 and min(self.forward, self.backward) >= max(_LEAST_WORDS, _TELLING * sure):
            return "mixed"
        if self.sum <= -_FEW_WORDS and self.backward > self.forward:
            return "visual"
        return "logical" if self.sum >= _SURE else "unsure"


def weigh(text: str, model: WordModel) -> Weighed:
    """Return what the words of a text, and the forms of its letters, say about its order."""
    said = [_says(word, model) for word in _words(text)]
    said += _joins(text)
    return Weighed(sum(each > _SURE for each in said), sum(each < -_SURE for each in said), sum(said))


def _says(word: str, model: WordModel) -> float:
    """Return what a word says, forwards above 0; no name from abroad, however odd, says surely that it runs backwards."""
    if word in _OTHER_WORDS or word[::-1] in _OTHER_WORDS:
        return _FORM_SAYS if word in _OTHER_WORDS else -_FORM_SAYS
    says = max(-_MOST, min(_MOST, model.forwardness(word)))
    if says < -_SURE and not model.knows(word[::-1]) and not _NO_WORD.match(word):
        return -_SURE / 2
    return says


_OTHER_WORDS = frozenset(
    ("است", "این", "برای", "شده", "های", "باشد", "کرده", "شود", "ہے", "ہیں", "اور", "میں", "کے", "لیے", "نہیں", "گیا"),
)
"""Words of Persian and Urdu whose letters the other way round are no word: the model knows Arabic only."""
_NO_WORD = re.compile(f"ة[{LETTERS}]|[{LETTERS}]{{3,}}لا$")
"""What ends with the article or begins with what only ends a word is a word backwards."""


def _words(text: str) -> Iterable[str]:
    return (word for found in RUN.findall(plain_forms(text, visual=False)) if len(word := bare(found)) > 1)


def _joins(text: str) -> Iterable[float]:
    """Yield what pairs of presentation forms say: an initial one stands before a medial or final one, whatever the language."""
    for word in _FORMS.findall(MARK.sub("", text)):
        forms = [_form(char) for char in word]
        pairs = set(itertools.pairwise(forms))
        forward, backward = bool(pairs & _FORWARD), bool(pairs & _BACKWARD)
        if forward != backward:
            yield _FORM_SAYS if forward else -_FORM_SAYS


def _form(char: str) -> str:
    return unicodedata.decomposition(char).split(" ", 1)[0]


_FORM_SAYS = 4.0
_FORMS = re.compile("[\ufb50-\ufdfb\ufe80-\ufefc]{2,}")
_FORWARD = {("<initial>", "<medial>"), ("<initial>", "<final>"), ("<medial>", "<final>")}
_BACKWARD = {(after, before) for before, after in _FORWARD}


def page_order(lines: list[str], model: WordModel) -> Order:
    """Return the order that most of a page has; short lines follow it."""
    weighed = [weigh(line, model) for line in lines]
    votes = {
        order: sum(each.forward + each.backward for each in weighed if each.order == order) for order in ("logical", "visual", "mixed")
    }
    whole = weigh("\n".join(lines), model)
    if votes["mixed"] > 0.5 * sum(votes.values()):
        return "mixed"
    best = max(votes, key=lambda order: votes[order])
    return best if votes[best] else whole.order  # type: ignore[return-value]


def visual_to_logical(line: str) -> str:
    """Return a line that was in visual order, first letter first; numbers and Latin words keep their order."""
    line = plain_forms(line, visual=True)
    pieces: list[str] = []
    last = 0
    for found in _LEFT_TO_RIGHT.finditer(line):
        pieces += [line[last : found.start()][::-1], found.group()]
        last = found.end()
    pieces.append(line[last:][::-1])
    return "".join(reversed(pieces))
