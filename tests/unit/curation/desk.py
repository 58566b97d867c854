"""People, files and submissions for tests, each in one line; what a test is about is given by name."""

import hashlib
import json
from dataclasses import dataclass

from peerlearn.corpus import write_record
from peerlearn.curation.review.people import add_person
from peerlearn.curation.review.reviewing import decide, give_opinion, score
from peerlearn.curation.review.submission import CRITERIA, new_draft
from peerlearn.curation.review.submitting import create, move, read_submission
from peerlearn.curation.source import Page, Source
from peerlearn.serialise import record_json
from tests.unit.builders import practice

TEXT = "أُنشئ 120 مركزًا مجتمعيًا للمنقطعين عن الدراسة."
CITIES = (
    "id,name_en,name_ar,name_fr,name_es,country,region,lat,lon,population,population_year,joined_year,member,verified,source\n"
    "eg-aswan,Aswan,أسوان,Assouan,Asuán,EG,arab-states,24.09,32.9,,,,,false,https://example.org/aswan\n"
)


@dataclass(frozen=True)
class Team:
    """One of each role, and a second curator; ids."""

    admin: str
    curator: str
    second: str
    city: str
    other_city: str
    reader: str


def team(store):
    admin = add_person(store, role="admin", name="Huda", email="huda@example.org").id
    given = {"curator": "curator", "second": "curator", "city": "city", "other_city": "city", "reader": "reader"}
    return Team(admin, **{name: add_person(store, role=role, name=name, by=admin).id for name, role in given.items()})


def source(text=TEXT, **given):
    known = {"name": "تقرير.txt", "media_type": "text/plain", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return Source(**known | {"pages": (Page(1, text), Page(2, "؟؟", "needs_person", ("garbage",)))} | given)


def suggestion(field="city", value="eg-aswan", **given):
    return {"field": field, "value": value, "confidence": 0.9, "place": {"page": 1, "start": 0, "end": 5}} | given


def draft(record=None, suggestions=None):
    given = json.loads(record_json(record)) if record is not None else None
    return new_draft([suggestion()] if suggestions is None else suggestions, record=given)


def submit(store, people, *, record=None, suggestions=None, by=None, **given):
    return create(store, source(), size=90, by=by or people.city, draft=draft(record, suggestions), **given).id


def reviewed(store, people, *, record=None, **given):
    """Return the id of a submission that only waits for being published."""
    name = submit(store, people, record=record if record is not None else practice(), **given)
    move(store, name, to="submitted", by=people.city)
    move(store, name, to="in_review", by=people.curator)
    decide(store, name, suggestion="s1", choice="accepted", by=people.curator)
    for criterion in CRITERIA:
        score(store, name, criterion=criterion, value=4, by=people.second)
    give_opinion(store, name, recommendation="publish", text="موثّق جيدًا.", by=people.second)
    return name


def version_of(store, name):
    return read_submission(store, name).version


def small_corpus(folder, *records):
    """Write a corpus of a few practices in Aswan."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cities.csv").write_text(CITIES, encoding="utf-8")
    for record in records:
        write_record(folder, record)
