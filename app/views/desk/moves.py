"""What somebody may do with a submission now: read from the one table of rules, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.review.rules import STATUSES, Standing, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.i18n import Translator
    from peerlearn.curation.review.submission import Person, Submission
    from peerlearn.practice import Status


@dataclass(frozen=True)
class Move:
    """One step to another state: what its button says, and whether a reason has to be written."""

    to: Status
    name: str
    reason: bool


def standing_of(found: Submission, person: Person) -> Standing:
    """Return what somebody is to a submission."""
    return Standing(person.role, found.status, person.id in {found.summary.created_by, found.submitted_by})


def may(action: str, standing: Standing, *, to: str = "") -> bool:
    """Say whether the rules let somebody do this now, given a reason where one is needed."""
    return refusal(action, standing, to=to, reason="-") is None


def needs_second(standing: Standing) -> bool:
    """Say whether only the rule of the second person keeps them from judging it."""
    found = refusal("score", standing)
    return found is not None and found.code == "second_person"


def moves_of(standing: Standing, tr: Translator) -> list[Move]:
    """Return the steps that this person may take now."""
    names = _names(tr)
    return [
        Move(
            status, names[standing.status, status]() if (standing.status, status) in names else names["", status](), _asks(standing, status)
        )
        for status in STATUSES
        if may("move", standing, to=status)
    ]


def _asks(standing: Standing, to: Status) -> bool:
    found = refusal("move", standing, to=to)
    return found is not None and found.code == "reason_missing"


def _names(tr: Translator) -> dict[tuple[str, str], Callable[[], str]]:
    return {
        ("", "submitted"): lambda: tr("Hand in"),
        ("in_review", "submitted"): lambda: tr("Put back into the queue"),
        ("", "in_review"): lambda: tr("Take into review"),
        ("", "draft"): lambda: tr("Back to draft"),
        ("in_review", "draft"): lambda: tr("Ask for changes"),
        ("rejected", "draft"): lambda: tr("Open again"),
        ("", "rejected"): lambda: tr("Reject"),
        ("", "withdrawn"): lambda: tr("Withdraw"),
    }
