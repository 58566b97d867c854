"""The folders of built generations: which one serves, writing a new one aside, and switching in one step."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from peerlearn.atomic import flush_folder, locked, write_atomically
from peerlearn.errors import BusyError, IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "current"
_UNFINISHED = ".building-"
KEPT = 2
"""Generations that stay: the one that serves and the one before it, which open readers may still hold."""


def current(indexes: Path) -> Path:
    """Return the folder of the generation that serves.

    Raises:
        IndexMissingError: nothing was built yet.
    """
    try:
        name = (indexes / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    folder = indexes / "generations" / name
    if not name or not folder.is_dir():
        raise IndexMissingError(f"there is no index in {indexes}", remedy="run: peerlearn index build")
    return folder


@contextmanager
def building(indexes: Path) -> Iterator[Path]:
    """Give a new empty folder to build in, with every other builder kept out; it is deleted unless :func:`switch` took it.

    Raises:
        BusyError: another process is building.
    """
    generations = indexes / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        try:
            held.enter_context(locked(indexes / "lock", wait=False))
        except BlockingIOError:
            raise BusyError(f"another process is building the index in {indexes}", remedy="wait until it has finished") from None
        for left in generations.glob(f"{_UNFINISHED}*"):  # of a build that was killed
            shutil.rmtree(left)
        scratch = generations / f"{_UNFINISHED}{os.getpid()}"
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def switch(indexes: Path, scratch: Path, name: str) -> Path:
    """Flush a finished build to the disk, give it its name and let it serve; older generations go."""
    for path in scratch.rglob("*"):
        if path.is_file():
            _flush(path)
        else:
            flush_folder(path)
    flush_folder(scratch)
    folder = scratch.with_name(name)
    scratch.rename(folder)
    flush_folder(folder.parent)
    write_atomically(indexes / CURRENT, f"{name}\n".encode())
    finished = sorted((each for each in folder.parent.iterdir() if not each.name.startswith(".")), key=lambda each: each.stat().st_mtime)
    for old in [each for each in finished if each != folder][: -(KEPT - 1) or None]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
