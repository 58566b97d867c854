"""kill -9 at random points of publishing and withdrawing loses nothing: the next start undoes or finishes, and all agree again.

``PEERLEARN_KILLS_SEED`` chooses other points. The encoder is the weightless one: what is proved is the order of the steps.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.curation import journal
from peerlearn.curation.journal import open_curation, pending
from peerlearn.curation.publish import Published, publish, withdraw
from peerlearn.curation.review.log import verify_log
from peerlearn.curation.review.originals import keep_original, read_original
from peerlearn.curation.review.submitting import read_submission
from peerlearn.index.build import verify
from tests.unit.builders import practice, version
from tests.unit.curation import desk, quick_index

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("PEERLEARN_KILLS_SEED", "20261124"))
KILLS = {"sqlite": 50, "postgresql": 12}
ID = "aswan-outreach"


@pytest.fixture
def child(store_settings):
    """A function that lets the other process do a job and says how that ended."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.integration.publishing_child", store_settings.home, store_settings.store_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:

        def do(**job):
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield do
        process.stdin.close()


class Desk:
    """One practice that is published, revised, withdrawn and revised again, and what must be true after every step."""

    def __init__(self, settings, store):
        self.settings = settings
        self.store = store
        self.people = desk.team(store)
        self.rounds = 0
        self.original = keep_original(settings, desk.TEXT.encode())

    def job(self):
        """Prepare the next step and return what the child is to do."""
        self.rounds += 1
        if self.status() == "published" and self.rounds % 3 == 0:
            return {"action": "withdraw", "name": ID, "by": self.people.second, "version": 0}
        text = {"challenge": "تحدٍّ.", "solution": f"الحلّ رقم {self.rounds}."}
        record = practice(versions={"ar": version(sections=text), "en": version("en", title=f"Telling {self.rounds}")})
        name = desk.reviewed(self.store, self.people, record=record, revises=ID if self.status() else "")
        return {"action": "publish", "name": name, "by": self.people.second, "version": desk.version_of(self.store, name)}

    def status(self):
        known = read_corpus(self.settings.corpus).practices.get(ID)
        return known.status if known else ""

    def record(self):
        return read_corpus(self.settings.corpus).practices.get(ID)

    def finish(self, job):
        if job["action"] == "publish":
            return publish(self.store, self.settings, job["name"], by=job["by"], version=job["version"])
        return withdraw(self.store, self.settings, job["name"], by=job["by"], reason="why")

    def must_be_whole(self):
        corpus = read_corpus(self.settings.corpus)
        assert verify(corpus, self.settings.indexes, encoder_fingerprint=quick_index.FINGERPRINT).problems == ()
        assert verify_log(self.store).problems == ()
        assert not pending(self.store)
        assert read_original(self.settings, self.original) == desk.TEXT.encode()
        assert [*self.settings.corpus.rglob(".*"), *(self.settings.indexes / "generations").glob(".*")] == []


def kept(submission):
    return (submission.draft, submission.pages, submission.decisions, submission.remarks, submission.scores, submission.sha256)


def test_kills_at_random_points_of_publishing_lose_nothing(store, store_settings, child, monkeypatch, loaded_text_rules, capsys):
    monkeypatch.setattr(journal, "bring_up_to", quick_index.rebuild)
    other = practice(id="old-practice", status="published", versions={"ar": version(title="قديمة")})
    desk.small_corpus(store_settings.corpus, other)
    quick_index.rebuild(store_settings, read_corpus(store_settings.corpus))
    table = Desk(store_settings, store)
    lines = {}
    for _ in range(3):  # publish, revise and withdraw whole, to count their lines
        job = table.job()
        lines[job["action"]] = child(**job, kill=None)["lines"]
        table.must_be_whole()
    rng = random.Random(SEED)
    ends = Counter()
    kills = KILLS["sqlite" if store.is_sqlite else "postgresql"]
    for number in range(kills):
        job = table.job()
        before = table.record()
        submission = read_submission(store, job["name"]) if job["action"] == "publish" else None
        at = int((number + rng.random()) / kills * lines[job["action"]] * 0.98) + 1  # one in each of as many equal parts
        assert child(**job, kill=at)["signal"] == signal.SIGKILL
        opened = open_curation(store_settings)
        opened.store.close()
        assert opened.problem == ""
        after = table.record()
        done = after != before
        if submission is not None:
            found = read_submission(store, submission.id)
            assert kept(found) == kept(submission)
            assert found.status == ("published" if done else "in_review")
        must_heal = done and bool(opened.healed)
        ends["finished by the next start" if must_heal else "finished before" if done else "undone"] += 1
        if not done:
            assert isinstance(table.finish(job), Published)
        table.must_be_whole()
    with capsys.disabled():
        print(f"\n{kills} kills, {'SQLite' if store.is_sqlite else 'PostgreSQL'}, of about {lines} lines: {dict(ends)}", end="")
    assert ends["undone"]
    assert ends["finished by the next start"]
