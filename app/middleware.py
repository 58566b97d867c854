"""What stands between a browser and Streamlit: the page in the reader's language, a strict policy, and closed doors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

from app import account_routes, faults, my_city, refusals, rooms, shell, sign_in_answers, sockets, state, uploads
from app.language import COOKIE, LANGS
from app.limits import Limits
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.sign_in import SignIn

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

    def __init__(self, app: ASGIApp, also: Iterable[str] = (), sign_in: SignIn | None = None, limits: Limits | None = None) -> None:
        self.app = app
        self._served = (*PARTS, *also)
        self._sign_in = sign_in
        self._limits = limits or Limits.of(Settings())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer pages and refusals here, and pass the rest on with the security headers added."""
        if scope["type"] == "websocket":
            await sockets.pass_on(self.app, self._limits, scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _Answering(self._secured(scope, send)))
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: _Answering) -> None:
        headers = Headers(scope=scope)
        answer = self._limited(scope, headers) or self._answer(scope, headers) or await self._upload(scope, headers)
        if answer is not None:
            await answer(scope, receive, send)
            return
        onward: Send = send
        if self._sign_in is not None and scope["path"] in account_routes.STREAMLIT:
            onward = sign_in_answers.mended(scope, receive, send)
        tr = refusals.reader(headers)
        try:
            await self.app(scope, _capped(receive, _largest(scope["path"])), onward)
        except _BodyTooLarge:
            await refusals.too_large(tr)(scope, receive, send)
        except Exception as error:  # whatever it is, nobody is shown a trace
            if send.begun:
                raise
            await refusals.broken(faults.noted("a request failed", error), tr)(scope, receive, send)

    def _limited(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse whoever asks for too much, at once and before anything is done for them."""
        client = self._limits.proxies.client(scope)
        wait = self._limits.buckets.take(client, cost=_cost(scope["path"]))
        page = scope["path"] in rooms.PATHS
        if wait or (page and self._limits.sockets.full(client)):
            return refusals.too_many(refusals.reader(headers), wait)
        return refusals.crowded(refusals.reader(headers)) if page and self._limits.sockets.crowded else None

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        path, method = scope["path"], scope["method"]
        if path in rooms.PATHS:
            if method in ("GET", "HEAD"):
                secure = self._over_tls(scope)
                return my_city.remember(path, scope["query_string"].decode("latin-1"), secure=secure) or _page(
                    headers, scope, secure=secure
                )
            return PlainTextResponse("Method not allowed", status_code=405, headers={"Allow": "GET, HEAD"})
        if path.startswith(HIDDEN):
            return PlainTextResponse("Not found", status_code=404)
        if _declared_length(headers) > _largest(path):
            return refusals.too_large(refusals.reader(headers))
        if not path.startswith(self._served) and not (self._sign_in and path in account_routes.STREAMLIT):
            return _missing(headers)
        return None

    async def _upload(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        if not path.startswith(uploads.PATH) or await run_in_threadpool(uploads.may_upload, path, refusals.cookies_of(headers)):
            return None
        tr = refusals.reader(headers)
        return refusals.page(403, tr("Only those who work here may hand in files. Please sign in."), tr)

    def _over_tls(self, scope: Scope) -> bool:
        return self._limits.proxies.by_tls(scope) or (self._sign_in is not None and self._sign_in.secure)

    def _secured(self, scope: Scope, send: Send) -> Send:
        policy = content_security_policy(Headers(scope=scope).get("host", ""), issuer=self._sign_in.issuer_origin if self._sign_in else "")
        over_tls = self._over_tls(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["Content-Security-Policy"] = policy
                if scope["path"].startswith("/app/static/"):
                    forever = b"v=" in scope["query_string"]
                    headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if forever else "public, max-age=86400"
                if over_tls:
                    message["headers"] = [_only_by_tls(*each) for each in message["headers"]]
            await send(message)

        return with_headers


class _Answering:
    """Sends an answer and knows whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


def _cost(path: str) -> float:
    """Return what a request costs of a bucket: a page brings sixty small files along, and a file to be read or written is work."""
    if path.startswith(("/static/", "/app/static/")):
        return 0.1
    return 5 if path.startswith((uploads.PATH, state.EXPORT)) else 1


def _largest(path: str) -> int:
    return uploads.MAX_UPLOAD if path.startswith(uploads.PATH) else MAX_BODY


def content_security_policy(host: str, *, issuer: str = "") -> str:
    """Return the policy for a page served under ``host``: this origin only, its own websocket, and forms that may end at the issuer."""
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
            f"form-action 'self' {issuer}".rstrip(),
            "frame-ancestors 'none'",
        )
    )


def _page(headers: Headers, scope: Scope, *, secure: bool) -> Response:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [None])[0]
    lang = refusals.reader(headers, asked=asked).lang
    answer = Response(shell.page(lang), media_type="text/html")
    answer.headers.update({"Cache-Control": "no-cache", "Content-Language": lang, "Vary": "Cookie, Accept-Language"})
    if asked in LANGS:
        answer.set_cookie(COOKIE, lang, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    return answer


def _missing(headers: Headers) -> Response:
    tr = refusals.reader(headers)
    return refusals.page(404, tr("There is no page at this address"), tr)


def _declared_length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() and len(length) < 20 else uploads.MAX_UPLOAD + 1


def _capped(receive: Receive, largest: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise _BodyTooLarge
        return message

    return counted


def _only_by_tls(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return a header; a cookie that Streamlit set (it sees no TLS behind a proxy) may not travel without."""
    if name == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value
