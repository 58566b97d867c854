"""``duplicates``: what is told twice, and what curators say of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from peerlearn.curating import opened, pairs_of, who_acts
from peerlearn.options import As, AsJson, Lang, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from peerlearn.curation.duplicates import Choice, Collection, Duplicate
    from peerlearn.practice import Practice, Record


def duplicates(
    records: Annotated[
        list[str] | None, typer.Argument(metavar="[ID [ID]]", help="A record, or two to decide on; all when left out.")
    ] = None,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="The two are not the same; not shown again until one changes.")] = False,
    link: Annotated[bool, typer.Option("--link", help="The two belong together, and both stay.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="Make one record of two practices, as a draft that is reviewed.")] = False,
    keep: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=ID", help="Whose value stands where they differ; may be repeated.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Show dismissed pairs, too.")] = False,
    lang: Lang = None,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Find what is told twice, in the same words, in edited words or in another language; dismiss, link or merge a pair."""
    from peerlearn.curation.duplicates import Collection  # noqa: PLC0415
    from peerlearn.dossier import duplicates_json, duplicates_text  # noqa: PLC0415
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    names = records or []
    choices: tuple[tuple[Choice, bool], ...] = (("dismiss", dismiss), ("link", link), ("merge", merge))
    chosen = [choice for choice, asked in choices if asked]
    if len(chosen) > 1 or len(names) > 2 or (chosen and len(names) != 2):
        raise typer.BadParameter("name two records and one of --dismiss, --link and --merge")
    settings = Settings.load()
    base = KnowledgeBase.open(settings)
    for name in names:
        base.record(name)
    if chosen == ["merge"]:
        _merge(settings, base.record(names[0]), base.record(names[1]), pairs_of(keep, "--keep"), who=who, reason=reason, as_json=as_json)
        return
    collection = Collection.of(base)
    if chosen:
        _decide(settings, collection, (names[0], names[1]), chosen[0], who=who, reason=reason, as_json=as_json)
        return
    found = _found(settings, collection, names, everything=everything, silent=as_json)
    print_json({"pairs": duplicates_json(found)}) if as_json else print(duplicates_text(found, lang=lang or "en"))


def _found(settings: Settings, collection: Collection, names: list[str], *, everything: bool, silent: bool) -> list[Duplicate]:
    from peerlearn.curation.duplicates import all_pairs, find  # noqa: PLC0415
    from peerlearn.curation.kept_pairs import decisions_of  # noqa: PLC0415
    from peerlearn.progress import bars, nothing  # noqa: PLC0415

    with opened(settings) as store:
        decisions = decisions_of(store, settings)
        if not names:
            report = nothing if silent else bars()
            return all_pairs(
                collection, decisions=decisions, dismissed=everything, progress=lambda done, total: report("compare", done, total)
            )
        found = find(collection.tellings[names[0]], against=collection, decisions=decisions, dismissed=everything, thorough=True)
    return [each for each in found if len(names) == 1 or each.other == names[1]]


def _decide(
    settings: Settings, collection: Collection, names: tuple[str, str], choice: Choice, *, who: str | None, reason: str, as_json: bool
) -> None:
    from peerlearn.curation.pairing import decide_pair  # noqa: PLC0415

    one, other = (collection.tellings[name] for name in names)
    with opened(settings) as store:
        by = who_acts(store, settings, who, silent=as_json)
        decision = decide_pair(store, settings, (one.identity, other.identity), choice=choice, records=names, by=by, reason=reason)
    if as_json:
        print_json(dataclasses.asdict(decision))
    else:
        print(f"{names[0]} and {names[1]}: {'dismissed' if choice == 'dismiss' else 'linked'}.")


def _merge(settings: Settings, one: Record, other: Record, keep: dict[str, str], *, who: str | None, reason: str, as_json: bool) -> None:
    """Hand the merged practice in as a revision of one of the two; published, it replaces that one, and the other is then withdrawn."""
    from peerlearn.curation.pairing import merge_into_draft  # noqa: PLC0415

    first, second = _practice(one), _practice(other)
    if strangers := set(keep.values()) - {first.id, second.id}:
        raise typer.BadParameter(f"{strangers.pop()!r} is none of the two", param_hint="--keep")
    with opened(settings) as store:
        by = who_acts(store, settings, who, silent=as_json)
        made = merge_into_draft(store, settings, first, second, keep=keep, by=by, reason=reason)
    if as_json:
        print_json({"id": made.submission.id, "revises": made.kept, "withdraw": made.gone})
    else:
        print(f"{made.submission.id} holds both. Review and publish it, and then: peerlearn withdraw {made.gone} --reason ...")


def _practice(record: Record) -> Practice:
    from peerlearn.practice import Practice  # noqa: PLC0415

    if not isinstance(record, Practice):
        raise typer.BadParameter("only practices are merged")
    return record
