"""The project's own corpus, read once, and the command line as the shell runs it."""

import sys
from pathlib import Path

import pytest

from peerlearn import cli
from peerlearn.corpus import read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def real_corpus():
    return read_corpus(CORPUS, keep_going=True)


@pytest.fixture
def shell(monkeypatch, capsys):
    """Run a command as the shell does, in this process; returns exit code, stdout and stderr."""

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["peerlearn", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return command
