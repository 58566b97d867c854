"""The server: Streamlit as an ASGI application behind the front door, in one process.

``python -m app.serve --host 127.0.0.1 --port 8501`` from the project's folder, or ``app.serve.main(host, port)``.
"""

from __future__ import annotations

import argparse
import logging
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
from starlette.middleware import Middleware  # noqa: E402
from streamlit.web import bootstrap  # noqa: E402

from app import shell  # noqa: E402
from app.i18n import translator  # noqa: E402
from app.library import LIBRARY  # noqa: E402
from app.middleware import MAX_BODY, FrontDoor  # noqa: E402
from app.page import current_state  # noqa: E402
from app.worker import Beside  # noqa: E402
from peerlearn.errors import PeerlearnError  # noqa: E402
from peerlearn.settings import Settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.routing import BaseRoute

HERE = Path(__file__).resolve().parent
CONFIG = HERE.parent / ".streamlit" / "config.toml"
LOG = logging.getLogger("peerlearn.app")


def create_app(routes: Sequence[BaseRoute] = ()) -> st.App:
    """Return the ASGI application; ``routes`` of other front doors (the API) are served beside the pages."""
    bootstrap.load_config_options(_options(tomllib.loads(CONFIG.read_text(encoding="utf-8"))))
    shell.warm()
    also = tuple(getattr(route, "path", "") for route in routes)
    return st.App(
        HERE / "streamlit_app.py",
        lifespan=_lifespan,
        routes=routes,
        middleware=[Middleware(FrontDoor, also=[path for path in also if path])],
        on_script_error=_script_failed,
    )


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    LIBRARY.warm()
    beside = Beside() if Settings.load().worker else None
    if beside:
        beside.start()
    yield {}
    if beside:
        beside.stop()


def _options(tables: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return Streamlit's options as ``section.name``."""
    found: dict[str, Any] = {}
    for name, value in tables.items():
        found |= _options(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return found


def _script_failed(error: Exception) -> bool:
    """Keep the trace for the log and give the reader a sentence."""
    LOG.error("a page failed", exc_info=error)
    tr = translator(current_state().lang)
    st.error(tr("Something went wrong on our side. Please try again; what happened has been written to the log."))
    return True


def main(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until stopped and print the address; port 0 takes a free one.

    Raises:
        PeerlearnError: the address cannot be listened on.
    """
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (")[0]
        raise PeerlearnError(f"cannot listen on {host}:{port}: {reason}", remedy="choose another with --host and --port") from error
    config = uvicorn.Config(
        create_app(),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=MAX_BODY,
        timeout_graceful_shutdown=2,
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"peerlearn: http://{shown}:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.serve", description="Serve the peerlearn app.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8501, help="port to listen on, 0 for a free one (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    try:
        main(given.host, given.port)
    except PeerlearnError as error:
        sys.exit(f"peerlearn: {error}")
