"""What this library is, what it holds, who is missing, and on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.components import holdings
from app.page import Page, run, show
from app.views.holdings import holdings_of

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.markup import Html


def body(page: Page) -> None:
    """Draw the page about the library."""
    tr = page.tr
    view = holdings_of(page.base.records(), page.base, tr)
    page.title(tr("About this library"), lead=what_it_is(tr))
    counted = tr(
        "The library holds {practices} {cities} in {countries}, and {documents}.",
        practices=tr.plural("{n} practice", "{n} practices", view.practices),
        cities=tr.plural("from {n} city", "from {n} cities", view.cities_with),
        countries=tr.plural("{n} country", "{n} countries", view.countries),
        documents=tr.plural("{n} other text", "{n} other texts", view.documents),
    )
    honest = tr("It is small and uneven. The tables say openly which regions and languages are well represented, and which are missing.")
    show(holdings.section(tr("What is here, and who is missing"), tr, holdings.paragraphs(counted, honest)))
    show(holdings.regions(view, tr))
    show(holdings.languages(view, tr))
    show(holdings.evidence(view, tr))
    show(how_it_searches(tr))
    show(holdings.licences(view, tr))


def what_it_is(tr: Translator) -> str:
    """Return the sentence below the title."""
    return tr("peerlearn is a library of practices that learning cities have tried, so that other cities can find, judge and adapt them.")


def how_it_searches(tr: Translator) -> Html:
    """Return how results come about and how they are to be read."""
    return holdings.section(
        tr("How to read the results"),
        tr,
        holdings.paragraphs(
            tr("A question is compared with every passage by its words and by its meaning, in all languages at once."),
            tr("Strong, fair and weak say how likely a result answers the question; they do not judge the practice."),
            tr("The level of evidence says how well results are documented, from 0 (not documented) to 5 (systematic review)."),
            tr("Nothing leaves this server: questions are not sent to any outside service."),
        ),
    )


run(urls.ABOUT, body)
