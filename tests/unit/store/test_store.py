"""The store on both engines: tables up and down, times, text, keys, and no lost update."""

import datetime as dt
import multiprocessing
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm.exc import StaleDataError

from peerlearn.errors import SettingsError, StoreError
from peerlearn.settings import Settings
from peerlearn.store import migrate
from peerlearn.store.columns import Json, Storable, Utc, canonical, storable
from peerlearn.store.engine import open_store, store_url
from peerlearn.store.models import Base, ContactRow, PairRow, PersonRow, SubmissionRow

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def person(**given):
    return PersonRow(**{"id": "p-1", "role": "curator", "name": "أمل", "email": "", "added": NOW} | given)


def pair(**given):
    known = {"one": "a", "other": "b", "choice": "link", "records": ["x", "y"], "reason": "مدينة", "by": "p-1", "at": NOW}
    return PairRow(**known | given)


def submission(**given):
    words = dict.fromkeys(("file_name", "media_type", "sha256", "title", "verdict", "refusal", "revises", "record_id"), "")
    known = {"id": "s-1", "status": "draft", "size": 5_000_000_000, "draft": {}, "created_by": "p-1", "created": NOW, "changed": NOW}
    return SubmissionRow(**words | known | given)


def keep(store, *rows):
    for row in rows:
        with store.writing() as session:
            session.add(row)


def test_the_revision_that_opening_compares_is_the_newest_step():
    scripts = ScriptDirectory(str(migrate.Path(migrate.__file__).parent / "migrations"))
    assert scripts.get_heads() == [migrate.HEAD]


def test_the_steps_make_exactly_the_tables_of_the_models(store):
    def plain(context, inspected, declared, inspected_type, declared_type):
        return False if isinstance(declared_type, Storable | Json | Utc) else None

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": plain})
        assert compare_metadata(context, Base.metadata) == []


def test_steps_go_down_and_up_again(store):
    keep(store, person())
    migrate.migrate(store.engine, "base")
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    migrate.migrate(store.engine, migrate.HEAD)
    keep(store, person())


def test_each_step_alone_goes_down_and_up_again(store):
    keep(store, person(), pair())
    migrate.migrate(store.engine, "0005")
    assert "pairs" not in inspect(store.engine).get_table_names()
    migrate.migrate(store.engine, migrate.HEAD)
    keep(store, pair())
    with store.reading() as session:
        assert session.get(PersonRow, "p-1").name == "أمل"


def test_a_step_that_fails_leaves_nothing_behind(store, monkeypatch):
    migrate.migrate(store.engine, "base")
    monkeypatch.setattr("alembic.operations.Operations.bulk_insert", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate.migrate(store.engine, migrate.HEAD)
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}


def test_a_store_of_a_newer_version_is_left_alone(store, store_settings):
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer peerlearn"):
        open_store(store_settings)


def test_processes_that_open_a_new_store_together_agree(store_settings):
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        assert pool.map(_open, [store_settings] * 3) == [migrate.HEAD] * 3


def _open(settings):
    opened = open_store(settings)
    try:
        return migrate.revision_of(opened.engine)
    finally:
        opened.close()


def test_times_come_back_in_utc_whatever_their_zone(store):
    elsewhere = dt.datetime(2026, 11, 24, 15, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    keep(store, person(added=elsewhere))
    with store.reading() as session:
        found = session.get(PersonRow, "p-1").added
    assert (found, found.tzinfo) == (NOW, dt.UTC)


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises((StatementError, StoreError), match="no time zone"):
        keep(store, person(added=NOW.replace(tzinfo=None)))


@given(st.text() | st.text(st.characters(categories=("Cs", "Cc", "Lo"))))
def test_storable_text_has_the_same_length_and_can_be_encoded(given_text):
    made = storable(given_text)
    assert len(made) == len(given_text)
    assert "\0" not in made
    assert made.encode() or not made
    assert storable(made) == made


HARD = "a\0b\ud800 \ue000\u0085\u2028😀 " + "ب" * 100_000


def test_hard_text_is_kept_the_same_on_both_engines(store):
    keep(store, person(name=HARD), submission(draft={"\0": [HARD, None, 1.5, True]}))
    with store.reading() as session:
        assert session.get(PersonRow, "p-1").name == storable(HARD)
        assert session.get(SubmissionRow, "s-1").draft == {"\0": [HARD, None, 1.5, True]}
        assert session.get(SubmissionRow, "s-1").size == 5_000_000_000


def test_equal_json_is_equal_text():
    assert canonical({"b": 1, "a": "ب"}) == canonical({"a": "ب", "b": 1}) == '{"a":"\\u0628","b":1}'


def test_foreign_keys_hold(store):
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        keep(store, ContactRow(submission_id="none", name="", email="", phone="", organisation="", consent=True))


def test_what_a_block_that_raises_had_done_is_not_kept(store):
    with pytest.raises(KeyError), store.writing() as session:
        session.add(person())
        session.flush()
        raise KeyError
    with store.reading() as session:
        assert session.get(PersonRow, "p-1") is None


def test_a_row_that_somebody_else_changed_is_not_overwritten(store):
    keep(store, person(), submission())
    with pytest.raises((StaleDataError, StoreError), match=r"(?i)expected|cannot be used"), store.writing() as session:
        row = session.get(SubmissionRow, "s-1")
        session.execute(text("UPDATE submissions SET version = version + 1"))
        row.title = "mine"


def test_writers_in_six_threads_lose_no_update(store):
    keep(store, person(), submission(title="0"))

    def count():
        for _ in range(5):
            with store.writing() as session:
                row = session.get(SubmissionRow, "s-1", with_for_update=True)
                row.title = str(int(row.title) + 1)

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as session:
        row = session.get(SubmissionRow, "s-1")
        assert (row.title, row.version) == ("30", 31)


def test_a_reader_sees_one_state_and_keeps_no_writer_waiting(store):
    keep(store, person())
    with store.reading() as session:
        assert session.query(PersonRow).count() == 1
        keep(store, person(id="p-2"))
        assert session.query(PersonRow).count() == 1


def test_an_error_repeats_neither_what_people_typed_nor_a_password(store, quick_tmp):
    keep(store, person(email="amal@example.org"))
    with pytest.raises(StoreError) as caught:
        keep(store, person(email="amal@example.org"))
    assert isinstance(caught.value.__cause__, IntegrityError)
    assert "amal" not in f"{caught.value} {caught.value.__cause__}"
    lost = Settings(home=quick_tmp, store_url="postgresql://somebody:hidden@localhost:1/none")
    with pytest.raises(StoreError) as refused:
        open_store(lost)
    assert "hidden" not in f"{refused.value} {lost}"


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "nonsense", "postgres", "://"])
def test_a_url_that_is_none_is_refused_without_repeating_it(url, quick_tmp):
    with pytest.raises(SettingsError, match="PEERLEARN_STORE_URL"):
        store_url(Settings(home=quick_tmp, store_url=url))


def test_the_file_is_its_owners_alone(quick_tmp):
    open_store(Settings(home=quick_tmp)).close()
    assert {path.stat().st_mode & 0o077 for path in (quick_tmp / "data").glob("curation.sqlite") if path.is_file()} == {0}


def test_a_folder_that_cannot_be_made_is_said_in_words(quick_tmp):
    (quick_tmp / "data").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(Settings(home=quick_tmp))


def test_a_file_that_is_no_database_is_said_in_words(quick_tmp):
    (quick_tmp / "data").mkdir()
    (quick_tmp / "data" / "curation.sqlite").write_text("no database" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(Settings(home=quick_tmp))
