"""The files as they were handed in, each under the SHA-256 of its bytes: the same file is kept once, and a damaged one is noticed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from peerlearn.atomic import flush_folder, write_atomically
from peerlearn.errors import OriginalError

if TYPE_CHECKING:
    from peerlearn.settings import Settings

FOLDER = "originals"
_PART = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


def originals_folder(settings: Settings) -> Path:
    """Return the folder of a home's originals."""
    return settings.data / FOLDER


def original_path(settings: Settings, sha256: str) -> Path:
    """Return where an original stands.

    Raises:
        ValueError: that is no SHA-256.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256")
    return originals_folder(settings) / sha256[:2] / sha256


def keep_original(settings: Settings, data: bytes) -> str:
    """Keep a file's bytes and return their SHA-256; once it returns they are on the disk."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = original_path(settings, sha256)
    if not path.is_file() or path.stat().st_size != len(data):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)  # what is replaced keeps its rights: the file is its owner's alone
        write_atomically(path, data)
    return sha256


def keep_file(settings: Settings, path: Path) -> tuple[str, int]:
    """Keep a file of any size without holding it in memory; return its SHA-256 and its size in bytes.

    Raises:
        OSError: it cannot be read, or not kept.
    """
    folder = originals_folder(settings)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
        copy = Path(scratch) / ".copy"  # a dot, so that no backup takes it
        with copy.open("xb") as target:
            copy.chmod(0o600)
            while part := source.read(_PART):
                digest.update(part)
                size += target.write(part)
            target.flush()
            os.fsync(target.fileno())
        kept = original_path(settings, digest.hexdigest())
        if not kept.is_file() or kept.stat().st_size != size:
            kept.parent.mkdir(exist_ok=True, mode=0o700)
            copy.replace(kept)
            flush_folder(kept.parent)
    return digest.hexdigest(), size


def read_original(settings: Settings, sha256: str) -> bytes:
    """Return the bytes of an original.

    Raises:
        OriginalError: it is missing, or no longer what was handed in.
    """
    path = original_path(settings, sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OriginalError(f"the original {path} cannot be read: {error.strerror}", remedy="restore it from a backup") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OriginalError(f"the original {path} is damaged", remedy="restore it from a backup")
    return data
