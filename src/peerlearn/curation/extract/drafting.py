"""A file -> a draft: everything that was found, weighed, and what is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.extract import calibration, dates, figures, opening, partners
from peerlearn.curation.extract.given import suggestions_of
from peerlearn.curation.extract.places import Gazetteer
from peerlearn.curation.extract.questions import questions
from peerlearn.curation.extract.reading import Found, Reading
from peerlearn.curation.extract.subjects import Subjects
from peerlearn.curation.extract.suggestion import SEVERAL, SINGLE, Draft, Kind, Suggestion
from peerlearn.practice import SECTIONS
from peerlearn.search.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.city import City
    from peerlearn.corpus import Corpus
    from peerlearn.curation.extract.calibration import Calibration
    from peerlearn.curation.extract.given import Given
    from peerlearn.curation.source import Source
    from peerlearn.encode import Encoder
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.vocabulary import Vocabularies

_OF_DOCUMENTS = ("kind", "lang", "title", "summary", "city", "country", "date", "themes", "sdgs", "passages")


@dataclass(frozen=True, eq=False)
class Extractor:
    """What drafting needs, made once and kept: names of places and subjects, the encoder, and the calibration."""

    gazetteer: Gazetteer
    subjects: Subjects
    calibration: Calibration

    @classmethod
    def of(cls, cities: Mapping[str, City], vocabularies: Vocabularies, encoder: Encoder | None) -> Extractor:
        """Make an extractor; without an encoder, or with another than the bundled one, subjects are not suggested but asked."""
        lexicon = Lexicon.of(cities, vocabularies)
        return cls(Gazetteer.of(cities, lexicon), Subjects.of(vocabularies, lexicon, encoder), calibration.shipped())

    @classmethod
    def of_corpus(cls, corpus: Corpus, encoder: Encoder | None) -> Extractor:
        """Make the extractor of a corpus that was read."""
        return cls.of(corpus.cities, corpus.vocabularies, encoder)

    @classmethod
    def of_base(cls, base: KnowledgeBase) -> Extractor:
        """Make the extractor of an open knowledge base, with its encoder."""
        return cls.of(base.cities, base.vocabularies, base.engine.encoder)

    def candidates(self, reading: Reading) -> list[Found]:
        """Return everything that was found in a file, not yet weighed."""
        found = [*opening.kinds(reading), *self.gazetteer.find(reading), *dates.find(reading)]
        return [*found, *figures.find(reading), *partners.find(reading), *self.subjects.find(reading)]


def draft(source: Source, extractor: Extractor, *, given: Sequence[Given] = (), kind: Kind | None = None) -> Draft:
    """Return what a file suggests for the fields of a practice or document, with questions for what it leaves open.

    Args:
        source: the file as its reader gave it; only usable pages are read.
        extractor: made once for a corpus.
        given: values that the city wrote into fields of the template (``RowSource.given``); nothing is guessed for those fields.
        kind: what the file is, where a person has said so; otherwise the likeliest kind.
    """
    reading = Reading.of(source)
    weighed = [_weigh(each, extractor.calibration) for each in extractor.candidates(reading)]
    taken, unknown = suggestions_of(given, extractor.subjects.lexicon, extractor.subjects.vocabularies, lang=reading.lang)
    guessed = max((each for each, _ in weighed if each.field == "kind"), key=lambda each: each.confidence, default=None)
    chosen: Kind = kind or ("practice" if given or guessed is None else _kind(guessed))
    practice = chosen == "practice"
    every = [(each, True) for each in opening.quoted(reading, practice=practice)] + weighed
    if not practice:
        every += [(each, True) for each in opening.dates(reading)]
    shown = [*taken, *_of_kind([each for each, good in every if good], practice, {each.field for each in taken})]
    doubtful = _of_kind([each for each, good in every if not good], practice, {each.field for each in taken})
    ordered = tuple(sorted(shown, key=_order))
    asked = questions({each.field for each in ordered} - set(unknown), lang=reading.lang, practice=practice)
    return Draft(source, chosen, reading.lang, ordered, asked, tuple(sorted(doubtful, key=_order)))


def _weigh(found: Found, table: Calibration) -> tuple[Suggestion, bool]:
    name = f"kind:{found.value}" if found.field == "kind" else found.field
    if found.features.get("labelled"):  # the city's own label says which field it is: set by hand, as nothing here measures it
        return Suggestion(found.field, found.value, found.place, opening.LABELLED), True
    confidence, good = table.of(name, found.features)
    return Suggestion(found.field, found.value, found.place, confidence), good


def _kind(guessed: Suggestion) -> Kind:
    kinds: dict[object, Kind] = {"practice": "practice", "report": "report", "declaration": "declaration", "news": "news", "guide": "guide"}
    return kinds[guessed.value]


def _of_kind(found: Sequence[Suggestion], practice: bool, given: set[str]) -> list[Suggestion]:
    """Leave out what the kind of record has no field for, and what the city has given itself."""
    return [
        each
        for each in found
        if each.field not in given and (each.field not in ("passages", "date") if practice else each.field in _OF_DOCUMENTS)
    ]


_POSITION = {name: number for number, name in enumerate((*SINGLE, *SEVERAL, *SECTIONS))}


def _order(each: Suggestion) -> tuple[int, bool, float, tuple[int, int, int]]:
    """Order by field, given ones first, then the surest; sections and passages as they stand in the file."""
    place = (each.place.page, each.place.start, each.place.end)
    in_order = each.field in SECTIONS or each.field == "passages"
    return _POSITION[each.field], not each.given, 0.0 if in_order else -each.confidence, place
