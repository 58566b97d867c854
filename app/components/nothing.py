"""Nothing good was found: said plainly, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.state import State


def nothing_good(message: str, state: State, tr: Translator) -> Html:
    """Return what the search says about the missing answer, and the ways on."""
    ways: list[Html | str] = []
    if state.filters:
        clear = urls.url(urls.HOME, state.change(filters={}, page=1))
        ways.append(element("a", tr("Search again without filters"), href=clear, target="_self"))
    ways.append(tr("Say in one sentence what you want to achieve, and for whom."))
    ways.append(tr("Try a wider word: “literacy” rather than the name of a course."))
    feed = element("a", tr("Feed of this search (Atom)"), href=urls.feed(state), target="_self")
    ways.append(element("span", tr("Be told when an answer comes:"), " ", feed))
    return element(
        "section",
        element("p", message, role="status", class_="pl-nothing-said"),
        text_in("h2", tr("What you can do"), tr.lang),
        element("ul", *(element("li", way) for way in ways)),
        class_="pl-nothing",
        lang=tr.lang,
        dir=tr.dir,
    )
