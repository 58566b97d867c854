"""What every kind of test shares: hypothesis's profile, and a folder on a disk that does not wait."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from tests.databases import ENGINES, postgres_programs, postgres_server

# Two busy cores: a test is judged by what it finds, not by how long one example took.
settings.register_profile("peerlearn", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.load_profile("peerlearn")

IN_MEMORY = Path("/dev/shm")


def _quick_folder():
    return Path(tempfile.mkdtemp(prefix="peerlearn-test-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))


@pytest.fixture
def quick_tmp():
    """An empty folder in memory where there is one: an index flushes every file to the disk, which is what a unit test waits for."""
    folder = _quick_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def quick_module_tmp():
    """The same for a whole module."""
    folder = _quick_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def loaded_text_rules():
    """Load CAMeL Tools' character sets and the language model, which the first test would otherwise pay for."""
    from peerlearn.text.language import detect  # noqa: PLC0415 - seconds, and only where asked for
    from peerlearn.text.terms import terms  # noqa: PLC0415

    detect("city")
    terms("مدينة")


@pytest.fixture(scope="session")
def new_postgres_url():
    """A function that gives the URL of a new empty PostgreSQL database; what needs it is skipped by name where PostgreSQL is absent."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package: postgresql)")
    with postgres_server(programs) as new_database:
        yield new_database


@pytest.fixture(params=ENGINES)
def store_settings(request, quick_tmp):
    """Settings of an empty home with a store of its own, once on each engine."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")()
    return Settings(home=quick_tmp, corpus=quick_tmp / "corpus", store_url=url)


@pytest.fixture
def store(store_settings):
    """An opened empty store."""
    opened = open_store(store_settings)
    yield opened
    opened.close()
