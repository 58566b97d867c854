"""Update: a few changed records into a new generation that shares every other file with the one before.

A build makes everything anew; this writes, for each language, one part with the new passages and marks the rows that are gone. What is not
touched is linked, not copied, so that the cost is that of the change. Three things stay as the last build left them: what is subtracted
from vectors, background scores, and which texts are tellings of one another (new texts are looked at by the next build). The limits
below keep that harmless.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index import generations
from peerlearn.index.build import MORE_RECORDS, REFERENCE, BuildReport, generation_name, now, passages_by_language, silent
from peerlearn.index.centres import centres_of
from peerlearn.index.dense import DenseIndex
from peerlearn.index.lexical import LexicalIndex
from peerlearn.index.manifest import NAME, SEAL, Manifest, seal, write_manifest
from peerlearn.index.opened import Index
from peerlearn.index.pool import CENTRES, DEAD, TELLINGS, lexical_text, part_folder
from peerlearn.index.tellings import ALONE
from peerlearn.index.texts import TextPart
from peerlearn.index.tokens import SEEN, Seen, TokenPart
from peerlearn.passages import PASSAGES_VERSION, passages_of
from peerlearn.reference import reference_from_json
from peerlearn.serialise import record_digest, record_json
from peerlearn.text.normalise import TEXT_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded, Encoder
    from peerlearn.encode.cache import VectorCache
    from peerlearn.index.build import Progress
    from peerlearn.index.pool import Pool
    from peerlearn.passages import Passage
    from peerlearn.practice import Record

MOST_PARTS = 64
"""Parts of a pool from which a build is due: a question looks into each."""
MOST_CHANGED = 0.2
"""Share of a pool's rows, new and gone since the last build, from which a build is due: its means and backgrounds no longer fit."""
_REPLACED = frozenset({NAME, SEAL})
_WRITTEN_INTO = frozenset({"meta.json", ".managed.json"})
"""Files that tantivy replaces: copied, so that whatever happens the generation before keeps its own."""
_CHANGING = _WRITTEN_INTO | {DEAD, TELLINGS, SEEN}
"""Files that an update may make anew; every other one is as the generation before sealed it, and damage must not be sealed as right."""


@dataclass(frozen=True, eq=False)
class _Change:
    """What an update does to one pool: the rows that go, and the passages that come with their vectors."""

    gone: NDArray[np.int64]
    passages: Sequence[Passage]
    encoded: Sequence[Encoded]


def update(
    indexes: Path,
    changed: Sequence[Record],
    *,
    removed: Collection[str] = (),
    encoder: Encoder,
    cache: VectorCache,
    progress: Progress = silent,
) -> BuildReport | None:
    """Take changed records into the serving index and removed ones out of it; return None where only a build can do that.

    A record that is not public any more is removed. A build is due when a language or a city is new, or after very many changes.

    Args:
        indexes: the folder of generations.
        changed: the records as they are now; others stay as they are.
        removed: ids of records that are gone.
        encoder: cuts and encodes.
        cache: keeps vectors of unchanged text.
        progress: is told of every step.

    Raises:
        BusyError: another process is building.
        IndexMissingError, IndexDamagedError, IndexMismatchError: there is no index that could be updated; the message says what to do.
    """
    with generations.building(indexes) as scratch:
        index = Index.open(generations.current(indexes))
        before = index.manifest
        before.require(
            encoder_fingerprint=encoder.fingerprint, encoder=encoder.name, text_version=TEXT_VERSION, passages_version=PASSAGES_VERSION
        )
        new = [record for record in {each.id: each for each in changed}.values() if record.public]
        gone = {record.id for record in changed} | set(removed)
        changes, fresh = _changes(index, new, gone, encoder, cache)
        if changes is None:
            return None
        _link(index.folder, scratch)
        for done, (lang, change) in enumerate(changes.items()):
            progress("index", done, len(changes))
            _update_pool(index, index.pools[lang], change, scratch / "pools" / lang)
        progress("index", len(changes), len(changes))
        digests = {each: digest for each, digest in before.records.items() if each not in gone} | {
            each.id: record_digest(each) for each in new
        }
        _write_records(scratch, new)
        manifest = _manifest(index, scratch, digests, changes, encoder)
        write_manifest(scratch, manifest)
        generations.switch(indexes, scratch, manifest.generation)
    return _report(before, manifest, new, fresh)


def _report(before: Manifest, after: Manifest, new: Sequence[Record], fresh: int) -> BuildReport:
    known = before.records.keys()
    return BuildReport(
        after.generation,
        len(after.records),
        sum(after.passages.values()),
        fresh,
        added=sum(each.id not in known for each in new),
        removed=len(known - after.records.keys()),
        updated=sum(each.id in known for each in new),
    )


def _changes(
    index: Index, new: Sequence[Record], gone: Collection[str], encoder: Encoder, cache: VectorCache
) -> tuple[dict[str, _Change] | None, int]:
    """Return what each pool has to change and how many texts were encoded; None where a build is due."""
    cities, _ = reference_from_json((index.folder / REFERENCE).read_bytes())
    if any(record.city and record.city not in cities for record in new):
        return None, 0
    passages: list[Passage] = []
    for record in new:
        city = cities.get(record.city or "")
        passages += passages_of(record, city=city.name if city else lambda _: "", tokens=encoder)
    groups = passages_by_language(passages)
    if not groups.keys() <= index.pools.keys():
        return None, 0
    rows = {lang: _rows(pool, gone) for lang, pool in index.pools.items()}
    if any(_build_is_due(pool, len(rows[lang]), len(groups.get(lang, ()))) for lang, pool in index.pools.items()):
        return None, 0
    encoded, fresh = cache.encode([each.encoder_text for each in passages], kind="passage")
    own = {lang: groups.get(lang, []) for lang in index.pools if lang in groups or len(rows[lang])}
    return {lang: _Change(rows[lang], [passages[i] for i in some], [encoded[i] for i in some]) for lang, some in own.items()}, fresh


def _rows(pool: Pool, gone: Collection[str]) -> NDArray[np.int64]:
    return np.array([row for each in sorted(gone) for row in pool.passages.rows_of(each)], dtype=np.int64)


def _build_is_due(pool: Pool, gone: int, coming: int) -> bool:
    table = pool.passages
    since = len(table) - len(table.parts[0]) + len(table) - table.live + gone + coming
    emptied = table.live - gone + coming == 0
    return emptied or len(table.parts) >= MOST_PARTS or since > MOST_CHANGED * len(table.parts[0]) + MOST_PARTS


def _link(source: Path, target: Path) -> None:
    """Give ``target`` the files of ``source`` without copying what nobody writes into."""
    for path in source.rglob("*"):
        there = target / path.relative_to(source)
        if path.is_dir():
            there.mkdir(parents=True, exist_ok=True)
        elif path.name not in _REPLACED and path.suffix != ".lock":
            there.parent.mkdir(parents=True, exist_ok=True)
            if path.name in _WRITTEN_INTO:
                shutil.copyfile(path, there)
            else:
                _link_file(path, there)


def _link_file(path: Path, there: Path) -> None:
    try:
        os.link(path, there)
    except OSError:  # a file system without links
        shutil.copyfile(path, there)


def _update_pool(index: Index, pool: Pool, change: _Change, folder: Path) -> None:
    """Write a pool's new part, and anew what says which rows are gone and how rare tokens are."""
    first = len(pool.passages)
    if change.passages:
        part = part_folder(folder, len(pool.passages.parts))
        part.mkdir()
        texts = TextPart.write(change.passages, part)
        vectors = np.stack([each.vector for each in change.encoded])
        DenseIndex.build(vectors).save(parts=[part])
        tokens = TokenPart.build(change.encoded, pool.tokens.mean, index.projection, pool.tokens.codes)
        tokens.save(part)
        np.save(part / CENTRES, centres_of(vectors, texts.firsts, pool.sentence_mean))
    rows = first + len(change.passages)
    dead = np.zeros(rows, dtype=bool)
    dead[:first] = pool.passages.dead if pool.passages.dead is not None else False
    dead[change.gone] = True
    _save(folder / DEAD, dead)
    _save(folder / TELLINGS, np.concatenate([pool.tellings, np.full(len(change.passages), ALONE, dtype=np.int32)]))
    gone = Seen.of(pool.tokens.ids(row) for row in change.gone.tolist())
    seen = pool.tokens.seen.changed(gone=gone, come=Seen.of(each.token_ids for each in change.encoded))
    _save(folder / SEEN, np.stack([seen.ids, seen.counts]))
    LexicalIndex.update(folder, added=enumerate(map(lexical_text, change.passages), start=first), gone=change.gone.tolist())


def _save(path: Path, array: NDArray[np.generic]) -> None:
    """Write an array into a new file: the old one belongs to the generation before, too."""
    path.unlink(missing_ok=True)
    np.save(path, array)


def _write_records(scratch: Path, new: Sequence[Record]) -> None:
    """Write the new records into a file of their own: of what several files hold of a record, the last is valid."""
    if not new:
        return
    number = len(list(scratch.glob(MORE_RECORDS.format("*"))))
    with (scratch / MORE_RECORDS.format(f"{number + 1:06d}")).open("wb") as file:
        file.writelines(record_json(each) + b"\n" for each in new)


def _manifest(index: Index, scratch: Path, digests: Mapping[str, str], changes: Mapping[str, _Change], encoder: Encoder) -> Manifest:
    before = index.manifest
    files = {}
    for path in sorted(each for each in scratch.rglob("*") if each.is_file() and each.suffix != ".lock"):
        name = path.relative_to(scratch).as_posix()
        files[name] = before.files[name] if name in before.files and path.name not in _CHANGING else seal(path)
    counts = {
        lang: count - len(changes[lang].gone) + len(changes[lang].passages) if lang in changes else count
        for lang, count in before.passages.items()
    }
    return replace(before, generation=generation_name(digests, encoder), records=dict(digests), passages=counts, built=now(), files=files)
