"""The Explore page as plain values: what is counted, how it is called in the reader's language, and where each figure leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.views.facets import titles
from peerlearn.coverage import FIRST_YEAR, Coverage, Group, Share, groups_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.index.meaning import MeaningMap
    from peerlearn.practice import Record

MISSING = "missing"
"""The id of the part that says who is missing; empty cells lead there."""
HEATS = 5
"""Shades of a cell that is not empty."""
COLOURS = ("#0f5a56", "#c8553d", "#3d6fb6", "#a8780a", "#7b4ea3", "#5b8c2a", "#b83b78", "#1f8fa0")
OTHER = "#a39d92"
TYPICAL = 3
"""Texts of a group that stand in the list; the others wait behind a button."""


@dataclass(frozen=True)
class Cell:
    """A cell of the heat map: a count, its shade from 0 (empty) to ``HEATS``, what it says in words, and where it leads."""

    count: int
    heat: int
    says: str
    link: str


@dataclass(frozen=True)
class GridRow:
    """A theme with a cell for each region."""

    theme: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Bar:
    """A line of a table with a bar: name, figures, the length of the bar in percent, and where the line leads."""

    name: str
    figures: tuple[int, ...]
    length: int
    link: str = ""


@dataclass(frozen=True)
class Figures:
    """Everything below the map."""

    regions: tuple[str, ...]
    rows: tuple[GridRow, ...]
    empty_cells: int
    languages: tuple[Bar, ...]
    evidence: tuple[Bar, ...]
    sizes: tuple[Bar, ...]
    members: tuple[Bar, ...]
    countries_without: tuple[tuple[str, int], ...]
    languages_without: tuple[str, ...]
    members_in_all: int
    members_with: int


@dataclass(frozen=True)
class Point:
    """A text on the map: its place, its colour's number, its title, what stands below the title, and its page."""

    x: float
    y: float
    colour: str
    title: str
    below: str
    link: str


@dataclass(frozen=True)
class GroupView:
    """A group of texts on the map, called by its number and themes; ``texts`` are (title, language of the title, link)."""

    number: int
    name: str
    texts: tuple[tuple[str, str, str], ...]
    x: float
    y: float


@dataclass(frozen=True)
class MapView:
    """The map in the reader's language; ``legend`` is (colour, name), ``unplaced`` counts the texts that have come since it was drawn."""

    points: tuple[Point, ...]
    groups: tuple[GroupView, ...]
    legend: tuple[tuple[str, str], ...]
    unplaced: int


def figures_of(view: Coverage, state: urls.State, labels: Labels, tr: Translator) -> Figures:
    """Return the figures with their names and links."""
    words = labels.vocabularies
    grid = view.grid
    most = max(grid.counts.values(), default=0)
    names = {region: words.label("regions", region, tr.lang) for region in grid.regions}
    rows = []
    for theme in grid.themes:
        name = words.label("themes", theme, tr.lang)
        cells = tuple(
            _cell(grid.counts[theme, region], most, name, names[region], _filtered(state, theme=theme, region=region), tr)
            for region in grid.regions
        )
        rows.append(GridRow(name, cells))
    return Figures(
        regions=tuple(names.values()),
        rows=tuple(rows),
        empty_cells=len(grid.empty),
        languages=_language_bars(view, state, labels, tr),
        evidence=_bars(
            [
                (
                    f"{level} · {words.label('evidence_levels', str(level), tr.lang)}",
                    (count,),
                    _filtered(state, evidence=str(level)) if count else "",
                )
                for level, count in view.evidence
            ]
        ),
        sizes=_shares(view.sizes, {each.name: size_name(each.name, tr) for each in view.sizes}),
        members=_shares(view.regions, {each.name: words.label("regions", each.name, tr.lang) for each in view.regions}),
        countries_without=tuple((words.label("countries", country, tr.lang), count) for country, count in view.countries_without),
        languages_without=tuple(words.label("languages", lang, tr.lang) for lang in view.languages_without),
        members_in_all=sum(each.members for each in view.regions),
        members_with=sum(each.members_with for each in view.regions),
    )


def _filtered(state: urls.State, **filters: str) -> str:
    """Return the link to the search with the filters of the page and more."""
    added = {name: (value,) for name, value in filters.items()}
    return urls.url(urls.HOME, urls.State(lang=state.lang, filters={**state.filters, **added}))


def _cell(count: int, most: int, theme: str, region: str, link: str, tr: Translator) -> Cell:
    heat = 0 if not count else max(1, round(HEATS * (count / most) ** 0.5))
    told = tr.plural("{n} practice", "{n} practices", count) if count else tr("no practice here yet")
    says = tr("{theme}, {region}: {told}", theme=theme, region=region, told=told)
    return Cell(count, heat, says, link if count else f"#{MISSING}")


def _language_bars(view: Coverage, state: urls.State, labels: Labels, tr: Translator) -> tuple[Bar, ...]:
    lines = [
        (
            labels.vocabularies.label("languages", line.lang, tr.lang),
            (line.whole, line.originals, line.short),
            _filtered(state, lang=line.lang),
        )
        for line in view.languages
    ]
    return _bars(lines)


def _bars(lines: Sequence[tuple[str, tuple[int, ...], str]]) -> tuple[Bar, ...]:
    most = max((figures[0] for _, figures, _ in lines), default=0)
    return tuple(Bar(name, figures, round(100 * figures[0] / most) if most else 0, link) for name, figures, link in lines)


def _shares(shares: Iterable[Share], names: Mapping[str, str]) -> tuple[Bar, ...]:
    """Return lines whose bar is the share of members that have a practice."""
    return tuple(
        Bar(
            names[each.name],
            (each.practices, each.members_with, each.members),
            round(100 * each.members_with / each.members) if each.members else 0,
        )
        for each in shares
    )


def size_name(size: str, tr: Translator) -> str:
    """Return how a size of a city is called."""
    return {
        "village": tr("fewer than 20,000 people"),
        "town": tr("20,000 to 100,000"),
        "city": tr("100,000 to 500,000"),
        "large": tr("500,000 to 1 million"),
        "million": tr("1 million and more"),
        "unknown": tr("population not recorded yet"),
    }[size]


def starts_note(view: Coverage, tr: Translator) -> str:
    """Return what the timeline cannot show."""
    earlier = tr.plural(
        "{n} practice began before {year}.", "{n} practices began before {year}.", view.starts.earlier, year=str(FIRST_YEAR)
    )
    unknown = tr.plural("Of {n} practice no source tells the year.", "Of {n} practices no source tells the year.", view.starts.unknown)
    return f"{earlier} {unknown}" if view.starts.earlier else unknown


def active(state: urls.State, labels: Labels, tr: Translator) -> tuple[tuple[str, str, str], ...]:
    """Return every filter in use as (its name, its value, the link to this page without it)."""
    named, found = titles(tr), []
    for field, values in state.filters.items():
        for value in values:
            others = tuple(each for each in values if each != value)
            link = urls.url(urls.EXPLORE, state.change(filters={**state.filters, field: others}))
            found.append((named[field], labels.facet_label(field, value, tr.lang), link))
    return tuple(found)


def map_of(
    drawn: MeaningMap, everything: Sequence[Record], shown: Sequence[Record], state: urls.State, labels: Labels, tr: Translator
) -> MapView:
    """Return the points of the texts that are shown, coloured as the URL says; colours are those of the whole library, filtered or not."""
    kinds = {record.id: _kinds(record, state.by, labels) for record in everything}
    tally: dict[str, int] = {}
    for own in kinds.values():
        for kind in own:
            tally[kind] = tally.get(kind, 0) + 1
    coloured = dict(zip(sorted(tally, key=lambda kind: (-tally[kind], kind)), COLOURS, strict=False))
    points, used = [], set()
    for record in shown:
        if record.id in drawn.places:
            kind = next((each for each in kinds[record.id] if each in coloured), "")
            used.add(kind)
            points.append(_point(record, drawn.places[record.id], coloured.get(kind, OTHER), labels, tr))
    name = {"theme": "themes", "region": "regions", "lang": "languages"}[state.by]
    legend = [(colour, labels.vocabularies.label(name, kind, tr.lang)) for kind, colour in coloured.items() if kind in used]
    by_id = {record.id: record for record in shown}
    groups = tuple(_group(each, by_id, labels, tr) for each in groups_of(drawn, by_id))
    return MapView(tuple(points), groups, (*legend, *([(OTHER, tr("something else"))] if "" in used else [])), len(shown) - len(points))


def _kinds(record: Record, by: str, labels: Labels) -> tuple[str, ...]:
    if by == "theme":
        return record.themes
    if by == "lang":
        return (record.lang,)
    city = labels.cities.get(record.city or "")
    return (city.region,) if city else ()


def _point(record: Record, place: tuple[float, float], colour: str, labels: Labels, tr: Translator) -> Point:
    city = labels.cities.get(record.city or "")
    themes = [labels.vocabularies.label("themes", each, tr.lang) for each in record.themes[:2]]
    below = tr(", ").join([*([city.name(tr.lang)] if city else []), *themes])
    return Point(*place, colour, record.version(tr.lang, "en").title, below, urls.practice(tr.lang, record.id))


def _group(group: Group, records: Mapping[str, Record], labels: Labels, tr: Translator) -> GroupView:
    name = " · ".join(labels.vocabularies.label("themes", theme, tr.lang) for theme in group.themes) or tr("Texts without a theme")
    texts = []
    for each in group.records:
        version = records[each].version(tr.lang, "en")
        texts.append((version.title, version.lang, urls.practice(tr.lang, each)))
    return GroupView(group.number + 1, name, tuple(texts), *group.middle)
