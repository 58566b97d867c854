"""The commands of curators: what people ask that the corpus does not answer. Heavy imports stand inside, as in ``cli``."""

from __future__ import annotations

from typing import Annotated

import typer

from peerlearn.options import AsJson, Lang, print_json
from peerlearn.settings import Settings


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
