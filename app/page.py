"""What every page does first and last: who is reading in which language, the library, the frame, and errors as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from app import faults
from app import state as urls
from app.components import account, frame
from app.components.notes import problem
from app.i18n import Translator, translator
from app.identity import DOOR, visitor
from app.language import COOKIE, choose_language
from app.library import LIBRARY
from peerlearn.errors import PeerlearnError
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.markup import Html
    from peerlearn.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Page:
    """One run of a page: the state in the URL, the translator, and the library."""

    path: str
    state: urls.State
    tr: Translator
    base: KnowledgeBase

    def title(self, text: str, *, lead: str = "", lang: str = "") -> None:
        """Draw the heading of the page and name the browser's tab after it."""
        st.set_page_config(page_title=f"{text} · peerlearn", layout="wide")
        show(frame.title(text, self.tr, lead=lead, lang=lang))


def current_state() -> urls.State:
    """Return the state that the URL says, in the language chosen for this visitor."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    asked = next(iter(params.get("lang", ())), None)
    lang = choose_language(asked, st.context.cookies.get(COOKIE), st.context.headers.get("Accept-Language"))
    return urls.read(params, lang=lang)


def go(state: urls.State) -> None:
    """Write a state to the URL; the page that runs next reads it there."""
    st.query_params.from_dict(urls.write(state))


def show(markup: Html | None) -> None:
    """Put safe HTML on the page."""
    if markup:
        st.html(markup)


def run(path: str, body: Callable[[Page], None]) -> None:
    """Run a page: header, body, footer; an error that a person can mend is said as a sentence."""
    state = current_state()
    tr = translator(state.lang)
    _top(path, state, tr)
    try:
        base = LIBRARY.base()
        body(Page(path, state, tr, base))
    except PeerlearnError as error:
        show(frame.title(tr("The library cannot be opened"), tr))
        number = faults.noted("the library cannot be opened", error, trace=False)  # its folders are for the log, not for visitors
        show(problem(tr("What the server says, for whoever runs it:"), tr, said=f"{type(error).__name__} {number}", remedy=error.remedy))
    else:
        practices, cities = _totals(base)
        show(frame.footer(tr, practices=practices, cities=cities))


def _top(path: str, state: urls.State, tr: Translator) -> None:
    who, door = visitor(), DOOR.sign_in
    if door and door.development:
        show(account.banner(tr))
    show(frame.header(path, state, tr, role=who.role, account=account.menu(who, path, state, tr) if door else None))


@lru_cache(maxsize=1)
def _totals(base: KnowledgeBase) -> tuple[int, int]:
    """Count practices and their cities, once for each knowledge base; it is frozen, and a new index gives a new one."""
    practices = [record for record in base.records() if isinstance(record, Practice)]
    return len(practices), len({record.city for record in practices})
