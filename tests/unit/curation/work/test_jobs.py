"""The queue: who may ask, in which order jobs run, what is taken up again, and what is given up."""

import datetime as dt

import pytest

from peerlearn.curation.review.people import set_role
from peerlearn.curation.review.submission import Refused
from peerlearn.curation.review.submitting import move
from peerlearn.curation.work import jobs
from peerlearn.curation.work.telling import _TEXTS
from peerlearn.store import migrate
from peerlearn.store.models import JobRow
from tests.unit.curation.desk import reviewed, submit, team, version_of

SHA = "a" * 64


@pytest.fixture
def people(store):
    return team(store)


def upload(store, by, *, name="تقرير.docx", sha256=SHA):
    return jobs.ask_upload(store, name=name, sha256=sha256, by=by)


@pytest.mark.parametrize(("role", "may"), [("reader", False), ("city", True), ("curator", True), ("admin", True)])
def test_readers_upload_nothing(store, people, role, may):
    asked = upload(store, getattr(people, role))
    assert isinstance(asked, jobs.Job) is may
    assert len(jobs.list_jobs(store)) == int(may)


def test_a_role_that_was_taken_away_is_gone_at_once(store, people):
    set_role(store, people.city, role="reader", by=people.admin)
    assert isinstance(upload(store, people.city), Refused)


def test_who_handed_in_may_not_ask_for_publication(store, people):
    name = reviewed(store, people)
    assert isinstance(jobs.ask_publish(store, name, version=version_of(store, name), by=people.city), Refused)
    assert jobs.ask_publish(store, name, version=version_of(store, name), by=people.curator).kind == "publish"


def test_only_what_is_published_is_withdrawn(store, people):
    name = submit(store, people)
    move(store, name, to="submitted", by=people.city)
    assert jobs.ask_withdraw(store, name, reason="سبب", by=people.curator).reasons[0].code == "no_such_step"


def test_the_same_file_waits_only_once_but_may_come_again(store, people):
    first = upload(store, people.city)
    assert upload(store, people.city).id == first.id
    assert upload(store, people.other_city).id != first.id
    jobs.end(store, first.id, outcome=[])
    assert upload(store, people.city).id > first.id


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for(store, people):
    asked = [upload(store, people.city, sha256=each * 64).id for each in "abc"]
    taken = [jobs.take_next(store) for _ in asked]
    assert [each.id for each in taken] == asked
    assert {(each.status, each.attempts) for each in taken} == {("running", 1)}
    assert jobs.take_next(store) is None


def test_a_sign_of_life_says_how_far_the_job_is(store, people):
    job = upload(store, people.city)
    jobs.beat(store, job.id, done=3)
    assert jobs.read_job(store, job.id).done == 0, "it does not run yet"
    before = jobs.take_next(store)
    jobs.beat(store, job.id, done=3)
    after = jobs.read_job(store, job.id)
    assert after.done == 3
    assert after.beat >= before.beat


def test_what_a_killed_worker_left_is_taken_up_once_and_then_given_up(store, people):
    upload(store, people.city)
    jobs.take_next(store)
    assert jobs.take_up_again(store) == (1, 0)
    assert jobs.take_next(store).attempts == 2
    assert jobs.take_up_again(store) == (0, 1)
    (job,) = jobs.list_jobs(store)
    assert job.status == "failed"
    assert "مرتين" in job.why("ar")


def test_a_job_that_was_put_back_does_not_count_as_begun(store, people):
    job = upload(store, people.city)
    jobs.take_next(store)
    jobs.put_back(store, job.id)
    again = jobs.take_next(store)
    assert (again.id, again.attempts) == (job.id, 1)


def test_ended_jobs_are_forgotten_after_a_month_and_others_never(store, people):
    old, waiting = upload(store, people.city), upload(store, people.city, sha256="b" * 64)
    jobs.end(store, old.id, outcome=[])
    with store.writing() as session:
        for each in (old, waiting):
            session.get(JobRow, each.id).beat -= jobs.KEPT + dt.timedelta(days=1)
    jobs.take_up_again(store)
    assert [each.id for each in jobs.list_jobs(store)] == [waiting.id]


def test_a_name_beyond_all_reason_is_cut_and_kept_as_text(store, people):
    job = upload(store, people.city, name="<script>\0" + "أ" * 1_000_000)
    assert job.name.startswith("<script>")
    assert len(job.name) == jobs.LONGEST_NAME


def test_every_failure_is_told_in_four_languages():
    for code, texts in _TEXTS.items():
        assert len(set(texts)) == 4, code
        assert all(text.strip() for text in texts)


def test_the_step_that_makes_the_queue_goes_down_and_up_and_leaves_the_rest(store, people):
    name = submit(store, people)
    upload(store, people.city)
    migrate.migrate(store.engine, "0002")
    assert not migrate.inspect(store.engine).has_table("jobs")
    assert version_of(store, name) == 1
    migrate.migrate(store.engine, migrate.HEAD)
    assert jobs.list_jobs(store) == []
