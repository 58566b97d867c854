"""The switch that lets results vary in region and language; it stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.page import current_state, go

if TYPE_CHECKING:
    from app import state as urls
    from app.i18n import Translator

KEY = "spread"


def spread_toggle(state: urls.State, tr: Translator) -> None:
    """Draw the switch as the URL has it."""
    st.session_state[KEY] = state.spread
    st.toggle(tr("Vary regions and languages"), key=KEY, on_change=_switched)


def _switched() -> None:
    go(current_state().change(spread=bool(st.session_state[KEY]), page=1))
