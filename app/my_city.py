"""The city that a reader called theirs: remembered in a cookie by the front door, and nothing about the reader with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse

from app import state as urls
from peerlearn.city import CITY_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.city import City

COOKIE = "peerlearn_city"
PARAMETER = "mycity"
"""The parameter of a link that chooses; it is taken out of the address at once, so that no shared link chooses for somebody else."""
NONE = "none"
_LONGEST = 80
_YEAR = 31_536_000


def clean(value: object) -> str:
    """Return a city's id as a cookie may hold it, or nothing: whatever a browser sends is looked at first."""
    return value if isinstance(value, str) and len(value) <= _LONGEST and CITY_ID.fullmatch(value) else ""


def chosen(cookie: object, cities: Mapping[str, City]) -> City | None:
    """Return the reader's city, where there is one and the library knows it."""
    return cities.get(clean(cookie))


def choosing(path: str, state: urls.State, city_id: str) -> str:
    """Return the link that makes a city the reader's own and leads to ``path``."""
    return f"{urls.url(path, state)}&{urlencode({PARAMETER: city_id})}"


def forgetting(path: str, state: urls.State) -> str:
    """Return the link that forgets the reader's city and leads to ``path``."""
    return choosing(path, state, NONE)


def remember(path: str, query: str, *, secure: bool) -> RedirectResponse | None:
    """Return the answer to a link that chooses: the cookie, and the same address without the choice; None for any other link."""
    asked = parse_qsl(query, keep_blank_values=True, errors="replace")
    choices = [value for name, value in asked if name == PARAMETER]
    if not choices:
        return None
    rest = urlencode([(name, value) for name, value in asked if name != PARAMETER])
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303, headers={"Cache-Control": "no-store"})
    if city := clean(choices[0]):
        answer.set_cookie(COOKIE, city, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    elif choices[0] == NONE:
        answer.delete_cookie(COOKIE, samesite="lax", httponly=True, secure=secure)
    return answer
