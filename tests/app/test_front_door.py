"""The middleware without a browser: language of the page, policy, closed doors."""

import asyncio
import logging
import re

import pytest

from app import rooms, shell, sockets, uploads
from app.identity import STRANGER, Visitor
from app.limits import CLIENTS, Buckets, Limits, Proxies, Sockets
from app.middleware import MAX_BODY, FrontDoor, content_security_policy
from app.sign_in import SignIn
from peerlearn.curation.review.submission import Person
from peerlearn.errors import SettingsError

SIGN_IN = SignIn("https://id.example.org", "peers", "https://example.org", "s" * 32, "c" * 64, "https://id.example.org/.well-known/x")
UPLOAD = "/_stcore/upload_file/session-1/file-1"


async def inner(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"inner"})


def ask(path, *, method="GET", query="", headers=None, body=(b"",), app=inner, client="203.0.113.9", **given):
    sent = []
    chunks = [{"type": "http.request", "body": part, "more_body": place + 1 < len(body)} for place, part in enumerate(body)]

    async def receive():
        return chunks.pop(0)

    async def send(message):
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in {"host": "example.org", **(headers or {})}.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw, "scheme": "https"}
    scope["client"] = (client, 4711)
    asyncio.run((given.get("door") or FrontDoor(app, also=["/api/"], **given))(scope, receive, send))
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


# signing in


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
def test_ways_of_signing_in_are_open_only_where_people_can(path):
    assert ask(path)[0] == 404
    assert ask(path, sign_in=SIGN_IN)[0] == 200


def test_forms_may_end_at_the_issuer_and_nowhere_else():
    assert "form-action 'self';" in ask("/")[1]["content-security-policy"]
    assert "form-action 'self' https://id.example.org;" in ask("/", sign_in=SIGN_IN)[1]["content-security-policy"]


def answering(status, **headers):
    async def app(scope, receive, send):
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": b"Authentication error"})

    return app


@pytest.mark.parametrize(
    ("cookie", "location"),
    [("/practice?lang=ar&id=a", "/practice?lang=ar&id=a"), ("//evil.example", "/"), ("/nonsense", "/"), ("", "/")],
)
def test_one_comes_back_to_the_page_one_left_and_to_no_other_place(cookie, location):
    app = answering(302, location="/")
    found = ask("/oauth2callback", app=app, sign_in=SIGN_IN, headers={"Cookie": f'peerlearn_return="{cookie}"'})
    assert found[1]["location"] == location


def test_cookies_travel_by_tls_only_where_people_come_by_tls():
    app = answering(302, location="/", set_cookie="_streamlit_user=a; HttpOnly")
    assert ask("/oauth2callback", app=app, sign_in=SIGN_IN)[1]["set-cookie"].endswith("; Secure")


def test_a_provider_that_fails_is_said_in_the_readers_language():
    status, found, text = ask("/auth/login", app=answering(400), sign_in=SIGN_IN, headers={"Accept-Language": "fr"})
    assert status == 503
    assert "La connexion est impossible" in text
    assert "Authentication error" not in text
    assert found["retry-after"] == "30"


# uploads


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (None, UPLOAD, 403),
        ("reader", UPLOAD, 403),
        ("city", UPLOAD, 200),
        ("curator", UPLOAD, 200),
        ("admin", UPLOAD, 200),
        ("admin", "/_stcore/upload_file/session-2/file-1", 403),
        ("admin", "/_stcore/upload_file/session-1", 403),
        ("admin", "/_stcore/upload_file/session-1/a/b", 403),
        ("admin", "/_stcore/upload_file", 403),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_only_who_works_here_uploads_and_only_to_a_page_that_is_open(monkeypatch, role, path, status, method):
    who = Visitor(Person("p-1", role, "", ""), "", signed_in=True) if role else STRANGER
    monkeypatch.setattr(uploads, "visitor_of", lambda cookies: who)
    monkeypatch.setattr(uploads, "is_open", lambda session: session == "session-1")
    assert ask(path, method=method)[0] == status


def test_a_file_may_be_larger_than_anything_else_but_has_its_limit_too(monkeypatch):
    monkeypatch.setattr(uploads, "may_upload", lambda path, cookies: True)
    assert ask(UPLOAD, method="PUT", body=[b"a" * MAX_BODY, b"b"])[0] == 200
    assert ask(UPLOAD, method="PUT", headers={"Content-Length": str(uploads.MAX_UPLOAD + 1)})[0] == 413
    assert ask(UPLOAD, method="PUT", body=[b"a" * uploads.MAX_UPLOAD, b"b"])[0] == 413


def test_no_page_is_open_where_streamlit_does_not_run():
    assert not uploads.is_open("session-1")


# too much


def limits(rate=1, burst=3, each=2, total=3, proxies=""):
    return Limits(Buckets(rate, burst), Sockets(each, total), Proxies(proxies))


def test_a_bucket_empties_and_fills_again():
    now = [0.0]
    buckets = Buckets(2, 4, lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0] * 4
    assert buckets.take("a") == 0.5
    assert buckets.take("b") == 0
    now[0] = 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") == 0.5
    now[0] = 1000
    assert [buckets.take("a") > 0 for _ in range(5)] == [False] * 4 + [True]


def test_many_clients_are_forgotten_rather_than_kept():
    buckets = Buckets(1, 1)
    for number in range(CLIENTS + 10):
        buckets.take(str(number))
    assert len(buckets._kept) == CLIENTS


def test_who_asks_too_often_is_told_in_their_language_and_others_are_not_concerned():
    door = FrontDoor(inner, also=["/api/"], limits=limits())
    assert [ask("/api/x", door=door)[0] for _ in range(4)] == [200, 200, 200, 429]
    status, found, text = ask("/", door=door, headers={"Accept-Language": "ar"})
    assert status == 429
    assert "وردت طلبات كثيرة" in text
    assert int(found["retry-after"]) >= 1
    assert found["content-security-policy"].startswith("default-src 'self'")
    assert ask("/api/x", door=door, client="203.0.113.10")[0] == 200


def test_the_files_of_a_page_cost_little():
    door = FrontDoor(inner, limits=limits())
    assert {ask("/static/js/x.js", door=door)[0] for _ in range(25)} == {200}


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # whoever is no proxy of ours says what he likes
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the left end is written by the client
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "nonsense", "?"),
        ("10.0.0.1", "", "?"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ],
)
def test_a_client_is_who_the_nearest_unknown_hop_says(peer, forwarded, client):
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert Proxies("10.0.0.0/8").client({"type": "http", "client": (peer, 1), "headers": headers}) == client


def test_a_proxy_that_is_no_address_is_named():
    with pytest.raises(SettingsError, match="PEERLEARN_PROXIES"):
        Proxies("proxy.example.org")


def connect(door, *, client="203.0.113.9", while_open=None):
    """Open a websocket through a door and return what was sent back; inside, ``while_open`` runs."""
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    async def page(scope, receive, send):
        await send({"type": "websocket.accept"})
        if while_open:
            await while_open()

    door.app = page
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"accept-language", b"es")], "client": (client, 1)}
    scope["extensions"] = {"websocket.http.response": {}}
    return door(scope, receive, send), sent


def test_open_pages_are_counted_for_each_client_and_for_all():
    async def scenario():
        door, seen = FrontDoor(inner, limits=limits(burst=50)), []

        async def first():
            call, sent = connect(door, while_open=second)
            await call
            seen.append(sent)

        async def second():
            call, sent = connect(door)  # the third of this client, which may have two
            await call
            seen.append(sent)
            call, sent = connect(door, client="203.0.113.10", while_open=third)
            await call
            seen.append(sent)

        async def third():
            call, sent = connect(door, client="203.0.113.11")  # the fourth of all, which may be three
            await call
            seen.append(sent)

        call, sent = connect(door, while_open=first)
        await call
        seen.append(sent)
        return door, seen

    door, seen = asyncio.run(scenario())
    assert [each[0].get("status", "open") for each in seen] == [429, 503, "open", "open", "open"]
    assert "demasiadas" in b"".join(message.get("body", b"") for message in seen[1]).decode()
    assert door._limits.sockets.open == {}


def test_when_all_places_are_taken_a_page_says_so():
    found = limits(burst=50)
    for client in ("a", "b", "c"):
        found.sockets.enter(client)
    status, headers, text = ask("/", limits=found, headers={"Accept-Language": "en"})
    assert (status, headers["retry-after"]) == (503, "60")
    assert "Too many people" in text


def test_who_asks_too_fast_on_an_open_page_is_answered_later(monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    async def receive():
        return {"type": "websocket.receive"}

    async def scenario():
        slowly = sockets._slowed(limits(burst=1), "a", receive)
        for _ in range(3):
            await slowly()

    monkeypatch.setattr(sockets.asyncio, "sleep", sleep)
    asyncio.run(scenario())
    assert len(waited) == 2
    assert all(0 < seconds <= sockets.LONGEST_WAIT for seconds in waited)


# errors


def test_an_error_shows_its_number_and_no_trace_and_the_log_has_both(caplog):
    async def fail(scope, receive, send):
        raise RuntimeError("/srv/secret is broken")

    with caplog.at_level(logging.ERROR, logger="peerlearn.app"):
        status, _, text = ask("/api/x", app=fail, headers={"Accept-Language": "ar"})
    assert status == 500
    assert "حدث خلل من جهتنا" in text
    assert "secret" not in text
    assert "Traceback" not in text
    (number,) = re.findall(r"\b[0-9a-f]{8}\b", text)
    assert f"[error {number}]" in caplog.text
    assert "Traceback" in caplog.text
    assert "/srv/secret is broken" in caplog.text
