"""The parent's side: starts a confined process for one file, waits no longer than allowed, and turns however it ended into a reply."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from typing import IO, TYPE_CHECKING

from peerlearn.curation.ingest.child import FAILED, NO_MEMORY
from peerlearn.curation.ingest.confine import package_root
from peerlearn.curation.ingest.limits import MEGABYTE
from peerlearn.curation.ingest.wire import Reply, Request

if TYPE_CHECKING:
    from peerlearn.curation.ingest.limits import Limits

_CHILD = "peerlearn.curation.ingest.child"
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
"""The reader sees no other variable: it needs no home, no keys and no addresses."""


def ask(request: Request, file: IO[bytes]) -> Reply:
    """Return what a process of its own makes of ``file``; crash, hang and lack of memory are refusals, never errors of this process."""
    file.seek(0)
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-X", "utf8", "-m", _CHILD, request.to_json()],
            stdin=file,
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        try:
            code = process.wait(request.limits.seconds + request.limits.ocr_seconds)
        except subprocess.TimeoutExpired:
            return _too_slow(request.limits)
        finally:
            _stop(process)
        return _reply(code, out, request.limits)


def _environment() -> dict[str, str]:
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return own | {"PYTHONPATH": str(package_root()), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started; its group is its own, so nothing else is met."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _too_slow(limits: Limits) -> Reply:
    return Reply(refused="too_slow", values={"limit": str(limits.seconds)})


def _reply(code: int, out: IO[bytes], limits: Limits) -> Reply:
    if code == -signal.SIGXCPU:
        return _too_slow(limits)
    if code == NO_MEMORY:
        return Reply(refused="too_much_memory", values={"limit": str(limits.memory // MEGABYTE)})
    if code == -signal.SIGXFSZ:
        return Reply(refused="too_much_text", values={"limit": str(limits.characters)})
    if code:
        return Reply(refused="broken" if code == FAILED else "crashed")
    out.seek(0)
    try:
        reply = Reply.from_json(out.read(limits.reply_bytes + 1))
    except ValueError:
        return Reply(refused="crashed")
    return reply
