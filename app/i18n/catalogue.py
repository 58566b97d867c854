"""Catalogues of texts: ``.po`` files, read and compiled in memory, so that none can be compiled and then forgotten."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog


def read_catalogue(path: Path) -> Catalog:
    """Read a ``.po`` file in UTF-8; its header names the language and says how plurals are counted.

    Raises:
        ValueError: a line is not understood; the message says which.
    """
    with path.open("rb") as file:
        try:
            return read_po(file, charset="utf-8", abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"line {error.lineno + 1} of the catalogue {path.name} is not understood: {error.line}") from error


def compiled(catalogue: Catalog) -> Translations:
    """Return a catalogue as gettext answers from it; what is not translated is not in it."""
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return Translations(binary)
