"""The router: which file answers which address. The pages draw themselves."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.i18n import translator
from app.page import current_state

HERE = Path(__file__).parent
ICON = HERE / "static" / "icon.png"


def main() -> None:
    """Run the page that the address asks for."""
    tr = translator(current_state().lang)
    st.set_page_config(page_title=f"{tr('Good practices of learning cities')} · peerlearn", page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(HERE / "pages" / "search.py", title=tr("Search"), url_path="", default=True),
        st.Page(HERE / "pages" / "practice.py", title=tr("Practice"), url_path="practice"),
        st.Page(HERE / "pages" / "map.py", title=tr("Map"), url_path="map"),
        st.Page(HERE / "pages" / "about.py", title=tr("About"), url_path="about"),
    ]
    st.navigation(pages, position="hidden").run()


main()
