import errno
import os

import pytest

from peerlearn.corpus import read_corpus, record_folder, write_record
from peerlearn.errors import CorpusError
from tests.unit.builders import document, practice, version, versions

HEADER = "id,name_en,name_ar,name_fr,name_es,country,region,lat,lon,population,population_year,joined_year,member,verified,source"
ASWAN = "eg-aswan,Aswan,أسوان,Assouan,Asuán,EG,arab-states,24.09,32.9,1568000,2021,2019,true,true,https://uil.unesco.org"
CITIES = f"{HEADER}\n{ASWAN}\nco-medellin,Medellín,,,,CO,arab-states,,,,,,,,\n"
LABELS = '"labels": {"ar": "أ", "en": "a", "fr": "a", "es": "a"}'
MAIN, ENGLISH, DOCUMENT = "practices/eg/aswan.md", "practices/eg/aswan.en.md", "documents/cairo.md"
FILES = {
    "cities.csv": CITIES,
    **{f"vocabulary/{name}.json": f'[{{"id": "{term}", {LABELS}}}]' for name, term in {
        "themes": "health", "sdg": "4", "target_groups": "youth",
        "key_features": "kf-3.3", "evidence_types": "news", "regions": "arab-states",
    }.items()},
    MAIN: """---
id: aswan
version: 1
status: published
lang: ar
title: مراكز في أسوان
summary: كي يصل التعلّم.
written: {by: editors, kind: original, from: en, date: 2026-11-24}
city: eg-aswan
level: city
start: 2018-03
themes: [health]
sdgs: ["4"]
target_groups: [youth]
key_features: [kf-3.3]
partners:
- name: {ar: مؤسسة}
results:
- indicator: {ar: المراكز}
  value: 120
  reported_by: city
  source: 1
evidence:
  level: 1
  type: news
  reason: {ar: أعداد}
sources:
- title: تقرير
  publisher: UIL
  year: 2020
  url: https://uil.unesco.org
  licence: CC BY 4.0
---

## challenge

نص

## solution

نص
""",
    ENGLISH: """---
id: aswan
lang: en
title: Centres in Aswan
summary: So that learning reaches everyone.
written: {by: editors, kind: machine, from: ar, date: 2026-11-24}
---

## challenge

Text
""",
    DOCUMENT: """---
id: cairo
lang: ar
title: إعلان
summary: ملخص
written: {by: editors, kind: original, date: 2026-11-24}
kind: declaration
date: 2015-09-30
themes: [health]
sources:
- {title: إعلان, publisher: UIL, url: "https://uil.unesco.org", licence: CC BY}
---

## فصل

نص
""",
}  # fmt: skip


@pytest.fixture
def write(quick_tmp):
    """Write the files of a small valid corpus, some of them changed, and return its folder."""

    def written(changed=None):
        for name, text in (FILES | (changed or {})).items():
            if text is not None:
                path = quick_tmp / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return quick_tmp

    return written


def issues_of(folder):
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    return caught.value.issues


def swap(name, old, new):
    assert FILES[name].count(old) == 1, old
    return {name: FILES[name].replace(old, new)}


def test_a_valid_corpus_is_read_without_issues(write):
    corpus = read_corpus(write())
    assert corpus.issues == ()
    assert [record.id for record in corpus.records()] == ["aswan", "cairo"]
    assert list(corpus.practices["aswan"].versions) == ["ar", "en"]
    assert (corpus.practices["aswan"].start, corpus.practices["aswan"].original.written.from_lang) == ("2018-03", "en")
    assert corpus.cities["eg-aswan"].names == {"en": "Aswan", "ar": "أسوان", "fr": "Assouan", "es": "Asuán"}
    assert (corpus.cities["eg-aswan"].population, corpus.cities["eg-aswan"].member) == (1568000, True)
    assert (corpus.cities["co-medellin"].population, corpus.cities["co-medellin"].member) == (None, None)
    assert corpus.vocabularies.label("themes", "health", "ar") == "أ"


DEFECTS = {
    "broken YAML": (swap(MAIN, "title: مراكز في أسوان", "title: مراكز: في أسوان"), MAIN, 6, "front matter"),
    "key twice": (swap(MAIN, "level: city", "level: city\nlevel: city"), MAIN, 11, "level"),
    "heading twice": (swap(MAIN, "## solution", "## challenge"), MAIN, 39, "challenge"),
    "missing field": (swap(MAIN, "city: eg-aswan\n", ""), MAIN, 1, "city"),
    "missing field of a source": (swap(MAIN, "  licence: CC BY 4.0\n", ""), MAIN, 28, "sources.1.licence"),
    "missing field of a version": (swap(ENGLISH, "title: Centres in Aswan\n", ""), ENGLISH, 1, "title"),
    "missing section": (swap(MAIN, "## solution\n\nنص\n", ""), MAIN, 1, "solution"),
    "missing language": (swap(MAIN, "lang: ar\n", "") | {ENGLISH: None}, MAIN, 1, "lang"),
    "language that is a list": (swap(MAIN, "lang: ar", "lang: [ar]"), MAIN, 5, "lang"),
    "empty section": (swap(MAIN, "## solution\n\nنص", "## solution\n"), MAIN, 39, "solution"),
    "unknown section": (swap(MAIN, "## solution", "## solution\n\nنص\n\n## story"), MAIN, 43, "story"),
    "unknown theme": (swap(MAIN, "themes: [health]", "themes:\n- health\n- wealth"), MAIN, 14, "themes"),
    "unknown goal": (swap(MAIN, 'sdgs: ["4"]', 'sdgs: ["18"]'), MAIN, 13, "sdgs"),
    "unknown target group": (swap(MAIN, "target_groups: [youth]", "target_groups: [cats]"), MAIN, 14, "target_groups"),
    "unknown key feature": (swap(MAIN, "kf-3.3", "kf-99"), MAIN, 15, "key_features"),
    "unknown evidence type": (swap(MAIN, "type: news", "type: rumour"), MAIN, 25, "evidence.type"),
    "unknown theme of a document": (swap(DOCUMENT, "[health]", "[wealth]"), DOCUMENT, 9, "themes"),
    "unknown city": (swap(MAIN, "city: eg-aswan", "city: eg-luxor"), MAIN, 9, "city"),
    "unknown city of a document": (swap(DOCUMENT, "themes: [health]", "city: eg-luxor"), DOCUMENT, 9, "city"),
    "wrong folder": (swap(MAIN, "city: eg-aswan", "city: co-medellin"), MAIN, 9, "city"),
    "original without file": ({MAIN: None}, ENGLISH, 1, "file"),
    "id is not the name": (swap(MAIN, "id: aswan", "id: luxor"), MAIN, 2, "id"),
    "id of a version is not the name": (swap(ENGLISH, "id: aswan", "id: luxor"), ENGLISH, 2, "id"),
    "language in the name": (swap(ENGLISH, "lang: en", "lang: fr"), ENGLISH, 3, "lang"),
    "not UTF-8": ({MAIN: FILES[MAIN].encode("utf-16")}, MAIN, 0, "file"),
    "number as title": (swap(MAIN, "title: مراكز في أسوان", "title: 2018"), MAIN, 6, "title"),
    "number as goal": (swap(MAIN, 'sdgs: ["4"]', "sdgs: [4]"), MAIN, 13, "sdgs.1"),
    "number as text of a language": (swap(MAIN, "{ar: المراكز}", "{ar: 12}"), MAIN, 19, "results.1.indicator.ar"),
    "text as number": (swap(MAIN, "level: 1", "level: high"), MAIN, 24, "evidence.level"),
    "unknown field": (swap(MAIN, "level: city", "level: city\ncolour: red"), MAIN, 11, "colour"),
    "unknown field of a part": (swap(MAIN, "  publisher: UIL", "  publisher: UIL\n  author: أحد"), MAIN, 30, "sources.1.author"),
    "unknown field of a version": (swap(ENGLISH, "title:", "city: eg-aswan\ntitle:"), ENGLISH, 4, "city"),
    "sections as a field": (swap(MAIN, "level: city", "level: city\nsections: {}"), MAIN, 11, "sections"),
    "versions as a field": (swap(MAIN, "level: city", "level: city\nversions: {}"), MAIN, 11, "versions"),
    "field that is no text": (swap(MAIN, "level: city", "level: city\n1: red"), MAIN, 1, "1"),
    "unknown status": (swap(MAIN, "status: published", "status: live"), MAIN, 4, "status"),
    "number as language": (swap(ENGLISH, "from: ar", "from: 5"), ENGLISH, 6, "written.from"),
    "unknown kind of text": (swap(ENGLISH, "machine", "robot"), ENGLISH, 6, "written.kind"),
    "long summary of a version": (swap(ENGLISH, "So that", "word " * 251), ENGLISH, 5, "summary"),
    "control character": (swap(MAIN, "title: مراكز في أسوان", 'title: "مراكز\\a"'), MAIN, 6, "title"),
    "source that is not there": (swap(MAIN, "  source: 1", "  source: 2"), MAIN, 18, "results.source"),
    "evidence level": (swap(MAIN, "level: 1", "level: 6"), MAIN, 24, "evidence.level"),
    "bad month": (swap(MAIN, "2018-03", "2018-13"), MAIN, 11, "start"),
    "bad day": (swap(MAIN, "2018-03", "2018-02-30"), MAIN, 11, "front matter"),
    "date of a document": (swap(DOCUMENT, "2015-09-30", "soon"), DOCUMENT, 8, "date"),
    "bad link": (swap(MAIN, "url: https://uil.unesco.org", "url: uil.unesco.org"), MAIN, 31, "sources.url"),
    "language of a text": (swap(MAIN, "name: {ar: مؤسسة}", "name: {AR: مؤسسة}"), MAIN, 17, "partners.name"),
    "text in a text of a part": (swap(MAIN, "- name: {ar: مؤسسة}", "- name: {en: A}\n- name:\n    ar: مؤسسة\n    en: ''"),
                            MAIN, 20, "partners.name.en"),
    "reason of the evidence": (swap(MAIN, "{ar: أعداد}", "{ar: ' '}"), MAIN, 26, "evidence.reason.ar"),
    "language of the writer": (swap(ENGLISH, "from: ar", "from: AR"), ENGLISH, 6, "written.from"),
    "no cities": ({"cities.csv": None, MAIN: None, ENGLISH: None}, "cities.csv", 0, "file"),
    "cities not UTF-8": ({"cities.csv": "é".encode("latin1"), MAIN: None, ENGLISH: None}, "cities.csv", 0, "file"),
    "city with too few cells": (swap("cities.csv", ",,,,CO,arab-states,,,,,,,,", ",CO"), "cities.csv", 3, "row"),
    "city with too many cells": (swap("cities.csv", ",CO,arab-states", ",CO,arab-states,,"), "cities.csv", 3, "row"),
    "city twice": ({"cities.csv": f"{HEADER}\n{ASWAN}\n{ASWAN}\n"}, "cities.csv", 3, "id"),
    "city without id": (swap("cities.csv", "co-medellin,", ","), "cities.csv", 3, "id"),
    "city out of range": (swap("cities.csv", "CO,arab-states,", "CO,arab-states,95"), "cities.csv", 3, "lat"),
    "city with words as number": (swap("cities.csv", "CO,arab-states,,,", "CO,arab-states,,,many"), "cities.csv", 3, "population"),
    "region of a city": (swap("cities.csv", "CO,arab-states", "CO,atlantis"), "cities.csv", 3, "region"),
    "vocabulary not JSON": ({"vocabulary/themes.json": '[\n{"id": \n]'}, "vocabulary/themes.json", 3, "file"),
    "vocabulary not UTF-8": ({"vocabulary/themes.json": b'["\xff"]'}, "vocabulary/themes.json", 0, "file"),
    "vocabulary without a label": (swap("vocabulary/themes.json", '"es": "a"', '"es": ""'), "vocabulary/themes.json", 0, "labels"),
    "vocabulary without labels": ({"vocabulary/themes.json": '[{"id": "a"}]'}, "vocabulary/themes.json", 0, "entry"),
    "vocabulary with text as labels": ({"vocabulary/themes.json": '[{"id": "a", "labels": "a"}]'}, "vocabulary/themes.json", 0, "entry"),
    "vocabulary of texts": ({"vocabulary/themes.json": '["a"]'}, "vocabulary/themes.json", 0, "entry"),
    "term twice": ({"vocabulary/themes.json": f'[{{"id": "a", {LABELS}}}, {{"id": "a", {LABELS}}}]'}, "vocabulary/themes.json", 0, "id"),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_reported_once_with_file_line_field_and_remedy(write, name):
    changed, file, line, field = DEFECTS[name]
    found = issues_of(write(changed))
    assert [(issue.file, issue.line, issue.field) for issue in found] == [(file, line, field)]
    assert all(issue.message and issue.remedy and issue.severity == "error" for issue in found)


def test_an_id_in_two_folders_is_reported_with_the_other_place(write):
    twin = FILES[MAIN].replace("city: eg-aswan", "city: co-medellin")
    (issue,) = issues_of(write({"practices/co/aswan.md": twin}))
    assert (issue.file, issue.line, issue.field) == (MAIN, 2, "id")
    assert "practices/co/aswan.md" in issue.message


def test_an_id_of_a_practice_is_no_id_of_a_document(write):
    (issue,) = issues_of(write({"documents/aswan.md": FILES[DOCUMENT].replace("id: cairo", "id: aswan")}))
    assert (issue.file, issue.field) == ("documents/aswan.md", "id")


def test_all_defects_of_all_files_are_reported_at_once_in_one_error(write):
    changed = {
        MAIN: FILES[MAIN].replace("status: published", "status: live").replace("level: 1", "level: 6").replace('["4"]', "[4]"),
        ENGLISH: FILES[ENGLISH].replace("title: Centres in Aswan\n", ""),
        DOCUMENT: FILES[DOCUMENT].replace("[health]", "[wealth, stealth]"),
        "cities.csv": CITIES + "eg-x,,,,,EG,arab-states,,,,,,,,\n",
    }
    folder = write(changed)
    found = issues_of(folder)
    assert [(issue.file, issue.field) for issue in found] == [
        ("cities.csv", "name_en"),
        (DOCUMENT, "themes"),
        (DOCUMENT, "themes"),
        (ENGLISH, "title"),
        (MAIN, "status"),
        (MAIN, "sdgs.1"),
        (MAIN, "evidence.level"),
    ]
    with pytest.raises(CorpusError, match="7 errors in") as caught:
        read_corpus(folder)
    assert all(str(issue) in str(caught.value) for issue in found)


def snapshot(folder):
    return {path.relative_to(folder): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_keep_going_loads_the_rest_tells_what_is_wrong_and_writes_nothing(write):
    folder = write(swap(DOCUMENT, "kind: declaration", "kind: poem"))
    before = snapshot(folder)
    corpus = read_corpus(folder, keep_going=True)
    assert (list(corpus.practices), list(corpus.documents)) == (["aswan"], [])
    assert [issue.file for issue in corpus.issues] == [DOCUMENT]
    assert snapshot(folder) == before


@pytest.mark.parametrize("name", DEFECTS)
def test_keep_going_never_raises(write, name):
    assert read_corpus(write(DEFECTS[name][0]), keep_going=True).issues


@pytest.mark.parametrize(("old", "new"), [("lang: en", "lang: fr"), ("title: Centres in Aswan\n", "")])
def test_a_practice_with_a_defective_version_is_left_out_whole(write, old, new):
    assert list(read_corpus(write(swap(ENGLISH, old, new)), keep_going=True).practices) == []


@pytest.mark.parametrize("text", ["\ufeff" + CITIES, CITIES.replace("\n", "\r\n")], ids=["bom", "crlf"])
def test_a_table_saved_by_a_spreadsheet_is_read(write, text):
    assert list(read_corpus(write({"cities.csv": text})).cities) == ["eg-aswan", "co-medellin"]


def test_a_cell_with_a_line_separator_is_one_cell(write):
    cities = read_corpus(write(swap("cities.csv", "Aswan,", '"As\u2028wan",'))).cities
    assert cities["eg-aswan"].names["en"] == "As\u2028wan"


def test_a_missing_folder_is_said_with_a_remedy(quick_tmp):
    with pytest.raises(CorpusError, match=r"there is no corpus at .+none \(set PEERLEARN_CORPUS"):
        read_corpus(quick_tmp / "none")


def test_a_corpus_without_vocabularies_checks_no_codes(write):
    changed = {name: None for name in FILES if name.startswith("vocabulary/")} | swap(MAIN, "[health]", "[anything]")
    assert read_corpus(write(changed)).practices["aswan"].themes == ("anything",)


def test_records_stand_in_the_order_of_their_ids(write):
    names = ["b-2", "a", "b", "aswan-2"]
    changed = {f"practices/eg/{name}.md": FILES[MAIN].replace("id: aswan", f"id: {name}") for name in names}
    assert list(read_corpus(write(changed)).practices) == ["a", "aswan", "aswan-2", "b", "b-2"]


@pytest.mark.parametrize("status", ["draft", "submitted", "in_review", "rejected", "superseded", "withdrawn"])
def test_only_published_practices_and_documents_are_public(write, status):
    assert [each.id for each in read_corpus(write()).public()] == ["aswan", "cairo"]
    corpus = read_corpus(write(swap(MAIN, "status: published", f"status: {status}")))
    assert [each.id for each in corpus.public()] == ["cairo"]
    assert [each.id for each in corpus.records()] == ["aswan", "cairo"]


def test_a_practice_that_says_nothing_of_its_status_is_a_draft(write):
    assert [each.id for each in read_corpus(write(swap(MAIN, "status: published\n", ""))).public()] == ["cairo"]


@pytest.mark.parametrize(
    ("record", "folder"), [(practice(), "practices/eg"), (practice(city="co-cali"), "practices/co"), (document(), "documents")]
)
def test_a_record_stands_in_the_folder_of_its_country(tmp_path, record, folder):
    assert record_folder(tmp_path, record) == tmp_path / folder


def test_writing_returns_the_paths_and_reading_gives_the_record_back(write):
    folder = write()
    record = read_corpus(folder).practices["aswan"]
    assert write_record(folder, record) == [folder / MAIN, folder / ENGLISH]
    assert read_corpus(folder).practices["aswan"] == record


def test_the_file_of_a_dropped_version_is_removed_and_no_other(quick_tmp):
    others = [practice(id=name, versions=versions("ar", "en")) for name in ("aswan-outreach", "aswan2", "as")]
    for record in [practice(id="aswan", versions=versions("ar", "en", "fr")), *others]:
        write_record(quick_tmp, record)
    before = {path.name for path in (quick_tmp / "practices" / "eg").iterdir()}
    write_record(quick_tmp, practice(id="aswan", versions=versions("ar", "fr")))
    after = {path.name for path in (quick_tmp / "practices" / "eg").iterdir()}
    assert before - after == {"aswan.en.md"}
    assert after <= before


def test_the_original_may_change_its_language(quick_tmp):
    write_record(quick_tmp, practice(versions=versions("ar", "en")))
    paths = write_record(quick_tmp, practice(lang="en", versions=versions("ar", "en")))
    assert {path.name for path in paths} == {"aswan-outreach.md", "aswan-outreach.ar.md"}
    assert set(paths[0].parent.iterdir()) == set(paths)


@pytest.mark.parametrize("step", ["replace", "fsync", "fdopen"])
def test_a_failure_while_writing_leaves_the_old_files_and_no_temporary_one(quick_tmp, monkeypatch, step):
    write_record(quick_tmp, practice(versions=versions("ar", "en")))
    before = snapshot(quick_tmp)

    def full_disk(*_args, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full_disk)
    with pytest.raises(OSError, match="No space"):
        write_record(quick_tmp, practice(versions={"ar": version(title="عنوان جديد")}))
    monkeypatch.undo()
    assert snapshot(quick_tmp) == before
