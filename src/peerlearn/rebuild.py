"""Settings and corpus -> a serving index: prepares the encoder, opens the vector cache, builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from peerlearn.index import generations
from peerlearn.index.build import build, record_digests, reference_digest, silent
from peerlearn.index.manifest import read_manifest
from peerlearn.index.update import update

if TYPE_CHECKING:
    from collections.abc import Collection

    from peerlearn.corpus import Corpus
    from peerlearn.index.build import BuildReport, Progress
    from peerlearn.settings import Settings

CACHE = "vectors.sqlite"


MOST_UPDATED = 50
"""Changed records from which a build is as quick as an update."""


def bring_up_to(settings: Settings, corpus: Corpus, *, progress: Progress = silent) -> BuildReport:
    """Bring the serving index up to the corpus the quickest way: an update where few records differ, a build otherwise."""
    try:
        manifest = read_manifest(generations.current(settings.indexes))
    except (IndexMissingError, IndexDamagedError, IndexMismatchError):
        return rebuild(settings, corpus, progress=progress)
    digests = record_digests(corpus)
    differing = [each for each in digests.keys() | manifest.records.keys() if digests.get(each) != manifest.records.get(each)]
    if not 0 < len(differing) <= MOST_UPDATED or manifest.reference != reference_digest(corpus):
        return rebuild(settings, corpus, progress=progress)
    return update_records(settings, corpus, sorted(differing), progress=progress)


def update_records(settings: Settings, corpus: Corpus, ids: Collection[str], *, progress: Progress = silent) -> BuildReport:
    """Bring the serving index up to what the corpus says of some records, in about a second; build where only that can do it.

    A record that is not public, or not in the corpus any more, is taken out.
    """
    known = {record.id: record for record in corpus.public()}
    encoder = open_encoder(settings)
    try:
        report = update(
            settings.indexes,
            [known[each] for each in ids if each in known],
            removed=[each for each in ids if each not in known],
            encoder=encoder,
            cache=VectorCache(settings.indexes / CACHE, encoder),
            progress=progress,
        )
    except (IndexMissingError, IndexDamagedError, IndexMismatchError):
        report = None
    return report or rebuild(settings, corpus, progress=progress)


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
