"""All cities by country, with a box that finds one by any of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import my_city
from app import state as urls
from app.components import city as parts
from app.components.notes import note
from app.markup import element, text_in
from app.page import Page, current_state, go, run, show
from app.views.city import cities_by_country
from app.views.texts import city_phrase

if TYPE_CHECKING:
    from app.i18n import Translator
    from peerlearn.city import City

KEY = "city"


def body(page: Page) -> None:
    """Draw the list of cities."""
    state, tr = page.state, page.tr
    lead = tr("Open your city and make it yours: every practice is then set beside it. Only this browser remembers that.")
    page.title(tr("Cities"), lead=lead)
    if page.city:
        own(page.city, tr)
    box(state, tr)
    found = cities_by_country(page.base, tr, records=page.base.records(), asked=state.q, mine=page.city)
    count = sum(len(country.cities) for country in found)
    show(text_in("p", tr.plural("{n} city", "{n} cities", count), tr.lang, class_="pl-count", role="status"))
    if found:
        show(parts.country_lists(found, tr))
    else:
        show(note(tr("No city of the library is called so. Try a part of its name, in any language."), tr))


def own(city: City, tr: Translator) -> None:
    """Draw which city is the reader's, and the way to forget it."""
    name = city_phrase(city, tr.lang)
    link = element("a", text_in("bdi", name.text, name.lang), href=urls.city(tr.lang, city.id), target="_self")
    forget = element("a", tr("Forget it"), href=my_city.forgetting(urls.CITIES, urls.State(lang=tr.lang)), target="_self")
    show(element("p", tr("My city:"), " ", link, " · ", forget, lang=tr.lang, dir=tr.dir))


def box(state: urls.State, tr: Translator) -> None:
    """Draw the box with what the URL asks for."""
    st.session_state[KEY] = state.q
    with (
        st.form("cities", border=False, enter_to_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", key="search-row"),
    ):
        st.text_input(tr("Name of a city or country"), key=KEY, placeholder=tr("For example: Irbid"), label_visibility="collapsed")
        st.form_submit_button(tr("Find"), type="primary", on_click=_ask, key="find")


def _ask() -> None:
    state = current_state()
    go(state.change(q=urls.clean_question(st.session_state[KEY])))


run(urls.CITIES, body)
