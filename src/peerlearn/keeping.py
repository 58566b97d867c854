"""The commands that keep the house: people, the empty template, backup and restore. Heavy imports stand inside, as in ``cli``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from peerlearn.curating import opened, who_acts
from peerlearn.errors import BackupError, PeerlearnError
from peerlearn.options import As, AsJson, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from peerlearn.curation.backup import Backup
    from peerlearn.curation.review.rules import Role
    from peerlearn.curation.review.submission import Person

person_app = typer.Typer(no_args_is_help=True, help="Say who works here, and in which role.")
RoleName = Annotated[str, typer.Option(help="reader, city, curator or admin.")]


def _role(name: str) -> Role:
    from peerlearn.curation.review.rules import ROLES  # noqa: PLC0415

    found = next((each for each in ROLES if each == name), None)
    if found is None:
        raise typer.BadParameter(f"{name!r} is no role; roles are {', '.join(ROLES)}", param_hint="--role")
    return found


@person_app.command("add")
def person_add(
    name: Annotated[str, typer.Argument(help="How people call them; may be forgotten later.")],
    role: RoleName = "curator",
    email: Annotated[str, typer.Option()] = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Add somebody; an admin does, and the first of all is one."""
    from peerlearn.curation.deskwork import settled  # noqa: PLC0415
    from peerlearn.curation.review.people import add_person, list_people  # noqa: PLC0415

    settings, wanted = Settings.load(), _role(role)
    with opened(settings) as store:
        none_yet = not any(each.role == "admin" for each in list_people(store))
        by = None if none_yet else who_acts(store, settings, who, silent=as_json)
        made = settled(add_person(store, role=wanted if by else "admin", name=name, email=email, by=by))
    _show([made], as_json=as_json)


@person_app.command("list")
def person_list(as_json: AsJson = False) -> None:
    """List who works here."""
    from peerlearn.curation.review.people import list_people  # noqa: PLC0415

    with opened(Settings.load()) as store:
        _show(list_people(store), as_json=as_json)


@person_app.command("role")
def person_role(
    person: Annotated[str, typer.Argument(metavar="PERSON")],
    role: Annotated[str, typer.Argument()],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody another role; an admin does."""
    from peerlearn.curation.deskwork import settled  # noqa: PLC0415
    from peerlearn.curation.review.people import find_person, set_role  # noqa: PLC0415

    settings, wanted = Settings.load(), _role(role)
    with opened(settings) as store:
        by = who_acts(store, settings, who, silent=as_json)
        _show([settled(set_role(store, find_person(store, person).id, role=wanted, by=by))], as_json=as_json)


@person_app.command("sign-out")
def person_sign_out(person: Annotated[str, typer.Argument(metavar="PERSON")], who: As = None, as_json: AsJson = False) -> None:
    """End every session of somebody in the app: themselves, or an admin."""
    from peerlearn.curation.deskwork import settled  # noqa: PLC0415
    from peerlearn.curation.review.people import find_person  # noqa: PLC0415
    from peerlearn.curation.review.sign_in import sign_out_everywhere  # noqa: PLC0415

    settings = Settings.load()
    with opened(settings) as store:
        by = who_acts(store, settings, who, silent=as_json)
        _show([settled(sign_out_everywhere(store, find_person(store, person).id, by=by))], as_json=as_json)


@person_app.command("forget")
def person_forget(person: Annotated[str, typer.Argument(metavar="PERSON")], who: As = None, as_json: AsJson = False) -> None:
    """Erase somebody's name, e-mail and accounts, and what they left on the board; what they did stays under an id that says nothing."""
    from peerlearn.curation.deskwork import settled  # noqa: PLC0415
    from peerlearn.curation.review.people import find_person, forget_person  # noqa: PLC0415
    from peerlearn.exchange.leaving import erase  # noqa: PLC0415

    settings = Settings.load()
    with opened(settings) as store:
        by = who_acts(store, settings, who, silent=as_json)
        forgotten = settled(forget_person(store, find_person(store, person).id, by=by))
        erase(store, forgotten.id, by=by)
        _show([forgotten], as_json=as_json)


def _show(people: list[Person], *, as_json: bool) -> None:
    if as_json:
        print_json({"people": [dataclasses.asdict(each) for each in people]})
        return
    for each in people:
        print(" · ".join(part for part in (each.id, each.role, each.name, each.email) if part))


def usage(
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Only since this day, like 2026-11-01.")] = None,
    forget: Annotated[str | None, typer.Option(metavar="TEXT", help="Delete this question.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what the app was used for: numbers for each day, and the questions that many ask; nothing says who."""
    from peerlearn.present import usage_json, usage_text  # noqa: PLC0415
    from peerlearn.usage import forget_question, read_usage, summarise  # noqa: PLC0415

    try:
        day = dt.date.fromisoformat(since) if since else None
    except ValueError:
        raise typer.BadParameter(f"{since!r} is not a day; write one like 2026-11-01", param_hint="--since") from None
    with opened(Settings.load()) as store:
        if forget is not None:
            gone = forget_question(store, forget)
            print_json({"deleted": gone}) if as_json else print(f"Counted {gone} times; deleted.")
            return
        found = summarise(read_usage(store, since=day))
    print_json(usage_json(found)) if as_json else print(usage_text(found))


def template(
    lang: Annotated[str, typer.Option(help="Language of its headings: ar, en or fr.")] = "ar",
    file_format: Annotated[str, typer.Option("--format", help="xlsx or csv.")] = "xlsx",
    out: Annotated[Path | None, typer.Option(help="Where to write it; in this folder when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the empty spreadsheet for many practices in one file, to be filled in by a city and handed to ``ingest``."""
    from peerlearn.curation.ingest.template import LANGS, write_template  # noqa: PLC0415

    chosen = next((each for each in LANGS if each == lang), None)
    if chosen is None:
        raise typer.BadParameter(f"there is no template in {lang!r}; write one of {', '.join(LANGS)}", param_hint="--lang")
    if file_format not in ("xlsx", "csv"):
        raise typer.BadParameter("write xlsx or csv", param_hint="--format")
    path = out or Path(f"peerlearn-template-{lang}.{file_format}")
    data = write_template(lang=chosen, file_format="csv" if file_format == "csv" else "xlsx")
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise PeerlearnError(f"{path} is there already", remedy="choose another name with --out") from error
    print_json({"file": str(path), "lang": lang, "format": file_format}) if as_json else print(path)


def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")], as_json: AsJson = False) -> None:
    """Write corpus, store, originals and index into one archive that proves itself."""
    from peerlearn.curation.backup import back_up  # noqa: PLC0415
    from peerlearn.progress import bars, nothing  # noqa: PLC0415

    settings = Settings.load()
    with opened(settings) as store:
        _told(back_up(store, settings, file, progress=nothing if as_json else bars()), "is written", as_json=as_json)


def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to bring back.")], as_json: AsJson = False) -> None:
    """Bring an archive back into an empty home; nothing that is there is overwritten."""
    from peerlearn.curation.backup import restore as bring_back  # noqa: PLC0415
    from peerlearn.progress import bars, nothing  # noqa: PLC0415

    if not file.is_file():
        raise BackupError(f"there is no file {file}", remedy="name an archive that peerlearn backup wrote")
    _told(bring_back(Settings.load(), file, progress=nothing if as_json else bars()), "is restored", as_json=as_json)


def _told(found: Backup, word: str, *, as_json: bool) -> None:
    if as_json:
        number, digest = found.log
        told = {"file": str(found.path), "made": found.made.isoformat(), "files": found.files, "bytes": found.size}
        print_json(told | {"log": {"entries": number, "hash": digest}})
    else:
        parts = ", ".join(f"{name} {number}" for name, number in found.files.items())
        print(f"{found.path} {word}: {found.size / 1e6:.1f} MB, files: {parts}.")
