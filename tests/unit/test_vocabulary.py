from dataclasses import FrozenInstanceError

import pytest

from peerlearn.issues import FieldError
from peerlearn.vocabulary import LABEL_LANGS, Vocabularies, Vocabulary
from tests.unit.builders import term

LABELS = {"ar": "الشباب", "en": "Youth", "fr": "Jeunes", "es": "Jóvenes"}


@pytest.mark.parametrize("lang", LABEL_LANGS)
@pytest.mark.parametrize("label", [None, ""])
def test_a_term_without_a_label_in_one_of_the_four_languages_is_refused(lang, label):
    with pytest.raises(FieldError, match=rf"youth has no label in {lang} \(label every entry") as caught:
        term(labels={key: text for key, text in LABELS.items() if key != lang} | ({} if label is None else {lang: label}))
    assert caught.value.field == "labels"


def test_every_missing_language_is_named_at_once():
    with pytest.raises(FieldError, match="ar, fr, es"):
        term(labels={"en": "Youth"})


@pytest.mark.parametrize("term_id", ["", " youth", "youth ", "youth\n"])
def test_an_id_that_is_empty_or_has_spaces_is_refused(term_id):
    with pytest.raises(FieldError) as caught:
        term(term_id)
    assert caught.value.field == "id"
    assert caught.value.remedy


def test_a_term_that_stands_twice_is_refused_by_name():
    with pytest.raises(FieldError, match="'youth' stands twice in target_groups") as caught:
        Vocabulary("target_groups", [term(), term("women"), term()])
    assert caught.value.field == "id"
    assert caught.value.remedy


def test_a_term_is_immutable_hashable_and_equal_by_value():
    with pytest.raises(FrozenInstanceError):
        term().id = "women"
    for mapping in (term().labels, term(definition={"en": "Young people."}).definition):
        with pytest.raises(TypeError):
            mapping["en"] = "Other"
    assert len({term(), term()}) == 1
    assert term() != term(labels=LABELS | {"ar": "شباب"})


def test_a_vocabulary_keeps_the_order_of_its_terms_and_finds_them():
    vocabulary = Vocabulary("target_groups", [term("youth"), term("elders"), term("women")])
    assert [each.id for each in vocabulary] == ["youth", "elders", "women"]
    assert len(vocabulary) == 3
    assert vocabulary["elders"].id == "elders"
    assert "women" in vocabulary
    assert "men" not in vocabulary


@pytest.mark.parametrize(
    ("name", "term_id", "lang", "label"),
    [
        ("target_groups", "youth", "ar", "الشباب"),
        ("target_groups", "youth", "es", "Jóvenes"),
        ("target_groups", "youth", "zh", "Youth"),
        ("target_groups", "unknown", "ar", "unknown"),
        ("no_such_list", "youth", "ar", "youth"),
    ],
)
def test_a_label_is_in_the_asked_language_else_english_else_the_id(name, term_id, lang, label):
    vocabularies = Vocabularies({"target_groups": Vocabulary("target_groups", [term()])})
    assert vocabularies.label(name, term_id, lang) == label


def test_vocabularies_are_looked_up_by_name():
    themes = Vocabulary("themes", [term()])
    assert Vocabularies({"themes": themes})["themes"] is themes
    assert "themes" in Vocabularies({"themes": themes})
    assert "themes" not in Vocabularies()


def test_every_list_of_the_real_corpus_has_labels_in_four_languages(real_corpus):
    lists = real_corpus.vocabularies.by_name
    assert {"themes", "sdg", "target_groups", "key_features", "evidence_types", "regions"} <= set(lists)
    assert all(each.labels[lang] for vocabulary in lists.values() for each in vocabulary for lang in LABEL_LANGS)
