"""The page of a city, the list of cities, and the city that a reader called theirs."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import learning, my_city
from app import state as urls
from app.components import city as parts
from app.components.frame import header
from app.components.peers import peer_list
from app.i18n import translator
from app.language import LANGS
from app.middleware import FrontDoor
from app.state import State
from app.views.city import cities_by_country, city_page, membership
from app.views.peers import peer_line
from peerlearn.city import City

EN = translator("en")


def found(library, asked, lang="ar"):
    lists = cities_by_country(library, translator(lang), records=library.records(), asked=asked)
    return {line.name.text for country in lists for line in country.cities}


@pytest.mark.parametrize("lang", LANGS)
def test_every_city_has_a_page(library, lang):
    tr = translator(lang)
    records = list(library.records())
    for city in library.cities.values():
        view = city_page(city, library, tr, records=records, mine=None)
        assert parts.profile(view, tr)
        assert parts.figures(view, tr)


@pytest.mark.parametrize("asked", ["اربد", "إربد", "أربد", "إِرْبِد", "Irbid", "IRBID", "ارب"])
def test_a_city_is_found_however_its_name_is_typed(library, asked):
    assert "إربد" in found(library, asked)


def test_accents_countries_and_other_languages_find_a_city_too(library):
    assert "Medellín" in found(library, "medellin", "en")
    assert "Medellín" in found(library, "ميديين", "en")
    assert "Amman" in found(library, "jordan", "en")
    assert found(library, "amman jordan", "en") == {"Amman"}
    assert found(library, "zzzz", "en") == set()


def test_without_a_question_all_cities_stand_under_their_countries(library):
    lists = cities_by_country(library, EN, records=library.records())
    assert sum(len(country.cities) for country in lists) == len(library.cities)
    assert [country.name for country in lists][:3] == ["Algeria", "Argentina", "Australia"]


def test_the_list_counts_practices_and_marks_the_readers_city(library):
    html = parts.country_lists(
        cities_by_country(library, EN, records=library.records(), asked="aswan", mine=library.cities["eg-aswan"]), EN
    )
    assert "practices</span>" in html
    assert "your city" in html


def test_what_is_not_known_of_a_city_is_said(library):
    city = City(id="jo-nowhere", names={"en": "Nowhere"}, country="JO", region="arab-states")
    view = city_page(city, library, EN, records=(), mine=None)
    assert "Unknown" in parts.figures(view, EN)
    assert "was not checked" in view.membership
    assert "not yet checked against its source" in parts.figures(view, EN)


@pytest.mark.parametrize(
    ("member", "year", "said"),
    [(True, 2017, "since 2017"), (True, None, "year unknown"), (False, None, "Not a member"), (None, 2017, "not checked")],
)
def test_membership_is_said_as_far_as_it_is_known(member, year, said):
    city = City(id="jo-nowhere", names={"en": "Nowhere"}, country="JO", region="arab-states", member=member, joined_year=year)
    assert said in membership(city, EN)


def test_a_source_that_is_no_link_of_the_web_stays_text(library):
    city = City(id="jo-x", names={"en": "X"}, country="JO", region="arab-states", population=5, source="javascript:alert(1) <b>")
    html = parts.figures(city_page(city, library, EN, records=(), mine=None), EN)
    assert "href" not in html
    assert "<b>" not in html


def test_the_page_makes_a_city_the_readers_own_or_forgets_it(library):
    city = library.cities["jo-irbid"]
    assert "mycity=jo-irbid" in parts.profile(city_page(city, library, EN, records=(), mine=None), EN)
    own = parts.profile(city_page(city, library, EN, records=(), mine=city), EN)
    assert "mycity=none" in own
    assert "This is your city" in own


def test_the_header_shows_the_readers_city_or_the_way_to_choose_one(library):
    assert "Choose my city" in header(urls.HOME, State(lang="en"), EN)
    html = header(urls.HOME, State(lang="ar"), translator("ar"), city=library.cities["jo-irbid"])
    assert "إربد" in html
    assert "/city?lang=ar&amp;id=jo-irbid" in html


@given(st.text())
def test_whatever_a_cookie_says_becomes_a_citys_id_or_nothing(value):
    cleaned = my_city.clean(value)
    assert cleaned in ("", value)
    assert not set(cleaned) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_city_that_the_library_does_not_know_is_nobodys(library):
    assert my_city.chosen("jo-irbid", library.cities).id == "jo-irbid"
    assert my_city.chosen("xx-nowhere", library.cities) is None
    assert my_city.chosen(None, library.cities) is None


def ask(query, path="/city", cookie=""):
    sent = []

    async def inner(scope, receive, send):
        raise AssertionError("the front door answers pages itself")

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    headers = [(b"host", b"example.org"), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers, "scheme": "https"}
    asyncio.run(FrontDoor(inner)(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_the_front_door_remembers_a_choice_and_takes_it_out_of_the_address():
    status, headers = ask("lang=ar&id=jo-irbid&mycity=jo-irbid")
    assert status == 303
    assert headers["location"] == "/city?lang=ar&id=jo-irbid"
    assert "peerlearn_city=jo-irbid" in headers["set-cookie"]
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= {part.strip() for part in headers["set-cookie"].split(";")}
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_forgetting_ends_the_cookie():
    assert "Max-Age=0" in ask("lang=ar&mycity=none")[1]["set-cookie"]


@pytest.mark.parametrize("value", ["", "%22%3E%3Cscript%3E", "jo-irbid%0d%0aSet-Cookie:x=y", "../../etc", "A" * 5000])
def test_nonsense_is_taken_out_of_the_address_and_not_remembered(value):
    status, headers = ask(f"lang=ar&mycity={value}")
    assert (status, headers["location"]) == (303, "/city?lang=ar")
    assert "set-cookie" not in headers


def test_a_page_without_a_choice_remembers_no_city():
    status, headers = ask("lang=ar&id=jo-irbid")
    assert status == 200
    assert "peerlearn_city" not in headers.get("set-cookie", "")


class Peer:
    def __init__(self, city, similarity, complementarity):
        self.city, self.similarity, self.complementarity = city, similarity, complementarity


def test_peers_are_shown_with_two_numbers_and_reasons(library):
    told = (["Population: 5 in both"], ["Region: here, there"], ["Climate"])
    html = peer_list((peer_line(Peer(library.cities["jo-irbid"], 0.734, None), told, library, EN),), EN)
    assert "Alike: 73 %" in html
    assert "Documents what is needed" not in html
    assert "Population: 5 in both" in html
    assert "Not known: Climate" in html
    assert peer_list((), EN) is None
    both = peer_list((peer_line(Peer(library.cities["jo-irbid"], 0.5, 0.25), ([], [], []), library, EN),), EN)
    assert "Documents what is needed: 25 %" in both


class Exchange:
    """The library's part that knows peers, told in one object."""

    def __init__(self, peers):
        self.peers, self.asked = peers, 0
        self.FACTOR_LABELS = {"climate": {"en": "Climate", "ar": "المناخ"}}

    def peers_of(self, base, city, *, top):
        self.asked += 1
        return self

    def peer_reasons(self, peer, *, lang, vocabularies):
        return ["together"], ["apart"], ["unknown"]


class Reason:
    kind, factor = "together", "climate"


def peer(library, city, similarity, confidence=1.0):
    found = Peer(library.cities[city], similarity, 0.5)
    found.confidence, found.reasons = confidence, (Reason(),)
    return found


@pytest.fixture
def exchange(library, monkeypatch):
    found = Exchange([peer(library, "jo-amman", 0.9), peer(library, "eg-aswan", 0.9, confidence=0.2), peer(library, "sg-singapore", 0.3)])
    monkeypatch.setattr(learning, "_there", lambda city: True)
    monkeypatch.setattr(learning, "import_module", lambda name: found)
    monkeypatch.setattr(learning, "_ALIKE", {})
    return found


def test_only_cities_that_are_surely_alike_are_called_so_and_that_is_worked_out_once(library, exchange):
    for _ in range(3):
        assert dict(learning.alike(library, library.cities["jo-irbid"], "ar")) == {"jo-amman": "المناخ"}
    assert exchange.asked == 1


def test_peers_come_from_the_library_with_its_reasons(library, exchange):
    first = learning.peers(library, library.cities["jo-irbid"], EN)[0]
    assert (first.name.text, first.together, first.apart, first.unknown) == ("Amman", ("together",), ("apart",), ("unknown",))


def test_a_library_without_that_part_says_nothing(library, monkeypatch):
    monkeypatch.setattr(learning, "_there", lambda city: False)
    monkeypatch.setattr(learning, "_ALIKE", {})
    assert learning.peers(library, library.cities["jo-irbid"], EN) == ()
    assert learning.alike(library, library.cities["jo-irbid"], "en") == {}
    assert learning.findings(library, library.record("aswan-outreach"), library.cities["jo-irbid"], "en") == ()
