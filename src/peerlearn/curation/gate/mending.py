"""Mends single words and signs once the order is right: lam-alef, broken and glued words, loose marks, brackets, full stops before numbers."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from peerlearn.curation.gate.letters import CLOSING, LETTERS, MARK, MARKS, MIRROR, OPENING, RUN, bare

if TYPE_CHECKING:
    from peerlearn.curation.gate.model import WordModel

_SWAPPED = f"(?<![{LETTERS}])[وفبك]?ا[أإآ]ل|[{LETTERS}]اا|اا[{LETTERS}]|(?<![{LETTERS}])اا"
SWAPPED = re.compile(_SWAPPED)
"""What only a swapped lam-alef explains: "األولى", "الحماالت"."""
IMPOSSIBLE = re.compile(f"ة[{LETTERS}]|ى[{LETTERS}]|[أإآ][أإآ]|{_SWAPPED}")
"""Letters in an order that no Arabic word has; one may be a slip of the pen."""
_ALEF_LAM = re.compile(f"([اأإآ])([{MARKS}]*)(ل)")
_GAIN, _GAIN_OF_UNKNOWN = 3.0, 1.0
_ALONE = frozenset({"ال", "وال", "فال", "بال"})
"""On a page with swapped lam-alefs these are "no", "and no", "so no" and "without": an article never stands alone."""
_MOST_SITES = 4


def swapped_lam_alef(text: str) -> int:
    """Count the places that only a swapped lam-alef explains."""
    return len(SWAPPED.findall(MARK.sub("", text)))


def with_lam_alef(text: str, model: WordModel) -> str:
    """Return the text with "alef lam" turned to "lam alef" in the words that become likelier by it, much likelier."""
    return RUN.sub(lambda found: _best_lam_alef(found.group(), model), text)


def _best_lam_alef(word: str, model: WordModel) -> str:
    letters = bare(word)
    if letters in _ALONE:
        return _swapped(word, tuple(_ALEF_LAM.finditer(word)))
    sites = list(_ALEF_LAM.finditer(word))[:_MOST_SITES]
    if not sites:
        return word
    ways = [_swapped(word, chosen) for size in range(1, len(sites) + 1) for chosen in itertools.combinations(sites, size)]
    best = max(ways, key=lambda way: model.score(bare(way)))
    gain = _GAIN if model.knows(letters) else _GAIN_OF_UNKNOWN
    return best if model.score(bare(best)) > model.score(letters) + gain else word


def _swapped(word: str, sites: tuple[re.Match[str], ...]) -> str:
    for site in sites:
        word = word[: site.start()] + site[3] + site[1] + site[2] + word[site.end() :]
    return word


def without_loose_marks(text: str, model: WordModel) -> str:
    """Return the text without marks that stand on no letter, and with words joined again that such a mark cut in two."""
    text = re.sub(f"^[ {MARKS}]*[{MARKS}] *$\n?", "", text, flags=re.MULTILINE)
    return re.sub(f"(?<![{LETTERS}{MARKS}])[{MARKS}]+ *", "", with_cut_words_joined(text, model))


def with_cut_words_joined(text: str, model: WordModel) -> str:
    """Return the text with the parts of words joined that a mark, or the gap that a lost mark left, had cut apart."""
    cut = re.compile(f"(?<![{LETTERS}{MARKS}])([{LETTERS}{MARKS}]+)( +)([{LETTERS}{MARKS}]+)(?![{LETTERS}{MARKS}])")
    for _ in range(3):  # a word may be cut more than once, and matches do not overlap
        text = cut.sub(lambda found: _joined(found, model), text)
    return text


def _joined(found: re.Match[str], model: WordModel) -> str:
    """Join two parts where a mark or an odd gap stands between them and they are likelier as one word."""
    one, gap, other = found.groups()
    marked = bool(MARK.match(one[-1]) or MARK.match(other[0]) or len(gap) > 1)
    first, second = bare(one), bare(other)
    if not first or not second:
        return found.group()
    apart, together = model.score(first) + model.score(second), model.score(first + second)
    known = model.knows(first + second)
    broken = not (model.knows(first) and model.knows(second))
    least = 0.0 if marked else _GAIN if known else _GAIN_OF_PARTS
    return one + other if broken and together > apart + least else found.group()


_GAIN_OF_PARTS = 5.0


def with_spaces(text: str, model: WordModel) -> str:
    """Return the text with glued words apart, where every part is a word that is known; a text with few long words is left alone."""
    words = [bare(found) for found in RUN.findall(text)]
    glued = [word for word in words if len(word) >= _GLUED and not model.knows(word)]
    if len(glued) <= max(_FEW_GLUED, _SHARE_GLUED * len(words)):
        return text
    return RUN.sub(lambda found: _apart(found.group(), model), text)


_GLUED, _LONGEST = 12, 16
_FEW_GLUED, _SHARE_GLUED = 1, 0.08


def _apart(word: str, model: WordModel) -> str:
    if len(word) < _GLUED // 2 or MARK.search(word) or model.knows(word):
        return word
    best: list[tuple[float, list[str]] | None] = [(0.0, [])]
    for end in range(1, len(word) + 1):
        ways = [
            (before[0] + model.score(part), [*before[1], part])
            for start in range(max(0, end - _LONGEST), end)
            if (before := best[start]) and model.knows(part := word[start:end]) and len(part) > 1
        ]
        best.append(max(ways, default=None))
    return " ".join(best[-1][1]) if best[-1] and best[-1][0] > model.score(word) else word


def with_brackets(text: str) -> str:
    """Return the text with those brackets mirrored that close before they open, in pairs, and whose spaces say the same."""
    places = _pairs_the_wrong_way(text)
    return "".join(MIRROR[char] if place in places else char for place, char in enumerate(text)) if places else text


_SPACE_INSIDE = re.compile(r"(?<=\S)([»)\]}]) ([^\n»«()\[\]{}]*?\S)([«(\[{])(?=\s|$|[.،؛:])")


def with_spaces_before_brackets(text: str) -> str:
    """Return a line in mixed order with the space before a bracket, which had come behind it, put back: "و» س«" is "و «س»"."""
    return _SPACE_INSIDE.sub(lambda found: f" {MIRROR[found[1]]}{found[2]}{MIRROR[found[3]]}", text)


def _pairs_the_wrong_way(text: str) -> set[int]:
    """Return the places of brackets that close before they open, in pairs, with Arabic beside them."""
    places: set[int] = set()
    waiting: dict[str, int] = {}
    depth: dict[str, int] = {}
    for place, char in enumerate(text):
        if char in CLOSING:
            kind = MIRROR[char]
            if depth.get(kind, 0):
                depth[kind] -= 1
            else:
                waiting[kind] = place
        elif char in OPENING:
            start = waiting.pop(char, None)
            if start is None:
                depth[char] = depth.get(char, 0) + 1
            elif _opens(text, start) and _closes(text, place):
                places |= {start, place}
    return places


def _opens(text: str, place: int) -> bool:
    """Say whether what is around the place is what stands around an opening bracket."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in OPENING or before in CLOSING) and bool(after) and not after.isspace()


def _closes(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before) and not before.isspace() and (not after or not after.isalnum())


_STOP_BEFORE_NUMBER = re.compile(
    rf"(?:(?<=[{LETTERS}{MARKS}»«)(] )|^|(?<= و))([.،؛:!؟])([0-9\u0660-\u0669](?:[0-9\u0660-\u0669.,٫٬-]*[0-9\u0660-\u0669])?[%٪]?)"
    rf"(?=$| [{LETTERS}(«»)])",
    re.MULTILINE,
)


def with_stops_after_numbers(text: str) -> str:
    """Return the text with stops and commas that were put before a number moved behind it: " .2024 " is " 2024. "."""
    return _STOP_BEFORE_NUMBER.sub(r"\2\1", text)


_STRAY_GLYPH = re.compile(f"(?<![A-Za-z\u00c0-\u024f])[\u00a1-\u00a8\u00aa\u00ac\u00ae-\u00b8\u00ba\u00bc-\u00be\u00bf-\u00ff]+(?=[{LETTERS}])")


def without_stray_glyphs(text: str) -> str:
    """Return the text without accented Latin letters and fractions that stand inside or right before an Arabic word.

    Some fonts name the glyph of a mark on two letters by its number, and readers take the number for a letter.
    """
    return _STRAY_GLYPH.sub("", text)


def impossible(text: str) -> int:
    """Count the letters that no Arabic word has in this order."""
    return len(IMPOSSIBLE.findall(MARK.sub("", text)))
