"""One changed practice: it answers at once, only its changed text is encoded, and the index agrees with the corpus."""

import dataclasses
import shutil

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.index.build import verify
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.rebuild import bring_up_to, update_records
from peerlearn.settings import Settings

pytestmark = pytest.mark.integration

CHANGED = "leeds-100-digital"
SENTENCE = "Seven knitting needles were lent to the pigeon post."


@pytest.fixture
def settings(home, tmp_path):
    """A home of its own with a copy of the built index and its corpus."""
    shutil.copytree(home.folder / "indexes", tmp_path / "indexes", symlinks=True)
    shutil.copytree(home.folder / "corpus", tmp_path / "corpus")
    return Settings(home=tmp_path, corpus=tmp_path / "corpus")


def changed(settings):
    """Return the corpus with a sentence more in one practice, which its file does not have."""
    corpus = read_corpus(settings.corpus)
    practice = corpus.practices[CHANGED]
    english = practice.versions["en"]
    versions = {**practice.versions, "en": dataclasses.replace(english, summary=f"{english.summary} {SENTENCE}")}
    return dataclasses.replace(corpus, practices={**corpus.practices, CHANGED: dataclasses.replace(practice, versions=versions)})


def test_a_changed_practice_answers_at_once_and_a_withdrawn_one_no_more(settings):
    before = KnowledgeBase.open(settings)
    corpus = changed(settings)
    report = update_records(settings, corpus, [CHANGED])
    assert (report.updated, report.added, report.removed, report.encoded) == (1, 0, 0, 1)
    base = before.refresh()
    assert base is not before
    best = base.search("knitting needles for the pigeon post", lang="en").hits[0]
    assert best.record.id == CHANGED
    assert SENTENCE in best.passages[0].passage.text
    assert verify(corpus, settings.indexes, encoder_fingerprint=base.engine.encoder.fingerprint).ok

    withdrawn = dataclasses.replace(corpus.practices[CHANGED], status="withdrawn")
    corpus = dataclasses.replace(corpus, practices={**corpus.practices, CHANGED: withdrawn})
    assert update_records(settings, corpus, [CHANGED]).removed == 1
    assert CHANGED not in {hit.record.id for hit in base.refresh().search("knitting needles for the pigeon post", lang="en").hits}


def test_following_a_corpus_updates_what_differs_and_builds_for_new_lists(settings):
    KnowledgeBase.open(settings)
    corpus = changed(settings)
    assert (report := bring_up_to(settings, corpus)).updated == 1
    assert report.encoded == 1
    assert not bring_up_to(settings, corpus).changed
    cities = {each: city for each, city in corpus.cities.items() if each != next(iter(corpus.cities))}
    assert bring_up_to(settings, dataclasses.replace(corpus, cities=cities)).changed


def test_where_there_is_no_index_to_update_one_is_built(settings):
    (settings.indexes / "current").unlink()
    report = update_records(settings, changed(settings), [CHANGED])
    assert report.added == report.records
