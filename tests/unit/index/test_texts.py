"""Texts: passages come back by row as they were written, and what is gone answers nothing."""

import mmap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index import texts as texts_module
from peerlearn.index.texts import PASSAGES, PassageTable, TextPart
from peerlearn.passages import Passage


def passage(record_id, text="words", lang="en"):
    return Passage(record_id, lang, "text", 0, len(text), text, context="A city")


def part(folder, *passages):
    folder.mkdir(parents=True, exist_ok=True)
    return TextPart.write(passages, folder)


A1, A2, B1, C1, C2, B2 = (passage(record, f"text {n} of {record}") for n, record in enumerate("aabccb"))
FIRST, SECOND = (A1, A2, B1), (C1, C2)


@pytest.fixture
def table(quick_tmp):
    return PassageTable([part(quick_tmp / "0", *FIRST), part(quick_tmp / "1", *SECOND)])


@pytest.fixture
def updated(quick_tmp):
    """The same after ``b`` was written anew and ``c`` removed."""
    parts = [part(quick_tmp / "0", *FIRST), part(quick_tmp / "1", *SECOND), part(quick_tmp / "2", B2)]
    return PassageTable(parts, np.array([False, False, True, True, True, False]))


# one part

STRANGE = ["\u2028", "one\u2028two\u2029three", "a\nb\r\nc\x85d\x0be\x0cf\x1cg", "\x00", "مدرسة 🌱", '"\\', "a" * 5000]


def test_any_text_comes_back_as_it_was(quick_tmp):
    """A line ends where JSON ends it, not at every character that some call a line's end."""
    passages = [passage(f"r{number}", text) for number, text in enumerate(STRANGE)]
    assert list(part(quick_tmp, *passages)) == passages


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), max_size=5))
def test_every_passage_has_its_row(quick_tmp, texts):
    passages = [passage(f"r{number // 2}", text) for number, text in enumerate(texts)]
    written = part(quick_tmp, *passages)
    loaded = TextPart.load(quick_tmp)
    assert len(written) == len(loaded) == len(passages)
    assert [loaded[row] for row in reversed(range(len(passages)))] == passages[::-1]
    assert loaded.ids == list(dict.fromkeys(each.record_id for each in passages))


def test_texts_are_mapped_and_not_read(quick_tmp):
    assert isinstance(part(quick_tmp, A1).data, mmap.mmap)


def test_slices_are_lists(quick_tmp):
    written = part(quick_tmp, *FIRST)
    assert written[:] == list(FIRST)
    assert written[1:] == [A2, B1]
    assert written[::-2] == [B1, A1]
    assert written[5:] == []


def test_beyond_the_last_row_there_is_nothing(quick_tmp):
    with pytest.raises(IndexError):
        part(quick_tmp, *FIRST)[3]


def test_a_passage_that_was_read_is_kept_and_not_too_many_are(quick_tmp, monkeypatch):
    written = part(quick_tmp, *FIRST)
    assert written[0] is written[0]
    monkeypatch.setattr(texts_module, "KEPT", 2)
    assert [*written, *written] == [*FIRST, *FIRST]
    assert len(written._known) <= 2


def test_a_record_that_does_not_stand_side_by_side_is_refused(quick_tmp):
    with pytest.raises(ValueError, match="side by side"):
        part(quick_tmp, A1, B1, A2)


def shortened(name):
    def harm(folder):
        np.save(folder / name, np.load(folder / name)[:-1])

    return harm


DAMAGE = {
    "texts cut off": lambda folder: (folder / PASSAGES).write_bytes((folder / PASSAGES).read_bytes()[:-3]),
    "texts gone": lambda folder: (folder / PASSAGES).write_bytes(b""),
    "a line lost": shortened("lines.npy"),
    "a record's rows lost": shortened("firsts.npy"),
    "a record lost": lambda folder: (folder / "ids.json").write_text('["a"]'),
    "no list of records": lambda folder: (folder / "ids.json").write_text("[", encoding="utf-8"),
}


@pytest.mark.parametrize("harm", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_part_is_refused(quick_tmp, harm):
    part(quick_tmp, *FIRST)
    harm(quick_tmp)
    with pytest.raises(ValueError, match=r"different lengths|Expecting value"):
        TextPart.load(quick_tmp)


# several parts


def test_rows_go_on_from_part_to_part(table):
    assert len(table) == 5
    assert list(table) == [*FIRST, *SECOND]
    assert table[3] == C1
    assert table[1:4] == [A2, B1, C1]
    assert table[-2:] == [C1, C2]
    assert table.at(np.array([4, 0, 3, 0])) == [C2, A1, C1, A1]
    assert table.owners() == ["a", "a", "b", "c", "c"]


@pytest.mark.parametrize("row", [-1, 5, 99])
def test_rows_that_do_not_exist_are_refused(table, row):
    with pytest.raises(IndexError):
        table[row]


def test_where_a_record_stands(table):
    assert table.records() == ["a", "b", "c"]
    assert [table.rows_of(each) for each in ("a", "b", "c")] == [range(2), range(2, 3), range(3, 5)]
    assert [table.place_of(each) for each in ("a", "b", "c")] == [(0, 0), (0, 1), (1, 0)]
    assert table.rows_of("other") == range(0)
    assert table.place_of("other") is None


def test_which_rows_are_of_some_records(table):
    assert table.of({"a", "c", "other"}).tolist() == [True, True, False, True, True]
    assert table.of(()).tolist() == [False] * 5
    assert table.of({"b"}).dtype == bool


def test_without_dead_rows_all_are_live(table):
    assert table.live == 5
    assert table.live_rows().tolist() == [0, 1, 2, 3, 4]
    assert list(table.live_passages()) == list(table)


def test_an_empty_table_answers_nothing():
    table = PassageTable([])
    assert (len(table), table.live, table.records(), table.of({"a"}).tolist()) == (0, 0, [], [])


# rows that are gone


def test_rows_keep_their_numbers_when_others_are_gone(updated):
    assert list(updated) == [*FIRST, *SECOND, B2]
    assert updated[5] == B2


def test_what_is_gone_is_not_live(updated):
    assert updated.live == 3
    assert updated.live_rows().tolist() == [0, 1, 5]
    assert list(updated.live_passages()) == [A1, A2, B2]


def test_a_record_has_its_last_rows_only_and_a_removed_one_has_none(updated):
    assert updated.records() == ["a", "b"]
    assert updated.rows_of("b") == range(5, 6)
    assert updated.place_of("b") == (2, 0)
    assert updated.rows_of("c") == range(0)
    assert updated.place_of("c") is None


def test_rows_that_are_gone_are_of_no_record(updated):
    assert updated.of({"a", "b", "c"}).tolist() == [True, True, False, False, False, True]
