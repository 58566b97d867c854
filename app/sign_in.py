"""Signing in: which identity provider, told to Streamlit in memory; no secret of ours is written where it reads secrets."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from peerlearn.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from peerlearn.settings import Settings

CALLBACK = "/oauth2callback"
SECRET_FILE = "cookie.secret"
_REMEDY = "write PEERLEARN_OIDC_ISSUER, PEERLEARN_OIDC_CLIENT_ID, PEERLEARN_OIDC_CLIENT_SECRET and PEERLEARN_URL, or none of them"


@dataclass(frozen=True)
class SignIn:
    """How people sign in here: the issuer, this app as its client, and the secret that signs sessions.

    ``metadata`` is where the provider describes itself, ``url`` where people find the app, ``development`` that we are it ourselves.
    """

    issuer: str
    client_id: str
    url: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    metadata: str = ""
    roles_claim: str = "roles"
    development: bool = False

    @property
    def issuer_origin(self) -> str:
        """The scheme and host that a browser is sent to."""
        parts = urlsplit(self.metadata)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secure(self) -> bool:
        """True where people come by TLS, so that no cookie may travel without."""
        return self.url.startswith("https://")

    def secrets(self) -> dict[str, Any]:
        """Return what Streamlit wants to know, in the words of its secrets file."""
        return {
            "auth": {
                "redirect_uri": f"{self.url}{CALLBACK}",
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.metadata,
            }
        }


def sign_in_of(settings: Settings, *, address: str) -> SignIn | None:
    """Return how people sign in by the settings, None where no provider is named.

    Args:
        settings: with ``oidc_*``, ``url`` and ``cookie_secret``.
        address: where this process listens, which is the app's address unless ``url`` says another.

    Raises:
        SettingsError: only some of the settings are there, or an address is not safe.
    """
    given = (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    if not any(given):
        return None
    if not all(given):
        raise SettingsError("the identity provider is only half named", remedy=_REMEDY)
    issuer, url = settings.oidc_issuer.rstrip("/"), (settings.url or address).rstrip("/")
    for name, value in (("PEERLEARN_OIDC_ISSUER", issuer), ("PEERLEARN_URL", url)):
        _require_safe(name, value)
    return SignIn(
        issuer=issuer,
        client_id=settings.oidc_client_id,
        url=url,
        client_secret=settings.oidc_client_secret,
        cookie_secret=cookie_secret(settings),
        metadata=f"{issuer}/.well-known/openid-configuration",
        roles_claim=settings.oidc_roles_claim,
    )


def cookie_secret(settings: Settings) -> str:
    """Return the secret that signs sessions: the one given, or one made once and kept for the owner's eyes in the home.

    Raises:
        SettingsError: it is too short, or cannot be kept.
    """
    if settings.cookie_secret:
        return _long_enough(settings.cookie_secret, "PEERLEARN_COOKIE_SECRET")
    path = settings.data / SECRET_FILE
    try:
        if not path.exists():
            _make_secret(path)
        return _long_enough(path.read_text(encoding="ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be used: {error}", remedy="check its rights, or set PEERLEARN_COOKIE_SECRET") from error


def _make_secret(path: Path) -> None:
    """Make the file aside and give it its name in one step: of two processes that start together, both read the one that stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_hex(32), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def is_loopback(host: str) -> bool:
    """Say whether an address is this machine's own and nobody else's."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _long_enough(secret: str, name: str) -> str:
    if len(secret) < 32:
        raise SettingsError(f"{name} is too short", remedy="write 32 random characters or more")
    return secret


def _require_safe(name: str, value: str) -> None:
    parts = urlsplit(value)
    host = parts.hostname or ""
    scheme = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not host or not scheme or parts.query or parts.fragment or parts.username:
        raise SettingsError(f"{name} is {value!r}", remedy="write an address with https://")
    if name == "PEERLEARN_URL" and parts.path:
        raise SettingsError(f"{name} is {value!r}", remedy="write scheme and host only, like https://peers.example.org")
