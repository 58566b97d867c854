"""What is downloaded as a file: the whole library as a data set, made once for each state of it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app import state as urls
from app.i18n import translator
from app.language import COOKIE, choose_language
from app.library import LIBRARY
from peerlearn import dataset
from peerlearn.errors import PeerlearnError

if TYPE_CHECKING:
    from starlette.requests import Request

    from peerlearn.knowledge_base import KnowledgeBase

LOG = logging.getLogger("peerlearn.app")


class DatasetFile:
    """The archive of the newest generation; whoever asks first makes it, and others wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[str, bytes] | None = None

    def of(self, base: KnowledgeBase) -> bytes:
        """Return the archive of what this knowledge base holds."""
        with self._lock:
            if self._made is None or self._made[0] != base.generation:
                files = dataset.files(base.records(), base.cities, base.vocabularies, version=base.generation)
                self._made = (base.generation, dataset.archive(files))
            return self._made[1]


_FILE = DatasetFile()


def download(request: Request) -> Response:
    """Answer with the data set, or with nothing new to somebody who has this state of it already."""
    try:
        base = LIBRARY.base()
    except PeerlearnError as error:
        LOG.error("%s", error)  # noqa: TRY400 - the sentence says it all
        tr = translator(choose_language(None, request.cookies.get(COOKIE), request.headers.get("accept-language")))
        return PlainTextResponse(tr("The library cannot be opened"), status_code=503)
    headers = {"ETag": f'"{base.generation}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{dataset.NAME}.zip"'
    return Response(_FILE.of(base), media_type="application/zip", headers=headers)


ROUTES = (Route(urls.DATASET, download, methods=["GET", "HEAD"]),)
