"""The rooms of the app: the address of each, the file that draws it, its name, and whether a link to it stands above every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.i18n import Translator


@dataclass(frozen=True)
class Room:
    """One page with an address of its own.

    ``roles`` are those that see the link to it; none means everybody. It opens no door: a page checks who writes, at each write.
    """

    path: str
    file: str
    name: Callable[[Translator], str]
    listed: bool = True
    roles: frozenset[str] = frozenset()


ROOMS = (
    Room(urls.HOME, "search.py", lambda tr: tr("Search")),
    Room(urls.PRACTICE, "practice.py", lambda tr: tr("Practice"), listed=False),
    Room(urls.COMPARE, "compare.py", lambda tr: tr("Compare practices"), listed=False),
    Room(urls.CITIES, "cities.py", lambda tr: tr("Cities")),
    Room(urls.CITY, "city.py", lambda tr: tr("City"), listed=False),
    Room(urls.SHORTLIST, "shortlist.py", lambda tr: tr("Shortlist"), listed=False),
    Room(urls.MAP, "map.py", lambda tr: tr("Map")),
    Room(urls.EXPLORE, "explore.py", lambda tr: tr("Explore")),
    Room(urls.CURATE, "curate.py", lambda tr: tr("Submissions"), roles=frozenset({"city", "curator", "admin"})),
    Room(urls.ABOUT, "about.py", lambda tr: tr("About")),
    Room(urls.HELP, "help.py", lambda tr: tr("Help")),
)
"""All of them, in the order in which their links stand."""

PATHS = tuple(room.path for room in ROOMS)


def listed(role: str) -> tuple[Room, ...]:
    """Return the rooms whose links somebody with this role sees; a visitor has the role ``reader``."""
    return tuple(room for room in ROOMS if room.listed and (not room.roles or role in room.roles))
