"""What a reader has put aside to compare: it stands in the address, so that Back, reload and a shared link keep it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app import state as urls
from app.views.texts import Phrase, heading
from peerlearn.errors import NotFoundError
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.state import State
    from app.views.cards import Card
    from peerlearn.practice import Record


@dataclass(frozen=True)
class Choice:
    """The link that puts a practice aside, or takes it back where it is chosen; no link where there is no room for another one."""

    link: str
    chosen: bool


@dataclass(frozen=True)
class Tray:
    """The practices put aside, each with the link that takes it back; ``compare`` leads to them side by side, from two on."""

    items: tuple[tuple[Phrase, str], ...]
    compare: str
    clear: str


def choice(record_id: str, path: str, state: State) -> Choice:
    """Return what a reader can do with a practice on the page at ``path``."""
    if record_id in state.compare:
        rest = tuple(each for each in state.compare if each != record_id)
        return Choice(urls.url(path, state.change(compare=rest)), chosen=True)
    if len(state.compare) >= urls.MAX_COMPARED:
        return Choice("", chosen=False)
    return Choice(urls.url(path, state.change(compare=(*state.compare, record_id))), chosen=False)


def choosable(card: Card, record: Record, path: str, state: State) -> Card:
    """Return a card of a practice with its choice, and with a link that keeps what was put aside."""
    kept = f"&{urlencode({'compare': state.compare}, doseq=True)}" if state.compare else ""
    return replace(card, link=f"{card.link}{kept}", choice=choice(record.id, path, state) if isinstance(record, Practice) else None)


def tray(path: str, state: State, find: Callable[[str], Record]) -> Tray | None:
    """Return what was put aside, as far as it is still in the library; None where that is nothing."""
    found = [record for each in state.compare if (record := _found(each, find))]
    if not found:
        return None
    items = tuple(
        (heading(version.title, version.lang), choice(record.id, path, state).link)
        for record in found
        if (version := record.version(state.lang))
    )
    ready = urls.comparison(state.lang, [record.id for record in found]) if len(found) > 1 else ""
    return Tray(items, ready, urls.url(path, state.change(compare=())))


def _found(record_id: str, find: Callable[[str], Record]) -> Record | None:
    try:
        record = find(record_id)
    except NotFoundError:
        return None
    return record if isinstance(record, Practice) else None
