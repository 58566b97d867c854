"""One practice told twice, in two languages and under two ids, is one result; two practices of one city are two."""

import shutil

import pytest

from peerlearn.index.build import silent
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.rebuild import rebuild
from tests.integration.conftest import ROOT, Home

pytestmark = pytest.mark.integration

TOLD_TWICE = "cork-learning-neighbourhoods"
"""Is taken apart: its English text stays, and its Arabic version becomes a record of its own."""
SAME_CITY = ("cork-case-2015", "cork-festival-lecp")
REPEATS = ("yanbu-regional-forum-2023", "yanbu-forum-2023")


def place(home, name):
    for path in (ROOT / "corpus").rglob(f"{name}*.md"):
        target = home.corpus / path.relative_to(ROOT / "corpus")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def take_apart(home):
    """Make the Arabic version of a practice a practice with an id of its own, and leave the English text alone."""
    whole, arabic = home.file(f"{TOLD_TWICE}.md"), home.file(f"{TOLD_TWICE}.ar.md")
    told = arabic.read_text(encoding="utf-8").split("---", 2)
    facts = whole.read_text(encoding="utf-8").split("---", 2)[1]
    own = {name: _field(told[1], name) for name in ("title", "summary", "written")}
    for name, text in {"id": "id: told-in-arabic\n", "lang": "lang: ar\n", **own}.items():
        facts = facts.replace(_field(facts, name), text)
    summary = _summary(own["summary"])
    body = told[2].strip() or f"## challenge\n\n{summary}\n\n## solution\n\n{summary}"
    whole.with_name("told-in-arabic.md").write_text(f"---{facts}---\n\n{body}\n", encoding="utf-8")
    for path in home.corpus.rglob(f"{TOLD_TWICE}.*.md"):
        path.unlink()


def _summary(field):
    return " ".join(line.strip() for line in field.splitlines()[1:])


def _field(yaml, name):
    """Return the lines of a field at the top level of some YAML."""
    lines = yaml.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}:"))
    end = next((number for number in range(start + 1, len(lines)) if lines[number][0] not in " -\n"), len(lines))
    return "".join(lines[start:end])


@pytest.fixture(scope="module")
def base(tmp_path_factory, home, models, network):
    folder = tmp_path_factory.mktemp("repeats") / "home"
    shutil.copytree(home.folder, folder, symlinks=True)
    own = Home(folder, network)
    for name in (TOLD_TWICE, *SAME_CITY, *REPEATS):
        place(own, name)
    take_apart(own)
    from peerlearn.corpus import read_corpus  # noqa: PLC0415

    rebuild(own.settings, read_corpus(own.corpus), full=False, progress=silent)
    return KnowledgeBase.open(own.settings)


def found(base, question, **options):
    return {hit.record.id: hit for hit in base.search(question, top=50, **options).hits}


@pytest.mark.parametrize(("question", "lang"), [("learning neighbourhoods in Cork", "en"), ("أحياء التعلّم في كورك", "ar")])
def test_a_practice_told_twice_in_two_languages_is_one_hit(base, question, lang):
    assert set(base.record("told-in-arabic").versions) == {"ar"}
    assert set(base.record(TOLD_TWICE).versions) == {"en"}
    hits = found(base, question, lang=lang)
    (shown,) = {TOLD_TWICE, "told-in-arabic"} & set(hits)
    (other,) = {TOLD_TWICE, "told-in-arabic"} - {shown}
    assert hits[shown].also == (other,)


def test_other_practices_of_the_city_are_hits_of_their_own(base):
    hits = found(base, "lifelong learning in the city of Cork", lang="en")
    assert set(SAME_CITY) <= set(hits)
    assert all(hits[name].also == () for name in SAME_CITY)
    assert not {each for hit in hits.values() for each in hit.also} & {*SAME_CITY}


def test_a_practice_and_the_report_on_it_are_one_hit(base):
    hits = found(base, "regional forum of Arab learning cities in Yanbu", lang="en")
    (shown,) = set(REPEATS) & set(hits)
    assert hits[shown].also == tuple(set(REPEATS) - {shown})
