"""The texts of the interface in ar, en, fr, es. English is the source: a msgid is what the English reader sees.

Nothing here knows Streamlit: a translator is a plain function of text.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from pathlib import Path

from app.i18n.catalogue import compiled, read_catalogue
from app.i18n.formats import number
from app.language import direction

FOLDER = Path(__file__).parent
SOURCE = "en"


class Translator:
    """Says the interface's texts in one language; values go into ``{name}`` places, numbers written as the language does."""

    def __init__(self, lang: str, texts: NullTranslations) -> None:
        self.lang = lang
        self.dir = direction(lang)
        self._texts = texts

    def __call__(self, msgid: str, **values: object) -> str:
        """Return the text in this language, or in English where it is not translated."""
        return self._filled(self._texts.gettext(msgid) if msgid else "", values)

    def plural(self, singular: str, plural: str, n: int, **values: object) -> str:
        """Return the form for ``n``, which stands at ``{n}``; Arabic has six forms."""
        return self._filled(self._texts.ngettext(singular, plural, n), {"n": n, **values})

    def _filled(self, text: str, values: dict[str, object]) -> str:
        if not values:
            return text
        return text.format(**{name: number(value, self.lang) if _counts(value) else value for name, value in values.items()})


def _counts(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def translator(lang: str) -> Translator:
    """Return the translator of an interface language."""
    return Translator(lang, NullTranslations() if lang == SOURCE else compiled(read_catalogue(FOLDER / f"{lang}.po")))
