"""Streamlit's answers around signing in, mended on their way out: back to one's page, and a sentence where the provider fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from app import refusals
from app.account_routes import RETURN_COOKIE, safe_return
from app.sign_in import CALLBACK

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


def mended(scope: Scope, receive: Receive, send: Send) -> Send:
    """Return what sends an answer of Streamlit's own routes for signing in and out."""
    headers = Headers(scope=scope)
    replaced = False

    async def mend(message: Message) -> None:
        nonlocal replaced
        if replaced:
            return
        if message["type"] == "http.response.start" and message["status"] >= 400:
            replaced = True
            tr = refusals.reader(headers)
            said = tr("Signing in is not possible at the moment. You can go on reading without it.")
            await refusals.page(503, said, tr, retry_after=30)(scope, receive, send)
            return
        if message["type"] == "http.response.start" and scope["path"] == CALLBACK:
            answer = MutableHeaders(scope=message)
            if answer.get("location") == "/":
                answer["location"] = safe_return(refusals.cookies_of(headers).get(RETURN_COOKIE, "/"))
        await send(message)

    return mend
