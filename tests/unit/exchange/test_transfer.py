"""A practice held against a city: what is not known of one side is unknown, and unknown never counts as a match."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.exchange.brief import fit_json, markdown
from peerlearn.exchange.fit import CRITERIA, Finding
from peerlearn.exchange.transfer import SECTIONS_OF, fit_report
from peerlearn.facts import Partner, Resources, Result
from peerlearn.vocabulary import Vocabularies
from tests.unit.builders import version
from tests.unit.exchange.small_world import BLANK, FAR, FULL, HOME, TWIN, town, work

NONE = Vocabularies()
SECTIONS = ("participation", "resources", "results", "obstacles", "lessons", "enabling_conditions", "core_elements", "sustainability")
RICH = {
    "lead": {"en": "City council"},
    "partners": (Partner({"en": "University"}),),
    "target_groups": ("youth",),
    "resources": Resources(cost=400_000, currency="USD", cost_year=2020, funding={"en": "City budget"}, complexity="low"),
    "results": (Result({"en": "Readers"}, 120, "city", baseline=80),),
}


def made(level=3, sections=SECTIONS, city="qa-twin", **given_):
    texts = {"challenge": "Few people read here.", "solution": "A club."} | {each: f"About {each}. More." for each in sections}
    return work("club", city, "literacy", level=level, lang="en", versions={"en": version("en", sections=texts)}, **given_)


def report(practice=None, city=HOME, origin=TWIN, answers=None, lang="en"):
    return fit_report(practice or made(**RICH), city=city, origin=origin, vocabularies=NONE, answers=answers, lang=lang)


def verdicts(found):
    return {each.criterion: each.verdict for each in found.findings}


def test_every_criterion_is_judged_once_in_order():
    assert [each.criterion for each in report().findings] == list(CRITERIA)
    assert len(CRITERIA) == 19


@pytest.mark.parametrize(
    ("case", "criterion", "verdict"),
    [
        ({}, "p-size", "match"),
        ({"city": FAR}, "p-size", "gap"),
        ({"city": BLANK}, "p-size", "unknown"),
        ({"origin": None}, "p-size", "unknown"),
        ({}, "p-language", "match"),
        ({"city": FAR}, "p-language", "gap"),
        ({"city": BLANK}, "p-language", "unknown"),
        ({"practice": made(level=2)}, "i-evidence", "match"),
        ({"practice": made(level=1)}, "i-evidence", "gap"),
        ({}, "i-complexity", "match"),
        ({"practice": made()}, "i-complexity", "unknown"),
        ({}, "i-documentation", "match"),
        ({"practice": made(sections=())}, "i-documentation", "gap"),
        ({}, "i-cost", "unknown"),
        ({"answers": {"i-cost": True}}, "i-cost", "match"),
        ({"answers": {"i-cost": False}}, "i-cost", "gap"),
        ({"answers": {"i-cost": True}, "practice": made()}, "i-cost", "unknown"),
        ({"answers": {"t-contact": True}}, "t-contact", "unknown"),
        ({}, "e-political", "unknown"),
        ({"answers": {"e-political": True}}, "e-political", "match"),
        ({}, "t-materials", "gap"),
        ({"city": town("gb-leeds", languages=("en",))}, "t-materials", "match"),
        ({"city": BLANK}, "t-materials", "unknown"),
        ({}, "t-monitoring", "match"),
        ({"practice": made()}, "t-monitoring", "gap"),
        ({"practice": made(level=4)}, "t-peer", "unknown"),
        ({"practice": made(level=4), "answers": {"t-peer": True}}, "t-peer", "match"),
    ],
)
def test_a_criterion_is_judged_by_what_is_known(case, criterion, verdict):
    assert verdicts(report(**case))[criterion] == verdict


def test_a_national_practice_is_not_compared_with_its_capital():
    national = dataclasses.replace(made(**RICH), level="national")
    found = {each.criterion: each for each in report(national).findings}
    assert (found["p-size"].verdict, found["p-size"].origin) == ("unknown", None)


def test_a_verdict_without_both_sides_cannot_be_made():
    for verdict in ("match", "gap"):
        with pytest.raises(ValueError, match="p-size"):
            Finding("p-size", verdict, "5", None, ("population",))
        with pytest.raises(ValueError, match="p-size"):
            Finding("p-size", verdict, "5", "6", ())


FIELDS = st.fixed_dictionaries({name: st.booleans() for name in RICH})
FIGURES = st.fixed_dictionaries({name: st.booleans() for name in FULL})
ANSWERS = st.dictionaries(st.sampled_from(CRITERIA), st.booleans())
TOLD = st.sets(st.sampled_from(SECTIONS))


def kept(values, keep):
    return {name: value for name, value in values.items() if keep[name]}


@settings(max_examples=60, deadline=None)
@given(FIELDS, FIGURES, FIGURES, TOLD, ANSWERS, st.integers(0, 5))
def test_more_data_never_turns_an_unknown_into_a_match_silently(fields, here, there, told, answers, level):
    """What becomes a match shows a value that was not there before, and names the data it rests on."""
    poor = fit_report(
        made(level, sorted(told), **kept(RICH, fields)),
        city=town("sa-home", **kept(FULL, here)),
        origin=town("qa-twin", **kept(FULL, there)),
        vocabularies=NONE,
        answers=answers,
    )
    rich = fit_report(made(level, **RICH), city=HOME, origin=TWIN, vocabularies=NONE, answers=answers)
    for before, after in zip(poor.findings, rich.findings, strict=True):
        if (before.verdict, after.verdict) == ("unknown", "match"):
            assert (before.origin, before.mine) != (after.origin, after.mine), before.criterion
            assert after.because
            assert after.origin and after.mine
    assert poor.whole.at_least <= poor.whole.at_most
    for each in poor.findings:
        assert each.verdict == "unknown" or (each.origin and each.mine and each.because)


@settings(max_examples=40, deadline=None)
@given(FIGURES, FIGURES, TOLD, st.integers(0, 5))
def test_taking_data_away_never_adds_a_match_by_figures(here, there, told, level):
    practice = made(level, sorted(told), **RICH)
    rich = fit_report(practice, city=HOME, origin=TWIN, vocabularies=NONE)
    poor = fit_report(practice, city=town("sa-home", **kept(FULL, here)), origin=town("qa-twin", **kept(FULL, there)), vocabularies=NONE)
    assert poor.whole.at_least <= rich.whole.at_least
    assert {name for name, verdict in verdicts(poor).items() if verdict == "match"} <= {
        name for name, verdict in verdicts(rich).items() if verdict == "match"
    }


def test_swapping_origin_and_target_does_not_keep_the_score_by_accident():
    """The materials are in the origin's language, so the two directions differ, and each shows its own values."""
    fi, ar = town("fi-far", population=50_000, languages=("en",)), town("sa-home", population=400_000, languages=("ar",))
    there = fit_report(made(city="fi-far", **RICH), city=ar, origin=fi, vocabularies=NONE)
    back = fit_report(made(city="sa-home", **RICH), city=fi, origin=ar, vocabularies=NONE)
    assert there.whole != back.whole
    one, other = ({each.criterion: each for each in found.findings} for found in (there, back))
    assert (one["p-size"].origin, one["p-size"].mine) == (other["p-size"].mine, other["p-size"].origin)
    assert (one["p-size"].adapt, other["p-size"].adapt) == ("scale-up", "scale-down")
    assert (one["t-materials"].verdict, other["t-materials"].verdict) == ("gap", "match")


def test_the_parts_add_up_and_unknown_is_no_match():
    found = report()
    assert sum(part.total for part in found.parts.values()) == found.whole.total == len(CRITERIA)
    assert found.whole.at_least == sum(each.verdict == "match" for each in found.findings) / len(CRITERIA)
    nothing = report(made(sections=()), BLANK, None)
    assert nothing.parts["p"].at_least == 0.0
    assert nothing.parts["p"].at_most == 1.0


def test_a_passage_is_what_stands_in_the_record():
    practice = made(**RICH)
    cited = [each.passage for each in report(practice).findings if each.passage]
    assert {each.section for each in cited} >= {"challenge", "results", "participation"}
    for each in cited:
        assert practice.versions[each.lang].sections[each.section][each.start : each.end] == each.text
    assert set(SECTIONS_OF) <= set(CRITERIA)


def test_an_answer_to_no_criterion_is_refused():
    with pytest.raises(ValueError, match="weather"):
        report(answers={"weather": True})


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_a_brief_says_all_of_it_in_every_language(real_corpus, lang):
    practice = next(each for _, each in sorted(real_corpus.practices.items()) if each.city == "ie-cork")
    city, origin = real_corpus.cities["sa-yanbu-industrial-city"], real_corpus.cities["ie-cork"]
    found = fit_report(practice, city=city, origin=origin, vocabularies=real_corpus.vocabularies, lang=lang)
    brief = markdown(found, vocabularies=real_corpus.vocabularies, lang=lang)
    for criterion in CRITERIA:
        assert real_corpus.vocabularies["transfer_criteria"][criterion].label(lang) in brief
    assert city.name(lang) in brief
    assert "{" not in brief.replace("\\{", "")
    assert practice.sources[0].url in brief
    told = fit_json(found, vocabularies=real_corpus.vocabularies, lang=lang)
    assert list(told["criteria"][0])[:6] == ["criterion", "label", "origin", "mine", "verdict", "because"]
    assert all(each["question"] and each["ask_origin"] for each in told["criteria"])
    assert all(each["adapt"] for each in told["criteria"] if each["verdict"] == "gap")
    assert told["questions"]


def test_markup_of_a_record_stays_text_in_the_brief():
    hostile = "<script>alert(1)</script> ![x](http://evil) | cell | \u202egnp"
    practice = made(**RICH | {"lead": {"en": hostile}})
    brief = markdown(report(practice), vocabularies=NONE, lang="en")
    assert "<script>" not in brief and "![x]" not in brief and "\u202e" not in brief
    row = next(line for line in brief.split("\n") if line.startswith("| e-governance"))
    assert row.replace("\\|", "").count("|") == 5
