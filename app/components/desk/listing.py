"""Lists of submissions and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.desk.frame import foreign, items, tag
from app.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.desk.listing import Filter, JobLine, Row


def filters(found: Sequence[Filter], tr: Translator) -> Html:
    """Return the states as links that filter the list."""
    links = [
        element(
            "a",
            each.name,
            " ",
            element("bdi", f"({each.count})"),
            href=each.link,
            target="_self",
            aria_current="true" if each.chosen else None,
        )
        for each in found
    ]
    return element("nav", *links, class_="pl-desk-filters", aria_label=tr("Filter by state"), lang=tr.lang, dir=tr.dir)


def table(rows: Sequence[Row], tr: Translator, *, name: str) -> Html:
    """Return submissions as a table that is a list on a phone."""
    heads = (tr("Submission"), tr("State"), tr("Text"), tr("From"), tr("Changed"))
    head = element("thead", element("tr", *(element("th", each, scope="col") for each in heads)))
    body = [element("tr", *_cells(row, heads)) for row in rows]
    return element(
        "table",
        element("caption", name, class_="pl-sr"),
        head,
        element("tbody", *body),
        class_="pl-table pl-desk-table",
        lang=tr.lang,
        dir=tr.dir,
    )


def _cells(row: Row, heads: Sequence[str]) -> list[Html]:
    link = element("a", row.title, href=row.link, target="_self", dir="auto")
    file = foreign("span", row.file, class_="pl-small") if row.file else None
    return [
        element("th", link, file, scope="row", data_name=heads[0]),
        element("td", tag("status", row.status, row.status_name), data_name=heads[1]),
        element("td", tag("verdict", row.verdict, row.verdict_name), data_name=heads[2]),
        element("td", foreign("bdi", row.who), data_name=heads[3]),
        element("td", row.age, data_name=heads[4]),
    ]


def job_list(lines: Sequence[JobLine], tr: Translator) -> Html:
    """Return jobs as a list: what, how it stands, what came of it."""
    entries = []
    for each in lines:
        alone = each.made[0][1] if len(each.made) == 1 else ""
        name = foreign("bdi", each.name, class_="pl-job-name")
        called = element("a", name, href=alone, target="_self") if alone else name
        top = element("p", called, " ", tag("job", each.state, each.state_name), " ", element("span", each.age, class_="pl-small"))
        links = [] if alone else [element("a", said, href=link, target="_self", dir="auto") for said, link in each.made]
        made = items(links) if links else None
        notes = [element("p", note, class_="pl-small") for note in each.notes]
        entries.append(element("li", top, made, *notes))
    return element("ul", *entries, class_="pl-jobs", lang=tr.lang, dir=tr.dir)


def nothing(text: str, tr: Translator) -> Html:
    """Return a quiet sentence where a list is empty."""
    return element("p", text, class_="pl-desk-empty", lang=tr.lang, dir=tr.dir)
