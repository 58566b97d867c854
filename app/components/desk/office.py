"""What only curators see beside submissions: questions that nothing answers, and the log."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.components.desk import frame
from app.components.desk.listing import nothing
from app.desk import Desk, names_of
from app.i18n import formats
from app.markup import Html, element
from app.page import Page, show
from app.views.desk.log import Step, steps_of
from app.views.desk.plain import line
from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.gaps import Gap, gap_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator

MOST = 100


def gaps(page: Page, desk: Desk) -> None:
    """Draw the questions without an answer as a call for cases."""
    tr = page.tr
    page.title(tr("Coverage gaps"), lead=tr("People asked this, and the library answered badly or not at all: a call for cases."))
    show(frame.places("gaps", desk.person.role, tr))
    found = gap_store(desk.settings).read()[:MOST]
    if not found:
        show(nothing(tr("No question without an answer was asked twice."), tr))
        return
    show(_gaps(found, tr))
    st.download_button(
        tr("Download the call (CSV)"),
        lambda: call(found),
        file_name="peerlearn-call-for-cases.csv",
        mime="text/csv",
        key="desk-call",
        on_click="ignore",
    )


def call(found: Sequence[Gap]) -> bytes:
    """Return the questions as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["question", "language", "asked", "last asked", "nearest"])
    for each in found:
        text = f"'{each.text}" if each.text[:1] in "=+-@\t\r" else each.text
        table.writerow([text, each.lang, each.count, each.last.isoformat(), each.record or ""])
    return out.getvalue().encode("utf-8-sig")


def _gaps(found: Sequence[Gap], tr: Translator) -> Html:
    heads = (tr("Question"), tr("Asked"), tr("Last"), tr("Nearest"))
    rows = []
    for each in found:
        question = element("a", line(each.text, 200), href=urls.home(tr.lang, each.text), target="_self", lang=each.lang, dir="auto")
        near = element("a", element("bdi", each.record), href=urls.practice(tr.lang, each.record), target="_self") if each.record else "—"
        cells = (formats.number(each.count, tr.lang), formats.date(each.last, tr.lang), near)
        rows.append(
            element(
                "tr",
                element("th", question, scope="row", data_name=heads[0]),
                *(element("td", cell, data_name=name) for cell, name in zip(cells, heads[1:], strict=True)),
            )
        )
    head = element("thead", element("tr", *(element("th", each, scope="col") for each in heads)))
    return element("table", head, element("tbody", *rows), class_="pl-table pl-desk-table", lang=tr.lang, dir=tr.dir)


def log(page: Page, desk: Desk) -> None:
    """Draw the log, the newest first, and the proof that nothing in it is missing or altered."""
    tr = page.tr
    page.title(tr("Log"), lead=tr("Every step of everybody. Entries are never changed or deleted."))
    show(frame.places("log", desk.person.role, tr))
    check = verify_log(desk.store)
    if check.ok:
        show(
            element(
                "p",
                tr.plural("Chain intact: {n} entry.", "Chain intact: {n} entries.", check.entries),
                class_="pl-note",
                role="status",
                lang=tr.lang,
                dir=tr.dir,
            )
        )
    else:
        told = [element("li", line(each, 200), lang="en", dir="ltr") for each in check.problems[:20]]
        show(
            element(
                "div",
                element("p", tr("The chain is broken: entries are missing or altered.")),
                element("ul", *told),
                class_="pl-note pl-note-problem",
                role="alert",
                lang=tr.lang,
                dir=tr.dir,
            )
        )
    steps, pages = steps_of(read_log(desk.store), names_of(desk), tr, page=page.state.page)
    show(_steps(steps, tr))
    show(_pager(page.state, tr, pages))


def _steps(steps: Sequence[Step], tr: Translator) -> Html:
    heads = (tr("No."), tr("When"), tr("Who"), tr("What"), tr("Submission"))
    rows = []
    for each in steps:
        link = element("a", element("bdi", each.submission), href=each.link, target="_self") if each.link else "—"
        cells = (each.at, frame.foreign("bdi", each.who), each.what, link)
        rows.append(
            element(
                "tr",
                element("th", str(each.number), scope="row", data_name=heads[0]),
                *(element("td", cell, data_name=name) for cell, name in zip(cells, heads[1:], strict=True)),
            )
        )
    head = element("thead", element("tr", *(element("th", each, scope="col") for each in heads)))
    return element("table", head, element("tbody", *rows), class_="pl-table pl-desk-table", lang=tr.lang, dir=tr.dir)


def _pager(state: urls.State, tr: Translator, pages: int) -> Html | None:
    if pages <= 1:
        return None
    here = min(state.page, pages)
    near = ((tr("Previous"), here - 1, "prev"), (tr("Next"), here + 1, "next"))
    links = [
        element("a", name, href=urls.url(urls.CURATE, state.change(page=to)), target="_self", rel=rel, class_=f"pl-{rel}")
        if 1 <= to <= min(pages, urls.MAX_PAGE)
        else None
        for name, to, rel in near
    ]
    return element(
        "nav",
        links[0],
        element("span", tr("Page {page} of {pages}", page=here, pages=pages)),
        links[1],
        class_="pl-pager",
        aria_label=tr("Pages of the log"),
        lang=tr.lang,
        dir=tr.dir,
    )
