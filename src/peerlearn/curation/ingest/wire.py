"""What the confined process and its parent tell each other: JSON, checked by the constructors on the parent's side."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from peerlearn.curation.ingest.limits import Limits
from peerlearn.curation.ingest.reading import GivenField, RowSource
from peerlearn.curation.source import Page, Place, Source

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Request:
    """Read a file called ``name``; ``member`` is the place in a ZIP (from 0), None for the file itself."""

    name: str
    limits: Limits
    member: int | None = None

    def to_json(self) -> str:
        """Return the request on one line."""
        return json.dumps({"name": self.name, "limits": asdict(self.limits), "member": self.member})

    @classmethod
    def from_json(cls, text: str) -> Request:
        """Read back what :meth:`to_json` wrote."""
        fields = json.loads(text)
        return cls(fields["name"], Limits(**fields["limits"]), fields["member"])


@dataclass(frozen=True)
class Reply:
    """Sources, or the names of a ZIP's members, or the code of a refusal with its values."""

    sources: tuple[Source, ...] = ()
    members: tuple[str, ...] = ()
    refused: str = ""
    values: Mapping[str, str] | None = None

    def to_json(self) -> bytes:
        """Return the reply in UTF-8."""
        fields = {
            "sources": [_source_fields(each) for each in self.sources],
            "members": self.members,
            "refused": self.refused,
            "values": dict(self.values or {}),
        }
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")

    @classmethod
    def from_json(cls, data: bytes) -> Reply:
        """Read back what :meth:`to_json` wrote.

        Raises:
            ValueError: it is not a reply, which a healthy reader never gives.
        """
        try:
            fields = json.loads(data)
            sources = tuple(_source(each) for each in fields["sources"])
            members = tuple(str(each) for each in fields["members"])
            return cls(sources, members, str(fields["refused"]), {str(name): str(value) for name, value in fields["values"].items()})
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not a reply") from error


def _source_fields(source: Source) -> dict[str, Any]:
    given = source.given if isinstance(source, RowSource) else None
    return {
        "name": source.name,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "title": source.title,
        "pages": [[page.text, page.verdict, page.notes, page.label] for page in source.pages],
        "given": None if given is None else [[each.field, each.value, each.place.page, each.place.start, each.place.end] for each in given],
    }


def _source(fields: Mapping[str, Any]) -> Source:
    pages = tuple(
        Page(number, str(text), verdict, tuple(map(str, notes)), str(label))
        for number, (text, verdict, notes, label) in enumerate(fields["pages"], start=1)
    )
    whole = (str(fields["name"]), str(fields["media_type"]), str(fields["sha256"]), pages, str(fields["title"]))
    if fields["given"] is None:
        return Source(*whole)
    return RowSource(*whole, tuple(GivenField(str(field), str(value), Place(*place)) for field, value, *place in fields["given"]))
