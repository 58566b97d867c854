"""A build that is killed harms nothing: the old index answers, the next build and its proof pass.

``PEERLEARN_KILLS=10 pytest tests/integration/test_kills.py`` kills it ten times; ``PEERLEARN_KILLS_SEED`` chooses other moments.
"""

import os
import random
import signal
import time

import pytest

from peerlearn.index import generations
from peerlearn.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.integration

KILLS = int(os.environ.get("PEERLEARN_KILLS", "3"))
SEED = int(os.environ.get("PEERLEARN_KILLS_SEED", "20261124"))


def moments():
    """Draw one moment from each of as many equal parts of a build, so that every part of it is met."""
    rng = random.Random(SEED)
    return [(number + rng.random()) / KILLS for number in range(KILLS)]


def test_killed_builds_harm_nothing(copy, home, capsys):
    served = {generations.current(copy.indexes).name}
    page = copy.file("leeds-100-digital.md")
    text = page.read_text()
    for number, share in enumerate(moments()):
        for vectors in copy.indexes.glob("vectors.sqlite*"):
            vectors.unlink()  # so that there is everything to do
        page.write_text(text.replace("## solution\n", f"## solution\nVersion {number} of this text. ", 1))
        build = copy.start("index", "build")
        time.sleep(share * home.seconds)
        finished = build.poll() is not None
        if not finished:
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        with capsys.disabled():
            print(f"\nkilled after {share * home.seconds:.1f} s{' (it had finished)' if finished else ''}", end="")
        base = KnowledgeBase.open(copy.settings)
        assert base.search("digital skills in Leeds", lang="en").hits[0].record.id == "leeds-100-digital"
        assert finished or base.generation in served or not list((copy.indexes / "generations").glob(".building-*"))
        served.add(base.generation)
    page.write_text(text.replace("## solution\n", "## solution\nThe last version of this text. ", 1))
    built = copy.run("index", "build")
    assert built.returncode == 0, built.stderr
    verified = copy.run("index", "verify")
    assert verified.returncode == 0, verified.stderr
    left = sorted(each.name for each in (copy.indexes / "generations").iterdir())
    assert not [name for name in left if name.startswith(".")]
    assert len(left) <= generations.KEPT
    assert "The last version" in KnowledgeBase.open(copy.settings).record("leeds-100-digital").original.sections["solution"]
