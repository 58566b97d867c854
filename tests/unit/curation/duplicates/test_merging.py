import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peerlearn.curation.duplicates import MergeError, conflicts, merge
from peerlearn.facts import Partner, Resources, Result
from tests.unit.builders import evidence, practice, source, version

LANGS = ("ar", "en", "fr", "es")
SOURCES = [source(url=f"https://uil.unesco.org/{number}", year=year) for number, year in enumerate((2021, 2019, None))]


@st.composite
def practices(draw, record_id=None):
    """Draw tellings that may contradict each other: few values for each field, and none at all among them."""
    langs = draw(st.lists(st.sampled_from(LANGS), min_size=1, max_size=3, unique=True))
    sources = tuple(draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True)))
    number = st.integers(1, len(sources)) | st.none()
    results = st.builds(Result, indicator=st.just({"en": "Centres"}), value=st.integers(1, 3), reported_by=st.just("city"), source=number)
    texts = st.dictionaries(st.sampled_from(LANGS), st.just("x"), max_size=2)
    start, end = draw(
        st.sampled_from([(None, None), (2020, None), ("2020-05", 2024), (None, 2019), (dt.date(2020, 5, 1), None), ("2020-06", 2020)])
    )
    return practice(
        id=record_id or draw(st.sampled_from(["a", "b", "c"])),
        lang=langs[0],
        versions={lang: version(lang) for lang in langs},
        status=draw(st.sampled_from(["draft", "published"])),
        start=start,
        end=end,
        stage=draw(st.sampled_from([None, "pilot"])),
        lead=draw(texts | st.none()),
        themes=tuple(draw(st.lists(st.sampled_from(["health", "culture"]), unique=True))),
        partners=tuple(draw(st.lists(st.builds(Partner, name=texts), max_size=2))),
        results=tuple(draw(st.lists(results, max_size=2))),
        sources=sources,
        resources=draw(st.sampled_from([None, Resources(cost=1, currency="USD"), Resources(complexity="low", staff={"en": "x"})])),
        evidence=evidence(reason=draw(texts)),
        last_verified=draw(st.sampled_from([None, dt.date(2026, 1, 1), dt.date(2026, 2, 1)])),
    )


def merged(*parts):
    """Return what the parts become from left to right, or None where that is not defined."""
    try:
        whole = parts[0]
        for part in parts[1:]:
            whole = merge(whole, part)
    except MergeError:
        return None
    return whole


def told_results(record):
    """Return the results with their sources instead of the sources' numbers."""
    return {repr((each.indicator["en"], each.value, each.source and record.sources[each.source - 1])) for each in record.results}


@settings(max_examples=60)
@given(practices("a"), practices("b"))
def test_it_does_not_matter_which_of_two_is_named_first(one, other):
    assert merged(one, other) == merged(other, one)
    assert conflicts(one, other) == conflicts(other, one)


@settings(max_examples=60)
@given(practices("a"), practices("b"), practices("c"))
def test_it_does_not_matter_which_of_three_are_merged_first(a, b, c):
    left, right = merged(a, b), merged(b, c)
    assert (merged(left, c) if left else None) == (merged(a, right) if right else None)


@settings(max_examples=60)
@given(practices("a"), practices("b"))
def test_nothing_is_lost(one, other):
    whole = merged(one, other)
    assume(whole is not None)
    for part in (one, other):
        assert {*part.versions.items()} <= {*whole.versions.items()}
        assert {*part.sources} <= {*whole.sources}
        assert told_results(part) <= told_results(whole)
        assert all(each in whole.partners for each in part.partners)
        assert {*part.themes} <= {*whole.themes}
        assert {*(part.lead or {}).items()} <= {*(whole.lead or {}).items()}
        assert {*part.evidence.reason.items()} <= {*whole.evidence.reason.items()}
        assert part.start is None or str(whole.start).startswith(str(part.start))
        if part.resources and part.resources.cost:
            assert (whole.resources.cost, whole.resources.currency) == (1, "USD")


@settings(max_examples=60)
@given(practices("a"), practices("b"))
def test_merging_again_changes_nothing(one, other):
    whole = merged(one, other)
    assume(whole is not None)
    assert merge(whole, one) == whole
    assert merge(whole, other) == whole


def test_two_language_versions_of_one_practice_become_one_record():
    arabic = practice(id="aswan-ar", versions={"ar": version("ar")})
    english = practice(id="aswan", lang="en", versions={"en": version("en")}, status="published")
    whole = merge(arabic, english)
    assert (whole.id, whole.lang, whole.status, [*whole.versions]) == ("aswan", "en", "published", ["en", "ar"])


def test_a_result_keeps_its_source_when_the_sources_are_joined():
    result = Result({"en": "Centres"}, 120, "city", source=1)
    one = practice(id="a", sources=(SOURCES[0],), results=(result,))
    other = practice(id="b", lang="en", versions={"en": version("en")}, sources=(SOURCES[1],), results=(result,))
    whole = merge(one, other)
    assert whole.sources == (SOURCES[1], SOURCES[0])
    assert [each.source for each in whole.results] == [1, 2]


OTHER = {
    "city": {"city": "eg-cairo"},
    "level": {"level": "region"},
    "start": {"start": 2019},
    "beneficiaries": {"beneficiaries": 7},
    "versions.ar": {"versions": {"ar": version(title="آخر")}},
    "evidence.level": {"evidence": evidence(level=3)},
    "evidence.reason.en": {"evidence": evidence(reason={"en": "Other."})},
    "lead.ar": {"lead": {"ar": "أخرى"}},
    "resources.amounts": {"resources": Resources(cost=2, currency="USD")},
    "resources.staff.en": {"resources": Resources(cost=1, currency="USD", staff={"en": "two"})},
}


@pytest.mark.parametrize(("field", "given"), OTHER.items(), ids=OTHER)
def test_a_contradiction_is_named_and_settled_by_whom_is_kept(field, given):
    one = practice(
        id="a", start=2020, beneficiaries=5, lead={"ar": "البلدية"}, resources=Resources(cost=1, currency="USD", staff={"en": "one"})
    )
    other = replace(one, id="b", **given)
    assert [each.field for each in conflicts(one, other)] == [field]
    with pytest.raises(MergeError, match=field) as caught:
        merge(one, other)
    assert [each.field for each in caught.value.conflicts] == [field]
    kept_one, kept_other = merge(one, other, keep={field: "a"}), merge(other, one, keep={field: "b"})
    assert conflicts(kept_one, one) == []
    assert conflicts(kept_other, other) == []


def test_all_contradictions_are_named_at_once():
    one, other = practice(start=2020, beneficiaries=1), practice(id="b", start=2021, beneficiaries=2)
    assert [each.field for each in conflicts(one, other)] == ["beneficiaries", "start"]


def test_a_more_precise_date_is_no_contradiction():
    whole = merge(practice(id="a", start=2020), practice(id="b", start="2020-05"))
    assert whole.start == "2020-05"


def test_an_end_before_the_others_start_is_a_contradiction():
    with pytest.raises(MergeError, match="end"):
        merge(practice(id="a", start=2020), practice(id="b", end=2019))


def test_a_stranger_cannot_be_kept():
    with pytest.raises(ValueError, match="neither"):
        merge(practice(id="a"), practice(id="b"), keep={"city": "c"})
