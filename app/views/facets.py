"""The filters beside the results, with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.i18n import Translator
    from app.state import State
    from peerlearn.search.result import Offer

SHOWN = ("region", "lang", "theme", "target_group", "country", "sdg", "evidence", "stage", "kind")
ORDERED = ("evidence",)
"""Fields whose values stand in their own order; the others stand by count."""
NUMBERED = ("sdg", "evidence")
"""Fields whose values are known by their numbers."""
SHORT = 7
"""Up to so many values are shown as boxes to tick, more as a list to search in."""


@dataclass(frozen=True)
class Option:
    """One value of a filter: how many of the results have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with its values; ``city`` appears only when a link chose it."""

    field: str
    title: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen values."""
        return tuple(option.value for option in self.options if option.chosen)


@dataclass(frozen=True)
class Active:
    """A value that filters now, and the link to the page without it."""

    title: str
    label: str
    link: str


@dataclass(frozen=True)
class Offered:
    """A value that the question names: how many texts it would leave, and the link to the page with it."""

    title: str
    label: str
    count: int
    link: str


def offered_filters(offers: Sequence[Offer], state: State, tr: Translator, label: Callable[[str, str, str], str]) -> tuple[Offered, ...]:
    """Return the filters that a question names and that this page can set, each with the link that applies it."""
    named = titles(tr)
    return tuple(
        Offered(
            named[each.field],
            _label(each.field, each.value, tr, label),
            each.left,
            urls.url(urls.HOME, state.change(filters={**state.filters, each.field: (each.value,)}, page=1)),
        )
        for each in offers
        if each.field in named and each.field not in state.filters
    )


def active_filters(state: State, tr: Translator, label: Callable[[str, str, str], str]) -> tuple[Active, ...]:
    """Return every value that filters, each with the link that takes it away."""
    named, found = titles(tr), []
    for field, values in state.filters.items():
        for value in values:
            others = tuple(each for each in values if each != value)
            link = urls.url(urls.HOME, state.change(filters={**state.filters, field: others}, page=1))
            found.append(Active(named[field], _label(field, value, tr, label), link))
    return tuple(found)


def titles(tr: Translator) -> dict[str, str]:
    """Return the name of each filter."""
    return {
        "region": tr("Region"),
        "lang": tr("Language of the text"),
        "theme": tr("Theme"),
        "target_group": tr("Target group"),
        "country": tr("Country"),
        "sdg": tr("Sustainable Development Goal"),
        "evidence": tr("Level of evidence"),
        "stage": tr("Stage"),
        "kind": tr("Kind"),
        "city": tr("City"),
    }


def facets_of(
    counts: Mapping[str, Mapping[str, int]], state: State, tr: Translator, label: Callable[[str, str, str], str]
) -> tuple[Facet, ...]:
    """Return the filters worth showing: those with a choice to make, or made.

    Args:
        counts: field -> value -> number of results, as the ranking has it.
        state: holds the chosen values.
        tr: the interface's language.
        label: gives the name of a field's value in a language.
    """
    named = titles(tr)
    found = []
    for field in (*SHOWN, *(name for name in ("city",) if state.filters.get(name))):
        chosen = state.filters.get(field, ())
        tally = dict.fromkeys(chosen, 0) | dict(counts.get(field, {}))
        options = [Option(value, _label(field, value, tr, label), count, value in chosen) for value, count in tally.items()]
        options.sort(key=(lambda option: option.value) if field in ORDERED else (lambda option: (-option.count, option.label)))
        if len(options) > 1 or chosen:
            found.append(Facet(field, named[field], tuple(options)))
    return tuple(found)


def _label(field: str, value: str, tr: Translator, label: Callable[[str, str, str], str]) -> str:
    name = label(field, value, tr.lang)
    return f"{value} · {name}" if field in NUMBERED and value[0].isdecimal() else name
