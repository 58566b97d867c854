"""What a curator or a city does on a page, each one step of the library; what came of it is said when the page is drawn next.

Nothing is decided here: the library checks who asks at every step, and a change that somebody else made meanwhile is handed back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.desk import Desk, say
from app.views.desk.plain import line
from peerlearn.curation.deskwork import answer_to, decide_on, decide_one, write_record
from peerlearn.curation.review.reviewing import comment, edit, give_opinion, score
from peerlearn.curation.review.submission import CRITERIA, Conflict, Refused
from peerlearn.curation.review.submitting import move
from peerlearn.curation.validate.template import field_name
from peerlearn.curation.work.jobs import ask_publish, ask_withdraw
from peerlearn.errors import PeerlearnError
from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.i18n import Translator
    from peerlearn.curation.deskwork import Known
    from peerlearn.curation.review.submission import Choice, Recommendation, Submission
    from peerlearn.practice import Status

CLASH = "desk-clash"


@dataclass(frozen=True)
class Clash:
    """A change that came too late: the submission, the suggestion (empty: answers), and both changes."""

    submission: str
    suggestion: str
    conflict: Conflict


@dataclass(frozen=True)
class Acts:
    """The steps of one person on one submission; ``known`` is what a record is checked against."""

    desk: Desk
    tr: Translator
    known: Known

    def decide(self, submission: str, suggestion: str, *, choice: Choice, version: int, value: Any = None) -> bool:
        """Accept, edit or reject a suggestion; False where that was not done, and the page says why."""
        desk = self.desk
        made = self._tried(lambda: decide_one(desk.store, submission, suggestion, choice=choice, value=value, version=version, by=desk.by))
        if isinstance(made, Conflict):
            st.session_state[CLASH] = Clash(submission, suggestion, made)
            return False
        return made is not None and self._recorded(submission)

    def accept_all(self, submission: str) -> None:
        """Accept whatever nobody decided on; in a field with one value, the best."""

        def accept() -> bool:
            decide_on(self.desk.store, submission, accept=("all",), by=self.desk.by)
            return True

        if self._tried(accept):
            self._recorded(submission)

    def answer(self, seen: Submission, answers: Mapping[str, str]) -> None:
        """Save answers that were written beside the submission as it was seen; another's change is kept, too."""
        desk, tr = self.desk, self.tr
        made = self._tried(lambda: answer_to(desk.store, seen, answers, by=desk.by))
        if isinstance(made, Conflict):
            if made.clashes:
                st.session_state[CLASH] = Clash(seen.id, "", made)
                return
            self.save(seen.id, made.merged, version=made.version)
            say(tr("Somebody else saved meanwhile. Both changes are kept."))
        elif made is not None:
            self._recorded(seen.id)
            say(tr("Saved."))

    def save(self, submission: str, draft: Mapping[str, Any], *, version: int) -> None:
        """Save a draft in which two changes were joined."""
        desk = self.desk
        made = self._tried(lambda: edit(desk.store, submission, draft=draft, version=version, by=desk.by))
        if isinstance(made, Conflict):
            st.session_state[CLASH] = Clash(submission, "", made)
        elif made is not None:
            self._recorded(submission)

    def hand_on(self, submission: str, to: Status, reason: str = "") -> None:
        """Take a submission to another state; what is handed in has to be whole."""
        desk, tr = self.desk, self.tr
        if to == "submitted":
            fault = self._tried(lambda: [write_record(desk.store, submission, self.known, by=desk.by)])
            if fault is None:
                return
            if fault[0] is not None:
                say(_missing(fault[0], tr), problem=True)
                return
        if self._tried(lambda: move(desk.store, submission, to=to, by=desk.by, reason=reason)) is not None:
            say(tr("Done."))

    def comment(self, submission: str, text: str) -> None:
        """Add a comment."""
        self._told(lambda: comment(self.desk.store, submission, text=text, by=self.desk.by))

    def opine(self, submission: str, recommendation: Recommendation, text: str) -> None:
        """Give an expert's opinion."""
        self._told(lambda: give_opinion(self.desk.store, submission, recommendation=recommendation, text=text, by=self.desk.by))

    def score(self, submission: str, values: Mapping[str, int]) -> None:
        """Score criteria from 1 to 5; those without a value are left as they are."""
        for criterion in CRITERIA:
            if criterion in values:
                self._told(partial(score, self.desk.store, submission, criterion=criterion, value=values[criterion], by=self.desk.by))

    def publish(self, submission: str, version: int) -> None:
        """Ask the worker to publish what was seen."""
        self._told(lambda: ask_publish(self.desk.store, submission, version=version, by=self.desk.by))

    def withdraw(self, submission: str, reason: str) -> None:
        """Ask the worker to withdraw what is published."""
        self._told(lambda: ask_withdraw(self.desk.store, submission, reason=reason, by=self.desk.by))

    def _told(self, step: Callable[[], Any]) -> None:
        tr = self.tr
        if self._tried(step) is not None:
            say(tr("Saved."))

    def _recorded(self, submission: str) -> bool:
        """Let the record follow what was decided, as far as it is whole; somebody quicker has written it already."""
        try:
            write_record(self.desk.store, submission, self.known, by=self.desk.by)
        except PeerlearnError:
            return True
        return True

    def _tried(self, step: Callable[[], Any]) -> Any:
        """Return what a step gave, or None where it was refused; the page then says why."""
        tr = self.tr
        try:
            made = step()
        except FieldError as fault:
            say(_missing(fault, tr), problem=True)
            return None
        except PeerlearnError as error:
            say(f"{tr('This could not be done.')}\n{line(str(error), 300)}", problem=True)
            return None
        if isinstance(made, Refused):
            say(made.text(tr.lang), problem=True)
            return None
        return made


def clashing(conflict: Conflict) -> list[str]:
    """Return the fields whose answers both changed."""
    inside = [each.removeprefix("answers.") for each in conflict.clashes if each.startswith("answers.")]
    return list(
        dict.fromkeys(each.removesuffix(".value") for each in inside if each.endswith(".value") or each in conflict.mine.get("answers", {}))
    )


def mine_at_clashes(conflict: Conflict) -> dict[str, Any]:
    """Return both changes together, with mine where both changed the same answer."""
    answers, mine = dict(conflict.merged.get("answers", {})), conflict.mine.get("answers", {})
    for name in clashing(conflict):
        if name in mine:
            answers[name] = mine[name]
        else:
            answers.pop(name, None)
    return {**conflict.merged, "answers": answers}


def _missing(fault: FieldError, tr: Translator) -> str:
    """Return what is wrong with a field; the library says the particulars in English."""
    said = tr("Something is missing or cannot be used: {field}", field=field_name(fault.field, tr.lang))
    return f"{said}\n{line(f'{fault.message} ({fault.remedy})', 300)}"
