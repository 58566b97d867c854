"""Update: a few changed records in a new generation that answers as a build would, while the one before stays as it was."""

import dataclasses
import shutil
from contextlib import contextmanager

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.diagnosis import explain_query
from peerlearn.encode.cache import VectorCache
from peerlearn.errors import BusyError, IndexMismatchError, IndexMissingError
from peerlearn.index import generations
from peerlearn.index import manifest as manifest_module
from peerlearn.index import update as update_module
from peerlearn.index.build import build, verify
from peerlearn.index.manifest import damaged_files, read_manifest
from peerlearn.index.opened import Index
from peerlearn.index.update import update
from peerlearn.knowledge_base import KnowledgeBase, _read_records
from peerlearn.search.engine import Engine
from peerlearn.search.passages import LENGTHENING, WINDOW, Question, late_scores
from peerlearn.search.result import Query
from peerlearn.settings import Settings
from peerlearn.vocabulary import Vocabularies
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import CITIES, corpus_of, ids, library, practice

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


@pytest.fixture(autouse=True)
def _few_questions(monkeypatch):
    """The background is measured in a test of its own."""
    monkeypatch.setattr("peerlearn.index.background.QUESTIONS", 2)


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    """A few vectors are searched sooner than threads are woken."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    yield
    faiss.omp_set_num_threads(threads)


def make(indexes, records):
    """Build the index of records, whatever was there."""
    encoder = FakeEncoder()
    build(corpus_of(*records), indexes, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
    return indexes


@pytest.fixture(scope="module")
def whole(quick_module_tmp):
    return make(quick_module_tmp, EVERYTHING)


@pytest.fixture
def indexes(whole, quick_tmp):
    return shutil.copytree(whole, quick_tmp / "indexes")


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def change(indexes, encoder):
    """Update the index with records as they are now, as one more run of the command."""

    def run(*records, removed=(), encoder=encoder):
        encoder.calls.clear()
        return update(indexes, records, removed=removed, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))

    return run


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


# an update answers as a build does


CHANGES = {
    "a text is changed": ((KITCHENS,), (), without(plus=[KITCHENS])),
    "a record is added": ((ZEPPELINS,), (), without(plus=[ZEPPELINS])),
    "a record is removed": ((), ("market",), without("market")),
    "a record is withdrawn": ((dataclasses.replace(MARKET, status="withdrawn"),), (), without("market")),
    "a draft is written": ((dataclasses.replace(ZEPPELINS, status="draft"),), (), EVERYTHING),
    "all at once": ((KITCHENS, ZEPPELINS), ("market", "buses"), without("market", "buses", plus=[KITCHENS, ZEPPELINS])),
    "a version is added": ((TOLD_TWICE,), (), without(plus=[TOLD_TWICE])),
    "a version is removed": ((ARABIC_ONLY,), (), without(plus=[ARABIC_ONLY])),
    "nothing that was there": ((), ("unheard-of",), EVERYTHING),
}


LEXICAL_OFF, LATE_OFF = 0.07, 0.1
"""A passage that is gone counts for the rarity of 4-grams until tantivy merges it away; means and codes are those of the last build."""


@pytest.mark.parametrize(("changed", "removed", "left"), CHANGES.values(), ids=CHANGES)
def test_an_updated_index_answers_as_one_that_was_built_of_the_same_corpus(change, indexes, quick_tmp, changed, removed, left):
    assert change(*changed, removed=removed)
    assert verified(indexes, left) == ()
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", left))
    assert rows_that_answer(updated) == rows_that_answer(built)
    assert updated.manifest.passages == built.manifest.passages
    assert updated.manifest.records == built.manifest.records
    for text in QUESTIONS:
        assert names_leg(updated, text) == names_leg(built, text)
        for leg, off in ((dense_leg, 1e-6), (lexical_leg, LEXICAL_OFF), (late_leg, LATE_OFF)):
            new, old = leg(updated, text), leg(built, text)
            assert {lang: new[lang] == pytest.approx(old[lang], abs=off) for lang in old} == dict.fromkeys(old, True), (leg.__name__, text)


def test_what_is_added_alone_changes_coverage_and_rarity_as_a_build_would(change, indexes, quick_tmp):
    change(ZEPPELINS)
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", [*EVERYTHING, ZEPPELINS]))
    for text in QUESTIONS:
        assert lexical_leg(updated, text)["en"] == pytest.approx(lexical_leg(built, text)["en"], abs=1e-4)
    everything = built.pools["en"].tokens.seen.ids
    assert updated.idf("en", everything) == pytest.approx(built.idf("en", everything))


def test_rarity_of_tokens_forgets_what_is_gone(change, indexes, quick_tmp):
    change(KITCHENS, removed=["seniors"])
    (quick_tmp / "built").mkdir()
    updated, built = opened(indexes), opened(make(quick_tmp / "built", without("seniors", plus=[KITCHENS])))
    for lang in built.pools:
        everything = opened(indexes).pools[lang].tokens.seen.ids
        assert updated.idf(lang, everything) == pytest.approx(built.idf(lang, everything))


def test_the_records_are_those_of_the_corpus_as_they_are_now(change, indexes):
    change(KITCHENS, removed=["market"])
    assert _read_records(opened(indexes)) == {each.id: each for each in without("market", plus=[KITCHENS])}


def test_centres_are_those_of_the_new_texts(change, indexes):
    change(KITCHENS)
    pool = opened(indexes).pools["en"]
    rows = np.array(pool.passages.rows_of("gardens"))
    assert pool.centre_of("gardens") == pytest.approx(np.sum(pool.dense.vectors(rows) - pool.sentence_mean, axis=0), abs=1e-5)
    assert dict(pool.record_centres()).keys() == set(pool.passages.records())


def test_what_a_question_gives_to_texts_at_large_is_measured_on_those_that_answer(change, indexes, monkeypatch):
    monkeypatch.setattr("peerlearn.search.passages.TYPICAL_ROWS", 999)
    change(removed=["gardens", "seniors", "forum"])
    index = opened(indexes)
    (asked,) = FakeEncoder().encode(["school gardens seniors"], kind="query")
    question = Question.prepare(index, asked, text="school gardens seniors", lang="en")
    plain = dataclasses.replace(question, typical=0.0)
    scores = [late_scores(index, pool, plain, pool.passages.live_rows()) for pool in index.pools.values()]
    shift = -LENGTHENING * np.log(len(question.weights) / WINDOW)
    assert question.typical == pytest.approx(np.median(np.concatenate(scores)) + shift, abs=1e-4)


# what it costs


def test_only_changed_texts_are_encoded(change, indexes, encoder):
    version = dataclasses.replace(GARDENS.original, sections={**GARDENS.original.sections, "challenge": "Children never see a carrot"})
    report = change(dataclasses.replace(GARDENS, versions={"en": version}))
    assert report.encoded == len(encoder.calls) == 1
    assert "carrot" in encoder.calls[0]
    assert (report.added, report.updated, report.removed, report.changed) == (0, 1, 0, True)


def test_a_removal_encodes_nothing_and_needs_no_new_part(change, indexes, encoder):
    report = change(removed=["gardens", "unheard-of"])
    assert encoder.calls == []
    assert (report.added, report.updated, report.removed, report.encoded) == (0, 0, 1, 0)
    assert report.records == len(EVERYTHING) - 1
    assert report.passages == sum(opened(indexes).manifest.passages.values())
    assert not list(generations.current(indexes).rglob("part-001"))


def test_a_language_without_a_change_shares_every_file(change, indexes):
    before = generations.current(indexes)
    change(KITCHENS)
    copied = {"meta.json", ".managed.json"}
    for path in (before / "pools" / "ar").rglob("*"):
        if path.is_file() and path.suffix != ".lock" and path.name not in copied:
            assert path.samefile(generations.current(indexes) / path.relative_to(before)), path


# one change after another


def test_what_was_removed_comes_back(change, indexes, encoder):
    change(removed=["gardens"])
    assert "gardens" not in ids(engine(indexes).search(Query("school gardens", "en")))
    report = change(GARDENS)
    assert (report.added, report.encoded) == (1, 0)
    assert verified(indexes, EVERYTHING) == ()
    assert ids(engine(indexes).search(Query("school gardens", "en")))[0] == "gardens"


def test_what_was_withdrawn_and_published_again_comes_back(change, indexes):
    change(dataclasses.replace(GARDENS, status="withdrawn"))
    assert verified(indexes, without("gardens")) == ()
    change(GARDENS)
    assert verified(indexes, EVERYTHING) == ()


def test_of_two_changes_the_last_one_answers(change, indexes):
    change(KITCHENS)
    change(dataclasses.replace(KITCHENS, versions={"en": ZEPPELINS.original}))
    texts = {each.text for each in opened(indexes).pools["en"].passages.live_passages() if each.record_id == "gardens"}
    assert texts == {"Zeppelins carry books over the desert"}
    assert verified(indexes, without(plus=[dataclasses.replace(KITCHENS, versions={"en": ZEPPELINS.original})])) == ()


def test_of_one_record_named_twice_the_last_state_counts(change, indexes):
    change(GARDENS, KITCHENS)
    assert verified(indexes, without(plus=[KITCHENS])) == ()
    assert {each.text for each in opened(indexes).pools["en"].passages.live_passages() if each.record_id == "gardens"} == {
        "Cooks teach soup to pupils"
    }


def test_many_small_updates_keep_the_order_of_what_they_hold(change, indexes):
    """More than eight: tantivy merges its segments on the way, and row numbers must survive that."""
    for number in range(10):
        last = practice("gardens", "en", f"Title {number}", f"Nothing but number{number} matters")
        assert change(last)
    index = opened(indexes)
    assert _read_records(index)["gardens"] == last
    assert verified(indexes, without(plus=[last])) == ()
    assert {each for each, *_ in lexical_leg(index, "number9")["en"]} == {"gardens"}
    assert {
        each.record_id for row in index.pools["en"].lexical.search("theatre", top=99) for each in [index.pools["en"].passages[row]]
    } == {each.id for each in FILLERS if each.lang == "en"}


# when a build is due


def test_a_new_language_is_for_a_build(change, indexes):
    before = generations.current(indexes)
    assert change(KITCHENS, practice("huerta", "es", "Huertas", "Los alumnos cultivan huertas")) is None
    assert generations.current(indexes) == before
    assert [each.name for each in (indexes / "generations").iterdir()] == [before.name]
    assert verified(indexes, EVERYTHING) == ()


def test_a_city_that_the_index_does_not_know_is_for_a_build(change, indexes):
    """Its names belong to the passages, and its region to the filters."""
    assert change(dataclasses.replace(KITCHENS, city="tr-izmir")) is None
    assert verified(indexes, EVERYTHING) == ()


def test_the_last_record_of_a_language_is_for_a_build(change):
    assert change(removed=[each.id for each in EVERYTHING if "fr" in each.versions]) is None


def test_too_many_changes_are_for_a_build(change, monkeypatch):
    """Rows gone and new since the last build count together, over all updates."""
    monkeypatch.setattr(update_module, "MOST_PARTS", 9)
    assert change(KITCHENS)  # 3 gone, 3 new, of a fifth of 19 and 9 more
    assert change(GARDENS)
    assert change(KITCHENS) is None
    assert change(BUSES)  # another language


def test_too_many_parts_are_for_a_build(change, monkeypatch):
    monkeypatch.setattr(update_module, "MOST_CHANGED", 99)
    monkeypatch.setattr(update_module, "MOST_PARTS", 2)
    assert change(KITCHENS)
    assert change(GARDENS) is None


def test_a_build_makes_one_part_of_all_of_them(change, indexes):
    change(KITCHENS, removed=["market"])
    make(indexes, without("market", plus=[KITCHENS, ZEPPELINS]))
    assert all(len(pool.passages.parts) == 1 and pool.passages.dead is None for pool in opened(indexes).pools.values())
    assert verified(indexes, without("market", plus=[KITCHENS, ZEPPELINS])) == ()


# what cannot be updated


def test_without_an_index_there_is_nothing_to_update(quick_tmp, encoder):
    with pytest.raises(IndexMissingError):
        update(quick_tmp, [GARDENS], encoder=encoder, cache=VectorCache(quick_tmp / "vectors.sqlite", encoder))


def test_another_encoder_cannot_update(change):
    with pytest.raises(IndexMismatchError):
        change(KITCHENS, encoder=FakeEncoder(fingerprint="fake:2"))


def test_one_writer_at_a_time(change, indexes):
    with generations.building(indexes), pytest.raises(BusyError):
        change(KITCHENS)


# the generation before


def test_the_generation_before_stays_as_it_was(change, indexes):
    """Hard links are never written into: not a byte of it changes, and it opens and answers."""
    for changed, removed in (((KITCHENS, ZEPPELINS), ("market",)), ((GARDENS,), ("zeppelins",)), ((TOLD_TWICE, MARKET), ())):
        before = generations.current(indexes)
        files, said = snapshot(before), answers(Index.open(before))
        assert change(*changed, removed=removed)
        assert snapshot(before) == files
        assert damaged_files(before, read_manifest(before), thorough=True) == []
        assert answers(Index.open(before)) == said
        assert answers(opened(indexes)) != said


def test_an_opened_generation_goes_on_answering_when_its_folder_is_gone(change, indexes):
    reader = opened(indexes)
    said = answers(reader)
    for record in (KITCHENS, ZEPPELINS, GARDENS):
        change(record)
    assert not reader.folder.exists()
    assert answers(reader) == said


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_every_file_has_its_seal(change, indexes, monkeypatch, links):
    if not links:
        monkeypatch.setattr(update_module.os, "link", no_link)
    for changed, removed in (((KITCHENS,), ("market",)), ((GARDENS, MARKET), ("buses",))):
        assert change(*changed, removed=removed)
        folder, manifest = generations.current(indexes), read_manifest(generations.current(indexes))
        assert damaged_files(folder, manifest, thorough=True) == []
        sealed = {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
        assert {folder / name for name in manifest.files} == sealed - {folder / "manifest.json", folder / "manifest.sha256"}


def no_link(*_):
    raise OSError("this file system has no links")


def test_a_file_system_without_links_does_as_well(change, indexes, monkeypatch):
    monkeypatch.setattr(update_module.os, "link", no_link)
    before = generations.current(indexes)
    files = snapshot(before)
    change(KITCHENS, removed=["market"])
    assert verified(indexes, without("market", plus=[KITCHENS])) == ()
    assert snapshot(before) == files
    assert ids(engine(indexes).search(Query("soup", "en")))[0] == "gardens"


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_damage_in_a_large_file_is_not_sealed_as_right(change, indexes, monkeypatch, links):
    """Opening looks at the size of a large file only; what is linked or copied keeps the seal that it had."""
    if not links:
        monkeypatch.setattr(update_module.os, "link", no_link)
    path = generations.current(indexes) / "pools" / "en" / "part-000" / "codes.npy"
    harmed = bytearray(path.read_bytes())
    harmed[-1] ^= 1
    path.write_bytes(harmed)
    monkeypatch.setattr(manifest_module, "_WHOLE_BYTES", 0)
    change(KITCHENS)
    assert verified(indexes, without(plus=[KITCHENS])) == ("pools/en/part-000/codes.npy does not match its checksum",)


# killed on the way


def counted(function, times):
    """Return a function that does the same, but from its call number ``times`` (from 0) on the power is out when it is done."""
    calls = []

    def run(*args, **options):
        calls.append(args)
        found = function(*args, **options)
        if len(calls) > times:
            raise RuntimeError("the power is out")
        return found

    return run


STEPS = [
    *((update_module, name, times) for name in ("_link_file", "_update_pool", "_save") for times in (0, 1, 2)),
    *((update_module, name, 0) for name in ("_changes", "_link", "centres_of", "_write_records", "_manifest", "write_manifest")),
    *((owner, name, 0) for owner, name in ((update_module.TextPart, "write"), (update_module.LexicalIndex, "update"))),
    *((owner, "save", 0) for owner in (update_module.DenseIndex, update_module.TokenPart)),
    *((generations, name, times) for name in ("_flush", "flush_folder") for times in (0, 2)),
]


@pytest.mark.parametrize(("owner", "name", "times"), STEPS, ids=[f"{each[1]}-{each[2]}" for each in STEPS])
def test_killed_at_any_point_the_generation_before_serves(change, indexes, monkeypatch, owner, name, times):
    before = generations.current(indexes)
    files = snapshot(before)
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, counted(getattr(owner, name), times))
        with pytest.raises(RuntimeError, match="power"):
            change(KITCHENS, TOLD_TWICE, removed=["market"])
    assert generations.current(indexes) == before
    assert snapshot(before) == files
    assert [each.name for each in (indexes / "generations").iterdir()] == [before.name]
    assert change(KITCHENS, removed=["market"])
    assert verified(indexes, without("market", plus=[KITCHENS])) == ()


def test_killed_before_the_switch_the_generation_before_serves(change, indexes, monkeypatch):
    """The new folder has its name by then, but nothing points to it."""
    before = generations.current(indexes)
    with monkeypatch.context() as patched:
        patched.setattr(generations, "write_atomically", counted(lambda *_: None, 0))
        with pytest.raises(RuntimeError, match="power"):
            change(KITCHENS)
    assert verified(indexes, EVERYTHING) == ()
    assert generations.current(indexes) == before
    assert change(ZEPPELINS)
    assert verified(indexes, without(plus=[ZEPPELINS])) == ()


# words that are gone


def test_words_that_are_gone_answer_nowhere(change, indexes, quick_tmp):
    """Neither in a leg, nor in an offer of a spelling, nor in the doctor's story, nor as a name across scripts."""
    change(ZEPPELINS)
    assert any(names_leg(opened(indexes), "zeppelins").values())
    change(removed=["zeppelins"])
    searching = engine(indexes)
    assert [lexical_leg(searching.index, "zeppelins")[lang] for lang in ("ar", "en", "fr")] == [{}] * 3
    assert not any(names_leg(searching.index, "zeppelins").values())
    for leg in (dense_leg, late_leg):
        assert "zeppelins" not in {record for own in leg(searching.index, "zeppelins books desert").values() for record, *_ in own}
    assert "zeppelins" not in ids(searching.search(Query("zeppelins books desert", "en", top=99)))
    assert "zeppelins" not in searching.speller._list("en")
    assert "gardens" in searching.speller._list("en")
    told = explain_query(KnowledgeBase(Settings(home=quick_tmp), searching, Vocabularies()), "zeppelins carry books", lang="en")
    legs = [row for pool in told["pools"].values() for leg in ("dense", "lexical", "late") for row in pool[leg]]
    assert legs
    assert "zeppelins" not in {row["record"] for row in [*legs, *told["final"]]}
    assert {lang: pool["passages"] for lang, pool in told["pools"].items()} == dict(searching.index.manifest.passages)


def test_a_filter_and_a_quotation_find_what_is_there_now(change, indexes):
    change(KITCHENS, removed=["market"])
    searching = engine(indexes)
    assert ids(searching.search(Query("pupils", "en", where={"theme": ("food",)}))) == ["gardens"]
    assert ids(searching.search(Query("pupils", "en", where={"theme": ("environment",)}))) == []
    assert ids(searching.search(Query('"soup"', "en"))) == ["gardens"]
    assert ids(searching.search(Query('"vegetables"', "en"))) == []
    assert "market" not in ids(searching.browse(Query("", "ar", top=99)))


# any sequence


WORDS = {"en": ["alpha", "bravo", "cargo", "delta"], "ar": ["بستان", "حديقة", "سفينة", "قطار"], "fr": ["avion", "bateau", "camion"]}
VARIANTS = [(lang, word) for lang, own in WORDS.items() for word in own]
NAMES = ["one", "two", "three", "four"]
STATES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*VARIANTS, None]), max_size=4)


@contextmanager
def quick_copy(whole):
    copied = shutil.copytree(whole, whole.with_name(f"{whole.name}-copy"))
    try:
        yield copied
    finally:
        shutil.rmtree(copied)


@settings(max_examples=12)
@given(st.lists(STATES, min_size=1, max_size=4))
def test_any_sequence_of_updates_holds_and_finds_what_a_build_would(whole, sequence):
    with quick_copy(whole) as indexes:
        encoder, kept = FakeEncoder(), {each.id: each for each in EVERYTHING}
        for states in sequence:
            changed = [practice(each, state[0], state[1], f"{state[1]} {each}") for each, state in states.items() if state]
            removed = [each for each, state in states.items() if state is None]
            assert update(indexes, changed, removed=removed, encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
            kept = {each: record for each, record in kept.items() if each not in removed} | {each.id: each for each in changed}
        assert verified(indexes, kept.values()) == ()
        updated = opened(indexes)
        (indexes / "built").mkdir()
        built = opened(make(indexes / "built", kept.values()))
        assert rows_that_answer(updated) == rows_that_answer(built)
        for _, word in VARIANTS:
            assert found(updated, word) == found(built, word)


def found(index, text):
    return {lang: set(own) for lang, own in lexical_leg(index, text).items()}
