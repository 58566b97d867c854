"""Files and feeds through the front door, over the fake library."""

import asyncio
import csv
import io
import json
import threading
from dataclasses import replace
from urllib.parse import quote, unquote, urlencode

import pytest
from docx import Document
from lxml import etree
from starlette.routing import Router

from app import files
from app import state as urls
from app.library import Library
from app.middleware import FrontDoor
from peerlearn.errors import ExportError, IndexMissingError
from peerlearn.interop.export import FORMATS, KINDS

ATOM = {"a": "http://www.w3.org/2005/Atom"}
IDS = ["singapore-seniors-go-digital", "aswan-outreach"]


@pytest.fixture
def get(library, monkeypatch):
    """Ask for a path as a browser does; returns status, headers and body."""
    monkeypatch.setattr(files, "LIBRARY", Library(lambda: library))
    door = FrontDoor(Router(routes=list(files.ROUTES)), also=[route.path for route in files.ROUTES])

    def ask(path, headers=None, method="GET", **params):
        sent = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            sent.append(message)

        raw = [(name.lower().encode(), value.encode()) for name, value in {"host": "example.org", **(headers or {})}.items()]
        query = urlencode(params, doseq=True).encode()
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": raw, "scheme": "https"}
        asyncio.run(door({**scope, "http_version": "1.1", "root_path": ""}, receive, send))
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])

    return ask


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_format_comes_with_its_type_and_a_name_in_arabic(get, wanted):
    status, headers, body = get(urls.EXPORT, format=wanted, ids=",".join(IDS), lang="ar")
    end, kind = KINDS[wanted]
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["content-disposition"] == f"attachment; filename=\"peerlearn.{end}\"; filename*=UTF-8''{quote('المختارات')}.{end}"
    assert headers["x-content-type-options"] == "nosniff"
    assert len(body) > 1000


def test_a_search_is_exported_with_its_filters_and_order(get, library):
    _, headers, body = get(urls.EXPORT, format="csv", q="المهارات الرقمية", lang="ar", region="asia-pacific", sort="newest")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert len(rows) > 3
    assert {row["region"] for row in rows} == {"آسيا والمحيط الهادئ"}
    assert all(row["match"] for row in rows)
    assert [row["year"] for row in rows] == sorted((row["year"] for row in rows), reverse=True)
    assert unquote(headers["content-disposition"]).endswith("المهارات الرقمية.csv")
    assert rows[0]["url"].startswith("https://example.org/practice?lang=ar&id=")


def test_several_ids_may_be_named_one_by_one(get):
    _, _, body = get(urls.EXPORT, format="csl", id=IDS, lang="en")
    assert [each["id"] for each in json.loads(body)] == IDS


def test_one_practice_is_a_report_named_after_it(get, library):
    _, headers, body = get(urls.EXPORT, format="docx", id=IDS[1], lang="ar")
    title = library.record(IDS[1]).version("ar").title
    assert title in unquote(headers["content-disposition"])
    assert Document(io.BytesIO(body)).paragraphs[0].text == title


def test_no_more_than_the_cap_leaves_at_once(get):
    _, _, body = get(urls.EXPORT, format="csl", lang="en")
    assert len(json.loads(body)) == files.MOST


@pytest.mark.parametrize(
    ("params", "status", "said"),
    [
        ({"format": "exe", "lang": "en"}, 400, "This format is not known"),
        ({"lang": "ar"}, 400, "هذه الصيغة غير معروفة"),
        ({"format": "csv", "id": "nowhere", "lang": "ar"}, 404, "ليست في المكتبة"),
        ({"format": "csv", "q": "zzzz", "lang": "es"}, 404, "No hay nada que exportar"),
        ({"format": "<script>", "q": "<script>alert(1)</script>", "lang": "fr"}, 400, "Ce format est inconnu"),
    ],
)
def test_what_cannot_be_handed_out_is_said_in_the_readers_language(get, params, status, said):
    found, headers, body = get(urls.EXPORT, **params)
    assert (found, headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert said in body.decode()
    assert f'<html lang="{params["lang"]}"' in body.decode()
    assert b"<script" not in body
    assert "content-disposition" not in headers


def test_a_machine_without_pango_says_what_to_take_instead(get, monkeypatch):
    def fail(*_given, **_named):
        raise ExportError("this machine cannot draw PDFs", remedy="apt-get")

    monkeypatch.setattr(files, "export", fail)
    status, _, body = get(urls.EXPORT, format="pdf", id=IDS[0], lang="ar")
    assert (status, "ملف Word" in body.decode(), b"apt-get" in body) == (501, True, False)


def test_one_report_is_drawn_at_a_time(get, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.01)
    taken = threading.Lock()
    taken.acquire()
    monkeypatch.setattr(files, "_DRAWING", taken)
    assert get(urls.EXPORT, format="pdf", id=IDS[0], lang="en")[0] == 503
    assert get(urls.EXPORT, format="csv", id=IDS[0], lang="en")[0] == 200


def test_a_library_that_cannot_be_opened_is_a_sentence(get, monkeypatch):
    def fail():
        raise IndexMissingError("there is no index in /srv/secret", remedy="build")

    monkeypatch.setattr(files, "LIBRARY", Library(fail))
    for path in (urls.EXPORT, urls.FEED):
        status, _, body = get(path, format="csv", lang="en", id=IDS[0])
        assert (status, b"/srv/secret" in body) == (503, False)


def test_files_are_only_read(get):
    assert get(urls.EXPORT, method="POST", format="csv", id=IDS[0])[0] == 405
    assert get(urls.FEED, method="POST")[0] == 405


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('كيف؟ "a"/b\\c:*?<>|%\r\nX: y', "كيف؟ a b c X y"),
        ("\u202eexe.fdp\u2066", "exe.fdp"),
        ("..", "peerlearn"),
        ("ن" * 500, "ن" * 80),
    ],
    ids=["signs", "overrides", "dots", "long"],
)
def test_no_name_of_a_file_leads_anywhere(name, written):
    header = files.disposition(name, "csv")
    assert header == f"attachment; filename=\"peerlearn.csv\"; filename*=UTF-8''{quote(written + '.csv', safe='')}"


def test_a_search_is_a_feed_with_links_that_lead_here(get):
    status, headers, body = get(urls.FEED, q="المهارات الرقمية", lang="ar")
    root = etree.fromstring(body)
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert root.find("a:title", ATOM).text == "المهارات الرقمية · peerlearn"
    assert root.find("a:link[@rel='self']", ATOM).get("href").startswith("https://example.org/feed.atom?lang=ar&q=")
    assert 0 < len(root.findall("a:entry", ATOM)) <= files.MOST_ENTRIES
    assert all(each.get("href").startswith("https://example.org/practice?lang=ar&id=") for each in root.iterfind("a:entry/a:link", ATOM))


def test_a_feed_that_has_not_changed_is_not_sent_again(get):
    _, headers, _ = get(urls.FEED, q="literacy", lang="en")
    assert get(urls.FEED, {"If-None-Match": headers["etag"]}, q="literacy", lang="en")[0] == 304
    assert get(urls.FEED, {"If-None-Match": headers["etag"]}, q="digital", lang="en")[0] == 200


def test_a_host_that_is_none_stands_in_no_link(get):
    _, _, body = get(urls.FEED, {"Host": 'evil"<x>'}, q="literacy", lang="en")
    assert b"evil" not in body


def test_a_feed_holds_nothing_weak(get, library, monkeypatch):
    search = library.search
    weak = lambda *given, **named: replace(r := search(*given, **named), hits=tuple(replace(hit, band="weak") for hit in r.hits))  # noqa: E731
    monkeypatch.setattr(library, "search", weak)
    assert b"<entry" not in get(urls.FEED, q="literacy", lang="en")[2]
