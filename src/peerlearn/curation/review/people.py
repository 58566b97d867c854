"""Who works here: ids that say nothing, roles, and names and e-mail addresses that can be forgotten."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from peerlearn.curation.review import log
from peerlearn.curation.review.reasons import Reason
from peerlearn.curation.review.rules import ROLES, STATUSES, Role, Standing, refusal
from peerlearn.curation.review.submission import Person, Refused
from peerlearn.errors import NotFoundError
from peerlearn.store.models import IdentityRow, LogHeadRow, PersonRow, SubmissionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.practice import Status
    from peerlearn.store.engine import Store


def add_person(store: Store, *, role: Role, name: str, email: str = "", by: str | None = None) -> Person | Refused:
    """Add somebody; an admin does (``by``), except where there is none yet: then it may only be an admin.

    Raises:
        NotFoundError: there is no such admin.
    """
    _require_role(role)
    with store.writing() as session:
        session.execute(select(LogHeadRow).with_for_update())  # two may not both be the first
        first = session.scalar(select(func.count()).where(PersonRow.role == "admin")) == 0
        if not (first and role == "admin") and (why := no_admin(session, by)):
            return Refused((why,))
        row = PersonRow(id=f"p-{secrets.token_hex(4)}", role=role, name=name.strip(), email=email.strip(), added=dt.datetime.now(dt.UTC))
        session.add(row)
        log.append(session, actor=by or row.id, action="add_person", person=row.id, role=role)
        return person_of(row)


def set_role(store: Store, person: str, *, role: Role, by: str) -> Person | Refused:
    """Give somebody another role; an admin does.

    Raises:
        NotFoundError: there is no such person.
    """
    _require_role(role)
    with store.writing() as session:
        if why := no_admin(session, by):
            return Refused((why,))
        row = person_row(session, person)
        row.role = role
        log.append(session, actor=by, action="set_role", person=row.id, role=role)
        return person_of(row)


def forget_person(store: Store, person: str, *, by: str) -> Person | Refused:
    """Erase somebody's name, e-mail and accounts, and let them be a reader; what they did stays under an id that says nothing.

    Raises:
        NotFoundError: there is no such person.
    """
    with store.writing() as session:
        row = person_row(session, person)
        if by != row.id and (why := no_admin(session, by)):
            return Refused((why,))
        row.name, row.email, row.role = "", "", "reader"
        session.execute(delete(IdentityRow).where(IdentityRow.person_id == row.id))
        log.append(session, actor=by, action="forget_person", person=row.id)
        return person_of(row)


def find_person(store: Store, who: str) -> Person:
    """Return the one person with this id, name or e-mail.

    Raises:
        NotFoundError: there is none, or more than one.
    """
    wanted = who.strip()
    with store.reading() as session:
        named = (PersonRow.id == wanted) | (PersonRow.name == wanted) | (PersonRow.email == wanted)
        rows = session.scalars(select(PersonRow).where(named)).all() if wanted else []
        if len(rows) != 1:
            raise NotFoundError("there is no such person" if not rows else "several people are called so", remedy="name somebody by id")
        return person_of(rows[0])


def list_people(store: Store) -> list[Person]:
    """Return everybody who works here, the first added first."""
    with store.reading() as session:
        return [person_of(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.added, PersonRow.id))]


def person_row(session: Session, person: str | None) -> PersonRow:
    """Return somebody's row.

    Raises:
        NotFoundError: there is no such person.
    """
    row = session.get(PersonRow, person) if person else None
    if row is None:
        raise NotFoundError("there is no such person", remedy="name somebody by id")
    return row


def standing(session: Session, person: str, submission: SubmissionRow) -> Standing:
    """Return what somebody is to a submission."""
    own = person in {submission.created_by, submission.submitted_by}
    return Standing(_role(person_row(session, person)), _status(submission), own)


def _role(row: PersonRow) -> Role:
    return next(role for role in ROLES if role == row.role)


def _status(row: SubmissionRow) -> Status:
    return next(status for status in STATUSES if status == row.status)


def person_of(row: PersonRow) -> Person:
    """Return a row as it is handed out."""
    return Person(row.id, _role(row), row.name, row.email)


def no_admin(session: Session, by: str | None) -> Reason | None:
    """Return why somebody may not decide about people, or None when they may.

    Raises:
        NotFoundError: there is no such person.
    """
    return refusal("people", Standing(_role(person_row(session, by)), "draft", own=False))


def _require_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"{role!r} is not a role")
