"""Every text in every language, plural rules, numbers and dates, and the catalogues behind them."""

import datetime as dt
import io
import re
import string

import pytest
from babel import Locale

from app.i18n import FOLDER, formats, translator
from app.i18n.catalogue import compiled, read_catalogue
from app.i18n.texts import KEYWORDS, append, asked_for, first_of, from_source, lacking, unused

ASKED = asked_for()
LANGS = ("ar", "fr", "es")
FORMS = {"ar": 6, "fr": 2, "es": 2}
CATALOGUES = {lang: read_catalogue(FOLDER / f"{lang}.po") for lang in LANGS}


def messages(lang):
    return [message for message in CATALOGUES[lang] if message.id]


def forms(message):
    return message.string if message.pluralizable else (message.string,)


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGS)
def test_every_message_is_translated_and_none_is_left_over(lang):
    assert [message.id for message in lacking(ASKED, CATALOGUES[lang]) if message.id] == []
    assert unused(ASKED, CATALOGUES[lang]) == []
    assert [message.id for message in messages(lang) if not all(forms(message))] == []


@pytest.mark.parametrize("lang", LANGS)
def test_translations_keep_the_places_for_values(lang):
    for message in messages(lang):
        expected = places(first_of(message.id))
        assert all(places(form) <= expected for form in forms(message)), message.id
        assert places(forms(message)[-1]) == expected, message.id


@pytest.mark.parametrize("lang", LANGS)
def test_plurals_have_all_forms(lang):
    asked = {first_of(message.id): message.id for message in ASKED}
    for message in messages(lang):
        assert message.id == asked[first_of(message.id)]
        assert len(forms(message)) == (FORMS[lang] if message.pluralizable else 1), message.id


@pytest.mark.parametrize("lang", LANGS)
def test_plurals_are_counted_as_unicode_says(lang):
    rule, texts = Locale(lang).plural_form, compiled(CATALOGUES[lang])
    used = {(rule(n), texts.plural(n)) for n in range(1000)}
    assert len(used) == FORMS[lang] == len({form for _, form in used})


_LINE = re.compile(r'#.*|((msgid|msgid_plural|msgstr(\[\d])?) )?"([^"\\]|\\.)*"')


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_of_a_catalogue_is_read_otherwise_than_it_is_written(lang):
    lines = (FOLDER / f"{lang}.po").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not _LINE.fullmatch(line)] == []


def test_arabic_texts_are_arabic():
    latin_only = re.compile(r"[A-Za-z ]{12,}")
    for message in messages("ar"):
        assert all(re.search(r"[\u0600-\u06ff]", form) or form == message.id for form in forms(message)), message.id
        allowed = (form.replace("peerlearn search", "").replace("JavaScript", "") for form in forms(message))
        assert not any(latin_only.search(form) for form in allowed), message.id


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "لا ممارسات"),
        (1, "ممارسة واحدة"),
        (2, "ممارستان"),
        (3, "3 ممارسات"),
        (10, "10 ممارسات"),
        (11, "11 ممارسة"),
        (99, "99 ممارسة"),
        (100, "100 ممارسة"),
        (103, "103 ممارسات"),
        (1111, "1,111 ممارسة"),
    ],
)
def test_arabic_counts_in_six_forms(n, text):
    assert translator("ar").plural("{n} practice", "{n} practices", n) == text


@pytest.mark.parametrize(("lang", "zero"), [("en", "0 practices"), ("fr", "0 pratique"), ("es", "0 prácticas")])
def test_nothing_is_counted_as_each_language_does(lang, zero):
    assert translator(lang).plural("{n} practice", "{n} practices", 0) == zero


def test_what_is_not_translated_is_said_in_english():
    assert translator("ar")("A text that no catalogue has") == "A text that no catalogue has"


def test_braces_without_values_stay():
    assert translator("en")("{not} a place") == "{not} a place"


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "ar", "1,234,567"),
        (1234567, "fr", "1\u202f234\u202f567"),
        (1234567, "es", "1.234.567"),
        (-1234.5, "ar", "-1,234.5"),
        (0.123456789, "en", "0.123456789"),
        (1234, "xx", "1,234"),
        (37.1, "fr", "37,1"),
        (37.0, "en", "37"),
        ("over 43", "en", "over 43"),
        (True, "en", "True"),
    ],
)
def test_numbers(value, lang, text):
    assert formats.number(value, lang) == text


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (2020, "ar", "2020"),
        ("2020-05", "ar", "مايو 2020"),
        ("2020-05", "es", "mayo de 2020"),
        ("2020-05", "en", "May 2020"),
        ("2020-13", "en", "2020-13"),
        ("soon", "en", "soon"),
        (dt.date(2026, 11, 1), "fr", "1er novembre 2026"),
        (dt.date(2026, 11, 24), "en", "24 November 2026"),
        (dt.date(2026, 11, 24), "ar", "24 نوفمبر 2026"),
        (dt.date(2026, 11, 24), "es", "24 de noviembre de 2026"),
    ],
)
def test_dates(value, lang, text):
    assert formats.date(value, lang) == text


def test_a_broken_catalogue_names_its_line(tmp_path):
    file = tmp_path / "xx.po"
    file.write_text('msgid "a"\nnonsense "b"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 2 of the catalogue xx\.po"):
        read_catalogue(file)


def test_long_texts_and_escapes(tmp_path):
    file = tmp_path / "xx.po"
    file.write_text('# comment\nmsgid ""\nmsgstr ""\n\nmsgid ""\n"two "\n"lines"\nmsgstr "say \\"a\\"\\n"\n', encoding="utf-8")
    assert compiled(read_catalogue(file)).gettext("two lines") == 'say "a"\n'


def test_what_a_catalogue_lacks_is_added_at_its_end(tmp_path):
    file = tmp_path / "ar.po"
    before = (FOLDER / "ar.po").read_bytes().split(b'\nmsgid "Evidence', 1)[0]
    file.write_bytes(before)
    append(file, lacking(ASKED, read_catalogue(file)))
    assert file.read_bytes().startswith(before)
    assert lacking(ASKED, read_catalogue(file)).get("Search") is None
    added = read_catalogue(file).get("{n} practice")
    assert (added.id, set(added.string)) == (("{n} practice", "{n} practices"), {""})
    assert compiled(read_catalogue(file)).ngettext("{n} practice", "{n} practices", 2) == "{n} practices"


def test_texts_inside_f_strings_are_found():
    source = io.BytesIO(b'f"<a>{tr(\'Home\')}</a>"; tr.plural("{n} city", "{n} cities", 2); tr(name); plural(one, many, 2)')
    found = from_source(source, KEYWORDS, (), {})
    assert {msgid for _, _, msgid, _ in found} == {"Home", ("{n} city", "{n} cities")}
