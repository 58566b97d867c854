"""Numbers are read as each language writes them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.curation.extract.numerals import numbers_of, read_number

EXAMPLES = [
    ("en", "1,250 people", [1250]),
    ("en", "1.25 of them", [1.25]),
    ("en", "over 20,500 volunteers and 2-6 children", [20500, 2, 6]),
    ("en", "1.04 million and 3 thousand", [1_040_000, 3000]),
    ("en", "1,234,567.5", [1234567.5]),
    ("en", "no number here, only M25 and B2", []),
    ("fr", "1 250 personnes, 12,5 % d’entre elles", [1250, 12.5]),
    ("fr", "80\u202f000 habitants et 3 millions", [80000, 3_000_000]),
    ("es", "1.250 personas, 12,5 por ciento, 3,2 millones", [1250, 12.5, 3_200_000]),
    ("ar", "١٬٢٥٠ شخصًا و٥٠٪", [1250, 50]),
    ("ar", "١٢٫٥ في المئة", [12.5]),
    ("ar", "250 ألف شخص و3 ملايين", [250_000, 3_000_000]),
    ("ar", "مئة وعشرون مدرسة", [120]),
    ("ar", "وخمسة عشر مركزًا", [15]),
    ("ar", "ثلاثة آلاف متعلم", [3000]),
    ("ar", "ألفان ومئتان وخمسون", [2250]),
    ("ar", "ثلاثمئة متطوع، ثم أربعون", [300, 40]),
    ("ar", "آلاف المتعلمين وملايين الناس", []),
    ("ar", "في مدينة عشق العلم", []),
]


@pytest.mark.parametrize(("lang", "text", "values"), EXAMPLES, ids=[each[1] for each in EXAMPLES])
def test_numbers_are_read_as_the_language_writes_them(lang, text, values):
    assert [each.value for each in numbers_of(text, lang=lang)] == values


@pytest.mark.parametrize(("lang", "text"), [(each[0], each[1]) for each in EXAMPLES if each[2]])
def test_a_number_stands_where_it_says(lang, text):
    for number in numbers_of(text, lang=lang):
        assert text[number.start : number.end].strip()
        again = numbers_of(text[number.start : number.end], lang=lang)
        assert [each.value for each in again] == [number.value]


@pytest.mark.parametrize("text", ["50%", "50 %", "٥٠٪", "50 per cent", "50 pour cent", "50 por ciento", "50 في المئة", "50 بالمئة"])
def test_a_share_is_known_as_one(text):
    (number,) = numbers_of(text, lang="ar")
    assert (number.value, number.percent) == (50, True)


WAYS = {
    "en": lambda n: f"{n:,}",
    "es": lambda n: f"{n:,}".replace(",", "."),
    "fr": lambda n: f"{n:,}".replace(",", "\u202f"),
    "ar": lambda n: f"{n:,}".replace(",", "٬").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
}


@given(st.sampled_from(sorted(WAYS)), st.integers(0, 10**12))
def test_a_written_number_is_read_back(lang, value):
    written = WAYS[lang](value)
    assert read_number(written, lang=lang) == value
    assert [each.value for each in numbers_of(f"x {written} y", lang=lang)] == [value]


@given(st.text(max_size=200), st.sampled_from(["ar", "en", "fr", "es", "zz"]))
def test_any_text_is_read_without_a_fault_and_numbers_do_not_overlap(text, lang):
    found = numbers_of(text, lang=lang)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
