"""The websocket of each open page: how many a client may have, and how fast it may ask; who asks too fast is answered later, not less."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.websockets import WebSocket

from app import refusals

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.limits import Limits

LONGEST_WAIT = 5.0
"""Seconds that a message waits for its turn at most."""


async def pass_on(app: ASGIApp, limits: Limits, scope: Scope, receive: Receive, send: Send) -> None:
    """Let a websocket in and count it, or refuse it before it is opened."""
    client = limits.proxies.client(scope)
    answer = _refusal(limits, client, scope)
    if answer is not None:
        await WebSocket(scope, receive, send).send_denial_response(answer)
        return
    limits.sockets.enter(client)
    try:
        await app(scope, _slowed(limits, client, receive), send)
    finally:
        limits.sockets.leave(client)


def _refusal(limits: Limits, client: str, scope: Scope) -> Response | None:
    tr = refusals.reader(Headers(scope=scope))
    wait = limits.buckets.take(client)
    if wait or limits.sockets.full(client):
        return refusals.too_many(tr, wait)
    return refusals.crowded(tr) if limits.sockets.crowded else None


def _slowed(limits: Limits, client: str, receive: Receive) -> Receive:
    async def slowly() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and (wait := limits.buckets.take(client)):
            await asyncio.sleep(min(wait, LONGEST_WAIT))
        return message

    return slowly
