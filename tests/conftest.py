"""What every kind of test shares: hypothesis's profile, and a folder on a disk that does not wait."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
