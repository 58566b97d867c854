"""Which names a text holds, and which it only seems to hold."""

import pytest

from peerlearn.search.lexicon import Lexicon
from tests.unit.search.small_names import LEXICON


def found(text):
    return [(each.field, each.value, text[slice(*each.span)]) for each in LEXICON.find(text)]


NAMED = [
    ("مراكز التعلّم في مصر", [("country", "EG", "مصر")]),
    ("تجربة بمصر وللأردن", [("country", "EG", "بمصر"), ("country", "JO", "وللأردن")]),
    ("مـصـر", [("country", "EG", "مـصـر")]),
    ("مِصْر؟", [("country", "EG", "مِصْر")]),
    ("كبار السن في الجيزه", [("target_group", "older-people", "كبار السن"), ("city", "eg-giza", "الجيزه")]),
    ("من أديس أبابا إلى القاهرة", [("city", "et-addis-ababa", "أديس أبابا"), ("city", "eg-cairo", "القاهرة")]),
    ("libraries in Le Caire", [("city", "eg-cairo", "Le Caire")]),
    ("EGYPTE, maroc", [("country", "EG", "EGYPTE"), ("country", "MA", "maroc")]),
    ("learning in South Africa", [("country", "ZA", "South Africa")]),
    ("in Africa", [("region", "africa", "Africa")]),
    ("Guinea-Bissau", [("country", "GW", "Guinea-Bissau")]),
    ("السعودية", [("country", "SA", "السعودية")]),
    ("Arab countries", [("region", "arab-states", "Arab countries")]),
    # a country and a city in it: the country, which holds the city
    ("بلديات تونس", [("country", "TN", "تونس")]),
    ("Túnez", [("country", "TN", "Túnez")]),
    ("Tunis", [("city", "tn-tunis", "Tunis")]),
    # the letters say which
    ("عمّان", [("city", "jo-amman", "عمّان")]),
    ("في عُمان", [("country", "OM", "عُمان")]),
    ("سلطنة عمان", [("country", "OM", "سلطنة عمان")]),
    # subjects
    ("تعليم شباب", [("theme", "youth", "شباب"), ("target_group", "youth", "شباب")]),
    ("للشباب", [("theme", "youth", "للشباب"), ("target_group", "youth", "للشباب")]),
    ("دروس للمهاجرين واللاجئين", [("theme", "migrants-refugees", "للمهاجرين واللاجئين")]),
    ("الأشخاص ذوي الإعاقة", [("target_group", "persons-with-disabilities", "الأشخاص ذوي الإعاقة")]),
    ("pensioners and adult learners", [("target_group", "older-people", "pensioners"), ("target_group", "adults", "adult learners")]),
    ("jóvenes", [("target_group", "youth", "jóvenes")]),
    # goals by number
    ("SDG 4", [("sdg", "4", "SDG 4")]),
    ("sdg4.7", [("sdg", "4.7", "sdg4.7")]),
    ("الهدف ٤", [("sdg", "4", "الهدف ٤")]),
    ("والهدف رقم 11", [("sdg", "11", "والهدف رقم 11")]),
    ("للهدف 4", [("sdg", "4", "للهدف 4")]),
    ("هدف التنمية المستدامة 11", [("sdg", "11", "هدف التنمية المستدامة 11")]),
    ("l’ODD 4 et l’ODS 11", [("sdg", "4", "ODD 4"), ("sdg", "11", "ODS 11")]),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_what_a_text_names(text, names):
    assert found(text) == names


NOT_NAMED = [
    "عمان",  # Oman or Amman
    "الدعم المالي, مالي",  # "financial", and Mali
    "صور من المدرسة",  # pictures, and Sur
    "cork and timber",
    "en el sur",
    "Tripoli",  # of Lebanon or of Libya
    "طرابلس",
    "North Africa",
    "شمال أفريقيا",
    "أيرلندا الشمالية",
    "Northern Ireland",
    "رياض",  # gardens: a place keeps its article
    "أردنية",
    "Egyptian",
    "Moroccan",
    "mothers",  # filed under two groups
    "SDG 18",
    "SDG 45",
    "SDG 4.75",
    "the goal 4",
    "الهدف الأول",
    "2019",
    "",
    "؟!",
    "🌱",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_a_text_does_not_name(text):
    assert found(text) == []


VALUES = [
    ("country", "eg", ("EG",)),
    ("country", "Égypte", ("EG",)),
    ("country", "egypte", ("EG",)),
    ("country", "أردن", ("JO",)),
    ("country", "السعودية", ("SA",)),
    ("country", "عمان", ("OM",)),
    ("city", "عمان", ("jo-amman",)),
    ("city", "Cork", ("ie-cork",)),
    ("city", "طرابلس", ("lb-tripoli",)),
    ("city", "Seo-gu", ("kr-seo-gu",)),
    ("city", "ET-Addis-Ababa", ("et-addis-ababa",)),
    ("sdg", "٤", ("4",)),
    ("sdg", "Quality education", ("4",)),
    ("target_group", "mothers", ("adults", "parents")),
    ("lang", "العربية", ("ar",)),
    ("lang", "AR", ("ar",)),
    ("year", "٢٠١٩", ("2019",)),
    ("year", "1805", ()),
    ("kind", "ممارسة", ("practice",)),
    ("stage", "unknown", ("unknown",)),
    ("country", "Atlantis", ()),
    ("country", "", ()),
    ("colour", "red", ()),
]


@pytest.mark.parametrize(("name", "text", "values"), VALUES)
def test_what_a_typed_value_stands_for(name, text, values):
    assert LEXICON.values_of(name, text) == values


FIELDS = [
    *[("country", each) for each in ("country", "بلد", "البلد", "دولة", "pays", "país", "PAIS", "Pays")],
    *[("city", each) for each in ("city", "مدينة", "مدينه", "ville", "ciudad")],
    *[("theme", each) for each in ("theme", "موضوع", "thème", "tema")],
    *[("lang", each) for each in ("lang", "لغة", "langue", "idioma")],
    *[("year", each) for each in ("year", "سنة", "عام", "année", "año")],
    *[("sdg", each) for each in ("sdg", "هدف", "odd", "ods")],
    *[("target_group", each) for each in ("target_group", "group", "فئة", "groupe", "grupo")],
    *[("region", each) for each in ("region", "منطقة", "région", "región")],
    *[("", each) for each in ("note", "http", "", "ملاحظة")],
]


@pytest.mark.parametrize(("name", "word"), FIELDS)
def test_what_a_field_may_be_called(name, word):
    assert LEXICON.field_of(word) == name


def test_a_lexicon_of_nothing_finds_nothing():
    assert Lexicon().find("مصر SDG 4 Africa") == []
    assert Lexicon().values_of("country", "EG") == ()
