"""HTML that cannot be injected: whatever is not already :class:`Html` is escaped when it is put into an element."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.language import direction

if TYPE_CHECKING:
    from collections.abc import Iterable

_TURNING = dict.fromkeys(range(0x202A, 0x202F))  # embeddings, overrides and what ends them
_SAFE_SCHEMES = ("https://", "http://")


class Html(str):
    """Text that is HTML already; only this module and the renderer of prose make it."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str | int | bool | None) -> Html:
    """Return one element; plain children and attribute values are escaped, ``None`` and ``False`` are left out.

    A trailing underscore in an attribute's name is dropped (``class_``), other underscores become hyphens (``aria_label``).
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None and value is not False)
    return Html(f"<{tag}{written}>{join(children)}</{tag}>")


def join(children: Iterable[str | None], separator: str = "") -> Html:
    """Return children side by side, the plain ones escaped."""
    return Html(_safe(separator).join(_safe(child) for child in children if child))


def text_in(tag: str, text: str, lang: str, **attributes: str | int | bool | None) -> Html:
    """Return an element whose text is in ``lang``: the language and its direction stand on it."""
    return element(tag, text, lang=lang, dir=direction(lang), **attributes)


def web_link(url: str) -> str | None:
    """Return ``url`` when it is an ordinary link of the web, else None: no ``javascript:`` reaches an ``href``."""
    return url if url.lower().startswith(_SAFE_SCHEMES) else None


def _attribute(name: str, value: str | int | bool) -> str:
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(plain(str(value)), quote=True)}"'


def plain(text: str) -> str:
    """Return text without the characters that would turn the letters after them around, so that nothing reads as what it is not.

    Isolates stay: they end with the element that they stand in, and honest texts have them.
    """
    return text.translate(_TURNING)


def _safe(child: str) -> str:
    return child if isinstance(child, Html) else escape(plain(child), quote=True)
