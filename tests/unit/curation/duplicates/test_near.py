import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.curation.duplicates.near import Likeness, NearIndex, runs
from peerlearn.curation.duplicates.telling import Telling

pytestmark = pytest.mark.usefixtures("loaded_text_rules")
WORDS = [f"w{number}" for number in range(120)]
WHOLE = " ".join(WORDS)


def index(**texts):
    return NearIndex("en", [Telling.of_texts(name, {"en": text}) for name, text in texts.items()])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(WHOLE, True, id="as it is"),
        pytest.param(" ".join("other" if number % 10 == 0 else word for number, word in enumerate(WORDS)), True, id="a tenth changed"),
        pytest.param(" ".join(WORDS[:60]), True, id="a part of it"),
        pytest.param(f"{WHOLE} {' '.join(f'v{number}' for number in range(120))}", True, id="held in a longer text"),
        pytest.param(" ".join(f"v{number}" for number in range(120)), False, id="other words"),
        pytest.param(" ".join(reversed(WORDS)), False, id="the same words in another order"),
        pytest.param("w1 w2 w3", False, id="a formula"),
    ],
)
def test_edited_copies_are_near_and_others_are_not(text, found):
    near = index(a=WHOLE, b=" ".join(f"x{number}" for number in range(50))).near(text.split())
    assert list(near) == (["a"] if found else [])


def test_nothing_is_near_to_nothing():
    assert index(a=WHOLE).near([]) == {}
    assert index(a="…").near(WORDS) == {}


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef"), max_size=30))
def test_likeness_has_no_direction_and_stays_within_0_and_1(one, other):
    there, back = Likeness.between(runs(one), runs(other)), Likeness.between(runs(other), runs(one))
    assert there == back
    assert 0 <= there.jaccard <= 1
    assert 0 <= there.held <= 1
    assert 0 <= there.probability <= 1
