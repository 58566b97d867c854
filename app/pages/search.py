"""The home: a question, the answer as cards, and filters beside it. Without a question, everything, newest first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.components.card import card_list
from app.components.facets import sidebar
from app.components.notes import filter_line, note, offer, offer_line, pager, reading_lines
from app.components.search_box import examples, search_box
from app.components.spread_toggle import spread_toggle
from app.markup import text_in
from app.page import Page, run, show
from app.usage import COUNTING
from app.views.cards import Purpose, card_of
from app.views.facets import active_filters, facets_of, offered_filters
from app.views.tray import choosable

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Card
    from peerlearn.practice import Record
    from peerlearn.search.result import Ranking

SIZE = 10
"""Results on one page."""
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
    """Ask the library what the URL asks."""
    state, top = page.state, page.state.page * SIZE
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
    """Draw what there is to say about the answer, its cards, and the way to more."""
    state, tr = page.state, page.tr
    purpose: Purpose = "search" if state.q else "browse"
    place = min(state.page, max(1, -(-ranking.total // SIZE)))
    hits = ranking.hits[(place - 1) * SIZE : place * SIZE]
    show(text_in("h2", heading(ranking, state, tr), tr.lang, class_="pl-count", id="results", tabindex="-1"))
    show(reading_lines(ranking, tr, page.base.facet_label))
    message = ranking.message_in(tr.lang) if state.q or state.filters else ""
    if message:
        show(note(message, tr))
    show(offer(ranking, state, tr))
    if state.q and hits and hits[0].band:  # a list is not spread
        spread_toggle(state, tr)
    if ranking.spread:
        show(note(ranking.spread.said_in(tr.lang), tr))
    if len(state.q) > urls.SEARCHED and ranking.message_code != "shortened":
        show(note(tr("The question is very long: only its first part was searched with."), tr))
    elif not hits:
        show(note(tr("There is nothing to show here."), tr))
    show(filter_line(active_filters(state, tr, page.base.facet_label), state, tr))
    show(offer_line(offered_filters(ranking.offers, state, tr, page.base.facet_label), tr))
    if hits:
        asked_in = ranking.query.lang if state.q else ""
        cards = (card_of(hit, page.base, tr, purpose=purpose, asked_in=asked_in) for hit in hits)
        show(card_list((own_marks(card, hit.record, page) for card, hit in zip(cards, hits, strict=True)), tr, name=tr("Results")))
    show(pager(state, tr, total=ranking.total, size=SIZE))


def own_marks(card: Card, record: Record, page: Page) -> Card:
    """Return a card with the way to compare it, and with what its city has in common with the reader's."""
    return replace(choosable(card, record, urls.HOME, page.state), near=page.near(record))


def heading(ranking: Ranking, state: urls.State, tr: Translator) -> str:
    """Return the line above the cards."""
    if not ranking.hits:
        return tr("Results")
    if state.q and ranking.hits[0].band:  # a question of filters only is answered by a list
        return tr("Closest to your question")
    return tr.plural("{n} text in the library, newest first", "{n} texts in the library, newest first", ranking.total)


run(urls.HOME, body)
