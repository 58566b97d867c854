"""The page of a city, and the list of all cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.markup import Html, element, join, text_in, web_link
from app.views.figures import status_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.city import CityLine, CityPage, CountryCities
    from app.views.figures import FigureLine


def profile(view: CityPage, tr: Translator) -> Html:
    """Return where a city is, whether it is a member, its other names, and the button that makes it the reader's own."""
    country = element("a", view.country, href=view.country_link, target="_self")
    region = element("a", view.region, href=view.region_link, target="_self")
    where = element("p", country, Html(' <span class="pl-dot" aria-hidden="true">·</span> '), region, class_="pl-place")
    names = [text_in("span", name.text, name.lang) for name in view.names]
    also = element("p", tr("Also called:"), " ", join(names, tr(", ")), class_="pl-small") if names else None
    if view.mine:
        forget = element("a", tr("Forget it"), href=view.choose, target="_self", class_="pl-quiet-link")
        mine = element(
            "p", element("strong", element("span", "✓ ", aria_hidden="true"), tr("This is your city")), " ", forget, class_="pl-mine"
        )
    else:
        mine = element("p", element("a", tr("This is my city"), href=view.choose, target="_self", class_="pl-button"), class_="pl-mine")
    return element("div", where, element("p", view.membership), also, mine, class_="pl-city-top", lang=tr.lang, dir=tr.dir)


def figures(view: CityPage, tr: Translator) -> Html:
    """Return a city's figures with year, certainty and source, and what else is known of it."""
    rows = [figure_row(line, tr) for line in view.figures]
    languages = tr(", ").join(view.languages)
    rows.append(_fact(tr("Languages of its texts here"), element("dd", languages) if languages else _unknown(tr)))
    heading = element("h2", tr("Profile"))
    facts = element("dl", *rows, class_="pl-facts pl-profile")
    return element("section", heading, facts, _origin(view, tr), lang=tr.lang, dir=tr.dir)


def figure_row(line: FigureLine, tr: Translator) -> Html:
    """Return one figure of a city as a name with its value, and where it is from."""
    if line.value is None:
        return _fact(line.name, _unknown(tr))
    about = [str(line.year) if line.year else tr("year unknown"), status_text(line.status, tr)]
    source = element("dd", tr(", ").join(about), " ", _source(line.source, tr), class_="pl-small")
    return _fact(line.name, text_in("dd", line.value.text, line.value.lang, class_="pl-figure-value"), source)


def _fact(name: str, *values: Html) -> Html:
    return element("div", element("dt", name), *values)


def _unknown(tr: Translator) -> Html:
    return element("dd", tr("Unknown"), class_="pl-unknown")


def _source(source: str, tr: Translator) -> Html | None:
    """Return a source: a link where it begins with one, else its words as they were noted."""
    if not source:
        return None
    first, _, rest = source.partition(" ")
    href = web_link(first)
    if href is None:
        return element("bdi", f"({source})")
    link = element("a", tr("source"), href=href, target="_blank", rel="noopener noreferrer")
    note = rest.strip(" ;()")
    return join([link, join([" ", element("bdi", f"({note})", lang="en", dir="ltr")]) if note else None])


def _origin(view: CityPage, tr: Translator) -> Html:
    checked = tr("The entry was checked against its source.") if view.verified else tr("The entry was not yet checked against its source.")
    return element("p", checked, " ", _source(view.source, tr), class_="pl-small")


def country_lists(countries: Iterable[CountryCities], tr: Translator) -> Html:
    """Return the cities under their countries as links."""
    parts = [
        element("section", element("h2", country.name), element("ul", *(_line(line, tr) for line in country.cities)))
        for country in countries
    ]
    return element("div", *parts, class_="pl-places pl-countries", lang=tr.lang, dir=tr.dir)


def _line(line: CityLine, tr: Translator) -> Html:
    name = text_in("span", line.name.text, line.name.lang)
    told = tr.plural("{n} practice", "{n} practices", line.count)
    said = element("span", f"{tr(', ')}{told}", class_="pl-sr") if line.count else None
    count = element("span", f"({line.count})", class_="pl-muted", aria_hidden="true") if line.count else None
    mine = element("span", tr("your city"), class_="pl-badge pl-theme") if line.mine else None
    return element("li", element("a", name, said, href=line.link, target="_self"), " ", count, " ", mine)
