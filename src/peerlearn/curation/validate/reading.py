"""The fields of a draft -> a practice or document, or everything that keeps it from being one, all at once.

The constructors of the nouns hold the rules, and stop at the first that is broken. So what they refuse is noted, a stand-in takes its
place, and they are asked again, until nothing is left to refuse.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter, ValidationError

from peerlearn.curation.validate.finding import Finding
from peerlearn.issues import FieldError
from peerlearn.practice import Document, Practice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.practice import Record

Path = tuple[Any, ...]
Noun = Literal["practice", "document"]
_NOUNS: dict[Noun, TypeAdapter[Any]] = {"practice": TypeAdapter(Practice), "document": TypeAdapter(Document)}
MOST_ROUNDS = 50
"""Rounds of asking; a draft has a few faults in one place, not fifty."""
_MENDED: dict[str, Any] = {
    "id": "x",
    "lang": "en",
    "city": "xx-x",
    "level": "city",
    "kind": "report",
    "date": 2000,
    "evidence": {"level": 0, "type": "x", "reason": {}},
    "evidence.level": 0,
    "evidence.type": "x",
    "evidence.reason": {},
    "sources": [{"title": "x", "publisher": "x", "url": "https://x", "licence": "x"}],
    "sources.*": {"title": "x", "publisher": "x", "url": "https://x", "licence": "x"},
    "partners.*": {"name": {}},
    "results.*": {"indicator": {}, "value": 0, "reported_by": "unstated"},
    "sources.*.title": "x",
    "sources.*.publisher": "x",
    "sources.*.url": "https://x",
    "sources.*.licence": "x",
    "partners.*.name": {},
    "resources.currency": "XXX",  # of ISO 4217: no currency is meant
    "results.*.indicator": {},
    "results.*.value": 0,
    "results.*.reported_by": "unstated",
    "versions": {"en": {}},
    "versions.*.title": "x",
    "versions.*.summary": "x",
    "versions.*.sections": {},
    "versions.*.written": {"by": "x", "kind": "original", "date": "2000-01-01"},
    "versions.*.written.by": "x",
    "versions.*.written.kind": "original",
    "versions.*.written.date": "2000-01-01",
    "versions.*.sections.challenge": "x",
    "versions.*.sections.solution": "x",
}
"""What stands in for a value that must be there; whatever is not named here is taken out."""
_REFUSALS: tuple[tuple[str, str], ...] = (
    (r"'(?P<value>.*)' is not known\nwrite one of (?P<allowed>.*)", "unknown-value"),
    (r"is empty\n", "empty"),
    (r"holds the control character (?P<code>U\+\w+)", "control-character"),
    (r"is not in Unicode form NFC", "not-nfc"),
    (r"'(?P<value>.*)' is not a language tag", "not-a-language"),
    (r"'(?P<value>.*)' is not a date", "not-a-date"),
    (r"(?P<value>.*) is not a plausible year", "not-a-year"),
    (r".* is not a number", "not-a-number"),
    (r"'(?P<value>.*)' is not a link", "not-a-link"),
    (r"is missing beside an amount", "no-currency"),
    (r"(?P<value>.*) is not a level", "not-a-level"),
    (r"has more than one line", "title-lines"),
    (r"has (?P<count>\d+) words\nshorten it to (?P<most>\d+)", "too-long"),
    (r"['\"](?P<value>.*)['\"] is not a heading", "not-a-heading"),
    (r"has white space around it", "space-around"),
    (r"there is no version in the original language (?P<lang>.*)\n", "no-original"),
    (r"the version under (?P<key>.*) says it is in (?P<lang>.*)\n", "other-language"),
    (r"'(?P<value>.*)' is not an id", "not-an-id"),
    (r"is not a section of a practice\nuse one of (?P<allowed>.*)", "not-a-section"),
    (r"is missing\nwrite a section", "no-section"),
    (r"(?P<end>.*) is before the start (?P<start>.*)\n", "end-before-start"),
    (r"is missing\nname at least one source", "no-source"),
    (r"there is no source (?P<number>.*)\nwrite a number from 1 to (?P<most>\d+)", "source-number"),
    (r"names a term twice", "term-twice"),
)
_CODES = {
    "missing": "missing",
    "string_type": "not-text",
    "unexpected_keyword_argument": "not-a-field",
    "extra_forbidden": "not-a-field",
}
_DATES = ("start", "end", "date", "last_verified")


@dataclass(frozen=True)
class Reading:
    """What some fields make: ``record``, or None with every reason in ``findings``.

    ``patched`` is the record with stand-ins for what was refused, so that the rest of it can be checked at the same time.
    """

    record: Record | None
    findings: tuple[Finding, ...]
    patched: Record | None

    def stands(self, path: str) -> bool:
        """Say whether what is at a path was written by somebody: no stand-in, nor beside what was taken out."""
        return not any(path == each.field or path.startswith(f"{each.field}.") for each in self.findings)


def noun_of(fields: Mapping[str, Any]) -> Noun:
    """Say what some fields are meant to be: only a document says what kind of text it is."""
    return "document" if "kind" in fields else "practice"


def read(fields: Mapping[str, Any], *, noun: Noun) -> Reading:
    """Read the fields of a draft.

    The fields are named as the noun's: ``versions`` is language -> title, summary, written and sections.
    """
    adapter = _NOUNS[noun]
    mended: Any = copy.deepcopy(_plain(fields))
    found: dict[tuple[str, str], Finding] = {}
    for _ in range(MOST_ROUNDS):
        try:
            record: Record = adapter.validate_python(mended)
        except ValidationError as error:
            before = len(found)
            faults = [_finding(fault, mended) for fault in error.errors(include_url=False)]
            for finding, path in reversed(faults):  # from behind, so that taking one out of a list moves none that is still to come
                found.setdefault((finding.code, finding.field), finding)
                _mend(mended, path, finding.code)
            if len(found) == before:  # the stand-in was refused too: what was found so far must do
                break
        else:
            return Reading(None if found else record, tuple(found.values()), record)
    return Reading(None, tuple(found.values()), None)


def _plain(value: Any) -> Any:
    """Return dicts and lists that can be changed, whatever kind of mapping and sequence they were."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _finding(fault: Any, fields: Any) -> tuple[Finding, Path]:
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        path = _place(fault["loc"], cause, fields)
        code, values = _code_of(cause)
        return Finding(code, _dotted(path), values=values, said=cause.message, advised=cause.remedy), path
    path = _known(fault["loc"], fields, missing=fault["type"] == "missing")
    code = _CODES.get(fault["type"], "not-a-value")
    if code == "not-a-value" and path and path[-1] in _DATES:
        return Finding("not-a-date", _dotted(path), values={"value": str(fault["input"])}), path
    if code == "not-a-value" and fault["type"].startswith(("int_", "float_")):
        code = "not-a-number"
    return Finding(code, _dotted(path)), path


def _code_of(cause: FieldError) -> tuple[str, dict[str, str]]:
    for pattern, code in _REFUSALS:
        if match := re.match(pattern, f"{cause.message}\n{cause.remedy}"):
            return code, match.groupdict()
    return "refused", {"said": cause.message}


def _place(loc: Path, cause: FieldError, fields: Any) -> Path:
    """Return where in the fields a noun refused: pydantic knows the noun, and the noun its own field."""
    if loc[:1] == ("versions",) and len(loc) == 2:
        inner = cause.field in ("title", "summary", "lang", "sections")
        return (*loc, cause.field) if inner else (*loc, "sections", cause.field)
    parts: Path = tuple(cause.field.split("."))
    if loc:
        return (*loc, *parts[1:])
    if match := re.match(r"the version under (\S+) says", cause.message):
        return ("versions", match.group(1), "lang")
    if re.match("is missing\nwrite a section", f"{cause.message}\n{cause.remedy}"):
        return ("versions", fields["lang"], "sections", cause.field)
    if cause.message.startswith("is not a section"):
        holders = [lang for lang, version in fields["versions"].items() if cause.field in version.get("sections", {})]
        return ("versions", holders[0] if holders else fields["lang"], "sections", cause.field)
    if cause.field == "results.source":
        wrong = [number for number, each in enumerate(fields["results"]) if f"source {each.get('source')}" in cause.message]
        return ("results", wrong[0] if wrong else 0, "source")
    return parts


def _known(loc: Sequence[Any], fields: Any, *, missing: bool) -> Path:
    """Return the part of pydantic's location that is in the fields: it adds the members of a union and marks of keys."""
    path: list[Any] = []
    for part in loc:
        inside = part in fields if isinstance(fields, Mapping) else isinstance(fields, list) and part in range(len(fields))
        if not inside:
            return (*path, part) if missing else tuple(path)
        path.append(part)
        fields = fields[part]
    return tuple(path)


def _dotted(path: Path) -> str:
    """Return a path as people write it, places in lists counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in path) or "practice"


def _mend(fields: Any, path: Path, code: str) -> None:
    """Put a stand-in at a path, so that the next fault can show."""
    if not path:
        return
    holder = fields
    for part in path[:-1]:
        holder = holder[part] if isinstance(holder, list) else holder.setdefault(part, {})
    last = path[-1]
    if code == "term-twice":
        holder[last] = list(dict.fromkeys(holder[last]))
    elif code == "not-a-heading":
        holder[last] = {name: text for name, text in holder[last].items() if name == " ".join(name.split()) and name}
    elif code == "no-original":
        fields["lang"] = next(iter(fields["versions"]), "en")
    elif path[0] == "versions" and len(path) == 3 and last == "lang":
        holder["lang"] = path[1]
    elif code != "not-a-field" and (stand_in := _MENDED.get(_pattern(path))) is not None:
        holder[last] = copy.deepcopy(stand_in)
    elif isinstance(holder, list):
        del holder[last : last + 1]
    else:
        holder.pop(last, None)


def _pattern(path: Path) -> str:
    starred = ("versions", "sources", "partners", "results")
    return ".".join("*" if at == 1 and path[0] in starred else str(part) for at, part in enumerate(path))
