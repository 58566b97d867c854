"""The front of the readers: a file or its bytes -> a :class:`Reading`; content never raises."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from peerlearn.curation.ingest.limits import DEFAULT, MEGABYTE, Limits
from peerlearn.curation.ingest.reading import Reading
from peerlearn.curation.ingest.refusals import Refusal
from peerlearn.curation.ingest.sandbox import ask
from peerlearn.curation.ingest.tidy import one_line
from peerlearn.curation.ingest.wire import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from peerlearn.curation.source import Source


def read_file(
    path_or_bytes: Path | bytes, name: str = "", *, limits: Limits = DEFAULT, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read one file, each member of a ZIP in a process of its own; whatever is in it, the answer is a Reading.

    ``name`` is what to call it: by default a path's last part, and for bytes ``-``. ``progress`` hears of members (done, all).
    """
    shown = one_line(name or (path_or_bytes.name if isinstance(path_or_bytes, Path) else "")) or "-"
    if isinstance(path_or_bytes, Path):
        data = _bytes_of(path_or_bytes, limits)
        if data is None:
            return Reading(shown, "", refusals=(Refusal(shown, "unreadable"),))
    else:
        data = path_or_bytes
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > limits.file_bytes:
        return Reading(shown, "", refusals=(Refusal(shown, "too_big", {"limit": str(limits.file_bytes // MEGABYTE)}),))
    if not data:
        return Reading(shown, digest, refusals=(Refusal(shown, "empty"),))
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return _read(file, shown, digest, limits, progress or _unheard)


def read_many(paths: Iterable[Path], *, limits: Limits = DEFAULT) -> Iterator[Reading]:
    """Yield a Reading for each path in turn, bad ones too, so that a caller can show how far it is."""
    for path in paths:
        yield read_file(path, limits=limits)


def _unheard(_done: int, _whole: int) -> None:
    """Nobody asked how far it is."""


def _bytes_of(path: Path, limits: Limits) -> bytes | None:
    """Return a regular file's bytes, one more than the limit at most; None where it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except (OSError, ValueError):
        return None


def _read(file: IO[bytes], name: str, digest: str, limits: Limits, progress: Callable[[int, int], None]) -> Reading:
    reply = ask(Request(name, limits), file)
    if not reply.members:
        return _reading(name, digest, reply)
    sources: list[Source] = []
    refusals: list[Refusal] = []
    for number, each in enumerate(reply.members[: limits.zip_files]):
        part = _reading(f"{name}/{each}", digest, ask(Request(name, limits, number), file))
        sources += part.sources
        refusals += part.refusals
        progress(number + 1, len(reply.members))
    return Reading(name, digest, tuple(sources), tuple(refusals))


def _reading(name: str, digest: str, reply: Reply) -> Reading:
    """Name what was read as we know it, not as the reader says; an answer that makes no sense is a crash."""
    if reply.refused:
        try:
            return Reading(name, digest, refusals=(Refusal(name, reply.refused, reply.values or {}),))
        except ValueError:
            return Reading(name, digest, refusals=(Refusal(name, "crashed"),))
    if not reply.sources:
        return Reading(name, digest, refusals=(Refusal(name, "no_text"),))
    return Reading(name, digest, tuple(replace(each, name=name) for each in reply.sources))
