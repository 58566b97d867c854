"""The encoder that the settings ask for: the bundled one, prepared once, or a model of one's own."""

from __future__ import annotations

import shutil
from functools import cached_property
from typing import TYPE_CHECKING

from peerlearn.atomic import locked
from peerlearn.encode import bundled, graph
from peerlearn.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from peerlearn.encode import Encoded, Encoder, Kind
    from peerlearn.encode.graph import GraphEncoder
    from peerlearn.encode.transformer import SentenceTransformerEncoder
    from peerlearn.settings import Settings

_UNPACKING = 1
"""Goes up when unpacking changes the vectors: folders and fingerprint carry it, so that nothing old is taken for new."""
_EXPORT = 2
"""Goes up when an export has other files and gives the same vectors."""
FINGERPRINT = f"{bundled.NAME}:{bundled.PACKAGE_SHA256[:16]}:{_UNPACKING}"
FEW = 24
"""Passages that are encoded sooner on the graph than sentence-transformers takes to open."""


def open_encoder(settings: Settings) -> Encoder:
    """Return the encoder that the settings ask for.

    Raises:
        EncoderError: the bundled one is not prepared, or the model cannot be loaded.
    """
    if settings.encoder:
        from peerlearn.encode.transformer import SentenceTransformerEncoder  # noqa: PLC0415 - imports torch

        return SentenceTransformerEncoder(settings.encoder, offline=settings.offline)
    if not graph.is_exported(graph_folder(settings)):
        raise EncoderError("the bundled encoder is not prepared", remedy="run: peerlearn index build, or make setup")
    return BundledEncoder(settings)


def prepare(settings: Settings, *, progress: Callable[[str, int, int], None]) -> None:
    """Unpack and export the bundled encoder; does nothing when that is done, or when another encoder is set."""
    if settings.encoder or graph.is_exported(graph_folder(settings)):
        return
    with locked(settings.models / "lock", wait=True):
        if graph.is_exported(graph_folder(settings)):  # by the process that held the lock
            return
        for left in settings.models.glob(f"{bundled.UNFINISHED}*"):  # of a set-up that was killed
            shutil.rmtree(left)
        progress("unpacking the encoder", 0, 2)
        folder = bundled.unpack(model_folder(settings))
        progress("unpacking the encoder", 1, 2)
        shutil.rmtree(graph_folder(settings), ignore_errors=True)
        graph.export(folder, graph_folder(settings), name=bundled.NAME, fingerprint=FINGERPRINT, prompts=bundled.E5_PROMPTS)
        progress("unpacking the encoder", 2, 2)


class BundledEncoder:
    """The bundled weights in both their runtimes, each opened when first needed.

    Questions and a few passages run on the graph, which opens in a second; many passages on sentence-transformers, which
    takes seconds to open and is then twice as fast in bf16. Cosines between the two are above .997.
    """

    name = bundled.NAME
    fingerprint = FINGERPRINT
    dims = 384
    max_tokens = 512

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _graph(self) -> GraphEncoder:
        return graph.GraphEncoder(graph_folder(self._settings), threads=self._settings.threads)

    @cached_property
    def _transformer(self) -> SentenceTransformerEncoder:
        from peerlearn.encode.transformer import SentenceTransformerEncoder  # noqa: PLC0415 - imports torch

        return SentenceTransformerEncoder(str(bundled.unpack(model_folder(self._settings))), fingerprint=FINGERPRINT)

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Encode texts in the order given."""
        many = kind == "passage" and (len(texts) > FEW or "_transformer" in self.__dict__)
        return (self._transformer if many else self._graph).encode(texts, kind=kind)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the character span of each token of ``text``."""
        return self._graph.token_spans(text)


def model_folder(settings: Settings) -> Path:
    """Return where the unpacked bundled encoder stands."""
    return settings.models / f"{bundled.NAME}-{_UNPACKING}"


def graph_folder(settings: Settings) -> Path:
    """Return where the exported bundled encoder stands."""
    return settings.models / f"{bundled.NAME}-{_UNPACKING}.graph-{_EXPORT}"
