"""The index of a small corpus with the weightless encoder: what publishing does to an index, in a tenth of a second."""

from peerlearn.encode.cache import VectorCache
from peerlearn.index.build import build
from tests.unit.fake_encoder import FakeEncoder

FINGERPRINT = FakeEncoder().fingerprint


def rebuild(settings, corpus, **_):
    """Stand in for ``peerlearn.rebuild.rebuild``."""
    settings.indexes.mkdir(parents=True, exist_ok=True)
    encoder = FakeEncoder()
    return build(corpus, settings.indexes, encoder=encoder, cache=VectorCache(settings.indexes / "vectors.sqlite", encoder))
