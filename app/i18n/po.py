"""A small reader of gettext catalogues: ``.po`` files are read as they are, so none can be compiled and then forgotten."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[(\d+)\])?\s+)?(".*")')


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language: msgid -> its forms (one, or as many as the language has plurals)."""

    messages: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int] = field(repr=False)
    plurals: Mapping[str, str] = field(default_factory=dict)

    def get(self, msgid: str) -> str | None:
        """Return the translation, or None."""
        forms = self.messages.get(msgid)
        return forms[0] if forms else None

    def get_plural(self, msgid: str, n: int) -> str | None:
        """Return the form for ``n``, or None."""
        forms = self.messages.get(msgid)
        place = self.plural(n)
        return forms[place] if forms and place < len(forms) else None


def read_catalogue(path: Path) -> Catalogue:
    """Read a ``.po`` file in UTF-8; its header says how plurals are counted."""
    entries = _entries(path.read_text(encoding="utf-8"))
    header = entries.pop("", {"msgstr": ""})["msgstr"]
    found = re.search(r"plural=([^;\n]+)", header)
    messages = {msgid: _forms(entry) for msgid, entry in entries.items()}
    plurals = {msgid: entry["msgid_plural"] for msgid, entry in entries.items() if "msgid_plural" in entry}
    return Catalogue(
        {msgid: forms for msgid, forms in messages.items() if all(forms)}, gettext.c2py(found[1] if found else "n != 1"), plurals
    )


def _forms(entry: Mapping[str, str]) -> tuple[str, ...]:
    if "msgid_plural" not in entry:
        return (entry.get("msgstr", ""),)
    return tuple(entry[key] for key in sorted(entry) if key.startswith("msgstr["))


def _entries(text: str) -> dict[str, dict[str, str]]:
    entries: dict[str, dict[str, str]] = {}
    entry: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"line {number} of the catalogue is not understood: {line}")
        name, place, quoted = found.groups()
        if name == "msgid":
            entry = {}
        if name:
            key = f"{name}[{place}]" if place else name
            entry[key] = ""
        entry[key] += ast.literal_eval(quoted)
        if name == "msgid" or key == "msgid":
            continue
        entries[entry["msgid"]] = entry
    return entries
