"""A practice with every fact that exports write, its city, and the vocabularies they are named by."""

import dataclasses
from types import SimpleNamespace

import pytest
from builders import city, evidence, practice, source, term, version

from peerlearn.facts import Result
from peerlearn.vocabulary import Vocabularies, Vocabulary


@pytest.fixture
def names():
    terms = {
        "countries": [term("EG", labels={"ar": "مصر", "en": "Egypt", "fr": "Égypte", "es": "Egipto"})],
        "themes": [term("literacy", labels={"ar": "محو الأمية", "en": "Literacy", "fr": "Alphabétisation", "es": "Alfabetización"})],
        "sections": [term("challenge", labels={"ar": "التحدي", "en": "Challenge", "fr": "Défi", "es": "Reto"})],
    }
    known = ("regions", "stages", "target_groups", "evidence_levels", "languages", "sdg")
    lists = {name: Vocabulary(name, terms.get(name, [])) for name in (*terms, *known)}
    return SimpleNamespace(cities={"eg-aswan": city()}, vocabularies=Vocabularies(lists))


@pytest.fixture
def aswan():
    return practice(
        themes=("literacy",),
        sdgs=("4",),
        evidence=evidence(level=2),
        start=2019,
        stage="scaled",
        lead={"ar": "محافظة أسوان، ووزارة التعليم", "en": "Governorate, Ministry of Education"},
        results=(Result({"ar": "الدارسون", "en": "Learners"}, 1200, "city", baseline=300, date=2021),),
        sources=(source(year=2022), source(title="أخرى", url="https://example.org/b?x=1&y={2}")),
        status="published",
    )


@pytest.fixture
def told(aswan):
    """Return the practice with another title and summary, as hostile as the test wants."""

    def tell(title, summary=None):
        own = version(title=title, summary=summary or title)
        return dataclasses.replace(aswan, versions={"ar": own})

    return tell
