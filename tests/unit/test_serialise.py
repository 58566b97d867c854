import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.corpus import read_corpus, write_record
from peerlearn.facts import Partner, Resources, Result
from peerlearn.practice import SECTIONS
from peerlearn.serialise import record_digest, record_files, record_from_json, record_json, renamed
from tests.unit.builders import TODAY, city, document, evidence, practice, source, version, versions, written

few = settings(max_examples=8, derandomize=True)
SIGNS = [
    *"أإآبةىيکگ۰٤ aé«»:#'\"-*&!|>%@`{}[]\\",
    "\u2028",
    "\u200f",
    "\u2067",
    "\u2069",
    "\u200c",
    "😀",
    "## ",
    "---",
    "كِتاب",
    "null",
    "2020-05",
    "12",
]
line = (
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: text and len(text.splitlines()) == 1)
)
lines = (
    st.lists(st.sampled_from([*SIGNS, "\n", "\n\n## ", "\n\\## ", "\n---\n"]), min_size=1, max_size=10)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
tags = st.sampled_from(["ar", "en", "fr", "zh-hant"])
texts = st.dictionaries(tags, lines, min_size=1, max_size=3)
dates = st.one_of(
    st.integers(2000, 2009),
    st.dates(dt.date(2000, 1, 1), dt.date(2009, 12, 31)),
    st.builds("{:04}-{:02}".format, st.integers(2000, 2009), st.integers(1, 12)),
)
numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False))
results = st.builds(
    Result,
    indicator=texts,
    value=st.one_of(numbers, lines),
    reported_by=st.sampled_from(["city", "organiser", "independent", "unstated"]),
    source=st.sampled_from([None, 1, 2]),
    baseline=st.one_of(st.none(), numbers, lines),
    date=st.none() | dates,
    unit=st.none() | texts,
)
resources = st.builds(
    Resources, cost=st.none() | numbers, currency=st.just("USD"), staff=st.none() | texts, complexity=st.sampled_from([None, "low"])
)


@st.composite
def practices(draw):
    langs = draw(st.lists(tags, min_size=1, max_size=3, unique=True))
    names = [each for each in SECTIONS if each in ("challenge", "solution") or draw(st.booleans())]
    made = {
        lang: version(
            lang,
            title=draw(line),
            summary=draw(lines),
            sections={name: draw(lines) for name in names},
            written=written(kind="machine", from_lang=draw(st.none() | tags), reviewed=draw(st.booleans())),
        )
        for lang in langs
    }
    return practice(
        lang=langs[0],
        versions=made,
        start=draw(st.none() | dates),
        stage=draw(st.sampled_from([None, "pilot"])),
        lead=draw(st.none() | texts),
        partners=tuple(draw(st.lists(st.builds(Partner, name=texts, support=st.none() | texts), max_size=2))),
        results=tuple(draw(st.lists(results, max_size=2))),
        resources=draw(st.none() | resources),
        sources=(source(title=draw(line), year=2020, lang="ar"), source()),
        sdgs=("4", "4.1"),
        last_verified=draw(st.none() | st.just(TODAY)),
        version_number=draw(st.integers(1, 9)),
    )


@few
@given(record=practices())
def test_a_practice_comes_back_from_json(record):
    line = record_json(record)
    assert b"\n" not in line
    assert record_from_json(line) == record
    assert record_json(record_from_json(line)) == line


@pytest.fixture(scope="module")
def folder(quick_module_tmp):
    (quick_module_tmp / "cities.csv").write_text(f"{CITY_HEADER}\neg-aswan,Aswan,,EG,arab-states,,,,,,,,\n", encoding="utf-8")
    return quick_module_tmp


CITY_HEADER = "id,name_en,name_ar,country,region,lat,lon,population,population_year,joined_year,member,verified,source"


@settings(max_examples=6, derandomize=True)
@given(record=practices())
def test_a_practice_comes_back_from_its_files(folder, record):
    write_record(folder, record)
    read = read_corpus(folder).practices[record.id]
    assert read == record
    assert list(read.original.sections) == list(record.original.sections)
    assert record_digest(read) == record_digest(record)


@pytest.mark.parametrize("date", [2015, "2015-09", dt.date(2015, 9, 30)])
def test_a_document_comes_back_from_json(date):
    record = document(date=date, city="eg-aswan", versions={"ar": version(sections={"فصل ثانٍ": "نص", "فصل أول": "نص\u2028نص"})})
    assert record_from_json(record_json(record)) == record
    assert list(record_from_json(record_json(record).decode()).original.sections) == ["فصل ثانٍ", "فصل أول"]


def test_a_document_comes_back_from_its_files(folder):
    record = document(date="2015-09", versions={"ar": version(sections={"فصل ثانٍ": "نص", "فصل أول": "## نص"}), "en": version("en")})
    write_record(folder, record)
    assert read_corpus(folder).documents[record.id] == record


@pytest.mark.parametrize(
    "given",
    [
        {"id": "aswan-2"},
        {"city": "eg-giza"},
        {"level": "district"},
        {"status": "published"},
        {"version_number": 2},
        {"start": 2018},
        {"end": 2020},
        {"stage": "pilot"},
        {"lead": {"ar": "المحافظة"}},
        {"partners": (Partner(name={"ar": "مؤسسة"}),)},
        {"themes": ("health",)},
        {"sdgs": ("4",)},
        {"target_groups": ("youth",)},
        {"key_features": ("kf-3.3",)},
        {"beneficiaries": 0},
        {"resources": Resources(complexity="low")},
        {"results": (Result(indicator={"ar": "مراكز"}, value=0, reported_by="city"),)},
        {"last_verified": TODAY},
        {"evidence": evidence(level=2)},
        {"evidence": evidence(reason={"ar": "غير ذلك"})},
        {"sources": (source(year=2020),)},
        {"versions": versions("ar", "en")},
        {"versions": {"ar": version(title="غير ذلك")}},
        {"versions": {"ar": version(summary="غير ذلك")}},
        {"versions": {"ar": version(sections={"challenge": "غير", "solution": "ذلك"})}},
        {"versions": {"ar": version(written=written(reviewed=True))}},
    ],
)
def test_the_digest_changes_with_every_field(given):
    assert record_digest(replace(practice(), **given)) != record_digest(practice())
    assert record_from_json(record_json(practice(**given))) == practice(**given)


def test_a_start_and_an_end_are_not_one_digest():
    assert record_digest(practice(start=2020)) != record_digest(practice(end=2020))
    assert record_digest(practice(start=2020)) != record_digest(practice(start="2020-01"))


def test_equal_records_have_one_digest_in_whatever_order_their_languages_were_given():
    one = practice(versions=versions("ar", "en", "fr"), lead={"ar": "المحافظة", "en": "Governorate"})
    other = practice(versions=versions("fr", "en", "ar"), lead={"en": "Governorate", "ar": "المحافظة"})
    assert one == other
    assert record_digest(one) == record_digest(other)
    assert len(record_digest(one)) == 64


def test_json_holds_letters_and_leaves_out_what_is_not_known():
    plain = json.loads(record_json(practice()))
    assert "مراكز" in record_json(practice()).decode()
    assert not {"start", "end", "stage", "lead", "partners", "resources", "last_verified"} & set(plain)
    assert plain["versions"]["ar"]["written"]["date"] == "2026-11-24"


def test_each_version_has_its_file_and_only_the_original_holds_the_facts():
    files = record_files(practice(versions={"ar": version(written=written(from_lang="fr")), "en": version("en")}))
    assert "\n  from: fr\n" in files["aswan-outreach.md"]
    assert list(files) == ["aswan-outreach.md", "aswan-outreach.en.md"]
    assert "city: eg-aswan" in files["aswan-outreach.md"]
    assert "version: 1" in files["aswan-outreach.md"]
    assert "city:" not in files["aswan-outreach.en.md"]


def test_fields_are_renamed_and_the_others_kept():
    assert renamed({"from": "ar", "by": "x"}, {"from": "from_lang"}) == {"from_lang": "ar", "by": "x"}


def test_every_record_of_the_real_corpus_comes_back_from_json(real_corpus):
    for record in real_corpus.records():
        assert record_from_json(record_json(record)) == record


@pytest.fixture(scope="module")
def rewritten(real_corpus, quick_module_tmp):
    target = quick_module_tmp / "all"
    target.mkdir()
    rows = [
        ",".join([each.id, each.names["en"].replace(",", " "), "", each.country, each.region, *[""] * 8])
        for each in real_corpus.cities.values()
    ]
    (target / "cities.csv").write_text("\n".join([CITY_HEADER, *rows]), encoding="utf-8")
    for record in real_corpus.records():
        write_record(target, record)
    return read_corpus(target)


def test_every_record_of_the_real_corpus_comes_back_from_its_files(real_corpus, rewritten):
    assert list(rewritten.records()) == list(real_corpus.records())
    assert [record_digest(each) for each in rewritten.records()] == [record_digest(each) for each in real_corpus.records()]


def test_the_builders_build_valid_nouns():
    assert {practice().country, city().country} == {"EG"}
