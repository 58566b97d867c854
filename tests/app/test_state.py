"""The URL is the state: what is written is read back, and nonsense is left out."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from app import state as urls
from app.language import LANGS
from app.state import FILTERS, State

VALUES = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True)
STATES = st.builds(
    State,
    lang=st.sampled_from(LANGS),
    q=st.text().map(urls.clean_question),
    filters=st.dictionaries(st.sampled_from(list(FILTERS)), st.lists(VALUES, unique=True, max_size=4).map(tuple)),
    spread=st.booleans(),
    page=st.integers(1, urls.MAX_PAGE),
    id=st.just("") | VALUES,
    version=st.sampled_from(["", *LANGS]),
    by=st.sampled_from(urls.COLOURS),
    view=st.sampled_from(urls.VIEWS),
    sort=st.sampled_from(urls.SORTS),
    ids=st.lists(VALUES, unique=True, max_size=urls.MAX_IDS).map(tuple),
)


@given(STATES)
def test_what_is_written_is_read_back(state):
    address = urls.url(urls.HOME, state)
    params = parse_qs(urlsplit(address).query)
    assert urls.read(params, lang=params["lang"][0]) == state


@given(st.dictionaries(st.text(), st.lists(st.text(), max_size=3)))
def test_any_parameters_give_a_state(params):
    state = urls.read(params, lang="ar")
    assert 1 <= state.page <= urls.MAX_PAGE
    assert len(state.q) <= urls.MAX_QUESTION
    assert set(state.filters) <= set(FILTERS)


@given(st.text())
def test_a_clean_question_stays_clean(text):
    once = urls.clean_question(text)
    assert urls.clean_question(once) == once
    assert not any(ord(letter) < 32 for letter in once)


def test_the_language_of_texts_does_not_collide_with_that_of_the_interface():
    state = urls.read({"lang": ["ar"], "in": ["en"]}, lang="ar")
    assert (state.lang, state.filters["lang"]) == ("ar", ("en",))
    assert len(set(FILTERS.values()) | {"lang", "q", "id", "page", "version", "spread"}) == len(FILTERS) + 6


def test_hostile_values_are_left_out():
    params = {"id": ["<script>alert(1)</script>"], "region": ["africa", 'x" onload="y'], "page": ["-3"], "q": ["\x00\ud800"]}
    state = urls.read(params, lang="en")
    assert state == State(lang="en", filters={"region": ("africa",)})


def test_spreading_stands_in_the_address_only_when_it_is_on():
    assert urls.url(urls.HOME, State(lang="en", q="x", spread=True, page=2)) == "/?lang=en&q=x&spread=1&page=2"
    assert "spread" not in urls.url(urls.HOME, State(lang="en", q="x"))
    assert [urls.read({"spread": [each]}, lang="en").spread for each in ("1", "0", "yes", "")] == [True, False, False, False]


def test_links_are_short_and_shareable():
    assert urls.practice("ar", "aswan-outreach") == "/practice?lang=ar&id=aswan-outreach"
    assert urls.home("en", city="eg-aswan") == "/?lang=en&city=eg-aswan"
    assert urls.other_language(urls.MAP, State())["fr"] == "/map?lang=fr"


def test_a_view_an_order_and_ids_that_are_none_are_left_out():
    ids = ["a,b,,a", "<script>", ",".join(f"x{place}" for place in range(500))]
    state = urls.read({"view": ["globe"], "sort": ["worst"], "ids": ids}, lang="ar")
    assert (state.view, state.sort) == ("list", "relevance")
    assert state.ids[:3] == ("a", "b", "x0")
    assert len(state.ids) == urls.MAX_IDS


def test_the_feed_of_a_search_is_the_same_however_it_is_shown():
    state = State(lang="ar", q="x", filters={"country": ("EG",)})
    assert urls.feed(state) == urls.feed(state.change(view="map", sort="city", page=3, spread=True)) == "/feed.atom?lang=ar&q=x&country=EG"
