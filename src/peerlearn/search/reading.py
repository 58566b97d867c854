"""What somebody typed -> what it asks for: free text, quoted phrases, excluded words, filters, and notes for the person.

``"quoted"`` must stand in the record, ``-word`` and ``-"phrase"`` must not, ``field:value`` filters. All else stays text, letter for
letter; what looks like an operator and is none stays text too, with a note. ``docs/search.md`` is the page for people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from peerlearn.search.lexicon import SUBJECTS, Lexicon
from peerlearn.search.messages import BETWEEN, FIELDS, NOTES, OR, QUOTED, READ_AS
from peerlearn.text.spans import Span, merge_spans
from peerlearn.text.terms import words

if TYPE_CHECKING:
    from collections.abc import Callable

NoteCode = Literal["unknown-field", "unknown-value", "unclosed-quote", "excluded-field"]

LONGEST_PHRASE = 1000
LONGEST_TYPED = 20_000
"""Characters that are read for operators; what follows is text."""
MOST = 16
"""Phrases, and exclusions, that are looked for; further ones stay text. Nobody types so many, and each is looked for in every record."""

MOST_NOTES = 3

_KEPT_INVISIBLE = "\u200c\u200d"  # they belong to words of Persian and of Indian scripts
_MARKS = '"“”„‟＂'
_CLOSES = {**dict.fromkeys(_MARKS, _MARKS), "«": "»", "»": "«", "《": "》", "「": "」", "『": "』"}
_QUOTES = re.compile(f"[{_MARKS}«»《》「」『』]")
_MINUS = "-−﹣－"
_COLONS = ":：﹕"
_BEFORE_QUOTE = re.compile(r"(?:^|[^\w])(?:[وفبكل]{1,2}|ال)?$")
_FIELD = re.compile(rf"([^\W\d_][\w-]{{0,29}})[{_COLONS}](?!//)(?=[^\s{_COLONS}])")
_AFTER_VALUE = ".,;!?،؛؟)…"
_CLOSING_DASH = re.compile(rf"[\w)»\"][{_MINUS}](?=[{_AFTER_VALUE}]*(?:\s|$))")
_TOKEN = re.compile(r"\S*")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORDY = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Note:
    """What a person should know about how the question was read: a code, and the words that it is about."""

    code: NoteCode
    subject: str = ""
    value: str = ""

    def message_in(self, lang: str) -> str:
        """Return the note as a sentence in ``lang``."""
        sentence = NOTES[self.code].get(lang) or NOTES[self.code]["en"]
        return sentence.format(subject=_isolated(self.subject, lang), value=_isolated(self.value, lang))


@dataclass(frozen=True)
class Reading:
    """A question as it was understood.

    ``text`` is what the search compares: everything but the operators, quoted phrases included. ``phrases`` must stand in a record and
    ``excluded`` must not; ``filters`` is field -> accepted values. ``operators`` are the spans of what was typed that were taken as
    operators. ``widened`` is language -> the labels of the subjects that the question names, for the lexical leg of that language.
    """

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    notes: tuple[Note, ...] = ()
    operators: tuple[Span, ...] = ()
    widened: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", MappingProxyType(dict(self.filters)))
        object.__setattr__(self, "widened", MappingProxyType(dict(self.widened)))

    @property
    def restricts(self) -> bool:
        """Whether words or phrases decide which records may answer."""
        return bool(self.phrases or self.excluded)

    def lines_in(self, lang: str, label: Callable[[str, str, str], str]) -> list[str]:
        """Return what was understood as sentences in ``lang``, a language of the interface; ``label`` names a field's value in it."""
        lines = [
            READ_AS[code][lang].format(names=BETWEEN[lang].join(QUOTED[lang].format(_isolated(each, lang)) for each in found))
            for code, found in (("phrases", self.phrases), ("excluded", self.excluded))
            if found
        ]
        named = [
            f"{FIELDS[name][lang]} = {OR[lang].join(label(name, value, lang) for value in values)}" for name, values in self.filters.items()
        ]
        if named:
            lines.append(READ_AS["filters"][lang].format(names=BETWEEN[lang].join(named)))
        return [*lines, *(note.message_in(lang) for note in self.notes)]

    def joined(self, where: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        """Return the filters of the question together with ``where``; in the same field any of either is enough."""
        fields = dict.fromkeys([*where, *self.filters])
        return {name: tuple(dict.fromkeys([*where.get(name, ()), *self.filters.get(name, ())])) for name in fields}


def read(typed: str, *, lexicon: Lexicon) -> Reading:
    """Read what somebody typed; never raises, and returns a text without operators as it is."""
    scan = _Scan(typed, lexicon)
    scan.run()
    text = scan.left() if scan.taken else typed
    return Reading(
        text,
        tuple(dict.fromkeys(scan.phrases)),
        tuple(dict.fromkeys(scan.excluded)),
        {name: tuple(dict.fromkeys(values)) for name, values in scan.filters.items()},
        tuple(dict.fromkeys(scan.notes))[:MOST_NOTES],
        tuple(scan.taken),
        widened(text, lexicon=lexicon),
    )


def widened(text: str, *, lexicon: Lexicon) -> dict[str, str]:
    """Return language -> the labels in it of the themes, target groups and goals that a text names."""
    found: dict[str, dict[str, None]] = {}
    for named in lexicon.find(text):
        if named.field in SUBJECTS:
            for lang, label in lexicon.labels.get((named.field, named.value), {}).items():
                found.setdefault(lang, {})[label] = None
    return {lang: " ".join(labels) for lang, labels in found.items()}


def _isolated(text: str, lang: str) -> str:
    """Return a part of a sentence so that letters of the other direction do not turn the sentence around."""
    other = _RIGHT_TO_LEFT.search(text) if lang != "ar" else _LATIN.search(text)
    return f"\u2068{text}\u2069" if other else text


class _Scan:
    """One pass over what was typed, invisible marks left out; spans are those of the original."""

    def __init__(self, typed: str, lexicon: Lexicon) -> None:
        visible = [at for at, char in enumerate(typed[:LONGEST_TYPED]) if char in _KEPT_INVISIBLE or unicodedata.category(char) != "Cf"]
        self.typed, self.lexicon = typed, lexicon
        self.text = "".join(typed[at] for at in visible)
        self._places = [*visible, min(len(typed), LONGEST_TYPED)]
        self._last_closing_dash = max((match.end() for match in _CLOSING_DASH.finditer(self.text)), default=-1)
        self._last_word = max((match.start() for match in _WORDY.finditer(self.text)), default=-1)
        self._phrase_texts: dict[Span, str] = {}
        self.phrases: list[str] = []
        self.excluded: list[str] = []
        self.filters: dict[str, list[str]] = {}
        self.notes: list[Note] = []
        self.taken: list[Span] = []

    def run(self) -> None:
        """Go from character to character; an operator is taken whole."""
        at = 0
        while at < len(self.text):
            end = self._operator(at)
            if end:
                self.taken.append((self._places[at], self._places[end - 1] + 1))
            at = max(end, at + 1)

    def _operator(self, at: int) -> int:
        """Return where the operator that begins here ends, or 0 where none begins."""
        char, first = self.text[at], at == 0 or self.text[at - 1] in "(（" or self.text[at - 1].isspace()
        if char in _CLOSES:
            return self._quoted(at)
        if not first:
            return 0
        return self._exclusion(at) if char in _MINUS else self._filter(at)

    def _quoted(self, at: int) -> int:
        if not _BEFORE_QUOTE.search(self.text, max(0, at - 3), at):
            return 0
        phrase, end = self._inside(at)
        if not end:
            if self.text[at] != "»" and at < self._last_word:
                self.notes.append(Note("unclosed-quote"))
            return 0
        if not _WORDY.search(phrase) or not words(phrase) or len(self.phrases) == MOST:
            return 0
        self.phrases.append(phrase)
        self._phrase_texts[self._places[at], self._places[end - 1] + 1] = phrase
        return end

    def _inside(self, at: int) -> tuple[str, int]:
        """Return what stands in the quotation marks that open here and where they end; 0 where they stay open."""
        closing = _CLOSES[self.text[at]]
        stop = min(len(self.text), at + 1 + LONGEST_PHRASE)
        end = min((place for mark in closing if (place := self.text.find(mark, at + 1, stop)) >= 0), default=-1)
        return (" ".join(self.text[at + 1 : end].split()), end + 1) if end >= 0 else ("", 0)

    def _exclusion(self, at: int) -> int:
        rest = self.text[at + 1 : at + 2]
        if len(self.excluded) == MOST:
            return 0
        if rest in _CLOSES:
            phrase, end = self._inside(at + 1)
        else:
            end = self._token_end(at)
            phrase = self.text[at + 1 : end].rstrip(_AFTER_VALUE)
            if not rest.isalpha() or end <= self._last_closing_dash:  # -as here- is an aside
                return 0
            if (match := _FIELD.match(phrase)) and self.lexicon.field_of(match.group(1)):
                self.notes.append(Note("excluded-field", f"-{phrase}"))
                return 0
        if not end or not words(phrase):
            return 0
        self.excluded.append(phrase)
        return end

    def _filter(self, at: int) -> int:
        match = _FIELD.match(self.text, at)
        if not match:
            return 0
        word, begin = match.group(1), match.end()
        name = self.lexicon.field_of(word)
        quoted, end = self._inside(begin) if self.text[begin] in _CLOSES else ("", 0)
        end = end or self._token_end(begin)
        value = quoted or self.text[begin:end]
        if not name:
            if len(word) > 1 and (quoted or value[0].isalpha()):
                self.notes.append(Note("unknown-field", word))
            return 0
        values = self.lexicon.values_of(name, value) or self.lexicon.values_of(name, value.rstrip(_AFTER_VALUE))
        if not values:
            self.notes.append(Note("unknown-value", word, value.rstrip(_AFTER_VALUE)))
            return 0
        self.filters.setdefault(name, []).extend(values)
        return end

    def _token_end(self, at: int) -> int:
        match = _TOKEN.match(self.text, at)
        return match.end() if match else at

    def left(self) -> str:
        """Return what is left as text: without operators, with the words of phrases, and so that reading it again finds no operator."""
        parts, at = [], 0
        for start, end in self.taken:
            parts += [self.typed[at:start], self._phrase_texts.get((start, end), ""), " "]
            at = end
        parts.append(self.typed[at:])
        text = " ".join(_QUOTES.sub(" ", "".join(parts)).split())
        again = _Scan(text, self.lexicon)
        again.run()
        return _words_only(text) if again.taken else text


def _words_only(text: str) -> str:
    """Return the words of a text, everything else turned into blanks; the overlapping pairs of unspaced letters become one run."""
    return " ".join(text[start:end] for start, end in merge_spans((word.start, word.end) for word in words(text)))
