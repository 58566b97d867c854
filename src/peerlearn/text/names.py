"""Names across scripts: a word -> the skeleton of its consonants, which a name keeps when it is written in other letters.

``كورك`` and ``Cork`` both become ``krk``, ``ميديلين`` and ``Medellín`` ``mdln``; numbers are themselves in any digits. A skeleton says
nothing by itself, for many words share one; it helps where it is rare, and the search weighs it so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from peerlearn.text.normalise import encoder_text

SHORTEST = 3
"""Consonants under which a skeleton says too little."""
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_CLITICS = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ك", "ف")
_DIGRAPHS = (
    ("tsh", "C"),
    ("tch", "C"),
    ("sch", "C"),
    ("sh", "C"),
    ("ch", "C"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "k"),
    ("x", "ks"),
)
"""Spellings of one consonant by two letters; C is the sound of church and shop, which Arabic and Latin exchange."""
_MERGED = str.maketrans({"q": "k", "p": "b", "v": "f", "z": "s", "j": "g"})
"""Consonants that a transliteration exchanges: Arabic has no p and v, and writes g and j as one."""


def name_terms(text: str) -> list[tuple[str, ...]]:
    """Return for each word of a text that has one its skeletons, those without an Arabic clitic beside that of the word as it stands."""
    found = (_skeletons(word) for word in _WORD.findall(encoder_text(text)))
    return [each for each in found if each]


@lru_cache(maxsize=100_000)
def _skeletons(word: str) -> tuple[str, ...]:
    variants = [word]
    if _ARABIC.search(word):
        variants += [word[len(clitic) :] for clitic in _CLITICS if word.startswith(clitic) and len(word) - len(clitic) >= SHORTEST]
    return tuple(dict.fromkeys(each for each in map(skeleton, variants) if len(each) >= SHORTEST or each.startswith("#")))


def skeleton(word: str) -> str:
    """Return the consonants of a word in Latin letters, doubled ones once, or ``#`` and the digits of a word that has any."""
    latin = anyascii(word).lower()
    if any(char.isdigit() for char in latin):
        return "#" + "".join(char for char in latin if char.isdigit())
    latin = re.sub(r"[^a-z]", "", latin)
    for spelling, consonant in _DIGRAPHS:
        latin = latin.replace(spelling, consonant)
    latin = re.sub(r"c(?=[eiy])", "s", latin).replace("c", "k").lower()
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouywh]", "", latin.translate(_MERGED)))
