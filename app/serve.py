"""The server: Streamlit as an ASGI application behind the front door, in one process.

``python -m app.serve --host 127.0.0.1 --port 8501`` from the project's folder, or ``app.serve.main(host, port)``.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tomllib
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # read when the encoder's libraries load: one thread a query, many readers at once
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import streamlit as st  # noqa: E402 - after the environment
import uvicorn  # noqa: E402
from starlette.concurrency import run_in_threadpool  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from streamlit.web import bootstrap  # noqa: E402

from app import account_routes, downloads, faults, shell  # noqa: E402
from app.development import Provider, development_sign_in  # noqa: E402
from app.files import ROUTES  # noqa: E402
from app.i18n import translator  # noqa: E402
from app.identity import DOOR  # noqa: E402
from app.library import LIBRARY  # noqa: E402
from app.limits import Limits  # noqa: E402
from app.middleware import MAX_BODY, FrontDoor  # noqa: E402
from app.page import current_state  # noqa: E402
from app.refusals import sorry  # noqa: E402
from app.sign_in import sign_in_of  # noqa: E402
from app.usage import COUNTING  # noqa: E402
from app.worker import Beside  # noqa: E402
from peerlearn.errors import PeerlearnError  # noqa: E402
from peerlearn.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.routing import BaseRoute

    from app.sign_in import SignIn

HERE = Path(__file__).resolve().parent
CONFIG = HERE.parent / ".streamlit" / "config.toml"


def create_app(routes: Sequence[BaseRoute] = (), *, sign_in: SignIn | None = None, limits: Limits | None = None) -> st.App:
    """Return the ASGI application.

    Args:
        routes: of other front doors (the API), served beside the pages.
        sign_in: how people sign in; without it everybody reads and nobody does.
        limits: how much one client may ask for; the settings' defaults when left out.
    """
    options = _options(tomllib.loads(CONFIG.read_text(encoding="utf-8")))
    DOOR.sign_in = sign_in
    if sign_in is not None:
        options["server.cookieSecret"] = sign_in.cookie_secret
        routes = [*routes, *account_routes.routes(sign_in), *(Provider(sign_in).routes() if sign_in.development else ())]
    bootstrap.load_config_options(options)
    shell.warm()
    routes = (*ROUTES, *routes)
    also = tuple(getattr(route, "path", "") for route in routes)
    return st.App(
        HERE / "streamlit_app.py",
        lifespan=_lifespan,
        routes=routes,
        middleware=[Middleware(FrontDoor, also=[path for path in also if path], sign_in=sign_in, limits=limits)],
        secrets=sign_in.secrets() if sign_in else None,
        on_script_error=_script_failed,
    )


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    LIBRARY.warm()
    beside = Beside() if Settings.load().worker else None
    if Settings.load().usage:
        COUNTING.start()
    if beside:
        beside.start()
    yield {}
    if beside:
        beside.stop()
    await run_in_threadpool(COUNTING.stop)


def _options(tables: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return Streamlit's options as ``section.name``."""
    found: dict[str, Any] = {}
    for name, value in tables.items():
        found |= _options(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return found


def _script_failed(error: Exception) -> bool:
    """Keep the trace for the log and give the reader a sentence, with a number that leads from one to the other."""
    number = faults.noted("a page failed", error)
    st.error(sorry(number, translator(current_state().lang)))
    return True


def main(host: str = "127.0.0.1", port: int = 8501, *, dev_sign_in: bool = False) -> None:
    """Serve until stopped and print the address; port 0 takes a free one.

    Args:
        host: where to listen.
        port: where to listen.
        dev_sign_in: let everybody on this machine be anybody, by the provider of ``app.development``.

    Raises:
        PeerlearnError: the address cannot be listened on, or the settings of signing in are not usable.
    """
    settings = Settings.load()
    limits = Limits.of(settings)
    if dev_sign_in:
        development_sign_in(settings, host=host, address="")  # refuses before anything listens
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (")[0]
        raise PeerlearnError(f"cannot listen on {host}:{port}: {reason}", remedy="choose another with --host and --port") from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}"
    signing = development_sign_in(settings, host=host, address=address) if dev_sign_in else sign_in_of(settings, address=address)
    config = uvicorn.Config(
        create_app(downloads.ROUTES, sign_in=signing, limits=limits),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whose word counts is the front door's to say
        ws_max_size=MAX_BODY,
        timeout_graceful_shutdown=2,
    )
    if dev_sign_in:
        print("peerlearn: development sign-in is ON: anybody on this machine may take any role", file=sys.stderr, flush=True)
    print(f"peerlearn: {address}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.serve", description="Serve the peerlearn app.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8501, help="port to listen on, 0 for a free one (default: %(default)s)")
    parser.add_argument(
        "--dev-sign-in", action="store_true", help="a sign-in for trying roles, on this machine only: anybody may be anybody"
    )
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    try:
        main(given.host, given.port, dev_sign_in=given.dev_sign_in)
    except PeerlearnError as error:
        sys.exit(f"peerlearn: {error}")
