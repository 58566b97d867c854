"""Review of one submission: scores, opinion, comments, the steps that the rules allow, publishing and withdrawing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from app.components.desk.frame import foreign, heading, items
from app.components.desk.listing import job_list, nothing
from app.i18n import formats
from app.markup import element
from app.page import show
from app.views.desk.listing import job_lines
from app.views.desk.moves import may, moves_of, needs_second, standing_of
from app.views.desk.plain import line
from peerlearn.curation.review.reasons import label
from peerlearn.curation.review.submission import CRITERIA
from peerlearn.curation.work.jobs import list_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.acts import Acts
    from app.i18n import Translator
    from peerlearn.curation.review.reasons import Reason
    from peerlearn.curation.review.submission import Submission

EVERY = 2.0
RECOMMENDATIONS = ("publish", "revise", "reject")


def remarks(found: Submission, acts: Acts, name_of: Callable[[str], str]) -> None:
    """Draw what was said, and a box to say more."""
    tr = acts.tr
    show(heading(tr("Comments and opinions"), tr))
    opinions = _opinions(tr)
    lines = []
    for each in found.remarks:
        who = foreign("bdi", line(name_of(each.by), 40))
        opinion = f" · {opinions[each.recommendation]}" if each.recommendation in opinions else ""
        day = formats.date(each.at.date(), tr.lang)
        lines.append(element("li", element("p", who, opinion, f" · {day}", class_="pl-small"), foreign("p", line(each.text, 4_000) or "—")))
    show(
        element("ul", *lines, class_="pl-remarks", lang=tr.lang, dir=tr.dir) if lines else nothing(tr("Nobody has said anything yet."), tr)
    )
    with st.form("desk-comment", border=False, clear_on_submit=True):
        st.text_area(tr("Your comment"), key="desk-comment-text")
        st.form_submit_button(
            tr("Comment"), key="desk-comment-save", on_click=lambda: acts.comment(found.id, st.session_state["desk-comment-text"])
        )


def _opinions(tr: Translator) -> dict[str, str]:
    return {"publish": tr("publish"), "revise": tr("revise first"), "reject": tr("reject")}


def judgement(found: Submission, acts: Acts) -> None:
    """Draw scores and opinion for whom the rules let judge; else say why not."""
    tr, standing = acts.tr, standing_of(found, acts.desk.person)
    show(heading(tr("Judgement"), tr))
    given = {(each.criterion, each.by): each.value for each in found.scores}
    if found.scores:
        means = [(name, [value for (criterion, _), value in given.items() if criterion == name]) for name in CRITERIA]
        show(items(f"{label(name, lang=tr.lang)}: {sum(values) / len(values):.1f} / 5" for name, values in means if values))
    if not may("score", standing):
        reason = (
            tr("You handed this in: a second person judges it.") if needs_second(standing) else tr("It is judged while it is in review.")
        )
        show(nothing(reason, tr))
        return
    with st.form("desk-scores", border=False):
        for name in CRITERIA:
            st.segmented_control(label(name, lang=tr.lang), range(1, 6), default=given.get((name, acts.desk.by)), key=f"desk-score-{name}")
        st.form_submit_button(tr("Save the scores"), key="desk-scores-save", on_click=_score, args=(found.id, acts))
    opinions = _opinions(tr)
    with st.form("desk-opinion", border=False):
        st.radio(tr("Your recommendation"), RECOMMENDATIONS, format_func=opinions.__getitem__, horizontal=True, key="desk-recommend")
        st.text_area(tr("Your reasons"), key="desk-reasons")
        st.form_submit_button(tr("Give this opinion"), key="desk-opinion-save", on_click=_opine, args=(found.id, acts))


def _score(submission: str, acts: Acts) -> None:
    values = {name: st.session_state.get(f"desk-score-{name}") for name in CRITERIA}
    acts.score(submission, {name: value for name, value in values.items() if value})


def _opine(submission: str, acts: Acts) -> None:
    acts.opine(submission, st.session_state["desk-recommend"], st.session_state["desk-reasons"])


def steps(found: Submission, acts: Acts, left: Sequence[Reason]) -> None:
    """Draw the steps that the rules allow this person now, publishing first where nothing stands in its way."""
    tr, standing = acts.tr, standing_of(found, acts.desk.person)
    show(heading(tr("Next step"), tr))
    moves = moves_of(standing, tr)
    publishes, withdraws = may("publish", standing, to="published"), may("withdraw", standing, to="withdrawn")
    if publishes and left:
        show(
            element(
                "div",
                element("p", tr("Before it can be published:")),
                items(line(each.text(tr.lang), 400) for each in left),
                class_="pl-note",
            )
        )
    if any(each.reason for each in moves) or withdraws:
        st.text_area(tr("Reason (needed to ask for changes, reject or withdraw)"), key="desk-reason")
    with st.container(horizontal=True, key="desk-steps"):
        if publishes:
            st.button(
                tr("Publish"),
                type="primary",
                key="desk-publish",
                disabled=bool(left),
                on_click=acts.publish,
                args=(found.id, found.version),
            )
        for each in moves:
            st.button(each.name, key=f"desk-move-{each.to}", on_click=_move, args=(found.id, acts, each.to))
        if withdraws:
            st.button(tr("Withdraw from the library"), key="desk-withdraw", on_click=_withdraw, args=(found.id, acts))
    if not (moves or publishes or withdraws):
        show(nothing(tr("There is nothing for you to do here now."), tr))


def _move(submission: str, acts: Acts, to: str) -> None:
    acts.hand_on(submission, to, st.session_state.get("desk-reason", ""))  # type: ignore[arg-type]


def _withdraw(submission: str, acts: Acts) -> None:
    acts.withdraw(submission, st.session_state.get("desk-reason", ""))


def under_way(found: Submission, acts: Acts) -> None:
    """Draw what the worker does with this submission, looked at again every other second while something is under way."""
    open_now = any(each.open for each in list_jobs(acts.desk.store, target=found.id, top=5))
    st.fragment(_jobs, run_every=EVERY if open_now else None)(found.id, acts, open_now)


def _jobs(submission: str, acts: Acts, was_open: bool) -> None:
    jobs = list_jobs(acts.desk.store, target=submission, top=5)
    if jobs:
        show(job_list(job_lines(jobs, acts.tr, now=dt.datetime.now(dt.UTC)), acts.tr))
    if was_open and not any(each.open for each in jobs):
        st.rerun()
