"""What a search gives back: a ranking of hits that say why they are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from peerlearn.search.messages import DID_YOU_MEAN, MESSAGES, NOTED, REASONS, spread_sentence

if TYPE_CHECKING:
    from peerlearn.passages import Passage
    from peerlearn.practice import Record
    from peerlearn.search.reading import Reading
    from peerlearn.text.spans import Span

Band = Literal["strong", "fair", "weak"]
MessageCode = Literal[
    "", "empty", "no-words", "shortened", "nothing-fair", "nothing-fair-filtered", "filtered-out", "quoted-nowhere", "all-excluded"
]
ReasonCode = Literal["form", "meaning", "other-language", "title", "similar", "moved-up"]

FACETS = ("kind", "region", "country", "city", "theme", "sdg", "target_group", "stage", "evidence", "lang", "year")
"""The fields that filter and count, in the order that an interface shows them."""


@dataclass(frozen=True)
class Query:
    """A question as it was asked: text, its language, and filters (field -> accepted values, any of which is enough).

    ``spread`` asks for results that vary in region and language.
    """

    text: str
    lang: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    top: int = 10
    spread: bool = False

    def __post_init__(self) -> None:
        unknown = [name for name in self.where if name not in FACETS]
        if unknown:
            raise ValueError(f"there is no field {unknown[0]!r}; filter by one of {', '.join(FACETS)}")
        if self.top < 1:
            raise ValueError(f"top is {self.top}, but at least one result must be asked for")


@dataclass(frozen=True)
class PassageMatch:
    """A passage of a hit; ``highlights`` are spans of ``passage.text`` whose words the question shares (none: matched by meaning)."""

    passage: Passage
    score: float
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A practice or document that answers: ``score`` is the estimated probability in 0..1 behind ``band``.

    A listing without a question has no band, and similarity to a practice is a score without one.
    ``lang`` is the version to read: the question's language where the record has a full text in it, else that of the best passage;
    ``title_lang`` is the version whose title is shown: the question's language even where only title and summary stand in it.
    ``also`` names the records that tell the same and were folded under this one, best first.
    """

    record: Record
    lang: str
    title_lang: str
    score: float
    band: Band | None
    reasons: tuple[ReasonCode, ...]
    passages: tuple[PassageMatch, ...]
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError(f"the hit {self.record.id} has no passage")

    @property
    def title(self) -> str:
        """The title to show."""
        return self.record.version(self.title_lang).title

    def reasons_in(self, lang: str) -> list[str]:
        """Return the reasons as sentences in ``lang``."""
        return [REASONS[code].get(lang) or REASONS[code]["en"] for code in self.reasons]


@dataclass(frozen=True)
class Offer:
    """A filter that the question seems to name at ``span`` of its text: of ``before`` records it would leave ``left``."""

    field: str
    value: str
    span: Span
    before: int
    left: int


@dataclass(frozen=True)
class Spread:
    """What spreading did to the hits of a ranking: how many regions and original languages they come from, which were moved up."""

    regions: int
    languages: int
    moved: tuple[str, ...]

    def said_in(self, lang: str) -> str:
        """Return it as a sentence in ``lang``."""
        return spread_sentence(lang, regions=self.regions, languages=self.languages, moved=len(self.moved))


@dataclass(frozen=True)
class Ranking:
    """The answer to a query: hits, best first; ``total`` counts all that could be shown, repeats folded.

    ``facets`` counts all records that passed the filters and were ranked, each repeat too, per field and value: facet -> value ->
    records. ``did_you_mean`` is the question without what look like typing errors, empty where there are none: an offer, while the hits
    answer what was typed. ``noted``: the question was kept as a coverage gap. ``reading`` is how the question was understood, None where
    there was none; ``offers`` are filters that it names, which nobody applied. ``spread`` is None unless the query asked for it and there
    was something to spread.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    message_code: MessageCode = ""
    did_you_mean: str = ""
    noted: bool = False
    reading: Reading | None = None
    offers: tuple[Offer, ...] = ()
    spread: Spread | None = None

    @property
    def answers(self) -> tuple[Hit, ...]:
        """The hits that may be handed on as an answer: those of a strong or fair band, or all of a listing, which has no bands."""
        return tuple(hit for hit in self.hits if hit.band != "weak")

    def message_in(self, lang: str) -> str:
        """Return what there is to say about the answer as a whole, in ``lang``; empty when nothing."""
        if not self.message_code:
            return ""
        said = MESSAGES[self.message_code].get(lang) or MESSAGES[self.message_code]["en"]
        return f"{said} {NOTED.get(lang) or NOTED['en']}" if self.noted else said

    def offer_in(self, lang: str) -> str:
        """Return the sentence that offers the corrected question, in ``lang``; empty when there is none."""
        return (DID_YOU_MEAN.get(lang) or DID_YOU_MEAN["en"]).format(question=self.did_you_mean) if self.did_you_mean else ""
