"""The project's own corpus, read once."""

from pathlib import Path

import pytest

from peerlearn.corpus import read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def real_corpus():
    return read_corpus(CORPUS, keep_going=True)
