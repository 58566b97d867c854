"""The journal of publishing as pages read it: opened once for all sessions, and not made by reading."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from peerlearn.curation.history import Edition, editions, open_history
from peerlearn.errors import PeerlearnError

if TYPE_CHECKING:
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.practice import Record
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store

LOG = logging.getLogger("peerlearn.app")


class Journal:
    """Holds the opened store; where there is none yet, each visit looks again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._store: Store | None = None

    def editions(self, base: KnowledgeBase, record: Record) -> tuple[Edition, ...] | None:
        """Return the editions of a record, or None where the journal cannot be read: then nothing is claimed about them."""
        settings = getattr(base, "settings", None)
        try:
            return editions(self._opened(settings) if settings else None, record)
        except PeerlearnError as error:
            LOG.error("the journal of publishing cannot be read: %s", error)  # noqa: TRY400 - the sentence says it all
            return None

    def _opened(self, settings: Settings) -> Store | None:
        with self._lock:
            self._store = self._store or open_history(settings)
            return self._store


JOURNAL = Journal()
