"""The fitted numbers: what they do to vectors and weights, and that no other encoder gets them."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.encode import Encoded
from peerlearn.encode.prepare import FINGERPRINT
from peerlearn.errors import IndexMismatchError
from peerlearn.index.codes import Codes
from peerlearn.index.opened import Index
from peerlearn.index.projection import FITTED, NONE, Projection
from peerlearn.index.tokens import TokenIndex, centred
from peerlearn.search.passages import Question
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import index_of

DIMS = 6
BUNDLED = Projection.for_encoder(FINGERPRINT)


def unit_rows(seed, rows, dims=DIMS):
    vectors = np.random.default_rng(seed).normal(size=(rows, dims)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def random_projection(seed=0, *, exponent=0.8):
    rng = np.random.default_rng(seed)
    return Projection("tried", rng.normal(size=(DIMS, DIMS)).astype(np.float32), rng.normal(size=DIMS).astype(np.float32), exponent)


def test_none_leaves_vectors_as_they_are_and_weighs_by_rarity():
    vectors, idf = unit_rows(1, 3), np.array([1.0, 3.0, 4.0], np.float32)
    assert np.array_equal(Projection.none().apply(vectors), vectors)
    assert Projection.none().weigh(idf, vectors).tolist() == pytest.approx([1 / 8, 3 / 8, 4 / 8])
    assert Projection.none().name == NONE


@given(st.integers(0, 10_000), st.integers(0, 9))
def test_projected_vectors_are_the_product_with_the_matrix_at_length_one(seed, rows):
    projection, vectors = random_projection(seed), unit_rows(seed + 1, rows)
    found = projection.apply(vectors)
    for before, after in zip(vectors, found, strict=True):
        moved = before.astype(np.float64) @ projection.matrix
        assert after == pytest.approx(moved / np.linalg.norm(moved), abs=1e-4)
    assert found.dtype == np.float32


def test_a_vector_of_nothing_stays_nothing():
    assert not random_projection().apply(np.zeros((1, DIMS), np.float32)).any()


@given(st.integers(0, 10_000), st.integers(1, 9))
def test_weights_are_those_of_the_definition(seed, count):
    projection, vectors = random_projection(seed), unit_rows(seed + 1, count)
    idf = np.random.default_rng(seed).random(count).astype(np.float32) + np.float32(0.1)
    raw = [float(r) ** 0.8 * np.exp(float(v @ projection.importance)) for r, v in zip(idf, vectors, strict=True)]
    assert projection.weigh(idf, vectors) == pytest.approx(np.array(raw) / sum(raw), abs=1e-4)


@pytest.mark.parametrize("projection", [Projection.none(), random_projection()], ids=["none", "fitted"])
def test_tokens_that_are_all_common_weigh_alike(projection):
    assert projection.weigh(np.zeros(4, np.float32), np.zeros((4, DIMS), np.float32)).tolist() == [0.25] * 4
    assert projection.weigh(np.zeros(0, np.float32), np.zeros((0, DIMS), np.float32)).shape == (0,)


@pytest.mark.parametrize(("matrix", "importance"), [(np.eye(2), None), (None, np.ones(2))])
def test_half_a_projection_is_refused(matrix, importance):
    with pytest.raises(ValueError, match="both a matrix and an importance"):
        Projection("half", matrix, importance, 1.0)


def test_the_bundled_encoder_has_the_fitted_one():
    assert BUNDLED.name == FITTED
    assert BUNDLED.matrix.shape == (384, 384)
    assert BUNDLED.importance.shape == (384,)
    assert all(np.isfinite(each).all() for each in (BUNDLED.matrix, BUNDLED.importance))
    assert 0.2 < BUNDLED.exponent < 2
    assert BUNDLED.fine == BUNDLED.fine_of(384) == 128
    assert np.linalg.matrix_rank(BUNDLED.matrix) == 384


def test_it_is_drawn_towards_doing_nothing():
    """A fit without a pull ends far away, and has overfitted; this one stretches or shrinks no direction by very much."""
    stretched = np.linalg.svd(BUNDLED.matrix, compute_uv=False)
    assert stretched.min() > 0.6
    assert 1.1 < stretched.max() < 1.5


@pytest.mark.parametrize(
    "fingerprint", ["fake:1", "multilingual-e5-small", "multilingual-e5-small-other:1", "intfloat/multilingual-e5-small:1"]
)
def test_any_other_encoder_has_none(fingerprint):
    assert Projection.for_encoder(fingerprint).name == NONE


def test_stored_tokens_are_projected_after_centring():
    rng, projection = np.random.default_rng(4), random_projection(4)
    passage = Encoded(unit_rows(5, 1)[0], rng.normal(size=(5, DIMS)).astype(np.float32), np.arange(5, dtype=np.int32))
    mean = rng.normal(size=DIMS).astype(np.float32)
    codes = Codes(np.full(DIMS, 0.13, np.float32), DIMS)  # sixteen steps from -1 to 1
    vectors, ids = TokenIndex.build([passage], mean, projection, codes).passage(0)
    assert vectors == pytest.approx(projection.apply(centred(passage.tokens, mean)), abs=0.13 / 2 + 1e-5)
    assert not np.allclose(vectors, centred(passage.tokens, mean), atol=0.2)
    assert ids.tolist() == [0, 1, 2, 3, 4]


def test_a_projection_with_fewer_dimensions_stores_and_compares_those():
    rng = np.random.default_rng(4)
    narrow = Projection("narrow", rng.normal(size=(DIMS, 3)).astype(np.float32), np.zeros(3, np.float32), 1.0)
    passage = Encoded(unit_rows(5, 1)[0], rng.normal(size=(4, DIMS)).astype(np.float32), np.arange(4, dtype=np.int32))
    mean = np.zeros(DIMS, np.float32)
    index = TokenIndex.build([passage], mean, narrow, Codes(np.full(3, 0.13, np.float32), 3))
    question = narrow.apply(centred(passage.tokens[:1], mean))
    assert index.passage(0)[0].shape == (4, 3)
    assert index.scores(question, np.ones(1, np.float32), np.array([0])) == pytest.approx([1], abs=0.12)


def test_where_no_dimension_is_known_to_matter_more_all_are_fine():
    assert Projection.none().fine_of(384) == 384
    assert dataclasses.replace(random_projection(), fine=4).fine_of(DIMS) == 4
    assert dataclasses.replace(random_projection(), fine=128).fine_of(DIMS) == DIMS


TEXTS = [("one", "en", "a floating library on the river"), ("two", "en", "school gardens for pupils")]


def test_a_question_goes_through_the_projection_of_its_index(quick_tmp):
    encoder = FakeEncoder()
    plain = index_of(quick_tmp, TEXTS, encoder)
    rng = np.random.default_rng(0)
    dims = encoder.dims
    projection = Projection("tried", rng.normal(size=(dims, dims)).astype(np.float32), rng.normal(size=dims).astype(np.float32), 0.5)
    (encoded,) = encoder.encode(["floating gardens"], kind="query")
    before = Question.prepare(plain, encoded, text="floating gardens", lang="en")
    after = Question.prepare(dataclasses.replace(plain, projection=projection), encoded, text="floating gardens", lang="en")
    assert after.tokens == pytest.approx(projection.apply(before.tokens), abs=1e-5)
    rarity = plain.idf("en", encoded.token_ids)
    assert after.weights == pytest.approx(projection.weigh(rarity, after.tokens), abs=1e-5)
    assert after.weights != pytest.approx(before.weights, abs=0.01)


def test_an_index_of_another_projection_is_refused(quick_tmp, monkeypatch):
    folder = index_of(quick_tmp, TEXTS, FakeEncoder()).folder
    monkeypatch.setattr(Projection, "for_encoder", classmethod(lambda cls, _: random_projection()))
    with pytest.raises(IndexMismatchError, match="built with the projection none, not tried") as caught:
        Index.open(folder)
    assert "index build" in str(caught.value.remedy)
