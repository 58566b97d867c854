"""What must hold for every text, ordinary or hostile."""

import re
import unicodedata
from itertools import pairwise

import pytest
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar, normalize_unicode
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.text.arabic import arabic_script_language
from peerlearn.text.highlight import highlights, match_kind
from peerlearn.text.language import detect
from peerlearn.text.normalise import display_text, encoder_text, fold, search_text
from peerlearn.text.terms import query_terms, terms, words

# Letters, marks and signs that met a bug somewhere, beside whatever else Unicode has.
TROUBLE = (
    "اأإآٱبةهىيیکكگپلالله\ufefb\ufef7\ufe8d\ufe70\ufe77\ufc5e\ufcf2\ufdfa\ufdfc\ufdfd\u0640\u064b\u0650\u0651\u0653\u0654\u0655\u0670\u06d6"
    "\u06dd\u06de\u06e5\u200b\u200c\u200d\u200e\u200f\u202b\u2066\ufeff\u00ad\u034f\ufe0f\u0000\n\u2028\u0085\u00a0 ٠٩۰۹٫٬.,"
    "éÉñßİıIœŒøﬁ²½\u0301\u0307\u0308\u0345йЙ\u0306Σςΐかカ\u3099ｶﾞ中文한ㅎㅏ\u1112\u1161\u11abกำि"
)
WORDS = "المدينة إدارة كِتاب ايـــــاب در که پارک شهر است کے میں شہر learning Cities é́cole œuvre niño İstanbul 東京 ไทย 4.7 ٢٠٣٠ 's <b>"
any_character = st.one_of(st.integers(0, 0xD7FF), st.integers(0xE000, 0x1FFFF)).map(chr)
any_text = st.text(st.one_of(st.sampled_from(TROUBLE), any_character), max_size=15)
sentence = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)
texts = st.one_of(any_text, sentence)
few = settings(max_examples=25, deadline=None, derandomize=True)
LONG = [TROUBLE * 60, "كتاب " * 2000, "a" * 10_000, "a" + "\u0301" * 10_000, "\u0640" * 10_000, "中" * 10_000, " \n" * 5000, "1.1" * 3000]


def whole_string_fold(text):
    """Fold by the same steps on the whole string, as a person would write them down."""
    keeps_letters = arabic_script_language(encoder_text(text)) in {"fa", "ur"}
    text = dediac_ar(normalize_unicode(without_invisible(display_text(text), but="\u200c" if keeps_letters else "")))
    text = "".join(c for c in text if c not in "\u06de\u06e5\u06e6\u06e9\u08c9\u0640" and not is_arabic_mark(c))
    text = unicodedata.normalize("NFC", "".join(" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in text))
    if not keeps_letters:
        text = text.translate(str.maketrans("کڪیےہھەۃ", "ككييهههة"))
        text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))
    text = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,"))
    return re.sub(" +", " ", without_accents(unicodedata.normalize("NFC", text.casefold()))).strip(" ")


def without_invisible(text, *, but):
    gone = {*range(0xFE70, 0xFE80), *range(0xFC5E, 0xFC64), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    gone |= {0x034F, 0x0640, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810)}
    return "".join(c for c in text if c in but or (unicodedata.category(c) != "Cf" and ord(c) not in gone))


def is_arabic_mark(char):
    return unicodedata.category(char) == "Mn" and unicodedata.name(char).startswith("ARABIC ")


def without_accents(text):
    bare = [unicodedata.normalize("NFD", c)[0] for c in text]
    text = "".join(b if unicodedata.name(b, "").startswith("LATIN ") else c for b, c in zip(bare, text, strict=True))
    text = "".join(c for c in text if not "\u0300" <= c <= "\u036f")
    spelt = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"}
    return unicodedata.normalize("NFC", text.translate(str.maketrans(spelt)))


@few
@given(texts)
def test_folding_cluster_by_cluster_equals_folding_the_whole_string(text):
    assert search_text(text).text == fold(text) == whole_string_fold(text)


@few
@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@few
@given(texts)
def test_the_encoder_text_folds_to_the_same_search_text(text):
    assert fold(encoder_text(text)) == fold(text)


@few
@given(texts)
def test_what_the_whole_map_leaves_out_holds_nothing_to_search(text):
    mapped = search_text(text)
    start, end = mapped.to_original(0, len(mapped.text))
    assert fold(text[:start]) == ""
    assert not mapped.text or fold(text[end:]) == ""


@few
@given(texts)
def test_a_composed_and_a_decomposed_text_are_searched_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@few
@given(texts)
def test_no_word_begins_or_ends_between_a_letter_and_its_marks(text):
    mapped = search_text(text)
    spans = [mapped.to_original(place, place + 1) for place in range(len(mapped.text))]
    for start, end in spans:
        assert start == 0 or unicodedata.category(text[start])[0] != "M"
        assert end == len(text) or unicodedata.category(text[end])[0] != "M"


@few
@given(texts)
def test_a_word_folds_to_its_form_from_the_letters_it_points_at(text):
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        alone = text[word.start : word.end]
        # A word that means something else alone is folded by other rules there; two words may come out of one ligature.
        if arabic_script_language(encoder_text(alone)) in {None, arabic_script_language(encoder_text(text))}:
            assert word.form in fold(alone)


@few
@given(texts, texts)
def test_highlights_lie_within_the_text_in_order_and_apart(query, text):
    spans = highlights(query, text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert len(spans) <= 40


@few
@given(sentence)
def test_a_text_highlights_itself(text):
    assert bool(highlights(text, text)) == bool(words(text))


@few
@given(texts)
def test_terms_are_those_of_the_words_in_order(text):
    assert [term[2:] for term in terms(text) if term.startswith("w:")] == [word.form for word in words(text)]
    assert query_terms(text) == list(dict.fromkeys(terms(text)))


@few
@given(texts)
def test_a_guess_is_a_language_and_a_probability(text):
    guess = detect(text, default="xx")
    assert 0 <= guess.confidence <= 1
    assert (guess.lang == "xx") <= (guess.confidence == 0)


@few
@given(texts, texts)
def test_words_match_alike_both_ways(one, other):
    assert match_kind(one, other) == match_kind(other, one)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_ten_thousand_characters_fold_without_trouble(text):
    assert fold(search_text(text).text) == fold(text)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_ten_thousand_characters_are_searched_without_trouble(text):
    assert len(highlights(text[:100], text)) <= 40
    assert detect(text)
