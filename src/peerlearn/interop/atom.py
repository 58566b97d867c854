"""A search as an Atom feed (RFC 4287): ids that last, and dates of what changed."""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.interop.inert import one_line
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peerlearn.practice import Record

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True)
class Feed:
    """What stands above the entries: ``key`` names the search for good, ``page`` and ``address`` are links to it and to the feed."""

    key: str
    title: str
    lang: str
    page: str
    address: str


def lasting_id(kind: str, name: str) -> str:
    """Return an id that is the same on every server and after every rebuild."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'peerlearn:{kind}:{name}')}"


def updated(record: Record) -> dt.date:
    """Return when a record last changed: the newest of its texts, or the day on which its sources were last read."""
    days = [version.written.date for version in record.versions.values()]
    if isinstance(record, Practice) and record.last_verified:
        days.append(record.last_verified)
    return max(days)


def atom(feed: Feed, records: Sequence[Record], *, link: Callable[[str], str], since: dt.date) -> bytes:
    """Return the feed of records, what changed last first; an empty one has the date ``since``."""
    root = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": feed.lang})
    ordered = sorted(records, key=lambda record: (-updated(record).toordinal(), record.id))
    _put(root, "id", lasting_id("search", feed.key))
    _put(root, "title", feed.title)
    _put(root, "updated", _moment(updated(ordered[0]) if ordered else since))
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _put(root, "link", rel="alternate", type="text/html", hreflang=feed.lang, href=feed.page)
    _put(root, "generator", "peerlearn")
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    _put(author, "name", "peerlearn")
    for record in ordered:
        _entry(root, record, feed.lang, link(record.id))
    ET.register_namespace("", _ATOM)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(root: ET.Element, record: Record, lang: str, address: str) -> None:
    version = record.version(lang)
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry", {f"{{{_XML}}}lang": version.lang})
    _put(entry, "id", lasting_id("record", record.id))
    _put(entry, "title", version.title)
    _put(entry, "updated", _moment(updated(record)))
    _put(entry, "link", rel="alternate", type="text/html", href=address)
    _put(entry, "summary", version.summary)
    for theme in record.themes:
        _put(entry, "category", term=theme)


def _put(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", {name: one_line(value) for name, value in attributes.items()})
    made.text = one_line(text) or None


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
