"""The confined process: reads one file from its standard input, answers on its standard output, and ends.

``python -P -B -m peerlearn.curation.ingest.child REQUEST``; only ``sandbox`` starts it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from peerlearn.curation.ingest.archive import member, members
from peerlearn.curation.ingest.confine import confine
from peerlearn.curation.ingest.readers import read_bytes
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.wire import Reply, Request

if TYPE_CHECKING:
    from types import TracebackType

FAILED, NO_MEMORY, NOT_INSTALLED = 3, 4, 5
"""How the process ends where a reader gave up on the file, ran out of memory, or is not installed."""


def answer(request: Request, data: bytes) -> Reply:
    """Return what the request asks for; a refusal is an answer."""
    try:
        if request.member is not None:
            name, data = member(data, request.member, limits=request.limits)
            sources = read_bytes(data, name=name, limits=request.limits)
            return Reply(refused="nested_zip") if sources is None else Reply(sources)
        sources = read_bytes(data, name=request.name, limits=request.limits)
        return Reply(members=tuple(members(data, limits=request.limits))) if sources is None else Reply(sources)
    except RefusedError as refused:
        return Reply(refused=refused.code, values=refused.values)


def _end(kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
    """Say by the exit code what a reader could not cope with: whatever a library raises on a broken file, nothing of it gets out."""
    codes = ((MemoryError, NO_MEMORY), (ImportError, NOT_INSTALLED))
    os._exit(next((code for each, code in codes if issubclass(kind, each)), FAILED))


def main() -> None:
    """Read, answer, end."""
    sys.excepthook = _end
    request = Request.from_json(sys.argv[1])
    # Libraries may print; what they print must not mix with the answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    confine(request.limits, may_run=_tesseract())
    out.write(answer(request, sys.stdin.buffer.read()).to_json())
    out.close()
    # Some libraries crash while they are taken down; the answer is out by then.
    os._exit(0)


def _tesseract() -> str | None:
    import shutil  # noqa: PLC0415 - beside its use

    return shutil.which("tesseract")


if __name__ == "__main__":
    main()
