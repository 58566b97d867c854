"""The choices of the Explore page; what is chosen goes straight to the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.page import current_state, go
from app.views.facets import titles

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Labels

CHOICES = {"region": "regions", "theme": "themes", "lang": "languages"}
"""Field -> the list whose entries can be chosen; the other filters come with a link."""
BY = "explore-by"


def filter_row(state: urls.State, labels: Labels, tr: Translator) -> None:
    """Draw a box for each field; several values, which only a link can bring, stand as the first of them."""
    for column, (field, name) in zip(st.columns(len(CHOICES)), CHOICES.items(), strict=True):
        key = f"explore-{field}"
        terms = [term.id for term in labels.vocabularies[name]] if name in labels.vocabularies else []
        names = {"": tr("All")} | {each: labels.vocabularies.label(name, each, tr.lang) for each in terms}
        asked = next(iter(state.filters.get(field, ())), "")
        st.session_state[key] = asked if asked in names else ""
        with column:
            st.selectbox(titles(tr)[field], list(names), key=key, format_func=names.__getitem__, on_change=_chosen, args=(field, key))


def colour_choice(state: urls.State, tr: Translator) -> None:
    """Draw the choice of what the points are coloured by."""
    names = {"theme": tr("Theme"), "region": tr("Region"), "lang": tr("Language of the original")}
    st.session_state[BY] = state.by
    st.radio(tr("Colours show"), urls.COLOURS, key=BY, format_func=names.__getitem__, horizontal=True, on_change=_coloured)


def _chosen(field: str, key: str) -> None:
    state, value = current_state(), str(st.session_state[key])
    go(state.change(filters={**state.filters, field: (value,) if value else ()}))


def _coloured() -> None:
    go(current_state().change(by=str(st.session_state[BY])))
