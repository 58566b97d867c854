"""What a file suggests for the fields of the template, each with its evidence; and what a person decided about it.

A value without a place is no value: :class:`Suggestion` cannot be made without one, and :class:`Draft` refuses a place that is not in
a usable page of its file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from peerlearn.curation.source import Place
from peerlearn.practice import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerlearn.curation.source import Source

Action = Literal["accept", "edit", "reject"]
Kind = Literal["practice", "report", "declaration", "news", "guide"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SINGLE = (
    *("kind", "lang", "title", "summary", "city", "country", "start", "end", "date", "level", "stage", "lead"),
    *("beneficiaries", "cost", "currency", "cost_year", "funding"),
)
"""Fields that take one value; several suggestions for one of them are alternatives, the surest first."""
SEVERAL = ("themes", "target_groups", "sdgs", "key_features", "partners", "figures", "passages")
FIELDS = (*SINGLE, *SEVERAL, *SECTIONS)


@dataclass(frozen=True)
class Figure:
    """A result as a file tells it: what was counted, how many, in which unit, and the year where one stands with it."""

    indicator: str
    value: int | float
    unit: str = ""
    date: int | None = None


@dataclass(frozen=True)
class Money:
    """An amount and the code of its currency (ISO 4217)."""

    amount: int | float
    currency: str


@dataclass(frozen=True)
class Passage:
    """Text of a document under its own heading."""

    heading: str
    text: str


Value = str | int | float | Figure | Money | Passage


@dataclass(frozen=True)
class Suggestion:
    """A value for a field of the template, where it stands in the file, and how likely it is right (0 to 1).

    ``given`` is true for a value that the city wrote into this very field of the template: nothing was guessed.
    """

    field: str
    value: Value
    place: Place
    confidence: float
    given: bool = False

    def __post_init__(self) -> None:
        if self.field not in FIELDS:
            raise ValueError(f"{self.field!r} is no field of the template")
        if not isinstance(self.place, Place):
            raise TypeError(f"{self.field} has no place in the file: without a span there is no value")
        if self.value == "" or self.value is None:
            raise ValueError(f"{self.field} has no value")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is {self.confidence}, outside 0 to 1")

    @property
    def key(self) -> str:
        """A short name for this suggestion that decisions refer to; the same file gives the same keys."""
        value = asdict(self.value) if is_dataclass(self.value) else self.value
        whole = json.dumps([self.field, value, asdict(self.place)], ensure_ascii=False, sort_keys=True)
        return f"{self.field}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Decision:
    """What a person decided about one suggestion: ``by`` is who, ``value`` is what stands instead when it was edited."""

    suggestion: str
    action: Action
    by: str
    value: Value | None = None

    def __post_init__(self) -> None:
        if self.action not in get_args(Action):
            raise ValueError(f"{self.action!r} is no decision: accept, edit or reject")
        if not self.by.strip():
            raise ValueError("a decision has a person behind it")
        if (self.action == "edit") != (self.value is not None and self.value != ""):
            raise ValueError("an edit needs its value, and nothing else has one")


@dataclass(frozen=True)
class Question:
    """What the file does not say, asked of the city in its language."""

    field: str
    lang: str
    text: str


@dataclass(frozen=True)
class Draft:
    """Suggestions from one file, best first within a field, and questions for what is missing.

    ``suggestions`` are those that may be shown: in their field, suggestions as sure were right four times in five. ``doubtful`` are the
    rest, kept for measuring and for who asks. ``kind`` says what the file seems to be.
    """

    source: Source
    kind: Kind
    lang: str
    suggestions: tuple[Suggestion, ...]
    questions: tuple[Question, ...] = ()
    doubtful: tuple[Suggestion, ...] = ()

    def __post_init__(self) -> None:
        for each in (*self.suggestions, *self.doubtful):
            self.source.text_at(each.place)
            if not self.source.pages[each.place.page - 1].usable:
                raise ValueError(f"{each.field} points at page {each.place.page}, which a person must see first")

    def of(self, field: str) -> list[Suggestion]:
        """Return the suggestions for a field that may be shown, the surest first."""
        return [each for each in self.suggestions if each.field == field]

    def with_found(self, found: Iterable[Suggestion]) -> Draft:
        """Return the draft with suggestions that a person made by pointing at the file."""
        return replace(self, suggestions=(*self.suggestions, *found))

    def to_json(self) -> dict[str, Any]:
        """Return what ``ingest --json`` prints of a draft: the best value of single fields, all values of the others."""
        fields: dict[str, Any] = {}
        for each in self.suggestions:
            plain = _plain(each)
            if each.field in SEVERAL:
                fields.setdefault(each.field, []).append(plain)
            else:
                fields.setdefault(each.field, plain)
        return {"kind": self.kind, "lang": self.lang, "fields": fields, "questions": [asdict(each) for each in self.questions]}


def _plain(each: Suggestion) -> dict[str, Any]:
    value = asdict(each.value) if is_dataclass(each.value) else each.value
    span = [each.place.page, each.place.start, each.place.end]
    return {"key": each.key, "value": value, "confidence": round(each.confidence, 3), "span": span}
