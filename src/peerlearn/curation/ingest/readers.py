"""Bytes -> sources: sniffs what they are and calls the reader for it. Runs inside the confined process; see ``child``."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from peerlearn.curation.gate import gate
from peerlearn.curation.ingest.decode import decode
from peerlearn.curation.ingest.reading import RowSource
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.sniff import MEDIA_TYPES, Kind, binary_kind, text_kind
from peerlearn.curation.source import Source

if TYPE_CHECKING:
    from peerlearn.curation.ingest.content import Content
    from peerlearn.curation.ingest.limits import Limits


def read_bytes(data: bytes, *, name: str, limits: Limits) -> tuple[Source, ...] | None:
    """Return the sources of one file, or None for a ZIP, whose members are read one by one.

    Raises:
        RefusedError: with the code of a :class:`~peerlearn.curation.ingest.refusals.Refusal`.
    """
    if len(data) > limits.file_bytes:
        raise RefusedError("too_big", limit=limits.file_bytes // 1024**2)
    kind = binary_kind(data)
    text = ""
    if kind is None:
        text, _ = decode(data)
        kind = text_kind(text, name)
    if kind == "zip":
        return None
    digest = hashlib.sha256(data).hexdigest()
    if kind in ("xlsx", "csv"):
        return tuple(judged(each) for each in _tables(kind, data, text, name=name, sha256=digest, limits=limits))
    content = _content(kind, data, text, limits)
    source = judged(Source(name, MEDIA_TYPES[kind], digest, content.pages, content.title))
    return (_recognised(source, data, limits) if kind == "pdf" else source,)


def judged(source: Source) -> Source:
    """Return the source with a verdict for every page: the one place where the Arabic quality gate is called.

    A row whose text the gate would change needs a person, because its fields point into the text as it was given.
    """
    gated = gate(source)
    if (
        isinstance(source, RowSource)
        and gated.pages != source.pages
        and [page.text for page in gated.pages] != [page.text for page in source.pages]
    ):
        return replace(source, pages=tuple(replace(page, verdict="needs_person") for page in source.pages))
    return gated


def _recognised(source: Source, data: bytes, limits: Limits) -> Source:
    """Recognise the pages that need it; they are as good as the worse of Tesseract's own word and the gate's."""
    from peerlearn.curation.ingest.ocr import recognise  # noqa: PLC0415 - only a PDF with scanned pages needs it

    if all(page.verdict != "needs_ocr" for page in source.pages):
        return source
    return judged(recognise(source, data, limits=limits))


def _tables(kind: Kind, data: bytes, text: str, *, name: str, sha256: str, limits: Limits) -> tuple[Source, ...]:
    from peerlearn.curation.ingest.sheets import read_csv, read_xlsx  # noqa: PLC0415 - half a second that other kinds need not wait for

    if kind == "xlsx":
        return read_xlsx(data, name=name, sha256=sha256, limits=limits)
    return read_csv(text, name=name, sha256=sha256, limits=limits)


def _content(kind: Kind, data: bytes, text: str, limits: Limits) -> Content:
    """Call the reader of a kind; each is imported only when a file asks for it."""
    if kind == "pdf":
        from peerlearn.curation.ingest.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, limits=limits)
    if kind == "docx":
        from peerlearn.curation.ingest.word import read_docx  # noqa: PLC0415

        return read_docx(data, limits=limits)
    if kind == "pptx":
        from peerlearn.curation.ingest.slides import read_pptx  # noqa: PLC0415

        return read_pptx(data, limits=limits)
    if kind == "html":
        from peerlearn.curation.ingest.web import read_html  # noqa: PLC0415

        return read_html(text, limits=limits)
    from peerlearn.curation.ingest.plain import read_markdown, read_text  # noqa: PLC0415

    if kind not in ("markdown", "text"):
        raise RefusedError("unsupported", kind=kind)
    return read_markdown(text, limits=limits) if kind == "markdown" else read_text(text, limits=limits)
