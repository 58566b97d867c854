"""Centres: the mean of a language is taken out, so that what is left of a text is what it says."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.index.centres import PRIOR, centres_of, language_means, unit

DIMS = 6


def rows(seed, count):
    return np.random.default_rng(seed).normal(size=(count, DIMS)).astype(np.float32)


def test_a_language_of_many_passages_keeps_its_mean_and_one_of_few_takes_that_of_all():
    many, few = np.full((4000, 2), [1.0, 0.0], np.float32), np.full((1, 2), [0.0, 1.0], np.float32)
    means = language_means({"ar": many, "en": few})
    assert means["ar"] == pytest.approx([1, 0], abs=0.01)
    assert means["en"] == pytest.approx([0.5, 0.5], abs=0.05)
    assert all(mean.dtype == np.float32 for mean in means.values())


def test_all_languages_count_alike_in_the_mean_of_all():
    """However many passages one of them has."""
    means = language_means({"ar": np.ones((1000, 1), np.float32), "en": np.zeros((PRIOR, 1), np.float32)})
    assert means["en"] == pytest.approx([0.25])


def test_a_single_language_keeps_its_mean():
    vectors = rows(0, 3)
    assert language_means({"ar": vectors})["ar"] == pytest.approx(vectors.mean(axis=0), abs=1e-6)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.integers(0, 10_000))
def test_a_centre_is_the_sum_of_a_records_own_passages_less_the_mean_for_each(counts, seed):
    vectors, mean = rows(seed, sum(counts)), rows(seed + 1, 1)[0]
    firsts = np.cumsum([0, *counts])
    found = centres_of(vectors, firsts, mean)
    expected = [np.sum([each - mean for each in vectors[start:end]], axis=0) for start, end in pairwise(firsts.tolist())]
    assert found == pytest.approx(np.array(expected), abs=1e-5)
    assert found.dtype == np.float32


def test_no_passages_have_no_centres():
    assert centres_of(np.empty((0, DIMS), np.float32), np.array([0]), np.zeros(DIMS, np.float32)).shape == (0, DIMS)


@given(st.integers(0, 10_000), st.integers(0, 4))
def test_unit_gives_the_same_direction_at_length_one(seed, count):
    vectors = rows(seed, count)
    found = unit(vectors)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(count), abs=1e-5)
    assert np.sum(found * vectors, axis=1) == pytest.approx(np.linalg.norm(vectors, axis=1), abs=1e-4)
    assert all(np.array_equal(unit(each), one) for each, one in zip(vectors, found, strict=True))


def test_nothing_has_no_direction_and_stays_nothing():
    assert not unit(np.zeros(DIMS, np.float32)).any()
