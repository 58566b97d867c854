"""Progress bars on stderr, for steps that a person waits for."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 30
NAMES = {"cut": "reading", "encode": "encoding", "index": "indexing"}


def nothing(_step: str, _done: int, _total: int) -> None:
    """Report nothing."""


def bars() -> Callable[[str, int, int], None]:
    """Return a reporter that redraws one line a step on a terminal, and writes one line a step elsewhere."""
    began: dict[str, float] = {}
    live = sys.stderr.isatty()

    def report(step: str, done: int, total: int) -> None:
        started = began.setdefault(step, time.monotonic())
        finished = done >= total
        if not live and not (finished and total):
            return
        filled = WIDTH if not total else WIDTH * done // total
        line = f"{NAMES.get(step, step):<28} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}"
        seconds = f" {time.monotonic() - started:.0f} s" if finished else ""
        sys.stderr.write(("\r" if live else "") + line + seconds + ("\n" if finished or not live else ""))
        sys.stderr.flush()

    return report
