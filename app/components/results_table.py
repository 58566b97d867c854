"""Results as a real table: a row a result, readable across and down; on a phone it scrolls sideways in its own frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.keep import keep_button
from app.language import direction
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.cards import Card


def results_table(views: Sequence[Card], tr: Translator, *, asked: bool) -> Html:
    """Return the table; ``asked`` adds the column that says how well each answers."""
    names = [tr("Title"), tr("City"), tr("Country"), tr("Year"), tr("Evidence"), tr("Themes"), tr("Language")]
    names += [tr("Match")] if asked else []
    head = element("tr", *(element("th", name, scope="col") for name in (*names, tr("Shortlist"))))
    body = [_row(view, tr, asked=asked) for view in views]
    table = element("table", element("caption", tr("Results"), class_="pl-sr"), element("thead", head), element("tbody", *body))
    return element("div", table, class_="pl-wide", role="region", tabindex="0", aria_label=tr("Results"), lang=tr.lang, dir=tr.dir)


def _row(view: Card, tr: Translator, *, asked: bool) -> Html:
    title = element("a", view.title.text, href=view.link, target="_self")
    city, country = (*view.place, None, None)[:2]
    level = "" if view.evidence_level is None else f"{view.evidence_level}/5"
    cells = [
        element("th", title, scope="row", lang=view.title.lang, dir=direction(view.title.lang)),
        *(text_in("td", each.text, each.lang) if each else element("td") for each in (city, country)),
        element("td", element("bdi", str(view.year or ""))),
        element("td", element("bdi", level), title=view.evidence),
        element("td", tr(", ").join(view.themes), class_="pl-many"),
        element("td", view.text_lang),
    ]
    band = element("span", view.band_label, class_=f"pl-band pl-band-{view.band}") if view.band else None
    cells += [element("td", band)] if asked else []
    return element("tr", *cells, element("td", keep_button(view.id, view.title.text, tr)))
