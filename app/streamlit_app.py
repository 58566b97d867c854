"""The router: which file answers which address. The pages draw themselves."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import state as urls
from app.i18n import translator
from app.page import current_state
from app.rooms import ROOMS

HERE = Path(__file__).parent
ICON = HERE / "static" / "icon.png"


def main() -> None:
    """Run the page that the address asks for."""
    tr = translator(current_state().lang)
    st.set_page_config(page_title=f"{tr('Good practices of learning cities')} · peerlearn", page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(HERE / "pages" / room.file, title=room.name(tr), url_path=room.path.removeprefix("/"), default=room.path == urls.HOME)
        for room in ROOMS
    ]
    st.navigation(pages, position="hidden").run()


main()
