"""Numbers and dates as each language writes them, by the rules of the Unicode CLDR, always in the digits 0-9."""

from __future__ import annotations

import datetime as dt
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

_LOCALES = {"en": "en_GB"}
"""English names the day first, as the other languages do."""


@cache
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(lang, lang), sep="-" if "-" in lang else "_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def number(value: object, lang: str) -> str:
    """Return a number with the language's separators and all its digits; what is no number is returned as text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return format_decimal(value, locale=_locale(lang), decimal_quantization=False, numbering_system="latn")


def date(value: dt.date | int | str, lang: str) -> str:
    """Return a year, a month written ``2020-05`` or a day in words of the language."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        written = format_date(value, "long", locale=_locale(lang))
        return f"1er{written[1:]}" if lang == "fr" and value.day == 1 else written  # the CLDR does not know the ordinal
    parts = value.split("-")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return value
    return format_skeleton("yMMMM", dt.date(int(parts[0]), int(parts[1]), 1), locale=_locale(lang))
