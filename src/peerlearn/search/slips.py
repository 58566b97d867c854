"""Which differences between two words are slips of typing, and which make another right word.

A small library lacks most of a language's words, so nearness alone would take "marriage" for a misspelt "carriage". Slips are letters that
change places, doubled or lost ones, keys side by side, and letters that sound alike; a first letter is seldom wrong.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby, pairwise, takewhile

from rapidfuzz.distance import Levenshtein

from peerlearn.text.terms import stem

LONG = 8
"""Letters from which a word may hold two slips."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
_ARABIC_KEYS = ("ضصثقفغعهخحجد", "شسيبلاتنمك", "كط", "رلا", "وزظ", "ىهو")
_ALIKE = ("aeiouy", "ckq", "sz", "bv", "gj", "mn", "سص", "تط", "دض", "ضظ", "ذظ", "ذز", "ثس", "قك", "حه")
_PATTERN_LETTERS = frozenset("سالتمونيهء")
"""The letters that Arabic adds to a root to make other words of it (سألتمونيها): with one more or less, a word is likely another word."""


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    keys = {frozenset(pair) for row in (*_KEYS, *_ARABIC_KEYS) for pair in pairwise(row)}
    return frozenset(keys | {frozenset((one, other)) for group in _ALIKE for one in group for other in group if one != other})


def is_slip(typed: str, meant: str) -> bool:
    """Say whether one folded word may be the other one mistyped, rather than a right word of its own."""
    if typed == meant or stem(typed) == stem(meant):
        return False
    if sorted(typed) == sorted(meant) or _squeezed(typed) == _squeezed(meant):
        return True
    if typed[0] != meant[0] or _differ_in_ending(typed, meant):
        return False
    return all(_likely(typed, meant, each.tag, each.src_pos, each.dest_pos) for each in Levenshtein.editops(typed, meant))


def _likely(typed: str, meant: str, kind: str, here: int, there: int) -> bool:
    """Say whether one step from the typed word to the other undoes a slip."""
    if kind == "replace":
        return _likely_swap(typed[here], meant[there])
    return _likely_loss(typed, here) if kind == "delete" else _likely_loss(meant, there)


def _likely_swap(one: str, other: str) -> bool:
    """Say whether one key was hit for the other."""
    return frozenset((one, other)) in _neighbours()


def _likely_loss(word: str, place: int) -> bool:
    """Say whether a letter that one word has and the other lacks was lost or doubled by mistake."""
    letter = word[place]
    doubled = letter in (word[place - 1 : place], word[place + 1 : place + 2])
    return doubled or letter not in _PATTERN_LETTERS


def _squeezed(word: str) -> str:
    """Return a word with every double letter written once."""
    return "".join(letter for letter, _ in groupby(word))


def _differ_in_ending(one: str, other: str) -> bool:
    """Say whether two words part only at their ends, as singular and plural, masculine and feminine do."""
    one, other = one.removesuffix("s"), other.removesuffix("s")
    shorter = min(len(one), len(other))
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= shorter - (2 if shorter >= LONG else 1)
