"""Results with figures, people reached, and costs: numbers with what they count, or with their currency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peerlearn.curation.extract.dates import years_of
from peerlearn.curation.extract.money import amounts_of
from peerlearn.curation.extract.numerals import numbers_of
from peerlearn.curation.extract.reading import Found
from peerlearn.curation.extract.suggestion import Figure, Money
from peerlearn.passages import sentences
from peerlearn.text.normalise import search_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.curation.extract.blocks import Block
    from peerlearn.curation.extract.numerals import Number
    from peerlearn.curation.extract.reading import Reading

_UNIT = re.compile(r"\s*(?:(?:de|of|من|d[e’'])\s+)?([^\W\d_]{2,}(?:[ -][^\W\d_]{3,})?)")
_CLAUSE = re.compile(r"[،,;؛:](?!\d)|\s[-–—]\s")
_LONGEST_INDICATOR = 160
_PEOPLE = re.compile(
    r"^\s*(?:(?:new|young|adult|older|local|more|different|de|of|من)\s+){0,2}"
    r"(?:people|persons|learners|participants|residents|citizens|students|pupils|children|women|men|girls|youth|adults|families|teachers"
    r"|volunteers|graduates|beneficiaries|households|workers|trainees|visitors|personnes|participants|habitants|apprenants|enfants|femmes"
    r"|jeunes|eleves|etudiants|benevoles|beneficiaires|adultes|familles|personas|participantes|habitantes|estudiantes|ninos|mujeres|jovenes"
    r"|alumnos|voluntarios|beneficiarios|adultos|familias|شخص|اشخاص|متعلم|مشارك|مستفيد|طالب|طلاب|طفل|اطفال|امراه|نساء|شاب|شباب|متدرب"
    r"|متطوع|اسره|معلم|دارس|مواطن|نسمه|الف)"
)
_REACHED = re.compile(
    r"\b(?:reach\w*|benefi\w*|serv\w*|attend\w*|took part|participat\w*|train\w*|enrol\w*|touch\w*|form\w*|inscri\w*|particip\w*|atend\w*"
    r"|alcanz\w*|capacit\w*)\b|استفاد|شارك|التحق|تخرج|تدرب|درب|وصل|شمل|مستفيد"
)
_AGE = re.compile(
    r"\b(?:age[ds]?|over|under|older than|younger than|plus de|moins de|mayores de|menores de|entre)\s*$"
    r"|(?:فوق|دون|عمر|اعمار|سن|تجاوزوا)\S*\s*$"
)
_YEARS = re.compile(
    r"^[\s-]*(?:years?|year-olds?|hours?|minutes?|days?|weeks?|months?|ans\b|annees?|heures?|jours?|mois|semaines?|anos?|horas?|dias?"
    r"|meses|semanas?|سنه|سنوات|عام|عاما|اعوام|ساعه|ساعات|يوم|ايام|شهر|اشهر|اسبوع|دقيقه)"
)
_PLAN = re.compile(
    r"\b(?:target|aim\w*|plan\w*|goal|will|expect\w*|hope\w*|objectif|vise|prevo\w*|prevu\w*|meta|preve\w*|espera\w*)\b|يستهدف|تستهدف|هدف|سوف|يتوقع|مستهدف|بحلول"
)
_NAMED = re.compile(
    r"\b(?:sdg|odd|ods|covid|article|chapter|grade|level|phase|no|nr|n°|room|figure|table)\s?\W?$|(?:الهدف|كوفيد|رقم|الماده)\s?\W?$"
)


def find(reading: Reading) -> list[Found]:
    """Return candidates for results, people reached and costs."""
    found: list[Found] = []
    for block in reading.blocks:
        money = amounts_of(block.text, lang=reading.lang)
        found += [
            Found("cost", Money(each.amount, each.currency), block.place(each.start, each.end), each.features(reading.under[block.number]))
            for each in money
        ]
        taken = [(each.start, each.end) for each in money]
        taken += [(each.start, each.end) for each in years_of(block.text, lang=reading.lang)]
        for number in numbers_of(block.text, lang=reading.lang):
            if not any(start < number.end and number.start < end for start, end in taken) and not _is_mark(block, number):
                found += _of_number(reading, block, number)
    return _with_rank(found)


def _is_mark(block: Block, number: Number) -> bool:
    """Say whether a number counts an item or a heading rather than anything told."""
    return number.start < 4 and number.plain and re.match(r"\s*[.)\-–]", block.text[number.end : number.end + 2]) is not None


def _of_number(reading: Reading, block: Block, number: Number) -> Iterator[Found]:
    start, end = next(((a, b) for a, b in sentences(block.text) if a <= number.start < b), (0, len(block.text)))
    begins, stops = _clause(block.text, start, end, number)
    unit = "%" if number.percent else _unit(block.text[number.end : stops])
    years = years_of(block.text[start:end], lang=reading.lang)
    figure = Figure(block.text[begins:stops].strip(" ،,;؛:-–—"), number.value, unit, years[-1].year if years else None)
    features = _features(reading, block, number, start)
    if figure.indicator and len(figure.indicator) <= 2 * _LONGEST_INDICATOR:
        yield Found("figures", figure, block.place(number.start, number.end), features)
    counts_people = features["people"] or reading.under[block.number] == "beneficiaries"
    if counts_people and isinstance(number.value, int) and number.value > 9:
        labelled = float(reading.under[block.number] == "beneficiaries")
        yield Found("beneficiaries", number.value, block.place(number.start, number.end), {**features, "labelled": labelled})


def _clause(text: str, start: int, end: int, number: Number) -> tuple[int, int]:
    """Return the clause around a number, the whole sentence where that is short."""
    if end - start <= _LONGEST_INDICATOR:
        return start, end
    cuts = [start, *(match.end() for match in _CLAUSE.finditer(text, start, end)), end]
    begins = max(cut for cut in cuts if cut <= number.start)
    stops = min((cut for cut in cuts if cut >= number.end), default=end)
    return begins, max(stops, number.end)


def _unit(rest: str) -> str:
    match = _UNIT.match(rest)
    return match.group(1) if match else ""


def _features(reading: Reading, block: Block, number: Number, start: int) -> dict[str, float]:
    under = reading.under[block.number]
    before = search_text(block.text[max(start, number.start - 70) : number.start]).text
    after = search_text(block.text[number.end : number.end + 50]).text
    size = abs(float(number.value))
    return {
        "under results": float(under == "results"),
        "under resources": float(under in ("resources", "challenge", "objectives")),
        "in summary": float(block.number in (1, 2) or under == "summary"),
        "percent": float(number.percent),
        "people": float(bool(_PEOPLE.match(after))),
        "reached": float(bool(_REACHED.search(before[-50:]) or _REACHED.search(after))),
        "age": float(bool(_AGE.search(before))),
        "time": float(bool(_YEARS.match(after))),
        "plan": float(bool(_PLAN.search(before) or _PLAN.search(after[:30]))),
        "numbered name": float(bool(_NAMED.search(before))),
        "one digit": float(size < 10),
        "hundreds": float(size >= 100),
        "thousands": float(size >= 1000),
        "range": float(bool(re.search(r"\d\s?[-–]\s?$", before) or re.match(r"\s?[-–]\s?\d", after))),
    }


def _with_rank(found: list[Found]) -> list[Found]:
    """Return each value once a field, told how often it stands and whether it is the largest."""
    counts: dict[tuple[str, object], int] = {}
    kept: dict[tuple[str, object], Found] = {}
    for each in found:
        value = each.value
        key = (each.field, value.value if isinstance(value, Figure) else value)
        counts[key] = counts.get(key, 0) + 1
        known = kept.get(key)
        if known is None or each.features.get("under results", 0) > known.features.get("under results", 0):
            kept[key] = each
    people = [each.value for each in kept.values() if each.field == "beneficiaries" and isinstance(each.value, int)]
    largest = max(people, default=0)
    return [
        Found(
            each.field,
            each.value,
            each.place,
            {
                **each.features,
                "repeated": float(counts[key] > 1),
                "largest": float(each.value == largest),
                "alone": float(len(people) == 1),
            },
        )
        for key, each in kept.items()
    ]
