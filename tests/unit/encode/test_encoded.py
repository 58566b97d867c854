import numpy as np
import pytest

from peerlearn.encode import Encoded, own_tokens


def test_tokens_and_ids_belong_together():
    with pytest.raises(ValueError, match="do not belong together"):
        Encoded(np.ones(4, np.float32), np.ones((2, 4), np.float32), np.arange(3, dtype=np.int32))


def test_tokens_have_the_width_of_the_vector():
    with pytest.raises(ValueError, match="do not belong together"):
        Encoded(np.ones(4, np.float32), np.ones((2, 5), np.float32), np.arange(2, dtype=np.int32))


def test_a_text_may_have_no_tokens():
    assert len(Encoded(np.ones(4, np.float32), np.ones((0, 4), np.float32), np.empty(0, np.int32)).token_ids) == 0


# ids of a text as a model sees it, its marks (0 and 2), tokens of the prompt, and what is the text's own
OWN = [
    ([0, 7, 8, 9, 2], 0, [7, 8, 9]),
    ([0, 7, 8, 9, 2], 2, [9]),
    ([0, 7, 8, 2], 2, []),
    ([0, 7, 8, 2], 5, []),
    ([0, 2], 1, []),
    ([7, 0, 8, 9, 2], 1, [8, 9]),
]


@pytest.mark.parametrize(("seen", "skip", "own"), OWN)
def test_marks_and_prompt_are_left_out(seen, skip, own):
    tokens = np.array([[number, 1] for number in seen], dtype=np.float32)
    encoded = own_tokens(np.array([3.0, 4.0]), tokens, np.array(seen), {0, 2}, skip)
    assert encoded.token_ids.tolist() == own
    assert encoded.tokens[:, 0].tolist() == own
    assert encoded.vector.tolist() == pytest.approx([0.6, 0.8])
    assert encoded.tokens.dtype == encoded.vector.dtype == np.float32


def test_a_vector_of_nothing_stays_finite():
    assert own_tokens(np.zeros(2), np.ones((1, 2)), np.array([7]), set(), 0).vector.tolist() == [0, 0]
