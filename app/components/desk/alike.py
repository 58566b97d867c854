"""What a submission may tell again: each record with the passages that agree, and what is to become of the two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import streamlit as st

from app import state as urls
from app.components.desk.frame import foreign, heading
from app.components.desk.listing import nothing
from app.desk import say
from app.markup import Html, element
from app.page import go, show
from app.views.desk.plain import line
from peerlearn.curation.duplicates import MergeError
from peerlearn.curation.notes import Note
from peerlearn.curation.pairing import decide_pair, decided, merge_into_draft
from peerlearn.curation.review.submitting import move
from peerlearn.curation.validate.template import field_name
from peerlearn.errors import NotFoundError, PeerlearnError
from peerlearn.practice import Practice
from peerlearn.serialise import record_from_json

if TYPE_CHECKING:
    from app.acts import Acts
    from app.i18n import Translator
    from peerlearn.curation.duplicates import Choice, Conflict
    from peerlearn.curation.review.submission import Submission
    from peerlearn.knowledge_base import KnowledgeBase

CONFLICTS = "desk-merge"


def pairs(found: Submission, acts: Acts, base: KnowledgeBase, *, may: bool) -> None:
    """Draw every record that the submission may repeat."""
    tr = acts.tr
    show(heading(tr("What may be told twice"), tr))
    alike = found.draft.get("duplicates", ())
    if not alike:
        show(nothing(tr("Nothing in the library resembles this text."), tr))
    for place, each in enumerate(alike):
        pair = each.get("pair")
        said = decided(acts.desk.store, acts.desk.settings, (pair[0], pair[1])) if pair else None
        show(_pair(each, _title(base, each["record"], tr.lang), tr, said.choice if said else ""))
        if may and pair:
            _buttons(found, each, acts, base, place)


def _title(base: KnowledgeBase, record: str, lang: str) -> str:
    try:
        return base.record(record).version(lang).title
    except NotFoundError:
        return record


def _pair(alike: dict[str, Any], title: str, tr: Translator, choice: str) -> Html:
    link = element("a", line(title), href=urls.practice(tr.lang, alike["record"]), target="_self", dir="auto")
    rows = [
        element(
            "tr",
            *(
                foreign("td", line(agreed[side]["text"], 600), data_name=name)
                for side, name in (("one", tr("This text")), ("other", tr("In the library")))
            ),
        )
        for agreed in alike.get("agreeing", ())
    ]
    head = element("thead", element("tr", element("th", tr("This text"), scope="col"), element("th", tr("In the library"), scope="col")))
    table = (
        element("table", element("caption", tr("Passages that agree"), class_="pl-sr"), head, element("tbody", *rows), class_="pl-table")
        if rows
        else None
    )
    names = {"merge": tr("merged"), "link": tr("linked: both stay"), "dismiss": tr("not the same")}
    told = element("p", tr("Decided: {choice}", choice=names[choice]), class_="pl-small") if choice else None
    return element(
        "section",
        element("h3", link),
        element("p", Note.of_duplicate(alike).message(tr.lang)),
        told,
        table,
        class_="pl-alike",
        lang=tr.lang,
        dir=tr.dir,
    )


def _buttons(found: Submission, alike: dict[str, Any], acts: Acts, base: KnowledgeBase, place: int) -> None:
    tr, given = acts.tr, (found, alike, acts, base)
    conflicts: list[Conflict] = st.session_state.get(CONFLICTS, {}).get((found.id, alike["record"]), [])
    sides = {"mine": tr("This text"), "theirs": tr("In the library")}
    for number, each in enumerate(conflicts):
        show(
            element(
                "div",
                element("h4", field_name(each.field, tr.lang)),
                foreign("p", line(each.one, 300)),
                foreign("p", line(each.other, 300)),
                class_="pl-note",
            )
        )
        st.radio(tr("Whose word stands?"), list(sides), format_func=sides.__getitem__, horizontal=True, key=_keep_key(place, number))
    with st.container(horizontal=True, key=f"desk-pair-{place}"):
        st.button(tr("Make one of both"), key=f"desk-merge-{place}", on_click=_merge, args=(*given, place, conflicts))
        st.button(tr("Link: both stay"), key=f"desk-link-{place}", on_click=_decide, args=(*given, "link"))
        st.button(tr("Not the same"), key=f"desk-dismiss-{place}", on_click=_decide, args=(*given, "dismiss"))


def _keep_key(place: int, number: int) -> str:
    return f"desk-keep-{place}-{number}"


def _decide(found: Submission, alike: dict[str, Any], acts: Acts, base: KnowledgeBase, choice: Choice) -> None:
    tr, (one, other) = acts.tr, alike["pair"]
    try:
        decide_pair(acts.desk.store, acts.desk.settings, (one, other), choice=choice, records=(found.id, alike["record"]), by=acts.desk.by)
    except PeerlearnError as error:
        say(f"{tr('This could not be done.')}\n{line(str(error), 300)}", problem=True)
        return
    say(tr("Saved."))


def _merge(found: Submission, alike: dict[str, Any], acts: Acts, base: KnowledgeBase, place: int, conflicts: list[Conflict]) -> None:
    """Hand in one record of both as a revision of the one in the library, and take this submission out of the review."""
    tr, desk, record = acts.tr, acts.desk, found.draft.get("record")
    if not record:
        say(tr("This draft makes no whole record yet: finish it first."), problem=True)
        return
    mine, theirs = record_from_json(json.dumps(record)), base.record(alike["record"])
    if not (isinstance(mine, Practice) and isinstance(theirs, Practice)):
        say(tr("Only practices are merged."), problem=True)
        return
    sides = {"mine": mine.id, "theirs": theirs.id}
    keep = {each.field: sides[st.session_state[_keep_key(place, number)]] for number, each in enumerate(conflicts)}
    try:
        made = merge_into_draft(desk.store, desk.settings, theirs, mine, keep=keep, by=desk.by)
    except MergeError as error:
        st.session_state.setdefault(CONFLICTS, {})[found.id, alike["record"]] = list(error.conflicts)
        say(tr("The two say different things. Choose whose word stands, then merge again."), problem=True)
        return
    except PeerlearnError as error:
        say(f"{tr('This could not be done.')}\n{line(str(error), 300)}", problem=True)
        return
    _decide(found, alike, acts, base, "merge")
    move(desk.store, found.id, to="withdrawn", by=desk.by, reason=made.submission.id)
    say(tr("One draft holds both now. This submission was taken out of the review."))
    go(urls.State(lang=tr.lang, place="draft", id=made.submission.id))
