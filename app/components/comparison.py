"""Practices side by side as a table: the name of a row stays in sight, equal rows are dimmed, the unknown is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.badges import place_line
from app.markup import Html, element, join, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.comparison import Cell, Column, Comparison, Group, Row


def table(view: Comparison, tr: Translator) -> Html:
    """Return the whole table; it scrolls sideways inside its own frame, which the keyboard reaches."""
    corner = element("th", element("span", tr("Part of the template"), class_="pl-sr"), scope="col", class_="pl-corner")
    head = element("thead", element("tr", corner, *(_head(column, len(view.columns), tr) for column in view.columns)))
    bodies = [_group(group, view.columns, tr) for group in view.groups]
    grid = element("table", head, *bodies, class_=f"pl-compare pl-compare-{len(view.columns)}")
    return element(
        "div",
        grid,
        class_="pl-compare-frame",
        tabindex="0",
        role="region",
        aria_label=tr("Practices side by side"),
        lang=tr.lang,
        dir=tr.dir,
    )


def silent(view: Comparison, tr: Translator) -> Html | None:
    """Return what none of the practices documents, in one sentence."""
    if not view.silent:
        return None
    return element(
        "p",
        element("strong", tr("Not documented in any of them:")),
        " ",
        tr(", ").join(view.silent),
        class_="pl-silent",
        lang=tr.lang,
        dir=tr.dir,
    )


def _head(column: Column, count: int, tr: Translator) -> Html:
    title = text_in("a", column.title.text, column.title.lang, href=column.link, target="_self")
    where = element("div", place_line(column.place), class_="pl-place")
    remove = None
    if count > 1:
        said = element("span", tr(": "), column.title.text, class_="pl-sr")
        remove = element("a", tr("Take out"), said, href=column.without, target="_self", class_="pl-take-out")
    return element("th", title, where, remove, scope="col")


def _group(group: Group, columns: tuple[Column, ...], tr: Translator) -> Html:
    name = element("tr", element("th", group.name, scope="colgroup", colspan=len(columns) + 1), class_="pl-compare-group")
    return element("tbody", name, *(_row(row, columns, tr) for row in group.rows))


def _row(row: Row, columns: tuple[Column, ...], tr: Translator) -> Html:
    equal = element("span", tr("the same"), class_="pl-equal-note") if row.equal else None
    first = element("th", row.name, equal, scope="row")
    cells = [_cell(row.name, cell, column, tr) for cell, column in zip(row.cells, columns, strict=True)]
    return element("tr", first, *cells, class_="pl-equal" if row.equal else None)


def _cell(name: str, cell: Cell, column: Column, tr: Translator) -> Html:
    whose = element("span", element("bdi", column.title.text), class_="pl-cell-title", lang=column.title.lang, aria_hidden="true")
    if not cell.values:
        return element("td", whose, element("span", tr("Unknown"), class_="pl-unknown"))
    said = [text_in("span", value.text, value.lang) for value in cell.values]
    body = said[0] if len(said) == 1 else element("ul", *(element("li", each) for each in said))
    more = None
    if cell.more:
        about = element("span", tr(": "), name, tr(", "), column.title.text, class_="pl-sr")
        more = element("a", tr("Read on"), about, href=cell.more, target="_self", class_="pl-read-on")
    return element("td", whose, join([body, " ", more]))
