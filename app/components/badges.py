"""Small labels: themes, Sustainable Development Goals, languages, level of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.markup import Html, element, join, text_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.texts import Phrase


def badge(text: str, kind: str) -> Html:
    """Return one label as an item of a list."""
    return element("li", text, class_=f"pl-badge pl-{kind}")


def sdg_badges(sdgs: Iterable[tuple[str, str]], tr: Translator) -> list[Html]:
    """Return the goals as small badges: the number is seen, the name is read out and shown on hover."""
    return [
        element(
            "li",
            element("span", tr("SDG"), " ", element("bdi", code), aria_hidden="true"),
            element("span", tr("SDG {code}: {name}", code=code, name=name), class_="pl-sr"),
            class_="pl-badge pl-sdg",
            title=name,
        )
        for code, name in sdgs
    ]


def evidence_text(level: int, label: str, tr: Translator) -> str:
    """Return the level of evidence in words; level 0 is said as openly as any other."""
    return tr("Evidence {level} of 5: {label}", level=level, label=label)


def badge_list(badges: Iterable[Html], name: str) -> Html | None:
    """Return badges as a named list, or nothing when there is none."""
    items = list(badges)
    return element("ul", *items, class_="pl-badges", aria_label=name) if items else None


def place_line(place: tuple[Phrase, ...], *more: str) -> Html:
    """Return city, country and whatever else on one line, each in its own language."""
    parts: list[str] = [text_in("span", each.text, each.lang) for each in place]
    parts += [element("bdi", each) for each in more if each]
    dot = element("span", "·", class_="pl-dot", aria_hidden="true")
    return join(parts, Html(f" {dot} "))
