"""How much one client may ask for: a bucket of tokens that fills with time, and a count of open pages. All in memory, forgotten with it."""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from peerlearn.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from ipaddress import IPv4Address, IPv4Network, IPv6Network

    from starlette.types import Scope

    from peerlearn.settings import Settings

CLIENTS = 20_000
"""So many clients are remembered; the one that was silent longest is forgotten first, which fills its bucket."""


@dataclass
class Buckets:
    """A bucket of ``burst`` tokens for each client, filled by ``rate`` a second."""

    rate: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, client: str, *, cost: float = 1) -> float:
        """Take tokens; returns 0, or the seconds until there will be enough, and then takes none."""
        now = self.clock()
        tokens, since = self._kept.get(client, (self.burst, now))
        tokens = min(self.burst, tokens + (now - since) * self.rate)
        enough = tokens >= cost
        self._kept[client] = (tokens - cost if enough else tokens, now)
        self._kept.move_to_end(client)
        while len(self._kept) > CLIENTS:
            self._kept.popitem(last=False)
        return 0 if enough else (cost - tokens) / self.rate


@dataclass
class Sockets:
    """The open pages of each client and of all."""

    each: int
    total: int
    open: Counter[str] = field(default_factory=Counter)

    def full(self, client: str) -> bool:
        """Say whether this client has as many as one may have."""
        return self.open[client] >= self.each

    @property
    def crowded(self) -> bool:
        """Say whether all together have as many as this server bears."""
        return self.open.total() >= self.total

    def enter(self, client: str) -> None:
        """Count one more."""
        self.open[client] += 1

    def leave(self, client: str) -> None:
        """Count one less."""
        self.open[client] -= 1
        if self.open[client] <= 0:
            del self.open[client]


class Proxies:
    """The proxies whose word on the client's address counts."""

    def __init__(self, listed: str = "") -> None:
        """Read addresses and networks, separated by commas.

        Raises:
            SettingsError: one of them is neither.
        """
        try:
            self._networks: list[IPv4Network | IPv6Network] = [ip_network(each.strip()) for each in listed.split(",") if each.strip()]
        except ValueError as error:
            raise SettingsError(
                f"PEERLEARN_PROXIES: {error}", remedy="write addresses or networks, like 10.0.0.0/8, with commas"
            ) from error

    def client(self, scope: Scope) -> str:
        """Return who sent a request: the nearest address that is no proxy of ours; of an IPv6 address the network: one house."""
        peer = scope.get("client")
        hops = [peer[0] if peer else ""]
        if self._known(hops[0]):
            hops += reversed([part.strip() for part in ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")])
        return _house(next((hop for hop in hops if not self._known(hop)), hops[-1]))

    def by_tls(self, scope: Scope) -> bool:
        """Say whether the client came by TLS, to us or to a proxy of ours."""
        peer = scope.get("client")
        told = Headers(scope=scope).get("x-forwarded-proto", "") if peer and self._known(peer[0]) else ""
        return scope.get("scheme") in ("https", "wss") or told.split(",")[-1].strip() == "https"

    def _known(self, address: str) -> bool:
        found = _address(address)
        return found is not None and any(found in network for network in self._networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _house(text: str) -> str:
    found = _address(text)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found) if found else "?"


@dataclass
class Limits:
    """Everything the front door counts."""

    buckets: Buckets
    sockets: Sockets
    proxies: Proxies = field(default_factory=Proxies)

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Return the limits that the settings name.

        Raises:
            SettingsError: a proxy is no address.
        """
        return cls(Buckets(settings.rate, settings.burst), Sockets(settings.sockets_each, settings.sockets), Proxies(settings.proxies))
