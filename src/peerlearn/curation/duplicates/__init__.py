"""Duplicates: the same practice told twice, in the same words, in edited words, or in another language; found, decided on, merged."""

from peerlearn.curation.duplicates.collection import Collection
from peerlearn.curation.duplicates.decisions import (
    Choice,
    Decision,
    Decisions,
    DecisionsError,
    InMemoryDecisions,
    of_file,
    pair_of,
)
from peerlearn.curation.duplicates.finding import all_pairs, find
from peerlearn.curation.duplicates.merging import Conflict, MergeError, conflicts, merge
from peerlearn.curation.duplicates.result import Agreement, Duplicate, Excerpt, Kind
from peerlearn.curation.duplicates.telling import Telling

__all__ = [
    "Agreement",
    "Choice",
    "Collection",
    "Conflict",
    "Decision",
    "Decisions",
    "DecisionsError",
    "Duplicate",
    "Excerpt",
    "InMemoryDecisions",
    "Kind",
    "MergeError",
    "Telling",
    "all_pairs",
    "conflicts",
    "find",
    "merge",
    "of_file",
    "pair_of",
]
