"""Spans, and the way back to the original letters."""

import pytest

from peerlearn.text.spans import MappedText, merge_spans

KITAB = MappedText(text="كتاب", original="كِتابٌ", starts=(0, 2, 3, 4), ends=(2, 3, 4, 6))


@pytest.mark.parametrize(
    ("span", "original"),
    [((0, 4), (0, 6)), ((0, 1), (0, 2)), ((3, 4), (4, 6)), ((1, 3), (2, 4)), ((2, 2), (3, 3)), ((4, 4), (6, 6))],
)
def test_a_span_leads_back_with_the_marks_of_its_letters(span, original):
    assert KITAB.to_original(*span) == original


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 5)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="outside"):
        KITAB.to_original(*span)


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        ((0,), (1, 2), "1 starts"),
        ((0, 1), (1,), "1 ends"),
        ((1, 0), (2, 2), "backwards"),
        ((0, 1), (2, 1), "backwards"),
        ((0, 1), (1, 3), "outside"),
        ((-1, 1), (1, 2), "outside"),
        ((0, 1), (1, 1), "at least one"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(starts, ends, why):
    with pytest.raises(ValueError, match=why):
        MappedText(text="ab", original="ab", starts=starts, ends=ends)


def test_an_empty_text_has_an_empty_map():
    assert MappedText(text="", original="\u200f ", starts=(), ends=()).to_original(0, 0) == (2, 2)


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(3, 4), (0, 1)], [(0, 1), (3, 4)]),
        ([(0, 2), (1, 3)], [(0, 3)]),
        ([(0, 2), (2, 3)], [(0, 3)]),
        ([(0, 9), (1, 2), (8, 12)], [(0, 12)]),
    ],
)
def test_spans_that_overlap_or_touch_become_one(spans, merged):
    assert merge_spans(spans) == merged
