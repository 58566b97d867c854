"""What the practice room adds to an address: further records, a second version, and what was put aside."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from app import state as urls
from app.language import LANGS
from app.state import State

IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), unique=True, min_size=1, max_size=urls.MAX_COMPARED).map(tuple)


@given(IDS, IDS, st.sampled_from(LANGS))
def test_what_is_written_is_read_back(ids, aside, lang):
    state = State(lang=lang, id=ids[0], more=ids[1:], version="en", beside="ar", compare=aside)
    params = parse_qs(urlsplit(urls.url(urls.COMPARE, state)).query)
    assert urls.read(params, lang=lang) == state


@given(st.lists(st.text(), max_size=8), st.lists(st.text(), max_size=8), st.text())
def test_whatever_stands_there_is_cleaned(ids, aside, beside):
    state = urls.read({"id": ids, "compare": aside, "beside": [beside]}, lang="ar")
    assert len((state.id, *state.more)) <= urls.MAX_COMPARED
    assert len(state.compare) <= urls.MAX_COMPARED
    assert not {"<", '"', "&", " "} & set("".join((state.id, *state.more, *state.compare, state.beside)))


def test_links_of_the_room():
    assert urls.comparison("ar", ("a", "b")) == "/compare?lang=ar&id=a&id=b"
    assert urls.comparison("ar", ()) == "/compare?lang=ar"
    assert urls.city("en", "jo-irbid") == "/city?lang=en&id=jo-irbid"
