"""What only the page of the shortlist has: an empty one, the way off the list, and taking over somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.markup import Html, element

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.state import State


def empty(tr: Translator) -> Html:
    """Return what an empty shortlist says; the script leaves for the list that this browser keeps, where there is one."""
    back = element("a", tr("Back to the search"), href=urls.home(tr.lang), target="_self")
    said = tr("Nothing is kept yet. The star on a result keeps it here, without an account.")
    return element(
        "div", element("p", said), element("p", back), class_="pl-note pl-note-info pl-empty-shortlist", lang=tr.lang, dir=tr.dir
    )


def removal(record_id: str, state: State, tr: Translator) -> Html:
    """Return the link to the list without a record; the script takes it out of the browser's own list, too."""
    without = state.change(ids=tuple(each for each in state.ids if each != record_id))
    return element("a", tr("Remove"), href=urls.url(urls.SHORTLIST, without), target="_self", data_drop=record_id, class_="pl-drop")


def take_over(state: State, tr: Translator) -> Html:
    """Return the button that keeps a list that came as a link; the script hides it where everything is kept already."""
    return element("button", tr("Keep all of these"), type="button", data_keep_all=",".join(state.ids), class_="pl-button pl-take-over")
