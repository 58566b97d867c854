"""The worker: poison stops nothing, a kill is survived once, progress is seen, and two never work at once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peerlearn.atomic import locked
from peerlearn.corpus import Corpus
from peerlearn.curation.extract.drafting import Extractor
from peerlearn.curation.ingesting import Intake, Tools
from peerlearn.curation.review.originals import keep_original
from peerlearn.curation.review.submitting import list_submissions
from peerlearn.curation.work import jobs, worker
from peerlearn.errors import BusyError, PublishError
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from tests.unit.curation.desk import reviewed, small_corpus, team, version_of

TEXT = "ملتقى أسوان\n\nاجتمعت المدن في أسوان لتتبادل التجارب، وحضر 120 شخصًا من عشر مدن.\n"


@pytest.fixture
def home(quick_tmp):
    settings = Settings(home=quick_tmp, corpus=quick_tmp / "corpus")
    small_corpus(settings.corpus)
    store = open_store(settings)
    yield settings, store, team(store)
    store.close()


def tools():
    corpus = Corpus({})
    return Tools(Extractor.of_corpus(corpus, None), corpus.cities, corpus.vocabularies)


def asked(home, data, name):
    settings, store, people = home
    return jobs.ask_upload(store, name=name, sha256=keep_original(settings, data), by=people.city)


def working(home, given=tools):
    settings, store, _ = home
    return worker.Worker(store, settings, given)


def test_every_file_ends_with_its_drafts_or_a_sentence_and_none_stops_the_next(home, monkeypatch):
    take = Intake.take

    def poisoned(self, path, *, name=""):
        if name == "poison.txt":
            raise RuntimeError("/srv/secret")
        yield from take(self, path, name=name)

    monkeypatch.setattr(Intake, "take", poisoned)
    good, poison, broken, last = (
        asked(home, data, name)
        for name, data in (
            ("a.txt", TEXT.encode()),
            ("poison.txt", b"x"),
            ("broken.pdf", b"%PDF-1.7\nnothing"),
            ("b.txt", f"{TEXT}أخرى".encode()),
        )
    )
    assert working(home).work_off() == 4
    found = {each.id: each for each in jobs.list_jobs(home[1])}
    assert found[good.id].status == found[last.id].status == found[broken.id].status == "done"
    assert found[good.id].outcome[0]["read"]
    assert not found[broken.id].outcome[0]["read"]
    assert found[broken.id].outcome[0]["notes"][0]["ar"]
    assert found[poison.id].status == "failed"
    assert "secret" not in "".join(found[poison.id].failure.values())
    assert len(list_submissions(home[1])) == 3


def test_a_file_whose_original_is_gone_is_said_so(home):
    _, store, people = home
    job = jobs.ask_upload(store, name="a.txt", sha256="0" * 64, by=people.city)
    working(home).work_off()
    assert jobs.read_job(store, job.id).failure["code"] == "lost"


def test_a_worker_that_is_told_to_end_puts_its_job_back(home):
    job = asked(home, TEXT.encode(), "a.txt")

    def ended():
        raise SystemExit(143)

    with pytest.raises(SystemExit):
        working(home, ended).work_off()
    again = jobs.read_job(home[1], job.id)
    assert (again.status, again.attempts) == ("queued", 0)


def test_progress_is_seen_while_a_file_is_taken_in(home, monkeypatch):
    _, store, _ = home
    monkeypatch.setattr(worker, "BEAT", 0.01)
    job = asked(home, TEXT.encode(), "a.txt")
    seen = []

    def take(self, path, *, name=""):
        for taken in list(original(self, path, name=name)) * 3:
            yield taken
            deadline = time.monotonic() + 10
            while jobs.read_job(store, job.id).done <= len(seen) and time.monotonic() < deadline:
                time.sleep(0.01)
            seen.append(jobs.read_job(store, job.id).done)

    original = Intake.take
    monkeypatch.setattr(Intake, "take", take)
    working(home).work_off()
    assert seen == [1, 2, 3]


@pytest.mark.parametrize(
    ("does", "code"),
    [
        (lambda *_, **__: (_ for _ in ()).throw(PublishError("/srv/secret")), "follow"),
        (lambda *_, **__: (_ for _ in ()).throw(OSError("/srv/secret")), "crashed"),
    ],
)
def test_a_publication_that_fails_says_why_without_folders(home, monkeypatch, does, code):
    _, store, people = home
    name = reviewed(store, people)
    job = jobs.ask_publish(store, name, version=version_of(store, name), by=people.curator)
    monkeypatch.setattr(worker, "publish", does)
    working(home).work_off()
    failed = jobs.read_job(store, job.id)
    assert failed.failure["code"] == code
    assert "secret" not in str(failed.failure)


def test_what_changed_since_it_was_seen_is_not_published(home):
    _, store, people = home
    name = reviewed(store, people)
    job = jobs.ask_publish(store, name, version=version_of(store, name) - 1, by=people.curator)
    working(home).work_off()
    assert jobs.read_job(store, job.id).failure["code"] == "changed"


def test_what_is_not_ready_comes_back_with_the_reasons_in_four_languages(home):
    _, store, people = home
    name = reviewed(store, people)
    job = jobs.ask_publish(store, name, version=version_of(store, name), by=people.curator)
    home[0].corpus.rename(home[0].home / "gone")
    small_corpus(home[0].corpus)
    (home[0].corpus / "practices").mkdir(exist_ok=True)
    (home[0].corpus / "practices" / "bad.md").write_text("---\nid: bad\n---\n", encoding="utf-8")
    working(home).work_off()
    failed = jobs.read_job(store, job.id)
    assert failed.status == "failed"
    assert failed.why("ar") != failed.why("en") != ""


def test_two_never_work_for_one_home(home):
    with locked(home[0].data / worker.LOCK, wait=False), pytest.raises(BusyError):
        worker.work(home[0], once=True)


CHILD = """
import os, signal, sys, time
from peerlearn.curation.ingesting import Intake
from peerlearn.curation.work import worker
from peerlearn.settings import Settings
Intake.take = lambda self, path, *, name="": os.kill(os.getpid(), signal.SIGKILL)
worker.Tools = type("NoTools", (), {"of": staticmethod(lambda settings: None)})
worker.work(Settings.load(), once=True)
"""


def test_a_file_that_kills_the_process_is_given_up_after_the_second_time_and_the_next_is_taken_in(home):
    settings, store, _ = home
    job = asked(home, b"kill", "kill.txt")
    environ = {"PEERLEARN_HOME": str(settings.home), "PEERLEARN_CORPUS": str(settings.corpus), "PYTHONPATH": ":".join(sys.path)}
    for _ in range(2):
        ended = subprocess.run([sys.executable, "-c", CHILD], env=environ, cwd=Path(__file__).parent, check=False, timeout=120)
        assert ended.returncode == -signal.SIGKILL
    good = asked(home, TEXT.encode(), "a.txt")
    jobs.take_up_again(store)
    assert working(home).work_off() == 1
    assert jobs.read_job(store, job.id).failure["code"] == "killed"
    assert jobs.read_job(store, good.id).outcome[0]["read"]
