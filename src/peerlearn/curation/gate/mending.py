"""Mends words and signs once the order is right: lam-alef, cut and glued words, loose marks, brackets, full stops before numbers."""

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


def with_marks_placed(text: str, marked: WordModel) -> str:
    """Return a text that was in visual order with its marks on the right letters.

    A reader puts a mark before or after its letter, by how wide both are drawn. What most of the page's marks speak for is taken, and
    the other place where a word that is known to be written with marks says so clearly.
    """
    words = [found.group() for found in RUN.finditer(text) if MARK.search(found.group())]
    later = sum(_says_later(word, marked) for word in words)
    lean = _LEAN if later > 0 else -_LEAN
    return RUN.sub(lambda found: _with_marks_placed(found.group(), marked, lean=lean), text)


_LEAN, _MOST_MARKS = 1.0, 5
_MARKS = re.compile(f"[{MARKS}]+")


def _says_later(word: str, marked: WordModel) -> float:
    """Return how much likelier the word is with every mark on the letter after; the sign counts, no word outvotes the others."""
    moved = _moved(word, tuple(_MARKS.finditer(word)))
    return max(-2.0, min(2.0, marked.score(moved) - marked.score(word))) if moved != word else 0.0


def _with_marks_placed(word: str, marked: WordModel, *, lean: float) -> str:
    sites = list(_MARKS.finditer(word))
    if not sites or len(sites) > _MOST_MARKS:
        return word
    ways = [(chosen, _moved(word, chosen)) for size in range(len(sites) + 1) for chosen in itertools.combinations(sites, size)]
    return max(ways, key=lambda way: marked.score(way[1]) + lean * len(way[0]))[1]


def _moved(word: str, sites: tuple[re.Match[str], ...]) -> str:
    """Return the word with the marks at some places moved behind the letter that follows them."""
    for site in sites:
        after = word[site.end() : site.end() + 1]
        word = word[: site.start()] + after + site.group() + word[site.end() + len(after) :]
    return word


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
    return "\n".join(_line_with_words_joined(line, model) for line in text.split("\n"))


def _line_with_words_joined(line: str, model: WordModel) -> str:
    """Join the neighbours that gain most by it, until none gains enough: "في ع مان" becomes "في عمان", not "فيع مان"."""
    parts = re.split("( +)", line)
    gains = [_gain_of_joining(one, other, model) for one, other in zip(parts[::2], parts[2::2], strict=False)]
    while gains and (most := max(gains)) > _GAIN_OF_PARTS:
        place = gains.index(most)
        parts[2 * place : 2 * place + 3] = [parts[2 * place] + parts[2 * place + 2]]
        del gains[place]
        for near in {place - 1, place} & set(range(len(gains))):
            gains[near] = _gain_of_joining(parts[2 * near], parts[2 * near + 2], model)
    return "".join(parts)


def cut_words(text: str, model: WordModel) -> bool:
    """Say whether two neighbours on a line are parts of one word."""
    return with_cut_words_joined(text, model) != text


_LAST_RUN, _FIRST_RUN = re.compile(f"[{LETTERS}{MARKS}]+$"), re.compile(f"[{LETTERS}{MARKS}]+")


def _gain_of_joining(one: str, other: str, model: WordModel) -> float:
    """Return how much likelier two neighbours are as one word (natural logarithm), 0 where both are words or one has no letters."""
    last, begin = _LAST_RUN.search(one), _FIRST_RUN.match(other)
    if not last or not begin:
        return 0.0
    first, second = bare(last.group()), bare(begin.group())
    if not first:
        return 0.0
    if not second:
        return 2 * _GAIN_OF_PARTS  # a mark that lost its letter goes back to it
    if model.knows(first) and model.knows(second) and len(first) > 1:
        return 0.0
    return model.score(first + second) - model.score(first) - model.score(second)


_GAIN_OF_PARTS = 4.0


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


_STRAY_GLYPH = re.compile(
    f"(?<![A-Za-z\u00c0-\u024f])[\u00a1-\u00a8\u00aa\u00ac\u00ae-\u00b8\u00ba\u00bc-\u00be\u00bf-\u00ff]+(?=[{LETTERS}])"
)


def without_stray_glyphs(text: str) -> str:
    """Return the text without accented Latin letters and fractions that stand inside or right before an Arabic word.

    Some fonts name the glyph of a mark on two letters by its number, and readers take the number for a letter.
    """
    return _STRAY_GLYPH.sub("", text)


def impossible(text: str) -> int:
    """Count the letters that no Arabic word has in this order."""
    return len(IMPOSSIBLE.findall(MARK.sub("", text)))


LOST = "\x00"
"""What readers give for a glyph that has no letter; in fonts such as Amiri it is often a mark on two letters."""
_WITH_LOST = re.compile(f"[{LETTERS}{MARKS}{LOST}]*{LOST}[{LETTERS}{MARKS}{LOST}]*")


_LIKELY = -2.8  # natural logarithm a letter, ends included
_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def without_lost_marks(text: str, model: WordModel) -> str:
    """Return the text without unknown glyphs in words that are words without them: those were marks."""
    return _WITH_LOST.sub(lambda found: _without_lost(found.group(), model), text)


def _without_lost(word: str, model: WordModel) -> str:
    """Return the word without its unknown glyphs where no letter in their place would make it a likelier one."""
    parts = [bare(part) for part in word.split(LOST)]
    letters = "".join(parts)
    if not model.knows(letters):
        score = model.score(letters)
        if (
            impossible(letters)
            or score < _LIKELY * (len(letters) + 1)
            or any(model.score(letter.join(parts)) > score for letter in _ALPHABET)
        ):
            return word
    return word.replace(LOST, "")


_TWICE = re.compile(f"(?<![{LETTERS}])([وفب]?)أ([{MARKS}]*)أ(?=[{LETTERS}])")
_TWO_SHADDAS = re.compile("\u0651([\u064b-\u0650]?)\u0651")


def with_glyphs_once(text: str) -> str:
    """Return the text without the letter or shadda that a font with one glyph for letter and mark gave twice: "أُأنشئ" is "أُنشئ"."""
    return _TWO_SHADDAS.sub("\u0651\\1", _TWICE.sub(r"\1أ\2", text))


_NUMBER_AT_END = re.compile(rf"[{LETTERS}][{MARKS}]*[{LETTERS}][{MARKS}]*[0-9\u0660-\u0669]")
_STOP_AT_START = re.compile(rf"^ *[،؛] |^ *[.:] ?[{LETTERS}]", re.MULTILINE)


def numbers_astray(text: str) -> bool:
    """Say whether a number sticks to the end of a word: the runs of a line were read in another order than they stand in."""
    return bool(_NUMBER_AT_END.search(text))


def runs_astray(text: str) -> bool:
    """Say whether pieces of lines stand in a wrong order: a number sticks to the end of a word, or a line begins with a comma."""
    return numbers_astray(text) or bool(_STOP_AT_START.search(text))
