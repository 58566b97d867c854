"""Files become submissions: each on its own, bad ones too, the original kept, and nothing twice."""

import hashlib
import zipfile
from dataclasses import replace

import pytest

from peerlearn.corpus import Corpus
from peerlearn.curation.deskwork import acting
from peerlearn.curation.extract.drafting import Extractor
from peerlearn.curation.ingesting import Intake, Tools, files_of, take_all
from peerlearn.curation.review.originals import keep_file, original_path, read_original
from peerlearn.curation.review.people import add_person
from peerlearn.curation.review.submitting import list_submissions
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store

TEXT = "ملتقى أسوان\n\nاجتمعت المدن في أسوان لتتبادل التجارب، وحضر 120 شخصًا من عشر مدن.\n"


@pytest.fixture
def intake(tmp_path):
    settings = Settings(home=tmp_path / "home", corpus=tmp_path / "home" / "corpus")
    store = open_store(settings)
    corpus = Corpus({})
    yield Intake(store, settings, acting(store).id, Tools(Extractor.of_corpus(corpus, None), corpus.cities, corpus.vocabularies))
    store.close()


def take(intake, *paths):
    return list(take_all(intake, paths, progress=lambda *_: None))


def test_bad_files_stop_nothing_and_each_says_why(intake, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "empty.txt").touch()
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("in.txt", TEXT)
        archive.writestr("bad.pdf", b"%PDF-1.4")
    found = {each.file: each for each in take(intake, folder, tmp_path / "missing.txt")}
    assert {name for name, each in found.items() if each.read} == {"a.txt", "z.zip/in.txt"}
    unread = {name: each.notes[0].code for name, each in found.items() if not each.read}
    assert unread == {"broken.pdf": "broken", "empty.txt": "empty", "z.zip/bad.pdf": "broken", "missing.txt": "unreadable"}
    assert found["missing.txt"].submission is None
    assert len(list_submissions(intake.store)) == 5
    for each in found.values():
        if each.submission is not None:
            read_original(intake.settings, each.submission.sha256)  # raises where the original was not kept whole


def test_a_file_that_comes_again_gives_the_submission_it_gave(intake, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (first,) = take(intake, path)
    (again,) = take(intake, path.rename(tmp_path / "b.txt"))
    assert again.submission.id == first.submission.id
    assert [each.code for each in again.notes] == ["already_here"]
    assert again.draft.to_json() == first.draft.to_json() | {"fields": again.draft.to_json()["fields"]}
    assert set(again.draft.to_json()["fields"]) == set(first.draft.to_json()["fields"])
    (tmp_path / "b.txt").write_text(TEXT + "!", encoding="utf-8")
    (other,) = take(intake, tmp_path / "b.txt")
    assert other.submission.id != first.submission.id


def test_a_city_is_not_shown_what_another_handed_in(intake, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (first,) = take(intake, path)
    city = add_person(intake.store, role="city", name="Aswan", by=intake.by).id
    (own,) = take(replace(intake, by=city), path)
    assert own.submission.id != first.submission.id


def test_every_value_of_a_draft_stands_where_it_says(intake, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (taken,) = take(intake, path)
    for each in taken.draft.of("title"):
        assert taken.draft.source.text_at(each.place) == each.value
    assert taken.submission.summary.title == "ملتقى أسوان"


def test_a_file_is_kept_whatever_its_size_and_a_damaged_copy_is_mended(intake, tmp_path):
    path = tmp_path / "big.bin"
    path.write_bytes(b"x" * (3 << 20))
    sha256, size = keep_file(intake.settings, path)
    assert (sha256, size) == (hashlib.sha256(path.read_bytes()).hexdigest(), 3 << 20)
    original_path(intake.settings, sha256).write_bytes(b"cut")
    keep_file(intake.settings, path)
    assert read_original(intake.settings, sha256) == path.read_bytes()
    assert [each.name for each in original_path(intake.settings, sha256).parents[1].iterdir()] == [sha256[:2]]


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden", "a/.git/d"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [name for _, name in files_of([tmp_path])] == ["a/c.txt", "b.txt"]
