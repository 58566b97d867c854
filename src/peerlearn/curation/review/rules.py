"""Who may do what with a submission, and when: one table, checked in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from peerlearn.curation.review.reasons import Reason
from peerlearn.practice import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = Literal["reader", "city", "curator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
STATUSES: tuple[Status, ...] = get_args(Status)
_ALL = frozenset(STATUSES)
_OFFICE = frozenset[Role]({"curator", "admin"})
_CITY = _OFFICE | frozenset[Role]({"city"})
_OPEN = frozenset[Status]({"draft", "submitted", "in_review"})


@dataclass(frozen=True)
class Rule:
    """One row: an action, the states it may be done in, who may, and what else has to be so.

    ``to`` is the state it leads to (empty: none). A city acts on its own submissions only. ``second``: not by who made or submitted it.
    ``reason``: only with a word why.
    """

    action: str
    states: frozenset[Status]
    roles: frozenset[Role]
    to: Status | Literal[""] = ""
    second: bool = False
    reason: bool = False


def _state(*states: Status) -> frozenset[Status]:
    return frozenset(states)


TABLE = (
    Rule("create", _ALL, _CITY),
    Rule("read", _ALL, _CITY),
    Rule("edit", _state("draft"), _CITY),
    Rule("edit", _state("submitted", "in_review"), _OFFICE),
    Rule("decide", _state("draft"), _CITY),
    Rule("decide", _state("submitted", "in_review"), _OFFICE),
    Rule("comment", _ALL, _CITY),
    Rule("contact", _ALL, _CITY),
    Rule("score", _state("in_review"), _OFFICE, second=True),
    Rule("opinion", _state("in_review"), _OFFICE, second=True),
    Rule("people", _ALL, frozenset({"admin"})),
    Rule("move", _state("draft"), _CITY, to="submitted"),
    Rule("move", _state("submitted"), _CITY, to="draft"),
    Rule("move", _state("submitted"), _OFFICE, to="in_review"),
    Rule("move", _state("in_review"), _OFFICE, to="submitted"),
    Rule("move", _state("in_review"), _OFFICE, to="draft", reason=True),
    Rule("move", _state("in_review"), _OFFICE, to="rejected", second=True, reason=True),
    Rule("move", _state("rejected"), _CITY, to="draft"),
    Rule("move", _OPEN, _CITY, to="withdrawn"),
    Rule("publish", _state("in_review"), _OFFICE, to="published", second=True),
    Rule("publish", _state("published"), _OFFICE, to="superseded"),
    Rule("withdraw", _state("published"), _CITY, to="withdrawn", reason=True),
)
"""Publishing supersedes what it replaces: that row is no move of its own, and neither are ``publish`` and ``withdraw``."""


@dataclass(frozen=True)
class Standing:
    """Who asks and about what: a role, the submission's state, and whether they made or submitted it."""

    role: Role
    status: Status
    own: bool


def refusal(action: str, standing: Standing, *, to: str = "", reason: str = "") -> Reason | None:
    """Return why somebody may not do this now, or None when they may: the one place where the table is read."""
    rows = [rule for rule in TABLE if rule.action == action and rule.to == to]
    now = [rule for rule in rows if standing.status in rule.states]
    if not now:
        return Reason("no_such_step", {"from": standing.status, "to": to}) if to else Reason("not_now", {"from": standing.status})
    rule = now[0]
    if standing.role not in rule.roles:
        return Reason("not_your_role", {"roles": ",".join(role for role in ROLES if role in rule.roles)})
    if standing.role == "city" and not standing.own:
        return Reason("not_yours")
    if rule.second and standing.own:
        return Reason("second_person")
    if rule.reason and not reason.strip():
        return Reason("reason_missing")
    return None


def is_office(role: str) -> bool:
    """Say whether somebody with this role works on everybody's submissions, not only on their own."""
    return role in _OFFICE


def moves() -> Iterator[tuple[Status, Status]]:
    """Yield every step from a state to another that the table knows, whoever may take it."""
    for rule in TABLE:
        for state in STATUSES:
            if rule.to and state in rule.states:
                yield state, rule.to
