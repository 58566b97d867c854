import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerlearn.passages import SUMMARY, Passage, cut, passages_of, sentences
from peerlearn.text.normalise import encoder_text
from tests.unit.builders import CHALLENGE, SOLUTION, LetterTokens, WordTokens, document, gaps, practice, version, versions

few = settings(max_examples=15, derandomize=True)
PIECES = [
    "مدينة",
    "التعلّم",
    "learning",
    "ايـــــاب",
    "کتاب",
    "ﷺ",
    "ﻻ",
    "3.5",
    "...",
    ".",
    "!",
    "؟",
    "۔",
    "»",
    "\n",
    "\n\n",
    " ",
    "\u2028",
    "\u200f",
    "كِتاب",
    "a" * 60,
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)
TOKENS = [WordTokens(), LetterTokens()]


@pytest.fixture(scope="module", autouse=True)
def _loaded(loaded_text_rules):
    """The first text would pay for CAMeL Tools' character sets."""


def count(text, tokens):
    return len(tokens.token_spans(encoder_text(text)))


def names(lang):
    return {"ar": "أسوان", "en": "Aswan"}.get(lang, "")


@few
@given(text=texts, limit=st.integers(20, 60), tokens=st.sampled_from(TOKENS))
@example("...", 20, TOKENS[0])
@example("... ثم", 20, TOKENS[0])
@example("ا" * 45 + "\n؟ نعم", 20, TOKENS[1])
@example("ﷺ" * 30, 40, TOKENS[1])
def test_nothing_but_white_space_falls_between_spans_and_none_is_too_long(text, limit, tokens):
    spans = cut(text, tokens=tokens, limit=limit)
    assert all(not gap.strip() for gap in gaps(spans, text))
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        assert count(text[start:end], tokens) <= limit


@few
@given(text=texts)
def test_sentences_leave_nothing_but_white_space_out(text):
    assert all(not gap.strip() for gap in gaps(sentences(text), text))


@pytest.mark.parametrize("tokens", TOKENS)
@pytest.mark.parametrize(
    "text", ["ا" * 1000, "a" * 1000 + "؟ نعم.", "كلمة " * 300, "سطر\n" * 100, "ﷺ" * 200, "😀" * 300, "\u0301" * 300, "أ" + "\u0651" * 300]
)
@pytest.mark.parametrize("limit", [20, 37])
def test_a_monster_is_cut_where_it_must_be(text, tokens, limit):
    spans = cut(text, tokens=tokens, limit=limit)
    assert all(not gap.strip() for gap in gaps(spans, text))
    assert all(count(text[start:end], tokens) <= limit for start, end in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هل بدأت؟ نعم.", ["هل بدأت؟", "نعم."]),
        ("Begun! Really? Yes.", ["Begun!", "Really?", "Yes."]),
        ("سطر أول\nسطر ثانٍ", ["سطر أول", "سطر ثانٍ"]),
        ("شروع شد۔ ختم", ["شروع شد۔", "ختم"]),
        ("開始。終了！", ["開始。", "終了！"]),
        ("قال: «انتهى.» ثم مضى.", ["قال: «انتهى.»", "ثم مضى."]),
        ("حقًا؟! نعم...", ["حقًا؟!", "نعم..."]),
        ("  بلا نقطة  ", ["بلا نقطة"]),
        ("واحد، اثنان؛ ثلاثة: أربعة", ["واحد، اثنان؛ ثلاثة: أربعة"]),
        ("- أول\n- ثانٍ\n\n\nفقرة.", ["- أول", "- ثانٍ", "فقرة."]),
        ("...ثم", ["...", "ثم"]),
        (
            "It cost 4.7 million, or 12.5 % of it. See www.site.org for more.",
            ["It cost 4.7 million, or 12.5 % of it.", "See www.site.org for more."],
        ),
        ("بلغت 4.7 مليون، أي 12.5 %. ثم زادت.", ["بلغت 4.7 مليون، أي 12.5 %.", "ثم زادت."]),
        ("Visit www.site.org.", ["Visit www.site.org."]),
        ("Call it v2.0! Now?", ["Call it v2.0!", "Now?"]),
        ('He said "yes." Then he left.', ['He said "yes."', "Then he left."]),
        ("أين؟ومتى؟", ["أين؟", "ومتى؟"]),
        ("开始。结束", ["开始。", "结束"]),
        ("line one.\nline two.", ["line one.", "line two."]),
        ("", []),
        (" \n\u2028 ", []),
    ],
)
def test_sentences_end_at_the_marks_of_every_script_and_at_line_ends(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_sentences_are_joined_while_they_fit_and_cut_at_their_ends():
    text = "واحد اثنان ثلاثة. أربعة خمسة. ستة سبعة؟ ثمانية."
    pieces = [text[start:end] for start, end in cut(text, tokens=WordTokens(), limit=5)]
    assert pieces == ["واحد اثنان ثلاثة. أربعة خمسة.", "ستة سبعة؟ ثمانية."]


def test_a_sentence_longer_than_a_passage_is_cut_between_tokens():
    text = "واحد اثنان ثلاثة أربعة خمسة"
    assert [text[start:end] for start, end in cut(text, tokens=WordTokens(), limit=2)] == ["واحد اثنان", "ثلاثة أربعة", "خمسة"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2028"])
def test_empty_text_gives_no_spans(text):
    assert cut(text, tokens=WordTokens(), limit=20) == []


@few
@given(
    section=texts.map(lambda text: re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "", text).strip()).filter(bool),
    tokens=st.sampled_from(TOKENS),
)
def test_offsets_give_back_the_text_exactly(section, tokens):
    section = encoder_text(section) or "نص"
    record = document(versions={"ar": version(sections={"فصل": section})})
    for passage in passages_of(record, city=names, tokens=tokens, limit=60):
        whole = record.original.summary if passage.section == SUMMARY else record.original.sections[passage.section]
        assert whole[passage.start : passage.end] == passage.text


def test_every_version_gives_passages_in_its_language_the_summary_first():
    made = passages_of(practice(versions=versions("en", "ar")), city=names, tokens=WordTokens())
    assert [(each.lang, each.section) for each in made] == [
        *(("ar", section) for section in (SUMMARY, "challenge", "solution")),
        *(("en", section) for section in (SUMMARY, "challenge", "solution")),
    ]
    assert [each.text for each in made[:3]] == ["كي يصل التعلّم.", CHALLENGE, SOLUTION]
    assert {each.record_id for each in made} == {"aswan-outreach"}


def test_no_passage_crosses_sections():
    made = passages_of(practice(), city=names, tokens=WordTokens(), limit=500)
    assert [each.section for each in made] == [SUMMARY, "challenge", "solution"]


@pytest.mark.parametrize(
    ("lang", "title", "context"),
    [
        ("ar", "مراكز مجتمعية", "مراكز مجتمعية · أسوان"),
        ("en", "Community centres", "Community centres · Aswan"),
        ("ar", "مراكز في أسوان", "مراكز في أسوان"),
        ("fr", "Centres communautaires", "Centres communautaires"),
    ],
)
def test_each_passage_carries_title_and_city_in_its_language_and_the_city_once(lang, title, context):
    made = passages_of(practice(lang=lang, versions={lang: version(lang, title=title)}), city=names, tokens=WordTokens())
    assert {each.context for each in made} == {context}
    assert made[1].encoder_text == encoder_text(f"{context}\n{CHALLENGE}")


@pytest.mark.parametrize("tokens", TOKENS)
@pytest.mark.parametrize("title", ["عنوان", "كلمة " * 40 + "أخيرة", "كلمة " * 300 + "أخيرة"])
def test_context_and_piece_together_stay_within_the_limit(tokens, title):
    record = practice(versions={"ar": version(title=title, sections={"challenge": "كلمة " * 400 + "نهاية", "solution": SOLUTION})})
    for passage in passages_of(record, city=names, tokens=tokens, limit=60):
        assert count(passage.encoder_text, tokens) <= 60
        assert count(passage.text, tokens) >= 1
    assert title.startswith(passage.context.split(" · ")[0])


def test_the_encoders_own_length_less_its_prompt_is_never_exceeded():
    tokens = WordTokens()
    tokens.max_tokens = 30
    record = practice(versions={"ar": version(sections={"challenge": "كلمة " * 99 + "نهاية", "solution": SOLUTION})})
    lengths = [count(each.encoder_text, tokens) for each in passages_of(record, city=names, tokens=tokens, limit=200)]
    assert max(lengths) == 22


@pytest.mark.parametrize(("start", "end", "text"), [(0, 3, "نص"), (0, 1, "نص"), (2, 2, ""), (-1, 1, "نص"), (4, 2, "نص")])
def test_a_passage_refuses_a_place_that_is_not_that_of_its_text(start, end, text):
    with pytest.raises(ValueError, match="is not the place"):
        Passage("a", "ar", "challenge", start, end, text)


def test_the_passages_of_the_real_corpus_hold_every_letter_of_it(real_corpus):
    record = next(each for each in real_corpus.practices.values() if each.lang == "ar")
    made = passages_of(record, city=names, tokens=WordTokens(), limit=60)
    for lang, each in record.versions.items():
        for section, text in each.sections.items():
            spans = [(passage.start, passage.end) for passage in made if (passage.lang, passage.section) == (lang, section)]
            assert all(not gap.strip() for gap in gaps(spans, text))
            assert all(left[1] <= right[0] for left, right in pairwise(spans))
