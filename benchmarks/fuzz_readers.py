"""Coverage-guided fuzzing of the readers with atheris, bounded: ``python -m benchmarks.fuzz_readers [--seconds 60]``.

Every input goes through the same door as a city's file inside its process. Refusals and a library's complaints about a broken file are
answers; a crash of the interpreter, an input that takes more than ten seconds and an answer that does not cross the wire end the run.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import struct
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import docx.exceptions
import docx.opc.exceptions
import pptx.exc

from peerlearn.curation.ingest.limits import Limits
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.wire import Reply

LIMITS = Limits(file_bytes=2**20, unpacked_bytes=2**22, pages=50, characters=200_000, ocr_seconds=0, ocr_pages=0)
ENDINGS = ("pdf", "csv", "md", "txt")
LIBRARIES: tuple[type[Exception], ...] = (
    *(ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, ArithmeticError, AssertionError, RuntimeError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, struct.error, csv.Error),
    *(RefusedError, docx.opc.exceptions.OpcError, docx.exceptions.PythonDocxError, pptx.exc.PythonPptxError),
)
"""What a library raises on a broken file, and the child's hook calls broken (the XML libraries' errors are SyntaxErrors)."""


def one_input(data: bytes) -> None:
    """Read one input; its first byte chooses the name."""
    from peerlearn.curation.ingest.readers import read_bytes  # noqa: PLC0415 - imported where atheris watches imports

    if not data:
        return
    try:
        sources = read_bytes(data[1:], name=f"a.{ENDINGS[data[0] % len(ENDINGS)]}", limits=LIMITS)
    except LIBRARIES:
        return
    reply = Reply(sources or ())
    if Reply.from_json(reply.to_json()).sources != reply.sources:
        raise SystemError("an answer did not cross the wire")


def main() -> None:
    """Fuzz for a while, from small files of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seeds", type=Path, help="a folder of files to begin with")
    given = parser.parse_args()
    try:
        import atheris  # noqa: PLC0415 - only here, and not on every machine
    except ImportError:
        print("atheris is not installed: pip install --constraint constraints.txt atheris", file=sys.stderr)
        raise SystemExit(1) from None
    with tempfile.TemporaryDirectory() as folder:
        arguments = [f"-max_total_time={given.seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"]
        folders = [folder, *([str(given.seeds)] if given.seeds else [])]
        with atheris.instrument_imports(include=["peerlearn.curation.ingest"]):
            for name in ("readers", "pdf", "word", "slides", "sheets", "web", "plain"):
                importlib.import_module(f"peerlearn.curation.ingest.{name}")
        atheris.Setup([sys.argv[0], *arguments, *folders], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
