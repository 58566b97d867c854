"""The line above the results: list, table or map; their order; and what to do with them: export, share, follow, keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.state import State


def results_bar(state: State, tr: Translator, *, exports: bool) -> Html:
    """Return the line; ``exports`` says whether there is anything worth handing on."""
    return element(
        "div",
        _views(state, tr),
        _orders(state, tr),
        menu(tr("Export"), export_links(state, tr)) if exports else None,
        menu(tr("Share and follow"), share(urls.HOME, state, tr), follow(state, tr)),
        shortlist_link(tr),
        class_="pl-actions",
        lang=tr.lang,
        dir=tr.dir,
    )


def _views(state: State, tr: Translator) -> Html:
    names = {"list": tr("List"), "table": tr("Table"), "map": tr("On a map")}
    links = [_choice(names[view], state.change(view=view), chosen=view == state.view) for view in urls.VIEWS]
    return element("nav", *links, class_="pl-views", aria_label=tr("How results are shown"))


def _orders(state: State, tr: Translator) -> Html:
    first = tr("Best match") if state.q else tr("Newest")
    names = {"relevance": first, "newest": tr("Newest"), "evidence": tr("Best documented"), "city": tr("City")}
    kept = [order for order in urls.SORTS if state.q or order != "newest"]
    links = [element("li", _choice(names[each], state.change(sort=each, page=1), chosen=each == state.sort)) for each in kept]
    now = names[state.sort] if state.sort in kept else first
    return menu(tr("Order: {order}", order=now), element("ul", *links, class_="pl-choices"))


def _choice(name: str, state: State, *, chosen: bool) -> Html:
    return element("a", name, href=urls.url(urls.HOME, state), target="_self", aria_current="true" if chosen else None)


def menu(name: str, *inside: Html | None) -> Html:
    """Return a button that opens what is inside it, without a script; only one of them is open at a time."""
    return element("details", element("summary", name), element("div", *inside, class_="pl-menu-body"), class_="pl-menu", name="pl-menu")


def export_links(state: State, tr: Translator) -> Html:
    """Return a link a format, with what it is good for."""
    formats = (
        ("docx", tr("Word"), tr("a report to edit")),
        ("pdf", "PDF", tr("a report to print")),
        ("xlsx", "Excel", tr("a table")),
        ("csv", "CSV", tr("a table for any program")),
        ("ris", "RIS", tr("references for Zotero or EndNote")),
        ("bibtex", "BibTeX", tr("references for LaTeX")),
    )
    links = [
        element("li", element("a", element("bdi", name), href=urls.export(state, each), target="_self"), " ", element("span", what))
        for each, name, what in formats
    ]
    return element("ul", *links, class_="pl-exports")


def share(path: str, state: State, tr: Translator) -> Html:
    """Return the link that brings this page back, and a button that copies it."""
    address = urls.url(path, state)
    return element(
        "div",
        text_in("p", tr("This link brings back exactly what you see:"), tr.lang),
        element("p", element("a", address, href=address, target="_self", dir="ltr", data_absolute=True), class_="pl-link"),
        element("button", tr("Copy the link"), type="button", data_copy=address, data_done=tr("Copied"), class_="pl-button"),
        element("span", role="status", class_="pl-copied"),
        class_="pl-share",
    )


def follow(state: State, tr: Translator) -> Html | None:
    """Return the link to the feed of a search, or nothing where nothing is asked."""
    if not state.q and not state.filters:
        return None
    link = element("a", tr("Feed of this search (Atom)"), href=urls.feed(state), target="_self", type="application/atom+xml")
    what = tr("Put this address into a news reader, and it tells you when a new practice answers.")
    return element("div", element("p", link), element("p", what, class_="pl-small"), class_="pl-follow")


def shortlist_link(tr: Translator) -> Html:
    """Return the link to the shortlist; the script adds what this browser keeps, and how much it is."""
    address = urls.url(urls.SHORTLIST, urls.State(lang=tr.lang))
    count = element("bdi", class_="pl-kept-count")
    return element("a", tr("Shortlist"), " ", count, href=address, target="_self", data_shortlist=True, class_="pl-shortlist-link")
