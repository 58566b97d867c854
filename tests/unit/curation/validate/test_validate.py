import ast
import copy
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peerlearn
from peerlearn.curation.validate import Finding, completeness, validate
from peerlearn.curation.validate.advice import ADVICE
from peerlearn.curation.validate.corpus_file import broken
from peerlearn.curation.validate.file_wording import FILE_SENTENCES
from peerlearn.curation.validate.finding import SENTENCES
from peerlearn.curation.validate.reading import _code_of
from peerlearn.curation.validate.template import DOCUMENT_TEMPLATE, LANGS, NAMES, TEMPLATE, field_name
from peerlearn.curation.validate.wording import SENTENCES as REFUSALS
from peerlearn.facts import Result
from peerlearn.frontmatter import FrontMatterError
from peerlearn.issues import FieldError, Issue
from peerlearn.serialise import record_json
from peerlearn.vocabulary import Vocabularies, Vocabulary
from tests.unit.builders import TODAY, city, document, evidence, practice, term, version, written

pytestmark = pytest.mark.usefixtures("loaded_text_rules")
CITIES = {"eg-aswan": city()}
LISTS = Vocabularies({"themes": Vocabulary("themes", [term("youth")])})
GOOD = json.loads(record_json(practice()))
VERSION = "versions.ar"


def checked(given, **more):
    return validate(given, **{"cities": CITIES, "today": TODAY} | more)


def changed(**changes):
    """Return the good fields with others at dotted paths; None takes a field out."""
    fields = copy.deepcopy(GOOD)
    for path, value in changes.items():
        *holders, last = path.split(".")
        holder = fields
        for each in holders:
            holder = holder[int(each)] if isinstance(holder, list) else holder.setdefault(each, {})
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return fields


def codes(report):
    return [(each.code, each.field) for each in report.errors]


def test_a_good_practice_has_no_errors():
    report = checked(GOOD)
    assert report.ok
    assert report.record == practice()
    assert codes(checked(practice())) == []


REFUSED = [
    ("id", "Aswan Outreach", "not-an-id", "id"),
    ("id", None, "missing", "id"),
    ("city", "eg-cairo", "unknown-city", "city"),
    ("level", "village", "unknown-value", "level"),
    ("status", "ready", "unknown-value", "status"),
    ("stage", "done", "unknown-value", "stage"),
    ("lang", "fr", "no-original", "lang"),
    ("budget", 5, "not-a-field", "budget"),
    ("start", "spring", "not-a-date", "start"),
    ("start", 1200, "not-a-year", "start"),
    ("themes", ["youth", "youth"], "term-twice", "themes"),
    ("sources", [], "no-source", "sources"),
    ("sources.0.url", "uil", "not-a-link", "sources.1.url"),
    ("sources.0.licence", " ", "empty", "sources.1.licence"),
    ("evidence.level", 9, "not-a-level", "evidence.level"),
    ("evidence.level", "high", "not-a-number", "evidence.level"),
    ("resources", {"cost": 5}, "no-currency", "resources.currency"),
    ("results", [{"indicator": {}, "value": 1, "reported_by": "city", "source": 7}], "source-number", "results.1.source"),
    ("lead", {"ar": "\u0007"}, "control-character", "lead.ar"),
    (f"{VERSION}.title", 12, "not-text", f"{VERSION}.title"),
    (f"{VERSION}.title", "سطر\nآخر", "title-lines", f"{VERSION}.title"),
    (f"{VERSION}.summary", "كلمة " * 251, "too-long", f"{VERSION}.summary"),
    (f"{VERSION}.summary", "e\u0301", "not-nfc", f"{VERSION}.summary"),
    (f"{VERSION}.lang", "en", "other-language", f"{VERSION}.lang"),
    (f"{VERSION}.sections.challenge", None, "no-section", f"{VERSION}.sections.challenge"),
    (f"{VERSION}.sections.challenge", " نص", "space-around", f"{VERSION}.sections.challenge"),
    (f"{VERSION}.sections.history", "نص", "not-a-section", f"{VERSION}.sections.history"),
    (f"{VERSION}.written.kind", "copied", "unknown-value", f"{VERSION}.written.kind"),
]


@pytest.mark.parametrize(("path", "value", "code", "field"), REFUSED, ids=[f"{path} {code}" for path, _, code, _ in REFUSED])
def test_what_a_noun_refuses_is_an_error_with_its_field(path, value, code, field):
    report = checked(changed(**{path: value}))
    assert (code, field) in codes(report) or (code == "unknown-value" and ("not-a-value", field) in codes(report))
    assert not report.ok


def test_every_fault_is_told_at_once():
    fields = changed(
        **{
            "id": "A B",
            "level": "village",
            "city": "eg-cairo",
            "themes": ["sport"],
            "start": 2020,
            "end": 2019,
            f"{VERSION}.title": "",
            f"{VERSION}.summary": "كلمة " * 251,
            f"{VERSION}.sections.solution": None,
            "sources.0.url": "x",
            "sources.0.licence": None,
            "evidence.level": 7,
        }
    )
    fields["themes"] = ["sport"]
    found = {field for _, field in codes(checked(fields, vocabularies=LISTS))}
    assert found == {
        "id",
        "level",
        "city",
        "themes",
        "end",
        f"{VERSION}.title",
        f"{VERSION}.summary",
        f"{VERSION}.sections.solution",
        "sources.1.url",
        "sources.1.licence",
        "evidence.level",
    }


def test_several_faults_in_one_list_are_told_with_their_places():
    found = codes(checked(changed(sources=[None, {}, GOOD["sources"][0]])))
    assert {field for _, field in found} == {"sources.1", *(f"sources.2.{name}" for name in ("title", "publisher", "url", "licence"))}


@pytest.mark.parametrize("fields", [{}, {"versions": None}, {"versions": []}, {"versions": {"ar": None}}, {"sources": "x"}, {1: 2}])
def test_what_is_hardly_a_draft_is_told_what_is_missing(fields):
    report = checked(fields)
    assert report.record is None
    assert report.errors


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=2) | st.dictionaries(st.text(max_size=5), each, max_size=2),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from([*GOOD, "title", "x"]), JSON), st.dictionaries(st.sampled_from([*GOOD["versions"]["ar"]]), JSON))
def test_no_draft_raises_and_a_practice_comes_only_without_errors(fields, text):
    report = checked(GOOD | fields | ({"versions": {"ar": GOOD["versions"]["ar"] | text}} if "versions" not in fields else {}))
    assert report.errors or report.record is not None
    assert not report.ok or not report.errors
    for lang in LANGS:
        assert all(isinstance(each, Issue) and each.message and each.remedy for each in report.issues(lang))


WARNED = [
    (
        {
            "versions": {
                "ar": version(
                    summary="The city opened centres for people who left school, and adults learn there.",
                    sections={
                        "challenge": "The city has many people who left school.",
                        "solution": "The city opened centres in every quarter.",
                    },
                    title="Centres in the city",
                )
            }
        },
        "language-mismatch",
        "versions.ar.lang",
    ),
    ({"versions": {"ar": version(summary="كي يصل التعلّم, إلى الجميع.")}}, "typography", "versions.ar.summary"),
    ({"versions": {"ar": version(summary="راسلونا على a.b@city.example اليوم.")}}, "personal-data", "versions.ar.summary"),
    ({"versions": {"ar": version(summary="اتصلوا على ‎+20 97 230 1234 صباحًا.")}}, "personal-data", "versions.ar.summary"),
    ({"versions": {"ar": version(written=written(kind="machine"))}}, "unreviewed-machine", "versions.ar.written"),
    ({"evidence": evidence(level=2)}, "evidence-without-results", "evidence.level"),
    ({"results": (Result({"en": "Centres"}, 120, "city"),)}, "result-without-source", "results.1.source"),
    ({"results": (Result({"en": "Centres"}, 120, "city"),)}, "result-without-date", "results.1.date"),
]


@pytest.mark.parametrize(("given", "code", "field"), WARNED, ids=[code for _, code, _ in WARNED])
def test_what_editors_should_look_at_warns_and_does_not_block(given, code, field):
    report = checked(practice(**given))
    assert (code, field) in [(each.code, each.field) for each in report.warnings]
    assert report.ok


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"versions": {"ar": version(summary="ﻣﺪﻳﻨﺔ ﺍﻟﺘﻌﻠّﻢ")}}, "presentation-forms"),
        ({"start": 2031}, "future-date"),
        ({"versions": {"ar": version(written=written(date=dt.date(2031, 1, 1)))}}, "future-date"),
        ({"evidence": evidence(level=1, type="announcement")}, "announcement"),
        ({"themes": ("sport",)}, "unknown-term"),
    ],
)
def test_broken_letters_and_what_cannot_be_true_block(given, code):
    report = checked(practice(**given), vocabularies=LISTS)
    assert code in [each.code for each in report.errors]
    assert not report.ok


def test_a_described_logic_needs_no_figures():
    assert checked(practice(evidence=evidence(level=1))).warnings == ()


def test_figures_are_not_telephone_numbers():
    text = "بلغ العدد 1,250,000,000 شخص بين 2019-2020، و+5% في 2021، و00 12."
    assert "personal-data" not in [each.code for each in checked(practice(versions={"ar": version(summary=text)})).warnings]


def test_numbers_that_are_not_in_the_file_are_named():
    text = version(summary="تعلّم 4500 شخص.", sections={"challenge": "نص", "solution": "فُتح 12 مركزًا."})
    warnings = checked(practice(versions={"ar": text}), facts="Twelve (12) centres").warnings
    assert [each.values["values"] for each in warnings if each.code == "unsupported-number"] == ["4500"]


# documents

DOCUMENT = json.loads(record_json(document(city="eg-aswan", themes=("youth",))))


def test_a_good_document_has_no_errors():
    report = checked(DOCUMENT, vocabularies=LISTS)
    assert (report.ok, report.record) == (True, document(city="eg-aswan", themes=("youth",)))
    assert checked(document()).errors == ()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("kind", "leaflet", "not-a-value"),
        ("date", None, "missing"),
        ("date", "spring", "not-a-date"),
        ("city", "eg-cairo", "unknown-city"),
        ("themes", ["sport"], "unknown-term"),
        ("evidence", {"level": 1}, "not-a-field"),
    ],
)
def test_the_faults_of_a_document_are_told_with_their_field(name, value, code):
    fields = {key: each for key, each in (DOCUMENT | {name: value}).items() if each is not None}
    report = checked(fields, vocabularies=LISTS)
    assert codes(report) == [(code, name)]
    assert (report.ok, report.errors[0].message("ar") != report.errors[0].message("en")) == (False, True)


def test_all_faults_of_a_document_are_told_at_once():
    fields = {"kind": "leaflet", "id": "A B", "lang": "ar", "versions": {"ar": GOOD["versions"]["ar"] | {"title": ""}}}
    assert {field for _, field in codes(checked(fields))} == {"kind", "id", "date", "sources", f"{VERSION}.title"}


def test_editors_are_told_of_a_documents_language_and_of_contacts_in_it():
    text = version(sections={"بيان": "راسلونا على a.b@city.example, أو اتصلوا."})
    found = {(each.code, each.field) for each in checked(document(versions={"ar": text})).warnings}
    assert found == {("personal-data", f"{VERSION}.sections.بيان"), ("typography", f"{VERSION}.sections.بيان")}


def test_a_document_is_complete_by_its_own_template():
    found = completeness({"versions": {"ar": {"title": "بيان"}}}, noun="document")
    total = sum(each.weight for each in DOCUMENT_TEMPLATE)
    assert found.percent == int(100 * 3 / total)
    assert [each.field for each in found.gains] == [each.path for each in DOCUMENT_TEMPLATE if each.path != "title"]
    assert completeness(document(city="eg-aswan", themes=("youth",), sdgs=("4",))).percent == 100


# words


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_stands_in_arabic_french_and_spanish_with_the_same_values(code):
    said = SENTENCES[code]
    assert {"ar", "fr", "es"} <= said.keys() <= {*LANGS}
    named = {lang: {name for part in parts for name in re.findall(r"{(\w+)}", part)} for lang, parts in said.items()}
    assert len({frozenset(each) for each in named.values()}) == 1
    assert all(part for parts in said.values() for part in parts)
    assert re.search("[\u0621-\u064a]", said["ar"][0])


@pytest.mark.parametrize("lang", [*LANGS, "de"])
def test_a_finding_is_told_in_the_readers_language(lang):
    (error,) = checked(changed(id="A B")).errors
    expected = {"ar": "«A B» لا يصلح معرّفًا", "fr": "« A B » n’est pas un identifiant", "es": "«A B» no es un identificador"}
    assert error.message(lang) == expected.get(lang, "'A B' is not an id")
    issue = error.issue(lang, file="draft.docx")
    assert (issue.file, issue.field, issue.severity) == ("draft.docx", "id", "error")


def raised(path, name="FieldError"):
    """Return the last two words (message and remedy) of every error of a name that a module raises, with 7 for each value."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and len(node.args) > 2:
            yield tuple(_literal(each) for each in node.args[-3:])


def _literal(node):
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return "7"
    if isinstance(node, ast.Constant):
        return node.value
    return "".join(part.value if isinstance(part, ast.Constant) else "'7'" if part.conversion == ord("r") else "7" for part in node.values)


@pytest.mark.parametrize("module", ["facts", "practice"])
def test_every_refusal_of_the_nouns_has_a_code_of_its_own(module):
    refusals = list(raised(Path(peerlearn.__file__).with_name(f"{module}.py")))
    assert len(refusals) > 8
    for _, message, remedy in refusals:
        code, values = _code_of(FieldError("x", message.replace("U+7", "U+0007"), remedy))
        assert code != "refused", message
        assert Finding(code, "x", values=values).message("ar")


def test_every_way_in_which_a_file_breaks_has_a_code_of_its_own():
    breaks = list(raised(Path(peerlearn.__file__).with_name("frontmatter.py"), "FrontMatterError"))
    assert len(breaks) > 9
    for field, message, remedy in breaks:
        found = broken(FrontMatterError(1, field, message, remedy))
        assert found.code != "refused", message
        assert found.message("ar") != message


def test_no_code_has_two_sentences():
    assert len(SENTENCES) == len(ADVICE) + len(FILE_SENTENCES) + len(REFUSALS)


def test_a_code_without_a_sentence_is_refused():
    with pytest.raises(ValueError, match="no sentence"):
        Finding("odd", "x")
    with pytest.raises(ValueError, match="neither"):
        Finding("missing", "x", "note")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("city", "المدينة"),
        ("versions.ar.sections.challenge", "التحدّي (ar)"),
        ("versions.fr.title", "العنوان (fr)"),
        ("resources.cost", "الكلفة"),
        ("sources.1.url", "المصادر"),
        ("kind", "النوع"),
        ("resources.currency", "العملة"),
        ("odd", "odd"),
    ],
)
def test_a_field_is_called_as_people_call_it(path, name):
    assert field_name(path, "ar") == name


# completeness


def test_nothing_is_0_percent_and_everything_100():
    assert completeness({}).percent == 0
    texts = {name: "نص" for name in (each.path for each in TEMPLATE) if "." not in name}
    fields = {each.path: "x" for each in TEMPLATE if "." not in each.path}
    fields |= {"versions": {"ar": {"title": "x", "summary": "x", "sections": texts}}, "evidence": {"reason": {"ar": "x"}}}
    fields |= {"resources": {"cost": 0, "running_cost": 1, "staff": {"ar": "x"}, "funding": {"ar": "x"}, "complexity": "low"}}
    fields |= {"results": [{"baseline": 0, "date": 2020, "method": {"ar": "x"}, "source": 1}]}
    whole = completeness(fields)
    assert (whole.percent, whole.gains) == (100, ())


def test_what_a_draft_needs_counts_most_and_is_asked_for_first():
    gains = completeness({"city": "eg-aswan"}).gains
    assert [each.field for each in gains[:6]] == ["title", "summary", "level", "challenge", "solution", "sources"]
    assert gains[0].points == pytest.approx(3 * gains[-1].points)


def test_the_gains_and_what_is_there_make_a_hundred():
    found = completeness(practice())
    total = sum(each.weight for each in TEMPLATE)
    have = 100 * sum(each.weight for each in TEMPLATE if each.path not in {gain.field for gain in found.gains}) / total
    assert have + sum(each.points for each in found.gains) == pytest.approx(100)
    assert found.percent == int(have)


def test_a_result_alone_is_half():
    bare = completeness(practice(results=(Result({"en": "Centres"}, 120, "city"),)))
    (gain,) = [each for each in bare.gains if each.field == "results"]
    assert gain.begun
    assert gain.told("fr").startswith("Complétez « résultats chiffrés »")


def test_gains_are_told_in_the_readers_language():
    (gain,) = [each for each in completeness(practice()).gains if each.field == "lessons"]
    assert gain.told("ar").startswith("أضف «الدروس المستفادة»")
    assert gain.told("de") == gain.told("en")


def test_every_name_stands_in_every_language():
    assert all(len(names) == len(LANGS) and all(names) for names in NAMES.values())


def test_the_template_names_what_a_practice_holds():
    fields = {each.path.split(".")[0] for each in TEMPLATE}
    known = {*practice().__dataclass_fields__, "title", "summary", *peerlearn.practice.SECTIONS}
    assert fields <= known
