"""Streamlit's page as this app serves it: language and direction from the first byte, our own style and script, no foreign links."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

from streamlit import file_util

from app.components.frame import MAIN
from app.i18n import translator
from app.language import LANGS, direction
from app.rooms import PATHS

STATIC = Path(__file__).parent / "static"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def page(lang: str) -> bytes:
    """Return the page for an interface language.

    Raises:
        RuntimeError: Streamlit's page is not the one that this was written for; the message says which part is missing.
    """
    tr = translator(lang)
    title = f"{tr('Good practices of learning cities')} · peerlearn"
    skip = f'<a class="pl-skip" href="#{MAIN}">{escape(tr("Skip to the content"))}</a>'
    without = f"<noscript><p>{escape(tr('This page needs JavaScript. The command peerlearn search answers without it.'))}</p></noscript>"
    text = _template()
    for pattern, new in (
        (r'<html lang="en">', f'<html lang="{lang}" dir="{direction(lang)}">'),
        (r"<title>.*?</title>", f"<title>{escape(title)}</title>{_head()}"),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="shortcut icon" href="./app/static/icon.png" />'),
        (r"<link\s+rel=\"preload\"[^>]*SourceSans[^>]*>", ""),
        (r"<link rel=\"service-desc\"[^>]*>", ""),
        (r"<noscript>.*?</noscript>", skip + without),
    ):
        text, found = re.subn(pattern, new.replace("\\", r"\\"), text, count=1, flags=re.DOTALL)
        if not found:
            raise RuntimeError(f"Streamlit's page has no {pattern}; this app was written for streamlit 1.67.0")
    return text.encode("utf-8")


@cache
def script_hashes() -> str:
    """Return the hashes of the page's inline scripts as a Content-Security-Policy lists them."""
    digests = [hashlib.sha256(script.encode("utf-8")).digest() for script in _INLINE_SCRIPT.findall(_template())]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def warm() -> None:
    """Make the pages of every language now, so that a wrong Streamlit is noticed at the start."""
    for lang in LANGS:
        page(lang)


@cache
def _template() -> str:
    text = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).lstrip()


def _head() -> str:
    """Return our style and script; their content stands in the address, so that a browser may keep them."""

    def versioned(name: str) -> str:
        return f"./app/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"

    font = "./app/static/fonts/IBMPlexSansArabic-Regular.woff2"
    return (
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin />'
        f'<link rel="stylesheet" href="{versioned("peerlearn.css")}" />'
        f'<meta name="peerlearn-rooms" content="{" ".join(PATHS)}">'
        f'<script src="{versioned("peerlearn.js")}"></script>'
        f'<script src="{versioned("results.js")}" defer></script>'
        '<meta name="theme-color" content="#0f5a56" />'
    )
