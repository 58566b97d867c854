"""The facts that a practice is made of: sources, who wrote a text, partners, resources, results, evidence.

The constructors refuse nonsense with :class:`peerlearn.issues.FieldError`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from peerlearn.issues import FieldError

TextKind = Literal["original", "human", "machine"]
Complexity = Literal["low", "medium", "high"]
Reporter = Literal["city", "organiser", "independent", "unstated"]
"""Who counted: the city itself; another body that runs, funds or supports the practice; somebody apart from both; or no source says."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_LANG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Date = Annotated[int | dt.date | str, Field(union_mode="left_to_right")]
"""A year, a day, or a month written ``2020-05``."""
Text = Mapping[str, str]
"""The same thing said in several languages: lang -> text."""


def require_one_of(name: str, value: object, allowed: object) -> None:
    """Raise FieldError unless ``value`` is one of the ``Literal``'s values."""
    values = get_args(allowed)
    if value not in values:
        raise FieldError(name, f"{value!r} is not known", f"write one of {', '.join(values)}")


def require_text(name: str, value: str) -> None:
    """Raise FieldError unless ``value`` is text in NFC without control characters."""
    if not value.strip():
        raise FieldError(name, "is empty", "write it, or leave the whole field out where it is optional")
    if bad := _CONTROLS.search(value):
        raise FieldError(name, f"holds the control character U+{ord(bad.group()):04X}", "remove it")
    if not unicodedata.is_normalized("NFC", value):
        raise FieldError(name, "is not in Unicode form NFC", "normalise the text to NFC before it is stored")


def require_lang(name: str, value: str) -> None:
    """Raise FieldError unless ``value`` is a language tag."""
    if not _LANG.fullmatch(value):
        raise FieldError(name, f"{value!r} is not a language tag", "write a BCP 47 tag in lower case, like ar")


def require_year(name: str, value: Date | None) -> None:
    """Raise FieldError unless ``value`` is a plausible date, or None."""
    if value is None:
        return
    if isinstance(value, str) and not _MONTH.fullmatch(value):
        raise FieldError(name, f"{value!r} is not a date", "write a year like 2020, a month like 2020-05 or a day like 2020-05-01")
    if not 1900 <= year_of(value) <= 2100:
        raise FieldError(name, f"{value} is not a plausible year", "write a year from 1900 to 2100")


def require_finite(name: str, value: float | str | None) -> None:
    """Raise FieldError for a number that is none: NaN or infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        raise FieldError(name, f"{value} is not a number", "write a number, or leave the field out")


def frozen_text(name: str, value: Text | None) -> Text | None:
    """Return the map read-only, or raise FieldError for a tag or text that is none."""
    if value is None:
        return None
    for lang, text in value.items():
        require_lang(name, lang)
        require_text(f"{name}.{lang}", text)
    return MappingProxyType(dict(value))


def year_of(value: Date) -> int:
    """Return the year of a date."""
    if isinstance(value, str):
        return int(value[:4])
    return value.year if isinstance(value, dt.date) else value


@dataclass(frozen=True)
class Source:
    """Where facts come from: title, publisher, year, link, licence and the language of the page."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    title: str
    publisher: str
    url: str
    licence: str
    year: int | None = None
    lang: str | None = None

    def __post_init__(self) -> None:
        for name in ("title", "publisher", "licence"):
            require_text(f"sources.{name}", getattr(self, name))
        if not re.fullmatch(r"https?://\S+", self.url):
            raise FieldError("sources.url", f"{self.url!r} is not a link", "write a link that begins with https://")
        require_year("sources.year", self.year)
        if self.lang is not None:
            require_lang("sources.lang", self.lang)


@dataclass(frozen=True)
class Written:
    """Who wrote a version, how, from which language, when, and whether a native reviewer has read it."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    by: str
    kind: TextKind
    date: dt.date
    from_lang: str | None = None
    reviewed: bool = False

    def __post_init__(self) -> None:
        require_text("written.by", self.by)
        require_one_of("written.kind", self.kind, TextKind)
        if self.from_lang is not None:
            require_lang("written.from", self.from_lang)


@dataclass(frozen=True)
class Partner:
    """An organisation that takes part, and what it gives."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Text = field(hash=False)
    support: Text | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", frozen_text("partners.name", self.name))
        object.__setattr__(self, "support", frozen_text("partners.support", self.support))


@dataclass(frozen=True)
class Resources:
    """What the practice costs: amounts in ``currency``, the rest in words."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    cost: int | float | None = None
    currency: str | None = None
    cost_year: int | None = None
    running_cost: int | float | None = None
    staff: Text | None = field(default=None, hash=False)
    funding: Text | None = field(default=None, hash=False)
    in_kind: Text | None = field(default=None, hash=False)
    complexity: Complexity | None = None

    def __post_init__(self) -> None:
        if (self.cost is not None or self.running_cost is not None) and not re.fullmatch(r"[A-Z]{3}", self.currency or ""):
            raise FieldError("resources.currency", "is missing beside an amount", "write a code of ISO 4217, like USD")
        require_finite("resources.cost", self.cost)
        require_finite("resources.running_cost", self.running_cost)
        if self.complexity is not None:
            require_one_of("resources.complexity", self.complexity, Complexity)
        require_year("resources.cost_year", self.cost_year)
        for name in ("staff", "funding", "in_kind"):
            object.__setattr__(self, name, frozen_text(f"resources.{name}", getattr(self, name)))


@dataclass(frozen=True)
class Result:
    """One measured result: indicator, value, date, method, who reported it, and the number of its source (from 1, where known)."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    indicator: Text = field(hash=False)
    value: int | float | str
    reported_by: Reporter
    source: int | None = None
    baseline: int | float | str | None = None
    unit: Text | None = field(default=None, hash=False)
    date: Date | None = None
    method: Text | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        require_one_of("results.reported_by", self.reported_by, Reporter)
        require_finite("results.value", self.value)
        require_finite("results.baseline", self.baseline)
        require_year("results.date", self.date)
        for name in ("indicator", "unit", "method"):
            object.__setattr__(self, name, frozen_text(f"results.{name}", getattr(self, name)))


@dataclass(frozen=True)
class Evidence:
    """How well the results are documented: level 0 to 5, the kind of source, and the reason for the level."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    level: int
    type: str
    reason: Text = field(hash=False)

    def __post_init__(self) -> None:
        if self.level not in range(6):
            raise FieldError("evidence.level", f"{self.level!r} is not a level", "write a number from 0 to 5")
        object.__setattr__(self, "reason", frozen_text("evidence.reason", self.reason))
