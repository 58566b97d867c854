"""The page about the library: counts as tables, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.formats import number
from app.markup import Html, element, join, text_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.holdings import Holdings


def section(heading: str, tr: Translator, *body: Html | None) -> Html:
    """Return a part of the page under its heading."""
    return element("section", text_in("h2", heading, tr.lang), *body, class_="pl-about", lang=tr.lang, dir=tr.dir)


def paragraphs(*texts: str) -> Html:
    """Return sentences as paragraphs."""
    return join([element("p", text) for text in texts])


def counts_table(names: Sequence[str], rows: Sequence[Sequence[str | float]], tr: Translator) -> Html:
    """Return a table whose first column names the line and whose others are numbers."""
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    body = [
        element(
            "tr",
            element("th", first if isinstance(first, str) else str(first), scope="row", data_name=names[0]),
            *(element("td", element("bdi", number(value, tr.lang)), data_name=name) for value, name in zip(rest, names[1:], strict=True)),
        )
        for first, *rest in rows
    ]
    return element("table", head, element("tbody", *body), class_="pl-table pl-counts")


def regions(view: Holdings, tr: Translator) -> Html:
    """Return practices and cities by region, the empty regions named."""
    names = (tr("Region"), tr("Practices"), tr("Cities with a practice"), tr("Cities known here"))
    table = counts_table(names, [(line.name, line.practices, line.cities_with, line.cities) for line in view.regions], tr)
    missing = tr(
        "{without} of the {cities} cities known here have no practice in the library yet.",
        without=view.cities - view.cities_with,
        cities=view.cities,
    )
    return section(tr("By region"), tr, table, element("p", missing))


def languages(view: Holdings, tr: Translator) -> Html:
    """Return texts by language, those without any named."""
    names = (tr("Language"), tr("Texts"), tr("Originals among them"))
    table = counts_table(names, view.languages, tr)
    unread = tr(
        "{unread} of the {versions} texts have not been read by a native reviewer yet.", unread=view.unreviewed, versions=view.versions
    )
    none = tr("No text yet in: {names}.", names=tr(", ").join(view.missing_languages)) if view.missing_languages else ""
    return section(tr("By language"), tr, table, element("p", unread), element("p", none) if none else None)


def evidence(view: Holdings, tr: Translator) -> Html:
    """Return practices by level of evidence."""
    rows = [(f"{level} · {name}", count) for level, name, count in view.evidence]
    return section(tr("By level of evidence"), tr, counts_table((tr("Level of evidence"), tr("Practices")), rows, tr))


def licences(view: Holdings, tr: Translator) -> Html:
    """Return the licences of the sources and of the parts of this app."""
    sources = [(text_in("bdi", terms.text, terms.lang), count) for terms, count in view.licences]
    ours = [
        (text_in("bdi", "IBM Plex Sans Arabic", "en"), text_in("bdi", "SIL Open Font License 1.1", "en")),
        (text_in("bdi", "Natural Earth, world-atlas", "en"), tr("public domain; ISC licence")),
        (text_in("bdi", "Streamlit", "en"), text_in("bdi", "Apache License 2.0", "en")),
        (text_in("bdi", "Vega-Altair", "en"), text_in("bdi", "BSD 3-Clause", "en")),
    ]
    parts = element("ul", *(element("li", name, " — ", terms) for name, terms in ours))
    table = counts_table((tr("Licence of the source"), tr("Sources")), sources, tr)
    return section(tr("Licences"), tr, element("p", tr("Each practice was written anew from the facts in its sources.")), table, parts)
