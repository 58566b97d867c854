"""What noisy Arabic costs: the same questions clean and as people type them, through the search as it ships.

    .venv/bin/python benchmarks/noise.py ../shared/bench/arcd ../shared/bench/xquad

Arabic questions over the Arabic documents of each set. Every noise is drawn by seed from the question's id, so that a run can be repeated.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.evaluate import TestSet, TestSetIndex, measure, read_test_set, within
from peerlearn.measuring import CACHE
from peerlearn.progress import bars
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

LANG = "ar"
_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_SHADDA, _VOWELS = "\u0651", "\u064e\u064f\u0650"
_HAMZAS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ء": ""})
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_STAYS_ALONE = "اأإآدذرزوؤةىء"
"""Letters that do not join the one after them."""
_KEYS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")


def diacritics(text: str, rng: random.Random) -> str:
    """Write a short vowel on every letter, and a shadda on one of six."""
    return _LETTER.sub(lambda found: found.group() + (_SHADDA if rng.random() < 1 / 6 else "") + rng.choice(_VOWELS), text)


def dropped_hamzas(text: str, _rng: random.Random) -> str:
    """Leave out every hamza, as quick typing does."""
    return text.translate(_HAMZAS)


def tatweel(text: str, rng: random.Random) -> str:
    """Draw every word out at one place where letters join."""
    return _WORD.sub(lambda found: _drawn_out(found.group(), rng), text)


def _drawn_out(word: str, rng: random.Random) -> str:
    places = [place for place in range(1, len(word)) if word[place - 1] not in _STAYS_ALONE and word[place] != "ء"]
    if not places:
        return word
    place = rng.choice(places)
    return word[:place] + "\u0640" * rng.randint(1, 4) + word[place:]


def presentation_forms(text: str, _rng: random.Random) -> str:
    """Write each letter as the glyph that it has in its place, as old PDF files do."""
    return _WORD.sub(lambda found: _shaped(found.group()), text)


def _shaped(word: str) -> str:
    shaped = []
    for place, letter in enumerate(word):
        before = place > 0 and word[place - 1] not in _STAYS_ALONE and letter != "ء"
        after = place + 1 < len(word) and letter not in _STAYS_ALONE and word[place + 1] != "ء"
        form = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}[before, after]
        shaped.append(_FORMS.get((form, letter), letter))
    return "".join(shaped)


def _forms() -> dict[tuple[str, str], str]:
    """Return (form, letter) -> glyph for the single letters of the block U+FE70 to U+FEFF."""
    found = {}
    for code in range(0xFE80, 0xFEFD):
        form, _, rest = unicodedata.decomposition(chr(code)).partition(" ")
        letters = "".join(chr(int(each, 16)) for each in rest.split())
        if len(letters) == 1:
            found[form.strip("<>"), letters] = chr(code)
    return found


_FORMS = _forms()


def arabic_indic_digits(text: str, _rng: random.Random) -> str:
    """Write digits as the Arab East does."""
    return text.translate(_ARABIC_INDIC)


def typing_errors(text: str, rng: random.Random) -> str:
    """Put one typing error into one word of five, at least one a question; words of three letters and more."""
    words = [found for found in _WORD.finditer(text) if len(found.group()) >= 3]
    hit = {found.start() for found in rng.sample(words, min(len(words), max(1, round(len(words) / 5))))}
    return _WORD.sub(lambda found: _mistyped(found.group(), rng) if found.start() in hit else found.group(), text)


def _mistyped(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word) - 1)
    match rng.choice(("swap", "drop", "double", "neighbour")):
        case "swap":
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case "drop":
            return word[:place] + word[place + 1 :]
        case "double":
            return word[: place + 1] + word[place:]
        case _:
            return word[:place] + rng.choice(_neighbours(word[place])) + word[place + 1 :]


def _neighbours(letter: str) -> list[str]:
    """Return the letters beside one on an Arabic keyboard; of a letter typed with a second key, those beside its first."""
    bare = letter.translate(_HAMZAS) or letter
    for row in _KEYS:
        for key in (letter, bare):
            if key in row:
                at = row.index(key)
                return [row[beside] for beside in (at - 1, at + 1) if 0 <= beside < len(row)]
    return ["ا"]


NOISES: dict[str, Callable[[str, random.Random], str]] = {
    "diacritics": diacritics,
    "dropped hamzas": dropped_hamzas,
    "tatweel": tatweel,
    "presentation forms": presentation_forms,
    "Arabic-Indic digits": arabic_indic_digits,
    "typing errors": typing_errors,
}


def noisy(test_set: TestSet) -> TestSet:
    """Return the Arabic part of a set, each question once clean (``clean``) and once per noise, by ``kind``."""
    queries, qrels = [], {}
    for query in (each for each in test_set.queries if each.lang == LANG):
        for name, noise in {"clean": lambda text, _rng: text, **NOISES}.items():
            each = replace(query, id=f"{query.id}#{name}", text=noise(query.text, random.Random(f"{query.id} {name}")), kind=name)
            queries.append(each)
            qrels[each.id] = test_set.qrels.get(query.id, {})
    return TestSet(test_set.name, [each for each in test_set.documents if each.lang == LANG], queries, qrels)


def figures(indexed: TestSetIndex) -> dict[str, tuple[int, float, float]]:
    """Return noise -> how many questions it changes, nDCG@10 over all questions, and its difference to the clean ones."""
    test_set = indexed.test_set
    index = indexed.open(lambda _: True, "ar")
    kept = {each.id for each in test_set.documents}
    clean = {each.id.partition("#")[0]: each.text for each in test_set.queries if each.kind == "clean"}
    found: dict[str, tuple[int, float, float]] = {}
    reference = 0.0
    for name in ("clean", *NOISES):
        queries = [each for each in test_set.queries if each.kind == name]
        value = measure(name, indexed.run(index, queries), within(test_set.qrels, queries, kept), documents=len(kept)).measures["nDCG@10"]
        reference = reference or value
        found[name] = (sum(each.text != clean[each.id.partition("#")[0]] for each in queries), value, value - reference)
    return found


def main(*folders: str) -> None:
    """Print a table: a row a noise, for each set the questions changed, nDCG@10 and the difference to clean."""
    settings = Settings.load()
    progress = bars()
    prepare(settings, progress=progress)
    encoder = open_encoder(settings)
    cache = VectorCache(settings.indexes / CACHE, encoder)
    columns = {}
    for folder in map(Path, folders):
        with tempfile.TemporaryDirectory() as scratch:
            indexed = TestSetIndex(noisy(read_test_set(folder)), Path(scratch), encoder=encoder, cache=cache, progress=progress)
            columns[folder.name] = figures(indexed)
    print("| noise | " + " | ".join(f"{name}: changed | nDCG@10 | difference" for name in columns) + " |")
    print("|---" * (1 + 3 * len(columns)) + "|")
    for name in ("clean", *NOISES):
        cells = [f"{changed} | {value:.3f} | {difference:+.3f}" for changed, value, difference in (each[name] for each in columns.values())]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:])
