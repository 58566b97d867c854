"""Practices side by side, row by row of the template: what is equal is known to be equal, what is unknown is said to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.i18n.formats import date, number
from app.prose import shortened
from app.views.practice import cost_text
from app.views.texts import Phrase, label, phrase, place
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.facts import Resources, Result
    from peerlearn.practice import Record

_ROOM = 300
"""Characters of a section that a cell shows; the rest is one link away."""
_STORY = ("challenge", "objectives", "solution", "participation")
_LEARNING = ("obstacles", "lessons", "enabling_conditions", "sustainability")
_TRANSFER = ("core_elements", "adaptable_elements", "transfer_conditions", "minimum_capacity")


@dataclass(frozen=True)
class Cell:
    """What one practice says in a row; without values it says nothing. ``more`` leads to the whole text where this is its beginning."""

    values: tuple[Phrase, ...] = ()
    more: str = ""


@dataclass(frozen=True)
class Row:
    """One row; ``equal`` where all say the same."""

    name: str
    cells: tuple[Cell, ...]
    equal: bool


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """One of the practices: its title, where it is from, its page, and the same comparison without it."""

    title: Phrase
    place: tuple[Phrase, ...]
    link: str
    without: str


@dataclass(frozen=True)
class Comparison:
    """The whole table; ``silent`` are the rows in which nobody says anything."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    silent: tuple[str, ...]


def compared(practices: Sequence[Practice], labels: Labels, tr: Translator) -> Comparison:
    """Return practices side by side, in the order given."""
    columns = tuple(_column(each, practices, labels, tr) for each in practices)
    groups, silent = [], []
    for name, fields in _template(labels, tr):
        rows = [Row(title, cells, _equal(cells)) for title, cells in ((title, tuple(map(read, practices))) for title, read in fields)]
        silent += [row.name for row in rows if not any(cell.values for cell in row.cells)]
        if kept := tuple(row for row in rows if any(cell.values for cell in row.cells)):
            groups.append(Group(name, kept))
    return Comparison(columns, tuple(groups), tuple(silent))


def comparable(ids: Iterable[str], find: Callable[[str], Record | None]) -> tuple[Practice, ...]:
    """Return the practices among the records that a link names; documents and what is gone are left out."""
    return tuple(found for each in ids if isinstance(found := find(each), Practice))


def _column(practice: Practice, practices: Sequence[Practice], labels: Labels, tr: Translator) -> Column:
    version = practice.version(tr.lang)
    rest = [each.id for each in practices if each.id != practice.id]
    return Column(
        Phrase(version.title, version.lang),
        place(practice, labels.cities, labels.vocabularies, tr.lang),
        urls.practice(tr.lang, practice.id),
        urls.comparison(tr.lang, rest),
    )


def _equal(cells: Sequence[Cell]) -> bool:
    said = {tuple(value.text for value in cell.values) for cell in cells}
    return len(cells) > 1 and len(said) == 1 and said != {()}


Field = tuple[str, "Callable[[Practice], Cell]"]


def _template(labels: Labels, tr: Translator) -> Iterator[tuple[str, list[Field]]]:
    """Yield the rows of the template in groups."""
    named = labels.vocabularies.label
    story = [_summary(tr), *(_section(name, labels, tr) for name in _STORY)]
    learning = [_section(name, labels, tr) for name in (*_LEARNING, *_TRANSFER)]
    yield tr("At a glance"), _glance(labels, tr)
    yield tr("The practice"), story
    yield tr("Costs and means"), _means(labels, tr)
    yield named("template_fields", "results", tr.lang), _outcome(labels, tr)
    yield tr("What was learnt"), learning


def _glance(labels: Labels, tr: Translator) -> list[Field]:
    words, lang = labels.vocabularies, tr.lang

    def terms(name: str, ids: Iterable[str]) -> Cell:
        return Cell(tuple(label(words, name, each, lang) for each in ids))

    def titled(field: str) -> str:
        return words.label("template_fields", field, lang)

    def region(practice: Practice) -> Cell:
        city = labels.cities.get(practice.city)
        return terms("regions", (city.region,) if city else ())

    return [
        (titled("region"), region),
        (titled("start"), lambda each: _said(None if each.start is None else date(each.start, lang), lang)),
        (titled("end"), lambda each: _said(None if each.end is None else date(each.end, lang), lang)),
        (titled("stage"), lambda each: terms("stages", (each.stage,) if each.stage else ())),
        (tr("Level"), lambda each: terms("levels", (each.level,))),
        (titled("lead_organisation"), lambda each: _phrased(each.lead, lang)),
        (titled("target_groups"), lambda each: terms("target_groups", each.target_groups)),
        (titled("beneficiaries"), lambda each: _said(None if each.beneficiaries is None else number(each.beneficiaries, lang), lang)),
        (titled("themes"), lambda each: terms("themes", each.themes)),
        (titled("sdg_targets"), lambda each: terms("sdg", each.sdgs)),
    ]


def _summary(tr: Translator) -> Field:
    def read(practice: Practice) -> Cell:
        version = practice.version(tr.lang)
        return _text(version.summary, version.lang, practice, "summary", tr)

    return tr("Summary"), read


def _section(name: str, labels: Labels, tr: Translator) -> Field:
    def read(practice: Practice) -> Cell:
        version = practice.full_text(tr.lang, "en")
        return _text(version.sections.get(name, ""), version.lang, practice, name, tr)

    return labels.vocabularies.label("sections", name, tr.lang), read


def _means(labels: Labels, tr: Translator) -> list[Field]:
    lang = tr.lang
    levels = {"low": tr("Low"), "medium": tr("Medium"), "high": tr("High")}

    def titled(field: str) -> str:
        return labels.vocabularies.label("template_fields", field, lang)

    def running(means: Resources | None) -> str | None:
        return f"{number(means.running_cost, lang)} {means.currency}" if means and means.running_cost is not None else None

    return [
        (titled("cost"), lambda each: _said(cost_text(each.resources, tr), lang)),
        (titled("running_cost"), lambda each: _said(running(each.resources), lang)),
        (titled("complexity"), lambda each: _said(levels.get((each.resources and each.resources.complexity) or ""), lang)),
        (titled("staff"), lambda each: _phrased(each.resources and each.resources.staff, lang)),
        (titled("funding"), lambda each: _phrased(each.resources and each.resources.funding, lang)),
        (titled("in_kind"), lambda each: _phrased(each.resources and each.resources.in_kind, lang)),
        (tr("Partners"), lambda each: Cell(tuple(known for partner in each.partners if (known := phrase(partner.name, lang))))),
    ]


def _outcome(labels: Labels, tr: Translator) -> list[Field]:
    words, lang = labels.vocabularies, tr.lang
    return [
        (tr("Measured results"), lambda each: Cell(tuple(_result(result, tr) for result in each.results))),
        (words.label("template_fields", "evidence_level", lang), lambda each: _said(_evidence(each, labels, tr), lang)),
        (words.label("template_fields", "evidence_reason", lang), lambda each: _phrased(each.evidence.reason, lang)),
    ]


def _evidence(practice: Practice, labels: Labels, tr: Translator) -> str:
    level = practice.evidence.level
    return f"{level} · {labels.vocabularies.label('evidence_levels', str(level), tr.lang)}"


def _result(result: Result, tr: Translator) -> Phrase:
    name, unit = phrase(result.indicator, tr.lang) or Phrase("", tr.lang), phrase(result.unit, tr.lang)
    sign = unit.text if unit and unit.text == "%" else f" {unit.text}" if unit else ""
    return Phrase(f"{name.text}{tr(': ')}{number(result.value, tr.lang)}{sign}", name.lang)


def _text(text: str, lang: str, practice: Practice, name: str, tr: Translator) -> Cell:
    if not text:
        return Cell()
    short = shortened(text, room=_ROOM)
    return Cell((Phrase(short, lang),), f"{urls.practice(tr.lang, practice.id)}#part-{name}" if short.endswith(" …") else "")


def _said(text: str | None, lang: str) -> Cell:
    return Cell((Phrase(text, lang),)) if text else Cell()


def _phrased(texts: object, lang: str) -> Cell:
    found = phrase(texts, lang) if texts else None  # type: ignore[arg-type]
    return Cell((found,)) if found else Cell()
