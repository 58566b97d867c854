"""Two to four practices side by side, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.components import comparison as parts
from app.components.notes import note
from app.markup import element, join
from app.page import Page, run, show
from app.views.comparison import comparable, compared
from peerlearn.errors import NotFoundError

if TYPE_CHECKING:
    from app.markup import Html
    from peerlearn.practice import Practice, Record


def body(page: Page) -> None:
    """Draw the comparison that the URL names."""
    state, tr = page.state, page.tr
    page.title(tr("Compare practices"), lead=tr("Row by row; what is the same everywhere is dimmed, what is unknown is said."))
    asked = [each for each in (state.id, *state.more) if each]

    def find(record_id: str) -> Record | None:
        try:
            return page.base.record(record_id)
        except NotFoundError:
            return None

    practices = comparable(asked, find)
    if len(practices) < len(asked):
        show(note(tr("Some of the addresses are no practices of this library any more; the others are shown."), tr))
    show(actions(practices, page))
    if len(practices) < 2:
        show(note(tr("Choose two to four practices: every result and every practice has a link “Add to the comparison”."), tr))
    if not practices:
        return
    view = compared(practices, page.base, tr)
    show(parts.table(view, tr))
    show(parts.silent(view, tr))


def actions(practices: tuple[Practice, ...], page: Page) -> Html:
    """Return the way to another practice, and to the table as a file."""
    tr, ids = page.tr, tuple(practice.id for practice in practices)
    links = []
    if len(ids) < urls.MAX_COMPARED:
        more = urls.url(urls.HOME, urls.State(lang=tr.lang, compare=ids))
        links.append(element("li", element("a", tr("Add a practice"), href=more, target="_self")))
    if ids:
        links += [
            element("li", element("a", name, href=urls.file_of(tr.lang, ids, form), target="_self"))
            for name, form in (("CSV", "csv"), ("Excel", "xlsx"))
        ]
        links.append(element("li", element("button", tr("Print"), type="button", data_print=True)))
    return element("ul", join(links), class_="pl-tools", aria_label=tr("With this page"), lang=tr.lang, dir=tr.dir)


run(urls.COMPARE, body)
