"""One city: its profile, its practices, and the button that makes it the reader's own."""

from __future__ import annotations

from app import state as urls
from app.components import city as parts
from app.components.card import card_list
from app.components.notes import note, problem
from app.components.peers import peer_list
from app.components.record import part
from app.learning import peers
from app.page import Page, run, show
from app.views.cards import card_of
from app.views.city import city_page
from app.views.tray import choosable

MOST = 20
"""Texts of a city that its page shows; the search has them all."""


def body(page: Page) -> None:
    """Draw the page of the city that the URL names."""
    state, tr = page.state, page.tr
    city = page.base.cities.get(state.id)
    if city is None:
        page.title(tr("This city is not in the library"))
        show(problem(tr("No city has this address. The list of cities has all that the library knows."), tr))
        return
    view = city_page(city, page.base, tr, records=page.base.records(), mine=page.city)
    page.title(view.name.text, lang=view.name.lang)
    show(parts.profile(view, tr))
    show(parts.figures(view, tr))
    texts(page, city.id)
    show(peer_list(peers(page.base, city, tr), tr))


def texts(page: Page, city_id: str) -> None:
    """Draw the practices and other texts of a city."""
    tr = page.tr
    ranking = page.base.browse(where={"city": (city_id,)}, top=MOST, lang=tr.lang)
    show(part("practices", tr("Practices and other texts of this city"), tr))
    if not ranking.hits:
        show(note(tr("The library has no text of this city yet."), tr))
        return
    cards = (choosable(card_of(hit, page.base, tr, purpose="browse"), hit.record, urls.CITY, page.state) for hit in ranking.hits)
    show(card_list(cards, tr, name=tr("Practices and other texts of this city")))


run(urls.CITY, body)
