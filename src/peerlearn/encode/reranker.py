"""An optional second reader: a cross-encoder that reads a question and a text together and says how well the one answers the other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from safetensors import SafetensorError

from peerlearn.encode.transformer import quieten
from peerlearn.errors import RerankerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from peerlearn.settings import Settings

LONGEST = 512
"""Tokens of question and text together, where the model reads as many."""
BATCH = 8
HEADS = ("ForSequenceClassification", "ForCausalLM")
"""What the architecture of a model that scores pairs is called; any other would be given a head drawn at random."""
_TRIAL = ("مدينة", "A learning city. " * LONGEST)
"""A pair longer than any model reads: what breaks on it would break in the middle of a search."""
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError, SafetensorError)


class Reranker(Protocol):
    """What scores texts against a question, reading both at once."""

    name: str

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a text, in order; higher is better, and the scale is the model's own."""
        ...


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers: a folder or a model of a hub."""

    def __init__(self, name_or_folder: str, *, offline: bool = True) -> None:
        if name_or_folder.startswith(("/", ".", "~")) and not Path(name_or_folder).expanduser().is_dir():
            raise RerankerError(f"there is no folder {name_or_folder}", remedy=_remedy(offline=True, hub=False))
        place = str(Path(name_or_folder).expanduser()) if name_or_folder.startswith("~") else name_or_folder
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch  # noqa: PLC0415 - seconds to import, and only who sets a reranker needs it
        from sentence_transformers import CrossEncoder  # noqa: PLC0415

        quieten()
        self._plain = torch.nn.Identity()  # a sigmoid would press the best together
        self.name = Path(place).name if Path(place).is_dir() else name_or_folder
        try:
            self._model = CrossEncoder(place, device="cpu", local_files_only=offline)
            self._require_head()
            self._model.max_seq_length = _length(self._model)
            trial = self.score(_TRIAL[0], [_TRIAL[1]] * 2)
        except _BROKEN as error:
            reason = str(error).split("\n")[0]
            remedy = _remedy(offline=offline, hub=not Path(place).is_dir())
            raise RerankerError(f"the reranker {name_or_folder} cannot be loaded: {reason}", remedy=remedy) from error
        if trial.shape != (2,) or not np.isfinite(trial).all():
            told = f"it gives {trial.size // 2} scores for a pair" if trial.shape != (2,) else "its scores are not numbers"
            raise RerankerError(f"{name_or_folder} is no reranker: {told}", remedy="choose a cross-encoder that gives one score")

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a text, in order; what is too long for the model is cut at its end."""
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=BATCH, activation_fn=self._plain, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)

    def _require_head(self) -> None:
        """Refuse a model without a head that was trained to score pairs."""
        named = _config(self._model).architectures or ["unknown"]
        if not named[0].endswith(HEADS):
            raise ValueError(f"it is a {named[0]}, which does not score pairs of texts")


def open_reranker(settings: Settings) -> Reranker | None:
    """Return the reranker that the settings name, or None where they name none.

    Raises:
        RerankerError: it cannot be loaded, or is none.
    """
    return CrossEncoderReranker(settings.reranker, offline=settings.offline) if settings.reranker else None


def _config(model: Any) -> Any:
    return model[0].auto_model.config


def _length(model: Any) -> int:
    """Return how many tokens are read: what tokenizer and model both say they can, and no more than we need."""
    known = (model.max_seq_length, getattr(_config(model), "max_position_embeddings", None))
    return min(LONGEST, *(int(each) for each in known if each))


def _remedy(*, offline: bool, hub: bool) -> str:
    return "check PEERLEARN_RERANKER" + (", or set PEERLEARN_OFFLINE=0 to let it be downloaded" if offline and hub else "")
