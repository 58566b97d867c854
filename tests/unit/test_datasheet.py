"""The corpus in figures."""

import dataclasses

import pytest

from peerlearn import datasheet
from peerlearn.corpus import Corpus
from peerlearn.errors import CorpusError
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import city, document, evidence, practice, source, term, version, versions, written


def labels(name):
    return dict.fromkeys(("ar", "en", "fr", "es"), name)


def vocabulary(name, **terms):
    return Vocabulary(name, [term(each.strip("_"), labels=labels(label)) for each, label in terms.items()])


LISTS = [
    vocabulary("regions", **{"arab-states": "Arab States", "africa": "Africa"}),
    vocabulary("countries", EG="Egypt", KE="Kenya", SD="Sudan"),
    vocabulary("languages", ar="Arabic", en="English"),
    vocabulary("evidence_levels", _0="Not documented", _1="Described logic"),
    vocabulary("evidence_types", **{"news-or-report": "News", "announcement": "Announcement"}),
    vocabulary("themes", health="Health", literacy="Literacy"),
]
CITIES = [
    city(member=True),
    city(id="eg-giza", member=True),
    city(id="ke-nairobi", names={"en": "Nairobi"}, country="KE", region="africa", member=True),
    city(id="sd-khartoum", names={"en": "Khartoum"}, country="SD", region="africa", member=None),
]
PRACTICES = [
    practice(id="one", start=2014, themes=("health", "literacy"), versions={**versions("ar"), "en": version("en", sections={})}),
    practice(id="two", start=2015, themes=("literacy",), versions=versions("ar", "en"), city="eg-giza"),
    practice(
        id="three",
        start=2009,
        evidence=evidence(level=0, type="announcement"),
        versions={"ar": version(written=written(reviewed=True))},
    ),
    practice(id="four", sources=(source(year=None),)),
]


@pytest.fixture
def corpus():
    return Corpus(
        {each.id: each for each in PRACTICES},
        {"cairo-declaration": document()},
        {each.id: each for each in CITIES},
        Vocabularies({each.name: each for each in LISTS}),
    )


def test_what_is_counted(corpus):
    found = datasheet.counts(corpus)
    assert {name: list(values.items()) for name, values in found.items()} == {
        "region": [("Arab States", 4)],
        "country": [("Egypt", 4)],
        "original language": [("Arabic", 4)],
        "full text in": [("Arabic", 4), ("English", 1)],
        "title and summary only in": [("English", 1)],
        "level of evidence": [("0 not documented", 1), ("1 described logic", 3)],
        "kind of source": [("News", 3), ("Announcement", 1)],
        "year": [("2010-2014", 1), ("2015-2019", 1), ("before 2010", 1), ("unknown", 1)],
        "theme": [("Literacy", 2), ("Health", 1)],
    }


def test_who_is_missing_are_countries_of_the_network_without_a_practice(corpus):
    assert datasheet.missing(corpus) == ["Kenya"]


def test_drafts_are_counted_too(corpus):
    """The datasheet describes the folder, whatever of it is public."""
    assert {each.status for each in corpus.practices.values()} == {"draft"}
    published = {each.id: dataclasses.replace(each, status="published") for each in PRACTICES}
    assert datasheet.markdown(dataclasses.replace(corpus, practices=published)) == datasheet.markdown(corpus)


def test_the_figures_as_markdown(corpus):
    text = datasheet.markdown(corpus)
    first = "4 practices of 2 cities in 1 countries, in 6 language versions, of which 1 were read by a native reviewer"
    assert text.startswith(f"{first}; 1 documents; 4 cities.\n")
    assert "| full text in | Arabic 4, English 1 |\n" in text
    assert text.endswith("Countries with cities of the network and no practice here: Kenya.\n")
    assert "| theme | none |" in datasheet.markdown(dataclasses.replace(corpus, practices={}))


README = f"# The corpus\n\nBefore.\n\n{datasheet.BEGIN}\nold\n{datasheet.END}\n\nAfter.\n"


def test_writing_renews_what_stands_between_the_marks_and_nothing_else(corpus, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README)
    assert not datasheet.is_current(corpus, readme)
    datasheet.write(corpus, readme)
    assert readme.read_text() == README.replace("old\n", datasheet.markdown(corpus))
    assert datasheet.is_current(corpus, readme)
    changed = dataclasses.replace(corpus, practices={"one": PRACTICES[0]})
    assert not datasheet.is_current(changed, readme)


@pytest.mark.parametrize("lost", [datasheet.BEGIN, datasheet.END])
def test_a_readme_without_a_mark_is_refused_and_left_alone(corpus, tmp_path, lost):
    readme = tmp_path / "README.md"
    readme.write_text(README.replace(lost, ""))
    with pytest.raises(CorpusError, match="has no place for the figures") as caught:
        datasheet.write(corpus, readme)
    assert [each.file for each in caught.value.issues] == ["README.md"]
    assert readme.read_text() == README.replace(lost, "")
