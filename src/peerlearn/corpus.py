"""The folder ``corpus/`` <-> practices, documents, cities and vocabularies; its format is described in ``corpus/README.md``.

Reading collects every defect as an :class:`~peerlearn.issues.Issue` with file, line, field and remedy, all at once. Writing is atomic:
a temporary file beside the target, flushed to the disk, then renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from peerlearn import frontmatter
from peerlearn.atomic import write_atomically
from peerlearn.city import City
from peerlearn.errors import CorpusError
from peerlearn.issues import FieldError, Issue, errors
from peerlearn.practice import Document, Practice, Record, Version
from peerlearn.reference import read_cities, read_vocabularies
from peerlearn.serialise import record_files, renamed
from peerlearn.vocabulary import Vocabularies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R", Practice, Document)
_PRACTICE = TypeAdapter(Practice)
_DOCUMENT = TypeAdapter(Document)
_VERSION = TypeAdapter(Version)
VERSION_FIELDS = ("lang", "title", "summary", "written")
_NOT_FIELDS = ("sections", "versions", "version_number")
_REFERENCES = {"themes": "themes", "sdgs": "sdg", "target_groups": "target_groups", "key_features": "key_features"}
_REMEDIES = {
    "missing": "write it",
    "string_type": "write text; put a number or date in quotes",
    "unexpected_keyword_argument": "remove it or mend its name",
    "extra_forbidden": "remove it or mend its name",
    "literal_error": "write one of the values that corpus/README.md lists",
    "date_type": "write a date like 2020-05-01",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "invalid_key": "remove it or mend its name",
}


@dataclass(frozen=True)
class Corpus:
    """Everything that ``corpus/`` holds, by id; ``issues`` are the defects found while reading."""

    practices: Mapping[str, Practice]
    documents: Mapping[str, Document] = field(default_factory=dict)
    cities: Mapping[str, City] = field(default_factory=dict)
    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    issues: tuple[Issue, ...] = ()

    def records(self) -> Iterator[Record]:
        """Yield practices, then documents, each in the order of their ids."""
        yield from self.practices.values()
        yield from self.documents.values()

    def public(self) -> Iterator[Record]:
        """Yield what may be searched and shown: practices whose status is published, and documents."""
        yield from (each for each in self.practices.values() if each.public)
        yield from self.documents.values()


def read_corpus(folder: Path, *, keep_going: bool = False) -> Corpus:
    """Read the whole corpus.

    Args:
        folder: the folder ``corpus/``.
        keep_going: leave out what is defective instead of raising.

    Raises:
        CorpusError: with every defect in ``issues``, unless ``keep_going``.
    """
    if not folder.is_dir():
        raise CorpusError(f"there is no corpus at {folder}", remedy="set PEERLEARN_CORPUS to a folder with practices/ and cities.csv")
    reader = _Reader(folder)
    corpus = reader.read()
    defects = errors(corpus.issues)
    if defects and not keep_going:
        shown = "\n".join(map(str, defects))
        raise CorpusError(f"{len(defects)} error{'s' if len(defects) > 1 else ''} in {folder}:\n{shown}", issues=defects)
    return corpus


class _Reader:
    """One pass over a corpus folder; collects issues instead of stopping."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issues: list[Issue] = []
        self.seen: dict[str, str] = {}

    def read(self) -> Corpus:
        vocabularies = read_vocabularies(self.folder, self.add)
        cities = read_cities(self.folder, vocabularies, self.add)
        practices = self._records(
            "practices", _PRACTICE, lambda path, found, record: self._check_practice(path, found, record, cities, vocabularies)
        )
        documents = self._records(
            "documents", _DOCUMENT, lambda path, found, record: self._check_references(path, found, record, cities, vocabularies)
        )
        issues = tuple(sorted(self.issues))
        return Corpus(practices, documents, cities, vocabularies, issues)

    def add(self, path: Path, line: int, name: str, message: str, remedy: str) -> None:
        self.issues.append(Issue(path.relative_to(self.folder).as_posix(), line, name, message, remedy))

    # practices and documents

    def _records(self, kind: str, adapter: TypeAdapter[R], check: Callable[[Path, frontmatter.Parsed, R], None]) -> dict[str, R]:
        records: dict[str, R] = {}
        groups: dict[tuple[Path, str], list[Path]] = {}
        for path in sorted((self.folder / kind).rglob("*.md")):
            groups.setdefault((path.parent, path.name.split(".")[0]), []).append(path)
        for (parent, name), paths in groups.items():
            record = self._record(parent / f"{name}.md", paths, adapter, check)
            if record is not None:
                records[name] = record
        return dict(sorted(records.items()))

    def _record(
        self, main: Path, paths: list[Path], adapter: TypeAdapter[R], check: Callable[[Path, frontmatter.Parsed, R], None]
    ) -> R | None:
        before = len(self.issues)
        parsed = {path: found for path in paths if (found := self._parse(path)) is not None}
        if main not in paths:
            self.add(paths[0], 1, "file", f"has no original {main.name}", "write the original's file, or rename this one")
        for path, found in parsed.items():
            self._check_name(path, found, main)
        if len(self.issues) > before:
            return None
        first = parsed.pop(main)
        versions = {first.fields.get("lang"): _version_fields(first)}
        for path, found in parsed.items():
            rest = {key: value for key, value in found.fields.items() if key != "id"}
            if self._validate(path, found, _VERSION, rest | _version_fields(found)) is not None:
                versions[found.fields["lang"]] = _version_fields(found)
        record = self._validate(main, first, adapter, _own_fields(first) | {"versions": versions})
        if record is not None:
            check(main, first, record)
        return record if len(self.issues) == before else None

    def _parse(self, path: Path) -> frontmatter.Parsed | None:
        try:
            return frontmatter.parse(path.read_bytes().decode("utf-8"))
        except frontmatter.FrontMatterError as fault:
            self.add(path, fault.line, fault.field, fault.message, fault.remedy)
        except UnicodeDecodeError as error:
            self.add(path, 0, "file", f"is not UTF-8 at byte {error.start}", "save the file as UTF-8")
        except OSError as error:
            self.add(path, 0, "file", f"cannot be read: {error.strerror}", "check the file and its rights")
        return None

    def _check_name(self, path: Path, found: frontmatter.Parsed, main: Path) -> None:
        """The id and the language stand in the file's name, and an id stands in one folder only."""
        for name in _NOT_FIELDS:
            if name in found.fields:
                self.add(path, found.line((name,)), name, "is not a field", "remove it or mend its name")
        record_id, lang = found.fields.get("id"), found.fields.get("lang")
        if record_id != main.stem:
            self.add(path, found.line(("id",)), "id", f"{record_id!r} is not the file's name {main.stem!r}", "give both the same id")
        elif path == main:
            other = self.seen.setdefault(main.stem, path.relative_to(self.folder).as_posix())
            if other != path.relative_to(self.folder).as_posix():
                self.add(path, found.line(("id",)), "id", f"{record_id!r} is already the id of {other}", "give one of the two another id")
        if path == main and not isinstance(lang, str):
            message = "is missing" if lang is None else f"{lang!r} is not text"
            self.add(path, found.line(("lang",)), "lang", message, "write the language of the file, like lang: ar")
        elif path != main and path.name != f"{main.stem}.{lang}.md":
            self.add(
                path,
                found.line(("lang",)),
                "lang",
                f"{lang!r} is not the language in the file's name",
                f"name the file {main.stem}.{lang}.md",
            )

    def _validate(self, path: Path, found: frontmatter.Parsed, adapter: TypeAdapter[T], fields: Mapping[str, Any]) -> T | None:
        try:
            return adapter.validate_python(fields)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._add_fault(path, found, fault)
        return None

    def _add_fault(self, path: Path, found: frontmatter.Parsed, fault: Any) -> None:
        cause = fault.get("ctx", {}).get("error")
        place = _file_path(fault["loc"])
        if isinstance(cause, FieldError):
            parts = cause.field.split(".")
            line = found.lines.get(("sections", cause.field)) or found.line((*place, *parts[1:]) if place else tuple(parts))
            self.add(path, line, cause.field, cause.message, cause.remedy)
            return
        message = f"{fault['msg'][0].lower()}{fault['msg'][1:]}"
        name = ".".join(str(part + 1 if isinstance(part, int) and at else part) for at, part in enumerate(place)) or "file"
        self.add(path, found.line(place), name, message, _REMEDIES.get(fault["type"], "compare the field with corpus/README.md"))

    def _check_practice(
        self, path: Path, found: frontmatter.Parsed, practice: Practice, cities: Mapping[str, City], vocabularies: Vocabularies
    ) -> None:
        self._check_references(path, found, practice, cities, vocabularies)
        if path.parent.name != practice.country.lower():
            self.add(
                path,
                found.line(("city",)),
                "city",
                f"{practice.city} is not in the country of the folder {path.parent.name}",
                "move the file",
            )
        if "evidence_types" in vocabularies and practice.evidence.type not in vocabularies["evidence_types"]:
            self._add_unknown(path, found.line(("evidence", "type")), "evidence.type", practice.evidence.type, "evidence_types")

    def _check_references(
        self, path: Path, found: frontmatter.Parsed, record: Record, cities: Mapping[str, City], vocabularies: Vocabularies
    ) -> None:
        if record.city is not None and record.city not in cities:
            self.add(path, found.line(("city",)), "city", f"{record.city!r} is not in cities.csv", "mend the id or add the city")
        for name, vocabulary in _REFERENCES.items():
            for number, term in enumerate(getattr(record, name, ())):
                if vocabulary in vocabularies and term not in vocabularies[vocabulary]:
                    self._add_unknown(path, found.line((name, number)), name, term, vocabulary)

    def _add_unknown(self, path: Path, line: int, name: str, code: str, vocabulary: str) -> None:
        self.add(path, line, name, f"{code!r} is an unknown code", f"use an id of vocabulary/{vocabulary}.json")


_FROM_FILE = {"version": "version_number"}


def record_fields(original: frontmatter.Parsed, others: Iterable[frontmatter.Parsed]) -> dict[str, Any]:
    """Return the fields of a record as its files have them, named as the nouns name them, and unchecked."""
    versions = {}
    for each in others:
        rest = {key: value for key, value in each.fields.items() if key != "id"}
        versions[str(each.fields.get("lang"))] = rest | _version_fields(each)
    return _own_fields(original) | {"versions": {**versions, str(original.fields.get("lang")): _version_fields(original)}}


def _own_fields(found: frontmatter.Parsed) -> dict[str, Any]:
    """Return what stands once in a record, and its language."""
    own = {key: value for key, value in found.fields.items() if key not in VERSION_FIELDS}
    return renamed(own, _FROM_FILE) | {"lang": found.fields.get("lang")}


def _version_fields(found: frontmatter.Parsed) -> dict[str, Any]:
    fields = {key: found.fields[key] for key in VERSION_FIELDS if key in found.fields} | {"sections": dict(found.sections)}
    if isinstance(fields.get("written"), dict):
        fields["written"] = renamed(fields["written"], {"from": "from_lang"})
    return fields


def _file_path(location: tuple[str | int, ...]) -> frontmatter.Path:
    """Return where pydantic's location stands in the file: versions are files, and two names differ."""
    if location[:1] == ("versions",):
        location = location[2:]
    return tuple({"from_lang": "from", "version_number": "version"}.get(str(part), part) for part in location)


def record_folder(folder: Path, record: Record) -> Path:
    """Return the folder that holds the record's files."""
    return folder / "practices" / record.country.lower() if isinstance(record, Practice) else folder / "documents"


def write_record(folder: Path, record: Record) -> list[Path]:
    """Write a record's files atomically and remove those of versions that it no longer has; return the paths written."""
    target = record_folder(folder, record)
    target.mkdir(parents=True, exist_ok=True)
    files = record_files(record)
    for name, text in files.items():
        write_atomically(target / name, text.encode("utf-8"))
    for stale in target.parent.glob(f"*/{record.id}.*md") if isinstance(record, Practice) else target.glob(f"{record.id}.*md"):
        if stale.parent != target or stale.name not in files:  # a dropped language, or another country's folder
            stale.unlink()
    return [target / name for name in files]
