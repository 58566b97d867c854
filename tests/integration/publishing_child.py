"""A process that publishes and withdraws on command, each time in a child of its own, and kills that child at a given line of ours.

Reads one JSON object a line: ``action``, ``name``, ``by``, ``version``, ``kill`` (after so many executed lines of the library; null:
never). Answers with the signal that ended the child and how many lines it had executed. What takes long to import is imported once.
"""

import json
import os
import signal
import sys
from pathlib import Path

import peerlearn
from peerlearn.curation import journal
from peerlearn.curation.publish import publish, withdraw
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from peerlearn.text.language import detect
from peerlearn.text.terms import terms
from tests.unit.curation import quick_index

OURS = str(Path(peerlearn.__file__).parent)


class Counter:
    """Counts executed lines of the library, and kills this very process at one of them, as kill -9 does."""

    def __init__(self, kill):
        self.kill = kill
        self.lines = 0

    def __call__(self, frame, event, _arg):
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self.kill:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def work(settings, job):
    store = open_store(settings)
    counter = Counter(job["kill"])
    sys.settrace(counter)
    if job["action"] == "publish":
        done = publish(store, settings, job["name"], by=job["by"], version=job["version"])
    else:
        done = withdraw(store, settings, job["name"], by=job["by"], reason="why")
    sys.settrace(None)
    assert isinstance(done, journal.Published), done
    return counter.lines


def main():
    settings = Settings(home=Path(sys.argv[1]), corpus=Path(sys.argv[1]) / "corpus", store_url=sys.argv[2])
    journal.bring_up_to = quick_index.rebuild
    detect("city")  # loads the rules of the languages once, not in every child
    terms("مدينة")
    for line in sys.stdin:
        job = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.write(writing, str(work(settings, job)).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            lines = pipe.read()
        _, status = os.waitpid(child, 0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        assert ended or os.WEXITSTATUS(status) == 0
        print(json.dumps({"signal": ended, "lines": int(lines or 0)}), flush=True)


if __name__ == "__main__":
    main()
