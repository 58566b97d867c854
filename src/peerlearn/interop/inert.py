"""Text from anywhere, made harmless for a file that another program opens."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn what follows round: they can make a file's name or a number read as another one. LRM, RLM and ALM stay."""
_UNSEEN = " \u00a0\ufeff\u200b\u200c\u200d\u200e\u200f\u061c\u2060"
_FORMULA = re.compile(r"[=+\-@\t\r\n|%＝＋－＠]")


def clean(text: str) -> str:
    """Return text that XML can hold and that cannot turn the text around it; line ends become newlines."""
    return _OVERRIDES.sub("", _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Return clean text on one line, spaces single."""
    return " ".join(clean(text).split())


def cell(text: str) -> str:
    """Return clean text that no spreadsheet takes for a formula: an apostrophe is put before what looks like one.

    Spreadsheets look past spaces and marks that nobody sees, so those are looked past here too.
    """
    kept = clean(text)
    seen = kept.lstrip(_UNSEEN)
    return f"'{kept}" if _FORMULA.match(seen) else kept
