"""The bundled encoder's weights on every runtime that we compare, each as an ``Encoder``: only the forward pass differs."""

from __future__ import annotations

import importlib.util
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.machine import installed_version
from peerlearn.encode import own_tokens
from peerlearn.encode.graph import GRAPH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peerlearn.encode import Encoded, Kind

BATCH = 16
"""Texts a forward pass, as the product takes them."""
META = "encoder.json"

Forward = Callable[[Any, Any], tuple[Any, Any]]
"""Token ids and mask, both (texts, length) -> token vectors (texts, length, dims) and sentence vectors (texts, dims)."""


class NotHereError(Exception):
    """A runtime that this machine or environment does not have; its message is the reason, for the table."""


@dataclass(frozen=True)
class Places:
    """Where the encoder stands: its sentence-transformers folder, its exported graph, a folder to write in; ``threads`` 0 is every core."""

    model: Path
    graph: Path
    scratch: Path
    threads: int = 0


class RuntimeEncoder:
    """An exported encoder's tokenizer and prompts around any forward pass; ``fingerprint`` tells runtimes and their versions apart."""

    def __init__(self, name: str, forward: Forward, *, graph: Path, version: str = "") -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - after the threads were set

        meta = json.loads((graph / META).read_text(encoding="utf-8"))
        self.name = name
        self.fingerprint = f"{meta['fingerprint']}:{name}:{version}"
        self.dims: int = meta["dims"]
        self.max_tokens: int = meta["max_tokens"]
        self._forward = forward
        self._meta = meta
        self._special = set(meta["special"])
        self._tokenizer = Tokenizer.from_file(str(graph / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.max_tokens)
        prompts: dict[str, str] = meta["prompts"]
        self._skip = {kind: len(self._tokenizer.encode(text, add_special_tokens=False).ids) for kind, text in prompts.items()}

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Encode texts in batches of like length; the result keeps the order given."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        encoded: dict[int, Encoded] = {}
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            encoded |= zip(chosen, self._encode_batch([texts[i] for i in chosen], kind), strict=True)
        return [encoded[i] for i in range(len(texts))]

    def _encode_batch(self, texts: list[str], kind: Kind) -> list[Encoded]:
        rows = [each.ids for each in self._tokenizer.encode_batch([self._meta["prompts"][kind] + text for text in texts])]
        width = max(map(len, rows))
        ids = np.array([row + [self._meta["pad"]] * (width - len(row)) for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], dtype=np.int64)
        tokens, vectors = self._forward(ids, mask)
        return [own_tokens(vectors[i], tokens[i, : len(row)], np.array(row), self._special, self._skip[kind]) for i, row in enumerate(rows)]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the character span of each token of ``text``."""
        self._tokenizer.no_truncation()
        spans = self._tokenizer.encode(text, add_special_tokens=False).offsets
        self._tokenizer.enable_truncation(self.max_tokens)
        return [(start, end) for start, end in spans]


def torch_forward(places: Places, dtype: str) -> Forward:
    """Open the weights in torch, as ``float32`` or ``bfloat16``.

    Raises:
        NotHereError: the processor has no bf16, where torch would be slower than in fp32.
    """
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    computes_bf16 = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    if dtype == "bfloat16" and not computes_bf16():
        raise NotHereError("the processor has no AVX-512 BF16")
    model = SentenceTransformer(str(places.model), device="cpu", local_files_only=True, model_kwargs={"dtype": getattr(torch, dtype)})

    def forward(ids: Any, mask: Any) -> tuple[Any, Any]:
        with torch.inference_mode():
            out = model({"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)})
        return out["token_embeddings"].float().numpy(), out["sentence_embedding"].float().numpy()

    return forward


def onnx_forward(places: Places, path: Path) -> Forward:
    """Open a graph on ONNX Runtime."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = places.threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def forward(ids: Any, mask: Any) -> tuple[Any, Any]:
        tokens, vectors = session.run(["tokens", "vector"], {"input_ids": ids, "attention_mask": mask})
        return tokens, vectors

    return forward


def int8_graph(places: Places) -> Path:
    """Write the graph with int8 weights and activations quantised as they come; the embeddings stay as they are, so it is no smaller."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    path = places.scratch / "int8.onnx"
    if not path.is_file():
        logging.getLogger().setLevel(logging.ERROR)  # it advises a step for image models
        quantize_dynamic(
            places.graph / GRAPH,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
            use_external_data_format=True,
        )
    return path


def openvino_forward(places: Places, precision: str) -> Forward:
    """Open the exported graph on OpenVINO, computing in ``f32`` or ``bf16``.

    Raises:
        NotHereError: the package is not installed, or the processor has no bf16.
    """
    if importlib.util.find_spec("openvino") is None:
        raise NotHereError("openvino is not installed")
    import openvino  # noqa: PLC0415

    core = openvino.Core()
    if precision == "bf16" and "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise NotHereError("the processor has no bf16")
    settings = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
    if places.threads:
        settings["INFERENCE_NUM_THREADS"] = str(places.threads)
    compiled = core.compile_model(core.read_model(places.graph / GRAPH), "CPU", settings)

    def forward(ids: Any, mask: Any) -> tuple[Any, Any]:
        out = compiled({"input_ids": ids, "attention_mask": mask})
        return out["tokens"], out["vector"]

    return forward


@dataclass(frozen=True)
class Candidate:
    """The package that a runtime comes in, and how its forward pass is opened."""

    package: str
    open: Callable[[Places], Forward]


CANDIDATES = {
    "torch fp32": Candidate("torch", lambda places: torch_forward(places, "float32")),
    "torch bf16": Candidate("torch", lambda places: torch_forward(places, "bfloat16")),
    "ONNX Runtime fp32": Candidate("onnxruntime", lambda places: onnx_forward(places, places.graph / GRAPH)),
    "ONNX Runtime int8": Candidate("onnxruntime", lambda places: onnx_forward(places, int8_graph(places))),
    "OpenVINO fp32": Candidate("openvino", lambda places: openvino_forward(places, "f32")),
    "OpenVINO bf16": Candidate("openvino", lambda places: openvino_forward(places, "bf16")),
}
"""What a row of the table is called -> its runtime."""
REFERENCE = "torch fp32"
PACKAGES = ("torch", "sentence-transformers", "onnxruntime", "openvino")


def open_runtime(name: str, places: Places) -> RuntimeEncoder:
    """Open one of the candidates as an encoder.

    Raises:
        NotHereError: this machine or environment does not have it.
    """
    candidate = CANDIDATES[name]
    forward = candidate.open(places)
    return RuntimeEncoder(name, forward, graph=places.graph, version=installed_version(candidate.package) or "")
