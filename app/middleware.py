"""What stands between a browser and Streamlit: the page in the reader's language, a strict policy, and closed doors."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

from app import my_city, rooms, shell, state
from app.i18n import translator
from app.language import COOKIE, LANGS, choose_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARTS = ("/static/", "/_stcore/", "/app/static/", "/media/", "/component/", "/favicon.png", "/manifest.json")
"""What Streamlit itself serves beside the pages."""
HIDDEN = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
MAX_BODY = 1_000_000
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_YEAR = 31_536_000
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class _BodyTooLarge(Exception):  # noqa: N818 - a signal inside this module
    """More was sent than anyone has a reason to send."""


class FrontDoor:
    """ASGI middleware around the whole app; other routes of this process are named in ``also``."""

    def __init__(self, app: ASGIApp, also: Iterable[str] = ()) -> None:
        self.app = app
        self._served = (*PARTS, *also)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer pages and refusals here, and pass the rest on with the security headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        secured = _secured(scope, send)
        answer = self._answer(scope, headers)
        if answer is not None:
            await answer(scope, receive, secured)
            return
        try:
            await self.app(scope, _capped(receive), secured)
        except _BodyTooLarge:
            await PlainTextResponse("Too large", status_code=413)(scope, receive, secured)

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        path, method = scope["path"], scope["method"]
        if path in rooms.PATHS:
            if method in ("GET", "HEAD"):
                query, secure = scope["query_string"].decode("latin-1"), scope.get("scheme") == "https"
                return my_city.remember(path, query, secure=secure) or _page(scope, headers)
            return PlainTextResponse("Method not allowed", status_code=405, headers={"Allow": "GET, HEAD"})
        if path.startswith(HIDDEN):
            return PlainTextResponse("Not found", status_code=404)
        if path.startswith("/_stcore/upload_file"):
            return PlainTextResponse("Nobody uploads here", status_code=403)
        if _declared_length(headers) > MAX_BODY:
            return PlainTextResponse("Too large", status_code=413)
        if not path.startswith(self._served):
            return _missing(headers)
        return None


def content_security_policy(host: str) -> str:
    """Return the policy for a page served under ``host``: this origin only, and its own websocket."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {shell.script_hashes()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _page(scope: Scope, headers: Headers) -> Response:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [None])[0]
    lang = choose_language(asked, _cookie(headers), headers.get("accept-language"))
    answer = Response(shell.page(lang), media_type="text/html")
    answer.headers.update({"Cache-Control": "no-cache", "Content-Language": lang, "Vary": "Cookie, Accept-Language"})
    if asked in LANGS:
        answer.set_cookie(COOKIE, lang, max_age=_YEAR, samesite="lax", httponly=True, secure=scope.get("scheme") == "https")
    return answer


def _missing(headers: Headers) -> Response:
    tr = translator(choose_language(None, _cookie(headers), headers.get("accept-language")))
    home = state.home(tr.lang).replace("&", "&amp;")
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>404 · peerlearn</title>'
    body = f'<main><h1>{tr("There is no page at this address")}</h1><p><a href="{home}">{tr("Back to the search")}</a></p></main>'
    text = f'<!DOCTYPE html><html lang="{tr.lang}" dir="{tr.dir}">{head}{body}</html>'
    return Response(text, status_code=404, media_type="text/html")


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _declared_length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() and len(length) < 20 else MAX_BODY + 1


def _capped(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise _BodyTooLarge
        return message

    return counted


def _secured(scope: Scope, send: Send) -> Send:
    policy = content_security_policy(Headers(scope=scope).get("host", ""))

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["Content-Security-Policy"] = policy
            if scope["path"].startswith("/app/static/"):
                forever = b"v=" in scope["query_string"]
                headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if forever else "public, max-age=86400"
        await send(message)

    return with_headers
