"""Which language a visitor gets."""

import pytest

from app.language import choose_language, direction


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "lang"),
    [
        ("fr", "en", "es", "fr"),
        (None, "en", "es", "en"),
        (None, None, "es-MX,es;q=0.9,en;q=0.8", "es"),
        (None, None, "de,fr;q=0.4,en;q=0.8", "en"),
        (None, None, "en;q=0,fr;q=0.1", "fr"),
        (None, None, "de-DE,zh", "ar"),
        (None, None, None, "ar"),
        ("xx", "<script>", "nonsense;;q=,,", "ar"),
        ("", "", "", "ar"),
    ],
)
def test_link_then_cookie_then_browser_then_arabic(query, cookie, accept, lang):
    assert choose_language(query, cookie, accept) == lang


@pytest.mark.parametrize(("lang", "expected"), [("ar", "rtl"), ("ar-eg", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("fr", "ltr"), ("", "ltr")])
def test_direction(lang, expected):
    assert direction(lang) == expected
