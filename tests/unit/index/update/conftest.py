import shutil

import faiss
import pytest

from peerlearn.encode.cache import VectorCache
from peerlearn.index.update import update
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.update.updating import (
    EVERYTHING,
    make,
)


@pytest.fixture(autouse=True)
def _few_questions(monkeypatch):
    """The background is measured in a test of its own."""
    monkeypatch.setattr("peerlearn.index.background.QUESTIONS", 2)


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """A few vectors are searched sooner than threads are woken."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    yield
    faiss.omp_set_num_threads(threads)


@pytest.fixture(scope="module")
def whole(quick_module_tmp):
    return make(quick_module_tmp, EVERYTHING)


@pytest.fixture
def indexes(whole, quick_tmp):
    return shutil.copytree(whole, quick_tmp / "indexes")


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def change(indexes, encoder):
    """Update the index with records as they are now, as one more run of the command."""

    def run(*records, removed=(), encoder=encoder):
        encoder.calls.clear()
        return update(indexes, records, removed=removed, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))

    return run
