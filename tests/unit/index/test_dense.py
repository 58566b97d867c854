import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index import dense
from peerlearn.index.dense import DenseIndex


def unit_rows(seed, rows, dims=8):
    vectors = np.random.default_rng(seed).normal(size=(rows, dims)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 50), st.floats(0, 1))
def test_it_finds_what_numpy_finds(seed, rows, top, share):
    vectors, (query,) = unit_rows(seed, rows), unit_rows(seed + 1, 1)
    index = DenseIndex.build(vectors)
    expected = np.argsort(-(vectors @ query), kind="stable")
    assert index.search(query, top=top).tolist() == expected[:top].tolist()
    allowed = np.random.default_rng(seed).random(rows) < share
    assert index.search(query, top=top, allowed=allowed).tolist() == [row for row in expected.tolist() if allowed[row]][:top]


def test_nothing_allowed_finds_nothing():
    assert DenseIndex.build(unit_rows(0, 3)).search(unit_rows(1, 1)[0], top=5, allowed=np.zeros(3, dtype=bool)).tolist() == []


def test_an_empty_index_finds_nothing():
    index = DenseIndex.build(np.empty((0, 8), np.float32))
    assert len(index) == 0
    assert index.search(unit_rows(1, 1)[0], top=5).tolist() == []


def test_it_is_the_same_after_saving(tmp_path):
    vectors = unit_rows(3, 20)
    DenseIndex.build(vectors).save(parts=[tmp_path])
    loaded = DenseIndex.load(parts=[tmp_path])
    assert len(loaded) == 20
    assert loaded.search(vectors[7], top=1).tolist() == [7]
    assert loaded.vectors(np.array([4, 2])) == pytest.approx(vectors[[4, 2]])


def in_parts(folder, *parts):
    """Save each array as a part of its own and open them as one index."""
    folders = [folder / str(number) for number in range(len(parts))]
    for own, vectors in zip(folders, parts, strict=True):
        own.mkdir()
        DenseIndex.build(vectors).save(parts=[own])
    return DenseIndex.load(parts=folders)


def test_parts_answer_as_one_index_does(quick_tmp):
    vectors, queries = unit_rows(3, 20), unit_rows(4, 5)
    whole, index = DenseIndex.build(vectors), in_parts(quick_tmp, vectors[:12], vectors[12:13], vectors[13:])
    allowed = np.random.default_rng(0).random(20) < 0.6
    allowed[12] = False
    assert len(index) == 20
    for query in queries:
        assert index.search(query, top=7).tolist() == whole.search(query, top=7).tolist()
        assert index.search(query, top=30, allowed=allowed).tolist() == whole.search(query, top=30, allowed=allowed).tolist()
    assert index.vectors(np.array([19, 0, 12, 11])) == pytest.approx(vectors[[19, 0, 12, 11]])


def test_a_part_with_nothing_allowed_is_passed_over(quick_tmp):
    vectors = unit_rows(3, 8)
    index = in_parts(quick_tmp, vectors[:4], vectors[4:])
    assert index.search(vectors[0], top=9, allowed=np.arange(8) == 6).tolist() == [6]


def test_many_vectors_are_kept_in_half_the_bytes_and_answer_alike(quick_tmp, monkeypatch):
    monkeypatch.setattr(dense, "HALVED_FROM", 100)
    (quick_tmp / "full").mkdir()
    vectors = unit_rows(3, 100)
    DenseIndex.build(vectors[:99]).save(parts=[quick_tmp / "full"])
    index = in_parts(quick_tmp, vectors)
    assert (quick_tmp / "0" / dense.NAME).stat().st_size < 0.6 * (quick_tmp / "full" / dense.NAME).stat().st_size
    assert [index.search(each, top=1).tolist() for each in vectors[:20]] == [[row] for row in range(20)]
    assert index.search(vectors[3], top=100, allowed=np.arange(100) == 7).tolist() == [7]
    assert index.vectors(np.arange(100)) == pytest.approx(vectors, abs=1e-3)
