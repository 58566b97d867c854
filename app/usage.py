"""Counting what the app is used for, in memory while a page runs, and into the store from a thread beside it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

import streamlit as st

from app import faults
from app.identity import desk
from peerlearn.errors import PeerlearnError
from peerlearn.usage import Recorder

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 20
"""So often what has gathered is written."""


class Counting:
    """The recorder of this process and the thread that empties it; before :meth:`start` nothing is counted."""

    def __init__(self) -> None:
        self._recorder: Recorder | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, recorder: Recorder | None = None) -> None:
        """Count from now on."""
        self._recorder = recorder or Recorder()
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="peerlearn-usage", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is left and count no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
        self._recorder = self._thread = None

    def searched(self, question: str, *, found: bool) -> None:
        """Count a question of whoever is at this page."""
        if self._recorder is not None:
            self._recorder.searched(question, found=found, who=_who())

    def did(self, what: Literal["opened", "exported", "adopted"], item: str) -> None:
        """Count that whoever is at this page opened a record, exported in a format, or adopted a practice."""
        if self._recorder is not None:
            self._recorder.did(what, item, who=_who())

    def _run(self) -> None:
        while True:
            stopping = self._stop.wait(SECONDS)
            self._write()
            if stopping:
                return

    def _write(self) -> None:
        try:
            if self._recorder is not None and self._recorder.pending:
                self._recorder.flush(desk())
        except PeerlearnError as error:
            faults.noted("usage is not written yet", error, trace=False)


COUNTING = Counting()


def _who() -> str:
    """Return what tells people of one day apart; it is digested under a salt of the day and goes no further."""
    headers: Mapping[str, str] = st.context.headers
    parts = (headers.get("X-Forwarded-For"), st.context.ip_address, headers.get("User-Agent"), headers.get("Accept-Language"))
    return "\n".join(str(part or "") for part in parts)
