"""A small library, its index, and all that an index answers: what tests of updates share."""

import dataclasses

from peerlearn.encode.cache import VectorCache
from peerlearn.index import generations
from peerlearn.index.build import build, verify
from peerlearn.index.opened import Index
from peerlearn.knowledge_base import _read_records
from peerlearn.search.engine import Engine
from peerlearn.search.passages import Question
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import CITIES, corpus_of, library, practice

GARDENS, SENIORS, BUSES, MARKET, FORUM = library()
FILLERS = tuple(
    practice(f"more{n:02d}", lang, f"{word} {n}", f"{word}{n} {other}{n} {word}", city="fr-paris")
    for n in range(12)
    for lang, word, other in [(("en", "theatre", "evening"), ("ar", "مسرح", "مساء"), ("fr", "théâtre", "soir"))[n % 3]]
)
EVERYTHING = (*library(), *FILLERS)
KITCHENS = practice("gardens", "en", "School kitchens", "Cooks teach soup to pupils", themes=("food",))
ZEPPELINS = practice("zeppelins", "en", "Zeppelins", "Zeppelins carry books over the desert")
TOLD_TWICE = practice("buses", "fr", "Bus gratuits", "La ville offre le bus", others=(("en", "Free buses", "The city gives buses"),))
ARABIC_ONLY = dataclasses.replace(SENIORS, versions={"ar": SENIORS.versions["ar"]})
QUESTIONS = (
    "school gardens",
    "seniors learn to use phones",
    "محو الأمية في السوق",
    "bus du soir",
    "soup",
    "zeppelins",
    "evening3 theatre3",
)


def make(indexes, records):
    """Build the index of records, whatever was there."""
    encoder = FakeEncoder()
    build(corpus_of(*records), indexes, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
    return indexes


def opened(indexes):
    return Index.open(generations.current(indexes))


def verified(indexes, records):
    return verify(corpus_of(*records), indexes, encoder_fingerprint="fake:1").problems


def without(*gone, base=EVERYTHING, plus=()):
    """Return the library without some records (by id) and with others."""
    ids = {*gone, *(each.id for each in plus)}
    return (*(each for each in base if each.id not in ids), *plus)


def place(passage):
    return passage.record_id, passage.section, passage.start, passage.text


def dense_leg(index, text):
    """Return language -> passage -> cosine with a question, of every passage that answers."""
    (asked,) = FakeEncoder().encode([text], kind="query")
    found = {}
    for lang, pool in index.pools.items():
        rows = pool.dense.search(asked.vector, top=len(pool.passages), allowed=pool.answering(None))
        found[lang] = {
            place(pool.passages[row]): float(cosine) for row, cosine in zip(rows, pool.dense.vectors(rows) @ asked.vector, strict=True)
        }
    return found


def lexical_leg(index, text):
    """Return language -> passage -> coverage of a question."""
    return {
        lang: {place(pool.passages[row]): coverage for row, coverage in pool.lexical.search(text, top=len(pool.passages)).items()}
        for lang, pool in index.pools.items()
    }


def names_leg(index, text):
    return {lang: {place(pool.passages[row]) for row in pool.lexical.search_names(text, top=99)} for lang, pool in index.pools.items()}


def late_leg(index, text):
    """Return language -> passage -> late-interaction score with a question in that language."""
    (asked,) = FakeEncoder().encode([text], kind="query")
    found = {}
    for lang, pool in index.pools.items():
        question = Question.prepare(index, asked, text=text, lang=lang)
        rows = pool.passages.live_rows()
        scores = pool.tokens.scores(question.tokens, question.weights, rows)
        found[lang] = {place(passage): float(score) for passage, score in zip(pool.passages.at(rows), scores, strict=True)}
    return found


LEGS = (dense_leg, lexical_leg, names_leg, late_leg)


def answers(index):
    """Return all that the legs say, whatever the row numbers."""
    return [leg(index, text) for leg in LEGS for text in QUESTIONS]


def rows_that_answer(index):
    return {lang: {place(each) for each in pool.passages.live_passages()} for lang, pool in index.pools.items()}


def snapshot(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def engine(indexes):
    index = opened(indexes)
    return Engine(index, FakeEncoder(), _read_records(index), CITIES)
