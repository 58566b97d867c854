"""What surrounds every page: brand and rooms above, the language switch, licences below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import rooms
from app import state as urls
from app.language import LANGS, NAMES
from app.markup import Html, element, join, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.state import State

MAIN = "pl-main"
"""The id that the link "skip to the content" leads to."""


def header(path: str, state: State, tr: Translator, *, role: str = "reader", account: Html | None = None) -> Html:
    """Return the top of a page: the brand, links to the rooms, who is signed in, and this page in the other languages."""
    links = [
        element(
            "a",
            room.name(tr),
            href=urls.url(room.path, urls.State(lang=tr.lang)),
            target="_self",
            aria_current="page" if room.path == path else None,
        )
        for room in rooms.listed(role)
    ]
    brand = element(
        "a",
        text_in("bdi", "peerlearn", "en", class_="pl-name"),
        element("span", tr("Good practices of learning cities"), class_="pl-tagline"),
        href=urls.home(tr.lang),
        target="_self",
        class_="pl-brand",
    )
    rooms_nav = element("nav", *links, class_="pl-rooms", aria_label=tr("Rooms"))
    return element("div", brand, rooms_nav, account, _languages(path, state, tr), class_="pl-header", lang=tr.lang, dir=tr.dir)


def _languages(path: str, state: State, tr: Translator) -> Html:
    links = urls.other_language(path, state)
    switch = [
        text_in("a", NAMES[lang], lang, href=links[lang], hreflang=lang, target="_self", aria_current="true" if lang == tr.lang else None)
        for lang in LANGS
    ]
    return element("nav", *switch, class_="pl-languages", aria_label=tr("Language of the interface"))


def title(text: str, tr: Translator, *, lead: str = "", lang: str = "") -> Html:
    """Return the heading of a page, which the skip link leads to, with a sentence below it."""
    heading = text_in("h1", text, lang or tr.lang, id=MAIN, tabindex="-1")
    below = text_in("p", lead, tr.lang, class_="pl-lead") if lead else None
    return element("div", heading, below, class_="pl-title")


def footer(tr: Translator, *, practices: int, cities: int) -> Html:
    """Return the bottom of a page: what the library holds and under which terms."""
    holds = join(
        [
            tr.plural("{n} practice", "{n} practices", practices),
            tr.plural("from {n} city", "from {n} cities", cities),
        ],
        " ",
    )
    about = element("a", tr("What is here, and who is missing"), href=urls.url(urls.ABOUT, urls.State(lang=tr.lang)), target="_self")
    note = tr("The facts come from the sources named on each page; rights in the sources stay with their publishers.")
    return element("div", element("p", holds, " · ", about), element("p", note), class_="pl-footer", lang=tr.lang, dir=tr.dir)
