"""The parts of the Explore page as HTML: heat map, tables with bars, groups of the map, who is missing, the data to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.components.holdings import counts_table
from app.i18n.formats import number
from app.markup import Html, element, join, text_in
from app.views.explore import MISSING, TYPICAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.i18n import Translator
    from app.views.explore import Bar, Cell, Figures, GroupView, MapView
    from peerlearn.coverage import Starts

AFTER_GRID = "after-grid"


def part(heading: str, lead: str, tr: Translator, *body: Html | None, id: str = "") -> Html:
    """Return a part of the page under its heading, with a sentence below it."""
    top = text_in("h2", heading, tr.lang, id=id or None, tabindex="-1" if id else None)
    return element("section", top, element("p", lead, class_="pl-explain") if lead else None, *body, lang=tr.lang, dir=tr.dir)


def filters_in_use(active: Iterable[tuple[str, str, str]], state: urls.State, tr: Translator) -> Html | None:
    """Return the filters in use, each a link that takes it away, and one for all of them."""
    items = [
        element(
            "li",
            element(
                "a",
                element("span", tr("Remove the filter:"), " ", class_="pl-sr"),
                element("span", f"{name}{tr(': ')}", class_="pl-muted"),
                element("bdi", value),
                element("span", "×", class_="pl-cross", aria_hidden="true"),
                href=link,
                target="_self",
            ),
        )
        for name, value, link in active
    ]
    if not items:
        return None
    clear = element("a", tr("Remove all filters"), href=urls.url(urls.EXPLORE, state.change(filters={})), target="_self")
    return element(
        "nav", element("ul", *items), element("p", clear), class_="pl-active", aria_label=tr("Filters in use"), lang=tr.lang, dir=tr.dir
    )


def legend(view: MapView, tr: Translator) -> Html:
    """Return what the colours of the points mean."""
    items = [element("li", element("i", style=f"background:{colour}", aria_hidden="true"), name) for colour, name in view.legend]
    return element("ul", *items, class_="pl-key", aria_label=tr("What the colours mean"), lang=tr.lang, dir=tr.dir)


def groups(view: MapView, tr: Translator) -> Html:
    """Return the groups of the map as lists of links: the map for keyboards and screen readers."""
    return element("div", *(_group(each, tr) for each in view.groups), class_="pl-groups", lang=tr.lang, dir=tr.dir)


def _group(group: GroupView, tr: Translator) -> Html:
    mark = element("span", element("bdi", str(group.number)), class_="pl-mark-number", aria_hidden="true")
    spoken = element("span", tr("Group {number}:", number=group.number), " ", class_="pl-sr")
    head = element("h3", mark, spoken, group.name)
    told = element(
        "p",
        tr.plural("{n} text; these are the most typical:", "{n} texts; these are the most typical:", len(group.texts)),
        class_="pl-small",
    )
    more = group.texts[TYPICAL:]
    rest = element("details", element("summary", tr("All the others ({n})", n=len(more))), _links(more)) if more else None
    return element("section", head, told, _links(group.texts[:TYPICAL]), rest)


def _links(texts: Iterable[tuple[str, str, str]]) -> Html:
    return element("ul", *(element("li", text_in("a", title, lang, href=link, target="_self")) for title, lang, link in texts))


def heat_map(view: Figures, tr: Translator) -> Html:
    """Return themes by regions as a table of links, darker where there are more practices; empty cells stand out and are links too."""
    head = element("tr", element("th", tr("Theme"), scope="col"), *(element("th", region, scope="col") for region in view.regions))
    rows = [element("tr", element("th", row.theme, scope="row"), *(_heat(cell, tr) for cell in row.cells)) for row in view.rows]
    table = element(
        "table", element("thead", head), element("tbody", *rows), class_="pl-heat", aria_label=tr("Practices by theme and region")
    )
    skip = element("a", tr("Skip this table"), href=f"#{AFTER_GRID}", class_="pl-skip-part")
    box = element("div", table, class_="pl-scroll", tabindex="0", role="region", aria_label=tr("Practices by theme and region"))
    return join([skip, box, element("span", id=AFTER_GRID, tabindex="-1")])


def _heat(cell: Cell, tr: Translator) -> Html:
    link = element("a", element("bdi", number(cell.count, tr.lang)), href=cell.link, target="_self", aria_label=cell.says, title=cell.says)
    return element("td", link, class_=f"pl-heat-{cell.heat}")


def bar_table(names: Sequence[str], bars: Iterable[Bar], tr: Translator, *, caption: str) -> Html:
    """Return a table whose lines have a bar below their name: the chart and its figures in one."""
    head = element("tr", *(element("th", name, scope="col") for name in names))
    rows = []
    for bar in bars:
        name = element("a", bar.name, href=bar.link, target="_self") if bar.link else element("span", bar.name)
        drawn = element("span", element("span", style=f"inline-size:{bar.length}%"), class_="pl-tally-bar", aria_hidden="true")
        cells = (element("td", element("bdi", number(figure, tr.lang))) for figure in bar.figures)
        rows.append(element("tr", element("th", name, drawn, scope="row"), *cells))
    return element("table", element("caption", caption), element("thead", head), element("tbody", *rows), class_="pl-tally")


def two_tables(view: Figures, tr: Translator) -> Html:
    """Return languages and evidence side by side."""
    languages = bar_table(
        (tr("Language"), tr("Whole texts"), tr("Originals"), tr("Summaries only")), view.languages, tr, caption=tr("Languages of the texts")
    )
    evidence = bar_table((tr("Level of evidence"), tr("Practices")), view.evidence, tr, caption=tr("How well results are documented"))
    return element("div", languages, evidence, class_="pl-side-by-side", lang=tr.lang, dir=tr.dir)


def starts_table(starts: Starts, tr: Translator) -> Html | None:
    """Return the timeline as a table behind a button."""
    rows = [(str(year), count) for year, count in starts.years]
    if not rows:
        return None
    table = counts_table((tr("Year"), tr("Practices")), rows, tr)
    return element("details", element("summary", tr("The same as a table")), table, class_="pl-as-table", lang=tr.lang, dir=tr.dir)


def missing(view: Figures, tr: Translator) -> Html:
    """Return who is missing, counted against the members of the network that are known here."""
    lead = tr(
        "{missing} of the {members} cities known here as members of the network have no practice in the library. "
        "The list of members is not complete.",
        missing=view.members_in_all - view.members_with,
        members=view.members_in_all,
    )
    names = (tr("Practices"), tr("Members with a practice"), tr("Members known here"))
    regions = bar_table((tr("Region"), *names), view.members, tr, caption=tr("Regions: members of the network that have a practice"))
    sizes = bar_table((tr("Size of the city"), *names), view.sizes, tr, caption=tr("Sizes of cities: members that have a practice"))
    lists = [
        _named(
            tr("Countries with members and no practice"),
            [f"{name} ({number(count, tr.lang)})" for name, count in view.countries_without],
            tr,
        ),
        _named(tr("Languages of the network without a text"), view.languages_without, tr),
    ]
    help_link = element("a", tr("How a city hands in a practice"), href=f"{urls.url(urls.HELP, urls.State(lang=tr.lang))}", target="_self")
    close = element("p", tr("Does your city belong here?"), " ", help_link)
    tables = element("div", regions, sizes, class_="pl-side-by-side")
    return part(tr("Who is missing"), lead, tr, tables, *lists, close, id=MISSING)


def _named(heading: str, names: Sequence[str], tr: Translator) -> Html | None:
    if not names:
        return None
    return element("p", element("strong", f"{heading}{tr(': ')}"), tr(", ").join(names))


def take_away(tr: Translator) -> Html:
    """Return the way to the data set and what is in it."""
    lead = tr(
        "Every published text with its sources, the cities and the reference lists, as tables (CSV) and whole records (JSON Lines), "
        "with a datasheet that says where the data comes from and what it lacks."
    )
    link = element("a", tr("Download the data set (ZIP)"), href=urls.DATASET, download=True, class_="pl-button")
    terms = element(
        "p", tr("The texts may be used under CC BY-SA 4.0; rights in the sources stay with their publishers."), class_="pl-small"
    )
    return part(tr("Take the data with you"), lead, tr, element("p", link), terms)
