"""The commands of the board: ``peerlearn board post``, ``list``, ``match`` and the steps from a match to a contact."""

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from peerlearn.curating import opened, who_acts
from peerlearn.options import As, AsJson, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.exchange.meaning import Kind
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.store.engine import Store

board_app = typer.Typer(no_args_is_help=True, help="What cities need and offer, and introductions between them.")

EntryId = Annotated[str, typer.Argument(metavar="ID", help="An entry, like b-1a2b3c4d5e.")]
IntroductionId = Annotated[str, typer.Argument(metavar="ID", help="An introduction, like i-1a2b3c4d5e.")]


def _open() -> KnowledgeBase:
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    return KnowledgeBase.open(Settings.load())


@contextmanager
def _acting(who: str | None) -> Iterator[tuple[Store, str]]:
    settings = Settings.load()
    with opened(settings) as store:
        yield store, who_acts(store, settings, who, silent=True)


def _told(found: Any, *, as_json: bool) -> None:
    plain = dataclasses.asdict(found)
    if as_json:
        print_json(plain)
    else:
        print(" · ".join(f"{name} {value}" for name, value in plain.items()))


@board_app.command("post")
def post(
    kind: Annotated[str, typer.Argument(metavar="need|offer")],
    text: Annotated[str, typer.Argument(help="What is needed or offered, in any language.")],
    city: Annotated[str, typer.Option(help="Whose it is: a city's id, or its name in any language.")],
    contact: Annotated[str, typer.Option(help="Whom to write to; given only when both sides agreed.")] = "",
    consent: Annotated[bool, typer.Option("--consent", help="Text and city may be shown to others.")] = False,
    visibility: Annotated[str, typer.Option(help="public, members or private.")] = "members",
    expires: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day, like 2027-06-30; a year from now when left out.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the text; detected when left out.")] = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Post a need or an offer; a curator opens it."""
    from peerlearn.exchange import board  # noqa: PLC0415
    from peerlearn.exchange.profiles import find_city  # noqa: PLC0415
    from peerlearn.text.language import detect  # noqa: PLC0415

    try:
        day = dt.date.fromisoformat(expires) if expires else None
    except ValueError:
        raise typer.BadParameter(f"{expires!r} is not a day like 2027-06-30", param_hint="--expires") from None
    town = find_city(city, cities=_open().cities)
    with _acting(who) as (store, by):
        made = board.post(
            store,
            kind=cast("Kind", kind),
            city=town.id,
            lang=lang or detect(text, default="en").lang,
            text=text,
            contact=contact,
            consent=consent,
            by=by,
            visibility=cast("board.Visibility", visibility),
            expires=day,
        )
    _told(made, as_json=as_json)


@board_app.command("list")
def list_entries(who: As = None, as_json: AsJson = False) -> None:
    """List the needs and offers that one may see."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        found = board.entries(store, by=by)
        introductions = board.introductions(store, by=by)
    if as_json:
        told = [dataclasses.asdict(each) for each in found]
        print_json({"entries": told, "introductions": [dataclasses.asdict(each) for each in introductions]})
        return
    for each in found:
        print(f"{each.id} · {each.kind} · {each.city} · {each.status} · {each.expires} · {' '.join(each.text.split())}")


@board_app.command("moderate")
def moderate(
    entry: EntryId,
    hide: Annotated[bool, typer.Option("--hide", help="Hide it in place of opening it.")] = False,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Open an entry for others, or hide it; a curator does."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        _told(board.moderate(store, entry, show=not hide, by=by), as_json=as_json)


@board_app.command("close")
def close(entry: EntryId, who: As = None, as_json: AsJson = False) -> None:
    """Take an entry off the board."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        _told(board.close(store, entry, by=by), as_json=as_json)


@board_app.command("match")
def match(
    entry: EntryId,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many of each.")] = 10,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Find what answers a need, or who needs an offer: entries, practices and cities, in whatever language."""
    from peerlearn.exchange.matching import match_entry, match_json, match_text  # noqa: PLC0415

    base = _open()
    with _acting(who) as (store, by):
        found = match_entry(base, store, entry, by=by, top=top)
    print_json(match_json(found)) if as_json else print(match_text(found))


@board_app.command("introduce")
def introduce(
    need: Annotated[str, typer.Argument(metavar="NEED")],
    offer: Annotated[str, typer.Argument(metavar="OFFER")],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Ask for an introduction to the other side of a match."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        _told(board.introduce(store, need=need, offer=offer, by=by), as_json=as_json)


@board_app.command("answer")
def answer(
    introduction: IntroductionId,
    agree: Annotated[bool, typer.Option("--yes/--no", help="Whether you agree.")],
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Agree to an introduction, or not; when both did, the other side's contact is told."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        made = board.answer(store, introduction, agree=agree, by=by)
        contact = board.contact_of(store, introduction, by=by) if made.agreed else None
    if as_json:
        print_json(dataclasses.asdict(made) | {"contact": contact})
    else:
        print(contact or "The other side has not agreed.")


@board_app.command("write")
def write(
    introduction: IntroductionId,
    text: Annotated[str, typer.Argument(help="What to write; empty shows the messages.")] = "",
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Write to the other side of an introduction, and show what was written."""
    from peerlearn.exchange import board  # noqa: PLC0415

    with _acting(who) as (store, by):
        if text:
            board.write(store, introduction, text=text, by=by)
        told = [{"by": each, "at": at.isoformat(), "text": said} for each, at, said in board.messages(store, introduction, by=by)]
    if as_json:
        print_json({"messages": told})
    else:
        print("\n".join(f"{each['at']} {each['by']}: {' '.join(each['text'].split())}" for each in told))


@board_app.command("erase")
def erase(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Whose entries and messages, by id.")],
    export: Annotated[bool, typer.Option("--export", help="Only print what is kept of them.")] = False,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Erase what somebody left on the board, or print it."""
    from peerlearn.exchange import leaving  # noqa: PLC0415

    with _acting(who) as (store, by):
        if not export:
            leaving.erase(store, person, by=by)
        kept = leaving.own_data(store, person, by=by)
    if as_json or export:
        print_json(kept)
    else:
        print("Erased.")
