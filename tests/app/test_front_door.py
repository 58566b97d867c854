"""The middleware without a browser: language of the page, policy, closed doors."""

import asyncio

import pytest

from app import rooms, shell
from app.middleware import MAX_BODY, FrontDoor, content_security_policy


async def inner(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"inner"})


def ask(path, *, method="GET", query="", headers=None, body=(b"",)):
    sent = []
    chunks = [{"type": "http.request", "body": part, "more_body": place + 1 < len(body)} for place, part in enumerate(body)]

    async def receive():
        return chunks.pop(0)

    async def send(message):
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in {"host": "example.org", **(headers or {})}.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw, "scheme": "https"}
    asyncio.run(FrontDoor(inner, also=["/api/"])(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.mark.parametrize(
    ("query", "headers", "expected"),
    [
        ("", {}, '<html lang="ar" dir="rtl">'),
        ("lang=en", {}, '<html lang="en" dir="ltr">'),
        ("lang=fr", {"Cookie": "peerlearn_lang=es"}, '<html lang="fr" dir="ltr">'),
        ("", {"Cookie": "peerlearn_lang=es"}, '<html lang="es" dir="ltr">'),
        ("", {"Accept-Language": "en-GB,en"}, '<html lang="en" dir="ltr">'),
        ("lang=%22%3E%3Cscript%3E", {"Cookie": "a=b; c"}, '<html lang="ar" dir="rtl">'),
    ],
)
def test_the_page_is_in_the_readers_language_from_the_first_byte(query, headers, expected):
    status, found, text = ask("/", query=query, headers=headers)
    assert status == 200
    assert expected in text
    assert found["content-language"] == expected[12:14]


def test_only_a_language_that_was_asked_for_is_remembered():
    assert "set-cookie" not in ask("/")[1]
    cookie = ask("/map", query="lang=fr")[1]["set-cookie"]
    assert "peerlearn_lang=fr" in cookie
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}


def test_the_page_links_nothing_outside():
    for lang in ("ar", "en", "fr", "es"):
        text = shell.page(lang).decode()
        assert "http://" not in text
        assert "https://" not in text
        assert "Streamlit</title>" not in text
        assert "service-desc" not in text
        assert 'class="pl-skip"' in text


def test_the_policy_is_strict_and_knows_its_host():
    policy = content_security_policy("example.org:8501")
    assert "ws://example.org:8501" in policy
    assert "'unsafe-eval'" not in policy
    assert "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-" in policy
    assert "ws:" not in content_security_policy("a b; script-src *")


@pytest.mark.parametrize("path", ["/", "/static/js/x.js", "/nonsense", "/_stcore/metrics", "/api/practices"])
def test_every_answer_carries_the_headers(path):
    found = ask(path)[1]
    assert found["content-security-policy"].startswith("default-src 'self'")
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/_stcore/metrics", "GET", 404),
        ("/_stcore/agent/interact", "POST", 404),
        ("/_stcore/upload_file/a/b", "PUT", 403),
        ("/_stcore/upload_file/a/b", "POST", 403),
        ("/nonsense", "GET", 404),
        ("/practice/", "GET", 404),
        ("/", "POST", 405),
        ("/_stcore/health", "GET", 200),
        ("/app/static/peerlearn.css", "GET", 200),
        ("/api/practices", "GET", 200),
    ],
)
def test_doors(path, method, status):
    assert ask(path, method=method)[0] == status


@pytest.mark.parametrize("path", rooms.PATHS)
def test_pages_answer(path):
    assert ask(path, method="HEAD")[0] == 200


def test_bodies_are_capped_declared_or_not():
    assert ask("/api/x", method="POST", headers={"Content-Length": str(MAX_BODY + 1)})[0] == 413
    assert ask("/api/x", method="POST", headers={"Content-Length": "many"})[0] == 413
    assert ask("/api/x", method="POST", body=[b"a" * MAX_BODY, b"b"])[0] == 413
    assert ask("/api/x", method="POST", body=[b"a" * 10])[0] == 200


def test_static_files_with_a_version_are_kept():
    assert "immutable" in ask("/app/static/peerlearn.css", query="v=1")[1]["cache-control"]
    assert "immutable" not in ask("/app/static/map/countries-110m.json")[1]["cache-control"]
