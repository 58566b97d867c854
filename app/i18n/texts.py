"""The texts that the app's code asks a translator for: ``python -m app.i18n.texts`` adds those that a catalogue lacks.

Babel reads the code through :func:`from_source`, because its own reader skips what stands inside f-strings.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from app.i18n import FOLDER, SOURCE
from app.i18n.catalogue import read_catalogue
from app.language import LANGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path
    from typing import IO, Any

APP = FOLDER.parent
KEYWORDS = {"tr": None, "plural": (1, 2)}


def from_source(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]:
    """Yield line, function, texts and comments of every call ``tr("…")`` and ``….plural("…", "…", n)``, as Babel's readers do."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = str(getattr(node.func, "id", getattr(node.func, "attr", "")))
        texts = tuple(each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str))
        if name in keywords and texts:
            yield node.lineno, name, texts if len(texts) > 1 else texts[0], []


def asked_for() -> Catalog:
    """Return all texts of the code, without translations."""
    catalogue = Catalog()
    found = extract_from_dir(APP, [("**.py", f"app.i18n.texts:{from_source.__name__}")], keywords=KEYWORDS)
    for _file, _line, msgid, _comments, _context in found:
        catalogue.add(msgid)
    return catalogue


def first_of(msgid: str | tuple[str, ...] | list[str]) -> str:
    """Return the text that a message is looked up by: the singular, where it has a plural."""
    return msgid if isinstance(msgid, str) else msgid[0]


def lacking(asked: Catalog, catalogue: Catalog) -> Catalog:
    """Return the texts asked for that do not stand in a catalogue."""
    known = {first_of(message.id) for message in catalogue}
    new = Catalog()
    for message in asked:
        if message.id and first_of(message.id) not in known:
            new.add(message.id)
    return new


def unused(asked: Catalog, catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that the code does not ask for any more."""
    known = {first_of(message.id) for message in asked}
    return [first_of(message.id) for message in catalogue if message.id and first_of(message.id) not in known]


def append(path: Path, new: Catalog) -> None:
    """Write texts without translations at the end of a ``.po`` file; what stands in it is not touched."""
    with path.open("ab") as file:
        file.write(b"\n")
        write_po(file, new, omit_header=True)


def main() -> None:
    """Add to each catalogue what it lacks, and name what nothing asks for."""
    asked = asked_for()
    for lang in (each for each in LANGS if each != SOURCE):
        path = FOLDER / f"{lang}.po"
        catalogue = read_catalogue(path)
        new = lacking(asked, catalogue)
        if len(new):
            append(path, new)
        empty = len(new) + len([message for message in catalogue if message.id and not all(message.string or ("",))])
        print(f"{path.name}: {len(new)} texts added at the end, {empty} to be translated")
        for msgid in unused(asked, catalogue):
            print(f"  nothing asks for: {msgid}")


if __name__ == "__main__":
    main()
