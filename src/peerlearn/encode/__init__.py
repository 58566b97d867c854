"""Text -> vectors. One protocol, one sentence vector and one vector a token in the same pass, and a cache by content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Kind = Literal["query", "passage"]


@dataclass(frozen=True, eq=False)
class Encoded:
    """One text's vectors: ``vector`` (dims,) of length 1, ``tokens`` (n, dims) as the model gives them, ``token_ids`` (n,).

    Tokens are those of the text alone: the model's marks and the prompt's words are left out.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    token_ids: NDArray[np.int32]

    def __post_init__(self) -> None:
        if self.tokens.shape != (len(self.token_ids), len(self.vector)):
            raise ValueError(f"{len(self.token_ids)} token ids and vectors of shape {self.tokens.shape} do not belong together")


class Encoder(Protocol):
    """What turns texts into vectors; two encoders with one fingerprint give interchangeable vectors."""

    name: str
    fingerprint: str
    dims: int
    max_tokens: int

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Encode texts (already in their encoder form) with the prompt of their kind, in order."""
        ...

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open character span of each token of ``text``, without marks or prompt."""
        ...


def own_tokens(vector: Any, tokens: Any, ids: Any, special: set[int], skip: int) -> Encoded:
    """Return a text's vectors without the model's marks and the first ``skip`` tokens, which are the prompt's."""
    own = np.array([token not in special for token in ids], dtype=bool)
    own[np.flatnonzero(own)[:skip]] = False
    unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return Encoded(unit.astype(np.float32), tokens[own].astype(np.float32), ids[own].astype(np.int32))
