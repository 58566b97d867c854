"""Three texts of one string: shown (NFC), read by the encoder, and looked up.

CAMeL Tools folds the Arabic letters and strips their diacritics; what it leaves (tatweel, bidirectional and zero-width
characters, Quranic marks, digits, Persian letters) is done here. Work goes cluster by cluster, a cluster being a letter with
everything that attaches to it, and nothing composes across clusters: so each result knows the letters it came from, the
result equals that of the same steps on the whole string, and each distinct cluster is worked out once.
"""

from __future__ import annotations

import re
import unicodedata

from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

from peerlearn.text.arabic import arabic_script_language
from peerlearn.text.spans import MappedText, Span

TEXT_VERSION = 1
"""Goes up whenever a text that was indexed would come out differently; the manifest of an index records it."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe\U0001ee00-\U0001eeff]")
_ZWNJ = "\u200c"
_TATWEEL = "\u0640"
# NFKC would turn these into a space and a mark, and split the word.
_MARK_FORMS = frozenset(map(chr, (*range(0xFE70, 0xFE80), *range(0xFC5E, 0xFC64))))
# Invisible, though Unicode files them under letters and marks: joiners, Hangul and Khmer fillers, variation selectors.
_INVISIBLE = frozenset(
    map(
        chr,
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)),
    )
)
# What CAMeL Tools leaves: signs of honour, loose madda and hamza, the marks and signs of the Quran, tatweel out of ligatures.
_ARABIC_SIGNS = re.compile("[\u0610-\u061a\u0640\u0653-\u065f\u06d6-\u06ed\u0898-\u089f\u08c9-\u08ff]")
_SPACE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp", "Zs"})

_TO_ARABIC_LETTERS = str.maketrans("کڪیےہھەۃ", "ككييهههة")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_LATIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"})
_LOOSE_ACCENT = re.compile("[\u0300-\u036f]")


def display_text(text: str) -> str:
    """Return the text as it is stored and shown: composed (NFC), otherwise untouched."""
    return unicodedata.normalize("NFC", text)


def encoder_text(text: str) -> str:
    """Return the text the encoder reads: no diacritics, tatweel or invisible characters; hamza and teh marbuta kept."""
    return _join(text, _clusters(text), _ENCODER[_keeps_its_letters(text)])


def search_text(text: str) -> MappedText:
    """Return the text that words are looked up in: encoder text with digits, Arabic letters, case and accents folded."""
    return _map(text, _SEARCH[_keeps_its_letters(text)])


def fold(text: str) -> str:
    """Return the folded text alone, without the way back."""
    return _join(text, _clusters(text), _SEARCH[_keeps_its_letters(text)])


class _Continues(dict[str, bool]):
    """Whether a character attaches to the one before it, worked out when first met."""

    def __missing__(self, char: str) -> bool:
        first = unicodedata.normalize("NFKD", char)[0]
        attaches = unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"  # a mark, or a Hangul vowel or ending
        self[char] = answer = attaches or _vanishes(char) or bool(_ARABIC_SIGNS.match(char))
        return answer


class _Pieces(dict[str, str]):
    """What each cluster becomes, worked out when first met."""

    _LONGEST, _MOST = 8, 100_000  # a bound for hostile texts; ordinary ones have a few hundred short clusters

    def __init__(self, *, keeps_letters: bool, for_search: bool) -> None:
        super().__init__()
        self._keeps_letters = keeps_letters
        self._for_search = for_search

    def __missing__(self, cluster: str) -> str:
        piece = _encoder_piece(cluster, keeps_letters=self._keeps_letters)
        if self._for_search:
            piece = _search_piece(piece, keeps_letters=self._keeps_letters)
        if len(cluster) <= self._LONGEST and len(self) < self._MOST:
            self[cluster] = piece
        return piece


_CONTINUES = _Continues()
_ENCODER = {keeps: _Pieces(keeps_letters=keeps, for_search=False) for keeps in (False, True)}
_SEARCH = {keeps: _Pieces(keeps_letters=keeps, for_search=True) for keeps in (False, True)}


def _keeps_its_letters(text: str) -> bool:
    """Say whether the text is in Arabic script but not in Arabic, so that Arabic rules must not touch it."""
    if not _ARABIC.search(text):
        return False
    # Asked of the cleaned text, which folding leaves as it is: a folded text is judged as its source was.
    return arabic_script_language(_join(text, _clusters(text), _ENCODER[True])) in {"fa", "ur"}


def _clusters(text: str) -> list[Span]:
    """Cut the text into letters with all that attaches to them."""
    bounds = [place for place, char in enumerate(text) if not _CONTINUES[char]]
    if text and bounds[:1] != [0]:
        bounds.insert(0, 0)
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True)) if bounds else []


def _join(text: str, clusters: list[Span], pieces: _Pieces) -> str:
    """Return what the clusters become, with single spaces."""
    folded = "".join([pieces[text[start:end]] for start, end in clusters])
    return " ".join(filter(None, folded.split(" ")))


def _map(text: str, pieces: _Pieces) -> MappedText:
    """Return what the clusters become, with single spaces, and where each character came from."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = " "
    for start, end in _clusters(text):
        for char in pieces[text[start:end]]:
            if char == " " == last:
                if ends:
                    ends[-1] = end
                continue
            last = char
            chars.append(char)
            starts.append(start)
            ends.append(end)
    if chars and last == " ":
        del chars[-1], starts[-1], ends[-1]
    return MappedText("".join(chars), text, tuple(starts), tuple(ends))


def _vanishes(char: str) -> bool:
    """Say whether the encoder must not see the character at all."""
    return unicodedata.category(char) == "Cf" or char == _TATWEEL or char in _INVISIBLE or char in _MARK_FORMS


def _encoder_piece(cluster: str, *, keeps_letters: bool) -> str:
    """Clean one cluster: composed first and stripped of marks after, or alef + madda would lose its madda."""
    kept = [char for char in cluster if not _vanishes(char) or (keeps_letters and char == _ZWNJ)]
    piece: str = normalize_unicode("".join(kept))
    if _ARABIC.search(piece):
        piece = _without_arabic_marks(piece)
        if not keeps_letters:
            piece = piece.translate(_TO_ARABIC_LETTERS)
    spaced = "".join(" " if unicodedata.category(char) in _SPACE_CATEGORIES else char for char in piece)
    # A mark that was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", spaced)


def _without_arabic_marks(piece: str) -> str:
    """Strip diacritics (CAMeL Tools), then the marks and signs it leaves."""
    # Imported late: it takes 0.3 s, because its character sets are computed from the whole of Unicode.
    from camel_tools.utils.dediac import dediac_ar  # noqa: PLC0415

    bare: str = dediac_ar(piece)
    return _ARABIC_SIGNS.sub("", bare)


def _search_piece(piece: str, *, keeps_letters: bool) -> str:
    """Fold what people type in several ways: digits, Arabic letters (CAMeL Tools), case, Latin accents."""
    piece = piece.translate(_DIGITS)
    if not keeps_letters:
        piece = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(piece)))
    lowered = unicodedata.normalize("NFC", piece.casefold())
    bare = _LOOSE_ACCENT.sub("", "".join(map(_without_latin_accents, lowered)))
    return unicodedata.normalize("NFC", bare.translate(_LATIN_LETTERS))


def _without_latin_accents(char: str) -> str:
    """Return the bare letters of a Latin one, anything else as it is: й and ё are letters of their own."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if unicodedata.name(base, "").startswith("LATIN ") else char
