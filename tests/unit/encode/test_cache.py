import sqlite3

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.encode import Encoded
from peerlearn.encode import cache as cache_module
from peerlearn.encode.cache import VectorCache, _pack, _unpack
from peerlearn.errors import BusyError
from tests.unit.fake_encoder import DIMS, FakeEncoder


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def path(quick_tmp):
    return quick_tmp / "vectors.sqlite"


def test_unchanged_text_is_encoded_once(path, encoder):
    cache = VectorCache(path, encoder)
    first, fresh = cache.encode(["one two", "three"], kind="passage")
    again, fresh_again = VectorCache(path, encoder).encode(["three", "one two"], kind="passage")
    assert (fresh, fresh_again) == (2, 0)
    assert sorted(encoder.calls) == ["one two", "three"]
    assert np.array_equal(first[0].tokens, again[1].tokens)
    assert np.array_equal(first[1].vector, again[0].vector)


def test_a_text_that_stands_twice_is_encoded_once(path, encoder):
    found, fresh = VectorCache(path, encoder).encode(["one", "two", "one"], kind="passage")
    assert fresh == 2
    assert np.array_equal(found[0].vector, found[2].vector)
    assert not np.array_equal(found[0].vector, found[1].vector)


def test_changed_text_gets_new_vectors(path, encoder):
    cache = VectorCache(path, encoder)
    (old,), _ = cache.encode(["a garden"], kind="passage")
    (new,), fresh = cache.encode(["a gardener"], kind="passage")
    assert fresh == 1
    assert not np.array_equal(old.vector, new.vector)
    assert new.token_ids.tolist() == encoder.encode(["a gardener"], kind="passage")[0].token_ids.tolist()


def test_vectors_belong_to_one_encoder_and_one_kind(path, encoder):
    VectorCache(path, encoder).encode(["one"], kind="passage")
    assert VectorCache(path, encoder).encode(["one"], kind="query")[1] == 1
    assert VectorCache(path, FakeEncoder(fingerprint="fake:2")).encode(["one"], kind="passage")[1] == 1
    assert VectorCache(path, FakeEncoder()).encode(["one"], kind="passage")[1] == 0


def test_the_order_is_that_of_the_texts(path, encoder):
    texts = [f"{'word ' * (number % 7)}text{number}" for number in range(150)]
    found, _ = VectorCache(path, encoder).encode(texts, kind="passage")
    plain = encoder.encode(texts, kind="passage")
    assert [each.token_ids.tolist() for each in found] == [each.token_ids.tolist() for each in plain]


class Failing(FakeEncoder):
    """Fails at its third call."""

    left = 2

    def encode(self, texts, *, kind):
        if not self.left:
            raise RuntimeError("the power is out")
        self.left -= 1
        return super().encode(texts, kind=kind)


def test_what_was_encoded_before_a_failure_stays(path, monkeypatch):
    monkeypatch.setattr(cache_module, "_CHUNK", 4)
    texts = [f"text {number}" for number in range(12)]
    failing = Failing()
    with pytest.raises(RuntimeError, match="power"):
        VectorCache(path, failing).encode(texts, kind="passage")
    after = FakeEncoder()
    _, fresh = VectorCache(path, after).encode(texts, kind="passage")
    assert fresh == 4
    assert sorted(failing.calls + after.calls) == sorted(texts)


def test_progress_begins_at_nothing_and_ends_at_everything(path, encoder, monkeypatch):
    monkeypatch.setattr(cache_module, "_CHUNK", 2)
    steps = []
    VectorCache(path, encoder).encode(["a", "b", "c"], kind="passage", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (2, 3), (3, 3)]


def test_prune_keeps_what_is_named_and_what_was_used_lately(path, encoder):
    cache = VectorCache(path, encoder)
    cache.encode(["one", "two", "three"], kind="passage")
    assert cache.prune(["two"], kind="passage") == 0
    with sqlite3.connect(path) as db:  # as if it were a day more than a vector is kept
        db.execute("UPDATE vectors SET used = used - ?", ((cache_module.KEPT_DAYS + 1) * 86400,))
    db.close()
    assert cache.prune(["two"], kind="passage") == 2
    assert cache.encode(["one", "two", "three"], kind="passage")[1] == 2


def test_pruning_leaves_another_encoders_vectors(path, encoder):
    other = FakeEncoder(fingerprint="fake:2")
    VectorCache(path, other).encode(["one"], kind="passage")
    assert VectorCache(path, encoder).prune(["two"], kind="passage") == 0
    assert VectorCache(path, other).encode(["one"], kind="passage")[1] == 0


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be read as a page of one" * 20])
def test_a_damaged_file_is_begun_anew(path, encoder, content):
    path.write_bytes(content)
    cache = VectorCache(path, encoder)
    assert cache.encode(["one"], kind="passage")[1] == 1
    assert VectorCache(path, encoder).encode(["one"], kind="passage")[1] == 0


def test_a_file_that_cannot_be_used_is_said_and_kept(path, encoder):
    path.mkdir()
    with pytest.raises(BusyError, match="cannot be used"):
        VectorCache(path, encoder)
    assert path.is_dir()


def test_clear_forgets_everything(path, encoder):
    cache = VectorCache(path, encoder)
    cache.encode(["one"], kind="passage")
    cache.clear()
    assert cache.encode(["one"], kind="passage")[1] == 1


def test_more_texts_than_one_statement_may_ask_for(path, encoder):
    cache = VectorCache(path, encoder)
    texts = [f"t{number}" for number in range(501)]
    with sqlite3.connect(path) as db:
        rows = [(cache._key(text, "passage"), _pack(each)) for text, each in zip(texts, encoder.encode(texts, kind="passage"), strict=True)]
        db.executemany("INSERT INTO vectors VALUES (?, 0, ?)", rows)
    db.close()
    assert cache.encode(texts, kind="passage")[1] == 0


@given(st.integers(1, 48), st.integers(0, 12), st.integers(0, 2**31), st.floats(-3, 3))
def test_packing_keeps_every_direction(dims, count, seed, power):
    rng = np.random.default_rng(seed)
    vector = rng.normal(size=dims) + 0.01
    encoded = Encoded(
        (vector / np.linalg.norm(vector)).astype(np.float32),
        (rng.normal(size=(count, dims)) * 10**power).astype(np.float32),
        rng.integers(0, 250_000, count).astype(np.int32),
    )
    back = _unpack(_pack(encoded))
    assert back.token_ids.tolist() == encoded.token_ids.tolist()
    assert back.tokens.shape == encoded.tokens.shape
    assert float(back.vector @ encoded.vector) > 0.999
    for one, other in zip(back.tokens, encoded.tokens, strict=True):
        assert float(one @ other) > 0.999 * float(np.linalg.norm(one) * np.linalg.norm(other))


def test_packing_a_token_of_zeros():
    encoded = Encoded(np.eye(DIMS, dtype=np.float32)[0], np.zeros((2, DIMS), np.float32), np.array([1, 2], np.int32))
    assert not _unpack(_pack(encoded)).tokens.any()
