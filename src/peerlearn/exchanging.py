"""The commands by which cities learn from each other: ``peers`` and ``transfer``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from peerlearn.options import AsJson, Lang, print_json
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.exchange.peers import Peers
    from peerlearn.knowledge_base import KnowledgeBase

Answer = TypeVar("Answer")
Pairs = list[str] | None

SURE = 0.6
"""Confidence from which the language of a name or situation is that of the answer."""


def _open() -> KnowledgeBase:
    from peerlearn.knowledge_base import KnowledgeBase  # noqa: PLC0415

    return KnowledgeBase.open(Settings.load())


def peers(
    city: Annotated[str | None, typer.Argument(metavar="[CITY]", help="A city's id, or its name in any language.")] = None,
    situation: Annotated[str | None, typer.Option(help="A situation in words, in place of a city.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the situation, as SA.")] = None,
    population: Annotated[int | None, typer.Option(min=1, help="Residents in the situation.")] = None,
    need: Annotated[Pairs, typer.Option(metavar="THEME[=WEIGHT]", help="A theme that is needed; may be repeated.")] = None,
    weight: Annotated[Pairs, typer.Option(metavar="FACTOR=WEIGHT", help="What a factor, or a theme, counts; may be repeated.")] = None,
    balance: Annotated[float, typer.Option(min=0, max=1, help="What complementarity counts in the order, 0 to 1.")] = 0.5,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many peers.")] = 10,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Find cities to learn from: how alike they are, and how well they document what is needed, as two numbers with reasons."""
    from peerlearn.exchange.finding import described, peers_of  # noqa: PLC0415
    from peerlearn.exchange.likeness import FACTORS  # noqa: PLC0415
    from peerlearn.exchange.telling import peers_json, peers_text  # noqa: PLC0415

    if (city is None) == (situation is None):
        raise typer.BadParameter("name a city, or describe a --situation")
    weights = _numbers(weight, "--weight")
    base = _open()
    spoken = _spoken(lang, city or situation or "")

    def found() -> Peers:
        who = described(base, situation, country=country, population=population, lang=lang) if situation else (city or "")
        return peers_of(
            base,
            who,
            needs=_numbers(need, "--need", default=1.0),
            weights={name: value for name, value in weights.items() if name in FACTORS},
            theme_weights={name: value for name, value in weights.items() if name not in FACTORS},
            balance=balance,
            top=top,
        )

    result = _asked(found)
    if as_json:
        print_json(peers_json(result, base=base, lang=spoken))
    else:
        print(peers_text(result, base=base, lang=spoken))


def transfer(
    practice: Annotated[str, typer.Argument(metavar="ID", help="A practice's id.")],
    to: Annotated[str, typer.Option("--to", metavar="CITY", help="Who would take it over: a city's id, or its name in any language.")],
    answer: Annotated[Pairs, typer.Option(metavar="CRITERION=yes|no", help="What is known of the own city; may be repeated.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the brief as Markdown; overwrites nothing.")] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Say how a practice fits a city: each criterion with both sides' values, the passage, what to adapt and what to ask."""
    from peerlearn.exchange.brief import fit_json, markdown  # noqa: PLC0415
    from peerlearn.exchange.finding import transfer_of  # noqa: PLC0415

    answers = _answers(answer)
    base = _open()
    spoken = _spoken(lang, to)
    report = _asked(lambda: transfer_of(base, practice, to=to, answers=answers, lang=spoken))
    brief = markdown(report, vocabularies=base.vocabularies, lang=spoken)
    if out is not None:
        with out.open("x", encoding="utf-8") as file:
            file.write(brief)
    if as_json:
        print_json(fit_json(report, vocabularies=base.vocabularies, lang=spoken))
    elif out is None:
        print(brief)


def _answers(pairs: Pairs) -> dict[str, bool]:
    found = {}
    for pair in pairs or []:
        name, _, text = pair.partition("=")
        if text not in ("yes", "no"):
            raise typer.BadParameter(f"{pair!r} is not CRITERION=yes or CRITERION=no", param_hint="--answer")
        found[name] = text == "yes"
    return found


def _asked(call: Callable[[], Answer]) -> Answer:
    try:
        return call()
    except ValueError as error:  # a weight, theme or criterion that was typed
        raise typer.BadParameter(str(error)) from None


def _numbers(pairs: Pairs, option: str, *, default: float | None = None) -> dict[str, float]:
    """Return name -> number of ``name=number`` pairs."""
    found = {}
    for pair in pairs or []:
        name, equals, text = pair.partition("=")
        try:
            found[name] = float(text) if equals or default is None else default
        except ValueError:
            raise typer.BadParameter(f"{pair!r} is not name=number", param_hint=option) from None
    return found


def _spoken(lang: str | None, text: str) -> str:
    """Return the language to answer in: the one asked for, else that of the words where it is clear, else English."""
    from peerlearn.present import spoken  # noqa: PLC0415
    from peerlearn.text.language import detect  # noqa: PLC0415

    guess = detect(text, default="en")
    return spoken(lang or (guess.lang if guess.confidence >= SURE else "en"))
