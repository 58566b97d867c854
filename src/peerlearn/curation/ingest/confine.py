"""What the process that reads a file gives up before it sees a byte of it: memory, time, writing, the network, other programs."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peerlearn.curation.ingest.limits import Limits

_NEW_NETWORK = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "shutil.",
    "ftplib.",
    "urllib.",
)
OPEN_FILES = 64


def confine(limits: Limits, *, may_run: str | None = None) -> None:
    """Set the limits of this process, for good; ``may_run`` is the one program that it may still start.

    The audit hook stops Python code. Where the system allows it the process also leaves the network altogether, C libraries included.
    """
    seconds = limits.seconds + limits.ocr_seconds
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_FSIZE: limits.reply_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    for name, value in wanted.items():
        _, hard = resource.getrlimit(name)
        # At the soft limit of time the signal says why the process ends; at the hard one it would be an anonymous kill.
        top = value + 2 if name == resource.RLIMIT_CPU else value
        if hard != resource.RLIM_INFINITY:
            value, top = min(value, hard), min(top, hard)
        resource.setrlimit(name, (value, top))
    _leave_network()
    sys.addaudithook(lambda event, args: _judge(event, args, may_run))


def _leave_network() -> None:
    """Move into a network of our own that has no way out; only some systems let a process do so, and elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_NETWORK)


def _judge(event: str, args: tuple[Any, ...], may_run: str | None) -> None:
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & _WRITING) if isinstance(flags, int) else any(letter in str(mode) for letter in "wax+")
        if writes and path != os.devnull and not isinstance(path, int):
            raise PermissionError("a reader writes no files")
    elif event == "subprocess.Popen":
        if may_run is None or os.fspath(args[0]) != may_run:
            raise PermissionError("a reader starts no programs")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError("a reader has no network and changes no files")


def package_root() -> Path:
    """Return the folder that holds the package, for the reader's import path."""
    return Path(__file__).resolve().parents[3]
