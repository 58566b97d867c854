"""The cities on a map, and the same cities as a list of links."""

from __future__ import annotations

import streamlit as st

from app import state as urls
from app.components.places import legend, place_lists
from app.components.world import world
from app.page import Page, run, show
from app.views.places import by_region, places_of


def body(page: Page) -> None:
    """Draw the map page."""
    tr = page.tr
    places = places_of(page.base.records(), page.base, tr)
    lead = tr("The list below the map says the same in words; every city in it is a link to its practices.")
    page.title(tr("Where the practices come from"), lead=lead)
    st.altair_chart(world(places, tr), width="stretch", theme=None, key="world")
    show(legend(tr))
    show(place_lists(by_region(places, page.base, tr), tr))


run(urls.MAP, body)
