"""Two people changed one draft: what both changes come to, and where they clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_ABSENT = object()


@dataclass(frozen=True)
class Merge:
    """``merged`` holds both changes; at ``clashes`` (paths of keys, joined by dots) both changed the same thing and theirs stands."""

    merged: dict[str, Any]
    clashes: tuple[str, ...]


def merge(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> Merge:
    """Return both changes to ``base`` together. Objects are merged key by key; any other value, a list too, is taken whole."""
    clashes: list[str] = []
    merged = _merge(base, mine, theirs, "", clashes)
    return Merge(merged, tuple(clashes))


def _merge(base: Any, mine: Any, theirs: Any, path: str, clashes: list[str]) -> Any:
    if _same(mine, theirs) or _same(mine, base):
        return theirs
    if _same(theirs, base):
        return mine
    if not (isinstance(mine, dict) and isinstance(theirs, dict)):
        clashes.append(path)
        return theirs
    old = base if isinstance(base, dict) else {}
    merged = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        inner = f"{path}.{key}" if path else key
        value = _merge(old.get(key, _ABSENT), mine.get(key, _ABSENT), theirs.get(key, _ABSENT), inner, clashes)
        if value is not _ABSENT:
            merged[key] = value
    return merged


def _same(one: Any, other: Any) -> bool:
    """Compare JSON values: 1, 1.0 and true differ, and so do orders of keys where a reader sees them."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
