import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.encode import Encoded
from peerlearn.index.codes import Codes
from peerlearn.index.projection import Projection
from peerlearn.index.tokens import MEAN_PRIOR, Seen, TokenIndex, centred, pool_means

DIMS = 8
PLAIN = Projection.none()
STEP = 0.13
CODES = Codes(np.full(DIMS, STEP, np.float32), DIMS)
"""Sixteen steps from -1.04 to 1.04: no number of a unit vector is further than half a step from what its code stands for."""
OFF = STEP / 2 * np.sqrt(DIMS)
"""How far a cosine can be off by that."""


def token_index(passages, mean=None):
    return TokenIndex.build(passages, np.zeros(DIMS, np.float32) if mean is None else mean, PLAIN, CODES)


def encoded(rng, count):
    vector = rng.normal(size=DIMS)
    tokens = rng.normal(size=(count, DIMS)).astype(np.float32)
    return Encoded((vector / np.linalg.norm(vector)).astype(np.float32), tokens, rng.integers(0, 30, count).astype(np.int32))


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def reference(passages, mean, query, weights):
    """Late interaction with vectors as the encoder made them."""
    return definition(
        [Encoded(each.vector, unit(each.tokens.astype(np.float64) - mean), each.token_ids) for each in passages], query, weights
    )


def definition(passages, query, weights):
    """Late interaction as the definition says it, one token at a time."""
    scores = []
    for passage in passages:
        own = passage.tokens
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
    index = token_index(passages, mean)
    found = index.scores(query, weights, rows)
    assert found == pytest.approx(np.array(reference(passages, mean, query, weights))[rows], abs=OFF)
    stored = [Encoded(passage.vector, index.passage(row)[0], passage.token_ids) for row, passage in enumerate(passages)]
    assert found == pytest.approx(np.array(definition(stored, query, weights))[rows], abs=1e-4)  # but for the coding nothing is lost


@given(lengths, st.integers(0, 10_000))
def test_a_row_scores_the_same_in_any_company(counts, seed):
    rng = np.random.default_rng(seed)
    index = token_index([encoded(rng, count) for count in counts])
    query, weights = unit(rng.normal(size=(3, DIMS))).astype(np.float32), np.full(3, 1 / 3, np.float32)
    together = index.scores(query, weights, np.arange(len(counts)))
    alone = [float(index.scores(query, weights, np.array([row]))[0]) for row in range(len(counts))]
    assert together == pytest.approx(alone, abs=1e-5)


def test_rows_without_tokens_score_nothing_wherever_they_stand():
    rng = np.random.default_rng(0)
    index = token_index([encoded(rng, count) for count in (0, 3, 0, 0, 2, 0)])
    scores = index.scores(unit(rng.normal(size=(2, DIMS))).astype(np.float32), np.array([0.5, 0.5], np.float32), np.arange(6))
    assert np.flatnonzero(scores).tolist() == [1, 4]
    assert len(index) == 6


def test_a_pool_without_any_token_answers_with_nothing():
    index = token_index([encoded(np.random.default_rng(0), 0)] * 2)
    assert index.idf(np.array([3], np.int32)).tolist() == pytest.approx([np.log1p(2.5 / 0.5)])
    assert index.scores(np.ones((1, DIMS), np.float32), np.ones(1, np.float32), np.arange(2)).tolist() == [0, 0]


def test_a_token_that_is_the_mean_itself_scores_nothing():
    mean = np.ones(DIMS, np.float32)
    passage = Encoded(mean / np.linalg.norm(mean), np.stack([mean, mean * 2]), np.array([1, 2], np.int32))
    index = token_index([passage], mean)
    assert np.abs(index.passage(0)[0][0]).max() < STEP  # nothing, as far as codes without a zero can say so
    assert index.passage(0)[0][1] == pytest.approx(unit(mean[None])[0], abs=STEP / 2)
    assert index.scores(unit(mean[None]), np.ones(1, np.float32), np.array([0])) == pytest.approx([1], abs=OFF)


def test_idf_counts_rows_and_not_occurrences():
    vector = np.eye(DIMS, dtype=np.float32)[0]

    def row(*ids):
        return Encoded(vector, np.ones((len(ids), DIMS), np.float32), np.array(ids, np.int32))

    index = token_index([row(1, 1, 1, 2), row(1), row(1, 3)])
    # ln(1 + (N - n + .5) / (n + .5)) with N = 3 and n = 3, 1, 0
    expected = [np.log(1 + 0.5 / 3.5), np.log(1 + 2.5 / 1.5), np.log(1 + 3.5 / 0.5)]
    assert index.idf(np.array([1, 2, 99], np.int32)).tolist() == pytest.approx(expected)
    assert index.idf(np.array([0], np.int32)).tolist() == pytest.approx(expected[2:])


def test_rows_that_are_gone_do_not_count_for_rarity():
    """Three rows, of which one is gone with its tokens: as if there had been two."""
    index = token_index([encoded(np.random.default_rng(0), 2)] * 3)
    left = TokenIndex(index.parts, index.mean, index.codes, Seen.of([np.array([1, 2], np.int32), np.array([1], np.int32)]), gone=1)
    assert left.idf(np.array([1, 2, 9], np.int32)).tolist() == pytest.approx(
        [np.log1p(0.5 / 2.5), np.log1p(1.5 / 1.5), np.log1p(2.5 / 0.5)]
    )


def saved(folder, *indexes):
    """Save indexes as the parts of one pool, with what the first one has for all of them."""
    parts = [folder / f"part-{number}" for number in range(len(indexes))]
    for part, own in reversed(list(zip(parts, indexes, strict=True))):
        part.mkdir()
        own.save(folder, parts=[part])
    return parts


def test_it_is_the_same_after_saving(tmp_path):
    rng = np.random.default_rng(5)
    index = token_index([encoded(rng, count) for count in (2, 0, 3)], rng.normal(size=DIMS).astype(np.float32))
    loaded = TokenIndex.load(tmp_path, parts=saved(tmp_path, index))
    query, weights, rows = unit(rng.normal(size=(2, DIMS))).astype(np.float32), np.array([0.3, 0.7], np.float32), np.array([2, 0])
    assert np.array_equal(loaded.scores(query, weights, rows), index.scores(query, weights, rows))
    assert np.array_equal(loaded.mean, index.mean)
    assert np.array_equal(loaded.idf(index.seen.ids), index.idf(index.seen.ids))


def test_parts_answer_as_one_index_does(tmp_path):
    rng = np.random.default_rng(5)
    passages = [encoded(rng, count) for count in (2, 0, 3, 1, 4, 0)]
    whole = token_index(passages)
    loaded = TokenIndex.load(tmp_path, parts=saved(tmp_path, *(token_index(some) for some in (passages[:3], passages[3:4], passages[4:]))))
    query, weights = unit(rng.normal(size=(3, DIMS))).astype(np.float32), np.full(3, 1 / 3, np.float32)
    rows = np.array([4, 0, 3, 5, 2, 1])
    assert len(loaded) == 6
    assert loaded.scores(query, weights, rows) == pytest.approx(whole.scores(query, weights, rows), abs=1e-5)
    assert [loaded.ids(row).tolist() for row in range(6)] == [each.token_ids.tolist() for each in passages]
    for row in range(6):
        assert all(np.array_equal(one, other) for one, other in zip(loaded.passage(row), whole.passage(row), strict=True))


def test_many_questions_at_once_score_as_one_by_one():
    rng = np.random.default_rng(7)
    index = token_index([encoded(rng, count) for count in (2, 0, 3)])
    asked = [(unit(rng.normal(size=(n, DIMS))).astype(np.float32), np.full(n, 1 / max(n, 1), np.float32)) for n in (2, 0, 3)]
    together = index.scores_of_many(asked, np.arange(3))
    assert together == pytest.approx(np.stack([index.scores(tokens, weights, np.arange(3)) for tokens, weights in asked]), abs=1e-5)


@pytest.mark.parametrize("lost", ["codes", "token_ids", "offsets"])
def test_arrays_of_different_lengths_are_refused(tmp_path, lost):
    rng = np.random.default_rng(5)
    (part,) = saved(tmp_path, token_index([encoded(rng, 3), encoded(rng, 2)]))
    path = part / f"{lost}.npy"
    np.save(path, np.load(path)[:-1])
    with pytest.raises(ValueError, match="different lengths"):
        TokenIndex.load(tmp_path, parts=[part])


def test_a_passage_comes_back_as_unit_vectors_with_its_ids():
    rng = np.random.default_rng(6)
    passage, mean = encoded(rng, 5), rng.normal(size=DIMS).astype(np.float32)
    vectors, ids = token_index([encoded(rng, 2), passage], mean).passage(1)
    assert vectors == pytest.approx(centred(passage.tokens, mean), abs=STEP / 2 + 1e-5)
    assert ids.tolist() == passage.token_ids.tolist()


ROWS = st.lists(st.lists(st.integers(0, 6), max_size=5).map(lambda row: np.array(row, dtype=np.int32)), max_size=6)


@given(ROWS, ROWS)
def test_counts_change_as_if_they_were_counted_anew(stay, come):
    gone = [np.array([1, 2, 2, 9], np.int32), np.array([2], np.int32)]
    changed = Seen.of([*stay, *gone]).changed(gone=Seen.of(gone), come=Seen.of(come))
    anew = Seen.of([*stay, *come])
    assert changed.of_each(np.arange(12, dtype=np.int32)).tolist() == anew.of_each(np.arange(12, dtype=np.int32)).tolist()
    assert np.all(np.diff(changed.ids) > 0)


def test_a_large_pool_keeps_its_mean_and_a_small_one_takes_that_of_all():
    means = pool_means({"ar": (np.array([1.0, 0.0]) * 1_000_000, 1_000_000), "en": (np.array([0.0, 1.0]) * 10, 10)})
    assert means["ar"] == pytest.approx([1, 0], abs=0.01)
    assert means["en"] == pytest.approx([0.5, 0.5], abs=0.01)
    halfway = pool_means({"ar": (np.array([1.0]) * MEAN_PRIOR, MEAN_PRIOR), "en": (np.array([0.0]), 1)})
    assert halfway["ar"] == pytest.approx([0.75])
