"""Settings and corpus -> a serving index: prepares the encoder, opens the vector cache, builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.index.build import build, silent

if TYPE_CHECKING:
    from peerlearn.corpus import Corpus
    from peerlearn.index.build import BuildReport, Progress
    from peerlearn.settings import Settings

CACHE = "vectors.sqlite"


def rebuild(settings: Settings, corpus: Corpus, *, full: bool = False, progress: Progress = silent) -> BuildReport:
    """Bring the index of ``settings`` up to the corpus; ``full`` forgets cached vectors and builds anew even if nothing changed."""
    settings.indexes.mkdir(parents=True, exist_ok=True)
    prepare(settings, progress=progress)
    cache_path = settings.indexes / CACHE
    encoder = open_encoder(settings)
    cache = VectorCache(cache_path, encoder)
    if full:
        cache.clear()
    return build(corpus, settings.indexes, encoder=encoder, cache=cache, unchanged_ok=not full, progress=progress)
