"""What curators do with a pair that tells one practice twice: dismiss it, link it, or make one record of both, as a draft to review."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.deskwork import settled
from peerlearn.curation.duplicates import Decision, Telling, merge, pair_of
from peerlearn.curation.kept_pairs import decisions_of
from peerlearn.curation.review.originals import keep_original
from peerlearn.curation.review.people import find_person
from peerlearn.curation.review.rules import is_office
from peerlearn.curation.review.submission import new_draft
from peerlearn.curation.review.submitting import create
from peerlearn.curation.source import Source
from peerlearn.errors import ReviewError
from peerlearn.serialise import record_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.curation.duplicates import Choice
    from peerlearn.curation.review.submission import Submission
    from peerlearn.practice import Practice
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store


@dataclass(frozen=True)
class Merged:
    """The submission that holds both, the record that it revises, and the id of the other, which is withdrawn afterwards."""

    submission: Submission
    kept: str
    gone: str


def decide_pair(
    store: Store, settings: Settings, pair: tuple[str, str], *, choice: Choice, records: tuple[str, str], by: str, reason: str = ""
) -> Decision:
    """Remember what a curator says of two contents.

    Raises:
        NotFoundError: there is no such person.
        ReviewError: they are no curator.
        DecisionsError: a file of earlier decisions cannot be read.
    """
    require_office(store, by)
    decision = Decision(pair_of(*pair), choice, by, dt.datetime.now(dt.UTC), records, reason)
    decisions_of(store, settings).put(decision)
    return decision


def decided(store: Store, settings: Settings, pair: tuple[str, str]) -> Decision | None:
    """Return what was said of two contents before, if anything.

    Raises:
        DecisionsError: a file of earlier decisions cannot be read.
    """
    return decisions_of(store, settings).get(pair_of(*pair))


def merge_into_draft(
    store: Store, settings: Settings, one: Practice, other: Practice, *, keep: Mapping[str, str], by: str, reason: str = ""
) -> Merged:
    """Hand one practice made of two in as a revision of the one that stays, and remember that; published, it replaces that one.

    Raises:
        MergeError: the two say different things, and ``keep`` does not say whose word stands.
        ReviewError: this person may not.
    """
    require_office(store, by)
    whole = merge(one, other, keep=keep)
    kept, gone = (one, other) if whole.id == one.id else (other, one)
    merged = record_json(whole)
    source = Source(f"{kept.id}+{gone.id}.json", "application/json", keep_original(settings, merged), (), kept.original.title)
    draft = new_draft(record=json.loads(merged), kind="practice", lang=kept.lang, merges=[kept.id, gone.id], reason=reason)
    made = settled(create(store, source, size=len(merged), by=by, draft=draft, revises=kept.id))
    pair = (Telling.of(one).identity, Telling.of(other).identity)
    decide_pair(store, settings, pair, choice="merge", records=(one.id, other.id), by=by, reason=reason)
    return Merged(made, kept.id, gone.id)


def require_office(store: Store, by: str) -> None:
    """Raise ReviewError unless somebody is a curator or an admin."""
    if not is_office(find_person(store, by).role):
        raise ReviewError("deciding on duplicates is for curators", remedy="ask one")
