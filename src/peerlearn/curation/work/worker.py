"""The one process of a home that works the queue off, a job after the other: files in, publications, withdrawals.

Whatever a file holds, the queue goes on: what raises is a failed job with a sentence, and what kills the process is taken up once more by
the next one and then given up. A process that is asked to end puts its job back.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from peerlearn.atomic import locked
from peerlearn.curation.ingesting import Intake, Tools
from peerlearn.curation.journal import open_curation
from peerlearn.curation.publish import publish, withdraw
from peerlearn.curation.review.originals import original_path
from peerlearn.curation.review.submission import Conflict, Refused
from peerlearn.curation.work import jobs
from peerlearn.curation.work.telling import failure, refused
from peerlearn.errors import BusyError, IndexMissingError, NotFoundError, PeerlearnError, PublishError
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.vocabulary import LABEL_LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from peerlearn.curation.ingesting import Taken
    from peerlearn.curation.work.jobs import Job
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store

LOCK = "worker.lock"
PAUSE = 1.0
"""Seconds between two looks at an empty queue."""
BEAT = 5.0
"""Seconds between two signs of life of a running job."""
LOG = logging.getLogger("peerlearn.work")
UNFORESEEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError),
    *(MemoryError, OSError, RuntimeError, TypeError, ValueError),
)
"""What code raises at data that it was not made for: the job fails, and the queue goes on. Anything else ends the process."""
Made = list[dict[str, Any]]


@dataclass
class Worker:
    """Does jobs for a home; ``tools`` gives what taking files in needs, and is asked at each file, for the index may have changed."""

    store: Store
    settings: Settings
    tools: Callable[[], Tools]
    done: int = field(default=0, init=False)

    def work_off(self) -> int:
        """Do every job that waits, and return how many there were."""
        count = 0
        while (job := jobs.take_next(self.store)) is not None:
            self.do(job)
            count += 1
        return count

    def do(self, job: Job) -> None:
        """Do one job and note what came of it."""
        self.done = 0
        try:
            with self._beating(job):
                made, failed = self._made(job)
        except (SystemExit, KeyboardInterrupt):
            jobs.put_back(self.store, job.id)
            raise
        jobs.end(self.store, job.id, outcome=made, failed=failed)

    def _made(self, job: Job) -> tuple[Made, dict[str, Any] | None]:
        work = {"upload": self._upload, "publish": self._publish, "withdraw": self._withdraw}[job.kind]
        try:
            return work(job)
        except PublishError as error:
            LOG.error("job %d: %s", job.id, error)  # noqa: TRY400 - the sentence says it all
            return [], failure("follow")
        except NotFoundError as error:
            LOG.error("job %d: %s", job.id, error)  # noqa: TRY400
            return [], failure("lost" if job.kind == "upload" else "changed")
        except PeerlearnError as error:
            LOG.error("job %d: %s", job.id, error)  # noqa: TRY400
            return [], failure("cannot")
        except UNFORESEEN:
            LOG.exception("job %d failed", job.id)
            return [], failure("crashed")

    def _upload(self, job: Job) -> tuple[Made, dict[str, Any] | None]:
        path = original_path(self.settings, job.target)
        if not path.is_file():
            return [], failure("lost")
        made: Made = []
        for taken in Intake(self.store, self.settings, job.by, self.tools()).take(path, name=job.name):
            made.append(_told(taken))
            self.done = len(made)
        return made, None

    def _publish(self, job: Job) -> tuple[Made, dict[str, Any] | None]:
        return _published(publish(self.store, self.settings, job.target, by=job.by, version=job.asked["version"]))

    def _withdraw(self, job: Job) -> tuple[Made, dict[str, Any] | None]:
        return _published(withdraw(self.store, self.settings, job.asked["record"], by=job.by, reason=job.asked["reason"]))

    @contextmanager
    def _beating(self, job: Job) -> Iterator[None]:
        """Give signs of life, with how far the job is, from a thread beside it."""
        over = threading.Event()

        def go_on() -> None:
            while not over.wait(BEAT):
                try:
                    jobs.beat(self.store, job.id, done=self.done)
                except PeerlearnError as error:
                    LOG.warning("job %d: no sign of life: %s", job.id, error)

        thread = threading.Thread(target=go_on, name="peerlearn-beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def work(settings: Settings, *, once: bool = False, with_parent: bool = False) -> int:
    """Work a home's queue off until told to end; return how many jobs were done.

    Args:
        settings: the home.
        once: end when nothing waits.
        with_parent: end when the process that started this one is gone.

    Raises:
        BusyError: another process works for this home.
        PeerlearnError: the store cannot be used.
    """
    parent = os.getppid()
    try:
        with locked(settings.data / LOCK, wait=False):
            store = open_curation(settings).store
            try:
                jobs.take_up_again(store)
                worker, count = Worker(store, settings, _Kept(settings)), 0
                while True:
                    count += worker.work_off()
                    if once or (with_parent and os.getppid() != parent):
                        return count
                    time.sleep(PAUSE)
            finally:
                store.close()
    except BlockingIOError:
        raise BusyError("another process works for this home", remedy="let it, or end it first") from None


def end_when_told() -> None:
    """Let SIGTERM end this process as Ctrl-C does, so that its job is put back."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)


@dataclass
class _Kept:
    """The tools of a home, made at the first file and renewed when another index serves."""

    settings: Settings
    _base: KnowledgeBase | None = None
    _tools: Tools | None = None

    def __call__(self) -> Tools:
        try:
            base = self._base.refresh() if self._base else KnowledgeBase.open(self.settings)
        except IndexMissingError:
            return Tools.of(self.settings)
        if self._tools is None or base is not self._base:
            self._base, self._tools = base, Tools.of_base(base)
        return self._tools


def _published(done: Any) -> tuple[Made, dict[str, Any] | None]:
    if isinstance(done, Refused):
        return [], refused(done)
    if isinstance(done, Conflict):
        return [], failure("changed")
    return [{"record": done.record_id, "action": done.action, "version": done.version_number}], None


def _told(taken: Taken) -> dict[str, Any]:
    """Return what came of a file as the queue keeps it: the submission, and what to look at, by language."""
    notes = [{lang: f"{each.message(lang)} {each.remedy(lang)}" for lang in LABEL_LANGS} for each in taken.notes if not each.field]
    made = taken.submission
    return {"id": made.id if made is not None else "", "file": taken.file, "read": taken.read, "notes": notes}
