"""Token codes: how much sixteen and four steps a dimension lose, and that comparing codes is comparing what they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index import codes as codes_module
from peerlearn.index.codes import PRIOR, WIDTHS, Codes

SEEDS = st.integers(0, 10_000)
SIZES = st.integers(1, 14).flatmap(lambda dims: st.tuples(st.just(dims), st.integers(0, dims)))
"""Dimensions, and how many of them are fine."""


def rows(seed, count, dims, *, spread=1.0):
    return np.random.default_rng(seed).normal(scale=spread, size=(count, dims)).astype(np.float32)


def coding(seed, dims, fine):
    return Codes(np.random.default_rng(seed).uniform(0.05, 0.3, dims).astype(np.float32), fine)


def units(seed, count, dims):
    vectors = rows(seed, count, dims)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(SEEDS, st.integers(0, 7), SIZES)
def test_what_comes_back_is_off_by_half_a_step_and_beyond_the_last_step_by_what_is_beyond(seed, count, sizes):
    dims, fine = sizes
    codes, vectors = coding(seed, *sizes), rows(seed + 1, count, dims)
    found = codes.unpack(codes.pack(vectors))
    reach = np.where(np.arange(dims) < fine, 8, 2) * codes.steps
    assert found.shape == vectors.shape
    assert found.dtype == np.float32
    assert np.all(np.abs(found - np.clip(vectors, -reach, reach)) <= codes.steps * (0.5 + 1e-4))


@given(SEEDS, st.integers(0, 7), SIZES)
def test_what_comes_back_is_coded_as_it_was(seed, count, sizes):
    codes = coding(seed, *sizes)
    packed = codes.pack(rows(seed + 1, count, sizes[0]))
    assert np.array_equal(codes.pack(codes.unpack(packed)), packed)


@given(SEEDS, st.integers(0, 20), st.integers(0, 3), SIZES)
def test_products_are_those_of_what_the_codes_stand_for(seed, count, asked, sizes):
    codes = coding(seed, *sizes)
    packed, query = codes.pack(rows(seed + 1, count, sizes[0])), rows(seed + 2, asked, sizes[0])
    found = codes.products(packed, query)
    assert found.shape == (count, asked)
    assert found.dtype == np.float32
    assert found == pytest.approx(codes.unpack(packed) @ query.T, abs=1e-4)


def test_products_are_the_same_over_the_edges_of_blocks(monkeypatch):
    codes = coding(0, 9, 4)
    packed, query = codes.pack(rows(1, 23, 9)), rows(2, 3, 9)
    whole = codes.products(packed, query)
    monkeypatch.setattr(codes_module, "BLOCK", 4)
    assert codes.products(packed, query) == pytest.approx(whole, abs=1e-5)


@pytest.mark.parametrize(
    ("dims", "fine", "width"),
    [(1, 1, 1), (2, 2, 1), (3, 3, 2), (9, 9, 5), (4, 0, 1), (5, 0, 2), (7, 3, 3), (256, 256, 128), (384, 128, 128)],
)
def test_two_fine_dimensions_take_a_byte_and_four_of_the_others(dims, fine, width):
    codes = Codes.of(units(0, 50, dims), fine=fine)
    assert codes.width == width
    assert codes.pack(units(1, 3, dims)).shape == (3, width)
    assert codes.pack(units(1, 3, dims)).dtype == np.uint8


@pytest.mark.parametrize("fine", [-1, 4])
def test_only_dimensions_that_there_are_can_be_fine(fine):
    with pytest.raises(ValueError, match="of 3 dimensions"):
        Codes(np.ones(3, np.float32), fine)


def test_steps_fit_how_each_dimension_is_spread():
    """With many vectors the width is that of a normal distribution of their spread; hardly any number lies beyond the last step."""
    spread = np.array([0.05, 0.5, 0.2, 0.1])
    sample = (np.random.default_rng(0).normal(size=(100_000, 4)) * spread).astype(np.float32)
    codes = Codes.of(sample, fine=2)
    assert codes.steps == pytest.approx(np.array([WIDTHS[4], WIDTHS[4], WIDTHS[2], WIDTHS[2]]) * spread, rel=0.05)
    lost = np.square(codes.unpack(codes.pack(sample)) - sample).mean(axis=0) / spread**2
    assert np.all(lost[:2] < 0.0125)  # sixteen equal steps lose .01154 of a normal distribution's variance (Max, 1960)
    assert np.all(lost[2:] < 0.125)  # four lose .1188


def test_cosines_of_many_dimensions_survive():
    """What is lost in each dimension cancels out over many."""
    vectors, query = units(0, 200, 384), units(1, 5, 384)
    codes = Codes.of(vectors, fine=384)
    found = codes.products(codes.pack(vectors), query)
    assert found == pytest.approx(vectors @ query.T, abs=0.03)
    assert np.corrcoef(found.ravel(), (vectors @ query.T).ravel())[0, 1] > 0.99


def test_a_dimension_without_any_spread_is_coded_all_the_same():
    sample = units(0, 500, 4)
    sample[:, 2] = 0
    codes = Codes.of(sample, fine=4)
    found = codes.unpack(codes.pack(sample))
    assert np.isfinite(found).all()
    assert np.all(codes.steps > 0)
    assert np.abs(found[:, 2]).max() <= codes.steps[2] / 2 + 1e-6 < 0.05


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_few_vectors_do_not_say_how_a_dimension_is_spread(count):
    """One vector along one axis: without the prior the other axes would have no steps at all."""
    sample = np.tile(np.eye(8, dtype=np.float32)[0], (count, 1))
    codes = Codes.of(sample, fine=8)
    even = WIDTHS[4] / np.sqrt(8)
    assert codes.steps == pytest.approx(np.full(8, even), rel=0.25)
    others = units(3, 50, 8)
    assert np.abs(codes.unpack(codes.pack(others)) - others).max() <= even


def test_the_prior_counts_as_so_many_vectors():
    sample = np.tile(np.eye(4, dtype=np.float32)[0], (PRIOR, 1))
    assert Codes.of(sample, fine=4).steps == pytest.approx(WIDTHS[4] * np.sqrt([0.625, 0.125, 0.125, 0.125]))
