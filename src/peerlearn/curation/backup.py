"""Backup and restore: corpus, store, originals and index in one ZIP file, each part with its checksum.

A restore proves the whole archive before it writes anything, writes beside the home, and gives the parts their names last; the name of
the serving generation comes at the very end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from peerlearn.atomic import flush_folder, locked
from peerlearn.curation.duplicates.decisions import FILE as PAIRS
from peerlearn.curation.journal import lock_path, pending
from peerlearn.curation.review.log import verify_log
from peerlearn.curation.review.originals import FOLDER as ORIGINALS
from peerlearn.curation.review.originals import originals_folder
from peerlearn.errors import BackupError, IndexMissingError, PeerlearnError
from peerlearn.gaps import FILE as GAPS
from peerlearn.gaps import gap_store
from peerlearn.index import generations
from peerlearn.index.build import silent
from peerlearn.store.copy import from_file, head, is_empty, to_file
from peerlearn.store.engine import FILE as STORE
from peerlearn.store.engine import open_store, open_url, sqlite_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.index.build import Progress
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store

FORMAT = 1
MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 256 << 20
_UNFINISHED = ".restoring-"
_PARTS = ("corpus", "data", "indexes")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What an archive holds: when it was made, how many files of each part, their size in bytes, and the log's last entry."""

    path: Path
    made: dt.datetime
    files: dict[str, int]
    size: int
    log: tuple[int, str]


def back_up(store: Store, settings: Settings, path: Path, *, progress: Progress = silent) -> Backup:
    """Write everything that cannot be built again, and the serving index, into a new archive; nobody publishes meanwhile.

    Raises:
        BackupError: the archive is there already, something is not finished publishing, or the disk refuses.
    """
    if path.exists():
        raise BackupError(f"{path} is there already", remedy="choose another name")
    try:
        with ExitStack() as held:
            held.enter_context(locked(lock_path(settings), wait=True))
            held.enter_context(locked(settings.indexes / "lock", wait=True))
            if pending(store):
                raise BackupError("something was published and its index has not followed yet", remedy="start again, then back up")
            scratch = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="peerlearn-")))
            return _write(store, settings, path, scratch, progress)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror or error}", remedy="check the disk and its rights") from error


def _write(store: Store, settings: Settings, path: Path, scratch: Path, progress: Progress) -> Backup:
    to_file(store, scratch / STORE)
    with _noted(scratch / STORE) as copy:
        noted = head(copy)
    members = dict(_members(settings, scratch))
    made = dt.datetime.now(dt.UTC).replace(microsecond=0)
    half = path.with_name(f".{path.name}.half")
    checksums: dict[str, dict[str, str | int]] = {}
    try:
        handle = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)  # personal data: its owner's alone
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for done, (name, source) in enumerate(members.items()):
                    progress("back up", done, len(members))
                    checksums[name] = _add(archive, name, source)
                manifest = {"format": FORMAT, "made": made.isoformat(), "log": noted, "files": checksums}
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        flush_folder(path.parent)
    finally:
        half.unlink(missing_ok=True)
    progress("back up", len(members), len(members))
    return _backup(path, made, checksums, noted)


@contextmanager
def _noted(path: Path) -> Iterator[Store]:
    copy = open_url(sqlite_url(path))
    try:
        yield copy
    finally:
        copy.close()


def _members(settings: Settings, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file by its name in the archive; the store and the gaps as copies, the index only the generation that serves."""
    yield f"data/{STORE}", scratch / STORE
    if gap_store(settings).path.is_file():
        _copy_gaps(settings, scratch / GAPS)
        yield f"data/{GAPS}", scratch / GAPS
    if (settings.data / PAIRS).is_file():
        yield f"data/{PAIRS}", settings.data / PAIRS
    folders = {"corpus": settings.corpus, f"data/{ORIGINALS}": originals_folder(settings)}
    try:
        serving = generations.current(settings.indexes)
        folders[f"indexes/generations/{serving.name}"] = serving
        yield f"indexes/{generations.CURRENT}", settings.indexes / generations.CURRENT
    except IndexMissingError:
        pass  # nothing was built, or all that was published is withdrawn
    for prefix, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _is_half_written(prefix, path):
                yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def _is_half_written(prefix: str, path: Path) -> bool:
    return not prefix.startswith("indexes") and path.name.startswith(".")


def _copy_gaps(settings: Settings, target: Path) -> None:
    with closing(sqlite3.connect(gap_store(settings).path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, str | int]:
    digest = hashlib.sha256()
    size = 0
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as member:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            member.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def _backup(path: Path, made: dt.datetime, checksums: dict[str, dict[str, str | int]], noted: tuple[int, str]) -> Backup:
    files = {part: sum(name.startswith(f"{part}/") for name in checksums) for part in _PARTS}
    return Backup(path, made, files, sum(int(each["size"]) for each in checksums.values()), noted)


def check_backup(path: Path, *, progress: Progress = silent) -> Backup:
    """Prove that every file of an archive is there and whole, and nothing else is in it.

    Raises:
        BackupError: it is damaged, or no archive of peerlearn's.
    """
    with _opened(path) as archive:
        return _checked(path, archive, None, progress)


def restore(settings: Settings, path: Path, *, progress: Progress = silent) -> Backup:
    """Bring an archive back into an empty home, whichever engine its store has; afterwards it answers as the old one did.

    Raises:
        BackupError: the archive is damaged, or the home is not empty.
        StoreError: the store cannot be used.
    """
    _require_empty(settings)
    aside = settings.home / f"{_UNFINISHED}{os.getpid()}"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        for left in settings.home.glob(f"{_UNFINISHED}*"):  # of a restore that was killed
            shutil.rmtree(left)
        aside.mkdir(mode=0o700)
        with _opened(path) as archive:
            found = _checked(path, archive, aside, progress)
        _prove_log(aside, found)
        _take_store(settings, aside)
        _give_names(settings, aside)
    except OSError as error:
        raise BackupError(f"{path} cannot be restored: {error.strerror or error}", remedy="check the disk and its rights") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return found


def _require_empty(settings: Settings) -> None:
    corpus = settings.home / "corpus"
    full = [each for each in (corpus, originals_folder(settings)) if each.is_dir() and any(each.iterdir())]
    full += [each for each in (settings.data / STORE, settings.data / GAPS, settings.indexes / generations.CURRENT) if each.exists()]
    if settings.store_url:
        store = open_store(settings)
        try:
            full += [] if is_empty(store) else [Path("the database")]
        finally:
            store.close()
    if full:
        raise BackupError(f"{settings.home} is not empty: {full[0]} is there", remedy="restore into a new PEERLEARN_HOME")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError(f"{path} is damaged: {error}", remedy="take another backup") from error
    except FileNotFoundError:
        raise BackupError(f"there is no {path}", remedy="name the archive that peerlearn backup wrote") from None


def _checked(path: Path, archive: zipfile.ZipFile, target: Path | None, progress: Progress) -> Backup:
    """Compare every member with the manifest; with a target, write it there on the way."""
    manifest = _manifest(path, archive)
    checksums = manifest["files"]
    names = [each.filename for each in archive.infolist()]
    if sorted(names) != sorted([*checksums, MANIFEST]):
        raise BackupError(f"{path} is damaged: it does not hold the files that it names", remedy="take another backup")
    for done, (name, expected) in enumerate(checksums.items()):
        progress("restore" if target else "check", done, len(checksums))
        parts = PurePosixPath(name).parts
        if parts[0] not in _PARTS or ".." in parts or name.startswith("/") or "\\" in name or len(parts) < 2:
            raise BackupError(f"{path} names a file where none belongs: {name!r}", remedy="take another backup")
        if _read(archive, name, target / name if target else None, limit=int(expected["size"])) != expected:
            raise BackupError(f"{path} is damaged: {name} is not what it was", remedy="take another backup")
    progress("restore" if target else "check", len(checksums), len(checksums))
    return _backup(path, dt.datetime.fromisoformat(manifest["made"]), checksums, manifest["log"])


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = _parsed(archive)
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path} is damaged: it has no list of its files", remedy="take another backup") from error
    if manifest["format"] != FORMAT:
        raise BackupError(f"{path} has the format {manifest['format']!r}", remedy="restore it with the peerlearn that made it")
    return manifest


def _parsed(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest, or raise KeyError, ValueError or TypeError for what is none."""
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError(MANIFEST)
    given = json.loads(archive.read(MANIFEST))
    files = {str(name): {"sha256": str(each["sha256"]), "size": int(each["size"])} for name, each in dict(given["files"]).items()}
    number, noted = given["log"]
    dt.datetime.fromisoformat(given["made"])
    return {"format": given["format"], "made": given["made"], "log": (int(number), str(noted)), "files": files}


def _read(archive: zipfile.ZipFile, name: str, target: Path | None, *, limit: int) -> dict[str, str | int]:
    """Return a member's checksum and size; no more than its expected size is ever unpacked."""
    digest = hashlib.sha256()
    size = 0
    with ExitStack() as stack:
        member = stack.enter_context(archive.open(name))
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = stack.enter_context(target.open("wb"))
            target.chmod(0o600 if name.startswith("data/") else 0o644)  # personal data are their owner's alone
        while size <= limit and (chunk := member.read(_CHUNK)):
            digest.update(chunk)
            size += len(chunk)
            if target is not None:
                file.write(chunk)
        if target is not None:
            file.flush()
            os.fsync(file.fileno())
    return {"sha256": digest.hexdigest(), "size": size}


def _prove_log(aside: Path, found: Backup) -> None:
    try:
        with _noted(aside / "data" / STORE) as store:
            problems = verify_log(store, anchor=found.log if found.log[0] else None).problems
    except PeerlearnError as error:
        raise BackupError(f"{found.path} is damaged: {error}", remedy="take another backup") from error
    if problems:
        raise BackupError(f"the log in {found.path} was tampered with: {problems[0]}", remedy="take another backup")


def _take_store(settings: Settings, aside: Path) -> None:
    """Fill a store that has a URL of its own; a SQLite file of the home's is taken as it is."""
    if not settings.store_url:
        return
    store = open_store(settings)
    try:
        from_file(aside / "data" / STORE, store)
    finally:
        store.close()
    (aside / "data" / STORE).unlink()


def _give_names(settings: Settings, aside: Path) -> None:
    """Move what was unpacked to its place, what serves last; killed in between, the home is not empty, and is said to be so."""
    moves = [(aside / "corpus", settings.home / "corpus")]
    moves += [(each, settings.data / each.name) for each in _inside(aside / "data") if not each.name.endswith((".lock", "-wal", "-shm"))]
    moves += [(each, settings.indexes / "generations" / each.name) for each in _inside(aside / "indexes" / "generations")]
    moves += [(each, settings.indexes / each.name) for each in _inside(aside / "indexes") if each.is_file()]
    for source, target in moves:
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                target.rmdir()  # it is empty, or this raises
            if target.name == ORIGINALS:
                source.chmod(0o700)
            source.rename(target)
            flush_folder(target.parent)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
