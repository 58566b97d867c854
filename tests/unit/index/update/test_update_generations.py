"""The generation before stays as it was, whatever becomes of an update on the way."""

import pytest

from peerlearn.index import generations
from peerlearn.index import manifest as manifest_module
from peerlearn.index import update as update_module
from peerlearn.index.manifest import damaged_files, read_manifest
from peerlearn.index.opened import Index
from peerlearn.search.result import Query
from tests.unit.index.small_corpus import ids
from tests.unit.index.update.updating import (
    EVERYTHING,
    GARDENS,
    KITCHENS,
    MARKET,
    TOLD_TWICE,
    ZEPPELINS,
    answers,
    engine,
    opened,
    snapshot,
    verified,
    without,
)


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
