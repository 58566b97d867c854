import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerlearn.frontmatter import FrontMatterError, dump, parse

few = settings(max_examples=15, derandomize=True)
# Text that YAML, Markdown or a line splitter takes for something else, beside whatever Unicode has.
TROUBLE = [
    *(
        "## ",
        "\\## ",
        "\\\\## x",
        "##",
        "---",
        "\n---\n",
        "...",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u200f",
        "\u2067أسوان\u2069",
        "😀👩🏽\u200d🏫",
    ),
    *(
        "\n",
        " ",
        "\t",
        "'",
        '"',
        ": ",
        " #",
        "- ",
        "*a",
        "&a",
        "!!int",
        "%",
        "@",
        "`",
        "| ",
        ">",
        "{",
        "[",
        "=",
        "~",
        "null",
        "yes",
        "2020-05",
    ),
    *("مدينة", "كِتاب", "\ufeff", "\x07", "12", "1e3", "0x1f", "<<", "?", "\\"),
]
# Stand-ins of frontmatter.py, which no text may hold.
letters = st.text(st.characters(codec="utf-8", exclude_characters="\ufdd0\ufdd1\ufdd2\ufdd3"), max_size=3)
any_text = st.lists(st.one_of(st.sampled_from(TROUBLE), letters), max_size=4).map("".join)
line_of_text = any_text.map(lambda text: text.replace("\n", " ").replace("\r", " "))
section_text = any_text.map(lambda text: text.replace("\r", "").strip())
plain = st.one_of(any_text, st.integers(), st.booleans(), st.none(), st.dates(), st.floats(allow_nan=False))
value = st.one_of(plain, st.lists(plain, max_size=2), st.dictionaries(any_text, st.lists(plain, max_size=1), max_size=1))


def broken(text):
    with pytest.raises(FrontMatterError) as caught:
        parse(text)
    assert caught.value.remedy
    assert caught.value.message
    return caught.value


def page(*fields, body=""):
    return "\n".join(["---", *fields, "---", body])


@few
@given(fields=st.dictionaries(any_text, value, max_size=2))
@example({sign: [sign, f"أ{sign} ب{sign}"] for sign in TROUBLE})
def test_fields_come_back_as_they_were_written(fields):
    assert parse(dump(fields, {})).fields == fields


@few
@given(sections=st.dictionaries(line_of_text.map(str.strip), section_text, max_size=3))
@example({"challenge": "## ليس عنوانًا\n\\## ولا هذا\n\\\\## ولا هذا\n---\n##\n### عنوان أصغر"})
@example({"challenge": "\\alpha\n\\\\beta\n\\##x\n \\## x"})
@example({"التحدي": "سطر\u2028## x\u0085---", "الحل": ""})
def test_sections_come_back_as_they_were_written(sections):
    parsed = parse(dump({"id": "a"}, sections))
    assert parsed.sections == sections
    assert list(parsed.sections) == list(sections)


@few
@given(text=st.one_of(any_text, st.text(max_size=30)))
@example("a: 2020-02-30")
@example("a: !!bool maybe")
@example("a: !!timestamp then")
@example("a: !!int ''")
@example("a: \ud800")
@example("a: \x00")
@example("a: &a [*a]")
@example("? {a: b}\n: 1")
@example("<<: 3")
def test_nothing_but_a_front_matter_error_comes_out_of_any_text(text):
    for whole in (text, f"---\n{text}\n---\n", f"---\nid: a\n---\n{text}"):
        try:
            parse(whole)
        except FrontMatterError as error:
            assert 1 <= error.line <= whole.count("\n") + 1
            assert error.remedy


@few
@given(text=any_text.filter(str.strip))
def test_a_field_of_any_text_moves_no_line_number(text):
    written = dump({"summary": text, "end": 2020}, {"challenge": "نص"})
    lines = written.split("\n")
    parsed = parse(written)
    assert lines[parsed.lines[("end",)] - 1] == "end: 2020"
    assert lines[parsed.lines[("sections", "challenge")] - 1] == "## challenge"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c"])
def test_only_a_line_feed_ends_a_line_of_a_section(sign):
    assert parse(page("id: a", body=f"## challenge\nأول{sign}## ثانٍ")).sections == {"challenge": f"أول{sign}## ثانٍ"}


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085"])
def test_only_a_line_feed_ends_a_line_of_a_field(sign):
    parsed = parse(page(f"title: أول{sign} status{sign}{sign} x", "end: 2020"))
    assert parsed.fields == {"title": f"أول{sign} status{sign}{sign} x", "end": 2020}
    assert parsed.line(("end",)) == 3
    assert parse(page("id: a", f"أ{sign}ب: 1")).line((f"أ{sign}ب",)) == 3


def test_a_line_separator_cannot_smuggle_a_field_in():
    assert "status" not in parse(page("title: |", "  أول\u2028status: published")).fields


PAGE = page("id: aswan", "lead:", "  ar: المحافظة", "  en: Governorate", "results:", "- value: 1", "  unit:", "    ar: مركز", "- value: 2",
            "sdgs: ['4', '5']", body="\n## challenge\n\nنص\n\n## solution\nنص\n")  # fmt: skip


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 2),
        (("lead",), 3),
        (("lead", "en"), 5),
        (("results",), 6),
        (("results", 0), 7),
        (("results", 0, "unit", "ar"), 9),
        (("results", 1, "value"), 10),
        (("sdgs", 1), 11),
        (("sections", "challenge"), 14),
        (("sections", "solution"), 18),
        (("results", 1, "unit", "ar"), 10),
        (("lead", "fr"), 3),
        (("unknown", "field"), 1),
        ((), 1),
    ],
)
def test_every_field_and_section_has_its_line_and_a_missing_one_that_of_its_parent(path, line):
    assert parse(PAGE).line(path) == line


@pytest.mark.parametrize(
    "head", [PAGE.replace("\n", "\r\n"), "\ufeff" + PAGE, "\ufeff" + PAGE.replace("\n", "\r\n")], ids=["crlf", "bom", "both"]
)
def test_files_of_windows_are_read_alike(head):
    assert parse(head) == parse(PAGE)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("", 1, "front matter"),
        ("نص بلا حقول", 1, "front matter"),
        ("\n---\nid: a\n---\n", 1, "front matter"),
        ("---\nid: a\n", 1, "front matter"),
        ("id: a\n---\n", 1, "front matter"),
        (page("- a", "- b"), 2, "front matter"),
        (page("نص فقط"), 2, "front matter"),
        (page("id: a", "title: أ: ب"), 3, "front matter"),
        (page("id: a", "end: 2020", "title: [أ"), 5, "front matter"),
        (page("id: a", "\tlang: ar"), 3, "front matter"),
        (page("id: a", "title: 'أ"), 4, "front matter"),
        (page("id: a", "date: 2020-02-30"), 3, "front matter"),
        (page("id: a", "results:", "- value: 1", "  date: 2020-13-01"), 5, "front matter"),
        (page("id: a", "title: !!python/object:os.system x"), 3, "front matter"),
        (page("id: a", "title: a\x00b"), 3, "front matter"),
        (page("id: a", "title: a\ufdd0b"), 3, "front matter"),
        (page("title: مدينة", "title2: \x07"), 3, "front matter"),
        (page("title: \u2028مدينة", "title2: \ud800"), 3, "front matter"),
        (page("id: a", "end: 2020", "id: b"), 4, "id"),
        (page("lead:", "  ar: أ", "  ar: ب"), 4, "lead.ar"),
        (page("results:", "- value: 1", "  value: 2"), 4, "results.0.value"),
        (page("id: a", body="\n## challenge\nنص\n## challenge\nنص"), 7, "challenge"),
        (page("id: a", body="\nنص قبل العنوان\n## challenge"), 5, "sections"),
        (page("id: a", body="# عنوان أكبر\n"), 4, "sections"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_a_remedy(text, line, field):
    error = broken(text)
    assert (error.line, error.field) == (line, field)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_bomb_of_nested_values_is_refused_and_kills_nothing(opening):
    error = broken(page("id: a", "title: " if opening in "[{a: " else "x: 1", opening * 50_000))
    assert error.line <= 5


def test_thirty_levels_of_nesting_are_read():
    assert parse(page("a: " + "[" * 30 + "]" * 30)).fields


def test_a_bomb_of_aliases_is_refused_at_the_first_alias():
    lines = ["a: &a [x, x]", *(f"{name}: &{name} [*{before}, *{before}]" for before, name in zip("abcdefghij", "bcdefghijk", strict=True))]
    error = broken(page(*lines))
    assert (error.line, "*a" in error.message) == (3, True)


def test_white_space_around_a_section_is_no_part_of_it():
    assert parse(page("id: a", body="\n## challenge \n\n\n  نص  \n\n")).sections == {"challenge": "نص"}


def test_empty_front_matter_and_no_sections_are_no_error():
    assert parse("---\n---\n").fields == {}
    assert parse("---\n---").sections == {}


def test_equal_values_are_written_twice_so_that_a_person_can_edit_them_apart():
    same = {"ar": "مركز"}
    text = dump({"unit": same, "name": same}, {})
    assert "*" not in text
    assert text.count("مركز") == 2


def test_arabic_stands_in_the_file_as_letters_and_fields_in_their_order():
    assert dump({"title": "مَدِينَة", "id": "a", "date": dt.date(2020, 5, 1)}, {}) == "---\ntitle: مَدِينَة\nid: a\ndate: 2020-05-01\n---\n"
