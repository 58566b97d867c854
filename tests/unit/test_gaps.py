"""Coverage gaps: what is kept, what never is, who sees it, and that keeping harms no search."""

import datetime as dt
import multiprocessing
import os
import sqlite3
import time
from contextlib import closing

import pytest

from peerlearn import gaps
from peerlearn.errors import GapsError
from peerlearn.gaps import GapStore, key_of, looks_personal

DAY = dt.date(2026, 3, 1)
QUESTION = "كيف نبني مدرسة في الفضاء؟"


@pytest.fixture(autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""


@pytest.fixture
def store(quick_tmp):
    return GapStore(quick_tmp / "data" / "gaps.sqlite")


def keep(store, text=QUESTION, *, lang="ar", day=DAY, record="recife-compaz", probability=0.03, generation="g1"):
    return store.keep(text, lang=lang, record=record, probability=probability, generation=generation, day=day)


PERSONAL = [
    ("write to amal@example.org please", "an e-mail address"),
    ("راسلني على amal.s＠example.org", "an e-mail address in wide letters"),
    ("amal at example (at) example dot org", "an e-mail address in disguise"),
    ("follow @amal_salem", "a name on a network"),
    ("call +20 100 123 4567", "a telephone number of another country"),
    ("اتصل بي على ٠١٠٠١٢٣٤٥٦٧", "a telephone number in Arabic digits"),
    ("هاتفي ٠١٠\u200f٠١٢٣\u200f٤٥٦٧", "the same with invisible marks in it"),
    ("my number is (555) 123-4567", "an American number"),
    ("appelez le 06 12 34 56 78", "a French number"),
    ("llame al 612.34.56.78", "a Spanish number with points"),
    ("ring 555-1234", "a local number"),
    ("الرقم القومي 29001011234567", "a national number"),
    ("passport A1234567 was refused", "a passport"),
    ("dni 12345678Z", "a Spanish identity card"),
    ("server 192.168.10.15 is down", "an address of a machine"),
    ("https://example.org/reset?token=abc", "a link with a token"),
    ("www.example.org/me#secret", "a link with more behind it"),
    ("my key is a1b2c3d4e5f6g7", "a key"),
    ("My name is Amal and I cannot read", "somebody's name"),
    ("اسمي أمل وأبحث عن دورة", "somebody's name in Arabic"),
    ("je m’appelle Amal et je cherche un cours", "somebody's name in French"),
    ("Me llamo Amal, busco un curso", "somebody's name in Spanish"),
    ("تعلم " * 40, "a long story"),
]


@pytest.mark.parametrize(("text", "why"), PERSONAL, ids=[why for _, why in PERSONAL])
def test_what_looks_personal_is_not_kept(store, text, why):
    assert looks_personal(text)
    assert not keep(store, text)
    assert not store.path.exists()


@pytest.mark.parametrize(
    "text",
    [
        QUESTION,
        "learning cities 2015-2030",
        "التعلم مدى الحياة ٢٠٢٠ - ٢٠٢٥ - ٢٠٣٠",
        "cities with 1 000 000 people",
        "towns of 100 000 to 500 000",
        "in 100000 homes",
        "SDG 4.7 and SDG 11",
        "COVID-19 and 21st-century skills",
        "12-05-1984 in city archives",
        "https://example.org/gardens",
        "what does the city do @ night?",
        "النمو الاسمي للأجور",
        "تعلم " * 39,
    ],
)
def test_an_ordinary_question_is_kept(store, text):
    assert not looks_personal(text)
    assert keep(store, text)


def test_a_gap_tells_how_often_and_between_which_days_and_nothing_of_who_asked(store):
    assert keep(store, day=DAY)
    assert keep(store, "  كَيْفَ نبنى مدرسه في الفضاء ", day=DAY + dt.timedelta(days=3), record="other", probability=0.04567, generation="g2")
    (gap,) = store.read()
    assert (gap.text, gap.lang, gap.count) == (QUESTION, "ar", 2)
    assert (gap.first, gap.last) == (DAY, DAY + dt.timedelta(days=3))
    assert (gap.record, gap.probability, gap.generation) == ("other", 0.0457, "g2")
    with closing(sqlite3.connect(store.path)) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(gaps)")]
    assert columns == ["key", "text", "lang", "count", "first", "last", "record", "probability", "generation"]


def test_what_was_asked_once_is_not_shown_and_the_most_asked_stands_first(store):
    for text, times in (("one", 1), ("two words", 2), ("three words here", 3)):
        for _ in range(times):
            keep(store, text, lang="en")
    keep(store)
    keep(store)
    assert [(gap.text, gap.count) for gap in store.read(lang="en")] == [("three words here", 3), ("two words", 2)]
    assert len(store.read(at_least=1)) == 4


def test_a_question_cannot_steer_a_terminal(store):
    keep(store, "a\x1b[31mred\x07\u202e question\nwith lines")
    assert store.read(at_least=1)[0].text == "a[31mred question with lines"


@pytest.mark.parametrize("text", ["", " ", "؟!", "\x00"])
def test_what_has_no_words_is_no_gap(store, text):
    assert not keep(store, text)


def test_a_question_is_forgotten_however_it_is_spelt(store):
    keep(store)
    keep(store, "another question")
    assert store.forget("كيف نبني مدرسة فى الفضاء") == 1
    assert store.forget(QUESTION) == 0
    assert [gap.text for gap in store.read(at_least=1)] == ["another question"]
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert "الفضاء".encode() not in left
    assert store.clear() == 1
    assert store.read(at_least=1) == []


def test_without_a_file_there_is_nothing_to_show_or_forget(store):
    assert (store.read(), store.forget("x"), store.clear(), store.problem()) == ([], 0, 0, "")
    assert not store.path.exists()


def test_what_nobody_asked_for_long_goes_when_the_next_is_kept(store):
    keep(store, "old", day=DAY)
    keep(store, "young", day=DAY + dt.timedelta(days=1))
    keep(store, "new", day=DAY + dt.timedelta(days=gaps.KEPT_DAYS + 1))
    assert {gap.text for gap in store.read(at_least=1)} == {"young", "new"}


def test_a_locked_file_is_let_go_and_slows_nobody_down(store, monkeypatch):
    assert gaps.PATIENCE <= 0.5
    monkeypatch.setattr(gaps, "PATIENCE", 0.05)
    keep(store)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        assert not keep(store)
        assert time.monotonic() - started < 0.5
        assert "locked" in store.problem()
    assert keep(store)
    assert store.problem() == ""


def test_a_damaged_file_is_let_go_and_named(store):
    store.path.parent.mkdir()
    store.path.write_bytes(b"no database" * 999)
    assert not keep(store)
    assert "gaps.sqlite" in store.problem()
    for ask in (store.read, store.clear, lambda: store.forget("x")):
        with pytest.raises(GapsError, match=r"gaps\.sqlite cannot be used"):
            ask()


def test_a_place_that_cannot_be_written_is_let_go_and_named(quick_tmp):
    (quick_tmp / "data").write_text("a file")
    store = GapStore(quick_tmp / "data" / "gaps.sqlite")
    assert not keep(store)
    assert "cannot be written" in store.problem()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_let_go_and_named(store):
    store.path.parent.mkdir()
    store.path.parent.chmod(0o500)
    try:
        assert not keep(store)
        assert "cannot be written" in store.problem()
    finally:
        store.path.parent.chmod(0o700)


def ask(path, times, start):
    start.wait()
    kept = sum(keep(GapStore(path)) for _ in range(times))
    raise SystemExit(0 if kept == times else 1)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_eight_processes_that_ask_at_once_lose_no_count(store):
    """They race for making the file, too."""
    context = multiprocessing.get_context("fork")
    start = context.Event()
    processes = [context.Process(target=ask, args=(store.path, 25, start)) for _ in range(8)]
    for process in processes:
        process.start()
    start.set()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 8
    assert [gap.count for gap in store.read()] == [200]
    assert [path.name for path in store.path.parent.iterdir() if path.name.startswith(".")] == []


def test_one_question_has_one_key():
    assert key_of("Où est l’école ?") == key_of("ou est l'ecole") != ""
