"""Publishing, withdrawing, backup and restore with the real encoder: found across languages, gone at once, and the same after a restore."""

import shutil
import time

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.curation.backup import back_up, restore
from peerlearn.curation.journal import open_curation
from peerlearn.curation.publish import Published, publish, withdraw
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings
from tests.unit.builders import practice, version
from tests.unit.curation import desk

pytestmark = pytest.mark.integration

SECTIONS = {
    "challenge": "يعاني الصيادون في أسوان من تراجع المخزون السمكي في النيل.",
    "solution": "افتتحت المدينة مدرسة ليلية للصيادين تعلّمهم صيانة القوارب والصيد المستدام وقراءة نشرات الطقس.",
}
QUESTIONS = (("evening school for fishermen", "en"), ("école du soir pour les pêcheurs", "fr"), ("مدرسة الصيادين", "ar"))
RECORD = practice(
    id="aswan-fishers-school",
    versions={"ar": version(title="مدرسة الصيادين الليلية", summary="مدرسة ليلية لصيادي النيل.", sections=SECTIONS)},
)


def answers(base):
    return [[(hit.record.id, hit.score, hit.band) for hit in base.search(text, lang=lang).hits] for text, lang in QUESTIONS]


def test_published_found_backed_up_restored_and_withdrawn(copy, models, tmp_path, capsys):
    settings = copy.settings
    store = open_curation(settings).store
    people = desk.team(store)
    name = desk.reviewed(store, people, record=RECORD)
    base = KnowledgeBase.open(settings)
    began = time.monotonic()
    done = publish(store, settings, name, by=people.second, version=desk.version_of(store, name))
    published = time.monotonic() - began
    assert isinstance(done, Published)
    base = base.refresh()
    assert [hits[0][0] for hits in answers(base)] == [RECORD.id] * 3

    began = time.monotonic()
    made = back_up(store, settings, tmp_path / "backup.zip")
    backed_up = time.monotonic() - began
    again = Settings(home=tmp_path / "again", corpus=tmp_path / "again" / "corpus")
    began = time.monotonic()
    restore(again, made.path)
    restored = time.monotonic() - began
    (again.indexes / "models").symlink_to(models)
    assert answers(KnowledgeBase.open(again)) == answers(base)
    assert [*read_corpus(again.corpus).records()] == [*read_corpus(settings.corpus).records()]

    began = time.monotonic()
    withdraw(store, settings, RECORD.id, by=people.second, reason="سُحبت الموافقة.")
    withdrawn = time.monotonic() - began
    assert RECORD.id not in {hit[0] for hits in answers(base.refresh()) for hit in hits}
    store.close()
    with capsys.disabled():
        size = made.path.stat().st_size / 1e6
        figures = f"published in {published:.1f} s, withdrawn in {withdrawn:.1f} s, backup {backed_up:.1f} s and {size:.1f} MB"
        print(f"\n{len(read_corpus(settings.corpus).practices)} practices: {figures}, restored in {restored:.1f} s", end="")
    shutil.rmtree(again.home)
