"""The command line: ``peerlearn search``, ``index``, ``show``, ``evaluate``, ``doctor``, ``serve``, and what curators do.

Exit code 0: done; 1: a user's or the disk's problem, said on stderr; 2: wrong usage. Progress goes to stderr and is silent with ``--json``.
Heavy imports stand inside the commands, so that ``--help`` and a search from a cold shell are quick.
"""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlearn.boarding import board_app
from peerlearn.comparing import duplicates
from peerlearn.curating import gaps, ingest, publish, review, submissions, withdraw, work
from peerlearn.errors import PeerlearnError
from peerlearn.exchanging import peers, transfer
from peerlearn.exporting import export
from peerlearn.issues import FieldError
from peerlearn.keeping import backup, person_app, restore, template, usage
from peerlearn.options import AsJson, Lang, Where, filters_of, print_json, require_values
from peerlearn.settings import Settings
from peerlearn.validating import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.index.build import BuildReport
    from peerlearn.knowledge_base import KnowledgeBase

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Find what other cities did, in any language."
)
index_app = typer.Typer(no_args_is_help=True, help="Build, update and verify the index.")
app.add_typer(index_app, name="index")

app.add_typer(person_app, name="person")
app.add_typer(board_app, name="board")

COMMANDS = (
    *(ingest, submissions, review, publish, withdraw, duplicates, template, backup, restore, gaps, usage, validate, work),
    *(peers, transfer, export),
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command line; a PeerlearnError becomes one sentence on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):  # whatever the terminal's encoding: JSON is UTF-8, and Arabic fits nowhere else
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except (PeerlearnError, FieldError) as error:
        print(f"peerlearn: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        print(f"peerlearn: {error.filename or 'the disk'}: {error.strerror or error} (check the disk and its rights)", file=sys.stderr)
        sys.exit(1)


def _open() -> KnowledgeBase:
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    return KnowledgeBase.open(Settings.load())


def _progress(*, silent: bool) -> Callable[[str, int, int], None]:
    from peerlearn.progress import bars, nothing  # noqa: PLC0415

    return nothing if silent else bars()


# search


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="A question, in any language.")],
    lang: Lang = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many results.")] = 10,
    where: Where = None,
    spread: Annotated[bool, typer.Option("--spread", help="Vary regions and languages among results of one band.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find the practices that answer a question, in whatever language they were written."""
    from peerlearn.present import ranking_json, ranking_text  # noqa: PLC0415

    filters = filters_of(where)
    base = _open()
    for name, values in filters.items():
        require_values(name, values, base.facet_values(name))
    ranking = base.search(query, lang=lang, top=top, where=filters, spread=spread, keep_gap=True)
    if as_json:
        print_json(ranking_json(ranking, base))
    else:
        print(ranking_text(ranking, base))


@app.command()
def show(record_id: Annotated[str, typer.Argument(metavar="ID")], lang: Lang = None, as_json: AsJson = False) -> None:
    """Show a practice or document whole."""
    from peerlearn.present import record_text  # noqa: PLC0415
    from peerlearn.serialise import record_json  # noqa: PLC0415

    base = _open()
    record = base.record(record_id)
    if as_json:
        print_json(json.loads(record_json(record)))
    else:
        print(record_text(record, base, lang=lang or record.lang))


@app.command()
def similar(
    record_id: Annotated[str, typer.Argument(metavar="ID")],
    lang: Lang = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many results.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Find practices like this one."""
    from peerlearn.present import ranking_json, ranking_text  # noqa: PLC0415

    base = _open()
    ranking = base.similar(record_id, lang=lang or base.record(record_id).lang, top=top)
    if as_json:
        print_json(ranking_json(ranking, base))
    else:
        print(ranking_text(ranking, base))


# index


@index_app.command("build")
def index_build(
    full: Annotated[bool, typer.Option("--full", help="Encode everything anew.")] = False,
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Leave out defective files instead of stopping.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build the index from the corpus; unchanged text is not encoded again."""
    _report(_build(full=full, keep_going=keep_going, as_json=as_json), as_json=as_json)


@index_app.command("update")
def index_update(
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Leave out defective files instead of stopping.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring an existing index up to the corpus: encode what changed, remove what was deleted."""
    from peerlearn.index import generations  # noqa: PLC0415

    generations.current(Settings.load().indexes)
    _report(_build(full=False, keep_going=keep_going, as_json=as_json), as_json=as_json)


def _build(*, full: bool, keep_going: bool, as_json: bool) -> BuildReport:
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.rebuild import rebuild  # noqa: PLC0415

    settings = Settings.load()
    corpus = read_corpus(settings.corpus, keep_going=keep_going)
    for issue in corpus.issues:
        print(f"left out: {issue}", file=sys.stderr)
    return rebuild(settings, corpus, full=full, progress=_progress(silent=as_json))


def _report(report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        print_json(dataclasses.asdict(report))
    elif not report.changed:
        print(f"The index {report.generation} already holds the corpus: {report.records} records, {report.passages} passages.")
    else:
        print(
            f"Built {report.generation}: {report.records} records, {report.passages} passages, {report.encoded} encoded "
            f"({report.added} added, {report.updated} changed, {report.removed} removed)."
        )


@index_app.command("verify")
def index_verify(as_json: AsJson = False) -> None:
    """Prove that index and corpus agree."""
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.encode.prepare import open_encoder  # noqa: PLC0415
    from peerlearn.index.build import verify  # noqa: PLC0415

    settings = Settings.load()
    result = verify(read_corpus(settings.corpus, keep_going=True), settings.indexes, encoder_fingerprint=open_encoder(settings).fingerprint)
    if as_json:
        print_json({"ok": result.ok, **dataclasses.asdict(result)})
    else:
        for problem in result.problems:
            print(f"peerlearn: {problem}", file=sys.stderr)
        verdict = (
            "agrees with the corpus"
            if result.ok
            else "does not agree with the corpus (run: peerlearn index build, or first: peerlearn validate)"
        )
        print(f"The index {result.generation} {verdict}: {result.records} records, {result.passages} passages.")
    if not result.ok:
        raise typer.Exit(1)


# corpus and measures


@app.command()
def datasheet(
    write: Annotated[bool, typer.Option("--write", help="Renew the figures in corpus/README.md.")] = False, as_json: AsJson = False
) -> None:
    """Count what the corpus holds, by region, country, language, evidence, year and theme, and say who is missing."""
    from peerlearn import datasheet as figures  # noqa: PLC0415
    from peerlearn.corpus import read_corpus  # noqa: PLC0415

    settings = Settings.load()
    corpus = read_corpus(settings.corpus)
    if write:
        figures.write(corpus, settings.corpus / "README.md")
    if as_json:
        print_json({**figures.counts(corpus), "missing": figures.missing(corpus)})
    else:
        print(figures.markdown(corpus), end="")


@app.command()
def evaluate(
    folder: Annotated[Path | None, typer.Argument(help="A test set; the corpus's own judgements when left out.")] = None,
    task: Annotated[list[str] | None, typer.Option(help="Only this task; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the search on judged questions, per pair of languages."""
    from peerlearn.measuring import evaluate_corpus, evaluate_folder  # noqa: PLC0415
    from peerlearn.present import evaluation_text  # noqa: PLC0415

    settings = Settings.load()
    progress = _progress(silent=as_json)
    report = evaluate_folder(settings, folder, tasks=task, progress=progress) if folder else evaluate_corpus(_open(), tasks=task)
    if as_json:
        print_json(report.as_dict())
    else:
        print(evaluation_text(report))


@app.command()
def doctor(query: Annotated[str, typer.Argument(help="A question to explain.")] = "", lang: Lang = None, as_json: AsJson = False) -> None:
    """Say what is installed and active, or show how a question is understood and ranked."""
    from peerlearn.diagnosis import explain_query, explain_setup  # noqa: PLC0415
    from peerlearn.present import diagnosis_text  # noqa: PLC0415
    from peerlearn.story import told  # noqa: PLC0415

    base = _open() if query else None
    found = explain_query(base, query, lang=lang) if base else explain_setup(Settings.load())
    if as_json:
        print_json(found)
    elif base:
        print(told(found, lambda lang: base.vocabularies.label("languages", lang, "en")))
    else:
        print(diagnosis_text(found))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8501,
    dev_sign_in: Annotated[
        bool, typer.Option("--dev-sign-in", help="A sign-in for trying roles, on this machine only: anybody may be anybody.")
    ] = False,
) -> None:
    """Serve the app, and print its address."""
    from peerlearn.settings import CLONE  # noqa: PLC0415

    if not (CLONE / "app" / "serve.py").is_file():
        raise PeerlearnError("the app is not part of an installed package", remedy="clone the project and run: make run")
    sys.path.insert(0, str(CLONE))
    try:
        from app.serve import main as serve_app  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PeerlearnError(f"the app needs the package {error.name}", remedy="run: make setup") from error

    serve_app(host=host, port=port, dev_sign_in=dev_sign_in)
