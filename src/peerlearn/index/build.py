"""Build, update and verify an index: passages -> vectors -> pools -> a generation that serves."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.errors import CorpusError, IndexDamagedError, IndexMismatchError, IndexMissingError
from peerlearn.index import background, generations, meaning
from peerlearn.index.centres import language_means
from peerlearn.index.codes import Codes
from peerlearn.index.manifest import FileSeal, Manifest, damaged_files, read_manifest, seal, write_manifest
from peerlearn.index.pool import Means, Pool
from peerlearn.index.projection import Projection
from peerlearn.index.tellings import find as find_tellings
from peerlearn.index.tokens import centred, pool_means
from peerlearn.issues import errors
from peerlearn.passages import PASSAGES_VERSION, Passage, passages_of
from peerlearn.reference import reference_json
from peerlearn.serialise import record_digest, record_json
from peerlearn.text.normalise import TEXT_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from peerlearn.corpus import Corpus
    from peerlearn.encode import Encoded, Encoder
    from peerlearn.encode.cache import VectorCache

Progress = Callable[[str, int, int], None]
"""Called with a step's name, what is done and the total (0: unknown)."""
RECORDS = "records.jsonl"
MORE_RECORDS = "records-{}.jsonl"
"""What an update adds."""
SAMPLED = 400
"""Passages whose tokens say how vectors are coded."""
REFERENCE = "reference.json"
"""Cities and vocabularies as they were when the records were indexed."""


def silent(_step: str, _done: int, _total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did; ``changed`` is False when the index was already true to the corpus."""

    generation: str
    records: int
    passages: int
    encoded: int
    added: int
    removed: int
    updated: int
    changed: bool = True


@dataclass(frozen=True)
class Verification:
    """Whether index and corpus agree; ``problems`` says where they do not, one sentence each."""

    generation: str
    records: int
    passages: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def build(
    corpus: Corpus, indexes: Path, *, encoder: Encoder, cache: VectorCache, unchanged_ok: bool = True, progress: Progress = silent
) -> BuildReport:
    """Bring the index in ``indexes`` up to the corpus: encode what is new, drop what is gone, and switch to a new generation.

    Args:
        corpus: what to index.
        indexes: the folder of generations.
        encoder: cuts and encodes.
        cache: keeps vectors of unchanged text.
        unchanged_ok: return at once when the index already holds exactly this corpus.
        progress: is told of every step.

    Raises:
        BusyError: another process is building.
        CorpusError: the corpus holds nothing to index.
    """
    digests = record_digests(corpus)
    reference = reference_json(corpus.cities, corpus.vocabularies)
    if not digests:
        raise CorpusError("the corpus holds nothing to index", remedy="mend it, or write a first practice")
    with generations.building(indexes) as scratch:
        before = _current_manifest(indexes)
        if (
            unchanged_ok
            and before is not None
            and _same(before, digests, reference, encoder)
            and meaning.NAME in before.files
            and not damaged_files(_folder(indexes), before, thorough=True)
        ):
            return BuildReport(before.generation, len(digests), sum(before.passages.values()), 0, 0, 0, 0, changed=False)
        passages = _passages(corpus, encoder, progress)
        texts = [passage.encoder_text for passage in passages]
        encoded, fresh = cache.encode(texts, kind="passage", progress=lambda done, total: progress("encode", done, total))
        with (scratch / RECORDS).open("wb") as file:
            file.writelines(record_json(record) + b"\n" for record in corpus.public())
        (scratch / REFERENCE).write_bytes(reference)
        meaning.write(scratch, meaning.draw(passages, encoded, {record.id: record.lang for record in corpus.public()}))
        manifest = write_generation(scratch, passages, encoded, digests=digests, encoder=encoder, reference=reference, progress=progress)
        generations.switch(indexes, scratch, manifest.generation)
        cache.prune(texts, kind="passage")
    old = before.records if before else {}
    return BuildReport(
        manifest.generation,
        len(digests),
        len(passages),
        fresh,
        added=len(digests.keys() - old.keys()),
        removed=len(old.keys() - digests.keys()),
        updated=sum(old[each] != digests[each] for each in old.keys() & digests.keys()),
    )


def write_generation(
    folder: Path,
    passages: Sequence[Passage],
    encoded: Sequence[Encoded],
    *,
    digests: Mapping[str, str],
    encoder: Encoder,
    reference: bytes = b"",
    progress: Progress = silent,
) -> Manifest:
    """Write pools, background and manifest for encoded passages into a folder without pools."""
    groups = passages_by_language(passages)
    records = {lang: [passages[i].record_id for i in rows] for lang, rows in groups.items()}
    projection = Projection.for_encoder(encoder.fingerprint)
    pools = _write_pools(folder, passages, encoded, groups, projection, progress)
    scores = background.measure({lang: pool.tokens for lang, pool in pools.items()}, records, projection=projection)
    manifest = Manifest(
        generation=generation_name(digests, encoder),
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        dims=encoder.dims,
        text_version=TEXT_VERSION,
        passages_version=PASSAGES_VERSION,
        records=dict(digests),
        reference=_digest(reference),
        passages={lang: pool.passages.live for lang, pool in pools.items()},
        background=scores,
        projection=projection.name,
        built=now(),
        files=_seals(folder),
    )
    write_manifest(folder, manifest)
    progress("index", len(groups) + 1, len(groups) + 1)
    return manifest


def _write_pools(
    folder: Path,
    passages: Sequence[Passage],
    encoded: Sequence[Encoded],
    groups: Mapping[str, Sequence[int]],
    projection: Projection,
    progress: Progress,
) -> dict[str, Pool]:
    """Write the pool of each language; ``groups`` says which passages are in it."""
    token_means = pool_means({lang: _token_sum([encoded[i] for i in rows]) for lang, rows in groups.items()})
    vectors = {lang: np.stack([encoded[i].vector for i in rows]) for lang, rows in groups.items()}
    sentence_means = language_means(vectors)
    tellings = find_tellings(vectors, {lang: [passages[i].record_id for i in rows] for lang, rows in groups.items()})
    sample = _sample(encoded, groups, token_means, projection)
    codes = Codes.of(sample, fine=projection.fine_of(sample.shape[1]))
    pools = {}
    for done, (lang, rows) in enumerate(sorted(groups.items())):
        progress("index", done, len(groups) + 1)
        pools[lang] = Pool.build(
            lang,
            [passages[i] for i in rows],
            [encoded[i] for i in rows],
            means=Means(token_means[lang], sentence_means[lang]),
            projection=projection,
            codes=codes,
            tellings=tellings[lang],
            folder=folder / "pools" / lang,
        )
    progress("index", len(groups), len(groups) + 1)
    return pools


def passages_by_language(passages: Sequence[Passage]) -> dict[str, list[int]]:
    """Return the numbers of the passages of each language, those of a record side by side."""
    groups: dict[str, dict[str, list[int]]] = {}
    for number, passage in enumerate(passages):
        groups.setdefault(passage.lang, {}).setdefault(passage.record_id, []).append(number)
    return {lang: [number for own in records.values() for number in own] for lang, records in groups.items()}


def _sample(
    encoded: Sequence[Encoded], groups: Mapping[str, Sequence[int]], means: Mapping[str, NDArray[np.float32]], projection: Projection
) -> NDArray[np.float32]:
    """Return projected token vectors (n, dims) of passages spread evenly over all languages: what the coding is made for."""
    places = [(lang, row) for lang, rows in sorted(groups.items()) for row in rows]
    chosen = places[:: max(1, len(places) // SAMPLED)]
    return np.concatenate([projection.apply(centred(encoded[row].tokens, means[lang])) for lang, row in chosen])


def _seals(folder: Path) -> dict[str, FileSeal]:
    """Return the seal of every file, tantivy's empty locks left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): seal(path) for path in files}


def verify(corpus: Corpus, indexes: Path, *, encoder_fingerprint: str) -> Verification:
    """Prove that the serving index is whole and holds exactly this corpus, made by this encoder.

    Raises:
        IndexMissingError: nothing was built yet.
    """
    folder = generations.current(indexes)
    manifest = read_manifest(folder)
    problems = damaged_files(folder, manifest, thorough=True)
    if manifest.encoder_fingerprint != encoder_fingerprint:
        problems.append(f"it was built with another encoder ({manifest.encoder})")
    if manifest.projection != Projection.for_encoder(manifest.encoder_fingerprint).name:
        problems.append(f"its token vectors went through another projection ({manifest.projection})")
    if (manifest.text_version, manifest.passages_version) != (TEXT_VERSION, PASSAGES_VERSION):
        problems.append("it was built by another version of the text rules")
    problems += [f"not in the index, because {issue}" for issue in errors(corpus.issues)]
    problems += _differences(manifest, corpus)
    if not problems:
        problems += _miscounted(folder, manifest)
    return Verification(manifest.generation, len(manifest.records), sum(manifest.passages.values()), tuple(problems))


def record_digests(corpus: Corpus) -> dict[str, str]:
    """Return id -> digest of every record that is indexed, as the manifest holds them."""
    return {record.id: record_digest(record) for record in corpus.public()}


def reference_digest(corpus: Corpus) -> str:
    """Return the digest of cities and vocabularies, as the manifest holds it."""
    return _digest(reference_json(corpus.cities, corpus.vocabularies))


def _differences(manifest: Manifest, corpus: Corpus) -> list[str]:
    digests = record_digests(corpus)
    defective = {Path(issue.file).name.split(".")[0] for issue in errors(corpus.issues)}
    found = [f"{each} is in the corpus but not in the index" for each in digests if each not in manifest.records]
    found += [f"{each} is in the index but no longer in the corpus" for each in manifest.records if each not in digests.keys() | defective]
    found += [f"{each} has changed since it was indexed" for each in digests if manifest.records.get(each, digests[each]) != digests[each]]
    if manifest.reference != reference_digest(corpus):
        found.append("cities or vocabularies have changed since they were indexed")
    return found


def _miscounted(folder: Path, manifest: Manifest) -> list[str]:
    """Every record has a passage, every passage a record, and every pool as many as the manifest says."""
    seen: set[str] = set()
    problems = []
    for lang, count in manifest.passages.items():
        try:
            pool = Pool.load(lang, folder / "pools" / lang)
        except (IndexDamagedError, OSError, ValueError, RuntimeError) as error:
            problems.append(f"the {lang} pool cannot be opened: {error}")
            continue
        if pool.passages.live != count:
            problems.append(f"the {lang} pool holds {pool.passages.live} passages instead of {count}")
        seen |= set(pool.passages.records())
    problems += [f"{each} has no passage in the index" for each in manifest.records if each not in seen]
    problems += [f"{each} has passages but is not in the manifest" for each in seen if each not in manifest.records]
    return problems


def _passages(corpus: Corpus, encoder: Encoder, progress: Progress) -> list[Passage]:
    records = list(corpus.public())
    passages: list[Passage] = []
    for done, record in enumerate(records):
        progress("cut", done, len(records))
        city = corpus.cities.get(record.city or "")
        passages += passages_of(record, city=city.name if city else lambda _: "", tokens=encoder)
    progress("cut", len(records), len(records))
    return passages


def _token_sum(encoded: Sequence[Encoded]) -> tuple[np.ndarray, int]:
    total = np.sum([each.tokens.sum(axis=0, dtype=np.float64) for each in encoded], axis=0)
    return total, max(1, sum(len(each.token_ids) for each in encoded))


def _current_manifest(indexes: Path) -> Manifest | None:
    try:
        return read_manifest(_folder(indexes))
    except (IndexDamagedError, IndexMismatchError):
        return None


def _folder(indexes: Path) -> Path:
    try:
        return generations.current(indexes)
    except IndexMissingError:
        return indexes / "generations" / "none"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _same(manifest: Manifest, digests: Mapping[str, str], reference: bytes, encoder: Encoder) -> bool:
    return (
        dict(manifest.records) == dict(digests)
        and manifest.reference == _digest(reference)
        and manifest.encoder_fingerprint == encoder.fingerprint
        and manifest.projection == Projection.for_encoder(encoder.fingerprint).name
        and (manifest.text_version, manifest.passages_version) == (TEXT_VERSION, PASSAGES_VERSION)
    )


def now() -> str:
    """Return the time, to the second, as a manifest holds it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def generation_name(digests: Mapping[str, str], encoder: Encoder) -> str:
    """Return a name that tells time and content: two builds never share a folder."""
    content = hashlib.sha256(json.dumps([encoder.fingerprint, dict(digests)], sort_keys=True).encode()).hexdigest()
    return f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}-{content[:8]}"
