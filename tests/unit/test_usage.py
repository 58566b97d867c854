"""What is counted and, above all, what is not: nothing of a single person is ever written."""

import datetime as dt
import time

import pytest
from sqlalchemy import inspect, text

from peerlearn.store import migrate
from peerlearn.usage import ENOUGH, KEPT_DAYS, WAITING, Line, Recorder, forget_question, read_usage, summarise

DAY = dt.date(2026, 11, 24)


class Calendar:
    def __init__(self):
        self.day = DAY

    def __call__(self):
        return self.day

    def go(self, days):
        self.day += dt.timedelta(days=days)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def recorder(calendar):
    return Recorder(calendar)


def written(recorder, store, what=None):
    assert recorder.flush(store)
    return [(line.item, line.count) for line in read_usage(store) if what is None or line.what == what]


def ask(recorder, question="محو الأمية", *people):
    for who in people:
        recorder.searched(question, found=True, who=who)


def test_a_question_of_few_is_never_written(recorder, store):
    ask(recorder, "محو الأمية", *"ab", *"ab", *"ab")
    assert written(recorder, store, "question") == []
    assert written(recorder, store, "searched") == [("", 2)]


def test_a_question_of_enough_people_is_written_without_its_spelling(recorder, store):
    ask(recorder, "محو الأميّة؟", "a")
    ask(recorder, "محو الأمية", "b", "c")
    assert written(recorder, store, "question") == [("محو الاميه", ENOUGH)]
    ask(recorder, "محو الأمية", "d")
    assert written(recorder, store, "question") == [("محو الاميه", ENOUGH + 1)]


def test_one_person_on_enough_days_counts_as_well(recorder, store, calendar):
    for _ in range(ENOUGH):
        ask(recorder, "adult literacy", "a")
        calendar.go(1)
    assert [count for _, count in written(recorder, store, "question")] == [ENOUGH]


def test_a_question_waits_only_so_long(recorder, store, calendar):
    ask(recorder, "adult literacy", *"ab")
    calendar.go(WAITING + 1)
    ask(recorder, "adult literacy", *"ab")
    assert written(recorder, store, "question") == []
    ask(recorder, "adult literacy", "c")
    assert [count for _, count in written(recorder, store, "question")] == [3]


def test_no_people_day_is_counted_twice(recorder, store, calendar):
    ask(recorder, "adult literacy", *"abc")
    for _ in range(4):
        calendar.go(WAITING // 2)
        ask(recorder, "adult literacy", *"ab")
    assert sum(count for _, count in written(recorder, store, "question")) == 3 + 4 * 2


@pytest.mark.parametrize("question", ["my name is Amina Hassan", "amina@example.org", "+962 7 9123 4567", "x" * 300])
def test_what_looks_personal_is_never_written_however_many_ask_it(recorder, store, question):
    ask(recorder, question, *"abcdef")
    assert written(recorder, store, "question") == []
    assert written(recorder, store, "searched") == [("", 6)]


def test_nothing_of_who_asked_reaches_the_store(recorder, store):
    ask(recorder, "adult literacy", "203.0.113.9 Mozilla", "b", "c")
    recorder.did("opened", "aswan-outreach", who="203.0.113.9 Mozilla")
    recorder.flush(store)
    with store.reading() as session:
        everything = str(session.execute(text("SELECT * FROM usage")).all())
    assert "203" not in everything
    assert {column["name"] for column in inspect(store.engine).get_columns("usage")} == {"day", "what", "item", "count"}


def test_traces_of_a_day_are_gone_on_the_next(recorder, calendar):
    ask(recorder, "adult literacy", "a")
    salt, seen = recorder._salt, set(recorder._seen)
    calendar.go(1)
    ask(recorder, "adult literacy", "a")
    assert recorder._salt != salt
    assert not seen & recorder._seen


def test_found_and_not_found_and_what_was_done(recorder, store):
    recorder.searched("a1", found=True, who="x")
    recorder.searched("b2", found=False, who="x")
    recorder.searched("?!", found=False, who="x")
    for who in "xxy":
        recorder.did("opened", "aswan-outreach", who=who)
    recorder.did("exported", "csv", who="x")
    recorder.did("adopted", "aswan-outreach", who="x")
    recorder.flush(store)
    assert {(line.what, line.item): line.count for line in read_usage(store)} == {
        ("searched", ""): 2,
        ("found", ""): 1,
        ("not_found", ""): 1,
        ("opened", "aswan-outreach"): 2,
        ("exported", "csv"): 1,
        ("adopted", "aswan-outreach"): 1,
    }


def test_counts_of_two_processes_add_up(store):
    for _ in range(2):
        recorder = Recorder(lambda: DAY)
        recorder.did("opened", "aswan-outreach", who="a")
        recorder.flush(store)
    assert read_usage(store) == [Line(DAY, "opened", "aswan-outreach", 2)]


def test_what_cannot_be_written_waits(recorder, store):
    recorder.did("opened", "a", who="x")
    with store.writing() as session:
        session.execute(text("ALTER TABLE usage RENAME TO away"))
    assert not recorder.flush(store)
    with store.writing() as session:
        session.execute(text("ALTER TABLE away RENAME TO usage"))
    assert written(recorder, store, "opened") == [("a", 1)]


def test_old_questions_are_deleted_and_numbers_stay(recorder, store, calendar):
    ask(recorder, "adult literacy", *"abc")
    recorder.flush(store)
    calendar.go(KEPT_DAYS + 1)
    recorder.did("opened", "a", who="x")
    recorder.flush(store)
    assert {line.what for line in read_usage(store)} == {"searched", "found", "opened"}


def test_a_question_can_be_forgotten(recorder, store):
    ask(recorder, "Adult literacy", *"abcd")
    recorder.flush(store)
    assert forget_question(store, "adult LITERACY?") == 4
    assert forget_question(store, "adult literacy") == 0


def test_counting_costs_a_page_next_to_nothing(recorder):
    begun = time.process_time()
    for number in range(1_000):
        recorder.did("opened", "aswan-outreach", who=str(number))
    assert time.process_time() - begun < 0.5


def test_a_summary_has_every_day_and_the_most_first():
    lines = [
        Line(DAY, "searched", "", 3),
        Line(DAY + dt.timedelta(days=2), "searched", "", 1),
        Line(DAY, "opened", "b", 1),
        Line(DAY, "opened", "a", 1),
        Line(DAY + dt.timedelta(days=2), "opened", "c", 5),
    ]
    found = summarise(lines, top=2)
    assert [(each.day, searched, opened) for each, searched, opened in found.days] == [(24, 3, 2), (25, 0, 0), (26, 1, 5)]
    assert found.opened == (("c", 5), ("a", 1))
    assert found.totals == {"searched": 4, "opened": 7}
    assert summarise([]).days == ()


def test_the_step_goes_down_and_up_again(store):
    migrate.migrate(store.engine, "0002")
    assert "usage" not in inspect(store.engine).get_table_names()
    migrate.migrate(store.engine, migrate.HEAD)
    assert "usage" in inspect(store.engine).get_table_names()
