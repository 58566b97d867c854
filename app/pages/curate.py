"""The curators' room, and a city's own submissions: which place is drawn, for whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app import state as urls
from app.components.desk import frame, listing, uploading
from app.components.desk.office import gaps, log
from app.components.desk.one import submission
from app.components.notes import problem
from app.desk import Desk, desk_of, names_of
from app.identity import visitor
from app.page import Page, run, show
from app.views.desk.listing import filters_of, rows_of, waiting
from peerlearn.curation.review.rules import is_office
from peerlearn.curation.review.submitting import list_submissions

if TYPE_CHECKING:
    from peerlearn.curation.review.submission import Summary

PARTS = ("draft", "answers", "alike", "review")
MOST = 200
"""So many submissions are listed at once."""


def body(page: Page) -> None:
    """Draw the place that the URL names, if this person works here."""
    tr, person = page.tr, visitor().person
    if person is None or person.role == "reader":
        page.title(tr("Submissions"))
        show(problem(tr("This room is for cities that hand practices in and for curators. Sign in as one of them."), tr))
        return
    desk, place = desk_of(person), page.state.place
    if place in PARTS:
        submission(page, desk)
        return
    office = is_office(person.role)
    if place in ("queue", "gaps", "log") and not office:
        place = ""
    {"upload": upload, "queue": queue, "gaps": gaps, "log": log}.get(place, every)(page, desk)


def begin(page: Page, desk: Desk, title: str, lead: str = "") -> None:
    """Draw the title, the places and what came of the last step."""
    page.title(title, lead=lead)
    show(frame.places(page.state.place, desk.person.role, page.tr))
    frame.said(page.tr)


def every(page: Page, desk: Desk) -> None:
    """Draw all submissions that this person may see, the last changed first, or those of one state."""
    tr = page.tr
    begin(page, desk, tr("All submissions") if is_office(desk.person.role) else tr("My submissions"))
    found = list_submissions(desk.store, by=desk.by)
    show(listing.filters(filters_of(found, page.state.at, tr), tr))
    chosen = [each for each in found if each.status == page.state.at] if any(each.status == page.state.at for each in found) else found
    rows(page, desk, chosen, tr("Submissions"), tr("Nothing was handed in yet."))


def rows(page: Page, desk: Desk, found: list[Summary], name: str, empty: str) -> None:
    """Draw submissions as a table, or a sentence where there are none."""
    if not found:
        show(listing.nothing(empty, page.tr))
        return
    lines = rows_of(found[:MOST], names_of(desk), page.tr, now=dt.datetime.now(dt.UTC))
    show(listing.table(lines, page.tr, name=name))


def upload(page: Page, desk: Desk) -> None:
    """Draw the place where files are handed in."""
    tr = page.tr
    begin(
        page,
        desk,
        tr("Hand in practices"),
        tr("A draft is made of each file, with the place of every value; nothing is published by itself."),
    )
    uploading.uploader(desk, tr)
    uploading.progress(desk, tr)
    uploading.templates(tr)


def queue(page: Page, desk: Desk) -> None:
    """Draw what waits for a curator, the oldest first."""
    tr = page.tr
    begin(page, desk, tr("Review queue"), tr("The oldest first. Nobody judges or publishes what they handed in."))
    submitted, in_review = waiting(list_submissions(desk.store, by=desk.by))
    for found, name in ((submitted, tr("Waiting for a reviewer")), (in_review, tr("In review"))):
        show(frame.heading(name, tr))
        rows(page, desk, found, name, tr("Nothing waits here."))


run(urls.CURATE, body)
