"""``validate``: the whole corpus, a record by file or id, a filled template or any other file, or a submission's draft."""

from __future__ import annotations

import dataclasses
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peerlearn.errors import NotFoundError
from peerlearn.options import AsJson, Lang, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.curation.aside import Aside
    from peerlearn.curation.validate import FileReport

_SUBMISSION = re.compile(r"s-[0-9a-f]+")


def validate(
    what: Annotated[
        str, typer.Argument(metavar="[FILE|ID]", help="A file, a record or a submission; the whole corpus when left out.")
    ] = "",
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Check the corpus, or one file, record or submission: name each defect, its place and its remedy, and what would complete it most."""
    from peerlearn.present import spoken  # noqa: PLC0415

    settings, told = Settings.load(), spoken(lang or "en")
    path = Path(what)
    if not what:
        _whole(settings, lang=told, as_json=as_json)
    elif path.is_file():
        _file(settings, path, lang=told, as_json=as_json)
    elif _SUBMISSION.fullmatch(what):
        _submission(settings, what, lang=told, as_json=as_json)
    else:
        _file(settings, _file_of(settings, what), lang=told, as_json=as_json)


def _file_of(settings: Settings, name: str) -> Path:
    """Return the file of a record of the corpus by its id."""
    if re.fullmatch(r"[a-z0-9-]+", name):
        for part in ("practices", "documents"):
            for found in sorted((settings.corpus / part).rglob(f"{name}.md")):
                return found
    raise NotFoundError(
        f"there is no file, record or submission {name!r}", remedy="name a file, an id of the corpus, or peerlearn submissions"
    )


def _whole(settings: Settings, *, lang: str, as_json: bool) -> None:
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.curation.validate.whole import corpus_issues  # noqa: PLC0415
    from peerlearn.present import counted  # noqa: PLC0415

    corpus = read_corpus(settings.corpus, keep_going=True)
    issues = corpus_issues(corpus, settings.corpus, lang=lang)
    counts = {"practices": len(corpus.practices), "documents": len(corpus.documents), "cities": len(corpus.cities)}
    if as_json:
        print_json({**counts, "issues": [dataclasses.asdict(issue) for issue in issues]})
    else:
        for issue in issues:
            print(issue, file=sys.stderr)
        said = [counted(number, name) for name, number in counts.items()]
        print(f"{', '.join(said)}, {counted(len(issues), 'issues')}.")
    if issues:
        raise typer.Exit(1)


def _file(settings: Settings, path: Path, *, lang: str, as_json: bool) -> None:
    """Check a file written for the corpus by its fields, any other as a reader takes it; exit 1 where something blocks."""
    from peerlearn.dossier import aside_json, aside_text, file_json, file_text  # noqa: PLC0415

    found: Sequence[FileReport | Aside]
    if _is_written_for_the_corpus(path):
        record = _record(settings, path)
        found, told, text = [record], [file_json(record, lang=lang)], file_text(record, lang=lang)
    else:
        found = asides = _asides(settings, path)
        told, text = [aside_json(each, lang=lang) for each in asides], "\n".join(aside_text(each, lang=lang) for each in asides)
    print_json({"file": path.name, "records": told}) if as_json else print(text)
    if not found or not all(each.ok for each in found):
        raise typer.Exit(1)


def _is_written_for_the_corpus(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.suffix == ".md" and file.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return False


def _record(settings: Settings, path: Path) -> FileReport:
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.curation.validate import check_record  # noqa: PLC0415

    corpus = read_corpus(settings.corpus, keep_going=True)
    return check_record(path, corpus=settings.corpus, cities=corpus.cities, vocabularies=corpus.vocabularies)


def _asides(settings: Settings, path: Path) -> list[Aside]:
    from peerlearn.curation.aside import check_aside  # noqa: PLC0415
    from peerlearn.curation.ingesting import Tools  # noqa: PLC0415

    return list(check_aside(path, Tools.of(settings)))


def _submission(settings: Settings, submission: str, *, lang: str, as_json: bool) -> None:
    """Check a submission's draft, undecided suggestions taken as they are; exit 1 where something blocks."""
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.curating import opened  # noqa: PLC0415
    from peerlearn.curation.deskwork import settled  # noqa: PLC0415
    from peerlearn.curation.ingesting import report_of  # noqa: PLC0415
    from peerlearn.curation.review.submitting import read_submission  # noqa: PLC0415
    from peerlearn.dossier import report_json, report_text  # noqa: PLC0415

    corpus = read_corpus(settings.corpus, keep_going=True)
    with opened(settings) as store:
        found = settled(read_submission(store, submission))
    report = report_of(found, corpus.cities, corpus.vocabularies)
    if as_json:
        nothing: dict[str, Any] = {"completeness": None, "gains": [], "issues": []}
        print_json({"id": submission, **(report_json(report, lang=lang) if report else nothing)})
    elif report is None:
        print(f"{submission} holds nothing to check; peerlearn review {submission} says what is left.", file=sys.stderr)
    else:
        print(report_text(report, lang=lang))
    if report is None or not report.ok:
        raise typer.Exit(1)
