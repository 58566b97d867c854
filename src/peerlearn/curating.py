"""The curators' commands: files in, drafts, review, publication, and what people ask in vain. Heavy imports stand inside, as in ``cli``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlearn.options import As, AsJson, Lang, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.store.engine import Store

SubmissionId = Annotated[str, typer.Argument(metavar="ID", help="A submission, like s-1a2b3c4d5e.")]
Names = Annotated[list[str] | None, typer.Option(metavar="WHICH", help="A suggestion, a field, or all that is open; may be repeated.")]
Pairs = Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="May be repeated.")]


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Open the store, finish what a killed process left, and let go of it at the end; what cannot be finished is said on stderr."""
    from peerlearn.curation.journal import open_curation  # noqa: PLC0415

    found = open_curation(settings)
    if found.problem:
        print(f"peerlearn: {found.problem}", file=sys.stderr)
    try:
        yield found.store
    finally:
        found.store.close()


def who_acts(store: Store, settings: Settings, who: str | None, *, silent: bool = False) -> str:
    """Return the id of who acts; the first of an empty store is told who they are now."""
    from peerlearn.curation.deskwork import acting  # noqa: PLC0415

    found = acting(store, who or settings.person)
    if found.new and not silent:
        print(f"You are the first here: {found.id}, an administrator (peerlearn person list).", file=sys.stderr)
    return found.id


@contextmanager
def at_the_desk(who: str | None, *, silent: bool) -> Iterator[tuple[Store, Settings, str]]:
    """Open the store of the home, and say who acts there."""
    settings = Settings.load()
    with opened(settings) as store:
        yield store, settings, who_acts(store, settings, who, silent=silent)


def pairs_of(given: list[str] | None, option: str) -> dict[str, str]:
    """Return name=value options as a dict."""
    split = [each.partition("=") for each in given or []]
    for name, equals, _ in split:
        if not equals or not name:
            raise typer.BadParameter(f"{name!r} is not name=value", param_hint=option)
    return {name: value for name, _, value in split}


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.")],
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Make a draft of every file, with evidence for each field; bad files are reported and stop nothing."""
    from peerlearn.curation.ingesting import Intake, Tools, take_all  # noqa: PLC0415
    from peerlearn.dossier import taken_json, taken_text  # noqa: PLC0415
    from peerlearn.progress import bars, nothing  # noqa: PLC0415

    with at_the_desk(who, silent=as_json) as (store, settings, by):
        intake = Intake(store, settings, by, Tools.of(settings))
        told, refused, read = [], [], 0
        for each in take_all(intake, paths, progress=nothing if as_json else bars()):
            read += each.read
            refused += [] if each.read else [f"{each.file}: {each.notes[0].message(lang or 'en')}"]
            if as_json:
                told.append(taken_json(each, lang=lang or "en"))
            else:
                print(taken_text(each, lang=lang or "en"), flush=True)
        if as_json:
            print_json({"submissions": told})
    if not read:
        print(f"peerlearn: nothing could be read: {refused[0] if refused else 'there is no file'}", file=sys.stderr)
        raise typer.Exit(1)


def submissions(
    status: Annotated[str | None, typer.Option(help="Only those of this state, like in_review.")] = None,
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """List the submissions, the last changed first."""
    from peerlearn.curation.review.rules import STATUSES  # noqa: PLC0415
    from peerlearn.curation.review.submitting import list_submissions  # noqa: PLC0415
    from peerlearn.dossier import summaries_json, summaries_text  # noqa: PLC0415

    wanted = next((each for each in STATUSES if each == status), None)
    if status is not None and wanted is None:
        raise typer.BadParameter(f"{status!r} is no state; states are {', '.join(STATUSES)}", param_hint="--status")
    with at_the_desk(who, silent=True) as (store, _, by):
        found = list_submissions(store, status=wanted, by=by)
    if as_json:
        print_json({"submissions": summaries_json(found)})
    else:
        print(summaries_text(found, lang=lang or "en"))


def review(
    submission: SubmissionId,
    accept: Names = None,
    reject: Names = None,
    edit: Pairs = None,
    answers: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What the file does not say; may be repeated.")
    ] = None,
    submit: Annotated[bool, typer.Option("--submit", help="Hand the draft in.")] = False,
    begin: Annotated[bool, typer.Option("--begin", help="Take it into review.")] = False,
    comment: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    score: Annotated[list[str] | None, typer.Option(metavar="CRITERION=1..5", help="May be repeated; all=4 for every criterion.")] = None,
    approve: Annotated[str | None, typer.Option(metavar="REASONS", help="Recommend publication.")] = None,
    revise: Annotated[str | None, typer.Option(metavar="REASONS", help="Ask for changes: back to draft.")] = None,
    decline: Annotated[str | None, typer.Option(metavar="REASONS", help="Reject it.")] = None,
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Show a draft with the place of every value, and decide, answer, hand in, score, comment or recommend, in this order."""
    from peerlearn.reviewing import Steps, take_steps  # noqa: PLC0415

    wanted = Steps(
        tuple(accept or ()), tuple(reject or ()), pairs_of(edit, "--edit"), pairs_of(answers, "--set"), submit, begin, comment,
        pairs_of(score, "--score"), approve, revise, decline,
    )  # fmt: skip
    with at_the_desk(who, silent=as_json) as (store, settings, by):
        fault = take_steps(store, settings, submission, wanted, by=by)
        show_submission(store, settings, submission, by=by, lang=lang or "en", as_json=as_json)
    if fault is not None:
        print(f"peerlearn: {fault.field} {fault.message} ({fault.remedy})", file=sys.stderr)
        if wanted.submit or wanted.begin:
            raise typer.Exit(1)


def show_submission(store: Store, settings: Settings, submission: str, *, by: str, lang: str, as_json: bool) -> None:
    """Print a submission and what is left to do before it can be published."""
    from peerlearn.corpus import read_corpus  # noqa: PLC0415
    from peerlearn.curation.deskwork import seen  # noqa: PLC0415
    from peerlearn.curation.ingesting import report_of  # noqa: PLC0415
    from peerlearn.curation.publish import checklist  # noqa: PLC0415
    from peerlearn.dossier import submission_json, submission_text  # noqa: PLC0415

    found = seen(store, submission, by)
    corpus = read_corpus(settings.corpus, keep_going=True)
    report = report_of(found, corpus.cities, corpus.vocabularies)
    left = checklist(store, settings, submission) if found.status in ("draft", "submitted", "in_review") else ()
    if as_json:
        print_json(submission_json(found, report, left, lang=lang))
    else:
        print(submission_text(found, report, left, lang=lang))


def publish(
    submission: SubmissionId,
    version: Annotated[int | None, typer.Option(help="The version you have seen; refused if it has changed since.")] = None,
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Publish a reviewed submission: it is a file of the corpus and found at once; nobody publishes what they handed in."""
    from peerlearn.curation import publish as publishing  # noqa: PLC0415
    from peerlearn.curation.deskwork import seen, settled  # noqa: PLC0415
    from peerlearn.curation.review.submission import Refused  # noqa: PLC0415

    with at_the_desk(who, silent=as_json) as (store, settings, by):
        known = version if version is not None else seen(store, submission, by).version
        done = publishing.publish(store, settings, submission, by=by, version=known)
        if isinstance(done, Refused):
            _refuse(done.text(lang or "en"))
        told = settled(done)
    _said(told, as_json=as_json)


def withdraw(
    name: Annotated[str, typer.Argument(metavar="ID", help="A published record, or a submission.")],
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Take a published record out of the index at once, or a submission out of the review."""
    from peerlearn.curation import publish as publishing  # noqa: PLC0415
    from peerlearn.curation.deskwork import seen  # noqa: PLC0415
    from peerlearn.curation.review.submission import Refused  # noqa: PLC0415
    from peerlearn.curation.review.submitting import move  # noqa: PLC0415

    with at_the_desk(who, silent=as_json) as (store, settings, by):
        record = name
        if name.startswith("s-"):
            found = seen(store, name, by)
            record = found.summary.record_id if found.status == "published" else ""
        done = publishing.withdraw(store, settings, record, by=by, reason=reason) if record else move(
            store, name, to="withdrawn", by=by, reason=reason
        )  # fmt: skip
        if isinstance(done, Refused):
            _refuse(done.text(lang or "en"))
    _said(done, as_json=as_json)


def _refuse(reasons: str) -> None:
    for line in reasons.splitlines():
        print(f"peerlearn: {line}", file=sys.stderr)
    raise typer.Exit(1)


def _said(done: object, *, as_json: bool) -> None:
    from peerlearn.curation.journal import Published  # noqa: PLC0415

    if not isinstance(done, Published):
        told = {"id": getattr(done, "id", ""), "status": "withdrawn"}
        print_json(told) if as_json else print(f"{told['id']} is withdrawn.")
        return
    if as_json:
        print_json({"id": done.record_id, "action": done.action, "version": done.version_number, "generation": done.generation})
    else:
        word = "published" if done.action == "publish" else "withdrawn"
        serving = f"generation {done.generation} serves" if done.generation else "nothing is left to serve"
        print(f"{done.record_id} is {word} (version {done.version_number}; {serving}).")


def work(
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits.")] = False,
    with_parent: Annotated[bool, typer.Option("--with-parent", help="End with the process that started this one.")] = False,
) -> None:
    """Take in what was uploaded, and publish and withdraw what was asked for, one job after the other, until told to end."""
    from peerlearn.curation.work.worker import end_when_told  # noqa: PLC0415
    from peerlearn.curation.work.worker import work as work_off  # noqa: PLC0415

    end_when_told()
    done = work_off(Settings.load(), once=once, with_parent=with_parent)
    print(f"{done} jobs done.", flush=True)


def gaps(
    lang: Lang = None,
    top: Annotated[int, typer.Option(min=1, help="How many questions.")] = 50,
    everything: Annotated[bool, typer.Option("--all", help="Show what was asked only once, too.")] = False,
    forget: Annotated[str | None, typer.Option(metavar="TEXT", help="Delete this question.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Delete every question.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show curators what people ask and nothing answers fairly, the most asked first."""
    from peerlearn.gaps import SHOWN_FROM, gap_store  # noqa: PLC0415
    from peerlearn.present import counted, gaps_json, gaps_text  # noqa: PLC0415
    from peerlearn.text.language import base_language  # noqa: PLC0415

    store = gap_store(Settings.load())
    if forget is not None or clear:
        gone = store.clear() if clear else store.forget(forget or "")
        if as_json:
            print_json({"deleted": gone})
        else:
            print(f"{counted(gone, 'questions')} deleted.")
        return
    kept = store.read(lang=base_language(lang) if lang else None, at_least=1)
    shown = kept if everything else [gap for gap in kept if gap.count >= SHOWN_FROM]
    if as_json:
        print_json({"total": len(kept), "gaps": gaps_json(shown[:top])})
    else:
        print(gaps_text(shown[:top], fewer=len(kept) - len(shown)))
