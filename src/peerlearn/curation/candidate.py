"""A draft about to be published: the record in it, and everything that stands in the way, all at once."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from peerlearn.corpus import read_corpus, write_record
from peerlearn.curation.review.personal import contacts_in_record
from peerlearn.curation.review.reasons import Reason
from peerlearn.curation.review.submission import CRITERIA
from peerlearn.issues import FieldError, errors
from peerlearn.practice import Practice
from peerlearn.serialise import record_digest, record_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.corpus import Corpus
    from peerlearn.curation.review.submission import Submission
    from peerlearn.practice import Record, Status
    from peerlearn.settings import Settings


def record_of(submission: Submission) -> Record | tuple[Reason, ...]:
    """Return the record of a draft, or what is wrong with it."""
    given = submission.draft.get("record")
    if not given:
        return (Reason("no_record"),)
    try:
        return record_from_json(json.dumps(given))
    except ValidationError as error:
        return tuple(_defect(fault) for fault in error.errors(include_url=False))


def _defect(fault: Any) -> Reason:
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        return Reason("record_defect", {"field": cause.field, "message": cause.message, "remedy": cause.remedy})
    field = ".".join(map(str, fault["loc"])) or "record"
    return Reason("record_defect", {"field": field, "message": fault["msg"], "remedy": "compare the field with corpus/README.md"})


def numbered(record: Record, *, status: Status, number: int) -> Record:
    """Return a practice with its state and version number; a document has neither."""
    return replace(record, status=status, version_number=number) if isinstance(record, Practice) else record


def obstacles(submission: Submission, record: Record, corpus: Corpus, settings: Settings) -> list[Reason]:
    """Return everything that stands in the way of publishing a record, except who asks."""
    return [*_unreviewed(submission), *_of_id(submission, record, corpus), *_of_content(record, settings)]


def _unreviewed(submission: Submission) -> Iterator[Reason]:
    decided = {decision.suggestion for decision in submission.decisions}
    if open_ones := [each["id"] for each in submission.draft.get("suggestions", ()) if each["id"] not in decided]:
        yield Reason("undecided", {"count": str(len(open_ones)), "which": ",".join(open_ones[:10])})
    own = {submission.summary.created_by, submission.submitted_by}
    latest = {remark.by: remark.recommendation for remark in submission.remarks if remark.recommendation and remark.by not in own}
    if "publish" not in latest.values():
        yield Reason("no_opinion")
    scored = {score.criterion for score in submission.scores if score.by not in own}
    if missing := [each for each in CRITERIA if each not in scored]:
        yield Reason("unscored", {"which": ",".join(missing)})


def _of_id(submission: Submission, record: Record, corpus: Corpus) -> Iterator[Reason]:
    if submission.revises and record.id != submission.revises:
        yield Reason("other_id", {"revises": submission.revises, "id": record.id})
    elif not submission.revises and (record.id in corpus.practices or record.id in corpus.documents):
        yield Reason("id_taken", {"id": record.id})


def _of_content(record: Record, settings: Settings) -> Iterator[Reason]:
    for where, kind in contacts_in_record(record):
        yield Reason("contacts_in_text", {"kind": kind, "where": where})
    yield from _unreadable(record, settings)


def _unreadable(record: Record, settings: Settings) -> Iterator[Reason]:
    """Write the record aside and read it back beside the real cities and vocabularies: what is published can be read again, the same."""
    with tempfile.TemporaryDirectory(prefix="peerlearn-") as name:
        folder = Path(name)
        for part in ("cities.csv", "vocabulary"):
            if (settings.corpus / part).exists():
                (folder / part).symlink_to(settings.corpus / part)
        write_record(folder, record)
        found = read_corpus(folder, keep_going=True)
    # Defects of cities and vocabularies are the corpus's own, which is checked before.
    for issue in errors(found.issues):
        if issue.file.startswith(("practices/", "documents/")):
            yield Reason("record_defect", {"field": issue.field, "message": issue.message, "remedy": issue.remedy})
    read = next(found.records(), None)
    if read is not None and record_digest(read) != record_digest(record):
        yield Reason("record_defect", {"field": "record", "message": "is read back differently", "remedy": "tell the editors"})
