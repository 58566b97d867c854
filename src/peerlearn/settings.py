"""Every setting in one frozen object of plain values: argument, then ``PEERLEARN_*``, then ``peerlearn.toml``, then default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlearn.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

CLONE = Path(__file__).resolve().parents[2]
FILE = "peerlearn.toml"
_SWITCHES = ("offline", "gaps", "usage", "worker")
_LIMITS = ("rate", "burst", "sockets_each", "sockets")
_MAY_BE_EMPTY = ("PEERLEARN_ENCODER", "PEERLEARN_RERANKER")
"""Variables whose empty value says something: the bundled encoder, no reranker. Any other that is empty is unset."""


@dataclass(frozen=True)
class Settings:
    """Where things are and how they run; making one touches no disk, network or model.

    ``home`` holds all that is written at run time, ``corpus`` is the folder that is read, ``encoder`` is empty for the bundled one
    or a hub id or folder, ``reranker`` is a hub id or folder, or empty for none, ``threads`` is what a query may use (0: every core),
    ``gaps`` says whether unanswered questions are kept, ``usage`` whether the app counts what it is used for, ``store_url`` names a
    PostgreSQL database of submissions and reviews (empty: a SQLite file in the home); it may hold a password, so that it is never
    shown. ``person`` is who acts on submissions, by id. ``worker`` says whether the server starts the process that takes in uploads and
    publishes.

    ``url`` is where people find the app; ``oidc_*`` name the identity provider that signs them in (all empty: everybody reads, nobody
    signs in), ``oidc_roles_claim`` says where in its token roles stand. ``cookie_secret`` signs sessions (empty: made once, kept in the
    home). ``rate`` and ``burst`` limit the requests of one client, ``sockets_each`` and ``sockets`` the open pages of one client and of
    all; ``proxies`` are the addresses or networks of proxies whose word on the client's address counts, separated by commas.
    """

    home: Path = CLONE
    corpus: Path = CLONE / "corpus"
    encoder: str = ""
    reranker: str = ""
    threads: int = 1
    offline: bool = True
    gaps: bool = True
    usage: bool = True
    store_url: str = field(default="", repr=False)
    person: str = ""
    worker: bool = True
    url: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_roles_claim: str = "roles"
    cookie_secret: str = field(default="", repr=False)
    rate: int = 20
    burst: int = 200
    sockets_each: int = 100
    sockets: int = 500
    proxies: str = ""

    def __post_init__(self) -> None:
        if self.threads < 0:
            raise SettingsError(f"PEERLEARN_THREADS is {self.threads}", remedy="write 0 for every core, or a number of threads")
        for name in _LIMITS:
            if getattr(self, name) < 1:
                raise SettingsError(f"PEERLEARN_{name.upper()} is {getattr(self, name)}", remedy="write a number from 1")

    @property
    def indexes(self) -> Path:
        """The folder of built indexes, the vector cache and prepared models."""
        return self.home / "indexes"

    @property
    def data(self) -> Path:
        """The folder of what people leave here at run time, which no command can build again."""
        return self.home / "data"

    @property
    def models(self) -> Path:
        """The folder of prepared encoders."""
        return self.indexes / "models"

    @classmethod
    def load(cls, *, environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Return the settings of this process; reads ``peerlearn.toml`` in the home folder when there is one.

        Raises:
            SettingsError: a value or a key of the file is not usable; the message names it.
        """
        environ = os.environ if environ is None else environ
        environ = {key: value for key, value in environ.items() if value or key in _MAY_BE_EMPTY}
        home = _typed("home", given.get("home") or environ.get("PEERLEARN_HOME") or _default_home())
        values: dict[str, Any] = {"home": home, "corpus": (home if (home / "corpus").is_dir() else CLONE) / "corpus"}
        values |= _from_file(home / FILE)
        values |= {each.name: environ[key] for each in fields(cls) if (key := f"PEERLEARN_{each.name.upper()}") in environ}
        values |= {name: value for name, value in given.items() if value is not None}
        return replace(cls(), **{name: _typed(name, value) for name, value in values.items()})


def _default_home() -> Path:
    """Return the clone, or the user's data folder when the package is installed outside one."""
    if (CLONE / "pyproject.toml").is_file():
        return CLONE
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "peerlearn"


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}", remedy="mend the file") from error
    known = {each.name for each in fields(Settings)}
    for name in values:
        if name not in known:
            raise SettingsError(f"{path} has the unknown key {name!r}", remedy=f"use one of {', '.join(sorted(known))}")
    return values


def _typed(name: str, value: Any) -> Any:
    try:
        if name in ("home", "corpus"):
            return Path(value).expanduser().resolve()
        if name == "threads" or name in _LIMITS:
            return int(value)
        if name in _SWITCHES:
            return value if isinstance(value, bool) else {"1": True, "true": True, "0": False, "false": False}[str(value).lower()]
    except (ValueError, KeyError, TypeError, RuntimeError):
        numbers = dict.fromkeys(("threads", *_LIMITS), "write a number")
        remedy = {**numbers, **dict.fromkeys(_SWITCHES, "write 1 or 0")}.get(name, "write a folder")
        raise SettingsError(f"PEERLEARN_{name.upper()} is {value!r}", remedy=remedy) from None
    return str(value)
