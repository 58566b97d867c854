"""A tiny identity provider inside this process, for trying and testing roles: whoever sees its page may be anybody.

It is there only where it was asked for by name and the server listens to this machine alone, answers no request that came through a
proxy or under another name, and every page says that it is on.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from app.i18n import translator
from app.language import COOKIE, choose_language
from app.sign_in import CALLBACK, SignIn, is_loopback
from peerlearn.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from app.i18n import Translator
    from peerlearn.settings import Settings

FOLDER = "/dev-sign-in"
ISSUER = "http://peerlearn.invalid/dev-sign-in"
CLIENT = "peerlearn-development"
_SECONDS = 120


@dataclass(frozen=True)
class Example:
    """Somebody to be for a while."""

    key: str
    name: str
    role: str


PEOPLE = (
    Example("rania", "رانية القارئة", "reader"),
    Example("yusuf", "يوسف بن علي", "city"),
    Example("salma", "سلمى الخطيب", "curator"),
    Example("omar", "عمر حدّاد", "curator"),
    Example("huda", "هدى منصور", "admin"),
    Example("guest", "Guest", ""),
)


def development_sign_in(settings: Settings, *, host: str, address: str) -> SignIn:
    """Return signing in by the provider of this module.

    Raises:
        SettingsError: others can reach this server, or a real provider is named.
    """
    if not is_loopback(host):
        raise SettingsError(f"the development sign-in would be open to everybody on {host}", remedy="listen on 127.0.0.1, or leave it off")
    if settings.oidc_issuer:
        raise SettingsError("an identity provider is named already", remedy="leave --dev-sign-in off, or unset PEERLEARN_OIDC_ISSUER")
    metadata = f"{address}{FOLDER}/.well-known/openid-configuration"
    # The secret dies with the process: a session of today opens nothing once a real provider is named.
    return SignIn(ISSUER, CLIENT, address, secrets.token_hex(16), secrets.token_hex(32), metadata, "roles", development=True)


@dataclass
class _Code:
    person: Example
    nonce: str
    challenge: str
    redirect: str
    until: float


@dataclass
class Provider:
    """The provider's state: its key, and the codes that wait to be redeemed."""

    sign_in: SignIn
    codes: dict[str, _Code] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from joserfc.jwk import RSAKey  # noqa: PLC0415 - only where this provider runs

        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    @property
    def callback(self) -> str:
        """Where codes are sent, and nowhere else."""
        return f"{self.sign_in.url}{CALLBACK}"

    def routes(self) -> list[Route]:
        """Return everything a client of OpenID Connect needs."""
        table: tuple[tuple[str, Callable[[Request], Awaitable[Response]], str], ...] = (
            ("/.well-known/openid-configuration", self.metadata, "GET"),
            ("/jwks", self.keys, "GET"),
            ("/authorize", self.authorize, "GET"),
            ("/token", self.token, "POST"),
            ("/end-session", self.end, "GET"),
        )
        return [Route(FOLDER + path, _only_here(answer), methods=[method]) for path, answer, method in table]

    async def metadata(self, _request: Request) -> Response:
        """Describe the provider."""
        here = f"{self.sign_in.url}{FOLDER}"
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "end_session_endpoint": "end-session"}
        told: dict[str, Any] = {"issuer": ISSUER, **{name: f"{here}/{path}" for name, path in ends.items()}}
        told |= {"response_types_supported": ["code"], "subject_types_supported": ["public"], "code_challenge_methods_supported": ["S256"]}
        return JSONResponse(told | {"id_token_signing_alg_values_supported": ["RS256"]})

    async def keys(self, _request: Request) -> Response:
        """Give the public key."""
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Show the people to choose among, or send the chosen one's code back."""
        asked = request.query_params
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") != self.callback:
            return PlainTextResponse("Unknown client", status_code=400)
        person = next((each for each in PEOPLE if each.key == asked.get("person")), None)
        if person is None:
            lang = choose_language(None, request.cookies.get(COOKIE), request.headers.get("accept-language"))
            return HTMLResponse(_chooser(translator(lang), dict(asked)))
        now = time.monotonic()
        self.codes = {code: kept for code, kept in self.codes.items() if kept.until > now}
        code = secrets.token_urlsafe(24)
        self.codes[code] = _Code(person, asked.get("nonce", ""), asked.get("code_challenge", ""), self.callback, now + _SECONDS)
        return RedirectResponse(f"{self.callback}?{urlencode({'code': code, 'state': asked.get('state', '')})}", status_code=303)

    async def token(self, request: Request) -> Response:
        """Redeem a code, once."""
        form = await request.form()
        kept = self.codes.pop(str(form.get("code", "")), None)
        if kept is None or kept.until < time.monotonic() or not _proves(str(form.get("code_verifier", "")), kept.challenge):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse(
            {"access_token": secrets.token_hex(8), "token_type": "Bearer", "expires_in": _SECONDS, "id_token": self._signed(kept)}
        )

    async def end(self, _request: Request) -> Response:
        """Nothing is remembered here: go back."""
        return RedirectResponse(self.callback, status_code=303)

    def _signed(self, kept: _Code) -> str:
        from joserfc import jwt  # noqa: PLC0415

        now = int(time.time())
        claims: dict[str, Any] = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + _SECONDS, "nonce": kept.nonce}
        claims |= {"sub": kept.person.key, "name": kept.person.name, "roles": [kept.person.role] if kept.person.role else []}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)


def _proves(verifier: str, challenge: str) -> bool:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return bool(challenge) and secrets.compare_digest(digest, challenge)


def _only_here(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        through = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"))
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if through or not is_loopback(host) or (request.client is not None and not is_loopback(request.client.host)):
            return PlainTextResponse("Not found", status_code=404)
        return await answer(request)

    return guarded


def _chooser(tr: Translator, asked: dict[str, str]) -> str:
    names = {"reader": tr("reader"), "city": tr("city"), "curator": tr("curator"), "admin": tr("administrator"), "": tr("no role")}
    items = "".join(
        f'<li><a href="?{escape(urlencode({**asked, "person": each.key}))}"><bdi>{escape(each.name)}</bdi>'
        f"<span>{escape(names[each.role])}</span></a></li>"
        for each in PEOPLE
    )
    heading, note = tr("Who would you like to be?"), tr("Development sign-in: these people are examples, and nothing here is secret.")
    links = '<link rel="stylesheet" href="/app/static/peerlearn.css"><link rel="icon" href="/app/static/icon.png">'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(heading)} · peerlearn</title>{links}'
    body = f'<main><h1>{escape(heading)}</h1><p class="pl-development">{escape(note)}</p><ul>{items}</ul></main>'
    return f'<!DOCTYPE html><html lang="{tr.lang}" dir="{tr.dir}"><head>{head}</head><body class="pl-choose">{body}</body></html>'
