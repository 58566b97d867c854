import pytest

from peerlearn.curation.source import Page, Place, Source


def _source(*texts: str) -> Source:
    return Source("خطة.pdf", "application/pdf", "0" * 64, tuple(Page(number, text) for number, text in enumerate(texts, start=1)))


def test_a_place_gives_the_letters_it_points_at() -> None:
    assert _source("مدينة التعلّم", "الخطة").text_at(Place(2, 0, 5)) == "الخطة"


@pytest.mark.parametrize("place", [Place(3, 0, 1), Place(2, 0, 6)])
def test_a_place_outside_the_file_is_refused(place: Place) -> None:
    with pytest.raises(ValueError, match="is not in"):
        _source("مدينة", "الخطة").text_at(place)


@pytest.mark.parametrize("numbers", [(0, 0, 1), (1, 2, 2), (1, -1, 2)])
def test_a_place_is_never_empty_or_before_the_first_page(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="is no place"):
        Place(*numbers)


def test_pages_stand_in_order() -> None:
    with pytest.raises(ValueError, match="in order"):
        Source("a.txt", "text/plain", "", (Page(2, "a"),))


@pytest.mark.parametrize(("verdict", "usable"), [("clean", True), ("repaired", True), ("needs_ocr", False), ("needs_person", False)])
def test_only_clean_and_repaired_pages_are_drafted_from(verdict: str, usable: bool) -> None:
    assert Page(1, "نص", verdict).usable is usable  # type: ignore[arg-type]


def test_an_unknown_verdict_is_refused() -> None:
    with pytest.raises(ValueError, match="verdict"):
        Page(1, "نص", "fine")  # type: ignore[arg-type]
