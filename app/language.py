"""The language of the interface: which ones there are, how they are written, and which one a visitor gets."""

from __future__ import annotations

import re

LANGS = ("ar", "en", "fr", "es")
DEFAULT = "ar"
COOKIE = "peerlearn_lang"
NAMES = {"ar": "العربية", "en": "English", "fr": "Français", "es": "Español"}
"""Each language by its own name."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ku-arab", "dv"})
_ACCEPTED = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


def direction(lang: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language tag, region and script subtags included."""
    return "rtl" if lang in _RIGHT_TO_LEFT or lang.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def choose_language(query: str | None, cookie: str | None, accept: str | None) -> str:
    """Return the interface language: the link's, else the visitor's last, else the browser's, else Arabic."""
    for asked in (query, cookie):
        if asked in LANGS:
            return asked
    return next((lang for lang in _preferred(accept or "") if lang in LANGS), DEFAULT)


def _preferred(accept: str) -> list[str]:
    """Return the primary tags of an Accept-Language header, most wanted first."""
    weighted = []
    for place, part in enumerate(accept[:500].split(",")):
        if found := _ACCEPTED.fullmatch(part):
            weight = float(found[2] or 1)
            if weight > 0:
                weighted.append((-weight, place, found[1].lower()))
    return [lang for _, _, lang in sorted(weighted)]
