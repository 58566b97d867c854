"""One submission: its top, its parts as links, and the part that the URL names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.acts import Acts
from app.components.desk import alike, answering, deciding, frame, judging
from app.components.desk import submission as drawn
from app.components.notes import problem
from app.desk import corpus_of, names_of
from app.page import show
from app.views.desk.draft import in_focus, source_page, suggested
from app.views.desk.moves import may, standing_of
from app.views.desk.plain import line
from peerlearn.curation.deskwork import questions_open, seen
from peerlearn.curation.ingesting import report_of
from peerlearn.curation.publish import checklist
from peerlearn.curation.review.rules import is_office
from peerlearn.errors import NotFoundError, ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk import Desk
    from app.page import Page
    from peerlearn.curation.review.submission import Submission


def submission(page: Page, desk: Desk) -> None:
    """Draw a submission that this person may see."""
    tr = page.tr
    try:
        found = seen(desk.store, page.state.id, desk.by)
    except (NotFoundError, ReviewError):  # whose it is, is told to nobody
        page.title(tr("This submission is not here"))
        show(problem(tr("There is no submission at this address that you may see."), tr))
        return
    acts, name_of = Acts(desk, tr, page.base), names_of(desk)
    page.title(line(found.summary.title or found.summary.file_name, 140), lang=str(found.draft.get("lang") or ""))
    show(frame.places("", desk.person.role, tr))
    report = report_of(found, page.base.cities, page.base.vocabularies)
    show(drawn.top(found, line(name_of(found.summary.created_by), 40), report, tr))
    doubles = len(found.draft.get("duplicates", ()))
    show(frame.parts(page.state.place, found.id, tr, questions=len(questions_open(found)), alike=doubles))
    frame.said(tr)
    deciding.clash(acts, found, name_of)
    {"answers": answers, "alike": doubled, "review": review}.get(page.state.place, draft)(found, acts, page, name_of)


def draft(found: Submission, acts: Acts, page: Page, name_of: Callable[[str], str]) -> None:
    """Draw the draft beside its source."""
    tr = acts.tr
    views = suggested(found, name_of, tr, page.base)
    focus = in_focus(views, page.state.at)
    left, right = st.columns(2, gap="large")
    with left:
        if focus is not None:
            show(drawn.at_hand(focus, tr))
            if may("decide", standing_of(found, acts.desk.person)):
                deciding.buttons(acts, found.id, focus, views)
        show(frame.heading(tr("Suggestions"), tr))
        show(drawn.fields(views, focus, tr))
    with right:
        show(frame.heading(tr("Source"), tr))
        number = focus.page if focus else 1
        if len(found.pages) > 1:
            key = f"desk-page-{found.id}-{focus.id if focus else ''}"  # another value, its own page
            number = st.number_input(tr("Page of the file"), 1, len(found.pages), number, key=key)
        show(drawn.source(source_page(found, int(number), views, focus, tr), tr))


def answers(found: Submission, acts: Acts, page: Page, name_of: Callable[[str], str]) -> None:
    """Draw the questions to the city."""
    answering.questions(found, acts, page.base.vocabularies, may=may("edit", standing_of(found, acts.desk.person)))


def doubled(found: Submission, acts: Acts, page: Page, name_of: Callable[[str], str]) -> None:
    """Draw what may be told twice."""
    alike.pairs(found, acts, page.base, may=is_office(acts.desk.person.role))


def review(found: Submission, acts: Acts, page: Page, name_of: Callable[[str], str]) -> None:
    """Draw judgement, comments and the next step."""
    judges = may("publish", standing_of(found, acts.desk.person), to="published")
    corpus = corpus_of(acts.desk.settings, page.base.generation) if judges else None
    left = checklist(acts.desk.store, acts.desk.settings, found.id, corpus=corpus) if judges else ()
    judging.steps(found, acts, left)
    judging.under_way(found, acts)
    judging.judgement(found, acts)
    judging.remarks(found, acts, name_of)
