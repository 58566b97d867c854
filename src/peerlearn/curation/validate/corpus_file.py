"""A file of the corpus, as it stands or where it is being written: the record of all its language versions, checked, with lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlearn import frontmatter
from peerlearn.corpus import record_fields
from peerlearn.curation.validate.checking import Report, validate
from peerlearn.curation.validate.completeness import completeness
from peerlearn.curation.validate.file_wording import BREAKS
from peerlearn.curation.validate.finding import Finding
from peerlearn.editorial import line_of
from peerlearn.text.language import detect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.city import City
    from peerlearn.curation.validate.reading import Noun
    from peerlearn.issues import Issue
    from peerlearn.vocabulary import Vocabularies


@dataclass(frozen=True)
class Placed:
    """A finding with the file it is in and its line, from 1; 0 where there is none."""

    finding: Finding
    file: str
    line: int = 0

    def issue(self, lang: str) -> Issue:
        """Return the same as an issue, its words in a language of the interface."""
        said = self.finding.issue(lang)
        return type(said)(self.file, self.line, said.field, said.message, said.remedy, said.severity)


@dataclass(frozen=True)
class FileReport:
    """What a record's files hold: the report on it, and every finding with its place, in the order of files and lines."""

    name: str
    report: Report
    placed: tuple[Placed, ...]

    @property
    def ok(self) -> bool:
        """True when nothing blocks."""
        return self.report.ok and not any(each.finding.blocks for each in self.placed)


@dataclass(frozen=True)
class _Version:
    path: Path
    text: str
    parsed: frontmatter.Parsed


def check_record(path: Path, *, corpus: Path, cities: Mapping[str, City], vocabularies: Vocabularies) -> FileReport:
    """Check the record that a Markdown file belongs to, all its language versions together; never raises for what they hold.

    Args:
        path: the original's file or that of another version, within the corpus or anywhere else.
        corpus: the folder whose ids are taken already.
        cities: the known cities by id.
        vocabularies: the controlled lists.
    """
    name = path.name.split(".")[0]
    main = path.with_name(f"{name}.md")
    read: dict[Path, _Version] = {}
    found: list[Placed] = []
    for each in sorted({*path.parent.glob(f"{name}.*md"), path}):
        version = _read(each)
        if isinstance(version, _Version):
            found += _named(version, main, corpus)
            read[each] = _with_language(version)
        else:
            found.append(version)
    if not main.exists():
        found.append(Placed(Finding("no-original-file", "file", values={"name": main.name}), path.name, 1))
    original = read.get(main)
    noun = _noun(main, original)
    if original is None:
        return FileReport(name, Report(None, (), completeness({}, noun=noun)), tuple(found))
    others = [each for key, each in read.items() if key != main]
    fields = record_fields(original.parsed, [each.parsed for each in others])
    report = validate(fields, noun=noun, cities=cities, vocabularies=vocabularies)
    by_lang = {each.parsed.fields["lang"]: each for each in (*others, original)}
    found += [_placed(each, by_lang, original) for each in report.findings]
    found += _in_its_country(fields, original, noun)
    return FileReport(name, report, tuple(sorted(found, key=lambda each: (each.file != main.name, each.file, each.line))))


def _read(path: Path) -> _Version | Placed:
    try:
        text = path.read_bytes().decode("utf-8")
        return _Version(path, text, frontmatter.parse(text))
    except frontmatter.FrontMatterError as fault:
        return Placed(broken(fault), path.name, fault.line)
    except UnicodeDecodeError as error:
        return Placed(Finding("not-utf8", "file", values={"at": str(error.start)}), path.name)
    except OSError:
        return Placed(Finding("unreadable", "file"), path.name)


def broken(fault: frontmatter.FrontMatterError) -> Finding:
    """Return why a file is no front matter with sections, as a finding."""
    for pattern, code in BREAKS:
        if match := re.match(pattern, f"{fault.field} {fault.message}", re.DOTALL):
            return Finding(code, fault.field, values=match.groupdict(), said=fault.message, advised=fault.remedy)
    return Finding("refused", fault.field, values={"said": fault.message}, said=fault.message, advised=fault.remedy)


def _with_language(version: _Version) -> _Version:
    """Give a file that names no language one: its name's, or what its text reads as; that it names none is said apart."""
    fields, name = version.parsed.fields, version.path.name.split(".")
    if isinstance(fields.get("lang"), str):
        return version
    assumed = name[1] if len(name) == 3 else detect(" ".join(version.parsed.sections.values()), default="en").lang
    return replace(version, parsed=replace(version.parsed, fields={**fields, "lang": assumed}))


def _noun(main: Path, original: _Version | None) -> Noun:
    """A folder of the corpus says what stands in it; elsewhere the fields do."""
    if main.parent.name == "documents":
        return "document"
    inside = main.parent.parent.name == "practices"
    return "document" if not inside and original is not None and "kind" in original.parsed.fields else "practice"


def _named(version: _Version, main: Path, corpus: Path) -> list[Placed]:
    """The id and the language stand in the file's name, and an id is given once."""
    fields, name, found = version.parsed.fields, version.path.name, []
    if fields.get("id") not in (None, main.stem):
        finding = Finding("not-the-file-name", "id", values={"value": str(fields["id"]), "name": name})
        found.append(Placed(finding, name, version.parsed.line(("id",))))
    elif version.path == main and (other := _other(main, corpus)):
        found.append(Placed(Finding("id-taken", "id", values={"other": other}), name, version.parsed.line(("id",))))
    if version.path == main and not isinstance(fields.get("lang"), str):
        code = "not-text" if "lang" in fields else "missing"
        found.append(Placed(Finding(code, "lang"), name, version.parsed.line(("lang",))))
    elif version.path != main and name != f"{main.stem}.{fields.get('lang')}.md":
        finding = Finding("not-the-file-name", "lang", values={"value": str(fields.get("lang")), "name": name})
        found.append(Placed(finding, name, version.parsed.line(("lang",))))
    return found


def _other(main: Path, corpus: Path) -> str:
    """Return another file with the same id, within the corpus, where the file is part of it too."""
    if not main.resolve().is_relative_to(corpus.resolve()):
        return ""
    same = (each for part in ("practices", "documents") for each in sorted((corpus / part).rglob(main.name)))
    return next((each.relative_to(corpus).as_posix() for each in same if each.resolve() != main.resolve()), "")


def _in_its_country(fields: Mapping[str, Any], original: _Version, noun: Noun) -> list[Placed]:
    folder, city = original.path.parent, fields.get("city")
    if noun == "document" or folder.parent.name != "practices" or not isinstance(city, str) or city[:2] == folder.name:
        return []
    finding = Finding("other-country", "city", values={"value": city, "folder": folder.name})
    return [Placed(finding, original.path.name, original.parsed.line(("city",)))]


def _placed(finding: Finding, by_lang: Mapping[str, _Version], original: _Version) -> Placed:
    parts = finding.field.split(".")
    version = original
    if parts[0] == "versions" and len(parts) > 1:
        version, parts = by_lang.get(parts[1], original), parts[2:]
    line = version.parsed.line(_path(parts))
    return Placed(finding, version.path.name, line_of(version.text, line, finding.values.get("around", "")))


def _path(parts: Sequence[str]) -> frontmatter.Path:
    """Return where a finding's field stands in a file: places in lists count from 0 there, and two names differ."""
    names = {"from_lang": "from", "version_number": "version"}
    return tuple(int(each) - 1 if each.isdecimal() and each.isascii() else names.get(each, each) for each in parts)
