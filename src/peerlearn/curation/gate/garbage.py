"""Text layers that hold no text: nothing, glyph numbers, private-use letters, replacement characters, bytes read as another encoding."""

from __future__ import annotations

import re

_CID = re.compile(r"\(cid:\d+\)|\bglyph<\d+>|(?:/[gG]\d{1,5}\b\s*){3,}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LOST = re.compile("[\ufffd\ufffe\uffff\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
# UTF-8 of Arabic read as Latin-1 or Windows-1252 (Ø§Ù), and Windows-1256 read as Windows-1252 (ÇáãÏíäÉ).
_UTF8_AS_LATIN = re.compile("(?:[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122€]?\\s?){4,}")
_1256_AS_LATIN = re.compile("[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßáãäåæìíðñòóõöøúýü]{3,}")
# Bullets and ticks of the fonts Symbol and Wingdings, which Word writes as private letters.
_SYMBOLS = str.maketrans({0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02D: "-", 0xF0E0: "→", 0xF06F: "▫"})
_BOX = re.compile("[□■▯�]{3,}")
_WORD = re.compile(r"\S+")

_SHARE = 0.02  # a form's stray tick is private use too, a page of them is not text
_FEW = 3
_SHARE_OF_WORDS = 0.2


def garbage_notes(text: str) -> tuple[str, ...]:
    """Return the codes of what makes a text layer unusable, none where it holds text."""
    if not text.strip():
        return ("no_text",)
    letters = len(re.sub(r"\s", "", text))
    found = {
        "glyph_codes": len("".join(_CID.findall(text))),
        "private_glyphs": len(_PRIVATE.findall(text)),
        "lost_letters": len(_LOST.findall(text)) + len("".join(_BOX.findall(text))),
    }
    notes = [note for note, count in found.items() if count > max(_FEW if count < letters else 0, _SHARE * letters)]
    return (*notes, *(["mojibake"] if _is_mojibake(text) else []))


def trace_notes(text: str) -> tuple[str, ...]:
    """Return the codes of what was lost here and there on a page that is text."""
    return tuple(
        note for note, pattern in (("glyph_codes", _CID), ("private_glyphs", _PRIVATE), ("lost_letters", _LOST)) if pattern.search(text)
    )


def _is_mojibake(text: str) -> bool:
    words = _WORD.findall(text)
    odd = sum(len(match.split()) or 1 for match in _UTF8_AS_LATIN.findall(text))
    odd += sum(bool(_1256_AS_LATIN.search(word)) for word in words)
    return odd >= 1 and odd > _SHARE_OF_WORDS * len(words)


def without_symbols(text: str) -> str:
    """Return the text with the bullets and ticks of symbol fonts as the characters that they look like."""
    return text.translate(_SYMBOLS) if _PRIVATE.search(text) else text
