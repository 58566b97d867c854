"""Files of the corpus as they stand on the disk: every fault at once, in the reader's language, at its line."""

import re
import shutil

import pytest

from peerlearn.corpus import read_corpus
from peerlearn.curation.validate import check_record
from peerlearn.curation.validate.whole import corpus_issues
from tests.unit.test_corpus import DOCUMENT, ENGLISH, FILES, MAIN, swap, write  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("loaded_text_rules")
LINE = {name: {text: number for number, text in enumerate(FILES[name].split("\n"), 1)} for name in (MAIN, ENGLISH, DOCUMENT)}


def checked(folder, name=MAIN):
    corpus = read_corpus(folder, keep_going=True)
    return check_record(folder / name, corpus=folder, cities=corpus.cities, vocabularies=corpus.vocabularies)


def errors(report):
    return [(each.finding.code, each.finding.field, each.file, each.line) for each in report.placed if each.finding.blocks]


@pytest.mark.parametrize("name", [MAIN, ENGLISH, DOCUMENT])
def test_a_good_file_has_no_errors_whichever_of_its_languages_is_named(write, name):  # noqa: F811
    report = checked(write(), name)
    assert (report.ok, errors(report)) == (True, [])
    assert report.report.completeness.percent > 30


BROKEN = [
    (swap(MAIN, "level: city", "level: village"), "not-a-value", "level", MAIN, "level: city"),
    (swap(MAIN, "themes: [health]", "themes: [sport]"), "unknown-term", "themes", MAIN, "themes: [health]"),
    (swap(MAIN, "  licence: CC BY 4.0\n", "  licence: ''\n"), "empty", "sources.1.licence", MAIN, "  licence: CC BY 4.0"),
    (swap(MAIN, "  source: 1", "  source: 7"), "source-number", "results.1.source", MAIN, "  source: 1"),
    (swap(MAIN, "id: aswan", "id: cairo"), "not-the-file-name", "id", MAIN, "id: aswan"),
    (swap(MAIN, "## challenge", "## history"), "no-section", "versions.ar.sections.challenge", MAIN, "---"),
    (swap(MAIN, "city: eg-aswan", "city: co-medellin"), "other-country", "city", MAIN, "city: eg-aswan"),
    (swap(ENGLISH, "lang: en", "lang: fr"), "not-the-file-name", "lang", ENGLISH, "lang: en"),
    (swap(ENGLISH, "title: Centres in Aswan", "title: ''"), "empty", "versions.en.title", ENGLISH, "title: Centres in Aswan"),
    (swap(ENGLISH, "kind: machine, from: ar", "kind: copied, from: ar"), "not-a-value", "versions.en.written.kind", ENGLISH,
     "written: {by: editors, kind: machine, from: ar, date: 2026-11-24}"),
    (swap(ENGLISH, "title: Centres in Aswan", "title: [x"), "not-yaml", "front matter", ENGLISH, None),
    (swap(ENGLISH, "## challenge", "text\n\n## challenge"), "text-before-heading", "sections", ENGLISH, "## challenge"),
    (swap(DOCUMENT, "kind: declaration", "kind: leaflet"), "not-a-value", "kind", DOCUMENT, "kind: declaration"),
    ({ENGLISH: b"\xff\xfe"}, "not-utf8", "file", ENGLISH, None),
    ({"practices/co/aswan.md": FILES[MAIN]}, "id-taken", "id", MAIN, "id: aswan"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field", "name", "line"), BROKEN, ids=[each[1] for each in BROKEN])
def test_a_fault_is_told_with_its_file_and_its_line(write, change, code, field, name, line):  # noqa: F811
    report = checked(write(change), name)
    found = {each[:3]: each[3] for each in errors(report)}
    key = (code, field, name.rpartition("/")[2])
    assert key in found
    assert line is None or line == "---" or found[key] == LINE[name][line]
    assert not report.ok


def test_every_fault_of_every_language_is_told_at_once(write):  # noqa: F811
    change = {
        MAIN: FILES[MAIN].replace("level: city", "level: village").replace("level: 1", "level: 9").replace("title: تقرير", "title: ''")
    }
    change |= swap(ENGLISH, "title: Centres in Aswan", "title: ''")
    assert {each[1] for each in errors(checked(write(change)))} == {"level", "evidence.level", "sources.1.title", "versions.en.title"}


def test_a_version_without_its_original_and_a_file_without_language_say_so(write):  # noqa: F811
    folder = write({MAIN: None})
    assert ("no-original-file", "file", "aswan.en.md", 1) in errors(checked(folder, ENGLISH))
    folder = write(swap(MAIN, "lang: ar\n", ""))
    assert [each[:2] for each in errors(checked(folder))] == [("missing", "lang")]


def test_a_file_outside_the_corpus_is_checked_by_its_fields(write, tmp_path):  # noqa: F811
    folder = write()
    for name in (MAIN, DOCUMENT):
        shutil.copy(folder / name, tmp_path)
        assert errors(checked(folder, tmp_path / name.rpartition("/")[2])) == []


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "es"])
def test_a_whole_corpus_is_told_in_the_readers_language_with_every_line(write, lang):  # noqa: F811
    change = swap(MAIN, "level: city", "level: village") | swap(DOCUMENT, "نص\n", "سطر.\n\nنص, ونص\n")
    folder = write(change)
    corpus = read_corpus(folder, keep_going=True)
    told = {(each.file, each.field): each for each in corpus_issues(corpus, folder, lang=lang)}
    form, language = told[MAIN, "level"], told[DOCUMENT, "فصل"]
    assert (form.line, form.severity) == (LINE[MAIN]["level: city"], "error")
    assert (language.line, language.severity) == (LINE[DOCUMENT]["نص"] + 2, "warning")
    assert (MAIN, "results.1.date") not in told  # a hint for whoever writes, no defect of the corpus
    for issue in (form, language):
        words = re.sub("…[^…]*…", "", issue.message)
        assert bool(re.search("[\u0621-\u064a]", words)) is (lang == "ar")
        assert issue.remedy
