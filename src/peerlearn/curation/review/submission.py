"""What the review hands out: submissions as they stand, and why something could not be done. All frozen, none tied to the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peerlearn.curation.review.reasons import Reason
    from peerlearn.curation.review.rules import Role
    from peerlearn.curation.source import Page
    from peerlearn.practice import Status

DRAFT_FORMAT = 1
"""Goes up when the shape of a draft changes, so that an old one can be read by what knew it."""
Choice = Literal["accepted", "edited", "rejected"]
Recommendation = Literal["publish", "revise", "reject"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
RECOMMENDATIONS: tuple[Recommendation, ...] = get_args(Recommendation)
CRITERIA = ("documentation", "evidence", "inclusion", "sustainability", "transferability")
"""What reviewers score, each from 1 (hardly) to 5 (fully)."""


@dataclass(frozen=True)
class Person:
    """Somebody who works here; name and e-mail are empty once forgotten."""

    id: str
    role: Role
    name: str
    email: str


@dataclass(frozen=True)
class Decision:
    """What a person made of a suggestion; ``value`` is theirs when it was edited. ``version`` counts its changes from 1."""

    suggestion: str
    choice: Choice
    value: Any
    by: str
    at: dt.datetime
    version: int


@dataclass(frozen=True)
class Remark:
    """A comment, on a field or (empty) the whole; with a ``recommendation`` it is an expert's opinion."""

    id: int
    text: str
    field: str
    recommendation: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Score:
    """What one reviewer gave for one criterion: 1 to 5."""

    criterion: str
    value: int
    by: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask, kept in the store only."""

    id: int
    name: str
    email: str
    phone: str
    organisation: str
    consent: bool


@dataclass(frozen=True)
class Summary:
    """A submission in a list; ``refusal`` says why its file could not be read, empty when it was."""

    id: str
    status: Status
    file_name: str
    title: str
    verdict: str
    refusal: str
    record_id: str
    created_by: str
    created: dt.datetime
    changed: dt.datetime
    version: int


@dataclass(frozen=True)
class Submission:
    """A submission whole; ``version`` is what an editor hands back with a change."""

    summary: Summary
    media_type: str
    sha256: str
    size: int
    revises: str
    submitted_by: str | None
    draft: Mapping[str, Any]
    pages: tuple[Page, ...]
    decisions: tuple[Decision, ...]
    remarks: tuple[Remark, ...]
    scores: tuple[Score, ...]
    contacts: tuple[Contact, ...]

    @property
    def id(self) -> str:
        """The submission's id."""
        return self.summary.id

    @property
    def status(self) -> Status:
        """The state it is in."""
        return self.summary.status

    @property
    def version(self) -> int:
        """Goes up with every change of state or draft."""
        return self.summary.version


@dataclass(frozen=True)
class Refused:
    """Something may not be done (now, or by this person); nothing has changed."""

    reasons: tuple[Reason, ...]

    def text(self, lang: str = "en") -> str:
        """Return the reasons as sentences, a line each."""
        return "\n".join(reason.text(lang) for reason in self.reasons)


@dataclass(frozen=True)
class Conflict:
    """Somebody was quicker: their change stands, and mine is here whole (a draft is also kept under ``aside``).

    ``version`` is what to hand back with ``merged``, which holds both changes; at ``clashes`` both changed the same thing and theirs
    stands in it. ``theirs`` was made by ``by`` at ``at``.
    """

    mine: Any
    theirs: Any
    merged: Any
    clashes: tuple[str, ...]
    version: int
    by: str
    at: dt.datetime
    aside: int | None = None


def new_draft(
    suggestions: Iterable[Mapping[str, Any]] = (), *, record: Mapping[str, Any] | None = None, questions: Sequence[Any] = (), **more: Any
) -> dict[str, Any]:
    """Return a draft: what was suggested, each with an ``id``, the record as far as it is written, and questions to the city.

    A suggestion has ``field``, ``value``, ``confidence`` and ``place`` (``{page, start, end}``); what else it has is kept. ``record`` is
    a practice or document as :func:`peerlearn.serialise.record_json` writes it.
    """
    numbered = [{"id": f"s{number}", **suggestion} for number, suggestion in enumerate(suggestions, 1)]
    return {"format": DRAFT_FORMAT, "suggestions": numbered, "record": dict(record) if record else None, "questions": [*questions], **more}


def require_draft(draft: Mapping[str, Any], *, pages: Sequence[Page]) -> None:
    """Raise FieldError unless every suggestion has an id of its own and a place in a usable page: without a span there is no value."""
    if draft.get("format") != DRAFT_FORMAT:
        raise FieldError("format", f"is {draft.get('format')!r}", f"write a draft of format {DRAFT_FORMAT}")
    seen: set[str] = set()
    for suggestion in draft.get("suggestions", ()):
        name = f"suggestions.{suggestion.get('id')}"
        if not isinstance(suggestion.get("id"), str) or suggestion["id"] in seen or not isinstance(suggestion.get("field"), str):
            raise FieldError(name, "has no id of its own, or no field", "give each suggestion an id and a field")
        seen.add(suggestion["id"])
        _require_place(name, suggestion.get("place"), pages)


def _require_place(name: str, place: Any, pages: Sequence[Page]) -> None:
    numbers = [place[key] for key in ("page", "start", "end") if isinstance(place.get(key), int)] if isinstance(place, Mapping) else []
    if len(numbers) != 3:
        raise FieldError(f"{name}.place", "is missing", "say page, start and end: without a span there is no value")
    page, start, end = numbers
    if not 1 <= page <= len(pages) or not 0 <= start < end <= len(pages[page - 1].text):
        raise FieldError(f"{name}.place", f"page {page}, {start}:{end} is not in the file", "point into the pages that were read")
    if not pages[page - 1].usable:
        raise FieldError(
            f"{name}.place", f"is on page {page}, which is not readable", "suggest nothing from pages that need OCR or a person"
        )
