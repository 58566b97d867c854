"""Two records of one practice -> one, with nothing lost: every language version, source, result and partner of both.

``merge`` is commutative and associative wherever it is defined, so that it does not matter in which order curators merge. Where the two
say different things it is not defined: a person chooses, and the words that were not chosen are named in :func:`conflicts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from peerlearn.errors import PeerlearnError
from peerlearn.issues import FieldError
from peerlearn.practice import Practice, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peerlearn.facts import Resources, Result, Source, Text

STATUS_ORDER = ("published", "in_review", "submitted", "draft", "superseded", "withdrawn", "rejected")
"""Which of two records goes on under its id: the one that readers may have cited already."""
_SAME = ("city", "level", "stage", "beneficiaries", "start", "end")
_AMOUNTS = ("cost", "currency", "cost_year", "running_cost")
_WORDS = ("staff", "funding", "in_kind")
_TERMS = ("themes", "sdgs", "target_groups", "key_features")


@dataclass(frozen=True, order=True)
class Conflict:
    """A field in which the two records say different things, with what each says."""

    field: str
    one: str
    other: str


class MergeError(PeerlearnError):
    """Two records cannot be merged before somebody chooses; ``conflicts`` says between what."""

    def __init__(self, one: str, other: str, found: Iterable[Conflict]) -> None:
        self.conflicts = tuple(found)
        named = ", ".join(each.field for each in self.conflicts)
        super().__init__(
            f"{one} and {other} say different things: {named}", remedy="choose which of the two each field keeps, or link them"
        )


def conflicts(one: Practice, other: Practice) -> list[Conflict]:
    """Return the fields in which two records cannot be joined without choosing, all at once."""
    found: list[Conflict] = []
    for name in _SAME:
        found += _differ(name, getattr(one, name), getattr(other, name))
    for lang in one.versions.keys() & other.versions.keys():
        found += _differ(f"versions.{lang}", one.versions[lang], other.versions[lang])
    for name in ("level", "type"):
        found += _differ(f"evidence.{name}", getattr(one.evidence, name), getattr(other.evidence, name))
    found += _texts("evidence.reason", one.evidence.reason, other.evidence.reason)[1]
    found += _texts("lead", one.lead, other.lead)[1]
    found += _resources(one.resources, other.resources)[1]
    return sorted(found)


def merge(one: Practice, other: Practice, *, keep: Mapping[str, str] | None = None) -> Practice:
    """Return the one record that both become: it has the id of the published one, else of the one whose id comes first.

    Args:
        one: a record.
        other: another telling of it.
        keep: field of a conflict -> id of the record whose word is kept. The other's word is not in the result: whoever calls keeps both
            records as they were.

    Raises:
        MergeError: the two say different things, and ``keep`` does not say which is kept.
    """
    wanted = dict(keep or {})
    if strangers := sorted({*wanted.values()} - {one.id, other.id}):
        raise ValueError(f"{strangers[0]!r} is neither {one.id} nor {other.id}")
    try:
        mine, theirs = _chosen(one, other, wanted), _chosen(other, one, wanted)
        if found := conflicts(mine, theirs):
            raise MergeError(one.id, other.id, found)
        return _joined(mine, theirs)
    except FieldError as fault:  # each was right alone: an end before the other's start
        raise MergeError(one.id, other.id, [Conflict(fault.field, fault.message, fault.message)]) from fault


def _joined(one: Practice, other: Practice) -> Practice:
    first = min((one, other), key=lambda each: (STATUS_ORDER.index(each.status), each.id))
    sources = tuple(sorted({*one.sources, *other.sources}, key=_source_key))
    checked = [each.last_verified for each in (one, other) if each.last_verified is not None]
    shared: dict[str, Any] = {name: _same(getattr(one, name), getattr(other, name)) for name in _SAME}
    shared |= {name: tuple(sorted({*getattr(one, name), *getattr(other, name)})) for name in _TERMS}
    return replace(
        first,
        versions={**one.versions, **other.versions},
        evidence=replace(one.evidence, reason={**one.evidence.reason, **other.evidence.reason}),
        resources=_resources(one.resources, other.resources)[0],
        lead=_texts("", one.lead, other.lead)[0],
        sources=sources,
        version_number=max(one.version_number, other.version_number),
        partners=tuple(sorted({*one.partners, *other.partners}, key=_key)),
        results=tuple(sorted({*_placed(one, sources), *_placed(other, sources)}, key=_key)),
        last_verified=min(checked, default=None),  # everything in it was checked then
        **shared,
    )


def _source_key(source: Source) -> tuple[int, str]:
    """The earliest first: where the start is unknown, the year of the first source stands for it."""
    return source.year or 9999, _key(source)


def _placed(practice: Practice, sources: tuple[Source, ...]) -> list[Result]:
    """Return the results of a practice, each with the number that its source has in the joined list."""
    return [
        each if each.source is None else replace(each, source=sources.index(practice.sources[each.source - 1]) + 1)
        for each in practice.results
    ]


def _key(value: Any) -> str:
    """Return what equal facts share, whatever the order of their languages, to sort by."""
    if is_dataclass(value):
        return repr([(each.name, _key(getattr(value, each.name))) for each in fields(value)])
    if isinstance(value, Mapping):
        return repr(sorted(value.items()))
    return f"{type(value).__name__} {value}"


# what two records say of one thing: the joined value, and the conflicts


def _same(one: Any, other: Any) -> Any:
    """Return the value of the record that has one; of two dates the more precise."""
    return other if one is None or (other is not None and str(other).startswith(str(one))) else one


def _agree(one: Any, other: Any) -> bool:
    """Say whether two values can both be true: equal, one unknown, or one date more precise than the other."""
    if one is None or other is None or one == other:
        return True
    dates = isinstance(one, int | str | dt.date) and isinstance(other, int | str | dt.date) and type(one) is not type(other)
    return dates and (str(one).startswith(str(other)) or str(other).startswith(str(one)))


def _differ(name: str, one: Any, other: Any) -> Iterator[Conflict]:
    if not _agree(one, other):
        yield Conflict(name, *sorted((_shown(one), _shown(other))))


def _shown(value: Any) -> str:
    return value.title if isinstance(value, Version) else str(value)


def _texts(name: str, one: Text | None, other: Text | None) -> tuple[Text | None, list[Conflict]]:
    if one is None or other is None:
        return (other if one is None else one), []
    clashes = [Conflict(f"{name}.{lang}", *sorted((one[lang], other[lang]))) for lang in one if lang in other and one[lang] != other[lang]]
    return {**one, **other}, clashes


def _resources(one: Resources | None, other: Resources | None) -> tuple[Resources | None, list[Conflict]]:
    if one is None or other is None:
        return (other if one is None else one), []
    amounts = {each: tuple(getattr(each, name) for name in _AMOUNTS) for each in (one, other)}
    # Amounts belong together: the year of one and the sum of the other would be nobody's figure.
    stated = [each for each in (one, other) if any(value is not None for value in amounts[each])] or [one]
    clashes = [*_differ("resources.amounts", amounts[one], amounts[other])] if len(stated) > 1 else []
    clashes += _differ("resources.complexity", one.complexity, other.complexity)
    words = {name: _texts(f"resources.{name}", getattr(one, name), getattr(other, name)) for name in _WORDS}
    joined: dict[str, Any] = {name: text for name, (text, _) in words.items()} | {"complexity": _same(one.complexity, other.complexity)}
    return replace(stated[0], **joined), [*clashes, *(each for _, found in words.values() for each in found)]


# choosing


def _chosen(practice: Practice, other: Practice, keep: Mapping[str, str]) -> Practice:
    """Return a practice with the other's word in the fields in which the other is kept."""
    for name, kept in keep.items():
        if kept == other.id:
            practice = _adopting(practice, other, *name.split("."))
    return practice


def _adopting(practice: Any, other: Any, name: str, *rest: str) -> Any:
    """Return a record, fact or map of texts with the other's value at a path."""
    if isinstance(practice, Mapping):
        return {**practice, name: other[name]}
    if name == "amounts":
        return replace(practice, **{each: getattr(other, each) for each in _AMOUNTS})
    theirs = getattr(other, name)
    return replace(practice, **{name: _adopting(getattr(practice, name), theirs, *rest) if rest else theirs})
