"""The worker beside the server: it is there, comes again when it dies, and goes with the server."""

import subprocess
import sys
import time

import pytest

from app import worker


def waited(said, seconds=30):
    deadline = time.monotonic() + seconds
    while not said() and time.monotonic() < deadline:
        time.sleep(0.02)
    return said()


@pytest.fixture
def lives(tmp_path, monkeypatch):
    """Start a process that notes each of its lives, and stop it at the end."""
    monkeypatch.setattr(worker, "FIRST_PAUSE", 0.01)
    path, made = tmp_path / "lives", []

    def start(then):
        code = f"import sys, time; open(sys.argv[1], 'a').write('x'); {then}"
        beside = worker.Beside((sys.executable, "-S", "-c", code, str(path)))
        made.append(beside)
        beside.start()
        return beside, lambda: len(path.read_text()) if path.exists() else 0

    yield start
    for each in made:
        each.stop()


def test_a_worker_that_dies_is_started_again(lives):
    _, count = lives("sys.exit(3)")
    assert waited(lambda: count() >= 3)


def test_a_worker_that_lives_is_left_alone_and_ends_with_the_server(lives):
    beside, count = lives("time.sleep(60)")
    assert waited(count)
    process = beside._process
    beside.stop()
    assert process.wait(5) is not None
    assert count() == 1


def test_a_program_that_is_not_there_does_not_stop_the_server(caplog):
    beside = worker.Beside(("/no/such/program",))
    beside.start()
    assert waited(lambda: "cannot be started" in caplog.text)
    beside.stop()


def test_the_command_that_is_started_is_one_that_there_is():
    found = subprocess.run([*worker.COMMAND, "--help"], capture_output=True, check=False, timeout=120, text=True)
    assert "--with-parent" in found.stdout
