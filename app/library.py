"""The one knowledge base of this process: opened once, in the background while the server starts, and renewed when its index is."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from peerlearn.errors import PeerlearnError
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.knowledge_base import KnowledgeBase


def open_knowledge_base() -> KnowledgeBase:
    """Open the knowledge base that the settings name; its libraries load here, while the server answers already."""
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    return KnowledgeBase.open(Settings.load())


LOG = logging.getLogger("peerlearn.app")


class Library:
    """Holds the knowledge base for all sessions; a failure to open is not kept, so the next visitor tries again."""

    def __init__(self, opener: Callable[[], KnowledgeBase] = open_knowledge_base) -> None:
        self._open = opener
        self._lock = threading.Lock()
        self._base: KnowledgeBase | None = None

    def base(self) -> KnowledgeBase:
        """Return the knowledge base over the newest index.

        Raises:
            PeerlearnError: it cannot be opened.
        """
        with self._lock:
            if self._base is None:
                self._base = self._open()
            else:
                self._base = _renewed(self._base)
            return self._base

    def warm(self) -> None:
        """Open in a thread of its own; what goes wrong is said to the first visitor."""
        threading.Thread(target=self._try, name="peerlearn-open", daemon=True).start()

    def _try(self) -> None:
        try:
            self.base().warm()
        except PeerlearnError as error:
            print(f"peerlearn: {error}", flush=True)


def _renewed(base: KnowledgeBase) -> KnowledgeBase:
    """Return the newest index, or the one that answers already where the newest cannot be opened."""
    try:
        return base.refresh()
    except PeerlearnError as error:
        LOG.error("the new index cannot be opened, the old one goes on: %s", error)  # noqa: TRY400 - the sentence says it all
        return base


LIBRARY = Library()
