"""Submissions as lines of a list: what, in which state, from whom, how readable, how old; and jobs that are under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.views.desk.plain import age, line
from peerlearn.curation.review.reasons import label
from peerlearn.curation.review.rules import STATUSES
from peerlearn.dossier import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.i18n import Translator
    from peerlearn.curation.review.submission import Summary
    from peerlearn.curation.work.jobs import Job


@dataclass(frozen=True)
class Row:
    """One submission in a list."""

    link: str
    title: str
    file: str
    status: str
    status_name: str
    verdict: str
    verdict_name: str
    who: str
    age: str


@dataclass(frozen=True)
class Filter:
    """One state to filter by, with how many are in it."""

    name: str
    link: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class JobLine:
    """One job: ``state`` is queued, running, done or failed; ``made`` are links to what came of it, ``notes`` sentences about it."""

    name: str
    state: str
    state_name: str
    age: str
    made: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def rows_of(found: Iterable[Summary], name_of: Callable[[str], str], tr: Translator, *, now: dt.datetime) -> list[Row]:
    """Return submissions as lines."""
    rows = []
    for each in found:
        verdict = "unread" if each.refusal else each.verdict
        rows.append(
            Row(
                urls.curate(tr.lang, "draft", each.id),
                line(each.title or each.file_name, 120),
                line(each.file_name, 60) if each.title else "",
                each.status,
                label(each.status, lang=tr.lang),
                verdict,
                word(verdict, tr.lang),
                line(name_of(each.created_by), 40),
                age(each.changed, now, tr),
            )
        )
    return rows


def filters_of(found: Sequence[Summary], chosen: str, tr: Translator) -> list[Filter]:
    """Return the states that occur, each a link that filters by it, and one for all."""
    counts = {status: sum(each.status == status for each in found) for status in STATUSES}
    every = Filter(tr("All"), urls.curate(tr.lang), len(found), chosen not in STATUSES)
    return [
        every,
        *(
            Filter(label(status, lang=tr.lang), urls.curate(tr.lang, at=status), count, chosen == status)
            for status, count in counts.items()
            if count or chosen == status
        ),
    ]


def waiting(found: Iterable[Summary]) -> tuple[list[Summary], list[Summary]]:
    """Return what waits to be taken into review, and what is in review, the oldest first."""
    oldest = sorted(found, key=lambda each: each.changed)
    return [each for each in oldest if each.status == "submitted"], [each for each in oldest if each.status == "in_review"]


def job_lines(found: Iterable[Job], tr: Translator, *, now: dt.datetime) -> list[JobLine]:
    """Return jobs as lines."""
    names = {"queued": tr("waiting"), "running": tr("being read"), "done": tr("done"), "failed": tr("failed")}
    lines = []
    for job in found:
        made = [each for each in job.outcome if each.get("id")]
        links = [(line(each["file"], 80), urls.curate(tr.lang, "draft", each["id"])) for each in made]
        links += [(each["record"], urls.practice(tr.lang, each["record"])) for each in job.outcome if each.get("action") == "publish"]
        notes = [job.why(tr.lang)] if job.status == "failed" else []
        if job.status == "running":
            notes += [tr.plural("{n} draft so far", "{n} drafts so far", job.done)] if job.done else []
            notes += [tr("Second attempt")] if job.attempts > 1 else []
        notes += [note.get(tr.lang, "") for each in job.outcome for note in each.get("notes", ())][:6]
        state = names[job.status] if job.kind == "upload" or job.status != "running" else tr("under way")
        unread = job.status == "done" and job.kind == "upload" and not any(each.get("read") for each in job.outcome)
        state, code = (word("unread", tr.lang), "failed") if unread else (state, job.status)
        lines.append(JobLine(line(job.name, 80), code, state, age(job.beat, now, tr), tuple(links[:20]), tuple(notes)))
    return lines
