"""A file that is not handed in, only checked: read, drafted from and validated as if it were, with nothing kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.drafts import to_store
from peerlearn.curation.extract.drafting import draft
from peerlearn.curation.ingest.read import read_file
from peerlearn.curation.ingest.reading import RowSource
from peerlearn.curation.ingesting import pages_to_see, report_of
from peerlearn.curation.notes import Note
from peerlearn.curation.review.submission import Submission, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from peerlearn.curation.ingesting import Tools
    from peerlearn.curation.source import Source
    from peerlearn.curation.validate import Report


@dataclass(frozen=True)
class Aside:
    """What was found in one file, row or member: ``place`` is the row's sheet and number; no report where it could not be read."""

    file: str
    place: str
    notes: tuple[Note, ...]
    report: Report | None = None

    @property
    def ok(self) -> bool:
        """True when it could be read and nothing blocks."""
        return self.report is not None and self.report.ok


def check_aside(path: Path, tools: Tools) -> Iterator[Aside]:
    """Yield what is found in a filled template or any other file that the readers take: one thing, or one a row or member of a ZIP."""
    reading = read_file(path)
    for source in reading.sources:
        given = source.given if isinstance(source, RowSource) else ()
        found = draft(source, tools.extractor, given=given)
        report = report_of(_not_handed_in(source, to_store(found, given=given)), tools.cities, tools.vocabularies)
        place = source.pages[0].label if isinstance(source, RowSource) else ""
        yield Aside(source.name, place, tuple(pages_to_see(source)), report)
    for refusal in reading.refusals:
        yield Aside(refusal.name, "", (Note.of_refusal(refusal),))


def _not_handed_in(source: Source, kept: dict[str, Any]) -> Submission:
    now = dt.datetime.now(dt.UTC)
    summary = Summary(
        id="s-0", status="draft", file_name=source.name, title=source.title, verdict="clean", refusal="", record_id="",
        created_by="", created=now, changed=now, version=0,
    )  # fmt: skip
    return Submission(
        summary, media_type=source.media_type, sha256=source.sha256, size=0, revises="", submitted_by=None, draft=kept,
        pages=source.pages, decisions=(), remarks=(), scores=(), contacts=(),
    )  # fmt: skip
