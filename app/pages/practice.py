"""One practice or document, in the language its reader chose, with where everything comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app import state as urls
from app.components import practice_parts as parts
from app.components import record
from app.components.beside import side_by_side
from app.components.card import card_list
from app.components.notes import problem
from app.components.tray import choice_link
from app.journal import JOURNAL
from app.learning import advice, findings
from app.markup import element, join
from app.page import Page, run, show
from app.usage import COUNTING
from app.views.beside import beside, offered
from app.views.cards import card_of
from app.views.cite import cited
from app.views.figures import figures_of
from app.views.fit import Fit, fit
from app.views.history import history
from app.views.likeness import likeness
from app.views.practice import RecordPage, record_page
from app.views.texts import city_phrase
from app.views.tray import choice, choosable
from peerlearn.errors import NotFoundError
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.markup import Html
    from peerlearn.practice import Record

SIMILAR = 3
IN_CONTENTS = ("challenge", "solution", "results", "resources", "lessons")
"""The parts of the story that the table of contents names; the others follow one another anyway."""


def body(page: Page) -> None:
    """Draw the page of the record that the URL names."""
    state, tr = page.state, page.tr
    try:
        found = page.base.record(state.id)
    except NotFoundError:
        page.title(tr("This page is not in the library"))
        show(problem(tr("No practice or document has this address. It may have been withdrawn, or the link is incomplete."), tr))
        return
    view = record_page(found, page.base, tr, version=state.version)
    COUNTING.did("opened", found.id)
    page.title(view.title.text, lang=view.title.lang)
    facing = beside(found, page.base, tr, version=state.version, other=state.beside)
    show(record.top(view, tr, beside=None if facing else both(found, view, tr)))
    show(tools(found, view, page))
    if facing:
        show(side_by_side(facing, tr))
        return
    suits = held(found, page) if isinstance(found, Practice) else None
    show(record.layout(record.glance(view, tr), record.contents(entries(view, suits, tr), tr), text(found, view, suits, page)))
    similar(page)


def held(practice: Practice, page: Page) -> Fit | None:
    """Return the practice held against the reader's city, as far as the library can."""
    found = findings(page.base, practice, page.city, page.tr.lang)
    return fit(practice, page.base, page.tr, mine=page.city, findings=found, advice=advice(page.tr.lang) if found else None)


def both(found: Record, view: RecordPage, tr: Translator) -> str:
    """Return the link to this version beside another one, or nothing where there is one version only."""
    shown = next(version.lang for version in view.versions if version.current)
    other = offered(found, shown)
    return urls.url(urls.PRACTICE, urls.State(lang=tr.lang, id=found.id, version=shown, beside=other)) if other else ""


def tools(found: Record, view: RecordPage, page: Page) -> Html:
    """Return what can be done with this page."""
    tr = page.tr
    chosen = choice(found.id, urls.PRACTICE, page.state) if isinstance(found, Practice) else None
    return parts.tools([("PDF", urls.file_of(tr.lang, (found.id,), "pdf"))], choice_link(chosen, view.title.text, tr), tr)


def entries(view: RecordPage, suits: Fit | None, tr: Translator) -> list[tuple[str, str]]:
    """Return the table of contents."""
    told = [(section.name, section.heading.text) for section in view.sections if section.name in IN_CONTENTS]
    figures = [("figures", tr("Measured results"))] if view.results else []
    judged = [("evidence", tr("Evidence"))] if view.evidence else []
    fits = [("fit", tr("Does it fit my city?"))] if suits else []
    rest = [("sources", tr("Sources")), *fits, ("editions", tr("Editions and what changed")), ("cite", tr("Cite"))]
    return [("summary", tr("Summary")), *told, *figures, *judged, *rest]


def text(found: Record, view: RecordPage, suits: Fit | None, page: Page) -> Html:
    """Return the text of the record and what belongs to it, in reading order."""
    tr = page.tr
    blocks: list[Html | None] = [record.story(view, tr), record.evidence(view, tr), record.sources(view, tr)]
    city = page.base.cities.get(found.city) if found.city else None
    if city:
        blocks.append(parts.snapshot(city_phrase(city, tr.lang), urls.city(tr.lang, city.id), figures_of(city, page.base, tr), tr))
    if suits:
        blocks.append(parts.fit_section(suits, tr, choose=urls.url(urls.CITIES, urls.State(lang=tr.lang))))
        blocks += [parts.adoptions(tr), parts.contact(tr, board="")]
    known = JOURNAL.editions(page.base, found)
    if known:
        blocks.append(parts.editions(history(known, page.base, tr), tr))
    blocks.append(parts.cite(cited(found, page.base, tr, version=view.title.lang), tr))
    return element("div", join(blocks), class_="pl-record-text")


def similar(page: Page) -> None:
    """Draw the practices that resemble this one."""
    tr, state = page.tr, page.state
    ranking = page.base.similar(state.id, top=SIMILAR, lang=tr.lang)
    if not ranking.hits:
        return
    show(record.part("similar", tr("Similar practices"), tr))
    own, cards = page.base.record(state.id), []
    for hit in ranking.hits:
        card = choosable(card_of(hit, page.base, tr, purpose="similar"), hit.record, urls.PRACTICE, state)
        cards.append(replace(card, near=page.near(hit.record), reasons=likeness(own, hit.record, page.base, tr)))
    show(card_list(cards, tr, name=tr("Similar practices")))


run(urls.PRACTICE, body)
