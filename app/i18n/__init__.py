"""The texts of the interface in ar, en, fr, es. English is the source: a msgid is what the English reader sees.

Nothing here knows Streamlit: a translator is a plain function of text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.i18n.formats import number
from app.i18n.po import Catalogue, read_catalogue
from app.language import direction

FOLDER = Path(__file__).parent
SOURCE = "en"


class Translator:
    """Says the interface's texts in one language; values go into ``{name}`` places, numbers written as the language does."""

    def __init__(self, lang: str, catalogue: Catalogue | None) -> None:
        self.lang = lang
        self.dir = direction(lang)
        self._catalogue = catalogue

    def __call__(self, msgid: str, **values: object) -> str:
        """Return the text in this language, or in English where it is not translated."""
        text = self._catalogue.get(msgid) if self._catalogue else None
        return self._filled(text or msgid, values)

    def plural(self, singular: str, plural: str, n: int, **values: object) -> str:
        """Return the form for ``n``, which stands at ``{n}``; Arabic has six forms."""
        text = self._catalogue.get_plural(singular, n) if self._catalogue else None
        return self._filled(text or (singular if n == 1 else plural), {"n": n, **values})

    def _filled(self, text: str, values: dict[str, object]) -> str:
        if not values:
            return text
        return text.format(**{name: number(value, self.lang) if _counts(value) else value for name, value in values.items()})


def _counts(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def translator(lang: str) -> Translator:
    """Return the translator of an interface language."""
    return Translator(lang, None if lang == SOURCE else read_catalogue(FOLDER / f"{lang}.po"))
