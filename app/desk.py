"""What the curators' pages work with: the store, the settings, and what was said after the last step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from app.identity import desk as store_of_process
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.corpus import Corpus
    from peerlearn.curation.review.submission import Person
    from peerlearn.store.engine import Store

SAID = "desk-said"


@dataclass(frozen=True)
class Desk:
    """One person at work: who, where submissions are kept, and the home."""

    person: Person
    store: Store
    settings: Settings

    @property
    def by(self) -> str:
        """The id under which they act."""
        return self.person.id


def desk_of(person: Person) -> Desk:
    """Return the desk of somebody who signed in.

    Raises:
        PeerlearnError: the store cannot be opened.
    """
    return Desk(person, store_of_process(), Settings.load())


@lru_cache(maxsize=1)
def corpus_of(settings: Settings, generation: str) -> Corpus:
    """Return the corpus, read once for each generation of the index: what may be published is checked against it."""
    from peerlearn.corpus import read_corpus  # noqa: PLC0415

    return read_corpus(settings.corpus, keep_going=True)


def names_of(desk: Desk) -> Callable[[str], str]:
    """Return a function that gives people's names; somebody who was forgotten, or has none, is called by id."""
    from peerlearn.curation.review.people import list_people  # noqa: PLC0415

    known = {each.id: each.name for each in list_people(desk.store)}
    return lambda person: known.get(person) or person


def say(text: str, *, problem: bool = False) -> None:
    """Keep a sentence to be said when the page is drawn next."""
    st.session_state[SAID] = (text, problem)


def last_said() -> tuple[str, bool] | None:
    """Return what is to be said now, once."""
    said: tuple[str, bool] | None = st.session_state.pop(SAID, None)
    return said
