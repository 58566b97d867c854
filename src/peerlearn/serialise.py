"""Records as JSON lines, as Markdown files, and as a digest of their whole content."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from peerlearn import frontmatter
from peerlearn.practice import Document, Practice, Record

_PRACTICE = TypeAdapter(Practice)
_DOCUMENT = TypeAdapter(Document)
_TO_FILE = {"version_number": "version"}


def record_json(record: Record) -> bytes:
    """Return the record as one line of JSON; records that say the same, sections in the same order, give equal bytes."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat).encode()


def _plain(value: Any) -> Any:
    """Return the dicts, lists and values that a record is made of, without what is unset."""
    if dataclasses.is_dataclass(value):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        # Sections keep their reading order; languages have none.
        return {
            name: dict(part) if name == "sections" else _plain(part) for name, part in fields.items() if part is not None and part != ()
        }
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def record_from_json(line: bytes | str) -> Record:
    """Read back what :func:`record_json` wrote."""
    return _PRACTICE.validate_json(line) if "evidence" in json.loads(line) else _DOCUMENT.validate_json(line)


def record_digest(record: Record) -> str:
    """Return a hash of the record's whole content."""
    return hashlib.sha256(record_json(record)).hexdigest()


def renamed(fields: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields with some of their names changed."""
    return {names.get(key, key): value for key, value in fields.items()}


def record_files(record: Record) -> dict[str, str]:
    """Return the file names of a record's language versions with their whole texts."""
    fields = _plain(record)
    own = {key: value for key, value in fields.items() if key not in ("versions", "id", "lang")}
    files = {}
    for lang in record.versions:
        text = fields["versions"][lang]
        sections = text.pop("sections")
        text["written"] = renamed(text["written"], {"from_lang": "from"})
        head = {"id": record.id, **text}
        name = f"{record.id}.md" if lang == record.lang else f"{record.id}.{lang}.md"
        files[name] = frontmatter.dump(head | renamed(own, _TO_FILE) if lang == record.lang else head, sections)
    return files
