"""Two addresses beside the pages: /sign-in leads to the identity provider and back, /sign-out ends this session or all of somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from app import rooms
from app.identity import desk, visitor_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from app.sign_in import SignIn

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
STREAMLIT = ("/auth/login", "/auth/logout", "/oauth2callback")
RETURN_COOKIE = "peerlearn_return"
_MINUTES = 10
_LONGEST = 2_000


def routes(sign_in: SignIn) -> list[Route]:
    """Return the two routes."""

    async def enter(request: Request) -> Response:
        from streamlit.auth_util import encode_provider_token  # noqa: PLC0415 - not for those who only read

        answer = RedirectResponse(f"/auth/login?provider={encode_provider_token('default')}", status_code=303)
        _remember(answer, request.query_params.get("to", ""), sign_in)
        return answer

    async def leave(request: Request) -> Response:
        if not _from_here(request):
            return PlainTextResponse("This has to come from a page of ours", status_code=403)
        form = await request.form()
        if form.get("where") == "everywhere":
            await run_in_threadpool(_everywhere, dict(request.cookies))
        answer = RedirectResponse("/auth/logout", status_code=303)
        _remember(answer, str(form.get("to", "")), sign_in)
        return answer

    return [Route(SIGN_IN, enter, methods=["GET"]), Route(SIGN_OUT, leave, methods=["POST"])]


def safe_return(to: str) -> str:
    """Return an address of one of our pages, with its query, or the home page: nobody is led elsewhere."""
    parts = urlsplit(to) if to.startswith("/") and len(to) <= _LONGEST and to.isascii() and to.isprintable() else urlsplit("")
    if parts.scheme or parts.netloc or "\\" in to or parts.path not in rooms.PATHS:
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _remember(answer: Response, to: str, sign_in: SignIn) -> None:
    answer.set_cookie(RETURN_COOKIE, safe_return(to), max_age=60 * _MINUTES, httponly=True, samesite="lax", secure=sign_in.secure)


def _from_here(request: Request) -> bool:
    """Say whether a form was sent from our own page: browsers say so themselves, and name the origin of what they send."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


def _everywhere(cookies: dict[str, str]) -> None:
    from peerlearn.curation.review.sign_in import sign_out_everywhere  # noqa: PLC0415

    person = visitor_of(cookies).person
    if person is not None:
        sign_out_everywhere(desk(), person.id, by=person.id)
