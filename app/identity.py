"""Who is looking at a page: nobody by name, unless they have signed in. What they may do, the store says anew at every run."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from app.sessions import read_session
from peerlearn.errors import PeerlearnError
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.sign_in import SignIn
    from peerlearn.curation.review.submission import Person
    from peerlearn.store.engine import Store

LOG = logging.getLogger("peerlearn.app")


@dataclass(frozen=True)
class Visitor:
    """Somebody at a page; ``person`` is who they are in the store, None where nobody signed in or the store knows nothing of them.

    ``name`` is what the identity provider calls them, empty for a stranger.
    """

    person: Person | None = None
    name: str = ""
    signed_in: bool = False

    @property
    def role(self) -> str:
        """What they may do; reading is everybody's."""
        return self.person.role if self.person else "reader"


@dataclass
class _Door:
    """How people sign in to this process; set once, before it serves."""

    sign_in: SignIn | None = None


DOOR = _Door()
STRANGER = Visitor()


@cache
def desk() -> Store:
    """Return the store of this process, opened when it is first needed.

    Raises:
        PeerlearnError: it cannot be opened; the next call tries again.
    """
    from peerlearn.store.engine import open_store  # noqa: PLC0415 - SQLAlchemy, which a reader does not need

    return open_store(Settings.load())


def visitor() -> Visitor:
    """Return who is at the page that runs now, read from the store anew: a role that was taken away is gone at once."""
    return visitor_of(st.context.cookies)


def visitor_of(cookies: Mapping[str, str]) -> Visitor:
    """Return who sends these cookies; also asked by the front door, before anything is let in."""
    if DOOR.sign_in is None:
        return STRANGER
    session = read_session(cookies, DOOR.sign_in)
    if session is None:
        return STRANGER
    from peerlearn.curation.review.sign_in import identity_of, signed_in  # noqa: PLC0415

    identity = identity_of(session.claims, issuer=DOOR.sign_in.issuer, roles_claim=DOOR.sign_in.roles_claim)
    if identity is None:
        return STRANGER
    try:
        found = signed_in(desk(), identity, began=session.began)
    except PeerlearnError as error:
        LOG.error("nobody can be recognised: %s", error)  # noqa: TRY400 - the sentence says it all
        return Visitor(None, identity.name, signed_in=True)
    if found.over:
        return STRANGER
    return Visitor(found.person, (found.person.name if found.person else "") or identity.name, signed_in=True)
