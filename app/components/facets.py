"""The filters as widgets in the sidebar. They show what the URL says, and what is chosen goes straight to the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.markup import element, text_in
from app.page import current_state, go, show
from app.views.facets import SHORT, Facet, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator


def sidebar(facets: Sequence[Facet], state: urls.State, tr: Translator) -> None:
    """Draw the filters; those first or in use stand open."""
    with st.sidebar:
        show(text_in("h2", tr("Narrow the results"), tr.lang, class_="pl-side-title"))
        if state.filters:
            clear = urls.url(urls.HOME, state.change(filters={}, page=1))
            show(element("p", element("a", tr("Remove all filters"), href=clear, target="_self"), class_="pl-clear"))
        for place, facet in enumerate(facets):
            name = f"{facet.title} ({len(facet.chosen)})" if facet.chosen else facet.title
            with st.expander(name, expanded=place < 2 or bool(facet.chosen), key=f"facet-{facet.field}"):
                _boxes(facet) if len(facet.options) <= SHORT else _choice(facet, tr)


def _name(option: Option) -> str:
    return f"{option.label} ({option.count})"


def _boxes(facet: Facet) -> None:
    for option in facet.options:
        key = f"{facet.field}:{option.value}"
        st.session_state[key] = option.chosen
        st.checkbox(_escaped(_name(option)), key=key, on_change=_ticked, args=(facet.field, option.value, key))


def _choice(facet: Facet, tr: Translator) -> None:
    key = f"{facet.field}:choice"
    names = {option.value: _name(option) for option in facet.options}
    st.session_state[key] = list(facet.chosen)
    st.multiselect(
        facet.title,
        list(names),
        key=key,
        format_func=names.__getitem__,
        placeholder=tr("Choose…"),
        label_visibility="collapsed",
        on_change=_chosen,
        args=(facet.field, key),
    )


def _ticked(field: str, value: str, key: str) -> None:
    chosen = [each for each in current_state().filters.get(field, ()) if each != value]
    _filter(field, [*chosen, value] if st.session_state[key] else chosen)


def _chosen(field: str, key: str) -> None:
    _filter(field, st.session_state[key])


def _filter(field: str, values: Sequence[str]) -> None:
    state = current_state()
    go(state.change(filters={**state.filters, field: tuple(values)}, page=1))


def _escaped(label: str) -> str:
    """Return a label that Streamlit's Markdown shows letter for letter."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]#$:<>~!" else letter for letter in label)
