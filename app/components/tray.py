"""What was put aside to compare: a line at the foot of the window, and the link on a card or page that puts a practice there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.tray import Choice, Tray


def choice_link(choice: Choice | None, title: str, tr: Translator) -> Html | None:
    """Return the link that puts a practice aside or takes it back; a screen reader says which practice that is."""
    if choice is None or not choice.link:
        return None
    said = element("span", tr(": "), title, class_="pl-sr")
    if choice.chosen:
        sign = element("span", "✓", class_="pl-choice-sign", aria_hidden="true")
        return element(
            "a", sign, tr("In the comparison: take it out"), said, href=choice.link, target="_self", class_="pl-choice pl-chosen"
        )
    sign = element("span", "+", class_="pl-choice-sign", aria_hidden="true")
    return element("a", sign, tr("Add to the comparison"), said, href=choice.link, target="_self", class_="pl-choice")


def tray_bar(view: Tray | None, tr: Translator) -> Html | None:
    """Return the practices put aside, each with a way to take it back, and the link that compares them."""
    if view is None:
        return None
    items = [_item(title.text, title.lang, link, tr) for title, link in view.items]
    count = tr.plural("{n} practice to compare", "{n} practices to compare", len(view.items))
    if view.compare:
        go = element("a", tr("Compare"), href=view.compare, target="_self", class_="pl-button")
    else:
        go = element("span", tr("Add one more to compare."), class_="pl-small")
    clear = element("a", tr("Remove all"), href=view.clear, target="_self", class_="pl-tray-clear")
    return element(
        "nav",
        element("p", count, class_="pl-tray-count"),
        element("ul", *items),
        element("p", go, " ", clear, class_="pl-tray-go"),
        class_="pl-tray",
        aria_label=tr("Practices to compare"),
        lang=tr.lang,
        dir=tr.dir,
    )


def _item(title: str, lang: str, link: str, tr: Translator) -> Html:
    said = element("span", tr("Take out of the comparison:"), " ", class_="pl-sr")
    cross = element("span", "×", class_="pl-cross", aria_hidden="true")
    return element("li", element("a", said, text_in("span", title, lang, class_="pl-tray-title"), cross, href=link, target="_self"))
