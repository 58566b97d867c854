"""A generation opened for reading: its manifest and its pools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.errors import IndexDamagedError, IndexMismatchError
from peerlearn.index.manifest import REBUILD, Manifest, damaged_files, read_manifest
from peerlearn.index.pool import Pool
from peerlearn.index.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Index:
    """An opened generation; never changes, so that many readers may share it."""

    folder: Path
    manifest: Manifest
    pools: Mapping[str, Pool]
    projection: Projection

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open a generation.

        Raises:
            IndexDamagedError: a file is missing, changed or cannot be read; the message names it.
            IndexMismatchError: it has another format.
        """
        manifest = read_manifest(folder)
        if problems := damaged_files(folder, manifest, thorough=False):
            raise IndexDamagedError(f"the index in {folder} is damaged: {problems[0]}", remedy=REBUILD)
        try:
            pools = {lang: Pool.load(lang, folder / "pools" / lang) for lang in manifest.passages}
        except (OSError, ValueError, RuntimeError, TypeError) as error:
            raise IndexDamagedError(f"the index in {folder} cannot be read: {error}", remedy=REBUILD) from error
        projection = Projection.for_encoder(manifest.encoder_fingerprint)
        if projection.name != manifest.projection:
            raise IndexMismatchError(
                f"the index was built with the projection {manifest.projection}, not {projection.name}", remedy=REBUILD
            )
        return cls(folder, manifest, pools, projection)

    def mean(self, lang: str) -> NDArray[np.float32]:
        """Return the mean token vector of a language, or that of all languages for one without a pool."""
        pool = self.pools.get(lang)
        if pool is not None:
            return pool.tokens.mean
        return np.asarray(np.mean([each.tokens.mean for each in self.pools.values()], axis=0), dtype=np.float32)

    def idf(self, lang: str, token_ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return how rare tokens are in a language, or over all languages for one without a pool."""
        pool = self.pools.get(lang)
        if pool is not None:
            return pool.tokens.idf(token_ids)
        return np.asarray(np.mean([each.tokens.idf(token_ids) for each in self.pools.values()], axis=0), dtype=np.float32)

    def background(self, asked: str, answered: str) -> tuple[float, float]:
        """Return mean and deviation of background scores; for a question in a language without a pool, those of the other languages."""
        scores = self.manifest.background
        if asked in scores:
            return scores[asked][answered]
        others = [scores[lang][answered] for lang in scores if lang != answered] or [scores[answered][answered]]
        mean, deviation = np.mean(others, axis=0)
        return float(mean), float(deviation)
