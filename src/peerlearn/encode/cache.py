"""A cache of vectors by content: unchanged text is never encoded twice, and changed text never keeps an old vector.

The key is a hash of the encoder's fingerprint, the kind and the encoder's text. Vectors are kept as fp16, tokens as int8 with one fp16
scale a token.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.encode import Encoded
from peerlearn.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from peerlearn.encode import Encoder, Kind

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
_CHUNK = 32
KEPT_DAYS = 90
"""How long a vector that no build uses stays: an edit that is undone, or another encoder that is tried, costs nothing the second time."""


class VectorCache:
    """A SQLite file of encoded passages; safe to kill at any moment and to delete."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._encoder = encoder
        try:
            self._create()
        except sqlite3.OperationalError as error:
            raise BusyError(
                f"the vector cache {path} cannot be used: {error}", remedy="wait for the other process, or delete the file"
            ) from error
        except sqlite3.DatabaseError:  # damaged: a cache is not worth stopping for
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink()
            self._create()

    def _create(self) -> None:
        with closing(self._connect()) as db, db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(_SCHEMA)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=60)

    def encode(
        self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int, int], None] = lambda done, total: None
    ) -> tuple[list[Encoded], int]:
        """Return the texts' vectors and how many of the texts had to be encoded; each chunk is kept as soon as it is done."""
        keys = [self._key(text, kind) for text in texts]
        with closing(self._connect()) as db:
            found = dict(self._read(db, keys))
            missing = sorted(
                {key: text for key, text in zip(keys, texts, strict=True) if key not in found}.items(), key=lambda each: -len(each[1])
            )
            progress(0, len(missing))
            for at in range(0, len(missing), _CHUNK):
                chunk = missing[at : at + _CHUNK]
                fresh = self._encoder.encode([text for _, text in chunk], kind=kind)
                rows = {key: _pack(encoded) for (key, _), encoded in zip(chunk, fresh, strict=True)}
                with db:
                    db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, unixepoch(), ?)", rows.items())
                found |= {key: _unpack(data) for key, data in rows.items()}
                progress(min(at + _CHUNK, len(missing)), len(missing))
        return [found[key] for key in keys], len(missing)

    def prune(self, texts: Sequence[str], *, kind: Kind, days: int = KEPT_DAYS) -> int:
        """Mark the vectors of ``texts`` as used now, delete those that no build used for ``days``, and return how many went."""
        with closing(self._connect()) as db, db:
            db.executemany("UPDATE vectors SET used = unixepoch() WHERE key = ?", [(self._key(text, kind),) for text in set(texts)])
            return db.execute("DELETE FROM vectors WHERE used < unixepoch() - ?", (days * 86400,)).rowcount

    def clear(self) -> None:
        """Forget every vector."""
        with closing(self._connect()) as db, db:
            db.execute("DELETE FROM vectors")

    def _key(self, text: str, kind: Kind) -> bytes:
        return hashlib.sha256("\0".join((self._encoder.fingerprint, kind, text)).encode()).digest()[:20]

    def _read(self, db: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Encoded]]:
        wanted = list(dict.fromkeys(keys))
        for at in range(0, len(wanted), 500):
            some = wanted[at : at + 500]
            marks = ",".join("?" * len(some))
            rows = db.execute(f"SELECT key, data FROM vectors WHERE key IN ({marks})", some)
            yield from ((key, _unpack(data)) for key, data in rows)


def _pack(encoded: Encoded) -> bytes:
    scales = np.abs(encoded.tokens).max(axis=1, keepdims=True, initial=1e-6) / 127
    parts = (
        np.array([len(encoded.vector), len(encoded.token_ids)], dtype="<i4"),
        encoded.vector.astype("<f2"),
        encoded.token_ids.astype("<i4"),
        scales.astype("<f2"),
        np.rint(encoded.tokens / scales).astype("i1"),
    )
    return b"".join(part.tobytes() for part in parts)


def _unpack(data: bytes) -> Encoded:
    dims, count = np.frombuffer(data, "<i4", 2)
    at = 8
    vector = np.frombuffer(data, "<f2", dims, at).astype(np.float32)
    at += 2 * dims
    ids = np.frombuffer(data, "<i4", count, at)
    at += 4 * count
    scales = np.frombuffer(data, "<f2", count, at).astype(np.float32)
    at += 2 * count
    tokens = np.frombuffer(data, "i1", count * dims, at).reshape(count, dims).astype(np.float32) * scales[:, None]
    return Encoded(vector / np.linalg.norm(vector), tokens, ids.astype(np.int32))
