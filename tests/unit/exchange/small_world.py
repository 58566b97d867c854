"""A few made cities and practices, each in one line."""

from peerlearn.city import City, Figure
from peerlearn.exchange.atlas import Atlas
from peerlearn.exchange.profiles import Situation
from peerlearn.facts import Evidence
from tests.unit.builders import practice

THEMES = ("ageing", "literacy", "planning", "youth")


def town(city_id, *, region="arab-states", population=None, income=None, languages=None, climate=None, coast=None, **names):
    values = {"population": population, "income": income, "languages": languages, "climate": climate, "coast_km": coast}
    figures = {name: Figure(value, 2020, "estimated", "made") for name, value in values.items() if value is not None}
    return City(city_id, {"en": city_id.split("-", 1)[1].title()} | names, city_id[:2].upper(), region, figures=figures)


def work(practice_id, city, *themes, level=1, **given):
    evidence = Evidence(level, "city-report", {"en": "Made."})
    return practice(**{"id": practice_id, "city": city, "themes": themes, "evidence": evidence, "status": "published"} | given)


FULL = {"population": 200_000, "income": "high", "languages": ("ar",), "climate": "BWh", "coast": 3.0}
HOME = town("sa-home", **FULL)
TWIN = town("qa-twin", **FULL)
FAR = town("fi-far", region="europe-north-america", population=12_800_000, income="low", languages=("fi", "sv"), climate="Dfc", coast=300.0)
BLANK = town("om-blank")
CITIES = (HOME, TWIN, FAR, BLANK)
RECORDS = (
    work("home-reads", "sa-home", "literacy", level=1),
    work("twin-reads", "qa-twin", "literacy", level=3),
    work("twin-plans", "qa-twin", "planning", level=0),
    work("far-reads", "fi-far", "literacy", level=4),
    work("far-elders", "fi-far", "ageing", level=2),
)


def atlas(cities=CITIES, records=RECORDS):
    return Atlas.of(cities, records, themes=THEMES)


def situation(city=HOME, **needs):
    return Situation.of(city, needs=needs)
