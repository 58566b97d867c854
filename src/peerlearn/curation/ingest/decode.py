"""Bytes of a text file -> text: a mark says it, else UTF-8, else UTF-16 by its look, else the sets of Arabic and Western Europe."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from peerlearn.curation.ingest.refusals import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of one begins with the mark of the other."""
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})", re.IGNORECASE
)
_OURS = ("cp1256", "iso8859_6", "cp1252", "iso8859_15")
_SAMPLE = 64 * 1024
_ARABIC = re.compile("[\u0621-\u064a]")
_FREQUENT = frozenset("اليمونترب")
"""The nine letters that make up two thirds of Arabic text, and of no text that was decoded wrongly."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises:
        RefusedError: no encoding fits (``encoding``).
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], marked), marked
    # Before UTF-8, because the bytes of unmarked UTF-16 are UTF-8 too: every other one a control character.
    encoding = _wide(data)
    if encoding is None:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            encoding = _declared(data) or _eight_bit(data)
    return _strictly(data, encoding), encoding


def looks_wide(data: bytes) -> bool:
    """Return True when bytes with NUL among them may be UTF-16 or UTF-32 text."""
    return data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data) is not None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError("encoding") from None


def _wide(data: bytes) -> str | None:
    """Return UTF-16 without a mark: in text, every other byte is one of a few (0 for Latin letters, 6 for Arabic ones)."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 4:
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[first::2], sample[1 - first :: 2]
        nothing = sum(not (one or other) for one, other in zip(high, low, strict=False))  # a program's padding is no text
        if sum(high.count(byte) for byte in (0x00, 0x06)) > 0.9 * len(high) and len(set(low)) > 2 and nothing <= 0.02 * len(high) + 1:
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    """Return what a web page says of itself, when its bytes agree."""
    found = _DECLARED.search(data[:2048])
    if found is None:
        return None
    name = (found.group(1) or found.group(2)).decode("ascii").lower()
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return name


def _eight_bit(data: bytes) -> str:
    if b"\0" in data:
        raise RefusedError("encoding")
    sample = data[:_SAMPLE]
    arabic = max(("cp1256", "iso8859_6"), key=lambda name: _arabic_share(sample, name))
    if _arabic_share(sample, arabic) > 0.5:
        return arabic
    best = from_bytes(sample, cp_isolation=list(_OURS)).best()
    if best is None:
        raise RefusedError("encoding")
    return best.encoding


def _arabic_share(sample: bytes, encoding: str) -> float:
    """Return how Arabic the bytes above 127 look in an encoding: the share of them that are the frequent letters of Arabic."""
    text = [letter for letter in sample.decode(encoding, errors="replace") if ord(letter) > 127]
    return sum(letter in _FREQUENT for letter in text) / len(text) if text else 0.0
