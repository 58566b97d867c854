"""The names of the corpus's lists, looked up: what a typed filter means, and what a question names.

Places (regions, countries, cities) and subjects (themes, target groups, SDGs) are found as whole folded words, the longest first, Arabic
proclitics allowed. A name that stands for two places is left alone, unless one is a country and the others are cities in it, or the
letters that were typed (عُمان, عمّان) say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from peerlearn.search.facets import KINDS, VOCABULARY_OF
from peerlearn.search.naming import FIELD_NAMES, NOT_NAMES, ORDINARY_WORDS, OTHER_NAMES
from peerlearn.text.normalise import display_text, fold, search_text
from peerlearn.text.terms import Word, forms, words

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.text.spans import Span
    from peerlearn.vocabulary import Vocabularies, Vocabulary

PLACES = ("country", "city", "region")
SUBJECTS = ("theme", "target_group", "sdg")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_ARTICLE = "ال"
_SDG = re.compile(
    r"(?<!\w)(?:sdgs?|odd|ods|development goal|objectif de developpement durable|objetivo de desarrollo sostenible"
    r"|[وف]?(?:[بك]?ا|ل)?لهدف|[وفبكل]{0,2}هدف التنميه المستدامه)(?: رقم| no| nº| n°)? ?(\d{1,2}(?:\.(?:\d|[abc]))?)(?![\w.]*\w)"
)

Value = tuple[str, str]
"""A field and one of its values."""


@dataclass(frozen=True)
class Named:
    """A name that stands in a text: field, value, and the span of the text as it was typed."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True)
class _Entry:
    """What a name stands for, and how it is written in the list."""

    field: str
    value: str
    written: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Names in any language -> fields and values; never changes.

    ``values`` holds, per field, folded id or label -> values; ``places`` and ``subjects`` hold folded words -> what they stand for, a
    subject without the article of its first word.
    """

    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    places: Mapping[tuple[str, ...], Sequence[_Entry]] = field(default_factory=dict)
    subjects: Mapping[tuple[str, ...], Sequence[_Entry]] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[Value, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cities: Mapping[str, City], vocabularies: Vocabularies, held: Iterable[Value] = ()) -> Lexicon:
        """Make the lexicon of a corpus; ``held`` are the values that its records have, which may be typed even where no list has them."""
        entries = list(_entries(cities, vocabularies))
        hidden = {tuple(forms(each)) for each in ORDINARY_WORDS}
        places = _by_words((each for each in entries if each.field in PLACES), hidden)
        subjects = _by_words((each for each in entries if each.field in SUBJECTS), hidden, subjects=True)
        places |= {tuple(forms(each)): [] for each in NOT_NAMES}
        labels = {(each, term.id): term.labels for each in SUBJECTS if each in _lists(vocabularies) for term in _lists(vocabularies)[each]}
        typed = chain(entries, (_Entry(name, value, value) for name, value in held))
        return cls(_typed(typed), places, subjects, {city.id: city.country for city in cities.values()}, labels)

    @staticmethod
    def field_of(word: str) -> str:
        """Return the field that a word before a colon names in any language, or nothing."""
        return _FIELDS.get(fold(word), "")

    def values_of(self, name: str, text: str) -> tuple[str, ...]:
        """Return the values of a field that an id or label in any language stands for; a label may be shared."""
        known, folded = self.values.get(name, {}), fold(text)
        return known.get(folded) or known.get(_ARTICLE + folded) or ()

    def find(self, text: str) -> list[Named]:
        """Return the names in a text in their order; none overlaps a longer one, and one span may name a value in each of two fields."""
        found = [Named("sdg", value, span) for value, span in _numbered_goals(text) if ("sdg", value) in self.labels]
        taken = [each.span for each in found]
        text_words = words(text)
        at = 0
        while at < len(text_words):
            size, entries = self._longest(text_words, at)
            span = (text_words[at].start, text_words[at + max(size, 1) - 1].end)
            if size and not any(start < span[1] and span[0] < end for start, end in taken):
                found += [Named(*value, span) for value in self._meant(entries, display_text(text[span[0] : span[1]]))]
            at += max(size, 1)
        return sorted(found, key=lambda each: each.span)

    def _longest(self, text_words: Sequence[Word], at: int) -> tuple[int, list[_Entry]]:
        """Return how many words the longest name at a place has (0: none), and what it stands for."""
        following = [word.form for word in text_words[at : at + _LONGEST_NAME]]
        readings = list(_readings(following[0]))
        for size in range(len(following), 0, -1):
            rest = following[1:size]
            for reading in readings:
                place, subject = (reading, *rest), (_without_article(reading), *rest)
                if place in self.places or subject in self.subjects:
                    return size, [*self.places.get(place, ()), *self.subjects.get(subject, ())]
        return 0, []

    def _meant(self, entries: Iterable[_Entry], typed: str) -> list[Value]:
        """Return the values that a name stands for without a doubt: at most one place, and one of each kind of subject."""
        several = list(entries)
        meant = self._place([each for each in several if each.field in PLACES], typed)
        for name in SUBJECTS:
            values = dict.fromkeys((each.field, each.value) for each in several if each.field == name)
            meant += values if len(values) == 1 else ()
        return meant

    def _place(self, entries: Sequence[_Entry], typed: str) -> list[Value]:
        values = list(dict.fromkeys((each.field, each.value) for each in entries))
        if len(values) < 2:
            return values
        countries = {value if name == "country" else self.countries.get(value, "") for name, value in values}
        if len(countries) == 1 and ("country", *countries) in values:
            return [value for value in values if value[0] == "country"]
        written = list(dict.fromkeys((each.field, each.value) for each in entries if typed.endswith(display_text(each.written))))
        return written if len(written) == 1 else []


_FIELDS = {fold(name): known for known, names in FIELD_NAMES.items() for name in names}
_LONGEST_NAME = 10


def _lists(vocabularies: Vocabularies) -> dict[str, Vocabulary]:
    return {name: vocabularies[each] for name, each in VOCABULARY_OF.items() if each in vocabularies}


def _entries(cities: Mapping[str, City], vocabularies: Vocabularies) -> Iterator[_Entry]:
    """Yield every name of every value, as it is written."""
    for name, terms in _lists(vocabularies).items():
        for term in terms:
            others = OTHER_NAMES.get((name, term.id), ())
            yield from (_Entry(name, term.id, each) for each in (*term.labels.values(), *term.synonyms, *others))
            yield _Entry(f"id:{name}", term.id, term.id)
    for city in cities.values():
        yield from (_Entry("city", city.id, each) for each in (*city.names.values(), *OTHER_NAMES.get(("city", city.id), ())))
        yield _Entry("id:city", city.id, city.id)
    for value, labels in KINDS.items():
        yield from (_Entry("kind", value, each) for each in (value, *labels.values()))


def _typed(entries: Iterable[_Entry]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return field -> folded id or label -> values; what stands in brackets may be left out, and an id goes before a label."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for each in sorted(entries, key=lambda entry: not entry.field.startswith("id:")):
        known = found.setdefault(each.field.removeprefix("id:"), {})
        for name in dict.fromkeys((fold(each.written), fold(_BRACKETS.sub("", each.written)))):
            if name and each.value not in known.get(name, ()):
                known[name] = (*known.get(name, ()), each.value)
    return found


def _by_words(entries: Iterable[_Entry], hidden: set[tuple[str, ...]], *, subjects: bool = False) -> dict[tuple[str, ...], list[_Entry]]:
    """Return words -> what they stand for; a place with brackets in its name has a namesake and is found only with them."""
    found: dict[tuple[str, ...], list[_Entry]] = {}
    for each in entries:
        name = tuple(forms(_BRACKETS.sub("", each.written) if subjects else each.written))
        if not name or name in hidden:
            continue
        for key in {name, tuple(map(_oblique, name))} if subjects else {name}:
            found.setdefault((_without_article(key[0]), *key[1:]) if subjects else key, []).append(each)
    return found


def _oblique(form: str) -> str:
    """Return an Arabic sound plural as it stands after a preposition: المعلمون, المعلمين; ذوو, ذوي."""
    if form.endswith("ون") and len(form) > 4:
        return f"{form[:-2]}ين"
    return "ذوي" if form == "ذوو" else form


def _without_article(form: str) -> str:
    return form[len(_ARTICLE) :] if form.startswith(_ARTICLE) and len(form) > len(_ARTICLE) + 2 else form


def _readings(form: str) -> Iterator[str]:
    """Yield a word, and the word without what Arabic writes before it: "and", "so", "with", "like", "for"."""
    yield form
    for first in (form, form[1:]) if form[0] in "وف" else (form,):
        if first != form and len(first) > 2:
            yield first
        if first.startswith("لل") and len(first) > 4:
            yield f"{_ARTICLE}{first[2:]}"
        elif first[:1] and first[0] in "بكل" and len(first) > 3:
            yield first[1:]


def _numbered_goals(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the goals and targets that a text names by number, as SDG 4 or الهدف ٤."""
    mapped = search_text(text)
    for match in _SDG.finditer(mapped.text):
        yield match.group(1), mapped.to_original(*match.span())
