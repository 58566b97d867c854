"""What every place of the curators' room begins with: the places as links, and what came of the last step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import state as urls
from app.desk import last_said
from app.markup import Html, element, join, text_in
from app.page import show
from peerlearn.curation.review.rules import is_office

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator


def places(place: str, role: str, tr: Translator) -> Html:
    """Return the places of the room that somebody with this role uses."""
    every = [("", tr("All submissions")), ("upload", tr("Upload"))]
    office = [("queue", tr("Review queue")), ("gaps", tr("Coverage gaps")), ("log", tr("Log"))]
    listed = every + office if is_office(role) else [("", tr("My submissions")), every[1]]
    return _links(
        ((name, urls.curate(tr.lang, each), each == place) for each, name in listed), tr("Places of this room"), "pl-desk-places", tr
    )


def parts(place: str, submission: str, tr: Translator, *, questions: int, alike: int) -> Html:
    """Return the parts of one submission as links, with how much waits in each."""
    named = (
        ("draft", tr("Draft and source"), 0),
        ("answers", tr("Questions to the city"), questions),
        ("alike", tr("Duplicates"), alike),
        ("review", tr("Review"), 0),
    )
    shown = ((f"{name} ({count})" if count else name, urls.curate(tr.lang, each, submission), each == place) for each, name, count in named)
    return _links(shown, tr("Parts of this submission"), "pl-desk-parts", tr)


def _links(named: Iterable[tuple[str, str, bool]], label: str, class_: str, tr: Translator) -> Html:
    links = [element("a", name, href=link, target="_self", aria_current="page" if here else None) for name, link, here in named]
    return element("nav", *links, class_=class_, aria_label=label, lang=tr.lang, dir=tr.dir)


def said(tr: Translator) -> None:
    """Say what came of the last step, once."""
    found = last_said()
    if found is not None:
        text, problem = found
        lines = [element("p", each) for each in text.splitlines()[:20]]
        kind = "pl-note pl-note-problem" if problem else "pl-note"
        show(element("div", *lines, class_=kind, role="alert" if problem else "status", lang=tr.lang, dir=tr.dir))


def foreign(tag: str, text: str, **attributes: str) -> Html:
    """Return text of unknown language in its own direction, set apart from what stands around it."""
    return element(tag, text, dir="auto", **attributes)


def heading(text: str, tr: Translator, *, level: str = "h2") -> Html:
    """Return a heading in the interface's language."""
    return text_in(level, text, tr.lang)


def tag(kind: str, code: str, name: str) -> Html:
    """Return a state or verdict as a small label; its words say what its colour does."""
    return element("span", name, class_=f"pl-tag pl-{kind}-{code}")


def items(entries: Iterable[str], **attributes: str) -> Html:
    """Return entries as a list."""
    return element("ul", join([element("li", each) for each in entries]), **attributes)
