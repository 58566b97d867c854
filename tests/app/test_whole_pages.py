"""Pages as Streamlit runs them, over the fake knowledge base, without server or browser."""

import dataclasses
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import page as page_module
from app import serve
from app import state as urls
from app.library import Library
from peerlearn.errors import CorpusError, EncoderError, IndexDamagedError, IndexMissingError
from peerlearn.search.engine import LONGEST_QUERY
from peerlearn.search.reading import Reading
from peerlearn.search.result import Offer

SEARCH = Path(__file__).resolve().parents[2] / "app" / "pages" / "search.py"
SECRET = "/srv/secret/indexes"


@pytest.fixture
def show(monkeypatch):
    """Run the search page over what a library opens and return all its HTML."""

    def run(opener, **params):
        monkeypatch.setattr(page_module, "LIBRARY", Library(opener))
        test = AppTest.from_file(str(SEARCH), default_timeout=60)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        assert list(test.exception) == []
        return "\n".join(str(each.value) for each in test.main if each.type == "html")

    return run


def cards(html):
    return re.findall(r'href="(/practice\?[^"]+)"', html)


def test_a_page_number_beyond_the_last_shows_the_last_page(library, show):
    total = len(list(library.records()))
    last = -(-total // 10)
    html = show(lambda: library, lang="en", page="50")
    assert f"Page {last} of {last}" in html
    assert html.count("<article") == total - 10 * (last - 1) > 0
    assert f"page={last - 1}" in html
    assert "There is nothing to show here." not in html
    assert cards(html) == cards(show(lambda: library, lang="en", page=str(last)))
    assert cards(html) != cards(show(lambda: library, lang="en"))


def test_a_page_number_of_one_page_shows_it(library, show):
    html = show(lambda: library, lang="en", page="7", country="SG")
    assert html.count("<article") > 0
    assert "pl-pager" not in html


def test_spreading_is_said_where_it_was_asked_for(library, show):
    said = "Spread over 3 regions and 2 languages; 1 result moved up."
    assert said in show(lambda: library, lang="en", q="المهارات الرقمية", spread="1")
    assert said not in show(lambda: library, lang="en", q="المهارات الرقمية")
    assert "وُزّعت النتائج على 3 مناطق ولغتين" in show(lambda: library, lang="ar", q="المهارات الرقمية", spread="1")
    assert "Spread over" not in show(lambda: library, lang="en", spread="1")


def test_filters_in_use_stand_beside_the_message(library, show):
    html = show(lambda: library, lang="en", q="zzzz", country="SG")
    assert "No practice here answers this question well" in html
    assert '<nav class="pl-active" data-count="1"' in html
    assert "pl-active" not in show(lambda: library, lang="en", q="zzzz")


def test_the_page_tells_how_a_question_was_read_and_what_it_names(library, show, monkeypatch):
    search = library.search
    reading = Reading("learning", ("learning",), filters={"country": ("SG",)})
    offer = Offer("theme", "literacy", (0, 3), 20, 7)
    monkeypatch.setattr(library, "search", lambda *given, **named: replace(search(*given, **named), reading=reading, offers=(offer,)))
    html = show(lambda: library, lang="en", q='"learning" country:sg')
    assert "Only texts with: “learning”" in html
    assert "Filters: country = Singapore" in html
    assert "theme=literacy" in html
    plain = show(lambda: library, lang="en")
    assert "pl-reading" not in plain
    assert "pl-offers" not in plain


def test_a_list_in_answer_to_filters_alone_is_called_a_list(library, show, monkeypatch):
    listed = library.browse(lang="en", top=10)
    hits = tuple(replace(hit, band=None) for hit in listed.hits)
    monkeypatch.setattr(library, "search", lambda *given, **named: replace(listed, hits=hits))
    html = show(lambda: library, lang="en", q="country:jo")
    assert "newest first" in html
    assert "Closest to your question" not in html


def test_a_very_long_question_is_said_to_be_shortened(library, show):
    said = "only its first part was searched with"
    assert said in show(lambda: library, lang="en", q="learning " * 300)
    assert said not in show(lambda: library, lang="en", q="learning " * 50)


def test_the_app_knows_how_much_of_a_question_is_searched_with():
    assert urls.SEARCHED == LONGEST_QUERY < urls.MAX_QUESTION


class Asked:
    """The fake library, telling how it was asked; it notes every question that it may, and offers another."""

    def __init__(self, library, *, offer=""):
        self.library = library
        self.offer = offer
        self.kept = []

    def __getattr__(self, name):
        return getattr(self.library, name)

    def refresh(self):
        return self

    def search(self, text, **given):
        keep = given.pop("keep_gap")
        self.kept += [text] if keep else []
        return dataclasses.replace(self.library.search(text, **given), noted=keep, did_you_mean=self.offer)


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "هل تقصد:"), ("en", "Did you mean:"), ("fr", "Vouliez-vous dire :"), ("es", "Quizá quiso decir:")]
)
def test_a_corrected_question_is_a_link_that_asks_it_with_the_same_filters(library, show, lang, said):
    html = show(lambda: Asked(library, offer='adult <b>"literacy"</b>'), lang=lang, q="zzzz", country="SG")
    (offered,) = re.findall(r'<p class="[^"]*pl-offer".*?</p>', html)
    assert said in offered
    assert "<b>" not in offered
    assert "q=adult+%3Cb%3E%22literacy%22%3C%2Fb%3E&amp;country=SG" in offered
    assert "pl-offer" not in show(lambda: Asked(library), lang=lang, q="zzzz")


def test_a_question_without_an_answer_is_noted_once_a_session_and_said_so_each_time(library, monkeypatch):
    asked = Asked(library)
    monkeypatch.setattr(page_module, "LIBRARY", Library(lambda: asked))
    test = AppTest.from_file(str(SEARCH), default_timeout=60)
    for question in ("zzzz", "zzzz", "yyyy"):
        test.query_params["q"], test.query_params["lang"] = question, "en"
        test.run()
        assert "The question was noted" in "\n".join(str(each.value) for each in test.main if each.type == "html")
    assert asked.kept == ["zzzz", "yyyy"]


@pytest.mark.parametrize("more", [{"page": "2"}, {"country": "SG"}], ids=str)
def test_paging_and_filtering_ask_nothing_anew(library, show, more):
    asked = Asked(library)
    html = show(lambda: asked, lang="en", q="zzzz", **more)
    assert asked.kept == []
    assert "The question was noted" not in html


ERRORS = [
    IndexMissingError(f"there is no index in {SECRET}", remedy="run: peerlearn index build"),
    IndexDamagedError(f"the index in {SECRET} is damaged: tokens.npy is missing", remedy="run: peerlearn index build"),
    CorpusError(f"there is no corpus at {SECRET}", remedy="set PEERLEARN_CORPUS"),
    EncoderError(f"the encoder {SECRET} cannot be loaded", remedy="check PEERLEARN_ENCODER"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_error_page_shows_no_folder_and_the_log_does(show, caplog, error, lang):
    def fail():
        raise error

    with caplog.at_level(logging.ERROR, logger="peerlearn.app"):
        html = show(fail, lang=lang)
    assert ("The library cannot be opened" in html) == (lang == "en")
    assert 'role="alert"' in html
    assert error.remedy in html
    assert "secret" not in html
    assert not re.search(r"/(srv|work|root|home|tmp)/", html)
    assert SECRET in caplog.text
    (number,) = re.findall(rf"{type(error).__name__} ([0-9a-f]{{8}})\b", html)
    assert f"[error {number}]" in caplog.text


@pytest.mark.parametrize(("lang", "said"), [("ar", "حدث خلل من جهتنا"), ("en", "Something went wrong on our side")])
def test_a_page_that_fails_shows_a_number_and_the_log_has_it_with_the_trace(monkeypatch, caplog, lang, said):
    shown = []
    monkeypatch.setattr(serve, "current_state", lambda: urls.State(lang=lang))
    monkeypatch.setattr(serve.st, "error", shown.append)
    with caplog.at_level(logging.ERROR, logger="peerlearn.app"):
        assert serve._script_failed(RuntimeError(SECRET))
    assert said in shown[0]
    assert SECRET not in shown[0]
    (number,) = re.findall(r"[0-9a-f]{8}", shown[0])
    assert f"[error {number}]" in caplog.text
    assert f"RuntimeError: {SECRET}" in caplog.text
