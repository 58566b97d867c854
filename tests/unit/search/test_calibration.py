from hypothesis import given
from hypothesis import strategies as st

from peerlearn.search.calibration import FAIR, FLOOR, STRONG, band_of, probability

scores = st.floats(-1e6, 1e6)


@given(scores, scores)
def test_a_better_score_is_never_less_likely(one, other):
    low, high = sorted((one, other))
    assert 0 <= probability(low) <= probability(high) <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_answer_is_never_in_a_lower_band(one, other):
    order = ["weak", "fair", "strong"]
    low, high = sorted((one, other))
    assert order.index(band_of(low)) <= order.index(band_of(high))


def test_bands_begin_where_they_say():
    assert [band_of(chance) for chance in (1, STRONG, FAIR, FAIR - 1e-9, 0)] == ["strong", "strong", "fair", "weak", "weak"]
    assert 0 < FLOOR < FAIR < STRONG < 1
