"""Typing errors: when a word of a question stands in no text, and exactly one near word does, a corrected question is offered.

It is an offer only, and a cautious one: the search answers what was typed. A word that the texts lack may well be right, so nothing is
offered for names that are known, words that the encoder knows as one piece, and other forms of a known word.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from peerlearn.search.slips import LONG, is_slip
from peerlearn.text.normalise import encoder_text, fold
from peerlearn.text.terms import content_words, stem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from peerlearn.encode import Encoder
    from peerlearn.index.opened import Index
    from peerlearn.text.terms import Word

SHORTEST = 5
"""Letters of a word that is looked at: shorter ones are near too many others."""
SEEN = 3
"""Times that a word must stand in the texts to be offered: the texts have typing errors too."""
LARGEST = 100_000
"""Passages of a language above which nothing is offered: counting their words would hold up the first question."""
LOOKED_AT = 3
"""Passages in which a word is looked for before all words are counted."""
MOST_FORMS = 50_000
"""Words of a language that may be offered, the most frequent ones."""
# A word with the marks on its letters: Arabic diacritics and tatweel, loose accents.
_SURFACE = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670])*")


@dataclass(frozen=True, eq=False)
class WordList:
    """The words of one language's texts: which there are, and how the frequent ones are written.

    ``known`` holds the hash of every folded word, ``surfaces`` folded word -> commonest way to write it, ``counts`` folded word -> times.
    """

    known: frozenset[int]
    surfaces: dict[str, str]
    counts: dict[str, int]
    by_length: dict[int, list[str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> WordList:
        """Count the words of texts."""
        written: Counter[str] = Counter()
        for text in texts:
            written.update(_SURFACE.findall(text))
        counts: Counter[str] = Counter()
        best: dict[str, tuple[int, str]] = {}
        for surface, count in written.items():
            form = fold(surface)
            counts[form] += count
            best[form] = max(best.get(form, (0, "")), (count, surface))
        frequent = {form: count for form, count in counts.most_common(MOST_FORMS) if count >= SEEN and len(form) >= SHORTEST - 2}
        by_length: dict[int, list[str]] = {}
        for form in frequent:
            by_length.setdefault(len(form), []).append(form)
        surfaces = {form: encoder_text(best[form][1]) for form in frequent}
        return cls(frozenset(map(hash, counts)), surfaces, frequent, by_length)

    def __contains__(self, form: str) -> bool:
        return hash(form) in self.known

    def near(self, form: str) -> list[str]:
        """Return the frequent words at the least distance from a folded word, the most frequent first; none beyond 1, for long words 2."""
        most = 2 if len(form) >= LONG else 1
        close = [each for length in range(len(form) - most, len(form) + most + 1) for each in self.by_length.get(length, ())]
        found = process.extract(form, close, scorer=OSA.distance, score_cutoff=most, limit=None)
        least = min((distance for _, distance, _ in found), default=0)
        return sorted((each for each, distance, _ in found if distance == least), key=lambda each: (-self.counts[each], each))


def corrected(
    text: str,
    *,
    lang: str,
    listed: Callable[[], WordList],
    pieces: Callable[[str], int],
    stands: Callable[[str], bool] = lambda _: False,
    elsewhere: Callable[[str], bool] = lambda _: False,
) -> str:
    """Return a question with its mistyped words put right, empty where there is nothing to offer.

    Args:
        text: the question.
        lang: its language.
        listed: gives the words of that language's texts; asked only when a word calls for it.
        pieces: says into how many pieces the encoder cuts a word: one means that it is a common word of some language.
        stands: says of a folded word whether it stands in those texts, where that is quicker than counting all words; may say no too often.
        elsewhere: says of a folded word whether it is known from other texts or as a name.
    """
    offers: list[tuple[Word, str]] = []
    for word in content_words(text, lang=lang):
        typed = text[word.start : word.end]
        if len(word.form) < SHORTEST or not word.form.isalpha() or pieces(encoder_text(typed)) < 2 or stands(word.form):
            continue
        offer = _offer(word.form, typed, listed(), elsewhere, pieces)
        if offer:
            offers.append((word, offer))
    for word, offer in reversed(offers):
        text = f"{text[: word.start]}{offer}{text[word.end :]}"
    return text if offers else ""


def _offer(form: str, typed: str, listed: WordList, elsewhere: Callable[[str], bool], pieces: Callable[[str], int]) -> str:
    """Return the one word that was meant, empty where the typed one may be right or several come near."""
    if form in listed or stem(form) in listed:
        return ""
    near = listed.near(form)
    if not near or len({stem(each) for each in near}) > 1 or not is_slip(form, near[0]):
        return ""
    surface = listed.surfaces[near[0]]
    if pieces(surface) >= pieces(encoder_text(typed)) or elsewhere(form):
        return ""
    if typed[:1].isupper() and not typed.isupper():
        return surface[:1].upper() + surface[1:]
    return surface


class Speller:
    """Offers corrected questions for one opened index; the words of a language are counted when a question first calls for them."""

    def __init__(self, index: Index, encoder: Encoder, names: Iterable[str]) -> None:
        self._index = index
        self._encoder = encoder
        self._names = names
        self._lists: dict[str, WordList] = {}

    def offer(self, text: str, *, lang: str) -> str:
        """Return a question with its mistyped words put right, empty where there is nothing to offer."""
        pool = self._index.pools.get(lang)
        if pool is None or len(pool.passages) > LARGEST:
            return ""
        return corrected(
            text,
            lang=lang,
            listed=lambda: self._list(lang),
            stands=lambda form: self._stands(form, lang),
            elsewhere=self._elsewhere,
            pieces=self._pieces,
        )

    def warm(self) -> None:
        """Count the words now, so that no question waits for it."""
        for lang, pool in self._index.pools.items():
            if len(pool.passages) <= LARGEST:
                self._list(lang)

    def _stands(self, form: str, lang: str) -> bool:
        """Say whether one of the passages that share most of a word's 4-grams holds it: counting all words takes a third of a second."""
        if lang in self._lists:
            return False  # the list knows, and sooner
        pool = self._index.pools[lang]
        whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
        found = (pool.passages[row] for row in pool.lexical.search(form, top=LOOKED_AT))
        return any(whole.search(fold(f"{passage.context}\n{passage.text}")) for passage in found)

    def _list(self, lang: str) -> WordList:
        found = self._lists.get(lang)
        if found is None:  # two sessions may both count, to the same end
            found = WordList.of(f"{passage.context}\n{passage.text}" for passage in self._index.pools[lang].passages.live_passages())
            self._lists[lang] = found
        return found

    @cached_property
    def _known_names(self) -> frozenset[str]:
        return frozenset(word.form for name in self._names for word in words(name))

    def _elsewhere(self, form: str) -> bool:
        pools = self._index.pools
        return form in self._known_names or any(form in self._list(lang) for lang in pools if len(pools[lang].passages) <= LARGEST)

    def _pieces(self, word: str) -> int:
        return len(self._encoder.token_spans(word))
