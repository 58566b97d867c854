"""The shortlist: what somebody kept, as a link that anybody can open, with everything ready to export."""

from __future__ import annotations

from app import state as urls
from app.components.card import card_list
from app.components.results_bar import export_links, menu, share
from app.components.shortlist import empty, removal, take_over
from app.markup import element
from app.page import Page, run, show
from app.views.cards import card_of
from app.views.results import kept_hit
from peerlearn.errors import NotFoundError
from peerlearn.practice import Record


def body(page: Page) -> None:
    """Draw the shortlist that the URL names."""
    state, tr = page.state, page.tr
    records = [record for each in state.ids if (record := found(page, each))]
    page.title(tr("Shortlist"), lead=tr("What you keep stays in this browser; the link below brings it to anybody.") if records else "")
    if not records:
        show(empty(tr))
        return
    here = state.change(ids=tuple(record.id for record in records))
    bar = (menu(tr("Export"), export_links(here, tr)), menu(tr("Share"), share(urls.SHORTLIST, here, tr)), take_over(here, tr))
    show(element("div", *bar, class_="pl-actions", lang=tr.lang, dir=tr.dir))
    show(element("h2", tr.plural("{n} practice", "{n} practices", len(records)), class_="pl-count", lang=tr.lang, dir=tr.dir))
    cards = [card_of(kept_hit(record, tr.lang), page.base, tr, purpose="browse") for record in records]
    after = [removal(record.id, here, tr) for record in records]
    show(card_list(cards, tr, name=tr("Shortlist"), actions=after))


def found(page: Page, record_id: str) -> Record | None:
    """Return a record, or None where it is gone: a link outlives what it names."""
    try:
        return page.base.record(record_id)
    except NotFoundError:
        return None


run(urls.SHORTLIST, body)
