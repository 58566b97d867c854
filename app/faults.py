"""What went wrong: a short number for the person, and the same number with the trace in the log."""

from __future__ import annotations

import logging
import secrets

LOG = logging.getLogger("peerlearn.app")


def noted(what: str, error: Exception, *, trace: bool = True) -> str:
    """Write an error to the log and return its number; without ``trace`` where the error's own sentence says it all."""
    number = secrets.token_hex(4)
    LOG.error("%s [error %s]: %s", what, number, error, exc_info=error if trace else None)
    return number
