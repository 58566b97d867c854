"""Which differences are slips of typing, and which make another right word."""

import pytest

from peerlearn.search.slips import is_slip

SLIPS = [
    ("adlut", "adult", "letters that changed places"),
    ("educatoin", "education", "the same near the end"),
    ("volunteeer", "volunteer", "a letter twice too often"),
    ("liteacy", "literacy", "a lost letter"),
    ("luteracy", "literacy", "a key beside the right one"),
    ("biblioteque", "bibliotheque", "a lost h"),
    ("comunaute", "communaute", "one m of two"),
    ("المدراس", "المدارس", "letters that changed places"),
    ("المكتببة", "المكتبة", "a letter twice"),
    ("البيئه", "البئيه", "places again"),
    ("الكدينه", "المدينه", "a key beside the right one"),
]
OTHERS = [
    ("carriage", "marriage", "another first letter"),
    ("tapes", "takes", "keys far apart"),
    ("gardens", "garden", "a plural"),
    ("juntas", "juntos", "a gender"),
    ("instalado", "instalada", "a gender"),
    ("المسلمون", "المعلمون", "letters that neither look nor sound alike, and are no neighbours"),
    ("يعلم", "تعلم", "a person of a verb"),
    ("الثواني", "الثاني", "a letter that Arabic makes words with"),
    ("مشارك", "معارك", "another root"),
    ("مدينتنا", "مدينتها", "another ending"),
    ("كتاب", "الكتاب", "the article"),
    ("word", "word", "the same"),
]


@pytest.mark.parametrize(("typed", "meant", "why"), SLIPS, ids=[each[2] for each in SLIPS])
def test_slips(typed, meant, why):
    assert is_slip(typed, meant), why


@pytest.mark.parametrize(("typed", "meant", "why"), OTHERS, ids=[each[2] for each in OTHERS])
def test_other_words(typed, meant, why):
    assert not is_slip(typed, meant), why
