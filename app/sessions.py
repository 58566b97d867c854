"""What a browser's cookie says of who is signed in: its signature is checked here, for pages and for the front door alike."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, URLSafeTimedSerializer
from streamlit.auth_util import get_cookie_with_chunks

if TYPE_CHECKING:
    from app.sign_in import SignIn

COOKIE = "_streamlit_user"
LONGEST = dt.timedelta(days=7)
"""So long a session lasts; Streamlit's own cookie would live for thirty days."""
_LARGEST = 64_000


@dataclass(frozen=True)
class Session:
    """A sign-in that this server has signed: the claims of the ID token, and when it was made (UTC, to the second)."""

    claims: Mapping[str, Any]
    began: dt.datetime


def read_session(cookies: Mapping[str, str], sign_in: SignIn) -> Session | None:
    """Return the session of a browser, None where there is none, it is too old, or anything about it is not ours."""
    if COOKIE not in cookies or sum(len(value) for name, value in cookies.items() if name.startswith(COOKIE)) > _LARGEST:
        return None
    whole = get_cookie_with_chunks(lambda name: _signed(cookies, name, sign_in), COOKIE)
    first = _unsigned(cookies[COOKIE], COOKIE, sign_in)
    if whole is None or first is None:
        return None
    try:
        claims = json.loads(whole)
    except ValueError:
        return None
    if not isinstance(claims, dict) or not claims.get("is_logged_in") or claims.get("origin") != sign_in.url:
        return None
    return Session(claims, first[1])


def _signed(cookies: Mapping[str, str], name: str, sign_in: SignIn) -> bytes | None:
    found = _unsigned(cookies.get(name, ""), name, sign_in)
    return found[0] if found else None


def _unsigned(value: str, name: str, sign_in: SignIn) -> tuple[bytes, dt.datetime] | None:
    try:
        text, began = _serializer(sign_in.cookie_secret, name).loads(value, max_age=int(LONGEST.total_seconds()), return_timestamp=True)
    except (BadData, UnicodeError):
        return None
    if not isinstance(text, str) or (name == COOKIE and _too_many(text)):
        return None
    return text.encode("utf-8"), began


def _too_many(text: str) -> bool:
    return text.startswith("chunks-") and not (text.removeprefix("chunks-").isdecimal() and int(text.removeprefix("chunks-")) <= 16)


@lru_cache(maxsize=64)
def _serializer(secret: str, name: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=name)
