"""Two language versions side by side: two columns on a desktop, one below the other on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.markup import Html, element, text_in
from app.prose import prose

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.beside import Beside, Pair, Side
    from app.views.texts import Phrase


def side_by_side(view: Beside, tr: Translator) -> Html:
    """Return both versions, part by part, under who wrote each and how."""
    alone = element("a", tr("Back to one version"), href=view.alone, target="_self", class_="pl-quiet-link")
    heads = element("div", _side(view.one, tr), _side(view.other, tr), class_="pl-beside-row pl-beside-heads")
    parts = [_pair(pair, view, tr) for pair in view.pairs]
    return element("div", element("p", alone), heads, *parts, class_="pl-beside", lang=tr.lang, dir=tr.dir)


def _side(side: Side, tr: Translator) -> Html:
    name = tr("{lang} (original)", lang=side.name) if side.original else side.name
    others = [element("a", other, href=link, target="_self") for other, link in side.others]
    switch = element(
        "nav", element("span", tr("Instead:")), *others, class_="pl-versions", aria_label=tr("Instead of {lang}", lang=side.name)
    )
    return element("div", element("h2", name), element("p", " ".join(side.provenance), class_="pl-small"), switch if others else None)


def _pair(pair: Pair, view: Beside, tr: Translator) -> Html:
    row = element("div", _text(pair.one, view.one.name, tr), _text(pair.other, view.other.name, tr), class_="pl-beside-row")
    return element("section", text_in("h3", pair.heading.text, pair.heading.lang), row)


def _text(text: Phrase | None, language: str, tr: Translator) -> Html:
    name = element("p", language, class_="pl-beside-lang")
    if text is None:
        return element("div", name, element("p", tr("This version does not have this part."), class_="pl-unknown"))
    return element("div", name, text_in("div", prose(text.text), text.lang, class_="pl-prose"))
