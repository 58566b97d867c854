"""The fake is held to the protocol that it stands in for."""

from peerlearn.encode import Encoder
from tests.unit.fake_encoder import FakeEncoder


def test_equal_texts_get_equal_vectors_and_shared_words_bring_texts_near():
    encoder: Encoder = FakeEncoder()
    one, near, far = encoder.encode(["school gardens", "gardens of a school", "free buses"], kind="passage")
    assert one.tokens.shape == (2, encoder.dims)
    assert float(one.vector @ near.vector) > float(one.vector @ far.vector)
    assert encoder.token_spans("ab, c") == [(0, 2), (4, 5)]


def test_words_with_one_meaning_are_near_across_scripts():
    encoder = FakeEncoder(meanings={"مكتبة": "library"})
    library, same, other = encoder.encode(["library", "مكتبة", "سوق"], kind="passage")
    assert float(library.vector @ same.vector) > 0.6 > float(library.vector @ other.vector)
