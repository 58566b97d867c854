"""What a knowledge base answers from: the generation it opened, and nothing beside it."""

import dataclasses

import pytest

from peerlearn import knowledge_base
from peerlearn.encode.cache import VectorCache
from peerlearn.errors import IndexDamagedError, NotFoundError
from peerlearn.gaps import gap_store
from peerlearn.index import generations
from peerlearn.index.build import build
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.search.engine import Engine
from peerlearn.settings import Settings
from peerlearn.text.language import Guess
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import term
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import CITIES, corpus_of, ids, library

GARDENS, SENIORS, BUSES, MARKET, FORUM = library()
THEMES = Vocabularies({"themes": Vocabulary("themes", [term("environment", labels=dict.fromkeys(("ar", "en", "fr", "es"), "Green"))])})


@pytest.fixture(scope="module", autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""


@pytest.fixture
def settings(quick_tmp):
    return Settings(home=quick_tmp, corpus=quick_tmp / "nowhere")


@pytest.fixture
def make(settings):
    """Build a corpus into the home of ``settings``."""

    def run(*records, **changes):
        encoder = FakeEncoder()
        cache = VectorCache(settings.indexes / "vectors.sqlite", encoder)
        return build(dataclasses.replace(corpus_of(*records), **changes), settings.indexes, encoder=encoder, cache=cache)

    return run


def opened(settings):
    return KnowledgeBase.open(settings, encoder=FakeEncoder())


@pytest.mark.parametrize(
    ("text", "guess", "lang"),
    [
        ("bus gratuits", Guess("en", 0.4), "fr"),  # the letters leave it open, the texts do not
        ("bus gratuits", Guess("en", 0.9), "en"),  # what is sure is not overruled
        ("xylophone", Guess("en", 0.4), "en"),  # nothing here has the word
        ("school gardens", Guess("en", 0.4), "en"),
    ],
)
def test_a_question_too_short_to_tell_is_in_the_language_whose_texts_share_its_words(make, settings, monkeypatch, text, guess, lang):
    make(GARDENS, SENIORS, BUSES)
    monkeypatch.setattr(knowledge_base, "detect", lambda text, default: guess)
    assert opened(settings).language_of(text) == lang


@pytest.mark.parametrize("status", ["draft", "withdrawn", "rejected"])
def test_what_is_not_published_is_not_found_not_shown_and_like_nothing(make, settings, status):
    make(GARDENS, SENIORS, dataclasses.replace(MARKET, status=status), FORUM)
    base = opened(settings)
    assert "market" not in ids(base.search("محو الأمية في السوق", lang="ar", top=50))
    assert "market" not in ids(base.browse(lang="ar", top=50))
    assert "market" not in ids(base.similar("seniors", lang="ar", top=50))
    assert "market" not in [record.id for record in base.records()]
    for ask in (base.record, lambda each: base.similar(each, lang="ar")):
        with pytest.raises(NotFoundError, match="'market'"):
            ask("market")


def test_cities_and_labels_are_those_of_the_index_until_a_new_one_serves(make, settings):
    """No corpus folder stands beside this index, so nothing can be read from one."""
    make(*library(), vocabularies=THEMES)
    base = opened(settings)
    assert base.facet_label("theme", "environment", "en") == "Green"
    moved = {**CITIES, "co-medellin": dataclasses.replace(CITIES["co-medellin"], region="africa", names={"en": "Medellin!"})}
    assert ids(base.browse(lang="en", where={"region": ["africa"]})) == []
    make(*library(), cities=moved)
    assert base.cities["co-medellin"].name("en") == "Medellín"
    assert ids(base.browse(lang="en", where={"region": ["africa"]})) == []
    renewed = base.refresh()
    assert renewed is not base
    assert renewed.cities["co-medellin"].name("en") == "Medellin!"
    assert set(ids(renewed.browse(lang="en", where={"region": ["africa"]}))) == {"gardens", "forum"}
    assert renewed.facet_label("theme", "environment", "en") == "environment"


def test_refreshing_keeps_the_encoder_and_does_nothing_without_a_new_index(make, settings):
    make(*library())
    base = opened(settings)
    assert base.refresh() is base
    make(GARDENS)
    assert base.refresh().engine.encoder is base.engine.encoder


def test_a_lost_reference_is_damage(make, settings):
    make(GARDENS)
    (generations.current(settings.indexes) / "reference.json").unlink()
    with pytest.raises(IndexDamagedError, match=r"reference\.json is missing"):
        opened(settings)


# coverage gaps

ODD = "xylophone zeppelin"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ar", "دوّنّا السؤال"), ("en", "was noted"), ("fr", "a été notée"), ("es", "quedó anotada"), ("sw", "was noted")],
)
def test_a_question_that_nothing_answers_is_noted_and_the_asker_is_told(make, settings, monkeypatch, lang, said):
    make(*library())
    monkeypatch.setattr(Engine, "_message", lambda *_, **__: "nothing-fair")
    base = opened(settings)
    ranking = base.search(ODD, lang="en", keep_gap=True)
    assert ranking.noted
    assert said in ranking.message_in(lang)
    (gap,) = gap_store(settings).read(at_least=1)
    assert (gap.text, gap.lang, gap.count, gap.generation) == (ODD, "en", 1, base.generation)
    assert (gap.record, gap.probability) == (ranking.hits[0].record.id, pytest.approx(ranking.hits[0].score, abs=1e-4))


@pytest.mark.parametrize(
    ("code", "keep", "kept"),
    [("nothing-fair", False, True), ("nothing-fair", True, False), ("", True, True), ("nothing-fair-filtered", True, True)],
)
def test_nothing_is_noted_unasked_when_turned_off_or_when_something_answers(make, settings, monkeypatch, code, keep, kept):
    make(*library())
    monkeypatch.setattr(Engine, "_message", lambda *_, **__: code)
    ranking = opened(dataclasses.replace(settings, gaps=kept)).search(ODD, lang="en", keep_gap=keep)
    assert not ranking.noted
    assert "noted" not in ranking.message_in("en")
    assert not settings.data.exists()


def test_a_search_is_answered_where_nothing_can_be_noted(make, settings, monkeypatch):
    make(*library())
    monkeypatch.setattr(Engine, "_message", lambda *_, **__: "nothing-fair")
    settings.data.write_text("a file where the folder should be")
    ranking = opened(settings).search(ODD, lang="en", keep_gap=True)
    assert ranking.hits
    assert not ranking.noted
    assert "noted" not in ranking.message_in("en")


def test_warming_up_notes_nothing(make, settings, monkeypatch):
    make(*library())
    monkeypatch.setattr(Engine, "_message", lambda *_, **__: "nothing-fair")
    opened(settings).warm()
    assert not settings.data.exists()
