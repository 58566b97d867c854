"""Why one record is shown beside another: what both have in common, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.practice import Record

_MOST = 3


def likeness(one: Record, other: Record, labels: Labels, tr: Translator) -> tuple[str, ...]:
    """Return what two records share, the closest first; that their texts are near in meaning is why they were found at all."""
    words = labels.vocabularies

    def names(vocabulary: str, ids: Iterable[str], others: Iterable[str]) -> str:
        shared = [each for each in ids if each in set(others)][:_MOST]
        return tr(", ").join(words.label(vocabulary, each, tr.lang) for each in shared)

    found = [tr("near in meaning")]
    if themes := names("themes", one.themes, other.themes):
        found.append(tr("same themes: {names}", names=themes))
    if isinstance(one, Practice) and isinstance(other, Practice):
        if groups := names("target_groups", one.target_groups, other.target_groups):
            found.append(tr("same groups: {names}", names=groups))
        if one.country == other.country:
            found.append(tr("same country"))
    return tuple(found)
