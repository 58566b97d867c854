"""A plain file from text, and an extractor without weights: every rule but nearness of meaning."""

import hashlib

import pytest

from peerlearn.curation.extract.drafting import Extractor
from peerlearn.curation.source import Page, Source


def source_of(*pages: str, name: str = "file.txt") -> Source:
    text = "\f".join(pages)
    return Source(name, "text/plain", hashlib.sha256(text.encode()).hexdigest(), tuple(Page(at, each) for at, each in enumerate(pages, 1)))


@pytest.fixture
def as_source():
    return source_of


@pytest.fixture(scope="session")
def extractor(real_corpus):
    return Extractor.of_corpus(real_corpus, None)
