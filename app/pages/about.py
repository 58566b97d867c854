"""What this library is, what it holds, who is missing, and on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.components import holdings
from app.markup import element, join
from app.page import Page, run, show
from app.views import about
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
    show(ways_on(tr))
    show(how_it_searches(tr))
    show(limits(tr))
    show(privacy(tr))
    show(holdings.licences(view, tr))


def ways_on(tr: Translator) -> Html:
    """Return the links to the figures in full, to the data, and to the help."""
    links = (
        (tr("Explore the library"), urls.url(urls.EXPLORE, urls.State(lang=tr.lang)), False),
        (tr("Download the data set (ZIP)"), urls.DATASET, True),
        (tr("Help"), urls.url(urls.HELP, urls.State(lang=tr.lang)), False),
    )
    items = (element("span", element("a", name, href=link, download=file, target=None if file else "_self")) for name, link, file in links)
    return element("p", *items, class_="pl-begin", lang=tr.lang, dir=tr.dir)


def what_it_is(tr: Translator) -> str:
    """Return the sentence below the title."""
    return tr("peerlearn is a library of practices that learning cities have tried, so that other cities can find, judge and adapt them.")


def how_it_searches(tr: Translator) -> Html:
    """Return how results come about and how they are to be read."""
    return holdings.section(
        tr("How the search works"),
        tr,
        holdings.paragraphs(
            tr("A question is compared with every passage by its words and by its meaning, in all languages at once."),
            tr(
                "Letters that people write in different ways are taken as one: hamza, diacritics, the shapes of digits, upper "
                "and lower case."
            ),
            tr("Strong, fair and weak say how likely a result answers the question; they do not judge the practice."),
            tr("The level of evidence says how well results are documented, from 0 (not documented) to 5 (systematic review)."),
        ),
        measured(tr),
    )


def measured(tr: Translator) -> Html:
    """Return the figures of the search with what they say, and where they are weak."""
    lead = tr(
        "Measured with {n} public questions in each language; 1 would say that the right passage always stood first:", n=about.QUESTIONS
    )
    names = {"ar": tr("Arabic"), "en": tr("English")}
    rows = [
        (tr("{asked} question, {answered} text", asked=names[asked], answered=names[answered]), score)
        for asked, answered, score in about.MEASURED
    ]
    return join([element("p", lead), holdings.counts_table((tr("Question and text"), tr("Quality (nDCG@10)")), rows, tr)])


def limits(tr: Translator) -> Html:
    """Return what the library and its search are not good at."""
    weak = tr(
        "The search is weakest at saying that it has no answer: of {unknown} test questions that nothing here answers, it says "
        "so of {admitted}; "
        "of {known} that something here answers, it wrongly says so of {denied}.",
        unknown=about.UNANSWERABLE,
        admitted=about.ADMITTED,
        known=about.ANSWERABLE,
        denied=about.DENIED,
    )
    return holdings.section(
        tr("Limits"),
        tr,
        holdings.paragraphs(
            weak,
            tr("Most practices rest on what a city says of itself. Who counted stands beside each result, where a source tells it."),
            tr("Few rows for a country do not mean few practices there: they mean that few were written down here."),
            tr("Questions in a language that no text here is written in are answered less surely."),
        ),
    )


def privacy(tr: Translator) -> Html:
    """Return what is kept of whoever reads here."""
    return holdings.section(
        tr("Privacy"),
        tr,
        holdings.paragraphs(
            tr("Nothing leaves this server: questions are not sent to any outside service."),
            tr("One cookie remembers the language you chose. To read, nobody needs an account."),
            tr(
                "A question that nothing answers may be kept for the curators: its words and the days, without a trace of who asked. "
                "Texts that look like personal data are not kept."
            ),
        ),
    )


run(urls.ABOUT, body)
