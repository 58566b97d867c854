"""The same encoder as an ONNX graph: opens in a second and answers a query in milliseconds, without importing torch.

A cold shell has three seconds for an answer, and torch with sentence-transformers needs six to open. So set-up exports the model
once, as one graph of token and sentence vectors; questions and small batches of passages run on it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.encode import own_tokens
from peerlearn.encode.alphabets import WHOLE, Alphabets, write_parts
from peerlearn.encode.bundled import UNFINISHED
from peerlearn.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded, Kind

GRAPH = "model.onnx"
_META = "encoder.json"
BATCH = 16


class GraphEncoder:
    """Runs an exported encoder on ONNX Runtime with ``threads`` threads (0: as many as there are cores)."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime  # noqa: PLC0415 - only where a graph is used
        from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors  # noqa: PLC0415

        broken = (onnx_errors.Fail, onnx_errors.InvalidGraph, onnx_errors.InvalidProtobuf, onnx_errors.RuntimeException)
        try:
            meta = json.loads((folder / _META).read_text(encoding="utf-8"))
            _require_whole(folder, meta.get("bytes", {}))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Alphabets(folder, prompts=meta["prompts"].values())
        except (OSError, ValueError, KeyError, RuntimeError, *broken) as error:
            reason = str(error).split("\n")[0]
            raise EncoderError(
                f"the exported encoder in {folder} is damaged: {reason}", remedy="delete that folder and run: make setup"
            ) from error
        self.name: str = meta["name"]
        self.fingerprint: str = meta["fingerprint"]
        self.dims: int = meta["dims"]
        self.max_tokens: int = meta["max_tokens"]
        self._prompts: dict[str, str] = meta["prompts"]
        self._special = set(meta["special"])
        self._pad: int = meta["pad"]
        self._skip = {kind: len(self._tokenizer.cut([text])[0].ids) for kind, text in self._prompts.items()}

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Encode texts in batches of like length; the result keeps the order given."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        encoded: dict[int, Encoded] = {}
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            encoded |= zip(chosen, self._encode_batch([texts[i] for i in chosen], kind), strict=True)
        return [encoded[i] for i in range(len(texts))]

    def _encode_batch(self, texts: list[str], kind: Kind) -> list[Encoded]:
        rows = [self._within(each.ids) for each in self._tokenizer.cut([self._prompts[kind] + text for text in texts], marks=True)]
        ids = np.full((len(rows), max(map(len, rows))), self._pad, dtype=np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        tokens, vectors = self._session.run(["tokens", "vector"], {"input_ids": ids, "attention_mask": mask})
        return [own_tokens(vectors[i], tokens[i, : len(row)], row, self._special, self._skip[kind]) for i, row in enumerate(rows)]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the character span of each token of ``text``."""
        return self._tokenizer.cut([text])[0].spans

    def _within(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return ids without the end of a text that is too long; its last mark stays."""
        return ids if len(ids) <= self.max_tokens else np.concatenate([ids[: self.max_tokens - 1], ids[-1:]])


def _require_whole(folder: Path, sizes: dict[str, int]) -> None:
    """Raise ValueError for a file that is missing or cut short; the tokenizer's package has no error of its own for that."""
    for name, size in sizes.items():
        found = (folder / name).stat().st_size
        if found != size:
            raise ValueError(f"{name} has {found} bytes instead of {size}")


def is_exported(folder: Path) -> bool:
    """Say whether ``folder`` holds a whole export."""
    return (folder / _META).is_file()


def export(model_folder: Path, folder: Path, *, name: str, fingerprint: str, prompts: dict[str, str]) -> None:
    """Export a sentence-transformers folder as a graph, atomically; needs the packages onnx and onnxscript."""
    import torch  # noqa: PLC0415 - set-up only
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from peerlearn.encode.transformer import quieten  # noqa: PLC0415

    quieten()
    model = SentenceTransformer(str(model_folder), device="cpu", local_files_only=True).eval()
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        _export_graph(torch, model, scratch / GRAPH)
        shutil.copyfile(model_folder / WHOLE, scratch / WHOLE)
        write_parts(scratch, prompts=prompts.values())
        tokenizer = model.tokenizer
        meta = {
            "name": name,
            "fingerprint": fingerprint,
            "dims": model.get_embedding_dimension(),
            "max_tokens": min(model.max_seq_length or 512, 512),
            "prompts": prompts,
            "special": sorted(set(tokenizer.all_special_ids) - {tokenizer.unk_token_id}),
            "pad": tokenizer.pad_token_id,
            "bytes": {path.name: path.stat().st_size for path in sorted(scratch.iterdir())},
        }
        (scratch / _META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
        os.replace(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _export_graph(torch: Any, model: Any, path: Path) -> None:
    class Both(torch.nn.Module):  # type: ignore[misc] # torch is untyped here
        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any]:
            out = model({"input_ids": input_ids, "attention_mask": attention_mask})
            return out["token_embeddings"], out["sentence_embedding"]

    sample = torch.randint(5, 1000, (2, 9))
    batch, length = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("length", min=2, max=512)
    shapes = {"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}}
    wrapped = Both()
    wrapped.model = model
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            wrapped.eval(),
            (sample, torch.ones_like(sample)),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["tokens", "vector"],
            dynamic_shapes=shapes,
            dynamo=True,
            external_data=True,
            verbose=False,
        )
