"""The editorial rules: for each what breaks it, said how, and what must pass."""

import dataclasses
import datetime as dt

import pytest

from peerlearn.corpus import Corpus
from peerlearn.editorial import REPEATED_WORDS, check, numbers, unsupported_numbers
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import TODAY, document, evidence, practice, term, version, written

TOMORROW = TODAY + dt.timedelta(days=1)
ENGLISH = "The city opened new centres for people who left school early, and volunteers teach there every evening."
FRENCH = "La ville a ouvert des centres pour les personnes qui ont quitté l'école, et des bénévoles y enseignent chaque soir."
LISTS = Vocabularies(
    {name: Vocabulary(name, [term(each)]) for name, each in {"themes": "health", "sdg": "4", "target_groups": "youth"}.items()}
)


@pytest.fixture(scope="module", autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""


def issues(*records, vocabularies=LISTS):
    practices = {each.id: each for each in records if type(each).__name__ == "Practice"}
    documents = {each.id: each for each in records if type(each).__name__ == "Document"}
    return check(Corpus(practices, documents, vocabularies=vocabularies), today=TODAY)


def said(*records, **options):
    return [f"{each.file}: {each.field}: {each.message}" for each in issues(*records, **options)]


def english(**given):
    return version(
        "en", **{"title": "Centres in Aswan", "summary": ENGLISH, "sections": {"challenge": ENGLISH, "solution": ENGLISH}} | given
    )


def with_arabic(summary):
    return practice(versions={"ar": version(summary=summary)})


def test_a_good_practice_and_a_good_document_pass():
    versions = {"ar": version(), "en": english()}
    good = practice(versions=versions, themes=("health",), sdgs=("4",), target_groups=("youth",), start=2026, last_verified=TODAY)
    assert issues(good, document()) == []


# language


@pytest.mark.parametrize(
    ("tag", "text", "read_as"),
    [("en", FRENCH, "fr"), ("fr", ENGLISH, "en"), ("ar", ENGLISH, "en"), ("en", "أُنشئت مراكز للتعلّم في المدينة", "ar")],
)
def test_a_text_in_another_language_than_its_tag_says(tag, text, read_as):
    wrong = version(tag, title=text[:30], summary=text, sections={"challenge": text, "solution": text})
    found = issues(practice(lang=tag, versions={tag: wrong}))
    assert (found[0].field, found[0].message) == ("lang", f"says {tag}, but the text reads as {read_as}")
    assert len(found) == 1


@pytest.mark.parametrize(("tag", "text"), [("en", ENGLISH), ("fr", FRENCH), ("fr-ca", FRENCH), ("ar", "أُنشئت مراكز للتعلّم في المدينة")])
def test_a_text_in_the_language_of_its_tag_passes(tag, text):
    right = version(tag, title=text[:30], summary=text, sections={"challenge": text, "solution": text})
    assert issues(practice(lang=tag, versions={tag: right})) == []


def test_a_text_too_short_to_tell_passes():
    assert issues(document(lang="pt", versions={"pt": version("pt", title="Oi", summary="OK", sections={})})) == []


# Arabic typography

BROKEN = [
    ("تعلّم الناس, ثم علّموا", "has Latin punctuation in Arabic"),
    ("تعلّم الناس; ثم علّموا", "has Latin punctuation in Arabic"),
    ("هل تعلّم الناس?", "has Latin punctuation in Arabic"),
    ("في 2020, تعلّم الناس", "has Latin punctuation in Arabic"),
    ('قالت المدينة "نعم" للتعلّم', "has straight quotes around Arabic"),
    ("تعلّم الـناس", "has a tatweel"),
    ("ﺗﻌﻠﻢ الناس", "has Arabic presentation forms"),
    ("ﷺ في المدينة", "has Arabic presentation forms"),
    ("تعلّم ١٢٠ شخصًا", "has Arabic-Indic digits"),
    ("تعلّم ۱۲۰ شخصًا", "has Arabic-Indic digits"),
    ("تعلّم الناس ، ثم علّموا", "has a space before a punctuation mark"),
    ("هل تعلّم الناس ؟", "has a space before a punctuation mark"),
    ("تعلّم الناس .", "has a space before a punctuation mark"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_arabic_typography(text, message):
    (found,) = issues(with_arabic(text))
    assert (found.file, found.field) == ("practices/eg/aswan-outreach.md", "summary")
    assert found.message.startswith(f"{message}: …")
    assert found.remedy


WELL_SET = [
    "تعلّم الناس، ثم علّموا؛ هل كفى؟ نعم: كفى.",
    "قالت المدينة «نعم» للتعلّم",
    "تعلّم 1,500 شخص و12.5 % منهم",
    "شاركت UNESCO, UIL في البرنامج",
    'عنوانه "Learning for all" وهو كتاب',
    "تَعَلُّمٌ مُسْتَمِرّ",
    "قائمة:\n- أول\n- ثانٍ",
]


@pytest.mark.parametrize("text", WELL_SET)
def test_arabic_that_is_well_set_passes(text):
    assert issues(with_arabic(text)) == []


def test_typography_is_looked_at_in_every_text_of_arabic_and_in_no_other_language():
    bad = "تعلّم الناس, ثم"
    whole = version(title=bad, summary=bad, sections={"challenge": bad, "solution": bad})
    assert [each.field for each in issues(practice(versions={"ar": whole}))] == ["challenge", "solution", "summary", "title"]
    assert issues(practice(versions={"ar": version(), "en": english(summary=f'{ENGLISH} Its name is "مدينة", 2020.')})) == []


# dates

DATES = [
    ({"versions": {"ar": version(written=written(date=TOMORROW))}}, ["written.date"]),
    ({"last_verified": TOMORROW}, ["last_verified"]),
    ({"start": 2027}, ["start"]),
    ({"start": "2027-03", "stage": "pilot"}, ["start"]),
    ({"start": 2027, "stage": "idea"}, []),
    ({"start": 2026}, []),
    ({"last_verified": TODAY}, []),
]


@pytest.mark.parametrize(("fields", "named"), DATES)
def test_dates_do_not_lie_in_the_future(fields, named):
    found = issues(practice(**fields))
    assert [each.field for each in found] == named
    assert all("lies in the future" in each.message for each in found)


def test_a_date_of_the_practice_is_said_once_and_one_of_a_version_for_that_version():
    versions = {"ar": version(), "en": english(written=written(date=TOMORROW))}
    assert said(practice(versions=versions, start=2030)) == [
        "practices/eg/aswan-outreach.en.md: written.date: 2026-11-25 lies in the future",
        "practices/eg/aswan-outreach.md: start: 2030 lies in the future",
    ]


def test_a_document_of_tomorrow():
    late = document(versions={"ar": version(written=written(date=TOMORROW), sections={})})
    assert said(late) == ["documents/cairo-declaration.md: written.date: 2026-11-25 lies in the future"]


# sections


def test_sections_stand_in_the_templates_order():
    turned = version(sections={"solution": "أُنشئت مراكز.", "challenge": "مناطق محرومة."})
    assert [each.message for each in issues(practice(versions={"ar": turned}))] == ["stand in another order than the template's"]


@pytest.mark.parametrize(
    ("sections", "odd"),
    [({"challenge": ENGLISH}, "solution"), ({"challenge": ENGLISH, "solution": ENGLISH, "lessons": ENGLISH}, "lessons")],
)
def test_a_full_version_has_the_originals_sections(sections, odd):
    (found,) = issues(practice(versions={"ar": version(), "en": english(sections=sections)}))
    assert (found.file, found.message) == ("practices/eg/aswan-outreach.en.md", f"differ from the original's: {odd}")


def test_a_version_of_title_and_summary_passes_and_so_do_a_documents_own_headings():
    assert issues(practice(versions={"ar": version(), "en": english(sections={})})) == []
    assert issues(document(versions={"ar": version(sections={"خاتمة": "نص.", "مقدمة": "نص."})})) == []


# evidence


@pytest.mark.parametrize(("kind", "level", "wrong"), [("announcement", 1, True), ("announcement", 0, False), ("news-or-report", 1, False)])
def test_an_announcement_documents_no_result(kind, level, wrong):
    found = said(practice(evidence=evidence(type=kind, level=level)))
    assert found == (["practices/eg/aswan-outreach.md: evidence.level: is above 0 for an announcement"] if wrong else [])


# repeated text

LONG = "One two three four five six seven eight nine ten."
SHORT = "One two three four five six seven eight nine."


def two(first, second, *, lang="en"):
    texts = {"one": first, "two": second}
    return [
        document(id=name, lang=each, versions={each: version(each, title="The learning city", summary=text, sections={})})
        for (name, text), each in zip(texts.items(), ("en", lang), strict=True)
    ]


@pytest.mark.parametrize("second", [LONG, f"An opening of its own. {LONG}", LONG.upper()])
def test_a_sentence_of_another_record_is_repeated(second):
    assert said(*two(LONG, second)) == [
        f"documents/two.md: summary: repeats a sentence of one: {LONG if LONG in second else LONG.upper()}…"
    ]


def test_what_is_short_or_in_another_language_or_of_the_same_record_is_not_repeated():
    assert len(SHORT.split()) == REPEATED_WORDS - 1
    assert issues(*two(SHORT, SHORT)) == []
    assert not [each for each in issues(*two(LONG, LONG, lang="fr")) if "repeats" in each.message]
    (own, _) = two(f"{LONG} {LONG}", SHORT)
    assert issues(own) == []


# labels


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"themes": ("health", "dance")}, "themes: 'dance' has no labels"),
        ({"sdgs": ("4", "18")}, "sdgs: '18' has no labels"),
        ({"target_groups": ("nobody",)}, "target_groups: 'nobody' has no labels"),
    ],
)
def test_what_is_filtered_by_has_labels(fields, message):
    assert said(practice(**fields)) == [f"practices/eg/aswan-outreach.md: {message}"]


def test_without_a_list_nothing_has_labels():
    assert said(practice(themes=("health",)), vocabularies=Vocabularies()) == [
        "practices/eg/aswan-outreach.md: themes: 'health' has no labels"
    ]


def test_issues_stand_in_the_order_of_files():
    first, second = practice(id="b", start=2030), practice(id="a", start=2030, last_verified=TOMORROW)
    assert [(each.file, each.field) for each in issues(first, second)] == [
        ("practices/eg/a.md", "last_verified"),
        ("practices/eg/a.md", "start"),
        ("practices/eg/b.md", "start"),
    ]


# numbers

NUMBERS = [
    ("120 people", {"120"}),
    ("1,500 people", {"1500"}),
    ("1.500 personas", {"1500"}),
    ("1 500 personnes", {"1500"}),
    ("1\u00a0500 personnes", {"1500"}),
    ("1\u202f234\u202f567 personnes", {"1234567"}),
    ("1,234,567 people", {"1234567"}),
    ("12.5 %", {"12.5"}),
    ("12,5 %", {"12.5"}),
    ("236.300 jubilados", {"236300"}),
    ("1,234.5 m", {"1234.5"}),
    ("1.234,5 m", {"1234.5"}),
    ("1\u00a0234,5 m", {"1234.5"}),
    ("تعلّم 1,500 شخص", {"1500"}),
    ("تعلّم ١٬٥٠٠ شخص", {"1500"}),
    ("بنسبة ١٢٫٥ في المئة", {"12.5"}),
    ("۱۲۰ نفر", {"120"}),
    ("from 2015 to 2018", {"2015", "2018"}),
    ("2015-18", {"2015", "18"}),
    ("in 2015, 2018 and 2021.", {"2015", "2018", "2021"}),
    ("2015 2018", {"2015", "2018"}),
    ("in 2018 500 people", {"2018", "500"}),
    ("12 2018", {"12", "2018"}),
    ("7, 8", {"7", "8"}),
    ("ten", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "found"), NUMBERS)
def test_numbers_of_a_text(text, found):
    assert numbers(text) == found


SUPPORTED = [
    ("تعلّم 1,500 شخص", "1500 people"),
    ("4.7 مليون شخص", "4,700,000 people"),
    ("100 ألف شخص", "100,000 people"),
    ("236,3 milliers de personnes", "236,300 people"),
    ("236,3 milliers de personnes", "236\u00a0300 personnes"),
    ("2.695 millones", "2,695 million"),
    ("نحو 12 %", "12.5 %"),
    ("1. Open centres\n2) Teach", "no number at all"),
    ("no number at all", ""),
]
UNSUPPORTED = [
    ("تعلّم 1,501 شخص", "1500 people", {"1501"}),
    ("12.6 %", "12.5 %", {"12.6"}),
    ("4.8 million", "4,700,000 people", {"4.8"}),
    ("in 2018", "work of 2015-18", {"2018"}),
    ("10 مدن", "Ten cities", {"10"}),
    ("5 and 6", "5", {"6"}),
    ("There are 3. Then more", "nothing", {"3"}),
]


def numbered(text):
    return document(lang="ar", versions={"ar": version(title="عنوان", summary="ملخص", sections={"فصل": text})})


@pytest.mark.parametrize(("text", "facts"), SUPPORTED)
def test_a_number_of_the_facts_may_be_written_otherwise(text, facts):
    assert unsupported_numbers(numbered(text), facts) == {}


@pytest.mark.parametrize(("text", "facts", "odd"), UNSUPPORTED)
def test_a_number_that_the_facts_have_not_is_named(text, facts, odd):
    assert unsupported_numbers(numbered(text), facts) == {"ar": odd}


def test_every_text_of_every_version_is_looked_at():
    versions = {
        "ar": version(title="عنوان 1", summary="ملخص 2", sections={"فصل": "نص 3"}),
        "en": english(summary="There are 4", sections={}),
    }
    record = dataclasses.replace(document(), versions=versions)
    assert unsupported_numbers(record, "") == {"ar": {"1", "2", "3"}, "en": {"4"}}
