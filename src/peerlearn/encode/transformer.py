"""The encoder of sentence-transformers: the bundled weights, any folder, or any model of a hub."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlearn.encode import own_tokens
from peerlearn.encode.bundled import E5_PROMPTS
from peerlearn.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.encode import Encoded, Kind

BATCH = 16
_SAMPLE_BYTES = 1 << 20


class SentenceTransformerEncoder:
    """Loads a sentence-transformers model and keeps its token vectors beside the sentence vector.

    Uses bf16 where the processor computes in it: twice as fast, with cosines of .997 and more to fp32.
    """

    def __init__(self, name_or_folder: str, *, offline: bool = True, fingerprint: str = "") -> None:
        if name_or_folder.startswith(("/", ".", "~")) and not Path(name_or_folder).expanduser().is_dir():
            raise EncoderError(f"there is no folder {name_or_folder}", remedy="check PEERLEARN_ENCODER")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch  # noqa: PLC0415 - seconds to import, and only a build or an unbundled model needs it
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        quieten()
        self._torch = torch
        dtype = torch.bfloat16 if _computes_bf16(torch) else torch.float32
        try:
            self._model = SentenceTransformer(name_or_folder, device="cpu", local_files_only=offline, model_kwargs={"dtype": dtype})
        except (OSError, ValueError, KeyError) as error:
            reason = str(error).split("\n")[0]
            raise EncoderError(f"the encoder {name_or_folder} cannot be loaded: {reason}", remedy=_remedy(offline=offline)) from error
        self.name = Path(name_or_folder).name if Path(name_or_folder).is_dir() else name_or_folder
        self.dims = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = min(int(self._model.max_seq_length or 512), 512)
        self.fingerprint = fingerprint or _fingerprint(name_or_folder, self._model)
        self._prompts = _prompts(self._model)
        self._tokenizer = self._model.tokenizer

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Encode texts in batches of like length; the result keeps the order given."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        encoded: list[Encoded | None] = [None] * len(texts)
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            for i, result in zip(chosen, self._encode_batch([texts[i] for i in chosen], kind), strict=True):
                encoded[i] = result
        return [each for each in encoded if each is not None]

    def _encode_batch(self, texts: list[str], kind: Kind) -> list[Encoded]:
        prompt = self._prompts[kind]
        features = self._model.preprocess([prompt + text for text in texts])
        with self._torch.inference_mode():
            out = self._model(features)
        ids = features["input_ids"].numpy()
        kept = features["attention_mask"].numpy().astype(bool)
        vectors = out["sentence_embedding"].float().numpy()
        tokens = out["token_embeddings"].float().numpy()
        special = set(self._tokenizer.all_special_ids) - {self._tokenizer.unk_token_id}
        skip = len(self._tokenizer(prompt, add_special_tokens=False)["input_ids"]) if prompt else 0
        return [own_tokens(vectors[i], tokens[i][kept[i]], ids[i][kept[i]], special, skip) for i in range(len(texts))]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the character span of each token of ``text``."""
        spans = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False)
        return [(start, end) for start, end in spans["offset_mapping"]]


def _remedy(*, offline: bool) -> str:
    return "check PEERLEARN_ENCODER" + (", or set PEERLEARN_OFFLINE=0 to let it be downloaded" if offline else "")


def quieten() -> None:
    """Keep the libraries' own reports and bars off the terminal: what a person should know, we say."""
    import transformers  # noqa: PLC0415

    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)


def _prompts(model: Any) -> dict[str, str]:
    """Return the model's own query and passage prompts, those of E5 for its family, else none."""
    own = {name: text for name, text in (model.prompts or {}).items() if text}
    if "query" in own:
        return {"query": own["query"], "passage": own.get("passage") or own.get("document") or ""}
    family = getattr(getattr(model[0], "auto_model", None), "name_or_path", "").lower()
    return dict(E5_PROMPTS) if "e5" in family else {"query": "", "passage": ""}


def _computes_bf16(torch: Any) -> bool:
    """Say whether the processor has bf16 instructions; without them bf16 is slower than fp32."""
    if torch.cuda.is_available():
        return False
    capability = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(capability and capability())


def _fingerprint(name_or_folder: str, model: Any) -> str:
    """Return a hash that tells models apart: small files whole; of large ones size, head and tail."""
    folder = Path(name_or_folder)
    if not folder.is_dir():
        path = Path(getattr(model[0].auto_model.config, "_name_or_path", name_or_folder))
        commit = getattr(model[0].auto_model.config, "_commit_hash", None)
        return f"{path.name}@{commit or 'unknown'}"
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.suffix in {".json", ".safetensors", ".bin", ".model", ".txt"}):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}:{size}:".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE_BYTES))
            file.seek(max(0, size - _SAMPLE_BYTES))
            digest.update(file.read())
    return digest.hexdigest()[:32]
