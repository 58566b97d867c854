"""Which lines open a section, and which name a field before a colon."""

import pytest

from peerlearn.curation.extract.blocks import Block
from peerlearn.curation.extract.headings import FIELD_LABELS, SECTION_NAMES, heading_of, label_of
from peerlearn.practice import SECTIONS

HEADINGS = [
    ("التحدي", "challenge"),
    ("أهداف الملتقى", "objectives"),
    ("٣. النتائج", "results"),
    ("3.1 Results of the programme", "results"),
    ("## Lessons learned", "lessons"),
    ("**Mise en œuvre**", "solution"),
    ("Enseignements tirés :", "lessons"),
    ("Lecciones aprendidas", "lessons"),
    ("الدُّروس المُستفادة", "lessons"),
    ("IMPACT", "results"),
    ("Executive summary", "summary"),
    ("Results were better than anybody had hoped for", ""),
    ("النتائج جيدة.", ""),
    ("City of Cork", ""),
]


@pytest.mark.parametrize(("line", "name"), HEADINGS)
def test_headings_are_told_from_sentences(line, name):
    assert heading_of(Block(1, 0, line, 0)) == name


LABELS = [
    ("City: Cork", "city", "Cork"),
    ("المدينة: ينبع الصناعية", "city", "ينبع الصناعية"),
    ("- Start date : 2018", "start", "2018"),
    ("Challenge: too few readers.", "challenge", "too few readers."),
    ("Publics cibles : jeunes ; adultes", "target_groups", "jeunes ; adultes"),
    ("He said: no", "", ""),
    ("Our goals are these: more readers", "", ""),
]


@pytest.mark.parametrize(("line", "name", "value"), LABELS)
def test_labels_give_the_value_after_them(line, name, value):
    found, starts = label_of(Block(1, 0, line, 0))
    assert (found, line[starts:] if found else "") == (name, value)


def test_every_section_of_the_template_has_names_in_four_languages(real_corpus):
    assert set(SECTION_NAMES) == set(SECTIONS)
    for section in SECTIONS:
        for lang in ("ar", "en", "fr", "es"):
            label = real_corpus.vocabularies.label("sections", section, lang)
            assert heading_of(Block(1, 0, label, 0)) == section, label


def test_no_name_means_two_things():
    names = [name.casefold() for table in (SECTION_NAMES, FIELD_LABELS) for names in table.values() for name in set(names)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
