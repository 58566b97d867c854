"""What an update costs, one change after another, and when a build is due instead."""

import dataclasses

import pytest

from peerlearn.encode.cache import VectorCache
from peerlearn.errors import BusyError, IndexMismatchError, IndexMissingError
from peerlearn.index import generations
from peerlearn.index import update as update_module
from peerlearn.index.update import update
from peerlearn.knowledge_base import _read_records
from peerlearn.search.result import Query
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import ids, practice
from tests.unit.index.update.updating import (
    BUSES,
    EVERYTHING,
    FILLERS,
    GARDENS,
    KITCHENS,
    ZEPPELINS,
    engine,
    lexical_leg,
    make,
    opened,
    verified,
    without,
)


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


def test_without_an_index_there_is_nothing_to_update(quick_tmp, encoder):
    with pytest.raises(IndexMissingError):
        update(quick_tmp, [GARDENS], encoder=encoder, cache=VectorCache(quick_tmp / "vectors.sqlite", encoder))


def test_another_encoder_cannot_update(change):
    with pytest.raises(IndexMismatchError):
        change(KITCHENS, encoder=FakeEncoder(fingerprint="fake:2"))


def test_one_writer_at_a_time(change, indexes):
    with generations.building(indexes), pytest.raises(BusyError):
        change(KITCHENS)
