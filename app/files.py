"""What the pages show, as a file: ``/export`` gives tables, citations and reports, ``/feed.atom`` a search as a feed."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import threading
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from app import state as urls
from app.i18n import Translator, translator
from app.language import COOKIE, choose_language
from app.library import LIBRARY
from app.views.cards import band_name
from app.views.facets import active_filters
from app.views.results import ordered
from peerlearn.errors import ExportError, NotFoundError, PeerlearnError
from peerlearn.interop.atom import Feed, atom, updated
from peerlearn.interop.export import FORMATS, KINDS, Format, Request, export

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request as HttpRequest

    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.practice import Record
    from peerlearn.search.result import Hit

LOG = logging.getLogger("peerlearn.app")
MOST = 200
"""So many records in one file."""
MOST_ENTRIES = 50
"""So many in a feed."""
PATIENCE = 30
"""Seconds that somebody waits for the report of somebody else: one is drawn at a time, which keeps a processor free for the searches."""
FONTS = Path(__file__).parent / "static" / "fonts"
_DRAWING = threading.Lock()
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")
_NO_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff/\\:*?"<>|%]+')


class _Refused(Exception):  # noqa: N818 - a signal inside this module
    """Nothing can be handed out; ``text`` is the sentence that says why."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.text, self.status = text, status


def export_file(request: HttpRequest) -> Response:
    """Answer ``/export``: the state of a search, ``ids`` or several ``id``, and ``format``; refusals are sentences."""
    state, tr = _asked(request)
    try:
        return _file(request, state, tr)
    except _Refused as refused:
        return _refusal(refused.text, refused.status, state, tr)
    except NotFoundError:
        return _refusal(tr("One of these practices is not in the library, or not any more."), 404, state, tr)
    except ExportError as error:
        LOG.warning("export: %s", error)
        return _refusal(tr("PDF files cannot be made on this server. A Word file holds the same."), 501, state, tr)
    except PeerlearnError as error:
        LOG.error("export: %s", error)  # noqa: TRY400 - the sentence says it all
        return _refusal(tr("The library cannot be opened"), 503, state, tr)


def feed(request: HttpRequest) -> Response:
    """Answer ``/feed.atom``: what answers a question well or fairly, or passes the filters, what changed last first."""
    state, tr = _asked(request)
    try:
        base = LIBRARY.base()
        hits = _answers(base, state, MOST_ENTRIES)
        since = max((updated(record) for record in base.records()), default=dt.date(2000, 1, 1))
    except PeerlearnError as error:
        LOG.error("feed: %s", error)  # noqa: TRY400
        return _refusal(tr("The library cannot be opened"), 503, state, tr)
    origin = _origin(request)
    told = Feed(
        key=urls.feed(state), title=_feed_title(state, tr, base), lang=tr.lang,
        page=origin + urls.url(urls.HOME, urls.State(lang=tr.lang, q=state.q, filters=state.filters)), address=origin + urls.feed(state),
    )  # fmt: skip
    content = atom(told, [hit.record for hit in hits], link=_linker(origin, tr), since=since)
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": tr.lang}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/atom+xml; charset=utf-8", headers=headers)


ROUTES = (Route(urls.EXPORT, export_file, methods=["GET"]), Route(urls.FEED, feed, methods=["GET"]))
"""What is served beside the pages."""


def _asked(request: HttpRequest) -> tuple[urls.State, Translator]:
    params = {name: request.query_params.getlist(name) for name in request.query_params}
    asked = next(iter(params.get("lang", ())), None)
    lang = choose_language(asked, request.cookies.get(COOKIE), request.headers.get("accept-language"))
    named = [*params.get("ids", ()), *params.get("id", ())]
    return urls.read({**params, "ids": named}, lang=lang), translator(lang)


def _file(request: HttpRequest, state: urls.State, tr: Translator) -> Response:
    wanted = _format(request.query_params.get("format", ""), tr)
    base = LIBRARY.base()
    hits = () if state.ids else ordered(_answers(base, state, MOST), state, base)
    records: list[Record] = [base.record(each) for each in state.ids] or [hit.record for hit in hits]
    if not records:
        raise _Refused(tr("There is nothing to export: nothing here answers this question well."), 404)
    order = Request(
        wanted,
        tr.lang,
        dt.datetime.now(tz=dt.UTC).date(),
        question=state.q if not state.ids else "",
        match={hit.record.id: band_name(hit.band, tr) for hit in hits if hit.band},
        link=_linker(_origin(request), tr),
        fonts=FONTS,
    )
    content = _made(records, base, order, tr)
    end, kind = KINDS[wanted]
    headers = {"Content-Disposition": disposition(_name(records, state, tr), end), "Cache-Control": "no-store", "Content-Language": tr.lang}
    return Response(content, media_type=kind, headers=headers)


def _made(records: list[Record], base: KnowledgeBase, order: Request, tr: Translator) -> bytes:
    if order.format not in ("pdf", "docx"):
        return export(records, base, order)
    if not _DRAWING.acquire(timeout=PATIENCE):
        raise _Refused(tr("Many reports are being made at this moment. Please try again in a minute."), 503)
    try:
        return export(records, base, order)
    finally:
        _DRAWING.release()


def _format(name: str, tr: Translator) -> Format:
    found = next((each for each in FORMATS if each == name), None)
    if found is None:
        raise _Refused(tr("This format is not known. There are: {formats}.", formats=tr(", ").join(FORMATS)), 400)
    return found


def _answers(base: KnowledgeBase, state: urls.State, top: int) -> tuple[Hit, ...]:
    if state.q:
        return base.search(state.q, top=top, where=state.filters, spread=state.spread).answers
    return base.browse(where=state.filters, top=top, lang=state.lang).hits


def _name(records: list[Record], state: urls.State, tr: Translator) -> str:
    """Return what a file is called: by the practice, the question, or what it is."""
    if state.ids:
        return records[0].version(tr.lang).title if len(records) == 1 else tr("Shortlist")
    return state.q or tr("Good practices of learning cities")


def disposition(name: str, end: str) -> str:
    """Return the header that names a file in any script (RFC 6266, RFC 5987); a browser that knows only ASCII gets a plain name."""
    kept = " ".join(_NO_NAME.sub(" ", name).split())[:80].strip(" .") or "peerlearn"
    return f"attachment; filename=\"peerlearn.{end}\"; filename*=UTF-8''{quote(f'{kept}.{end}', safe='')}"


def _feed_title(state: urls.State, tr: Translator, base: KnowledgeBase) -> str:
    filters = [each.label for each in active_filters(state, tr, base.facet_label)]
    return f"{tr(', ').join([*([state.q] if state.q else []), *filters]) or tr('Good practices of learning cities')} · peerlearn"


def _linker(origin: str, tr: Translator) -> Callable[[str], str]:
    return lambda record_id: origin + urls.practice(tr.lang, record_id)


def _origin(request: HttpRequest) -> str:
    """Return scheme and host as the visitor wrote them, or nothing for a host that is none: then links have no host either."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _refusal(text: str, status: int, state: urls.State, tr: Translator) -> Response:
    back = urls.url(urls.SHORTLIST if state.ids else urls.HOME, state)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>peerlearn</title>'
    body = f'<main><h1>{escape(text)}</h1><p><a href="{escape(back)}">{escape(tr("Back to the search"))}</a></p></main>'
    page = f'<!DOCTYPE html><html lang="{tr.lang}" dir="{tr.dir}"><head>{head}</head><body>{body}</body></html>'
    return Response(page, status_code=status, media_type="text/html", headers={"Cache-Control": "no-store"})
