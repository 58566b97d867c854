"""When a practice began and ended, and the date of a document: years of both calendars, alone, in ranges, in whole dates.

Hijri dates are turned into Gregorian ones by ``hijridate`` (Umm al-Qura tables, 1343 to 1500). Of a Hijri year alone, the Gregorian year
is taken that holds its seventh month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hijridate import Hijri

from peerlearn.curation.extract.numerals import numbers_of
from peerlearn.curation.extract.reading import Found
from peerlearn.passages import sentences
from peerlearn.text.normalise import search_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peerlearn.curation.extract.blocks import Block
    from peerlearn.curation.extract.reading import Reading

HIJRI_MONTHS = (
    "محرم", "صفر", "ربيع الاول", "ربيع الاخر", "جمادي الاولي", "جمادي الاخره", "رجب", "شعبان", "رمضان", "شوال", "ذو القعده", "ذو الحجه",
)  # fmt: skip
_OTHER_MONTHS = {"ربيع الثاني": 4, "جمادي الثانيه": 6, "ذي القعده": 11, "ذي الحجه": 12, "المحرم": 1, "محرم الحرام": 1}
_MONTH_NUMBERS = {name: number for number, name in enumerate(HIJRI_MONTHS, start=1)} | _OTHER_MONTHS
_MONTH = "|".join(sorted(map(re.escape, _MONTH_NUMBERS), key=len, reverse=True))
_MARK = r"\s?(?:هـ|ه|ﻫ|هجريه?|هجري|ah|h)(?!\w)"
_HIJRI = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?(?P<month>{_MONTH})\s+(?:عام\s+|سنه\s+)?|(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/)?"
    rf"(?P<year>1[345]\d\d)(?:{_MARK}|(?<=[^\d]\d{{4}})(?=\s*\())"
)
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500
_FIRST, _LAST = 1900, 2100
_RANGE = re.compile(r"^\s*(?:[-–—/]|to\b|until\b|and\b|[aà]\b|al?\b|et\b|y\b|الي|حتي|و)\s*(?:\s*(?:عام|سنه|en))?$")
_SHORT_END = re.compile(r"^\s?[-–/](\d\d)(?!\d)")
_STARTS = re.compile(
    r"\b(?:since|launch\w*|began|begun|beg[ai]ns?|start\w*|found\w*|establish\w*|creat\w*|introduc\w*|opened|set up|initiated|from"
    r"|depuis|lanc\w*|cree\w*|debut\w*|demarr\w*|ne en|nee en|fond\w*|mis en place|ouvert\w*|inaugur\w*"
    r"|desde|lanz\w*|inici\w*|comenz\w*|empez\w*|nacio|fund\w*|puesta en marcha|surgio|arranc\w*)\b"
    r"|منذ|(?:ا|أ)?طلق|انطلق|انطلاق|بدا|بدء|بدايه|تاسس|تاسيس|انشئ|انشا|افتتح|دشن|استحدث|شرع"
)
_ENDS = re.compile(
    r"\b(?:until|till|ended|ends|through|up to|by|completed|closed|jusqu|fin|termin\w*|acheve\w*|hasta|finaliz\w*|conclu\w*)\b"
    r"|حتي|انتهي|انتهاء|اختتم"
)
_ASIDE = re.compile(
    r"\b(?:award\w*|prize|joined|member\w*|network|unesco|prix|laureat\w*|adhe\w*|reseau|premio|red\b|galardon\w*|miembro|census|population)"
    r"|جائزه|انضم|عضو|شبكه|اليونسكو|نسمه|سكان"
)
_WINDOW = 60


@dataclass(frozen=True)
class Year:
    """A year that stands at ``text[start:end]``: Gregorian, and how it is written."""

    year: int
    start: int
    end: int
    hijri: bool = False
    exact: bool = True
    opens: bool = False
    closes: bool = False


def gregorian(year: int, *, month: int = 0, day: int = 0) -> int | None:
    """Return the Gregorian year of a Hijri date, or None for one that the tables do not hold."""
    if not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    try:
        first = Hijri(year, month or 7, 1)
        last = first.month_length()  # the tables know a month of 28 days
        return int(Hijri(year, first.month, min(day, last) or 1).to_gregorian().year)
    except (ValueError, OverflowError):
        return None


def years_of(text: str, *, lang: str) -> list[Year]:
    """Return the years that a text names, in their order; the two years of a range say so."""
    found = [*_hijri_years(text), *_gregorian_years(text, lang)]
    found.sort(key=lambda each: each.start)
    return _with_ranges(text, found)


def _hijri_years(text: str) -> Iterator[Year]:
    mapped = search_text(text)
    for match in _HIJRI.finditer(mapped.text):
        month = _MONTH_NUMBERS.get(match["month"] or "") or int(match["m"] or 0)
        year = gregorian(int(match["year"]), month=month, day=int(match["day"] or match["d"] or 0)) if month <= 12 else None
        if year is not None:
            start, end = mapped.to_original(*match.span())
            yield Year(year, start, end, hijri=True, exact=month > 0)


def _gregorian_years(text: str, lang: str) -> Iterator[Year]:
    for number in numbers_of(text, lang=lang):
        if number.plain and number.end - number.start == 4 and _FIRST <= number.value <= _LAST:
            yield Year(int(number.value), number.start, number.end)
            if short := _SHORT_END.match(text[number.end : number.end + 4]):
                last = int(number.value) // 100 * 100 + int(short.group(1))
                if number.value < last <= _LAST:
                    yield Year(last, number.end + 1, number.end + short.end())


def _with_ranges(text: str, years: list[Year]) -> list[Year]:
    """Mark two years that stand as from and to."""
    marked = list(years)
    for at in range(len(marked) - 1):
        one, other = marked[at], marked[at + 1]
        if one.year < other.year and one.hijri == other.hijri and _is_range(text, one, other):
            marked[at] = Year(one.year, one.start, one.end, one.hijri, one.exact, opens=True, closes=one.closes)
            marked[at + 1] = Year(other.year, other.start, other.end, other.hijri, other.exact, closes=True)
    return marked


def _is_range(text: str, one: Year, other: Year) -> bool:
    between = search_text(text[one.end : other.start]).text
    if other.start <= one.end + 1 or re.fullmatch(r"\s*[-–—/]\s*", between) or _RANGE.match(between.strip()):
        before = search_text(text[max(0, one.start - 20) : one.start]).text
        joined_by_and = re.fullmatch(r"and|et|y|و", between.strip()) is not None
        return not joined_by_and or re.search(r"\b(?:between|entre)\s*$|بين(?: عامي| سنتي)?\s*$", before) is not None
    return False


def find(reading: Reading) -> list[Found]:
    """Return candidates for the start and the end of a practice, each year once a field, at its best place."""
    best: dict[tuple[str, int], Found] = {}
    every = [(block, year) for block in reading.blocks for year in years_of(block.text, lang=reading.lang)]
    earliest = min((year.year for _, year in every), default=0)
    counts: dict[int, int] = {}
    for _, year in every:
        counts[year.year] = counts.get(year.year, 0) + 1
    for order, (block, year) in enumerate(every):
        shared = _features(reading, block, year) | {
            "earliest": float(year.year == earliest),
            "first": float(order == 0),
            "alone": float(len(counts) == 1),
            "repeated": float(counts[year.year] > 1),
        }
        for field in ("start", "end"):
            features = {**shared, "labelled": float(reading.under[block.number] == field)}
            found = Found(field, year.year, block.place(year.start, year.end), features)
            known = best.get((field, year.year))
            if known is None or _weight(field, features) > _weight(field, known.features):
                best[field, year.year] = found
    return list(best.values())


def _weight(field: str, features: Mapping[str, float]) -> float:
    """Order the places of one year: which of them says most clearly that it is the start, or the end."""
    cue = ("labelled", "opens a range", "start word") if field == "start" else ("labelled", "closes a range", "end word")
    return sum(features.get(name, 0.0) * weight for name, weight in zip(cue, (4, 2, 1), strict=True)) - features.get("aside", 0.0)


def _features(reading: Reading, block: Block, year: Year) -> dict[str, float]:
    under = reading.under[block.number]
    start, end = next(((a, b) for a, b in sentences(block.text) if a <= year.start < b), (0, len(block.text)))
    before = search_text(block.text[max(start, year.start - _WINDOW) : year.start]).text
    around = search_text(block.text[max(start, year.start - _WINDOW) : min(end, year.end + _WINDOW)]).text
    return {
        "opens a range": float(year.opens),
        "closes a range": float(year.closes),
        "start word": float(bool(_STARTS.search(before))),
        "start word early": float(block.number < 3 and bool(_STARTS.search(before))),
        "start word near": float(bool(_STARTS.search(before[-25:]))),
        "opens a range early": float(block.number < 3 and year.opens),
        "alone in sentence": float(sum(1 for each in years_of(block.text[start:end], lang=reading.lang)) == 1),
        "end word": float(bool(_ENDS.search(before))),
        "aside": float(bool(_ASIDE.search(around))),
        "in title": float(block is reading.title),
        "early": float(block.number < 3),
        "in results": float(under == "results"),
        "hijri year alone": float(year.hijri and not year.exact),
    }
