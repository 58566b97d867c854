"""The state of the app is its URL: every parameter is named, read, cleaned and written here and nowhere else."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

from app.language import DEFAULT, LANGS

HOME, PRACTICE, MAP, ABOUT = "/", "/practice", "/map", "/about"
COMPARE, CITY, CITIES, EXPORT = "/compare", "/city", "/cities", "/export"
EXPLORE, HELP = "/explore", "/help"
DATASET = "/dataset.zip"
"""A file beside the pages."""
CURATE = "/curate"
SHORTLIST = "/shortlist"
FEED = "/feed.atom"
"""A file, like the exports: a search as a feed."""

FILTERS = {
    "region": "region",
    "country": "country",
    "theme": "theme",
    "target_group": "group",
    "sdg": "sdg",
    "lang": "in",
    "evidence": "evidence",
    "stage": "stage",
    "kind": "kind",
    "city": "city",
}
"""Field that filters -> its name in the URL; ``lang`` there is the language of the interface, so texts are filtered by ``in``."""

COLOURS = ("theme", "region", "lang")
"""What the points of the map of meaning are coloured by; the first is usual, and its name is left out of the URL."""
SEARCHED = 1_000
"""So many letters of a question are searched with; the library cuts there and says so."""
MAX_QUESTION = 4_000
"""Far more than is searched with, so that nobody's words vanish from the box; a longer one makes addresses too long for servers."""
MAX_PAGE = 50
MAX_COMPARED = 4
"""So many practices stand side by side; more columns cannot be read."""
VIEWS = ("list", "table", "map")
"""How results are shown; the first is what a link without it means."""
SORTS = ("relevance", "newest", "evidence", "city")
"""Their orders, likewise."""
MAX_IDS = 60
"""So many records on a shortlist, whose link stays short enough for a letter."""
_MAX_VALUES = 40
_VALUE = re.compile(r"[\w.:+-]{1,80}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True)
class State:
    """What a page shows: interface language, question, filters, spread or not, page of results, record, and the version of its text.

    ``more`` are further records beside ``id``; ``beside`` is a second version beside the first; ``compare`` is what the reader has
    put aside to compare; ``by`` says what the colours of the map of meaning mean. ``place`` is a place within a room, and ``at`` what is
    looked at there.
    ``view`` and ``sort`` say how results are shown; ``ids`` are the records of a shortlist.
    """

    lang: str = DEFAULT
    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spread: bool = False
    page: int = 1
    id: str = ""
    version: str = ""
    more: tuple[str, ...] = ()
    beside: str = ""
    compare: tuple[str, ...] = ()
    by: str = COLOURS[0]
    place: str = ""
    at: str = ""
    view: str = VIEWS[0]
    sort: str = SORTS[0]
    ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kept = {name: tuple(self.filters[name]) for name in FILTERS if self.filters.get(name)}
        object.__setattr__(self, "filters", MappingProxyType(kept))

    def change(self, **changes: object) -> State:
        """Return the state with some parameters changed."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]


def clean_question(text: str) -> str:
    """Return a question without control characters, white space around it, or an end beyond all reason."""
    return _CONTROLS.sub(" ", text).strip()[:MAX_QUESTION].rstrip()


def read(params: Mapping[str, Sequence[str]], *, lang: str) -> State:
    """Read URL parameters; what is not understood is left out.

    Args:
        params: name -> values, as they stand in the URL.
        lang: the interface language that was chosen for the visitor.
    """

    def first(name: str) -> str:
        values = params.get(name) or [""]
        return values[0]

    filters = {}
    for name, parameter in FILTERS.items():
        filters[name] = _values(params.get(parameter, ()), _MAX_VALUES)
    ids = _values(params.get("id", ()), MAX_COMPARED)
    return State(
        lang=lang,
        q=clean_question(first("q")),
        filters=filters,
        spread=first("spread") == "1",
        page=_page(first("page")),
        id=next(iter(ids), ""),
        version=_only_value(first("version")),
        more=ids[1:],
        beside=_only_value(first("beside")),
        compare=_values(params.get("compare", ()), MAX_COMPARED),
        by=first("by") if first("by") in COLOURS else COLOURS[0],
        place=_only_value(first("place")),
        at=_only_value(first("at")),
        view=_one_of(VIEWS, first("view")),
        sort=_one_of(SORTS, first("sort")),
        ids=_ids(params.get("ids", ())),
    )


def write(state: State) -> dict[str, list[str]]:
    """Return the URL parameters of a state, in a fixed order and without the ones that say nothing."""
    written = {
        "lang": [state.lang],
        "place": [state.place],
        "id": [state.id, *state.more],
        "version": [state.version],
        "beside": [state.beside],
        "at": [state.at],
        "q": [state.q],
        **{FILTERS[name]: list(values) for name, values in state.filters.items()},
        "spread": ["1" if state.spread else ""],
        "sort": [state.sort if state.sort != SORTS[0] else ""],
        "view": [state.view if state.view != VIEWS[0] else ""],
        "ids": [",".join(state.ids)],
        "page": [str(state.page) if state.page > 1 else ""],
        "compare": list(state.compare),
        "by": [state.by if state.by != COLOURS[0] else ""],
    }
    return {name: values for name, values in written.items() if any(values)}


def url(path: str, state: State) -> str:
    """Return a link inside the app."""
    return f"{path}?{urlencode(write(state), doseq=True, safe=',')}"


def export(state: State, file_format: str) -> str:
    """Return a link to what a page shows, as a file."""
    return f"{url(EXPORT, state.change(page=1, view=VIEWS[0], compare=()))}&format={file_format}"


def feed(state: State) -> str:
    """Return a link to the feed of a search: its question and filters, whatever way it is shown."""
    return url(FEED, State(lang=state.lang, q=state.q, filters=state.filters))


def home(lang: str, q: str = "", **filters: str) -> str:
    """Return a link to the search page with a question and filters of one value each."""
    return url(HOME, State(lang=lang, q=q, filters={name: (value,) for name, value in filters.items()}))


def practice(lang: str, record_id: str, version: str = "") -> str:
    """Return a link to the page of a practice or document."""
    return url(PRACTICE, State(lang=lang, id=record_id, version=version))


def comparison(lang: str, ids: Sequence[str]) -> str:
    """Return a link to the page that compares records."""
    return url(COMPARE, State(lang=lang, id=next(iter(ids), ""), more=tuple(ids[1:])))


def city(lang: str, city_id: str) -> str:
    """Return a link to the page of a city."""
    return url(CITY, State(lang=lang, id=city_id))


def file_of(lang: str, ids: Sequence[str], form: str) -> str:
    """Return a link to a file with records, in ``form``: ``ris``, ``bibtex``, ``csl``, ``pdf`` or ``csv``."""
    return f"{EXPORT}?{urlencode({'id': list(ids), 'format': form, 'lang': lang}, doseq=True)}"


def curate(lang: str, place: str = "", record_id: str = "", at: str = "") -> str:
    """Return a link to a place of the curators' room, a submission there, and what to look at in it."""
    return url(CURATE, State(lang=lang, place=place, id=record_id, at=at))


def other_language(path: str, state: State) -> dict[str, str]:
    """Return the links to the same page in every interface language."""
    return {lang: url(path, state.change(lang=lang)) for lang in LANGS}


def _page(text: str) -> int:
    return min(int(text), MAX_PAGE) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1


def _values(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the values that are understood, each once, and no more than ``most``."""
    return tuple(dict.fromkeys(text for text in texts if _VALUE.fullmatch(text)))[:most]


def _only_value(text: str) -> str:
    return text if _VALUE.fullmatch(text) else ""


def _one_of(known: tuple[str, ...], text: str) -> str:
    return text if text in known else known[0]


def _ids(values: Sequence[str]) -> tuple[str, ...]:
    found = [each for value in values for each in value[: MAX_IDS * 90].split(",") if _VALUE.fullmatch(each)]
    return tuple(dict.fromkeys(found))[:MAX_IDS]
