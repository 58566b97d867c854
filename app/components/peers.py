"""Cities to learn from, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.record import part
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.peers import PeerLine


def peer_list(lines: tuple[PeerLine, ...], tr: Translator) -> Html | None:
    """Return the peers of a city as a list, or nothing where none are known."""
    if not lines:
        return None
    said = tr("Two numbers, kept apart: how alike the cities are, and how much of what this one needs the other documents.")
    items = [element("li", _peer(line, tr)) for line in lines]
    return part("peers", tr("Cities to learn from"), tr, element("p", said, class_="pl-small"), element("ol", *items, class_="pl-peers"))


def _peer(line: PeerLine, tr: Translator) -> Html:
    link = element("a", text_in("bdi", line.name.text, line.name.lang), href=line.link, target="_self")
    numbers = [tr("Alike: {share} %", share=line.similarity)]
    if line.complementarity is not None:
        numbers.append(tr("Documents what is needed: {share} %", share=line.complementarity))
    together = [element("li", reason) for reason in line.together]
    return element(
        "article",
        element("h3", link, " ", element("span", line.country, class_="pl-small")),
        element("p", " · ".join(numbers), class_="pl-peer-numbers"),
        element("ul", *together) if together else None,
        _line(tr("What sets them apart:"), line.apart),
        _line(tr("Not known:"), line.unknown),
    )


def _line(name: str, texts: tuple[str, ...]) -> Html | None:
    return element("p", name, " ", " · ".join(texts), class_="pl-small") if texts else None
