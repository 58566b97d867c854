"""A good practice with its language versions, and a document: the two kinds of text that are searched.

What depends on the language (title, summary, sections) stands in a :class:`Version`; everything else stands once in the
:class:`Practice`. The constructors refuse nonsense with :class:`peerlearn.issues.FieldError`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Literal

from peerlearn.facts import (
    Date,
    Evidence,
    Partner,
    Resources,
    Result,
    Source,
    Text,
    Written,
    frozen_text,
    require_lang,
    require_one_of,
    require_text,
    require_year,
    year_of,
)
from peerlearn.issues import FieldError

Status = Literal["draft", "submitted", "in_review", "published", "rejected", "superseded", "withdrawn"]
Level = Literal["district", "city", "region", "national"]
Stage = Literal["idea", "pilot", "implemented", "scaled", "stopped"]
DocumentKind = Literal["report", "declaration", "news", "guide"]

SECTIONS = (
    "challenge",
    "objectives",
    "solution",
    "participation",
    "resources",
    "results",
    "obstacles",
    "enabling_conditions",
    "sustainability",
    "lessons",
    "core_elements",
    "adaptable_elements",
    "transfer_conditions",
    "minimum_capacity",
)
SUMMARY_WORDS = 250
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Version:
    """The text of a practice or document in one language: title, summary and sections in reading order."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    lang: str
    title: str
    summary: str
    written: Written
    sections: Mapping[str, str] = field(hash=False)

    def __post_init__(self) -> None:
        require_lang("lang", self.lang)
        require_text("title", self.title)
        require_text("summary", self.summary)
        if len(self.title.splitlines()) > 1:
            raise FieldError("title", "has more than one line", "write the title on one line")
        words = len(self.summary.split())
        if words > SUMMARY_WORDS:
            raise FieldError("summary", f"has {words} words", f"shorten it to {SUMMARY_WORDS} words")
        for heading, text in self.sections.items():
            if not heading.strip() or heading != heading.strip() or len(heading.splitlines()) > 1:
                raise FieldError("sections", f"{heading!r} is not a heading", "write one line without spaces around it")
            require_text(heading, text)
            if text != text.strip():
                raise FieldError(heading, "has white space around it", "strip the text of the section")
        object.__setattr__(self, "sections", MappingProxyType(dict(self.sections)))


def _require_versions(versions: Mapping[str, Version], lang: str) -> None:
    if lang not in versions:
        raise FieldError("lang", f"there is no version in the original language {lang}", "write the original's text")
    for key, version in versions.items():
        if key != version.lang:
            raise FieldError("lang", f"the version under {key} says it is in {version.lang}", "give both the same tag")


def _in_order(versions: Mapping[str, Version], lang: str) -> Mapping[str, Version]:
    """Return the versions read-only: the original, then the others by their tags."""
    return MappingProxyType({key: versions[key] for key in sorted(versions, key=lambda key: (key != lang, key))})


def _is_before(one: Date, other: Date) -> bool:
    """Compare two dates as far as both are known: 2020 is not before 2020-05."""
    return str(one)[: len(str(other))] < str(other)[: len(str(one))]


class _Versioned:
    """What practices and documents share: language versions and the choice among them."""

    lang: str
    versions: Mapping[str, Version]

    @property
    def original(self) -> Version:
        """The version in the original language."""
        return self.versions[self.lang]

    @property
    def public(self) -> bool:
        """True when it may be searched and shown: a published practice, or a document."""
        return getattr(self, "status", "published") == "published"

    def version(self, *langs: str) -> Version:
        """Return the version in the first of ``langs`` that exists, else the original."""
        return next((self.versions[lang] for lang in langs if lang in self.versions), self.original)

    def full_text(self, *langs: str) -> Version:
        """Return the version in the first of ``langs`` that has more than title and summary, else the original."""
        return next((self.versions[lang] for lang in langs if lang in self.versions and self.versions[lang].sections), self.original)


@dataclass(frozen=True)
class Practice(_Versioned):
    """A good practice of a city; ``lang`` is the language of its original."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    lang: str
    versions: Mapping[str, Version] = field(hash=False)
    city: str
    level: Level
    evidence: Evidence
    sources: tuple[Source, ...]
    status: Status = "draft"
    version_number: int = 1
    start: Date | None = None
    end: Date | None = None
    stage: Stage | None = None
    lead: Text | None = field(default=None, hash=False)
    partners: tuple[Partner, ...] = ()
    themes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    key_features: tuple[str, ...] = ()
    beneficiaries: int | None = None
    resources: Resources | None = None
    results: tuple[Result, ...] = ()
    last_verified: dt.date | None = None

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise FieldError("id", f"{self.id!r} is not an id", "write lower-case ASCII words joined by hyphens")
        require_one_of("status", self.status, Status)
        require_one_of("level", self.level, Level)
        if self.stage is not None:
            require_one_of("stage", self.stage, Stage)
        _require_versions(self.versions, self.lang)
        self._require_story()
        self._require_numbers()
        object.__setattr__(self, "lead", frozen_text("lead", self.lead))
        object.__setattr__(self, "versions", _in_order(self.versions, self.lang))

    def _require_story(self) -> None:
        for version in self.versions.values():
            unknown = [name for name in version.sections if name not in SECTIONS]
            if unknown:
                raise FieldError(unknown[0], "is not a section of a practice", f"use one of {', '.join(SECTIONS)}")
        missing = [name for name in ("challenge", "solution") if name not in self.original.sections]
        if missing:
            raise FieldError(missing[0], "is missing", f"write a section ## {missing[0]}: a draft needs it")

    def _require_numbers(self) -> None:
        require_year("start", self.start)
        require_year("end", self.end)
        if self.start is not None and self.end is not None and _is_before(self.end, self.start):
            raise FieldError("end", f"{self.end} is before the start {self.start}", "mend start or end")
        if not self.sources:
            raise FieldError("sources", "is missing", "name at least one source with its licence")
        for result in self.results:
            if result.source is not None and not 1 <= result.source <= len(self.sources):
                raise FieldError("results.source", f"there is no source {result.source}", f"write a number from 1 to {len(self.sources)}")
        for name in ("themes", "sdgs", "target_groups", "key_features"):
            values = getattr(self, name)
            if len(set(values)) != len(values):
                raise FieldError(name, "names a term twice", "name each term once")

    @property
    def country(self) -> str:
        """The country's ISO 3166 code, read off the city's id."""
        return self.city[:2].upper()

    @property
    def year(self) -> int | None:
        """The year the practice began, or that of its first source."""
        return year_of(self.start) if self.start is not None else self.sources[0].year


@dataclass(frozen=True)
class Document(_Versioned):
    """A text that is searched beside the practices: a report, a declaration, news, a guide."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    lang: str
    versions: Mapping[str, Version] = field(hash=False)
    kind: DocumentKind
    date: Date
    sources: tuple[Source, ...]
    city: str | None = None
    themes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise FieldError("id", f"{self.id!r} is not an id", "write lower-case ASCII words joined by hyphens")
        require_one_of("kind", self.kind, DocumentKind)
        require_year("date", self.date)
        _require_versions(self.versions, self.lang)
        if not self.sources:
            raise FieldError("sources", "is missing", "name at least one source with its licence")
        object.__setattr__(self, "versions", _in_order(self.versions, self.lang))

    @property
    def year(self) -> int:
        """The year of the document."""
        return year_of(self.date)


Record = Practice | Document
