"""The results themselves: cards, a table, or a map with a list beside it; and what is said about them as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.components.card import card_list
from app.components.notes import note
from app.components.nothing import nothing_good
from app.components.results_table import results_table
from app.components.spots import spot_list
from app.components.world import world
from app.markup import Html, join
from app.page import Page, show
from app.views.cards import Purpose, card_of
from app.views.results import spots
from app.views.tray import choosable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.cards import Card
    from peerlearn.practice import Record
    from peerlearn.search.result import Hit, Ranking


def said(ranking: Ranking, state: urls.State, tr: Translator) -> Html:
    """Return what there is to say about the answer as a whole: notes, or what to do where there is no answer."""
    message = ranking.message_in(tr.lang) if state.q or state.filters else ""
    missing = "" if ranking.hits else tr("There is nothing to show here.")
    told = nothing_good(message, state, tr) if message and not ranking.answers else _note(message or missing, tr)
    long = len(state.q) > urls.SEARCHED and ranking.message_code != "shortened"
    return join([_note(tr("The question is very long: only its first part was searched with."), tr) if long else None, told])


def _own_marks(card: Card, record: Record, page: Page) -> Card:
    """Return a card with the way to compare it, and with what its city has in common with the reader's."""
    return replace(choosable(card, record, urls.HOME, page.state), near=page.near(record))


def _note(text: str, tr: Translator) -> Html | None:
    return note(text, tr) if text else None


def draw_results(hits: Sequence[Hit], ranking: Ranking, page: Page) -> None:
    """Draw results as a list, a table, or a map with a list beside it."""
    state, tr = page.state, page.tr
    asked_in = ranking.query.lang if state.q else ""
    purpose: Purpose = "search" if state.q else "browse"
    cards = [_own_marks(card_of(hit, page.base, tr, purpose=purpose, asked_in=asked_in), hit.record, page) for hit in hits]
    if not cards:
        return
    if state.view == "table":
        show(results_table(cards, tr, asked=any(card.band for card in cards)))
    elif state.view == "map":
        here, nowhere = spots(hits, cards, page.base, tr)
        drawn, beside = st.columns([3, 2], gap="medium")
        with drawn:
            st.altair_chart(world([spot.place for spot in here], tr), width="stretch", theme=None, key="results-world")
        with beside:
            show(spot_list(here, nowhere, tr))
    else:
        show(card_list(cards, tr, name=tr("Results")))
