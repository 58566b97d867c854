"""Two records of one practice, one in Arabic and one in English, merged by the real commands: one record, and nothing lost."""

import json

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.curation.duplicates import merge
from peerlearn.curation.review.log import verify_log
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.store.engine import open_store
from tests.integration.test_told_twice import TOLD_TWICE, take_apart

pytestmark = pytest.mark.integration
ARABIC = "told-in-arabic"
QUESTIONS = (("أحياء التعلّم في كورك", "ar"), ("learning neighbourhoods in Cork", "en"))


def done(home, *words):
    """Run a command that must succeed, and return what it printed."""
    found = home.run(*words, "--json")
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.fixture
def apart(copy):
    take_apart(copy)
    done(copy, "index", "build")
    return copy


def found_under(home):
    """Return, for each question, the practice's ids among the results, and the languages that the first is told in."""
    base = KnowledgeBase.open(home.settings)
    ids = {lang: [hit.record.id for hit in base.search(text, lang=lang).hits] for text, lang in QUESTIONS}
    return {lang: [each for each in found if each in (ARABIC, TOLD_TWICE)] for lang, found in ids.items()}, base


def test_two_tellings_become_language_versions_of_one_practice_and_the_index_follows(apart):
    before = read_corpus(apart.corpus).practices
    two = (before[TOLD_TWICE], before[ARABIC])
    (pair,) = done(apart, "duplicates", TOLD_TWICE, ARABIC)["pairs"]
    assert (pair["kind"], sorted(pair["langs"]), pair["decision"]) == ("meaning", ["ar", "en"], None)
    assert pair["agreeing"]

    made = done(apart, "duplicates", TOLD_TWICE, ARABIC, "--merge", "--reason", "ممارسة واحدة")
    assert (made["revises"], made["withdraw"]) == (TOLD_TWICE, ARABIC)
    (pair,) = done(apart, "duplicates", ARABIC, TOLD_TWICE)["pairs"]
    assert pair["decision"]["choice"] == "merge"
    (salma,) = done(apart, "person", "add", "Salma", "--role", "curator")["people"]
    first = done(apart, "person", "list")["people"][0]["id"]
    assert done(apart, "review", made["id"], "--submit", "--as", first)["status"] == "submitted"
    judged = done(apart, "review", made["id"], "--begin", "--score", "all=4", "--approve", "موثّق.", "--as", salma["id"])
    assert (judged["status"], judged["left"]) == ("in_review", [])
    assert done(apart, "publish", made["id"], "--as", salma["id"])["id"] == TOLD_TWICE
    assert done(apart, "withdraw", ARABIC, "--reason", "merged", "--as", salma["id"])["action"] == "withdraw"

    corpus = read_corpus(apart.corpus).practices
    kept, whole = corpus[TOLD_TWICE], merge(*two)
    assert {*kept.versions} == {"ar", "en"}
    for name in ("versions", "sources", "results", "partners", "themes", "sdgs", "target_groups", "evidence", "resources", "lead", "city"):
        assert getattr(kept, name) == getattr(whole, name), name
    for each in two:
        assert {*each.sources} <= {*kept.sources}
        assert all(kept.versions[lang] == version for lang, version in each.versions.items())
    assert corpus[ARABIC].status == "withdrawn"

    found, base = found_under(apart)
    assert found == {"ar": [TOLD_TWICE], "en": [TOLD_TWICE]}
    assert {*base.record(TOLD_TWICE).versions} == {"ar", "en"}
    assert apart.run("show", ARABIC).returncode == 1
    store = open_store(apart.settings)
    assert verify_log(store).ok
    store.close()
