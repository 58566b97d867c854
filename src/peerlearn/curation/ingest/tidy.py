"""Text of any file -> the text of a page: NFC, a line feed between lines, a blank line between paragraphs, no control characters."""

from __future__ import annotations

import re
import unicodedata

_LINE = re.compile("\r\n|[\r\x0b\x85\u2028]")
_PARAGRAPH = re.compile("\u2029")
_CONTROLS = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What facts.require_text refuses, and the byte order mark. Bidirectional controls stay: they are for the gate to judge."""
_TRAILING = re.compile(r"[ \t\u00a0]+(?=\n|\Z)")
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Return ``text`` as a page holds it; doing it twice changes nothing."""
    text = _PARAGRAPH.sub("\n\n", _LINE.sub("\n", text))
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n \t\u00a0")


def one_line(text: str) -> str:
    """Return ``text`` on one line, for labels and titles."""
    return " ".join(tidy(text).split())
