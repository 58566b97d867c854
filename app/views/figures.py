"""What is known of a city in figures: each with its year, how sure it is, and its source; the missing said to be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.i18n.formats import number
from app.views.texts import Phrase

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.city import City

Status = Literal["measured", "estimated", "missing"]


@dataclass(frozen=True)
class FigureLine:
    """One figure: its name, its value (None: unknown), the year it stands for, how sure it is, and its source as it was noted."""

    name: str
    value: Phrase | None
    year: int | None
    status: Status
    source: str


def figures_of(city: City, labels: Labels, tr: Translator) -> tuple[FigureLine, ...]:
    """Return a city's figures in the order in which they are asked for."""
    names = {
        "population": tr("Population"),
        "income": tr("Income group of the country"),
        "languages": tr("Languages of the country"),
        "climate": tr("Climate zone (Köppen-Geiger)"),
        "coast_km": tr("Distance to the sea"),
    }
    lines = [_line(name, title, city, labels, tr) for name, title in names.items()]
    return tuple(line for line in lines if line)


def _line(name: str, title: str, city: City, labels: Labels, tr: Translator) -> FigureLine | None:
    """Return one figure; a library whose cities have none beside the population gives no lines for the others."""
    ask = getattr(city, "figure", None)
    if ask is None:
        if name != "population":
            return None
        status: Status = "missing" if city.population is None else "measured" if city.population_year else "estimated"
        return FigureLine(title, _said(name, city.population, labels, tr), city.population_year, status, city.source)
    found = ask(name)
    return FigureLine(title, _said(name, found.value, labels, tr), found.year, found.status, found.source)


def _said(name: str, value: object, labels: Labels, tr: Translator) -> Phrase | None:
    if value is None or value == ():
        return None
    if name == "income":
        return Phrase(income(str(value), tr), tr.lang)
    if name == "languages" and isinstance(value, tuple):
        return Phrase(tr(", ").join(labels.vocabularies.label("languages", each, tr.lang) for each in value), tr.lang)
    if name == "coast_km":
        return Phrase(tr("On the coast") if value == 0 else tr("{km} km", km=value), tr.lang)
    return Phrase(number(value, tr.lang), tr.lang if name == "population" else "en")


def income(group: str, tr: Translator) -> str:
    """Return an income group of the World Bank in words."""
    said = {"low": tr("Low income"), "lower-middle": tr("Lower middle income")}
    said |= {"upper-middle": tr("Upper middle income"), "high": tr("High income")}
    return said.get(group, group)


def status_text(status: Status, tr: Translator) -> str:
    """Return how sure a figure is, in a word or two."""
    return {"measured": tr("stated by a source"), "estimated": tr("estimate"), "missing": tr("Unknown")}[status]
