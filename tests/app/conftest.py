"""One knowledge base for all tests of the app: the real corpus, without an index."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fake_library import FakeKnowledgeBase


@pytest.fixture(scope="session")
def library() -> FakeKnowledgeBase:
    return FakeKnowledgeBase()
