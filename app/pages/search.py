"""The home: a question, the answer as cards, and filters beside it. Without a question, everything, newest first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.components.facets import sidebar
from app.components.notes import filter_line, note, offer, offer_line, pager, reading_lines
from app.components.results import draw_results, said
from app.components.results_bar import results_bar
from app.components.search_box import examples, search_box
from app.components.spread_toggle import spread_toggle
from app.markup import text_in
from app.page import Page, run, show
from app.usage import COUNTING
from app.views.facets import active_filters, facets_of, offered_filters
from app.views.results import ordered

if TYPE_CHECKING:
    from app.i18n import Translator
    from peerlearn.search.result import Ranking

SIZE = 10
"""Results on one page."""
MOST = 200
"""So many are brought into another order."""
NOTED = "noted"
"""Where a session remembers the question that was kept as a coverage gap."""


def body(page: Page) -> None:
    """Draw the search page."""
    state, tr = page.state, page.tr
    lead = "" if state.q else tr("Ask in your own language; the answer is sought in every language of the library.")
    page.title(tr("What have other cities tried?"), lead=lead)
    search_box(state, tr)
    if not state.q and not state.filters:
        examples(tr)
    ranking = answer(page)
    sidebar(facets_of(ranking.facets, state, tr, page.base.facet_label), state, tr)
    show_ranking(ranking, page)


def answer(page: Page) -> Ranking:
    """Ask the library what the URL asks; another order is an order of everything that was found."""
    state = page.state
    top = state.page * SIZE if state.sort == urls.SORTS[0] else MOST
    if state.q:
        ranking = page.base.search(state.q, top=top, where=state.filters, spread=state.spread, keep_gap=first_asked(state))
        COUNTING.searched(state.q, found=any(hit.band in ("strong", "fair") for hit in ranking.hits))
        return noted(ranking, state.q)
    return page.base.browse(where=state.filters, top=top, lang=state.lang)


def first_asked(state: urls.State) -> bool:
    """Say whether somebody asks this now, rather than pages, filters or draws again: a question without an answer is counted once."""
    return state.page == 1 and not state.filters and st.session_state.get(NOTED) != state.q


def noted(ranking: Ranking, question: str) -> Ranking:
    """Return the ranking, still saying that its question was noted when the page is drawn again."""
    if ranking.noted:
        st.session_state[NOTED] = question
    return replace(ranking, noted=ranking.noted or st.session_state.get(NOTED) == question)


def show_ranking(ranking: Ranking, page: Page) -> None:
    """Draw what there is to say about the answer, the line of what to do with it, the results, and the way to more."""
    state, tr = page.state, page.tr
    place = min(state.page, max(1, -(-ranking.total // SIZE)))
    hits = ordered(ranking.hits, state, page.base)[(place - 1) * SIZE : place * SIZE]
    good = bool(ranking.answers)
    show(reading_lines(ranking, tr, page.base.facet_label))
    show(said(ranking, state, tr))
    show(offer(ranking, state, tr))
    show(filter_line(active_filters(state, tr, page.base.facet_label), state, tr))
    show(offer_line(offered_filters(ranking.offers, state, tr, page.base.facet_label), tr))
    show(text_in("h2", heading(ranking, state, tr), tr.lang, class_="pl-count", id="results", tabindex="-1"))
    if hits:
        show(results_bar(state, tr, exports=good))
    if good and state.q and hits[0].band:  # a list is not spread
        spread_toggle(state, tr)
    if ranking.spread:
        show(note(ranking.spread.said_in(tr.lang), tr))
    draw_results(hits, ranking, page)
    show(pager(state, tr, total=ranking.total, size=SIZE))


def heading(ranking: Ranking, state: urls.State, tr: Translator) -> str:
    """Return the line above the results."""
    if not ranking.hits:
        return tr("Results")
    if state.q and ranking.hits[0].band:  # a question of filters only is answered by a list
        return tr("Closest to your question") if ranking.answers else tr("The nearest, though weak")
    if state.sort != urls.SORTS[0]:
        return tr.plural("{n} text in the library", "{n} texts in the library", ranking.total)
    return tr.plural("{n} text in the library, newest first", "{n} texts in the library, newest first", ranking.total)


run(urls.HOME, body)
