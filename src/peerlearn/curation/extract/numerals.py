"""Numbers as people write them in ar, en, fr and es: digits of three scripts, separators of each language, multipliers, Arabic words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.text.normalise import search_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.text.spans import MappedText

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NARROW = "\u00a0\u202f\u2009"
"""Spaces that do not break a line: between digits they are separators in every language."""
_FREE = r"(?<![\d٫٬])(?<!\d[.,])(?<!\b[A-Za-z])"
"""Where a number may begin: not within another, and not after one Latin letter, as in B2; Arabic writes "and" before it: و25."""
_NUMBER = re.compile(rf"{_FREE}\d{{1,3}}(?:[.,٬'’ {_NARROW}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?(?!\d)|{_FREE}\d+(?:[.,٫]\d+)?(?!\d)")
_COMMA_IS_DECIMAL = frozenset({"fr", "es", "pt", "de", "it"})
_TIMES = {
    "thousand": 1_000, "thousands": 1_000, "mille": 1_000, "milliers": 1_000, "mil": 1_000, "الف": 1_000, "الاف": 1_000, "الفا": 1_000,
    "million": 1_000_000, "millions": 1_000_000, "millon": 1_000_000, "millones": 1_000_000, "milhao": 1_000_000, "milhoes": 1_000_000,
    "مليون": 1_000_000, "ملايين": 1_000_000, "مليونا": 1_000_000, "m": 1_000_000,
    "billion": 1_000_000_000, "billions": 1_000_000_000, "milliard": 1_000_000_000, "milliards": 1_000_000_000,
    "مليار": 1_000_000_000, "مليارات": 1_000_000_000, "مليارا": 1_000_000_000,
}  # fmt: skip
_MULTIPLIER = re.compile(rf"[ {_NARROW}]?({'|'.join(sorted(_TIMES, key=len, reverse=True))})(?!\w)")
_PERCENT = re.compile(
    rf"[ {_NARROW}]?(?:%|٪|per ?cent(?:age points?)?\b|pour cent\b|por ciento\b|por cento\b|في الم[ائ]+ه?ه|بالم[ائ]+ه?ه|ب?الميه)"
)
_UNITS = {
    "ثلاث": 3, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "تسع": 9, "عشر": 10, "ثمان": 8,
    "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
}  # fmt: skip
_TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
_HUNDREDS = {"مئه": 100, "مائه": 100, "مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200}
_BIG = {"الف": 1_000, "الاف": 1_000, "الفا": 1_000, "مليون": 1_000_000, "ملايين": 1_000_000, "مليونا": 1_000_000}
_TWO_BIG = {"الفان": 2_000, "الفين": 2_000, "مليونان": 2_000_000, "مليونين": 2_000_000}
_SMALL = (
    _UNITS
    | {f"{stem}{end}": value for stem, value in _TENS.items() for end in ("ون", "ين")}
    | _HUNDREDS
    | {f"{stem}{hundred}": value * 100 for stem, value in _UNITS.items() if value < 10 for hundred in ("مئه", "مائه")}
)
_KNOWN = frozenset({*_SMALL, *_BIG, *_TWO_BIG})
_VAGUE = frozenset({"الاف", "ملايين"})
"""Thousands and millions that no number stands before say no number."""
_TAIL = 24
_WORD = re.compile(r"[\u0621-\u064a]+")


@dataclass(frozen=True)
class Number:
    """A number that stands at ``text[start:end]``, its multiplier and percent sign included.

    ``plain`` is true for bare digits, which may be a year.
    """

    value: int | float
    start: int
    end: int
    percent: bool = False
    plain: bool = True


def numbers_of(text: str, *, lang: str) -> list[Number]:
    """Return the numbers of a text in their order; digits of any script, and Arabic words where the language is Arabic."""
    digits = text.translate(_DIGITS)
    found = [_with_tail(text, match.start(), match.end(), lang) for match in _NUMBER.finditer(digits)]
    if lang == "ar":
        words = [each for each in _in_words(text) if not any(each.start < other.end and other.start < each.end for other in found)]
        found = sorted([*found, *words], key=lambda each: each.start)
    return found


def read_number(written: str, *, lang: str) -> int | float:
    """Return what digits with separators mean in a language: ``1,250`` is 1250 in English and 1.25 in French.

    Raises:
        ValueError: the text is no number.
    """
    text = re.sub(rf"[٬'’ {_NARROW}]", "", written.translate(_DIGITS)).replace("٫", ";")
    marks = re.findall(r"[.,;]", text)
    if ";" in marks:
        text = re.sub("[.,]", "", text).replace(";", ".")
    elif len(set(marks)) == 2:
        text = text.replace(marks[0], "").replace(marks[-1], ".")
    elif marks:
        mark = marks[0]
        thousands = len(marks) > 1 or (re.search(r"[.,]\d{3}$", text) is not None and (mark == ".") == (lang in _COMMA_IS_DECIMAL))
        text = text.replace(mark, "" if thousands and not text.startswith("0") else ".")
    return float(text) if "." in text else int(text)


def _with_tail(text: str, start: int, end: int, lang: str) -> Number:
    """Return a number with the multiplier and the percent sign that follow it."""
    written = text[start:end]
    value = read_number(written, lang=lang)
    rest = search_text(text[end : end + _TAIL])
    multiplier = _MULTIPLIER.match(rest.text)
    if multiplier:
        product = value * _TIMES[multiplier.group(1)]
        whole = round(product) if abs(product - round(product)) < 1e-6 * max(1, product) else product
        return Number(whole, start, end + rest.to_original(0, multiplier.end())[1], plain=False)
    percent = _PERCENT.match(rest.text)
    if percent:
        return Number(value, start, end + rest.to_original(0, percent.end())[1], percent=True, plain=False)
    return Number(value, start, end, plain=written.isdigit())


def _in_words(text: str) -> Iterator[Number]:
    """Yield the numbers that Arabic words write: ثلاثة آلاف, مئة وعشرون, خمسة عشر; two and one are words of other uses."""
    mapped = search_text(text)
    run: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(mapped.text):
        word = match.group()
        joined = bool(run) and not mapped.text[run[-1][2] : match.start()].strip()
        bare = _bare(word)
        if run and not (joined and _follows(run[-1][0], word)):
            yield from _worth(run, mapped)
            run = []
        if bare in _KNOWN:
            run.append((word, match.start(), match.end()))
    yield from _worth(run, mapped)


def _bare(word: str) -> str:
    """Return a number word without the "and" before it."""
    return word if word in _KNOWN else word.removeprefix("و")


def _follows(before: str, word: str) -> bool:
    """Say whether a number word goes on with the next: after "and", as a multiplier, or as the ten of a teen."""
    bare = _bare(before)
    if word.startswith("و") and word[1:] in _KNOWN:
        return True
    return (word in _BIG) or (word in ("عشر", "عشره") and _SMALL.get(bare, 99) < 10) or (word in _HUNDREDS and _SMALL.get(bare, 99) < 10)


def _worth(run: list[tuple[str, int, int]], mapped: MappedText) -> Iterator[Number]:
    total = part = 0
    for word, _, _ in run:
        bare = _bare(word)
        if bare in _BIG:
            if not part and bare in _VAGUE:
                return
            total, part = total + max(part, 1) * _BIG[bare], 0
        elif bare in _TWO_BIG:
            total += _TWO_BIG[bare]
        elif bare in _HUNDREDS and 0 < part < 10:
            part *= _HUNDREDS[bare]
        else:
            part += _SMALL[bare]
    if total + part:
        start, end = mapped.to_original(run[0][1], run[-1][2])
        yield Number(total + part, start, end, plain=False)
