import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.encode import Encoded
from peerlearn.index.projection import Projection
from peerlearn.index.tokens import MEAN_PRIOR, TokenIndex, centred, pool_means

DIMS = 8
PLAIN = Projection.none()


def encoded(rng, count):
    vector = rng.normal(size=DIMS)
    tokens = rng.normal(size=(count, DIMS)).astype(np.float32)
    return Encoded((vector / np.linalg.norm(vector)).astype(np.float32), tokens, rng.integers(0, 30, count).astype(np.int32))


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def reference(passages, mean, query, weights):
    """Late interaction as the definition says it, one token at a time."""
    scores = []
    for passage in passages:
        own = unit(passage.tokens.astype(np.float64) - mean)
        best = [max(float(token @ other) for other in own) if len(own) else 0.0 for token in query.astype(np.float64)]
        scores.append(sum(weight * cosine for weight, cosine in zip(weights, best, strict=True)))
    return scores


lengths = st.lists(st.integers(0, 7), min_size=1, max_size=9)


@given(lengths, st.integers(0, 6), st.integers(0, 10_000))
def test_scores_are_those_of_the_definition(counts, asked, seed):
    rng = np.random.default_rng(seed)
    passages = [encoded(rng, count) for count in counts]
    mean = rng.normal(size=DIMS).astype(np.float32)
    query = unit(rng.normal(size=(asked, DIMS))).astype(np.float32)
    weights = (rng.random(asked) + 0.01).astype(np.float32)
    weights = weights / max(weights.sum(), 1e-9)
    rows = rng.permutation(len(counts))
    found = TokenIndex.build(passages, mean, PLAIN).scores(query, weights, rows)
    assert found == pytest.approx(np.array(reference(passages, mean, query, weights))[rows], abs=0.02)


@given(lengths, st.integers(0, 10_000))
def test_a_row_scores_the_same_in_any_company(counts, seed):
    rng = np.random.default_rng(seed)
    index = TokenIndex.build([encoded(rng, count) for count in counts], np.zeros(DIMS, np.float32), PLAIN)
    query, weights = unit(rng.normal(size=(3, DIMS))).astype(np.float32), np.full(3, 1 / 3, np.float32)
    together = index.scores(query, weights, np.arange(len(counts)))
    alone = [float(index.scores(query, weights, np.array([row]))[0]) for row in range(len(counts))]
    assert together == pytest.approx(alone, abs=1e-5)


def test_rows_without_tokens_score_nothing_wherever_they_stand():
    rng = np.random.default_rng(0)
    index = TokenIndex.build([encoded(rng, count) for count in (0, 3, 0, 0, 2, 0)], np.zeros(DIMS, np.float32), PLAIN)
    scores = index.scores(unit(rng.normal(size=(2, DIMS))).astype(np.float32), np.array([0.5, 0.5], np.float32), np.arange(6))
    assert np.flatnonzero(scores).tolist() == [1, 4]
    assert len(index) == 6


def test_a_pool_without_any_token_answers_with_nothing():
    index = TokenIndex.build([encoded(np.random.default_rng(0), 0)] * 2, np.zeros(DIMS, np.float32), PLAIN)
    assert index.idf(np.array([3], np.int32)).tolist() == pytest.approx([np.log1p(2.5 / 0.5)])
    assert index.scores(np.ones((1, DIMS), np.float32), np.ones(1, np.float32), np.arange(2)).tolist() == [0, 0]


def test_a_token_that_is_the_mean_itself_scores_nothing():
    mean = np.ones(DIMS, np.float32)
    passage = Encoded(mean / np.linalg.norm(mean), np.stack([mean, mean * 2]), np.array([1, 2], np.int32))
    index = TokenIndex.build([passage], mean, PLAIN)
    assert not index.tokens[0].any()
    assert index.scores(unit(mean[None]), np.ones(1, np.float32), np.array([0])) == pytest.approx([1], abs=0.01)


def test_idf_counts_rows_and_not_occurrences():
    vector = np.eye(DIMS, dtype=np.float32)[0]

    def row(*ids):
        return Encoded(vector, np.ones((len(ids), DIMS), np.float32), np.array(ids, np.int32))

    index = TokenIndex.build([row(1, 1, 1, 2), row(1), row(1, 3)], np.zeros(DIMS, np.float32), PLAIN)
    # ln(1 + (N - n + .5) / (n + .5)) with N = 3 and n = 3, 1, 0
    expected = [np.log(1 + 0.5 / 3.5), np.log(1 + 2.5 / 1.5), np.log(1 + 3.5 / 0.5)]
    assert index.idf(np.array([1, 2, 99], np.int32)).tolist() == pytest.approx(expected)
    assert index.idf(np.array([0], np.int32)).tolist() == pytest.approx(expected[2:])


def test_it_is_the_same_after_saving(tmp_path):
    rng = np.random.default_rng(5)
    index = TokenIndex.build([encoded(rng, count) for count in (2, 0, 3)], rng.normal(size=DIMS).astype(np.float32), PLAIN)
    index.save(tmp_path)
    loaded = TokenIndex.load(tmp_path)
    query, weights, rows = unit(rng.normal(size=(2, DIMS))).astype(np.float32), np.array([0.3, 0.7], np.float32), np.array([2, 0])
    assert np.array_equal(loaded.scores(query, weights, rows), index.scores(query, weights, rows))
    assert np.array_equal(loaded.mean, index.mean)
    assert np.array_equal(loaded.idf(index.seen_ids), index.idf(index.seen_ids))


@pytest.mark.parametrize("lost", ["tokens", "scales", "token_ids", "offsets"])
def test_arrays_of_different_lengths_are_refused(tmp_path, lost):
    rng = np.random.default_rng(5)
    TokenIndex.build([encoded(rng, 3), encoded(rng, 2)], np.zeros(DIMS, np.float32), PLAIN).save(tmp_path)
    path = tmp_path / f"{lost}.npy"
    np.save(path, np.load(path)[:-1])
    with pytest.raises(ValueError, match="different lengths"):
        TokenIndex.load(tmp_path)


def test_vectors_come_back_as_unit_vectors():
    rng = np.random.default_rng(6)
    passage, mean = encoded(rng, 5), rng.normal(size=DIMS).astype(np.float32)
    index = TokenIndex.build([passage], mean, PLAIN)
    assert index.vectors(1, 4) == pytest.approx(centred(passage.tokens, mean)[1:4], abs=0.01)


def test_a_large_pool_keeps_its_mean_and_a_small_one_takes_that_of_all():
    means = pool_means({"ar": (np.array([1.0, 0.0]) * 1_000_000, 1_000_000), "en": (np.array([0.0, 1.0]) * 10, 10)})
    assert means["ar"] == pytest.approx([1, 0], abs=0.01)
    assert means["en"] == pytest.approx([0.5, 0.5], abs=0.01)
    halfway = pool_means({"ar": (np.array([1.0]) * MEAN_PRIOR, MEAN_PRIOR), "en": (np.array([0.0]), 1)})
    assert halfway["ar"] == pytest.approx([0.75])
