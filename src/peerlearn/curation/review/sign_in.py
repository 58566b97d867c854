"""Who an account at an identity provider is here: the store decides the role, a claim only makes a person that was unknown.

A session is known by its account and the moment it began. It counts as long as nobody signed the person out everywhere since, and
every question is put to the store anew, so that a role or a session that was taken away is gone with the next click.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from peerlearn.curation.review import log
from peerlearn.curation.review.people import no_admin, person_of, person_row
from peerlearn.curation.review.rules import ROLES, Role
from peerlearn.curation.review.submission import Person, Refused
from peerlearn.store.models import IdentityRow, LogHeadRow, PersonRow, SignOutRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.store.engine import Store

FRESH = dt.timedelta(minutes=5)
"""Only so young a session makes a person or links an account: an old one would bring back somebody who was forgotten."""
_LONGEST = 200


@dataclass(frozen=True)
class Identity:
    """An account: a digest that names nobody, and what the provider says of its owner.

    ``email`` is empty unless the provider has verified it; ``role`` is None where no claim gives one.
    """

    key: str
    name: str = ""
    email: str = ""
    role: Role | None = None


@dataclass(frozen=True)
class SignedIn:
    """What the store says of a session: whose it is (None: somebody it does not know), and whether it was ended everywhere."""

    person: Person | None = None
    over: bool = False


def identity_of(claims: Mapping[str, Any], *, issuer: str, roles_claim: str = "") -> Identity | None:
    """Return the account that the claims of an ID token name, or None where another issuer gave them or nobody is named.

    Args:
        claims: of a token whose signature has been checked.
        issuer: the provider that is trusted.
        roles_claim: where roles stand, with dots between levels as in ``realm_access.roles``; the highest known one counts.
    """
    given, subject = str(claims.get("iss") or ""), str(claims.get("sub") or "")
    if not subject or given.rstrip("/") != issuer.rstrip("/"):
        return None
    key = hashlib.sha256(f"{given.rstrip('/')}\n{subject}".encode()).hexdigest()
    name = str(claims.get("name") or claims.get("preferred_username") or "")[:_LONGEST].strip()
    email = str(claims.get("email") or "")[:_LONGEST].strip() if claims.get("email_verified") is True else ""
    return Identity(key, name, email, _highest(claims, roles_claim))


def _highest(claims: Mapping[str, Any], roles_claim: str) -> Role | None:
    value: Any = claims.get(roles_claim)
    if value is None:
        value = claims
        for part in roles_claim.split(".") if roles_claim else ("",):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    said = {str(each) for each in value} if isinstance(value, Sequence) else set()
    return next((role for role in reversed(ROLES) if role in said), None)


def signed_in(store: Store, identity: Identity, *, began: dt.datetime) -> SignedIn:
    """Return whose session this is, as the store says now; a young session of somebody unknown makes a person where a claim gives a role.

    Raises:
        StoreError: the store cannot be used.
    """
    with store.reading() as session:
        found = _found(session, identity, began)
    if found.person is not None or dt.datetime.now(dt.UTC) - began > FRESH:
        return found
    with store.writing() as session:
        session.execute(select(LogHeadRow).with_for_update())  # two tabs of one person shall not make two people
        found = _found(session, identity, began)
        return found if found.person is not None else SignedIn(_admitted(session, identity))


def sign_out_everywhere(store: Store, person: str, *, by: str) -> Person | Refused:
    """End every session of somebody; they do it themselves, or an admin.

    Raises:
        NotFoundError: there is no such person.
    """
    with store.writing() as session:
        row = person_row(session, person)
        if by != row.id and (why := no_admin(session, by)):
            return Refused((why,))
        session.merge(SignOutRow(person_id=row.id, at=dt.datetime.now(dt.UTC)))
        log.append(session, actor=by, action="sign_out_everywhere", person=row.id)
        return person_of(row)


def _found(session: Session, identity: Identity, began: dt.datetime) -> SignedIn:
    wanted = (
        select(PersonRow, SignOutRow.at)
        .join(IdentityRow, IdentityRow.person_id == PersonRow.id)
        .outerjoin(SignOutRow, SignOutRow.person_id == PersonRow.id)
        .where(IdentityRow.key == identity.key)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        return SignedIn()
    # A session's beginning is known to the second: one of the same second is ended rather than forgotten.
    over = row.at is not None and began <= row.at
    return SignedIn(person_of(row.PersonRow), over)


def _admitted(session: Session, identity: Identity) -> Person | None:
    """Link the account to the one person with its verified e-mail, or make a person of the role that a claim gives; else nobody."""
    row = _with_email(session, identity.email)
    if row is None and identity.role is None:
        return None
    now = dt.datetime.now(dt.UTC)
    if row is not None:
        log.append(session, actor=row.id, action="link_account", person=row.id)
    else:
        row = PersonRow(id=f"p-{secrets.token_hex(4)}", role=str(identity.role), name=identity.name, email=identity.email, added=now)
        session.add(row)
        session.flush()
        log.append(session, actor=row.id, action="add_person_by_sign_in", person=row.id, role=row.role)
    session.add(IdentityRow(key=identity.key, person_id=row.id, added=now))
    return person_of(row)


def _with_email(session: Session, email: str) -> PersonRow | None:
    if not email:
        return None
    rows = session.scalars(select(PersonRow).where(PersonRow.email == email)).all()
    return rows[0] if len(rows) == 1 else None
