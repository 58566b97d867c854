"""The letters, marks, forms and brackets that the gate works on: what joins, what mirrors, what a form stands for."""

from __future__ import annotations

import re
import unicodedata

LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
TATWEEL = "\u0640"
FORMS = "\ufb50-\ufdfb\ufe70-\ufefc"

ARABIC_LETTER = re.compile(f"[{LETTERS}{FORMS}]")
FORM = re.compile(f"[{FORMS}]")
MARK = re.compile(f"[{MARKS}]")
RUN = re.compile(f"[{LETTERS}{MARKS}{TATWEEL}]*[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}]*")
"""Letters of one word with their marks, without punctuation."""

_MIRRORED = "()[]{}«»‹›<>"
MIRROR = {
    one: other for first, second in zip(_MIRRORED[::2], _MIRRORED[1::2], strict=True) for one, other in ((first, second), (second, first))
}
OPENING = frozenset("([{«‹")
CLOSING = frozenset(")]}»›")


def bare(word: str) -> str:
    """Return a word without its marks and without tatweel."""
    return MARK.sub("", word).replace(TATWEEL, "")


def plain_forms(text: str, *, visual: bool) -> str:
    """Return the letters that presentation forms stand for; those of a ligature last to first where the text is in visual order."""
    return FORM.sub(lambda found: _letters_of(found.group(), visual=visual), text) if FORM.search(text) else text


def _letters_of(form: str, *, visual: bool) -> str:
    letters = unicodedata.normalize("NFKC", form)
    if letters.startswith(" "):  # a mark on its own: NFKC gives a space to carry it
        letters = letters.strip()
    return letters[::-1] if visual else letters
