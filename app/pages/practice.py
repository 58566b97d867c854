"""One practice or document, in the language its reader chose, with where everything comes from."""

from __future__ import annotations

import streamlit as st

from app import state as urls
from app.components import record
from app.components.card import card_list
from app.components.notes import problem
from app.markup import join, text_in
from app.page import Page, run, show
from app.usage import COUNTING
from app.views.cards import card_of
from app.views.practice import record_page
from peerlearn.errors import NotFoundError

SIMILAR = 3


def body(page: Page) -> None:
    """Draw the page of the record that the URL names."""
    state, tr = page.state, page.tr
    try:
        found = page.base.record(state.id)
    except NotFoundError:
        page.title(tr("This page is not in the library"))
        show(problem(tr("No practice or document has this address. It may have been withdrawn, or the link is incomplete."), tr))
        return
    view = record_page(found, page.base, tr, version=state.version)
    COUNTING.did("opened", found.id)
    page.title(view.title.text, lang=view.title.lang)
    show(record.top(view, tr))
    text, aside = st.columns([2, 1], gap="large")
    with text:
        show(join([record.story(view, tr), record.results(view, tr) or "", record.sources(view, tr)]))
    with aside:
        show(join([record.facts(view, tr), record.evidence(view, tr) or "", record.means(view, tr) or ""]))
    similar(page)


def similar(page: Page) -> None:
    """Draw the practices that resemble this one."""
    tr = page.tr
    ranking = page.base.similar(page.state.id, top=SIMILAR, lang=tr.lang)
    if ranking.hits:
        show(text_in("h2", tr("Similar practices"), tr.lang))
        show(card_list((card_of(hit, page.base, tr, purpose="similar") for hit in ranking.hits), tr, name=tr("Similar practices")))


run(urls.PRACTICE, body)
