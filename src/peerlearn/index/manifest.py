"""What an index was made of: encoder, versions, counts, record digests, background scores and the checksum of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from peerlearn.errors import IndexDamagedError, IndexMismatchError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 4
NAME = "manifest.json"
SEAL = "manifest.sha256"
"""Beside the manifest, which seals every other file: the manifest's own checksum."""
REBUILD = "run: peerlearn index build"
_WHOLE_BYTES = 8 << 20


@dataclass(frozen=True)
class FileSeal:
    """A file's size in bytes and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The description of one generation.

    ``records`` maps record ids to content digests, ``reference`` is the digest of cities and vocabularies, ``passages`` maps a language to
    the number of its passages, and ``background`` a query language and a document language to mean and deviation of late-interaction
    scores between unrelated texts of the two. ``projection`` names the fitted numbers that its token vectors went through.
    """

    generation: str
    encoder: str
    encoder_fingerprint: str
    dims: int
    text_version: int
    passages_version: int
    records: Mapping[str, str]
    reference: str
    passages: Mapping[str, int]
    background: Mapping[str, Mapping[str, tuple[float, float]]]
    projection: str
    built: str
    files: Mapping[str, FileSeal] = field(default_factory=dict)
    format: int = FORMAT

    def require(self, *, encoder_fingerprint: str, encoder: str, text_version: int, passages_version: int) -> None:
        """Raise IndexMismatchError, by name, unless the index was made with these."""
        if self.encoder_fingerprint != encoder_fingerprint:
            raise IndexMismatchError(f"the index was built with the encoder {self.encoder}, but {encoder} is asked for", remedy=REBUILD)
        if (self.text_version, self.passages_version) != (text_version, passages_version):
            raise IndexMismatchError("the index was built by another version of the text rules", remedy=REBUILD)


def seal(path: Path) -> FileSeal:
    """Return the seal of a file as it is on the disk."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileSeal(path.stat().st_size, digest)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its seal into a generation's folder."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / SEAL).write_text(seal(folder / NAME).sha256 + "\n", encoding="ascii")


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest.

    Raises:
        IndexDamagedError: it is missing, cannot be read or does not match its checksum.
        IndexMismatchError: it is of another format.
    """
    try:
        fields = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if fields["format"] != FORMAT:
            raise IndexMismatchError(f"the index has format {fields['format']}, this program reads {FORMAT}", remedy=REBUILD)
        if seal(folder / NAME).sha256 != (folder / SEAL).read_text(encoding="ascii").strip():
            raise IndexDamagedError(f"the index in {folder} is damaged: {NAME} does not match its checksum", remedy=REBUILD)
        fields["files"] = {name: FileSeal(**each) for name, each in fields["files"].items()}
        fields["background"] = {q: {d: (mean, sd) for d, (mean, sd) in pair.items()} for q, pair in fields["background"].items()}
        return Manifest(**fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"the index's {NAME} in {folder} cannot be read", remedy=REBUILD) from error


def damaged_files(folder: Path, manifest: Manifest, *, thorough: bool) -> list[str]:
    """Return what is wrong with the files: missing, of another size, or of other content.

    Args:
        folder: the generation.
        manifest: its manifest.
        thorough: read every file whole; otherwise only files up to 8 MB, and the sizes of the others.
    """
    problems = []
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif path.stat().st_size != expected.bytes:
            problems.append(f"{name} has {path.stat().st_size} bytes instead of {expected.bytes}")
        elif (thorough or expected.bytes <= _WHOLE_BYTES) and seal(path).sha256 != expected.sha256:
            problems.append(f"{name} does not match its checksum")
    return problems
