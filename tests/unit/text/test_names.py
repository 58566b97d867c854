"""Names across scripts: one name is found in the letters of another language, and a number in any digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.text import names
from peerlearn.text.names import name_terms, skeleton

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def terms_of(text):
    return {skeleton for each in name_terms(text) for skeleton in each}


ALIKE = [
    ("Cork", "كورك"),
    ("Medellín", "ميديلين"),
    ("UNESCO", "اليونسكو"),
    ("UNESCO", "Юнеско"),
    ("اليونسكو", "Юнеско"),
    ("Surabaya", "سورابايا"),
    ("Goyang", "غويانغ"),
    ("Santiago", "سانتياغو"),
    ("Santiago", "سانتياجو"),
    ("Gelsenkirchen", "غيلزنكيرشن"),
    ("Marrakech", "مراكش"),
    ("Mexico", "مكسيكو"),
    ("Mexico", "Мексико"),
    ("Paris", "باريس"),
    ("Novosibirsk", "نوفوسيبيرسك"),
    ("Rotterdam", "رُوتِرْدام"),
    ("Beijing", "北京"),
    ("2030", "٢٠٣٠"),
    ("2030", "۲۰۳۰"),
    ("4.7", "٤٫٧"),
    ("2015", "٢٠١٥م"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_name_keeps_its_skeleton_in_other_letters(one, other):
    assert terms_of(one) & terms_of(other)


APART = [("Cork", "ميديلين"), ("Medellín", "مدينة"), ("2030", "٢٠١٥"), ("Surabaya", "سرقسطة"), ("Paris", "Perth")]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_and_numbers_stay_apart(one, other):
    assert not terms_of(one) & terms_of(other)


@pytest.mark.parametrize("clitic", ["و", "ب", "ل", "ك", "ف", "ال", "وال", "بال", "كال", "فال", "لل"])
def test_an_arabic_clitic_hides_no_name(clitic):
    (found,) = name_terms(f"{clitic}دبلن")
    assert "dbln" in found


def test_what_looks_like_a_clitic_may_belong_to_the_name():
    assert name_terms("كورك") == [("krk",)]
    assert name_terms("باليكسير")[0][0] == "blksr"


def test_only_arabic_words_have_clitics():
    assert name_terms("Lublin") == [("lbln",)]


SPELLINGS = [
    ("Medellín", "mdln", "doubled consonants once"),
    ("Wyndham", "ndm", "w, y and h are no consonants here"),
    ("Schwerin", "crn", "sch is one sound"),
    ("Chicago", "ckg", "ch and the hard c"),
    ("Sheffield", "cfld", "sh is the sound of ch"),
    ("Cincinnati", "snsnt", "the soft c"),
    ("Quebec", "kbk", "qu"),
    ("Philadelphia", "fldlf", "ph"),
    ("Khartoum", "krtm", "kh"),
    ("Ghent", "gnt", "gh"),
    ("4.7km", "#47", "any word with digits is its digits"),
    ("١٢٠٠", "#1200", "Arabic-Indic digits"),
    ("", "", "nothing"),
    ("‑…", "", "no letters"),
]


@pytest.mark.parametrize(("word", "expected"), [each[:2] for each in SPELLINGS], ids=[each[2] for each in SPELLINGS])
def test_skeletons(word, expected):
    assert skeleton(word) == expected


@pytest.mark.parametrize("text", ["Yanbu", "ينبع", "Giza", "on the way", "", " ", "🌱", "…!؟", "\u0640", "\x00"])
def test_what_has_too_few_consonants_says_nothing(text):
    assert name_terms(text) == []


def test_a_short_number_is_enough():
    assert name_terms("7") == [("#7",)]


def test_how_few_consonants_are_too_few_is_one_number(monkeypatch):
    names._skeletons.cache_clear()
    monkeypatch.setattr(names, "SHORTEST", 2)
    try:
        assert terms_of("Yanbu") & terms_of("ينبع")
    finally:
        names._skeletons.cache_clear()


@given(st.text(max_size=80))
def test_it_takes_any_text(text):
    for found in name_terms(text):
        assert found
        assert all(each.startswith("#") or len(each) >= names.SHORTEST for each in found)
        assert not any(char.isspace() for each in found for char in each)


@given(st.integers(0, 10**12), st.sampled_from([{}, ARABIC_INDIC, PERSIAN, DEVANAGARI]))
def test_digits_are_kept_in_any_script(number, script):
    assert name_terms(str(number).translate(script)) == [(f"#{number}",)]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_case_makes_no_difference(word):
    assert name_terms(word) == name_terms(word.upper())
