"""ZIP archives within limits: what is in one, one member's bytes, and whether an Office package is safe to open."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from peerlearn.curation.ingest.limits import Limits

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, OverflowError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others (bzip2, LZMA) are rare in what offices send, and may ask for gigabytes before they give a byte."""
_LITTER = re.compile(r"(^|/)(__MACOSX/|\.[^./]|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_LONGEST_NAME = 200
_DTDS = tuple(
    re.compile(re.escape(word.encode(encoding))) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def _opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open an archive whose declared content is within limits; reading gives no more than what was declared."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        raise RefusedError("broken") from None
    whole = sum(each.file_size for each in archive.infolist())
    if whole > limits.unpacked_bytes or (whole > limits.ratio_from and whole > limits.ratio * len(data)):
        raise RefusedError("expands")
    return archive


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise RefusedError("encrypted")
    if member.compress_type not in _METHODS:
        raise RefusedError("unsupported", kind="ZIP")
    try:
        return archive.read(member)
    except _DAMAGE:
        raise RefusedError("broken") from None


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [each for each in archive.infolist() if not each.is_dir() and not _LITTER.search(each.filename)]


def members(data: bytes, *, limits: Limits) -> list[str]:
    """Return the names of the files in a ZIP, without folders and what systems leave behind.

    Raises:
        RefusedError: it is broken, holds nothing or too many files, or unpacks to too much.
    """
    files = _files(_opened(data, limits))
    if not files:
        raise RefusedError("empty")
    if len(files) > limits.zip_files:
        raise RefusedError("too_many_files", limit=limits.zip_files)
    return [_name(each) for each in files]


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name to show; it is never used as a path. Windows and macOS often write UTF-8 without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return one_line(name)[-_LONGEST_NAME:] or "?"


def member(data: bytes, number: int, *, limits: Limits) -> tuple[str, bytes]:
    """Return name and bytes of the file that :func:`members` lists at ``number`` (from 0).

    Raises:
        RefusedError: it is broken, encrypted or too large.
    """
    archive = _opened(data, limits)
    file = _files(archive)[number]
    if file.file_size > limits.file_bytes:
        raise RefusedError("too_big", limit=limits.file_bytes // 1024**2)
    return _name(file), _read(archive, file)


def check_package(data: bytes, *, limits: Limits) -> None:
    """Refuse a DOCX, PPTX or XLSX that is a bomb, or whose XML defines entities; no program writes such a file.

    Raises:
        RefusedError: ``expands``, ``unsafe``, ``encrypted``, ``broken`` or ``unsupported``.
    """
    archive = _opened(data, limits)
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise RefusedError("expands")
    for part in parts:
        content = _read(archive, part)
        if part.filename.lower().endswith((".xml", ".rels", ".vml")) and any(each.search(content) for each in _DTDS):
            raise RefusedError("unsafe")
