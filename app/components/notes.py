"""Sentences that a page says to its reader: about an answer, an error, or an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.i18n import Translator
    from app.views.facets import Active, Offered
    from peerlearn.search.result import Ranking


def note(text: str, tr: Translator, *, kind: str = "info") -> Html:
    """Return a sentence in a box; it is announced when it appears."""
    return element("p", text, class_=f"pl-note pl-note-{kind}", role="status", lang=tr.lang, dir=tr.dir)


def problem(text: str, tr: Translator, *, said: str = "", remedy: str = "") -> Html:
    """Return what went wrong, what the library says about it in English with its remedy, and the way home."""
    told = [text_in("p", each, "en") for each in (said, remedy) if each]
    back = element("a", tr("Back to the search"), href=urls.home(tr.lang), target="_self")
    return element(
        "div", element("p", text), *told, element("p", back), class_="pl-note pl-note-problem", role="alert", lang=tr.lang, dir=tr.dir
    )


def offer(ranking: Ranking, state: urls.State, tr: Translator) -> Html | None:
    """Return the corrected question as a link that asks it, or nothing where no typing error was seen."""
    if not ranking.did_you_mean:
        return None
    address = urls.url(urls.HOME, state.change(q=ranking.did_you_mean, page=1))
    link = text_in("a", ranking.did_you_mean, ranking.query.lang, href=address, target="_self")
    return element("p", tr("Did you mean:"), " ", link, class_="pl-note pl-note-info pl-offer", role="status", lang=tr.lang, dir=tr.dir)


def reading_lines(ranking: Ranking, tr: Translator, label: Callable[[str, str, str], str]) -> Html | None:
    """Return how the question was read, a line each: quoted phrases, exclusions, filters, and notes; nothing for plain words."""
    lines = ranking.reading.lines_in(tr.lang, label) if ranking.reading else []
    if not lines:
        return None
    items = [element("li", line) for line in lines]
    said = element("ul", *items, class_="pl-reading", aria_label=tr("How your question was read"))
    return element("div", said, role="status", lang=tr.lang, dir=tr.dir)


def offer_line(offered: Sequence[Offered], tr: Translator) -> Html | None:
    """Return the filters that the question seems to name, each a link that applies it."""
    if not offered:
        return None
    items = [_chip(tr("Apply the filter:"), each, tr, " ", element("bdi", f"({each.count})")) for each in offered]
    return element(
        "nav",
        element("span", tr("You may mean:"), class_="pl-active-name", aria_hidden="true"),
        element("ul", *items),
        class_="pl-offers",
        aria_label=tr("Filters that your question names"),
        lang=tr.lang,
        dir=tr.dir,
    )


def filter_line(active: Sequence[Active], state: urls.State, tr: Translator) -> Html | None:
    """Return the filters in use, each a link that takes it away, and one for all of them; the phone's filter button shows their number."""
    if not active:
        return None
    items = [_chip(tr("Remove the filter:"), each, tr, element("span", "×", class_="pl-cross", aria_hidden="true")) for each in active]
    clear = element("a", tr("Remove all filters"), href=urls.url(urls.HOME, state.change(filters={}, page=1)), target="_self")
    return element(
        "nav",
        element("span", tr("Filters in use:"), class_="pl-active-name", aria_hidden="true"),
        element("ul", *items),
        element("p", clear),
        class_="pl-active",
        data_count=len(active),
        aria_label=tr("Filters in use"),
        lang=tr.lang,
        dir=tr.dir,
    )


def _chip(action: str, filtered: Active | Offered, tr: Translator, *after: Html | str) -> Html:
    """Return a list item with a filter as a link that does ``action``, which only a screen reader says."""
    name = element("span", f"{filtered.title}{tr(': ')}", class_="pl-muted")
    said = element("span", action, " ", class_="pl-sr")
    return element("li", element("a", said, name, element("bdi", filtered.label), *after, href=filtered.link, target="_self"))


def pager(state: urls.State, tr: Translator, *, total: int, size: int) -> Html | None:
    """Return the links to the pages before and after, or nothing when all results fit on one."""
    pages = min(urls.MAX_PAGE, -(-total // size))
    if pages <= 1:
        return None

    def link(name: str, page: int, rel: str) -> Html | None:
        if not 1 <= page <= pages:
            return None
        return element("a", name, href=urls.url(urls.HOME, state.change(page=page)), target="_self", rel=rel, class_=f"pl-{rel}")

    page = min(state.page, pages)
    here = element("span", tr("Page {page} of {pages}", page=page, pages=pages))
    before, after = link(tr("Previous"), page - 1, "prev"), link(tr("Next"), page + 1, "next")
    return element("nav", before, here, after, class_="pl-pager", aria_label=tr("Pages of results"), lang=tr.lang, dir=tr.dir)
