import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    DenseIndex.build(vectors).save(tmp_path)
    loaded = DenseIndex.load(tmp_path)
    assert len(loaded) == 20
    assert loaded.search(vectors[7], top=1).tolist() == [7]
    assert loaded.vectors(np.array([4, 2])) == pytest.approx(vectors[[4, 2]])
