import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from peerlearn.facts import Result
from peerlearn.issues import FieldError
from peerlearn.practice import SECTIONS
from tests.unit.builders import CHALLENGE, SOLUTION, document, practice, source, version, versions


def result(source_number):
    return Result(indicator={"ar": "المراكز"}, value=120, reported_by="city", source=source_number)


def refusal(make, given):
    with pytest.raises(FieldError) as caught:
        make(**given)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"lang": "AR"}, "lang"),
        ({"lang": ""}, "lang"),
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({"title": "سطر\nسطر"}, "title"),
        ({"title": "سطر\u2028سطر"}, "title"),
        ({"title": "\x07"}, "title"),
        ({"title": "\u0627\u0653سفي"}, "title"),
        ({"summary": ""}, "summary"),
        ({"summary": "كلمة " * 251}, "summary"),
        ({"sections": {"challenge": ""}}, "challenge"),
        ({"sections": {"challenge": " \n "}}, "challenge"),
        ({"sections": {"challenge": "a\x0bb"}}, "challenge"),
        ({"sections": {"challenge": "e\u0301"}}, "challenge"),
        ({"sections": {"challenge": " نص"}}, "challenge"),
        ({"sections": {"challenge": "نص\n"}}, "challenge"),
        ({"sections": {"": "نص"}}, "sections"),
        ({"sections": {" challenge": "نص"}}, "sections"),
        ({"sections": {"a\nb": "نص"}}, "sections"),
    ],
)
def test_a_version_refuses(given, field):
    assert refusal(version, given).field == field


@pytest.mark.parametrize(
    "given",
    [
        {"summary": "كلمة " * 249 + "كلمة"},
        {"sections": {"challenge": "سطر\u2028سطر\u2029\n\n- قائمة\n\n    code\n## ليس عنوانًا"}},
        {"sections": {"challenge": "\u200fأسوان (\u2066UIL\u2069)"}},
        {"sections": {}},
        {"title": "مَدِينَةُ التَّعَلُّم «أسوان»: 3 مراكز"},
    ],
)
def test_a_version_accepts(given):
    assert version(**given) == version(**given)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": "Aswan"}, "id"),
        ({"id": "aswan_outreach"}, "id"),
        ({"id": "-aswan"}, "id"),
        ({"id": "aswan--b"}, "id"),
        ({"id": "أسوان"}, "id"),
        ({"id": "../aswan"}, "id"),
        ({"id": "aswan.en"}, "id"),
        ({"id": "aswan\n"}, "id"),
        ({"status": "live"}, "status"),
        ({"level": "village"}, "level"),
        ({"stage": "finished"}, "stage"),
        ({"lang": "en"}, "lang"),
        ({"versions": {}}, "lang"),
        ({"versions": {"ar": version("ar"), "en": version("fr")}}, "lang"),
        ({"versions": {"ar": version(sections={"challenge": CHALLENGE})}}, "solution"),
        ({"versions": {"ar": version(sections={"solution": SOLUTION})}}, "challenge"),
        ({"versions": {"ar": version(sections={"challenge": CHALLENGE, "solution": SOLUTION, "story": "نص"})}}, "story"),
        ({"versions": {"ar": version(), "en": version("en", sections={"history": "Text."})}}, "history"),
        ({"start": 1800}, "start"),
        ({"start": "2020-5"}, "start"),
        ({"end": dt.date(2200, 1, 1)}, "end"),
        ({"start": 2020, "end": 2019}, "end"),
        ({"start": "2020-05", "end": "2020-04"}, "end"),
        ({"start": dt.date(2020, 5, 2), "end": dt.date(2020, 5, 1)}, "end"),
        ({"start": dt.date(2020, 5, 2), "end": "2020-04"}, "end"),
        ({"sources": ()}, "sources"),
        ({"results": (result(2),)}, "results.source"),
        ({"results": (result(1), result(0))}, "results.source"),
        ({"results": (result(-1),)}, "results.source"),
        ({"themes": ("health", "health")}, "themes"),
        ({"sdgs": ("4", "5", "4")}, "sdgs"),
        ({"target_groups": ("youth", "youth")}, "target_groups"),
        ({"key_features": ("kf-3.3", "kf-3.3")}, "key_features"),
        ({"lead": {"ar": ""}}, "lead.ar"),
        ({"lead": {"العربية": "نص"}}, "lead"),
    ],
)
def test_a_practice_refuses(given, field):
    assert refusal(practice, given).field == field


@pytest.mark.parametrize(
    "given",
    [
        {"start": 2020, "end": 2020},
        {"start": "2020-05", "end": 2020},
        {"start": 2020, "end": "2020-05"},
        {"start": dt.date(2020, 5, 2), "end": "2020-05"},
        {"start": "2020-05", "end": dt.date(2020, 5, 1)},
        {"end": 2020},
        {"stage": "stopped", "status": "withdrawn", "level": "national"},
        {"versions": versions("ar", "en", "zh-hant")},
        {"versions": {"ar": version(), "en": version("en", sections={})}},
        {"versions": {"ar": version(sections=dict.fromkeys(SECTIONS, "نص"))}},
        {"results": (result(1), result(2), result(None)), "sources": (source(), source(title="ثانٍ"))},
        {"lead": {"ar": "المحافظة", "en": "The governorate"}},
    ],
)
def test_a_practice_accepts(given):
    assert practice(**given) == practice(**given)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id": "Cairo Declaration"}, "id"),
        ({"kind": "poem"}, "kind"),
        ({"date": 1700}, "date"),
        ({"date": "2015-9"}, "date"),
        ({"lang": "fr"}, "lang"),
        ({"versions": {"ar": version("en")}}, "lang"),
        ({"sources": ()}, "sources"),
    ],
)
def test_a_document_refuses(given, field):
    assert refusal(document, given).field == field


@pytest.mark.parametrize("given", [{"date": "2015-09"}, {"date": dt.date(2015, 9, 30)}, {"city": "eg-aswan", "themes": ("health",)}])
def test_a_document_accepts(given):
    assert document(**given).year == 2015


@pytest.mark.parametrize(
    ("noun", "attribute"),
    [(version(), "title"), (practice(), "status"), (practice(), "versions"), (document(), "date"), (document(), "lang")],
)
def test_nouns_cannot_be_assigned_to(noun, attribute):
    with pytest.raises(FrozenInstanceError):
        setattr(noun, attribute, getattr(noun, attribute))


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        (practice().versions, "en"),
        (document().versions, "en"),
        (version().sections, "challenge"),
        (practice(lead={"ar": "المحافظة"}).lead, "ar"),
    ],
)
def test_versions_sections_and_texts_are_read_only(mapping, key):
    with pytest.raises(TypeError):
        mapping[key] = "غير ذلك"


def test_nouns_keep_nothing_of_the_maps_they_were_given():
    sections, given = {"challenge": CHALLENGE, "solution": SOLUTION}, versions("ar")
    noun, text = practice(versions=given), version(sections=sections)
    given.clear()
    sections.clear()
    assert list(noun.versions) == ["ar"]
    assert list(text.sections) == ["challenge", "solution"]


@pytest.mark.parametrize("make", [version, practice, document])
def test_nouns_are_equal_and_hashable_by_value(make):
    assert make() == make()
    assert len({make(), make()}) == 1


@pytest.mark.parametrize(
    "other",
    [
        practice(versions={"ar": version(title="غير ذلك")}),
        practice(versions={"ar": version(sections={"challenge": CHALLENGE, "solution": "غير ذلك"})}),
        practice(lead={"ar": "المحافظة"}),
    ],
)
def test_practices_differ_by_what_their_maps_hold(other):
    assert other != practice()


@pytest.mark.parametrize(
    ("asked", "answer"), [(("en",), "en"), (("fr", "en"), "en"), (("fr",), "ar"), ((), "ar"), (("en", "ar"), "en"), (("ar", "en"), "ar")]
)
def test_the_first_language_that_exists_is_shown_else_the_original(asked, answer):
    assert practice(versions=versions("en", "ar")).version(*asked).lang == answer


def test_versions_stand_in_one_order_the_original_first():
    one, other = practice(versions=versions("en", "ar", "es")), practice(versions=versions("es", "en", "ar"))
    assert list(one.versions) == list(other.versions) == ["ar", "en", "es"]
    assert list(practice(lang="es", versions=versions("en", "es", "ar")).versions) == ["es", "ar", "en"]


def test_the_country_is_that_of_the_city():
    assert practice(city="co-medellin").country == "CO"


@pytest.mark.parametrize(
    ("given", "year"),
    [({"start": "2018-03"}, 2018), ({"start": dt.date(2017, 1, 1)}, 2017), ({"sources": (source(year=2020),)}, 2020), ({}, None)],
)
def test_the_year_is_that_of_the_start_else_of_the_first_source(given, year):
    assert practice(**given).year == year


def test_the_full_text_is_a_version_with_sections_or_the_original():
    short = version("fr", sections={})
    record = practice(versions={"ar": version("ar"), "en": version("en"), "fr": short})
    assert record.full_text("fr", "en").lang == "en"
    assert record.full_text("fr").lang == record.lang
    assert record.full_text("en", "ar").lang == "en"
