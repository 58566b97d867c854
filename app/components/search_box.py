"""The question: one box, one button, and examples as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.markup import element
from app.page import current_state, go, show

if TYPE_CHECKING:
    from app.i18n import Translator

KEY = "question"


def search_box(state: urls.State, tr: Translator) -> None:
    """Draw the box with the question that the URL holds."""
    st.session_state[KEY] = state.q
    with (
        st.form("search", border=False, enter_to_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", key="search-row"),
    ):
        st.text_input(
            tr("Your question"),
            key=KEY,
            placeholder=tr("For example: how do we help older people learn digital skills?"),
            label_visibility="collapsed",
        )
        st.form_submit_button(tr("Search"), type="primary", on_click=_ask, key="ask")


def _ask() -> None:
    state = current_state()
    go(state.change(q=urls.clean_question(st.session_state[KEY]), page=1))


def examples(tr: Translator) -> None:
    """Draw questions to try."""
    questions = (
        tr("How do we help older people learn digital skills?"),
        tr("Literacy classes for mothers, with childcare"),
        tr("How do residents vote on part of the city's budget?"),
    )
    links = [element("li", element("a", text, href=urls.home(tr.lang, q=text), target="_self")) for text in questions]
    show(element("div", element("p", tr("Try a question:")), element("ul", *links), class_="pl-examples", lang=tr.lang, dir=tr.dir))
