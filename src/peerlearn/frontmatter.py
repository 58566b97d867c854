r"""Markdown files with YAML front matter: text <-> fields and sections, with the line of every field.

Lines are counted and split at ``\n`` only: U+2028 and U+0085 are characters like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from peerlearn.issues import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str | int, ...]
_HEADING = re.compile(r"## (.*)")
_ESCAPED = re.compile(r"(\\*)## ")
_DEPTH = 50
"""Levels of nesting that are read: libyaml's composer recurses without a limit and takes the process down."""
# YAML 1.1 would end a line at these; they are read as noncharacters and put back.
_BREAKS = str.maketrans("\x85\u2028\u2029\r", "\ufdd0\ufdd1\ufdd2\ufdd3")
_NO_BREAKS = str.maketrans("\ufdd0\ufdd1\ufdd2\ufdd3", "\x85\u2028\u2029\r")
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Reads plain values, and says where a value is that cannot be one, like the date 2020-02-30."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        return super().construct_scalar(node).translate(_NO_BREAKS)


class FrontMatterError(FieldError):
    """The file cannot be read as front matter and sections; ``line`` is where it breaks."""

    def __init__(self, line: int, field: str, message: str, remedy: str) -> None:
        super().__init__(field, message, remedy)
        self.line = line


@dataclass(frozen=True)
class Parsed:
    """Fields of the front matter, sections by heading, and the line (from 1) of each path of keys."""

    fields: Mapping[str, Any]
    sections: Mapping[str, str]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of ``path``, or that of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str) -> Parsed:
    """Read front matter and sections.

    Raises:
        FrontMatterError: there is no front matter, its YAML is broken, a key or heading stands twice, or text stands before a heading.
    """
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise FrontMatterError(1, "front matter", "is missing", "begin the file with a line ---, the fields, and a line ---")
    end = lines.index("---", 1)
    fields, places = _parse_yaml("\n".join(lines[1:end]) + "\n")
    sections, section_lines = _parse_sections(lines[end + 1 :], first_line=end + 2)
    return Parsed(fields, sections, places | section_lines)


def _parse_yaml(text: str) -> tuple[dict[str, Any], dict[Path, int]]:
    if bad := re.search("[\ufdd0-\ufdd3]", text):
        line = text.count("\n", 0, bad.start()) + 2
        raise FrontMatterError(line, "front matter", f"holds the noncharacter U+{ord(bad.group()):04X}", "remove it")
    text = text.translate(_BREAKS)
    places: dict[Path, int] = {}
    try:
        _refuse_bombs(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            _collect_lines(node, (), places)
            fields = loader.construct_document(node) if node else {}
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        raise FrontMatterError(
            line, "front matter", f"is not YAML: {error.problem}", "mend this line; put text with : or # in quotes"
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 2
        raise FrontMatterError(line, "front matter", f"is not YAML: {error.reason}", "remove the character") from error
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 2
        raise FrontMatterError(line, "front matter", "holds half a character (a surrogate)", "remove the character") from error
    if not isinstance(fields, dict):
        raise FrontMatterError(2, "front matter", "is not a list of fields", "write lines like title: …")
    return fields, places


def _refuse_bombs(text: str) -> None:
    """Refuse what a few bytes blow up to more than the memory holds: deep nesting, and aliases of aliases."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + 2
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterError(
                line, "front matter", f"has the alias *{event.anchor}", "write the value again, or put the text in quotes"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise FrontMatterError(line, "front matter", f"is nested more than {_DEPTH} levels deep", "mend this line")


def _collect_lines(node: yaml.Node | None, path: Path, places: dict[Path, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value).translate(_NO_BREAKS))
            line = key.start_mark.line + 2
            if here in places:
                raise FrontMatterError(line, ".".join(map(str, here)), "stands twice", "keep one of the two")
            places[here] = line
            _collect_lines(value, here, places)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            here = (*path, number)
            places[here] = value.start_mark.line + 2
            _collect_lines(value, here, places)


def _parse_sections(lines: list[str], *, first_line: int) -> tuple[dict[str, str], dict[Path, int]]:
    sections: dict[str, list[str]] = {}
    places: dict[Path, int] = {}
    body: list[str] | None = None
    for number, line in enumerate(lines, start=first_line):
        if heading := _HEADING.fullmatch(line):
            name = heading.group(1).strip()
            if name in sections:
                raise FrontMatterError(number, name, "is the heading of two sections", "join them or rename one")
            body = sections[name] = []
            places[("sections", name)] = number
        elif body is not None:
            body.append(_unescape(line))
        elif line.strip():
            raise FrontMatterError(number, "sections", "text stands before the first heading", "write a heading like ## challenge above it")
    return {name: "\n".join(body).strip() for name, body in sections.items()}, places


def _unescape(line: str) -> str:
    return line[1:] if line.startswith("\\") and _ESCAPED.match(line) else line


def _escape(line: str) -> str:
    return "\\" + line if _ESCAPED.match(line) else line


def dump(fields: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """Write front matter and sections so that :func:`parse` reads the same back."""
    front = yaml.dump(dict(fields), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    parts = [f"---\n{front}---\n"]
    parts += [f"\n## {name}\n\n" + "\n".join(map(_escape, text.split("\n"))) + "\n" for name, text in sections.items()]
    return "".join(parts)


class _Dumper(yaml.SafeDumper):
    """Writes without anchors: two equal maps stay two maps that a person can edit apart."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Escape what YAML takes for the end of a line, so that it comes back and no line number moves."""
    style = '"' if re.search("[\x85\u2028\u2029]", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
