"""Publishing on both engines: what stands in the way, what follows, and what happens when something does not."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from peerlearn.atomic import locked
from peerlearn.corpus import read_corpus
from peerlearn.curation import journal
from peerlearn.curation.journal import Published, heal, open_curation, pending
from peerlearn.curation.publish import checklist, publish, withdraw
from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.curation.review.reviewing import add_contact, comment, decide, edit, give_opinion
from peerlearn.curation.review.submission import Conflict, Refused
from peerlearn.curation.review.submitting import move, read_submission
from peerlearn.errors import BusyError, EncoderError, NotFoundError, PublishError
from peerlearn.index.build import verify
from peerlearn.knowledge_base import KnowledgeBase
from tests.unit.builders import document, practice, version, versions
from tests.unit.curation import desk, quick_index
from tests.unit.fake_encoder import FakeEncoder

OLD = practice(id="old-practice", status="published", versions={"ar": version(title="قديمة")})


@pytest.fixture(autouse=True)
def _quick(monkeypatch, loaded_text_rules):
    monkeypatch.setattr(journal, "bring_up_to", quick_index.rebuild)


@pytest.fixture
def people(store, store_settings):
    desk.small_corpus(store_settings.corpus, OLD)
    return desk.team(store)


@pytest.fixture
def go(store, store_settings, people):
    """Publish a submission as the second curator, as it now is."""

    def go(name, *, by=None, **given):
        return publish(store, store_settings, name, by=by or people.second, version=desk.version_of(store, name), **given)

    return go


def codes(refused):
    assert isinstance(refused, Refused), refused
    return sorted({reason.code for reason in refused.reasons})


def served(settings):
    return KnowledgeBase.open(settings, encoder=FakeEncoder())


def found(settings, text="مركزا مجتمعيا"):
    return {hit.record.id for hit in served(settings).search(text, lang="ar").hits}


def state(settings):
    files = {path.relative_to(settings.corpus).as_posix(): path.read_bytes() for path in settings.corpus.rglob("*") if path.is_file()}
    index = settings.indexes / "current"
    return files, index.read_text() if index.exists() else ""


def whole(settings):
    corpus = read_corpus(settings.corpus)
    return verify(corpus, settings.indexes, encoder_fingerprint=quick_index.FINGERPRINT)


def test_a_published_practice_stands_in_corpus_index_and_log(store, store_settings, people, go):
    name = desk.reviewed(store, people)
    done = go(name)
    assert (done.record_id, done.version_number, done.action) == ("aswan-outreach", 1, "publish")
    assert done.generation == served(store_settings).generation
    assert found(store_settings) == {"aswan-outreach", "old-practice"}
    kept = read_corpus(store_settings.corpus).practices["aswan-outreach"]
    assert kept == dataclasses.replace(practice(), status="published")
    assert read_submission(store, name).status == "published"
    assert read_log(store, submission=name)[-1].details["number"] == 1
    assert whole(store_settings).ok
    assert verify_log(store).ok
    assert not pending(store)


OBSTACLES = [
    ({"record": practice(), "suggestions": [desk.suggestion(), desk.suggestion("themes", "x")]}, ["undecided"]),
    ({"record": practice(id="old-practice")}, ["id_taken"]),
    ({"record": practice(), "revises": "old-practice"}, ["other_id"]),
    ({"record": practice(city="eg-cairo")}, ["record_defect"]),
    ({"record": practice(versions={"ar": version(summary="راسل amal@example.org")})}, ["contacts_in_text"]),
    ({"record": practice(lead={"ar": "هدى +20 100 123 4567"})}, ["contacts_in_text"]),
]


@pytest.mark.parametrize(("given", "expected"), OBSTACLES, ids=[",".join(each) for _, each in OBSTACLES])
def test_what_stands_in_the_way_is_said_and_nothing_changes(store, store_settings, people, go, given, expected):
    name = desk.reviewed(store, people, **given)
    before = state(store_settings)
    assert codes(go(name)) == expected
    assert sorted({each.code for each in checklist(store, store_settings, name)}) == expected
    assert state(store_settings) == before
    assert read_submission(store, name).status == "in_review"


def test_nothing_is_published_before_it_is_reviewed(store, store_settings, people, go):
    name = desk.submit(store, people, record=practice())
    assert codes(go(name)) == ["no_such_step"]
    assert {each.code for each in checklist(store, store_settings, name)} == {"undecided", "no_opinion", "unscored"}
    move(store, name, to="submitted", by=people.city)
    move(store, name, to="in_review", by=people.curator)
    assert codes(go(name)) == ["no_opinion", "undecided", "unscored"]


def test_the_last_opinion_of_each_expert_counts(store, people, go):
    name = desk.reviewed(store, people)
    give_opinion(store, name, recommendation="revise", text="لا بعد.", by=people.second)
    assert codes(go(name)) == ["no_opinion"]


@pytest.mark.parametrize("record", [None, {"id": "x"}, {"evidence": {}, "id": "BAD ID"}])
def test_a_draft_without_a_whole_record_is_refused_with_every_defect(store, people, go, record):
    name = desk.reviewed(store, people)
    seen = read_submission(store, name)
    edit(store, name, draft={**seen.draft, "record": record}, version=seen.version, by=people.curator)
    refused = go(name)
    assert codes(refused) == (["record_defect"] if record else ["no_record"])
    assert refused.text("ar")


def test_who_submitted_cannot_publish_and_neither_can_a_city(store, people, go):
    name = desk.submit(store, people, record=practice(), by=people.admin)
    move(store, name, to="submitted", by=people.curator)
    move(store, name, to="in_review", by=people.second)
    assert [codes(go(name, by=who)) for who in (people.admin, people.curator)] == [["second_person"]] * 2
    assert codes(go(name, by=people.city)) == ["not_your_role"]


def test_one_who_publishes_what_has_changed_since_is_told(store, store_settings, people):
    name = desk.reviewed(store, people)
    seen = read_submission(store, name)
    edit(store, name, draft={**seen.draft, "questions": ["كم؟"]}, version=seen.version, by=people.curator)
    told = publish(store, store_settings, name, by=people.second, version=seen.version)
    assert isinstance(told, Conflict)
    assert told.theirs["questions"] == ["كم؟"]


def test_a_revision_supersedes_and_its_number_goes_up(store, store_settings, people, go):
    first = desk.reviewed(store, people)
    go(first)
    text = {"ar": version(sections={"challenge": "تحدٍّ.", "solution": "حلّ جديد."}), "en": version("en")}
    second = desk.reviewed(store, people, record=practice(versions=text), revises="aswan-outreach")
    assert go(second).version_number == 2
    assert [read_submission(store, each).status for each in (first, second)] == ["superseded", "published"]
    assert read_corpus(store_settings.corpus).practices["aswan-outreach"].version_number == 2
    assert served(store_settings).record("aswan-outreach").original.sections["solution"] == "حلّ جديد."
    third = desk.reviewed(store, people, record=practice(), revises="aswan-outreach")
    assert go(third).version_number == 3
    assert not list(store_settings.corpus.rglob("*.en.md"))
    assert whole(store_settings).ok


def test_a_withdrawn_practice_leaves_every_leg_at_once_and_a_tombstone(store, store_settings, people, go):
    name = desk.reviewed(store, people)
    go(name)
    assert codes(withdraw(store, store_settings, "aswan-outreach", by=people.city, reason="")) == ["reason_missing"]
    assert codes(withdraw(store, store_settings, "aswan-outreach", by=people.other_city, reason="x")) == ["not_yours"]
    done = withdraw(store, store_settings, "aswan-outreach", by=people.city, reason="سحبت المدينة موافقتها.")
    assert (done.action, done.version_number) == ("withdraw", 2)
    base = served(store_settings)
    assert {record.id for record in base.records()} == {"old-practice"}
    pools = base.engine.index.pools.values()
    assert {passage.record_id for pool in pools for passage in pool.passages} == {"old-practice"}
    corpus = read_corpus(store_settings.corpus)
    assert corpus.practices["aswan-outreach"].status == "withdrawn"
    assert [record.id for record in corpus.public()] == ["old-practice"]
    assert read_submission(store, name).status == "withdrawn"
    assert codes(withdraw(store, store_settings, "aswan-outreach", by=people.admin, reason="x")) == ["no_such_step"]
    assert whole(store_settings).ok
    assert verify_log(store).ok


def test_a_record_that_came_without_a_submission_can_be_withdrawn_even_the_last(store, store_settings, people):
    quick_index.rebuild(store_settings, read_corpus(store_settings.corpus))
    assert codes(withdraw(store, store_settings, "old-practice", by=people.city, reason="x")) == ["not_yours"]
    assert withdraw(store, store_settings, "old-practice", by=people.curator, reason="x").generation == ""
    assert not (store_settings.indexes / "current").exists()
    with pytest.raises(NotFoundError):
        withdraw(store, store_settings, "none", by=people.curator, reason="x")


def test_a_document_is_published_and_its_withdrawal_removes_its_files(store, store_settings, people, go):
    name = desk.reviewed(store, people, record=document(versions={"ar": document().original, "en": version("en", sections={})}))
    assert go(name).record_id == "cairo-declaration"
    assert "cairo-declaration" in read_corpus(store_settings.corpus).documents
    assert withdraw(store, store_settings, "cairo-declaration", by=people.curator, reason="x").version_number == 2
    assert not list(store_settings.corpus.rglob("cairo-declaration*"))
    assert whole(store_settings).ok


# what goes wrong


def test_a_defective_corpus_is_refused_before_anything_changes(store, store_settings, people, go):
    name = desk.reviewed(store, people)
    path = next(store_settings.corpus.rglob("old-practice.md"))
    path.write_text(path.read_text().replace("level: city", "level: village"))
    before = state(store_settings)
    assert codes(go(name)) == ["corpus_defect"]
    assert (state(store_settings), read_submission(store, name).status) == (before, "in_review")


def failing(error):
    def index(settings, corpus):
        raise error

    return index


@pytest.mark.parametrize("error", [EncoderError("no encoder"), OSError(28, "No space left on device")])
def test_what_cannot_follow_is_said_and_finished_by_the_next_start(store, store_settings, people, go, error):
    name = desk.reviewed(store, people)
    with pytest.raises(PublishError, match="aswan-outreach: recorded"):
        go(name, index=failing(error))
    assert pending(store)
    still = open_curation(store_settings, index=failing(error))
    assert "could not follow" in still.problem
    still.store.close()
    opened = open_curation(store_settings)
    assert [each.record_id for each in opened.healed] == ["aswan-outreach"]
    assert opened.problem == ""
    opened.store.close()
    assert found(store_settings) == {"aswan-outreach", "old-practice"}
    assert heal(store, store_settings) == ()


def test_what_was_left_unfinished_is_finished_before_the_next_is_published(store, store_settings, people, go):
    first = desk.reviewed(store, people)
    with pytest.raises(PublishError):
        go(first, index=failing(OSError("disk")))
    second = desk.reviewed(store, people, record=practice(id="second-one"))
    assert isinstance(go(second), Published)
    assert {record.id for record in served(store_settings).records()} == {"aswan-outreach", "old-practice", "second-one"}


def test_a_start_does_not_wait_for_one_who_publishes(store, store_settings, people, go):
    with pytest.raises(PublishError):
        go(desk.reviewed(store, people), index=failing(OSError("disk")))
    with locked(journal.lock_path(store_settings), wait=True):
        assert heal(store, store_settings) == ()
    assert pending(store)


def test_publishing_waits_for_a_builder(store_settings, people, monkeypatch):
    tries = []

    def busy(settings, corpus):
        tries.append(corpus)
        if len(tries) < 3:
            raise BusyError("another process is building")
        return quick_index.rebuild(settings, corpus)

    monkeypatch.setattr(journal, "bring_up_to", busy)
    assert journal.update_index(store_settings, read_corpus(store_settings.corpus))
    assert len(tries) == 3
    monkeypatch.setattr(journal, "PATIENCE", -1)
    tries.clear()
    with pytest.raises(BusyError):
        journal.update_index(store_settings, read_corpus(store_settings.corpus))


def test_half_written_files_of_a_killed_process_are_swept_away(store, store_settings, people, go):
    folder = store_settings.corpus / "practices" / "eg"
    (folder / ".aswan-outreach.md.x1").write_text("half")
    (folder / ".other.md.x1").write_text("somebody else's")
    go(desk.reviewed(store, people))
    assert sorted(path.name for path in folder.glob(".*")) == [".other.md.x1"]


def test_contacts_and_comments_reach_neither_corpus_nor_index(store, store_settings, people, go):
    name = desk.reviewed(store, people)
    add_contact(store, name, name="Nadia", email="nadia@example.org", by=people.city)
    comment(store, name, text="ask nadia@example.org", by=people.city)
    go(name)
    places = [*store_settings.corpus.rglob("*"), *store_settings.indexes.rglob("*")]
    assert not [path for path in places if path.is_file() and b"nadia" in path.read_bytes().lower()]


def test_languages_of_a_record_are_kept(store, store_settings, people, go):
    go(desk.reviewed(store, people, record=practice(versions=versions("ar", "en", "fr"))))
    assert set(read_corpus(store_settings.corpus).practices["aswan-outreach"].versions) == {"ar", "en", "fr"}


def test_decisions_after_publishing_are_refused(store, people, go):
    name = desk.reviewed(store, people)
    go(name)
    assert codes(decide(store, name, suggestion="s1", choice="rejected", by=people.curator, version=1)) == ["not_now"]


def test_the_corpus_may_stand_elsewhere(store, store_settings, people, tmp_path):
    other = Path(shutil.copytree(store_settings.corpus, tmp_path / "elsewhere"))
    settings = dataclasses.replace(store_settings, corpus=other)
    name = desk.reviewed(store, people)
    publish(store, settings, name, by=people.second, version=desk.version_of(store, name))
    assert list(other.rglob("aswan-outreach.md"))
    assert not list(store_settings.corpus.rglob("aswan-outreach.md"))


def test_the_opinion_of_who_then_submits_it_again_no_longer_counts(store, people, go):
    name = desk.reviewed(store, people)
    move(store, name, to="draft", by=people.curator, reason="x")
    move(store, name, to="submitted", by=people.second)
    move(store, name, to="in_review", by=people.curator)
    assert codes(go(name, by=people.admin)) == ["no_opinion", "unscored"]
