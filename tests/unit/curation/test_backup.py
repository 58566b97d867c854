"""Backup and restore on both engines: everything comes back the same, and nothing damaged comes back at all."""

import dataclasses
import json
import shutil
import zipfile

import pytest

from peerlearn.atomic import locked
from peerlearn.curation import journal
from peerlearn.curation.backup import MANIFEST, back_up, check_backup, restore
from peerlearn.curation.publish import publish, withdraw
from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.curation.review.originals import keep_original, read_original
from peerlearn.curation.review.reviewing import add_contact, comment
from peerlearn.curation.review.submission import Submission
from peerlearn.curation.review.submitting import list_submissions, read_submission
from peerlearn.errors import BackupError, PublishError
from peerlearn.gaps import gap_store
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from tests.unit.builders import practice, version
from tests.unit.curation import desk, quick_index
from tests.unit.fake_encoder import FakeEncoder

OLD = practice(id="old-practice", status="published", versions={"ar": version(title="قديمة", summary="حدائق وأنهار.")})
QUESTIONS = ("مراكز مجتمعية", "حدائق", "التعلم في أسوان")

ON_SQLITE = pytest.mark.parametrize("store_settings", ["sqlite"], indirect=True)
"""What is proved does not depend on the engine: the archive is the same."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch, loaded_text_rules):
    monkeypatch.setattr(journal, "bring_up_to", quick_index.rebuild)


@pytest.fixture
def people(store, store_settings):
    """A home with a published practice, an open submission, a contact, an original and a gap."""
    desk.small_corpus(store_settings.corpus, OLD)
    people = desk.team(store)
    name = desk.reviewed(store, people)
    add_contact(store, name, name="أمل", email="amal@example.org", by=people.city)
    publish(store, store_settings, name, by=people.second, version=desk.version_of(store, name))
    desk.submit(store, people)
    keep_original(store_settings, desk.TEXT.encode())
    gap_store(store_settings).keep("سؤال بلا جواب", lang="ar", record=None, probability=0.1, generation="g")
    return people


@pytest.fixture
def archive(store, store_settings, people, tmp_path):
    return back_up(store, store_settings, tmp_path / "backup.zip")


def answers(settings):
    base = KnowledgeBase.open(settings, encoder=FakeEncoder())
    return [[(hit.record.id, hit.score, hit.reasons) for hit in base.search(each, lang="ar").hits] for each in QUESTIONS]


def everything(store):
    return [read_submission(store, each.id) for each in list_submissions(store)], read_log(store)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_restore_into_an_empty_home_gives_identical_answers(store, store_settings, archive, target, tmp_path, request):
    url = "" if target == "sqlite" else request.getfixturevalue("new_postgres_url")()
    home = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus", store_url=url)
    assert restore(home, archive.path) == archive
    assert answers(home) == answers(store_settings)
    restored = open_store(home)
    try:
        assert everything(restored) == everything(store)
        assert verify_log(restored, anchor=archive.log).ok
        work_goes_on(restored, home)
    finally:
        restored.close()
    assert read_original(home, desk.source().sha256) == desk.TEXT.encode()
    assert gap_store(home).read(at_least=1)[0].text == "سؤال بلا جواب"
    assert {path.stat().st_mode & 0o077 for path in home.data.rglob("*") if path.is_file() and ".lock" not in path.name} == {0}
    assert not list(home.home.glob(".restoring*"))


def work_goes_on(store, settings):
    """New rows get new numbers, and what was published can be withdrawn."""
    open_one = list_submissions(store, status="draft")[0]
    assert isinstance(comment(store, open_one.id, text="بعد الاستعادة", by=open_one.created_by), Submission)
    assert isinstance(add_contact(store, open_one.id, name="x", by=open_one.created_by), Submission)
    published = list_submissions(store, status="published")[0]
    assert withdraw(store, settings, published.record_id, by=published.created_by, reason="x").version_number == 2


def test_an_archive_says_what_it_holds(archive, store):
    checked = check_backup(archive.path)
    assert checked == archive
    assert checked.files["corpus"] == 3
    assert checked.files["data"] == 3
    assert checked.files["indexes"] > 5
    assert checked.log[0] == len(read_log(store))
    assert archive.path.stat().st_mode & 0o077 == 0


def test_a_home_without_an_index_can_be_backed_up(store, store_settings, tmp_path):
    desk.small_corpus(store_settings.corpus)
    made = back_up(store, store_settings, tmp_path / "backup.zip")
    assert made.files == {"corpus": 1, "data": 1, "indexes": 0}
    home = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus")
    restore(home, made.path)


def test_an_archive_that_is_there_is_not_overwritten(store, store_settings, archive):
    with pytest.raises(BackupError, match="there already"):
        back_up(store, store_settings, archive.path)


def test_nothing_unfinished_is_backed_up(store, store_settings, people, tmp_path):
    def failing(settings, corpus):
        raise OSError("disk")

    name = desk.reviewed(store, people, record=practice(id="another"))
    with pytest.raises(PublishError):
        publish(store, store_settings, name, by=people.second, version=desk.version_of(store, name), index=failing)
    with pytest.raises(BackupError, match="has not followed"):
        back_up(store, store_settings, tmp_path / "backup.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["corpus/x.md", "data/curation.sqlite", "data/originals/x", "indexes/current"])
@ON_SQLITE
def test_a_home_that_is_not_empty_is_left_alone(archive, tmp_path, there):
    home = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus")
    path = home.home / there
    path.parent.mkdir(parents=True)
    path.write_text("x")
    with pytest.raises(BackupError, match="not empty"):
        restore(home, archive.path)
    assert [each for each in home.home.rglob("*") if each.is_file()] == [path]


@pytest.mark.parametrize("store_settings", ["postgresql"], indirect=True)
def test_a_database_that_is_not_empty_is_left_alone(archive, store, store_settings, tmp_path):
    home = dataclasses.replace(store_settings, home=tmp_path / "home")
    with pytest.raises(BackupError, match="the database"):
        restore(home, archive.path)


def rewritten(archive, change):
    """Write the archive anew with a change to its members."""
    with zipfile.ZipFile(archive.path) as old:
        members = {each.filename: old.read(each) for each in old.infolist()}
    change(members)
    with zipfile.ZipFile(archive.path, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def first(members, part):
    return next(name for name in members if name.startswith(part))


def manifest_with(members, change):
    manifest = json.loads(members[MANIFEST])
    change(manifest)
    members[MANIFEST] = json.dumps(manifest).encode()


def rename_out(members, name):
    old = first(members, "corpus/")
    members[name] = members.pop(old)
    manifest_with(members, lambda manifest: manifest["files"].update({name: manifest["files"].pop(old)}))


DAMAGE = {
    "an altered file": lambda members: members.update({first(members, "corpus/practices"): b"x"}),
    "a missing file": lambda members: members.pop(first(members, "indexes/")),
    "a foreign file": lambda members: members.update({"corpus/x.md": b"x"}),
    "no manifest": lambda members: members.pop(MANIFEST),
    "a manifest of another shape": lambda members: members.update({MANIFEST: b"[]"}),
    "a manifest that is no JSON": lambda members: members.update({MANIFEST: b"\xff"}),
    "another format": lambda members: manifest_with(members, lambda manifest: manifest.update({"format": 99})),
    "a file larger than it says": lambda members: manifest_with(
        members, lambda manifest: manifest["files"][first(members, "corpus/practices")].update({"size": 1})
    ),
    "another log": lambda members: manifest_with(members, lambda manifest: manifest["log"].__setitem__(1, "0" * 64)),
    "a name above": lambda members: rename_out(members, "corpus/../../x"),
    "an absolute name": lambda members: rename_out(members, "/tmp/x"),
    "a name elsewhere": lambda members: rename_out(members, "peerlearn.toml"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@ON_SQLITE
def test_a_damaged_archive_is_refused_and_nothing_is_written(archive, tmp_path, damage):
    rewritten(archive, DAMAGE[damage])
    home = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus")
    with pytest.raises(BackupError):
        restore(home, archive.path)
    assert [*home.home.rglob("*")] == []
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
@ON_SQLITE
def test_an_archive_with_a_wrong_byte_or_cut_short_is_refused(archive, tmp_path, share):
    data = bytearray(archive.path.read_bytes())
    at = int(len(data) * share)
    (tmp_path / "short.zip").write_bytes(data[:at])
    data[at : at + 20] = bytes(255 - each for each in data[at : at + 20])
    (tmp_path / "wrong.zip").write_bytes(data)
    for name in ("short.zip", "wrong.zip"):
        with pytest.raises(BackupError):
            check_backup(tmp_path / name)


def test_what_is_no_archive_is_said_so(tmp_path):
    with pytest.raises(BackupError, match="there is no"):
        check_backup(tmp_path / "none.zip")


def test_a_backup_waits_for_one_who_publishes(store, store_settings, people, tmp_path, monkeypatch):
    held = []
    real = locked

    def watched(path, *, wait):
        held.append(path.name)
        assert wait
        return real(path, wait=wait)

    monkeypatch.setattr("peerlearn.curation.backup.locked", watched)
    back_up(store, store_settings, tmp_path / "backup.zip")
    assert held == ["publishing.lock", "lock"]


def test_what_a_killed_restore_left_is_swept_away(archive, tmp_path):
    home = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus")
    shutil.copytree(tmp_path, home.home / ".restoring-1", ignore=shutil.ignore_patterns("home"))
    restore(home, archive.path)
    assert not list(home.home.glob(".restoring*"))
