"""Records as citations: RIS, BibTeX and CSL-JSON.

The author of a practice is the body that leads it, or its city; of a document, its publisher. Publisher, year, address and licence are
those of the first source; the others follow as notes.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from peerlearn.interop.inert import clean, one_line
from peerlearn.interop.naming import Names, place_of, said
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peerlearn.practice import Record


@dataclass(frozen=True)
class Citation:
    """What a reference says of a record, all of it clean text on one line; ``accessed`` is when its sources were last read."""

    key: str
    title: str
    author: str
    publisher: str
    year: int | None
    url: str
    licence: str
    accessed: dt.date | None
    lang: str
    abstract: str
    keywords: tuple[str, ...]
    place: str
    notes: tuple[str, ...]


def citation(record: Record, names: Names, *, lang: str) -> Citation:
    """Return the citation of a record, in ``lang`` where it has a text in it."""
    version, (first, *others) = record.version(lang), record.sources
    city, country = place_of(record, names, lang)
    own = record if isinstance(record, Practice) else None
    author = (said(own.lead, lang) or city) if own else ""
    return Citation(
        key=record.id,
        title=one_line(version.title),
        author=one_line(author or first.publisher),
        publisher=one_line(first.publisher),
        year=first.year or record.year,
        url=_address(first.url),
        licence=one_line(first.licence),
        accessed=(own.last_verified if own else None) or version.written.date,
        lang=version.lang,
        abstract=one_line(version.summary),
        keywords=tuple(one_line(names.vocabularies.label("themes", each, lang)) for each in record.themes),
        place=one_line(f"{city}, {country}" if city and country and city != country else city or country),
        notes=tuple(one_line(f"{each.title}. {each.publisher}. {each.url}. {each.licence}") for each in others),
    )


def ris(citations: Iterable[Citation]) -> bytes:
    """Return references as RIS, UTF-8, one value a line.

    RIS takes a comma in an author for the one between family name and given name and has no way to write another, so that the name of a
    body is written without.
    """
    return "".join(_ris_entry(each) for each in citations).encode("utf-8")


def _ris_entry(each: Citation) -> str:
    lines = [("TY", "RPRT"), ("ID", each.key), ("TI", each.title), ("AU", one_line(each.author.replace(",", " "))), ("PB", each.publisher)]
    lines += [("PY", str(each.year))] if each.year else []
    lines += [("CY", each.place), ("UR", each.url)]
    lines += [("Y2", each.accessed.strftime("%Y/%m/%d"))] if each.accessed else []
    lines += [("LA", each.lang), ("AB", each.abstract), *(("KW", word) for word in each.keywords), ("C1", each.licence)]
    lines += [("N1", note) for note in each.notes]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
"""``\\{`` would do for LaTeX, and BibTeX, which counts braces before LaTeX reads them, would lose its place."""


def bibtex(citations: Iterable[Citation]) -> bytes:
    """Return references as BibTeX in UTF-8, for biblatex or anything newer; titles and bodies keep their letters as they are written."""
    return "\n".join(_bibtex_entry(each) for each in citations).encode("utf-8")


def _bibtex_entry(each: Citation) -> str:
    fields = {
        "title": f"{{{_tex(each.title)}}}",
        "author": f"{{{_tex(each.author)}}}",
        "institution": _tex(each.publisher),
        "type": "Practice",
        "year": str(each.year or ""),
        "url": each.url,
        "urldate": each.accessed.isoformat() if each.accessed else "",
        "location": _tex(each.place),
        "langid": {"ar": "arabic", "en": "english", "fr": "french", "es": "spanish"}.get(each.lang, ""),
        "abstract": _tex(each.abstract),
        "keywords": _tex(", ".join(each.keywords)),
        "note": _tex(" | ".join((each.licence, *each.notes))),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value not in ("", "{}"))
    return f"@techreport{{{each.key},\n{body}\n}}\n"


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in text)


def csl_json(citations: Iterable[Citation]) -> bytes:
    """Return references as CSL-JSON; bodies are literal names, so that nobody cuts them into family and given name."""
    return (json.dumps([_csl_item(each) for each in citations], ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csl_item(each: Citation) -> dict[str, object]:
    item: dict[str, object] = {
        "id": each.key,
        "type": "report",
        "title": each.title,
        "author": [{"literal": each.author}],
        "publisher": each.publisher,
        "publisher-place": each.place,
        "issued": {"date-parts": [[each.year]]} if each.year else None,
        "URL": each.url,
        "accessed": {"date-parts": [[each.accessed.year, each.accessed.month, each.accessed.day]]} if each.accessed else None,
        "language": each.lang,
        "abstract": each.abstract,
        "keyword": ", ".join(each.keywords),
        "note": " | ".join((each.licence, *each.notes)),
    }
    return {name: value for name, value in item.items() if value}


def formatted(each: Citation) -> str:
    """Return a citation as one readable line: author (year), title, publisher, address."""
    year = f" ({each.year})" if each.year else ""
    publisher = f"{each.publisher}. " if each.publisher != each.author else ""
    return f"{each.author}{year}. {each.title}. {publisher}{each.url}"


def _address(url: str) -> str:
    """Return a link whose letters no format takes for its own."""
    return quote(clean(url), safe="%:/?#[]@!$&'()*+,;=~-._")


def citations_of(records: Sequence[Record], names: Names, *, lang: str) -> list[Citation]:
    """Return the citations of records, in their order."""
    return [citation(record, names, lang=lang) for record in records]
