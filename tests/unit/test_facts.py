import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from peerlearn.facts import Partner, Resources, Result, year_of
from peerlearn.issues import FieldError, Issue, errors
from tests.unit.builders import evidence, source, written


def partner(**given):
    return Partner(**{"name": {"ar": "مؤسسة الآغا خان", "en": "Aga Khan Foundation"}} | given)


def result(**given):
    return Result(**{"indicator": {"ar": "المراكز"}, "value": 120, "reported_by": "city"} | given)


def refuses(make, given, field):
    with pytest.raises(FieldError) as caught:
        make(**given)
    assert caught.value.field == field
    assert caught.value.message
    assert caught.value.remedy
    assert str(caught.value) == f"{field}: {caught.value.message} ({caught.value.remedy})"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "sources.title"),
        ({"title": " \n"}, "sources.title"),
        ({"publisher": ""}, "sources.publisher"),
        ({"licence": ""}, "sources.licence"),
        ({"licence": "CC\x07BY"}, "sources.licence"),
        ({"title": "e\u0301tude"}, "sources.title"),
        ({"url": ""}, "sources.url"),
        ({"url": "ftp://uil.unesco.org"}, "sources.url"),
        ({"url": "uil.unesco.org"}, "sources.url"),
        ({"url": "https://uil.unesco.org/a b"}, "sources.url"),
        ({"url": "https://uil.unesco.org/\n"}, "sources.url"),
        ({"url": "javascript:alert(1)//https://a"}, "sources.url"),
        ({"year": 1899}, "sources.year"),
        ({"year": 2101}, "sources.year"),
        ({"lang": "Arabic"}, "sources.lang"),
    ],
)
def test_a_source_refuses(given, field):
    refuses(source, given, field)


@pytest.mark.parametrize(
    "given", [{}, {"year": 1900}, {"year": 2100}, {"lang": "ar"}, {"lang": "zh-hant"}, {"url": "http://مثال.مصر/ورقة"}]
)
def test_a_source_accepts(given):
    assert source(**given) == source(**given)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"by": ""}, "written.by"),
        ({"kind": "copied"}, "written.kind"),
        ({"from_lang": "EN"}, "written.from"),
        ({"from_lang": ""}, "written.from"),
    ],
)
def test_written_refuses(given, field):
    refuses(written, given, field)


@pytest.mark.parametrize("kind", ["original", "human", "machine"])
def test_written_accepts_every_kind(kind):
    assert written(kind=kind, from_lang="en").reviewed is False


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": {"AR": "مؤسسة"}}, "partners.name"),
        ({"name": {"arabic": "مؤسسة"}}, "partners.name"),
        ({"name": {"ar": ""}}, "partners.name.ar"),
        ({"name": {"ar": "a\u0085b"}}, "partners.name.ar"),
        ({"support": {"en": "\u0627\u0653"}}, "partners.support.en"),
    ],
)
def test_a_partner_refuses(given, field):
    refuses(partner, given, field)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cost": 250}, "resources.currency"),
        ({"running_cost": 1.5}, "resources.currency"),
        ({"cost": 0}, "resources.currency"),
        ({"cost": 250, "currency": "usd"}, "resources.currency"),
        ({"cost": 250, "currency": "US$"}, "resources.currency"),
        ({"cost": 250, "currency": "DOLLARS"}, "resources.currency"),
        ({"cost": float("nan"), "currency": "USD"}, "resources.cost"),
        ({"running_cost": float("inf"), "currency": "USD"}, "resources.running_cost"),
        ({"complexity": "huge"}, "resources.complexity"),
        ({"cost_year": 20200}, "resources.cost_year"),
        ({"staff": {"ar": " "}}, "resources.staff.ar"),
        ({"funding": {"fr_FR": "x"}}, "resources.funding"),
        ({"in_kind": {"en": "\x00"}}, "resources.in_kind.en"),
    ],
)
def test_resources_refuse(given, field):
    refuses(Resources, given, field)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"cost": 250_000, "currency": "EGP", "cost_year": 2019},
        {"currency": "USD"},
        {"complexity": "low"},
        {"staff": {"ar": "٣ معلمين"}},
    ],
)
def test_resources_accept(given):
    assert Resources(**given) == Resources(**given)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reported_by": "mayor"}, "results.reported_by"),
        ({"date": "2020-13"}, "results.date"),
        ({"date": 1066}, "results.date"),
        ({"indicator": {"ar": ""}}, "results.indicator.ar"),
        ({"unit": {"": "مركز"}}, "results.unit"),
        ({"method": {"en": "a\x1bb"}}, "results.method.en"),
        ({"value": float("nan")}, "results.value"),
        ({"baseline": float("-inf")}, "results.baseline"),
    ],
)
def test_a_result_refuses(given, field):
    refuses(result, given, field)


@pytest.mark.parametrize("date", [2020, "2020-05", dt.date(2020, 5, 1), None])
def test_a_result_accepts_a_year_a_month_and_a_day(date):
    assert result(date=date).date == date


@pytest.mark.parametrize("date", ["2020", "2020-00", "2020-13", "2020-5", "2020-05-01", "مايو 2020", "2020-05\n", ""])
def test_a_month_is_written_in_one_way(date):
    refuses(result, {"date": date}, "results.date")


@pytest.mark.parametrize("level", [-1, 6, 1.5, "1"])
def test_evidence_refuses_a_level_outside_zero_to_five(level):
    refuses(evidence, {"level": level}, "evidence.level")


@pytest.mark.parametrize("level", range(6))
def test_evidence_accepts_levels_zero_to_five(level):
    assert evidence(level=level).level == level


def test_evidence_refuses_an_empty_reason():
    refuses(evidence, {"reason": {"ar": ""}}, "evidence.reason.ar")


@pytest.mark.parametrize("lang", ["ar", "en", "arz", "zh-hant", "pt-br", "es-419", "ar-arab-eg"])
def test_language_tags_are_accepted_in_lower_case(lang):
    assert partner(name={lang: "مؤسسة"}).name == {lang: "مؤسسة"}


@pytest.mark.parametrize("lang", ["", "a", "AR", "ar_EG", "ar-", "ar-e", "عر", "ar\n"])
def test_what_is_no_language_tag_is_refused(lang):
    refuses(partner, {"name": {lang: "مؤسسة"}}, "partners.name")


@pytest.mark.parametrize(
    "text", ["مَدْرَسَة", "سطر\nسطر\tآخر", "a\u2028b\u2029c", "\u200fأسوان\u200e \u2067(UIL)\u2069", "می\u200cشود", "👩🏽\u200d🏫"]
)
def test_text_of_every_script_with_its_marks_is_accepted(text):
    assert partner(name={"ar": text}).name["ar"] == text


@pytest.mark.parametrize(
    "sign", ["\x00", "\x08", "\x0b", "\x0c", "\r", "\x1f", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\ufdd0", "\uffff"]
)
def test_control_characters_and_half_characters_are_refused_by_their_code(sign):
    with pytest.raises(FieldError, match=f"U\\+{ord(sign):04X}"):
        partner(name={"ar": f"أ{sign}ب"})


@pytest.mark.parametrize(
    ("noun", "attribute"), [(source(), "title"), (written(), "by"), (evidence(), "level"), (result(), "value"), (partner(), "name")]
)
def test_facts_cannot_be_assigned_to(noun, attribute):
    with pytest.raises(FrozenInstanceError):
        setattr(noun, attribute, getattr(noun, attribute))


@pytest.mark.parametrize(
    "text",
    [
        partner().name,
        partner(support={"ar": "دعم"}).support,
        result().indicator,
        evidence().reason,
        Resources(staff={"ar": "معلم"}).staff,
        Resources(in_kind={"ar": "قاعة"}).in_kind,
    ],
)
def test_texts_of_facts_are_read_only(text):
    with pytest.raises(TypeError):
        text["ar"] = "غير ذلك"


def test_facts_keep_nothing_of_the_map_they_were_given():
    given = {"ar": "أعداد"}
    fact = evidence(reason=given)
    given["ar"] = "غير ذلك"
    assert fact.reason == {"ar": "أعداد"}


@pytest.mark.parametrize("make", [source, written, partner, result, evidence, Resources])
def test_facts_are_equal_and_hashable_by_value(make):
    assert make() == make()
    assert len({make(), make()}) == 1


@pytest.mark.parametrize(("date", "year"), [(2020, 2020), ("1999-12", 1999), (dt.date(2018, 1, 31), 2018)])
def test_the_year_of_a_date(date, year):
    assert year_of(date) == year


def test_an_issue_is_one_line_with_its_place():
    issue = Issue("practices/eg/aswan.md", 12, "end", "is before the start", "mend start or end")
    assert str(issue) == "practices/eg/aswan.md:12: end: is before the start (mend start or end)"
    assert str(Issue("cities.csv", 0, "file", "is missing", "write it")) == "cities.csv: file: is missing (write it)"


def test_only_errors_block():
    block, inform = Issue("a.md", 1, "id", "m", "r"), Issue("a.md", 1, "id", "m", "r", severity="warning")
    assert errors([inform, block]) == [block]
