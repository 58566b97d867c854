"""A result as a card."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from app.components.badges import badge, badge_list, evidence_text, place_line, sdg_badges
from app.components.keep import keep_button
from app.components.tray import choice_link
from app.language import direction
from app.markup import Html, element, join, text_in
from app.prose import marked, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.i18n import Translator
    from app.views.cards import Card


def card(view: Card, tr: Translator, *, action: Html | None = None) -> Html:
    """Return one card: title, place, band, the best passage with its marks, labels, why it is here, and where else it is told."""
    link = element("a", view.title.text, href=view.link, target="_self")
    heading = element("h3", link, lang=view.title.lang, dir=direction(view.title.lang))
    year = str(view.year) if view.year else ""
    near = element("span", view.near, class_="pl-badge pl-near") if view.near else None
    where = element("p", place_line(view.place, view.kind, year), " ", near, class_="pl-place")
    keep = keep_button(view.id, view.title.text, tr) if view.id else None
    side = element("div", _band(view), keep, class_="pl-card-side")
    top = element("div", element("div", heading, where), side, class_="pl-card-top")
    chosen = choice_link(view.choice, view.title.text, tr)
    parts = (top, _passage(view, tr), _labels(view, tr), _why(view, tr), _also(view, tr), chosen, action)
    return element("article", *parts, class_="pl-card", lang=tr.lang, dir=tr.dir)


def card_list(views: Iterable[Card], tr: Translator, *, name: str, actions: Sequence[Html] = ()) -> Html:
    """Return cards as a list that a screen reader can count; ``actions`` has for each card what can be done with it, or is empty."""
    items = [element("li", card(view, tr, action=action)) for view, action in zip_longest(views, actions)]
    return element("ol", *items, class_="pl-cards", aria_label=name, lang=tr.lang, dir=tr.dir)


def _band(view: Card) -> Html | None:
    if not view.band:
        return None
    return element("p", view.band_label, class_=f"pl-band pl-band-{view.band}")


def _passage(view: Card, tr: Translator) -> Html:
    text = marked(view.passage.text, view.highlights) if view.band else shortened(view.passage.text)
    quote = text_in("p", text, view.passage.lang, class_="pl-passage")
    if not view.band:
        return quote
    note = tr("{section}: matched by meaning", section=view.section) if view.by_meaning else view.section
    return element("div", element("p", note, class_="pl-where"), quote)


def _labels(view: Card, tr: Translator) -> Html | None:
    badges = [badge(theme, "theme") for theme in view.themes] + sdg_badges(view.sdgs, tr)
    text = f"{view.text_lang}{tr(', ')}{view.written}" if view.written else view.text_lang
    language = tr("Text: {lang}", lang=text)
    if view.also_in:
        language = tr("Text: {lang} (also {others})", lang=text, others=tr(", ").join(view.also_in))
    badges.append(badge(language, "language"))
    if view.evidence is not None and view.evidence_level is not None:
        badges.append(badge(evidence_text(view.evidence_level, view.evidence, tr), f"evidence pl-evidence-{min(view.evidence_level, 2)}"))
    return badge_list(badges, tr("About this result"))


def _why(view: Card, tr: Translator) -> Html | None:
    if not view.reasons:
        return None
    return element("p", element("span", tr("Why it is here:"), class_="pl-why-name"), " ", " · ".join(view.reasons), class_="pl-why")


def _also(view: Card, tr: Translator) -> Html | None:
    if not view.also:
        return None
    links = [element("a", title.text, href=link, target="_self", lang=title.lang, dir=direction(title.lang)) for title, link in view.also]
    return element("p", element("span", tr("Also told in:"), class_="pl-why-name"), " ", join(links, " · "), class_="pl-why pl-also")
