"""What the front door says when it does not let something in: a sentence in the reader's language, on a page without any script."""

from __future__ import annotations

import math
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.responses import Response

from app import state
from app.i18n import translator
from app.language import COOKIE, choose_language

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from app.i18n import Translator


def reader(headers: Headers, *, asked: str | None = None) -> Translator:
    """Return the translator for whoever sent a request."""
    return translator(choose_language(asked, cookies_of(headers).get(COOKIE), headers.get("accept-language")))


def cookies_of(headers: Headers) -> dict[str, str]:
    """Return the cookies of a request; a header that cannot be read holds none."""
    try:
        return {name: each.value for name, each in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def page(status: int, sentence: str, tr: Translator, *, retry_after: int | None = None) -> Response:
    """Return a page that says why, and leads back to the search."""
    home = escape(state.home(tr.lang))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{status} · peerlearn</title>'
    body = f'<main><h1>{escape(sentence)}</h1><p><a href="{home}">{escape(tr("Back to the search"))}</a></p></main>'
    text = f'<!DOCTYPE html><html lang="{tr.lang}" dir="{tr.dir}">{head}{body}</html>'
    headers = {"Content-Language": tr.lang, "Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Response(text, status_code=status, media_type="text/html", headers=headers)


def too_large(tr: Translator) -> Response:
    """Refuse what is larger than anyone has a reason to send."""
    return page(413, tr("This is larger than what can be taken here."), tr)


def too_many(tr: Translator, wait: float) -> Response:
    """Refuse a client that asks too often, and say when to come back."""
    said = tr("Too many requests came from your address. Please wait a moment and try again.")
    return page(429, said, tr, retry_after=max(1, math.ceil(wait)))


def crowded(tr: Translator) -> Response:
    """Refuse a page when the server bears no more."""
    return page(503, tr("Too many people are here at the moment. Please try again in a minute."), tr, retry_after=60)


def broken(number: str, tr: Translator) -> Response:
    """Say that something of ours failed, with the number that stands in the log."""
    return page(500, sorry(number, tr), tr)


def sorry(number: str, tr: Translator) -> str:
    """Return the sentence about an error of ours; its number leads to it in the log."""
    return tr("Something went wrong on our side. Please try again. If it happens again, tell us this number: {number}", number=number)
