"""The options that several commands share, and how a command prints JSON."""

from __future__ import annotations

import difflib
import json
import re
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and no progress.")]


def _language_tag(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", value):
        raise typer.BadParameter(f"{value!r} is not a language tag; write one like ar or fr")
    return value


Lang = Annotated[
    str | None,
    typer.Option(help="Language of the question or of the output, like ar; detected when left out.", callback=_language_tag),
]
Where = Annotated[list[str] | None, typer.Option(help="Only what has this value, as field=value; may be repeated.", metavar="FIELD=VALUE")]

As = Annotated[
    str | None,
    typer.Option("--as", metavar="PERSON", help="Who acts, by id, name or e-mail; PEERLEARN_PERSON, or the only one, when left out."),
]


def print_json(value: Any) -> None:
    """Print a value as JSON, letters of every script as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def filters_of(pairs: list[str] | None) -> dict[str, list[str]]:
    """Return what ``--where`` was given as field -> values; what is no field is refused as wrong usage."""
    from peerlearn.search.result import FACETS  # noqa: PLC0415

    found: dict[str, list[str]] = {}
    for pair in pairs or []:
        name, equals, value = pair.partition("=")
        if not equals or not value:
            raise typer.BadParameter(f"{pair!r} is not field=value", param_hint="--where")
        if name not in FACETS:
            raise typer.BadParameter(f"there is no field {name!r}; fields are {', '.join(FACETS)}", param_hint="--where")
        found.setdefault(name, []).append(value)
    return found


def require_values(name: str, values: list[str], known: list[str]) -> None:
    """Refuse as wrong usage a value that nothing has, with those that come near."""
    for value in values:
        if value not in known:
            nearest = difflib.get_close_matches(value, known, n=5, cutoff=0.5) or known[:30]
            raise typer.BadParameter(f"nothing has {name}={value!r}; use one like {', '.join(nearest)}", param_hint="--where")
