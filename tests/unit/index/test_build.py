"""Build, update and verify: an index always holds exactly the corpus, and only what changed is encoded."""

import dataclasses
import shutil

import numpy as np
import pytest

from peerlearn.encode.cache import VectorCache
from peerlearn.errors import BusyError, CorpusError, IndexDamagedError, IndexMissingError
from peerlearn.index import generations
from peerlearn.index.build import RECORDS, build, verify
from peerlearn.index.manifest import read_manifest
from peerlearn.index.opened import Index
from peerlearn.index.projection import Projection
from peerlearn.index.texts import PassageTable
from peerlearn.issues import Issue
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import term
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import CITIES, Engine, corpus_of, ids, library, practice

GARDENS, SENIORS, BUSES, MARKET, FORUM = library()


@pytest.fixture(autouse=True)
def _few_questions(monkeypatch):
    """The background is measured in a test of its own."""
    monkeypatch.setattr("peerlearn.index.background.QUESTIONS", 2)


@pytest.fixture
def encoder():
    return FakeEncoder()


@pytest.fixture
def make(quick_tmp, encoder):
    """Build the index of the given records, as one more run of the command."""

    def run(*records, encoder=encoder, **options):
        encoder.calls.clear()
        return build(corpus_of(*records), quick_tmp, encoder=encoder, cache=VectorCache(quick_tmp / "vectors.sqlite", encoder), **options)

    return run


def search(indexes, encoder, text, lang="en", *, records=()):
    from peerlearn.search.result import Query  # noqa: PLC0415

    engine = Engine(Index.open(generations.current(indexes)), encoder, {each.id: each for each in records}, CITIES)
    return ids(engine.search(Query(text, lang)))


def indexed(indexes):
    index = Index.open(generations.current(indexes))
    return {passage.record_id for pool in index.pools.values() for passage in pool.passages}


def test_a_first_build_holds_everything(make, quick_tmp, encoder):
    report = make(*library())
    assert (report.records, report.added, report.updated, report.removed, report.changed) == (5, 5, 0, 0, True)
    assert indexed(quick_tmp) == {"gardens", "seniors", "buses", "market", "forum"}
    manifest = read_manifest(generations.current(quick_tmp))
    assert set(manifest.passages) == {"ar", "en", "fr"}
    assert sum(manifest.passages.values()) == report.passages
    assert report.encoded == len(encoder.calls)
    assert verify(corpus_of(*library()), quick_tmp, encoder_fingerprint="fake:1").ok


def test_unchanged_does_nothing(make, quick_tmp, encoder):
    first = make(*library())
    again = make(*library())
    assert (again.changed, again.encoded, again.generation) == (False, 0, first.generation)
    assert encoder.calls == []
    assert [each.name for each in (quick_tmp / "generations").iterdir()] == [first.generation]


def test_a_build_that_must_happen_makes_a_new_generation_without_encoding(make, quick_tmp, encoder):
    first = make(*library())
    again = make(*library(), unchanged_ok=False)
    assert again.changed
    assert again.generation != first.generation
    assert again.encoded == len(encoder.calls) == 0


def test_what_is_added_is_found_and_only_it_is_encoded(make, quick_tmp, encoder):
    make(GARDENS, BUSES)
    report = make(GARDENS, BUSES, MARKET)
    assert (report.added, report.updated, report.removed) == (1, 0, 0)
    assert encoder.calls
    assert all("السوق" in text for text in encoder.calls)
    assert search(quick_tmp, encoder, "محو الأمية", "ar", records=(GARDENS, BUSES, MARKET))[0] == "market"


def test_what_is_changed_answers_with_its_new_text_only(make, quick_tmp, encoder):
    make(GARDENS, BUSES)
    changed = practice("gardens", "en", "School kitchens", "Cooks teach soup", themes=("environment",))
    report = make(changed, BUSES)
    assert (report.added, report.updated, report.removed) == (0, 1, 0)
    assert encoder.calls
    assert all("kitchens" in text for text in encoder.calls)
    texts = {passage.text for passage in Index.open(generations.current(quick_tmp)).pools["en"].passages}
    assert texts == {"Cooks teach soup"}


def test_one_changed_section_encodes_one_passage(make, encoder):
    make(GARDENS, BUSES)
    version = dataclasses.replace(GARDENS.original, sections={**GARDENS.original.sections, "challenge": "Children never see a carrot"})
    report = make(dataclasses.replace(GARDENS, versions={"en": version}), BUSES)
    assert report.encoded == len(encoder.calls) == 1
    assert "carrot" in encoder.calls[0]


def test_what_is_deleted_answers_no_more(make, quick_tmp, encoder):
    make(*library())
    left = (GARDENS, SENIORS, BUSES, FORUM)
    report = make(*left)
    assert (report.added, report.updated, report.removed, report.encoded) == (0, 0, 1, 0)
    assert indexed(quick_tmp) == {each.id for each in left}
    assert "market" not in search(quick_tmp, encoder, "محو الأمية في السوق", "ar", records=left)
    assert '"market"' not in (generations.current(quick_tmp) / RECORDS).read_text()


def test_a_deleted_language_version_answers_no_more(make, quick_tmp):
    make(*library())
    make(GARDENS, dataclasses.replace(SENIORS, versions={"ar": SENIORS.versions["ar"]}), BUSES, MARKET, FORUM)
    english = Index.open(generations.current(quick_tmp)).pools["en"]
    assert {passage.record_id for passage in english.passages} == {"gardens", "forum"}


def test_a_change_that_no_passage_shows_is_a_change_all_the_same(make, quick_tmp):
    make(*library())
    report = make(dataclasses.replace(GARDENS, themes=("food",)), SENIORS, BUSES, MARKET, FORUM)
    assert (report.updated, report.encoded, report.changed) == (1, 0, True)
    assert '"food"' in (generations.current(quick_tmp) / RECORDS).read_text()


def test_another_encoder_encodes_everything_anew(make):
    first = make(*library())
    other = FakeEncoder(fingerprint="fake:2")
    report = make(*library(), encoder=other)
    assert report.changed
    assert report.encoded == len(other.calls) == first.encoded


@pytest.mark.parametrize("harm", ["missing", "truncated", "flipped"])
def test_a_damaged_index_is_built_again(make, quick_tmp, harm):
    make(*library())
    damage(generations.current(quick_tmp) / "pools" / "en" / "part-000" / "codes.npy", harm)
    assert make(*library()).changed
    assert verify(corpus_of(*library()), quick_tmp, encoder_fingerprint="fake:1").ok


def test_an_empty_corpus_is_refused_and_the_old_index_stays(make, quick_tmp):
    make(*library())
    with pytest.raises(CorpusError, match="nothing to index"):
        make()
    assert len(indexed(quick_tmp)) == 5


class Failing(FakeEncoder):
    def encode(self, texts, *, kind):
        raise RuntimeError("the power is out")


def test_a_failed_build_leaves_the_old_index_and_nothing_else(make, quick_tmp):
    first = make(GARDENS)
    with pytest.raises(RuntimeError, match="power"):
        make(*library(), encoder=Failing())
    assert [each.name for each in (quick_tmp / "generations").iterdir()] == [first.generation]
    assert generations.current(quick_tmp).name == first.generation


def test_one_builder_at_a_time(make, quick_tmp):
    with generations.building(quick_tmp), pytest.raises(BusyError):
        make(GARDENS)


def test_rows_mean_the_same_passage_in_every_leg(make, quick_tmp, encoder):
    """Trap 1: after saving and opening, row i of every part belongs to passage i."""
    make(*library())
    for pool in Index.open(generations.current(quick_tmp)).pools.values():
        for row, passage in enumerate(pool.passages):
            (encoded,) = FakeEncoder().encode([passage.encoder_text], kind="passage")
            assert float(pool.dense.vectors(np.array([row]))[0] @ encoded.vector) > 0.99
            assert row in pool.lexical.search(f"{passage.context} {passage.text}", top=3)
            assert pool.tokens.ids(row).tolist() == encoded.token_ids.tolist()


def test_a_pool_whose_parts_disagree_is_refused(make, quick_tmp):
    make(*library())
    pool = Index.open(generations.current(quick_tmp)).pools["en"]
    with pytest.raises(IndexDamagedError, match="different numbers of passages") as caught:
        dataclasses.replace(pool, passages=PassageTable([]))
    assert "run: peerlearn index build" in str(caught.value)


# what is not public


UNPUBLISHED = ["draft", "submitted", "in_review", "rejected", "superseded", "withdrawn"]


@pytest.mark.parametrize("status", UNPUBLISHED)
def test_only_what_is_published_is_indexed(make, quick_tmp, encoder, status):
    hidden = dataclasses.replace(BUSES, status=status)
    report = make(GARDENS, hidden)
    assert report.records == 1
    assert indexed(quick_tmp) == {"gardens"}
    assert not any("bus" in text.lower() for text in encoder.calls)
    assert '"buses"' not in (generations.current(quick_tmp) / RECORDS).read_text()
    assert list(read_manifest(generations.current(quick_tmp)).records) == ["gardens"]
    assert verify(corpus_of(GARDENS, hidden), quick_tmp, encoder_fingerprint="fake:1").ok


def test_what_is_withdrawn_goes_and_what_is_published_again_comes_back(make, quick_tmp):
    make(GARDENS, BUSES)
    hidden = dataclasses.replace(BUSES, status="withdrawn")
    assert not verify(corpus_of(GARDENS, hidden), quick_tmp, encoder_fingerprint="fake:1").ok
    assert make(GARDENS, hidden).removed == 1
    assert indexed(quick_tmp) == {"gardens"}
    report = make(GARDENS, BUSES)
    assert (report.added, report.encoded) == (1, 0)


def test_a_corpus_of_drafts_holds_nothing_to_index(make):
    with pytest.raises(CorpusError, match="nothing to index"):
        make(dataclasses.replace(GARDENS, status="draft"))


# cities and vocabularies


MOVED = {**CITIES, "co-medellin": dataclasses.replace(CITIES["co-medellin"], region="africa")}
RELABELLED = Vocabularies({"themes": Vocabulary("themes", [term("environment")])})


@pytest.mark.parametrize("change", [{"cities": MOVED}, {"vocabularies": RELABELLED}])
def test_a_change_of_what_records_refer_to_makes_a_new_generation(make, quick_tmp, encoder, change):
    first = make(*library())
    corpus = dataclasses.replace(corpus_of(*library()), **change)
    said = verify(corpus, quick_tmp, encoder_fingerprint="fake:1").problems
    assert said == ("cities or vocabularies have changed since they were indexed",)
    encoder.calls.clear()
    report = build(corpus, quick_tmp, encoder=encoder, cache=VectorCache(quick_tmp / "vectors.sqlite", encoder))
    assert report.changed
    assert report.generation != first.generation
    assert encoder.calls == []
    assert verify(corpus, quick_tmp, encoder_fingerprint="fake:1").ok
    assert not verify(corpus_of(*library()), quick_tmp, encoder_fingerprint="fake:1").ok


# opening and proving


def damage(path, harm):
    if harm == "missing":
        path.unlink()
        return
    content = bytearray(path.read_bytes())
    if harm == "flipped":
        content[len(content) // 2] ^= 1
    path.write_bytes(content[:-1] if harm == "truncated" else content)


FILES = [
    "records.jsonl",
    "reference.json",
    *(f"pools/en/{name}" for name in ("mean.npy", "sentence_mean.npy", "steps.npy", "seen.npy", "tellings.npy")),
    *(f"pools/en/part-000/{name}" for name in ("passages.jsonl", "lines.npy", "ids.json", "firsts.npy", "centres.npy")),
    *(f"pools/en/part-000/{name}" for name in ("dense.faiss", "codes.npy", "token_ids.npy", "offsets.npy")),
]


@pytest.fixture(scope="module")
def whole(quick_module_tmp):
    encoder = FakeEncoder()
    build(corpus_of(*library()), quick_module_tmp, encoder=encoder, cache=VectorCache(quick_module_tmp / "vectors.sqlite", encoder))
    return quick_module_tmp


@pytest.fixture
def copy(whole, quick_tmp):
    return shutil.copytree(whole, quick_tmp / "indexes")


@pytest.mark.parametrize("harm", ["missing", "truncated", "flipped"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named_with_the_command_that_mends_it(copy, name, harm):
    damage(generations.current(copy) / name, harm)
    with pytest.raises(IndexDamagedError) as caught:
        Index.open(generations.current(copy))
    assert name in str(caught.value)
    assert "run: peerlearn index build" in str(caught.value)
    (problem,) = verify(corpus_of(*library()), copy, encoder_fingerprint="fake:1").problems
    assert problem.startswith(f"{name} ")


def test_every_lexical_file_is_sealed_too(copy):
    folder = generations.current(copy)
    for path in (folder / "pools" / "ar" / "lexical").iterdir():
        if path.suffix != ".lock":
            assert path.relative_to(folder).as_posix() in read_manifest(folder).files


def test_nothing_to_verify(quick_tmp):
    with pytest.raises(IndexMissingError):
        verify(corpus_of(GARDENS), quick_tmp, encoder_fingerprint="fake:1")


DIFFERENCES = [
    ((GARDENS, SENIORS, BUSES, MARKET, FORUM, practice("new", "en", "A", "B")), "new is in the corpus but not in the index"),
    ((GARDENS, SENIORS, BUSES, MARKET), "forum is in the index but no longer in the corpus"),
    ((dataclasses.replace(GARDENS, themes=()), SENIORS, BUSES, MARKET, FORUM), "gardens has changed since it was indexed"),
    ((GARDENS, dataclasses.replace(SENIORS, start=2021), BUSES, MARKET, FORUM), "seniors has changed since it was indexed"),
]


@pytest.mark.parametrize(("records", "said"), DIFFERENCES)
def test_each_difference_is_found(whole, records, said):
    result = verify(corpus_of(*records), whole, encoder_fingerprint="fake:1")
    assert not result.ok
    assert result.problems == (said,)


def test_all_differences_are_found_at_once(whole):
    records = (dataclasses.replace(GARDENS, themes=()), BUSES, practice("new", "en", "A", "B"))
    assert len(verify(corpus_of(*records), whole, encoder_fingerprint="other:1").problems) == 1 + 1 + 3 + 1


def test_a_file_left_out_is_named_and_is_not_called_deleted(make, quick_tmp):
    """The corpus as read with --keep-going: gardens has a defect, buses was deleted."""
    issue = Issue("practices/co/gardens.es.md", 3, "lang", "is wrong", "mend it")
    make(*library())
    read = dataclasses.replace(corpus_of(SENIORS, MARKET, FORUM), issues=(issue,))
    assert verify(read, quick_tmp, encoder_fingerprint="fake:1").problems == (
        f"not in the index, because {issue}",
        "buses is in the index but no longer in the corpus",
    )
    build(read, quick_tmp, encoder=FakeEncoder(), cache=VectorCache(quick_tmp / "vectors.sqlite", FakeEncoder()))
    assert verify(read, quick_tmp, encoder_fingerprint="fake:1").problems == (f"not in the index, because {issue}",)


def test_a_warning_leaves_nothing_out(whole):
    issue = Issue("practices/co/gardens.md", 3, "summary", "is short", "add to it", severity="warning")
    assert verify(dataclasses.replace(corpus_of(*library()), issues=(issue,)), whole, encoder_fingerprint="fake:1").ok


def test_another_encoder_is_a_difference(whole):
    (problem,) = verify(corpus_of(*library()), whole, encoder_fingerprint="other:1").problems
    assert problem == "it was built with another encoder (fake)"


def test_another_text_version_is_a_difference(whole, monkeypatch):
    monkeypatch.setattr("peerlearn.index.build.TEXT_VERSION", 99)
    (problem,) = verify(corpus_of(*library()), whole, encoder_fingerprint="fake:1").problems
    assert problem == "it was built by another version of the text rules"


def test_an_index_of_another_projection_is_built_anew_and_told_by_verify(make, quick_tmp, encoder, monkeypatch):
    make(*library())
    other = dataclasses.replace(Projection.none(), name="another")
    monkeypatch.setattr(Projection, "for_encoder", classmethod(lambda _cls, _fingerprint: other))
    found = verify(corpus_of(*library()), quick_tmp, encoder_fingerprint=encoder.fingerprint)
    assert any("projection" in problem for problem in found.problems)
    assert make(*library()).changed
    assert Index.open(generations.current(quick_tmp)).manifest.projection == "another"
