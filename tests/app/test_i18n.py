"""Every text in every language, plural rules, and the reader of catalogues."""

import re
import string

import pytest
from messages import messages

from app.i18n import FOLDER, formats, translator
from app.i18n.po import read_catalogue

MESSAGES = messages()
LANGS = ("ar", "fr", "es")
FORMS = {"ar": 6, "fr": 2, "es": 2}


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGS)
def test_every_message_is_translated_and_none_is_left_over(lang):
    catalogue = read_catalogue(FOLDER / f"{lang}.po")
    assert set(MESSAGES) == set(catalogue.messages)


@pytest.mark.parametrize("lang", LANGS)
def test_translations_keep_the_places_for_values(lang):
    for msgid, forms in read_catalogue(FOLDER / f"{lang}.po").messages.items():
        if MESSAGES[msgid] is None:
            assert places(forms[0]) == places(msgid), msgid
        else:
            assert all(places(form) <= places(msgid) for form in forms), msgid
            assert places(forms[-1]) == places(msgid), msgid


@pytest.mark.parametrize("lang", LANGS)
def test_plurals_have_all_forms(lang):
    catalogue = read_catalogue(FOLDER / f"{lang}.po")
    for msgid, plural in MESSAGES.items():
        assert catalogue.plurals.get(msgid) == plural
        assert len(catalogue.messages[msgid]) == (1 if plural is None else FORMS[lang]), msgid


def test_arabic_texts_are_arabic():
    latin_only = re.compile(r"[A-Za-z ]{12,}")
    for msgid, forms in read_catalogue(FOLDER / "ar.po").messages.items():
        assert all(re.search(r"[\u0600-\u06ff]", form) or form == msgid for form in forms), msgid
        assert not any(latin_only.search(form.replace("peerlearn search", "").replace("JavaScript", "")) for form in forms), msgid


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
        ("2020-13", "en", "2020-13"),
        ("soon", "en", "soon"),
        (__import__("datetime").date(2026, 11, 1), "fr", "1er novembre 2026"),
        (__import__("datetime").date(2026, 11, 24), "en", "24 November 2026"),
    ],
)
def test_dates(value, lang, text):
    assert formats.date(value, lang) == text


def test_a_broken_catalogue_names_its_line(tmp_path):
    file = tmp_path / "xx.po"
    file.write_text('msgid "a"\nmsgstr b\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_catalogue(file)


def test_long_texts_and_escapes(tmp_path):
    file = tmp_path / "xx.po"
    file.write_text('# comment\nmsgid ""\nmsgstr ""\n\nmsgid ""\n"two "\n"lines"\nmsgstr "say \\"a\\"\\n"\n', encoding="utf-8")
    assert read_catalogue(file).get("two lines") == 'say "a"\n'
