"""The steps of one ``review`` command, taken in order: decide, answer, hand in, begin, comment, score, recommend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peerlearn.corpus import read_corpus
from peerlearn.curation.deskwork import answer, decide_on, settled, write_record
from peerlearn.curation.review.reviewing import comment, give_opinion, score
from peerlearn.curation.review.submission import CRITERIA
from peerlearn.curation.review.submitting import move
from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store


@dataclass(frozen=True)
class Steps:
    """What one command asks for; empty steps are not taken."""

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    edits: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    submit: bool = False
    begin: bool = False
    comment: str | None = None
    scores: Mapping[str, str] = field(default_factory=dict)
    approve: str | None = None
    revise: str | None = None
    decline: str | None = None


def take_steps(store: Store, settings: Settings, submission: str, steps: Steps, *, by: str) -> FieldError | None:
    """Take the steps, and return what keeps the draft from making a record, if anything; then it is not handed in.

    Raises:
        NotFoundError: there is no such submission, suggestion or field.
        ReviewError: a step may not be taken; those before it stand.
        FieldError: a value is none.
    """
    changed = bool(steps.accept or steps.reject or steps.edits or steps.answers)
    if steps.accept or steps.reject or steps.edits:
        decide_on(store, submission, accept=steps.accept, reject=steps.reject, edits=steps.edits, by=by)
    if steps.answers:
        answer(store, submission, steps.answers, by=by)
    fault = None
    if changed or steps.submit:
        fault = write_record(store, submission, read_corpus(settings.corpus, keep_going=True), by=by)
    if fault is None and steps.submit:
        settled(move(store, submission, to="submitted", by=by))
    if fault is None and steps.begin:
        settled(move(store, submission, to="in_review", by=by))
    _judge(store, submission, steps, by=by)
    return fault


def _judge(store: Store, submission: str, steps: Steps, *, by: str) -> None:
    if steps.comment is not None:
        settled(comment(store, submission, text=steps.comment, by=by))
    for name, text in steps.scores.items():
        if not text.isdigit():
            raise FieldError(name, f"{text!r} is not a score", "write a number from 1 to 5")
        for criterion in CRITERIA if name == "all" else (name,):
            settled(score(store, submission, criterion=criterion, value=int(text), by=by))
    if steps.approve is not None:
        settled(give_opinion(store, submission, recommendation="publish", text=steps.approve, by=by))
    if steps.revise is not None:
        settled(give_opinion(store, submission, recommendation="revise", text=steps.revise, by=by))
        settled(move(store, submission, to="draft", by=by, reason=steps.revise))
    if steps.decline is not None:
        settled(move(store, submission, to="rejected", by=by, reason=steps.decline))
