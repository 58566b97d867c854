"""A question put to a small engine, for tests."""

import dataclasses

from peerlearn.search import engine as engine_module
from peerlearn.search.result import Query

MEANINGS = {"كبار": "seniors", "السن": "seniors", "هاتف": "phones", "الهاتف": "phones", "المكتبات": "libraries", "seniors": "seniors"}


def search(engine, text, lang="en", **options):
    return engine.search(Query(text, lang, **options))


def banded(monkeypatch, **bands):
    """Let the records' chances be what a test is about; the others' are those of a weak one."""
    rank = engine_module.rank_passages
    scores = {"strong": 9.0, "fair": 3.6, "weak": 2.0}

    def scored(index, question, *, allowed=None):
        found = [
            dataclasses.replace(each, score=scores[bands.get(each.passage.record_id, "weak")])
            for each in rank(index, question, allowed=allowed)
        ]
        return sorted(found, key=lambda each: -each.score)

    monkeypatch.setattr(engine_module, "rank_passages", scored)
