"""Display, encoder and search text: what each keeps, and where its letters came from."""

import pytest

from peerlearn.text.normalise import display_text, encoder_text, fold, search_text

PERSIAN = "این کتاب\u200cها در شهرداری تهران است که از پارک"
URDU = "شہر کے بچوں کی تعلیم میں"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cafe\u0301", "café"),
        ("\u0627\u0653سفي", "آسفي"),
        ("كِتـــاب\u200f  x\n", "كِتـــاب\u200f  x\n"),
        ("ﺍﺣﻤﺪ", "ﺍﺣﻤﺪ"),
    ],
)
def test_the_shown_text_is_only_composed(text, shown):
    assert display_text(text) == shown


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("إدارةُ المدينةِ على", "إدارة المدينة على", id="hamza, teh marbuta, alef maksura stay; diacritics go"),
        pytest.param("ايـــــاب", "اياب", id="tatweel"),
        pytest.param("هٰذا", "هذا", id="superscript alef"),
        pytest.param("\u0627\u0653سفي", "آسفي", id="NFD alef madda"),
        pytest.param("\u0627\u0640\u0653سفي", "آسفي", id="a tatweel between alef and its madda"),
        pytest.param("\u0627\u064e\u0654", "أ", id="a hamza above composes past a fatha"),
        pytest.param("ﺍﺣﻤﺪ", "احمد", id="presentation forms"),
        pytest.param("ﻻ ﷲ ﷺ", "لا الله صلى الله عليه وسلم", id="ligatures"),
        pytest.param("\ufdfc", "ريال", id="the currency sign, which CAMeL Tools spells as Arabic does"),
        pytest.param("ك\ufe70تا\ufe7eب \ufc5eلا", "كتاب لا", id="forms of marks, which NFKC turns into spaces"),
        pytest.param("ل\ufcf2ا", "لا", id="medial shadda forms"),
        pytest.param("قُلۡ هُوَ ٱللَّهُ أَحَدٌۚ ۝ ۞", "قل هو ٱلله أحد", id="Quranic marks and signs"),
        pytest.param("محمد\u0610 ب\u0653 ب\u0655 ك\u08f0", "محمد ب ب ك", id="signs of honour, loose madda and hamza, open tanwin"),
        pytest.param("لَهُۥ بِهِۦ", "له به", id="small waw and small yeh"),
        pytest.param("\u200fمدينة\u200e \u202bتعلم\u202c \u2067x\u2069", "مدينة تعلم x", id="bidirectional marks"),
        pytest.param("\ufeffco\u00adop\u200bera\u2060tion", "cooperation", id="BOM, soft hyphen, zero-width"),
        pytest.param("مدينة\u2028تعلم\u2029 \u0085\t\nx", "مدينة تعلم x", id="line and paragraph separators"),
        pytest.param("مدينة\x00\x1fتعلم", "مدينة تعلم", id="NUL and controls"),
        pytest.param("  a\u00a0\u3000b  ", "a b", id="odd spaces"),
        pytest.param("\ufb01n ² ｶﾞ", "fin 2 ガ", id="compatibility forms"),
        pytest.param("کتابی علی الطاولة", "كتابي علي الطاولة", id="Arabic typed on a Persian keyboard"),
        pytest.param("تعلم\u200cالمدينة", "تعلمالمدينة", id="ZWNJ in Arabic"),
        pytest.param("المدينہ فے الہواء", "المدينه في الهواء", id="Arabic typed on an Urdu keyboard"),
        pytest.param("a\u200cb 👨\u200d👩 ❤\ufe0f", "ab 👨👩 ❤", id="joiners and variation selectors"),
        pytest.param("٢٠٣٠ Été İ", "٢٠٣٠ Été İ", id="digits, accents and case stay"),
        pytest.param("e\u06d6\u0301", "é", id="a mark taken out lets an accent compose"),
        pytest.param("\u3164\u115fa\ufe0f\u034f", "a", id="invisible letters and selectors"),
        pytest.param("\ud800a", "a", id="half a surrogate pair"),
        pytest.param("", "", id="nothing"),
        pytest.param("\u200f \n", "", id="nothing to see"),
    ],
)
def test_the_encoder_reads_letters_only(text, read):
    assert encoder_text(text) == read


@pytest.mark.parametrize("text", [PERSIAN, URDU, "گل", "پارک\u200cها", "چشمہ"])
def test_persian_and_urdu_keep_their_letters_and_joiners(text):
    assert encoder_text(text) == text
    assert fold(text) == text


def test_persian_loses_diacritics_but_not_alef_madda_or_teh_marbuta():
    assert fold("در آبِ پاکـــ دائرة ۱۲") == "در آب پاک دائرة 12"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("المدينة التي في گلميم هي", "one foreign letter in an Arabic sentence"),
        ("مدينة أگادير", "a Moroccan name"),
        ("کتاب", "a word of both languages"),
        ("برنامج التعلم مدی الحياة فی المدينة", "Persian letters alone"),
    ],
)
def test_what_could_be_arabic_is_arabic(text, why):
    assert "ی" not in encoder_text(text), why
    assert "ک" not in encoder_text(text), why


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("إدارة أحمد آسفي ٱلله", "اداره احمد اسفي الله", id="alefs"),
        pytest.param("مزرعة على", "مزرعه علي", id="teh marbuta and alef maksura"),
        pytest.param("مسؤول شئون", "مسؤول شئون", id="hamza on waw and yeh stays"),
        pytest.param("٢٠٣٠ ۲۰۳۰ ٤٫٧ ١٬٠٠٠", "2030 2030 4.7 1,000", id="digits and their signs"),
        pytest.param("École NIÑO São", "ecole nino sao", id="accents of Latin letters"),
        pytest.param("cafe\u0301 q\u0301", "cafe q", id="accents that do not compose"),
        pytest.param("Œuvre Æsir Øre Łódź", "oeuvre aesir ore lodz", id="ligatures and strokes"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("İstanbul ISLAK ıslak Iğdır", "istanbul islak islak igdir", id="Turkish i, dotted or not"),
        pytest.param("Йогурт ё", "йогурт ё", id="Cyrillic letters are no accented ones"),
        pytest.param("ΐ Ϊ\u0301", "ΐ ΐ", id="Greek accents stay"),
        pytest.param("か\u06de\u3099", "が", id="a sign taken out lets a mark compose"),
        pytest.param("ΣΟΦΟΣ σοφός", "σοφοσ σοφόσ", id="final sigma"),
        pytest.param("हिन्दी ไทย 한국 が", "हिन्दी ไทย 한국 が", id="marks of other scripts stay"),
        pytest.param("ㅎㅏ \u1112\u1161\u11ab", "하 한", id="loose Hangul letters"),
    ],
)
def test_the_search_text_folds_what_people_type_in_several_ways(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("قال كِتابٌ جديد", "كتاب", "كِتابٌ"),
        ("من ايـــــابـــ إلى", "اياب", "ايـــــابـــ"),
        ("\u200f\n كتاب\u200f", "كتاب", "كتاب\u200f"),
        ("x \u0627\u0653سفي y", "اسفي", "\u0627\u0653سفي"),
        ("le cafe\u0301 noir", "cafe", "cafe\u0301"),
        ("l’Œuvre", "oeuvre", "Œuvre"),
        ("la Straße da", "strasse", "Straße"),
        ("عام ٢٠٣٠", "2030", "٢٠٣٠"),
        ("في ﻻهور", "لاهور", "ﻻهور"),
    ],
)
def test_a_folded_word_leads_back_to_the_letters_as_written(text, word, original):
    mapped = search_text(text)
    start = mapped.text.index(word)
    first, last = mapped.to_original(start, start + len(word))
    assert text[first:last] == original


def test_both_letters_of_a_ligature_lead_back_to_it():
    mapped = search_text("ﻻ")
    assert (mapped.text, mapped.starts, mapped.ends) == ("لا", (0, 0), (1, 1))


def test_blanks_at_the_ends_are_left_out():
    mapped = search_text("\u200f ab \n")
    assert (mapped.text, mapped.to_original(0, 2)) == ("ab", (2, 4))


def test_a_run_of_blanks_leads_back_to_the_whole_run():
    mapped = search_text("a \n\u200f b")
    assert (mapped.text, mapped.to_original(1, 2)) == ("a b", (1, 5))
