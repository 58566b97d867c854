"""Column types that mean the same on SQLite and PostgreSQL: times in UTC, JSON as text, text that both can hold."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return text of the same length with NUL and lone surrogates, which PostgreSQL refuses, replaced by U+FFFD: places stay true."""
    return _UNSTORABLE.sub("\ufffd", text)


def canonical(value: Any) -> str:
    """Return a value as JSON in ASCII, keys sorted: equal values give equal text, and every character can be stored."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Utc(TypeDecorator[dt.datetime]):
    """A moment with its zone: kept in UTC and read back aware; one without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the moment as the engine keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if dialect.name == "sqlite" else value.astimezone(dt.UTC)


class Json(TypeDecorator[Any]):
    """A JSON value as canonical text: neither engine's own JSON holds what the other's does (PostgreSQL refuses U+0000)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value's text."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value."""
        return None if value is None else json.loads(value)


class Storable(TypeDecorator[str]):
    """Text of any length that both engines can hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text without what cannot be stored."""
        return None if value is None else storable(value)
