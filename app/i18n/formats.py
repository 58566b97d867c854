"""Numbers and dates as each language writes them, always in the digits 0-9."""

from __future__ import annotations

import datetime as dt

_THOUSANDS = {"ar": ",", "en": ",", "fr": "\u202f", "es": "\u202f"}
_DECIMAL = {"ar": ".", "en": ".", "fr": ",", "es": ","}
_MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def number(value: object, lang: str) -> str:
    """Return a number with the language's separators; what is no number is returned as text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    whole, _, rest = f"{value:,}".partition(".")
    written = whole.replace(",", _THOUSANDS.get(lang, ","))
    return f"{written}{_DECIMAL.get(lang, '.')}{rest}" if rest and rest != "0" else written


def date(value: dt.date | int | str, lang: str) -> str:
    """Return a year, a month written ``2020-05`` or a day in words of the language."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        day, month, year = value.day, value.month, value.year
    else:
        parts = value.split("-")
        if len(parts) != 2 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
            return value
        day, month, year = 0, int(parts[1]), int(parts[0])
    name = _MONTHS.get(lang, _MONTHS["en"]).split()[month - 1]
    if lang == "es":
        return f"{day} de {name} de {year}" if day else f"{name} de {year}"
    shown = "1er" if lang == "fr" and day == 1 else str(day)
    return f"{shown} {name} {year}" if day else f"{name} {year}"
