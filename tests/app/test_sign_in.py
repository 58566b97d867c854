"""Signing in without a browser: settings, sessions, ways back, the menu, and the development provider's refusals."""

import asyncio
import json
import stat
from types import SimpleNamespace

import pytest
from itsdangerous import URLSafeTimedSerializer

from app import identity, sessions
from app import state as urls
from app.account_routes import routes, safe_return
from app.components import account
from app.development import PEOPLE, Provider, development_sign_in
from app.i18n import translator
from app.identity import DOOR, STRANGER, Visitor, visitor_of
from app.sign_in import SignIn, cookie_secret, is_loopback, sign_in_of
from peerlearn.curation.review.people import set_role
from peerlearn.curation.review.sign_in import sign_out_everywhere
from peerlearn.curation.review.submission import Person
from peerlearn.errors import SettingsError
from peerlearn.settings import Settings

ISSUER = "https://id.example.org/realms/city"
URL = "https://peers.example.org"
SIGN_IN = SignIn(ISSUER, "peers", URL, "s" * 32, "c" * 64, f"{ISSUER}/.well-known/openid-configuration")
CLAIMS = {"iss": ISSUER, "sub": "42", "name": "أمينة", "roles": ["curator"], "is_logged_in": True, "origin": URL}
NAMED = {"oidc_issuer": ISSUER, "oidc_client_id": "peers", "oidc_client_secret": "s", "url": URL, "cookie_secret": "c" * 32}


def cookies(claims=CLAIMS, *, secret=SIGN_IN.cookie_secret, name=sessions.COOKIE):
    return {sessions.COOKIE: URLSafeTimedSerializer(secret, salt=name).dumps(json.dumps(claims))}


@pytest.fixture
def door(monkeypatch, quick_tmp):
    """Signing in is on, and the store is a new one."""
    monkeypatch.setattr(DOOR, "sign_in", SIGN_IN)
    monkeypatch.setenv("PEERLEARN_HOME", str(quick_tmp))
    identity.desk.cache_clear()
    yield
    identity.desk().close()
    identity.desk.cache_clear()


# settings


def test_without_settings_nobody_signs_in(tmp_path):
    assert sign_in_of(Settings(home=tmp_path), address="http://127.0.0.1:8501") is None
    assert list(tmp_path.iterdir()) == []


def test_streamlit_is_told_in_its_own_words(tmp_path):
    found = sign_in_of(Settings(home=tmp_path, **NAMED), address="http://127.0.0.1:8501")
    assert found.secrets()["auth"] == {
        "redirect_uri": f"{URL}/oauth2callback",
        "cookie_secret": "c" * 32,
        "client_id": "peers",
        "client_secret": "s",
        "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
    }
    assert found.issuer_origin == "https://id.example.org"
    assert "client_secret" not in repr(found)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"oidc_client_secret": ""},
        {"oidc_issuer": ""},
        {"oidc_issuer": "http://id.example.org"},
        {"oidc_issuer": "https://user@id.example.org"},
        {"url": "http://peers.example.org"},
        {"url": "https://peers.example.org/app"},
        {"url": "", "address": "http://0.0.0.0:8501"},
        {"cookie_secret": "short"},
    ],
    ids=str,
)
def test_half_or_unsafe_settings_are_refused(tmp_path, changed):
    given = {**NAMED, **changed}
    address = given.pop("address", "http://127.0.0.1:8501")
    with pytest.raises(SettingsError):
        sign_in_of(Settings(home=tmp_path, **given), address=address)


def test_the_secret_of_cookies_is_made_once_for_the_owner_alone(tmp_path):
    settings = Settings(home=tmp_path)
    made = cookie_secret(settings)
    assert len(made) == 64
    assert cookie_secret(settings) == made
    (kept,) = settings.data.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


# sessions


def test_a_signed_cookie_is_a_session():
    found = sessions.read_session(cookies(), SIGN_IN)
    assert found.claims["sub"] == "42"
    assert found.began.tzinfo is not None


def test_a_long_cookie_is_read_from_its_parts():
    text, whole = json.dumps({**CLAIMS, "groups": "x" * 5000}), {}
    parts = [text[start : start + 2500] for start in range(0, len(text), 2500)]
    for name, value in {"": f"chunks-{len(parts)}", **{f"_{n + 1}": part for n, part in enumerate(parts)}}.items():
        key = sessions.COOKIE + name
        whole[key] = URLSafeTimedSerializer(SIGN_IN.cookie_secret, salt=key).dumps(value)
    assert sessions.read_session(whole, SIGN_IN).claims["groups"] == "x" * 5000
    del whole[f"{sessions.COOKIE}_2"]
    assert sessions.read_session(whole, SIGN_IN) is None


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {sessions.COOKIE: ""},
        {sessions.COOKIE: "not.signed.at-all"},
        cookies(secret="d" * 64),
        cookies(name="_streamlit_user_tokens"),
        cookies([1]),
        cookies({**CLAIMS, "is_logged_in": False}),
        cookies({**CLAIMS, "origin": "https://evil.example"}),
        {sessions.COOKIE: URLSafeTimedSerializer(SIGN_IN.cookie_secret, salt=sessions.COOKIE).dumps("chunks-1000000000")},
        {sessions.COOKIE: "x" * 100_000},
    ],
)
def test_what_this_server_did_not_sign_is_no_session(sent):
    assert sessions.read_session(sent, SIGN_IN) is None


def test_a_session_ends_by_itself(monkeypatch):
    sent = cookies()
    monkeypatch.setattr(sessions, "LONGEST", -sessions.LONGEST)
    assert sessions.read_session(sent, SIGN_IN) is None


# who it is


def test_a_role_that_is_taken_away_is_gone_at_the_next_run(door):
    found = visitor_of(cookies())
    assert (found.role, found.name, found.signed_in) == ("curator", "أمينة", True)
    store = identity.desk()
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE people SET role = 'admin'")
    assert visitor_of(cookies()).role == "admin"
    set_role(store, found.person.id, role="reader", by=found.person.id)
    assert visitor_of(cookies()).role == "reader"


def test_signing_out_everywhere_ends_the_session(door):
    sent = cookies()
    person = visitor_of(sent).person
    sign_out_everywhere(identity.desk(), person.id, by=person.id)
    assert visitor_of(sent) == STRANGER


def test_a_stranger_and_a_foreign_issuer_never_touch_the_store(door, monkeypatch):
    monkeypatch.setattr(identity, "desk", lambda: pytest.fail("the store was opened"))
    assert visitor_of({}) == STRANGER
    assert visitor_of(cookies({**CLAIMS, "iss": "https://evil.example"})) == STRANGER
    monkeypatch.setattr(DOOR, "sign_in", None)
    assert visitor_of(cookies()) == STRANGER
    monkeypatch.undo()


def test_when_the_store_is_broken_people_still_read(door, monkeypatch):
    def fail():
        raise SettingsError("no store")

    with monkeypatch.context() as broken:
        broken.setattr(identity, "desk", fail)
        assert visitor_of(cookies()) == Visitor(None, "أمينة", signed_in=True)


# ways in and out


@pytest.mark.parametrize(
    ("to", "back"),
    [
        ("/practice?lang=ar&id=a", "/practice?lang=ar&id=a"),
        ("/", "/"),
        ("/about", "/about"),
        ("", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/about", "/"),
        ("/sign-out", "/"),
        ("/about\r\nSet-Cookie: a=b", "/"),
        ("/about?" + "x" * 3000, "/"),
    ],
)
def test_nobody_is_led_away_from_our_pages(to, back):
    assert safe_return(to) == back


def leave(**headers):
    (_, out) = routes(SIGN_IN)
    sent, asked = [], {"host": "peers.example.org", "content-type": "application/x-www-form-urlencoded", **headers}
    body = [{"type": "http.request", "body": b"where=here&to=%2Fabout", "more_body": False}]
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in asked.items()]
    scope = {"type": "http", "method": "POST", "path": "/sign-out", "query_string": b"", "headers": raw}

    async def send(message):
        sent.append(message)

    async def receive():
        return body.pop()

    asyncio.run(out.app(scope, receive, send))
    return sent[0]["status"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": URL, "sec_fetch_site": "same-origin"}, 303),
        ({"origin": URL}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": URL, "sec_fetch_site": "cross-site"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
    ids=str,
)
def test_no_other_site_signs_anybody_out(headers, status):
    assert leave(**headers) == status


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_the_menu_says_who_and_shows_names_as_text(lang):
    tr, here = translator(lang), urls.State(lang=lang)
    assert "/sign-in?to=%2Fabout%3Flang%3D" in account.menu(STRANGER, "/about", here, tr)
    hostile = Visitor(Person("p-1", "curator", "<script>alert(1)</script>", ""), "<script>alert(1)</script>", signed_in=True)
    shown = account.menu(hostile, "/about", here, tr)
    assert "<script>" not in shown
    assert 'value="everywhere"' in shown
    assert 'value="everywhere"' not in account.menu(Visitor(None, "a", signed_in=True), "/about", here, tr)


# the development provider


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "peers.example.org", ""])
def test_the_development_provider_runs_on_this_machine_only(host, tmp_path):
    with pytest.raises(SettingsError, match="open to everybody"):
        development_sign_in(Settings(home=tmp_path), host=host, address="http://127.0.0.1:1")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_has_many_names(host):
    assert is_loopback(host)


def test_the_development_provider_never_stands_beside_a_real_one(tmp_path):
    with pytest.raises(SettingsError, match="already"):
        development_sign_in(Settings(home=tmp_path, **NAMED), host="127.0.0.1", address="http://127.0.0.1:1")


def ask(provider, path, *, host="127.0.0.1:1", client="127.0.0.1", query="", **headers):
    route = next(each for each in provider.routes() if each.path == f"/dev-sign-in/{path}")
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": host, **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": route.path, "query_string": query.encode(), "headers": raw, "client": (client, 1)}
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(route.app(scope, None, send))
    return SimpleNamespace(status=sent[0]["status"], text=sent[1]["body"].decode())


def test_the_development_provider_answers_no_proxy_and_no_other_name(tmp_path):
    provider = Provider(development_sign_in(Settings(home=tmp_path), host="127.0.0.1", address="http://127.0.0.1:1"))
    assert ask(provider, "jwks").status == 200
    assert '"d"' not in ask(provider, "jwks").text
    assert ask(provider, "jwks", x_forwarded_for="10.0.0.1").status == 404
    assert ask(provider, "jwks", host="peers.example.org").status == 404
    assert ask(provider, "jwks", client="10.0.0.1").status == 404
    assert ask(provider, "authorize", query="client_id=x&redirect_uri=https://evil.example").status == 400
    good = "client_id=peerlearn-development&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Foauth2callback&state=%22%3E%3Cscript%3E"
    shown = ask(provider, "authorize", query=good).text
    assert all(each.name in shown for each in PEOPLE)
    assert "<script>" not in shown
