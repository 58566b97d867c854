"""What answers an entry of the board: entries of the other kind, practices, and the cities that stand behind both."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from peerlearn.errors import NotFoundError
from peerlearn.exchange import board
from peerlearn.exchange.meaning import Posting, means_of, rank

if TYPE_CHECKING:
    from peerlearn.exchange.board import Entry
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.store.engine import Store


@dataclass(frozen=True)
class EntryMatch:
    """An entry of the other kind, why it is here, and ``score`` for the order alone."""

    id: str
    city: str
    lang: str
    text: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PracticeMatch:
    """A practice that answers the entry's words, with the search's band and reasons."""

    id: str
    city: str | None
    title: str
    band: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """What answers one entry; ``cities`` are named by what speaks for them, entries first."""

    entry: Entry
    entries: tuple[EntryMatch, ...]
    practices: tuple[PracticeMatch, ...]
    cities: tuple[tuple[str, tuple[str, ...]], ...]


def match_entry(base: KnowledgeBase, store: Store, entry_id: str, *, by: str | None, top: int = 10) -> Matches:
    """Match one entry with what this person may see.

    Raises:
        NotFoundError: there is no such entry for this person.
    """
    seen = {each.id: each for each in board.entries(store, by=by)}
    entry = seen.get(entry_id)
    if entry is None:
        raise NotFoundError(f"there is no entry {entry_id!r}", remedy="peerlearn board list shows them")
    shown = [each for each in seen.values() if each.id == entry_id or (each.status == "open" and each.city != entry.city)]
    postings = [Posting(each.id, each.kind, each.lang, each.text) for each in shown]
    asked = Posting(entry.id, entry.kind, entry.lang, entry.text)
    ranked = rank(asked, among=postings, encoder=base.engine.encoder, means=means_of(base), top=top)
    entries = tuple(_entry_match(seen[each.id], each.score, entry) for each in ranked)
    practices = _practices(base, entry, top)
    return Matches(entry, entries, practices, _cities(entries, practices))


def _entry_match(found: Entry, score: float, asked: Entry) -> EntryMatch:
    reasons = [f"by meaning: {asked.kind} in {asked.lang}, {found.kind} in {found.lang}"]
    return EntryMatch(found.id, found.city, found.lang, found.text, score, tuple(reasons))


def _practices(base: KnowledgeBase, entry: Entry, top: int) -> tuple[PracticeMatch, ...]:
    """Return practices that answer a text at least fairly; what is weak is no match."""
    hits = base.search(entry.text, lang=entry.lang, top=top, where={"kind": ("practice",)}).hits
    return tuple(
        PracticeMatch(hit.record.id, hit.record.city, hit.title, hit.band, tuple(hit.reasons_in(entry.lang)))
        for hit in hits
        if hit.band in ("strong", "fair") and hit.record.city != entry.city
    )


def _cities(entries: tuple[EntryMatch, ...], practices: tuple[PracticeMatch, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    pairs = [(each.city, each.id) for each in entries] + [(each.city, each.id) for each in practices if each.city]
    for city, because in pairs:
        found.setdefault(city or "", []).append(because)
    return tuple((city, tuple(because)) for city, because in found.items())


def match_json(found: Matches) -> dict[str, Any]:
    """Return matches as the command line's JSON."""
    return {
        "entry": asdict(found.entry),
        "matches": [asdict(each) for each in found.entries],
        "practices": [asdict(each) for each in found.practices],
        "cities": [{"city": city, "because": list(because)} for city, because in found.cities],
    }


def match_text(found: Matches) -> str:
    """Return matches for a terminal."""
    lines = [f"{each.id} · {each.city} · {' '.join(each.text.split())} ({'; '.join(each.reasons)})" for each in found.entries]
    lines += [f"{each.id} · {each.city} · {each.title} ({each.band})" for each in found.practices]
    return "\n".join(lines) or "Nothing answers this yet."
