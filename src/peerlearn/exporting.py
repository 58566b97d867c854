"""The command ``peerlearn export``: what was found, or what is named, as a file. Heavy imports stand inside, as in ``cli``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlearn.errors import ExportError
from peerlearn.options import AsJson, Lang, Where, filters_of, print_json, require_values
from peerlearn.settings import CLONE, Settings

if TYPE_CHECKING:
    from peerlearn.interop.export import Format
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.practice import Record

_ALL = 1_000_000
_TEXTS = ("csv", "jsonl", "ris", "bibtex", "csl")


def export(
    query: Annotated[str, typer.Argument(help="A question; left out, everything that passes the filters.")] = "",
    ids: Annotated[list[str] | None, typer.Option("--id", metavar="ID", help="A practice or document, instead of a question.")] = None,
    file_format: Annotated[str, typer.Option("--format", help="csv, xlsx, jsonl, ris, bibtex, csl, docx or pdf.")] = "csv",
    lang: Lang = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many answers to a question.")] = 50,
    where: Where = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file to write; overwrites nothing. Left out: standard output.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write practices as a table, as citations, or as a report in Word or PDF."""
    from peerlearn.interop.export import Request  # noqa: PLC0415
    from peerlearn.interop.export import export as write  # noqa: PLC0415
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    wanted = _format(file_format)
    if as_json and out is None:
        raise typer.BadParameter("--json says what was written to a file; name one", param_hint="--out")
    if out is not None and out.exists():
        raise ExportError(f"{out} exists", remedy="choose another name with --out")
    filters = filters_of(where)
    base = KnowledgeBase.open(Settings.load())
    for name, values in filters.items():
        require_values(name, values, base.facet_values(name))
    records, match = _chosen(base, query, ids or [], filters, lang, top)
    fonts = CLONE / "app" / "static" / "fonts"
    shown = lang or (base.language_of(query) if query else "ar")
    request = Request(wanted, shown, dt.datetime.now(tz=dt.UTC).date(), question=query, match=match, fonts=fonts)
    _put(write(records, base, request), out, wanted)
    if as_json:
        print_json({"file": str(out), "format": wanted, "lang": shown, "records": len(records)})


def _format(name: str) -> Format:
    from peerlearn.interop.export import FORMATS  # noqa: PLC0415

    found = next((each for each in FORMATS if each == name), None)
    if found is None:
        raise typer.BadParameter(f"{name!r} is no format; formats are {', '.join(FORMATS)}", param_hint="--format")
    return found


def _chosen(
    base: KnowledgeBase, query: str, ids: list[str], filters: dict[str, list[str]], lang: str | None, top: int
) -> tuple[list[Record], dict[str, str]]:
    """Return the records to write, and how well each answers, by id."""
    if ids:
        return [base.record(each) for each in dict.fromkeys(ids)], {}
    if not query:
        return [hit.record for hit in base.browse(lang=lang or "ar", top=_ALL, where=filters).hits], {}
    answers = base.search(query, lang=lang, top=top, where=filters).answers
    if not answers:
        raise ExportError("nothing here answers this question well", remedy="look with peerlearn search, and export what helps with --id")
    return [hit.record for hit in answers], {hit.record.id: hit.band or "" for hit in answers}


def _put(content: bytes, out: Path | None, wanted: str) -> None:
    if out is not None:
        from peerlearn.atomic import write_atomically  # noqa: PLC0415

        write_atomically(out, content)
        return
    if wanted not in _TEXTS and sys.stdout.isatty():
        raise ExportError(f"a file in {wanted} is nothing to read in a terminal", remedy="write it with --out FILE")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
