"""What somebody typed, and what it asks for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.search.messages import BETWEEN, FIELDS, NOTES, OR, QUOTED, READ_AS
from peerlearn.search.reading import LONGEST_TYPED, MOST, MOST_NOTES, read
from peerlearn.search.result import FACETS
from tests.unit.search.small_names import LEXICON


def reading(typed):
    return read(typed, lexicon=LEXICON)


# typed, text, phrases, excluded, filters
READ = [
    ('"مراكز التعلّم" -الرياض بلد:مصر', "مراكز التعلّم", ["مراكز التعلّم"], ["الرياض"], {"country": ["EG"]}),
    ('\u200f"مراكز التعلّم" \u200f-الرياض \u202bبلد\u200e:مصر\u202c', "مراكز التعلّم", ["مراكز التعلّم"], ["الرياض"], {"country": ["EG"]}),
    ("«محو الأمية» للنساء", "محو الأمية للنساء", ["محو الأمية"], [], {}),
    ("»محو الأمية« للنساء", "محو الأمية للنساء", ["محو الأمية"], [], {}),
    ('و"القراءة"', "والقراءة", ["القراءة"], [], {}),
    ("“learning city” plan", "learning city plan", ["learning city"], [], {}),
    ("„Lernende Stadt“", "Lernende Stadt", ["Lernende Stadt"], [], {}),
    ("« ville  apprenante »", "ville apprenante", ["ville apprenante"], [], {}),
    ('l\'"école"', "l'école", ["école"], [], {}),
    ("＂学習＂ 「都市」", "学習 都市", ["学習", "都市"], [], {}),
    ('"a" "b" "a"', "a b a", ["a", "b"], [], {}),
    ("literacy -school", "literacy", [], ["school"], {}),
    ('literacy -"primary school"', "literacy", [], ["primary school"], {}),
    ("literacy −school, (-church)", "literacy (", [], ["school", "church"], {}),
    ("-كوفيد-19 تعليم", "تعليم", [], ["كوفيد-19"], {}),
    ("pays:Maroc sdg:4", "", [], [], {"country": ["MA"], "sdg": ["4"]}),
    ("country:eg country:Jordan country:EG", "", [], [], {"country": ["EG", "JO"]}),
    ('país:"Arabia Saudita" مدينة:«أديس أبابا»', "", [], [], {"country": ["SA"], "city": ["et-addis-ababa"]}),
    ("libraries (country:Egypt), please", "libraries ( please", [], [], {"country": ["EG"]}),
    ("country：Egypt؟", "", [], [], {"country": ["EG"]}),
    ("year:٢٠٢٢ lang:arabe", "", [], [], {"year": ["2022"], "lang": ["ar"]}),
    ('"-school" -"country:eg"', "school", ["-school"], ["country:eg"], {}),
]


@pytest.mark.parametrize(("typed", "text", "phrases", "excluded", "filters"), READ)
def test_how_a_question_is_read(typed, text, phrases, excluded, filters):
    found = reading(typed)
    shown = "".join(char for char in found.text if char not in "\u200e\u200f\u202b\u202c").strip()
    assert shown == text
    assert list(found.phrases) == phrases
    assert list(found.excluded) == excluded
    assert {name: list(values) for name, values in found.filters.items()} == filters
    assert found.notes == ()


PLAIN = [
    "كيف نساعد كبار السن على تعلّم المهارات الرقمية؟",
    "https://uil.unesco.org/en/learning-cities?a=b",
    "http://a.b:80/c",
    "at 10:30, or 10:30-11:30",
    "Note: the city: a plan",
    "ملاحظة: في المدينة",
    "2019-2020",
    "كوفيد-19 وما بعده",
    "peer-to-peer",
    "a - b – c — d",
    "-",
    "--",
    "- x",
    "-5 degrees -2020",
    "تعليم -وهو حق- للجميع",
    'a 12" screen',
    'צה"ל',
    '""',
    '" "',
    "«»",
    '"؟"',
    "country:",
    "country: Egypt",
    ":eg",
    "don't",
    "🌱-🌱",
    "",
    "   ",
    "\u200f\u200e",
]


@pytest.mark.parametrize("typed", PLAIN)
def test_what_holds_no_operator_is_left_as_it_is(typed):
    found = reading(typed)
    assert found.text == typed
    assert (found.phrases, found.excluded, dict(found.filters), found.operators) == ((), (), {}, ())
    assert found.notes == ()


NOTED = [
    ("foo:bar", "unknown-field", ("foo", "")),
    ("country:Atlantis", "unknown-value", ("country", "Atlantis")),
    ("بلد:أطلانتس؟", "unknown-value", ("بلد", "أطلانتس")),
    ('"مراكز التعلم', "unclosed-quote", ("", "")),
    ("«مراكز التعلم", "unclosed-quote", ("", "")),
    ("-بلد:مصر", "excluded-field", ("-بلد:مصر", "")),
]


@pytest.mark.parametrize(("typed", "code", "about"), NOTED)
def test_what_only_looks_like_an_operator_stays_text_with_a_note(typed, code, about):
    found = reading(typed)
    assert found.text == typed
    assert [(note.code, (note.subject, note.value)) for note in found.notes] == [(code, about)]
    for lang in ("ar", "en", "fr", "es"):
        assert all(part in found.notes[0].message_in(lang) for part in about)
    assert found.notes[0].message_in("sw") == found.notes[0].message_in("en")


def test_operators_are_known_by_their_span_in_what_was_typed():
    typed = '\u200fتعليم \u200f"كبار\u200f السن" -\u200fالرياض بلد:مصر'
    assert [typed[start:end] for start, end in reading(typed).operators] == ['"كبار\u200f السن"', "-\u200fالرياض", "بلد:مصر"]


def test_the_filters_of_a_question_join_those_beside_it():
    found = reading("country:eg sdg:4")
    joined = found.joined({"country": ("MA",), "theme": ("literacy",)})
    assert joined == {"country": ("MA", "EG"), "theme": ("literacy",), "sdg": ("4",)}
    assert found.joined({}) == {"country": ("EG",), "sdg": ("4",)}


def test_the_labels_of_the_subjects_that_are_named_widen_the_question():
    found = reading("محو الأمية في مصر")
    assert found.widened == {"ar": "محو الأمية", "en": "Literacy", "fr": "Alphabétisation", "es": "Alfabetización"}
    assert reading("buses in Egypt").widened == {}
    assert reading("-literacy buses").widened == {}


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_a_reading_is_told_in_every_language(lang):
    lines = reading('"مراكز" -الرياض country:eg country:jo foo:bar').lines_in(lang, lambda field, value, lang: f"<{value}>")
    assert len(lines) == 4
    assert "مراكز" in lines[0]
    assert "الرياض" in lines[1]
    assert f"<EG>{OR[lang]}<JO>" in lines[2]
    assert "foo" in lines[3]
    assert reading("plain words").lines_in(lang, lambda *_: "") == []


def test_words_of_the_other_direction_are_isolated():
    assert "«\u2068foo\u2069:»" in reading("foo:bar").notes[0].message_in("ar")
    assert "“foo:”" in reading("foo:bar").notes[0].message_in("en")
    assert reading('"مراكز"').lines_in("en", lambda *_: "") == ["Only texts with: “\u2068مراكز\u2069”"]
    assert reading('"مراكز"').lines_in("ar", lambda *_: "") == ["فقط ما يرد فيه: «مراكز»"]


def test_every_sentence_is_there_in_every_language():
    assert set(FIELDS) == set(FACETS)
    for texts in (*NOTES.values(), *READ_AS.values(), *FIELDS.values(), QUOTED, BETWEEN, OR):
        assert set(texts) == {"ar", "en", "fr", "es"}


# whatever is typed

PIECES = st.sampled_from(
    [
        *'"«»“”„＂「-−:： \n()،؟中\u200f\u200e\u2066\u0301\ud83c',
        "country",
        "بلد",
        "مصر",
        "eg",
        "foo",
        "كوفيد",
        "19",
        "a",
        "و",
        "ال",
        "http://x",
        "SDG 4",
    ]
)
typed_texts = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join))
PLAIN_PIECES = st.sampled_from(
    ["تعليم", "الكبار", "city", "2019-2020", "كوفيد-19", "a-b", "10:30", "Note:", " - ", "؟", "🌱", " ", "\u200f"]
)
many = settings(max_examples=300, derandomize=True)


@many
@given(typed_texts)
def test_reading_never_raises_and_is_within_what_was_typed(typed):
    found = reading(typed)
    assert all(0 <= start < end <= len(typed) for start, end in found.operators)
    assert all(before[1] <= after[0] for before, after in zip(found.operators, found.operators[1:], strict=False))
    assert bool(found.operators) == bool(found.phrases or found.excluded or found.filters)


@many
@given(typed_texts)
def test_a_text_without_operators_is_unchanged(typed):
    found = reading(typed)
    assert found.operators or found.text == typed


@many
@given(st.lists(PLAIN_PIECES, max_size=10).map(" ".join))
def test_plain_words_hold_no_operator(typed):
    assert reading(typed).operators == ()


@many
@given(typed_texts)
def test_what_was_read_reads_as_itself(typed):
    text = reading(typed).text
    again = reading(text)
    assert again.text == text
    assert not reading(typed).operators or not again.operators


LONG = [
    '"' * 10_001,
    '"a ' * 8000,
    "«" * 10_000,
    "-a " * 8000,
    '"a" ' * 6000,
    "a:b " * 6000,
    "-" * 10_000,
    "country:eg " * 3000,
    "x -a- " * 4000,
]


@pytest.mark.parametrize("typed", LONG, ids=range(len(LONG)))
def test_hostile_lengths_are_read_in_bounds(typed):
    found = reading(typed)
    assert len(found.phrases) <= MOST
    assert len(found.excluded) <= MOST
    assert len(found.notes) <= MOST_NOTES
    assert all(end <= LONGEST_TYPED for _, end in found.operators)
