import datetime as dt

import pytest

from peerlearn.curation.duplicates import Collection, Decision, Duplicate, Excerpt, InMemoryDecisions, Telling, all_pairs, find
from tests.unit.fake_encoder import FakeEncoder

pytestmark = pytest.mark.usefixtures("loaded_text_rules")

ENGLISH = "Volunteers teach older people to read in forty village libraries. Every library lends tablets and opens on Friday evenings."
ARABIC = "متطوعون يعلمون الكبار المسنين كيف تكون القراءة باربعين مكتبة قروية. كل مكتبات تعير اجهزة ثم تفتح مساء الجمعة اسبوعيا."
ARABIC_OTHERS = (
    "يدرب الميناء لحامين في دروس ليلية ويدفع نقلهم.",
    "حافلة حواسيب تزور مدارس الجبل مرتين في الشهر.",
    "جيران يخططون حديقة مع تلاميذ ومعماريين.",
)
OTHERS = (
    "The port trains welders in night classes and pays their travel. Firms hire most of them within a single season.",
    "A bus with computers visits mountain schools twice a month. Teachers book lessons on climate and on old crafts.",
    "Neighbours plan a park with pupils and architects. The council funds the best drawing and plants three hundred trees.",
)
MEANINGS = dict(zip(ARABIC.replace(".", "").split(), ENGLISH.lower().replace(".", "").split(), strict=True))


def collection(**texts):
    encoder = FakeEncoder(meanings=MEANINGS)
    tellings = {name: Telling.of_texts(name, {lang: text}) for name, (lang, text) in texts.items()}
    tellings |= {f"other-{n}": Telling.of_texts(f"other-{n}", {"en": text}) for n, text in enumerate(OTHERS)}
    tellings |= {f"arabic-{n}": Telling.of_texts(f"arabic-{n}", {"ar": text}) for n, text in enumerate(ARABIC_OTHERS)}
    return Collection.of_tellings(tellings, encoder=encoder, encode=lambda each: encoder.encode(each, kind="passage"))


def new(text, lang="en"):
    return Telling.of_texts("new", {lang: text})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ENGLISH, "exact"),
        (ENGLISH.upper().replace(".", " –"), "exact"),
        (ENGLISH.replace("Friday", "Monday"), "near"),
        (OTHERS[0].replace("port", "city") + " " + ENGLISH, "near"),
    ],
)
@pytest.mark.parametrize("thorough", [False, True])
def test_a_copy_is_found_with_its_kind_and_the_sentences_that_agree(text, kind, thorough):
    held = collection(library=("en", ENGLISH))
    (found,) = [each for each in find(new(text), against=held, thorough=thorough) if each.other == "library"]
    assert (found.one, found.kind, found.langs) == ("new", kind, ("en", "en"))
    assert found.probability >= 0.9
    assert found.agreeing
    for each in found.agreeing:
        assert text[each.one.start : each.one.end] == each.one.text
        assert ENGLISH[each.other.start : each.other.end] == each.other.text


def test_other_texts_are_not_named():
    assert [each.other for each in find(new(OTHERS[0]), against=collection(library=("en", ENGLISH)))] == ["other-0"]
    assert find(new("A choir sings in hospitals. Nurses choose the songs with patients every week."), against=collection()) == []


def test_what_is_told_in_another_language_agrees_sentence_by_sentence(monkeypatch):
    # Means of a handful of texts are drawn towards those of all; here they must count as they are.
    monkeypatch.setattr("peerlearn.index.centres.PRIOR", 0)
    monkeypatch.setattr("peerlearn.index.tokens.MEAN_PRIOR", 0)
    held = collection(library=("en", ENGLISH))
    (best,) = [each for each in find(new(ARABIC, "ar"), against=held, at_least=0) if each.other == "library"]
    assert (best.kind, best.langs) == ("meaning", ("ar", "en"))
    assert [(each.one.text[:6], each.other.text[:6]) for each in best.agreeing] == [("متطوعو", "Volunt"), ("كل مكت", "Every ")]
    for each in best.agreeing:
        assert ARABIC[each.one.start : each.one.end] == each.one.text


def test_a_record_is_no_duplicate_of_itself():
    held = collection(library=("en", ENGLISH))
    assert find(held.tellings["library"], against=held) == []
    assert find(Telling.of_texts("library", {"en": ENGLISH + " More."}), against=held) == []


def test_a_language_that_nobody_wrote_in_yet_is_compared_all_the_same():
    assert find(new("Волонтёры учат читать пожилых людей в библиотеках.", "ru"), against=collection(), at_least=0.99) == []


def test_an_empty_collection_holds_no_duplicates():
    encoder = FakeEncoder()
    empty = Collection.of_tellings({}, encoder=encoder, encode=lambda each: encoder.encode(each, kind="passage"))
    assert find(new(ENGLISH), against=empty) == []
    assert all_pairs(empty) == []


def test_every_pair_is_named_once():
    held = collection(a=("en", ENGLISH), b=("en", ENGLISH), c=("en", ENGLISH.replace("Friday", "Monday")))
    seen = []
    pairs = all_pairs(held, progress=lambda done, total: seen.append((done, total)))
    assert sorted(tuple(sorted((each.one, each.other))) for each in pairs) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert pairs[0].kind == "exact"
    assert seen[-1] == (9, 9)


def decided(duplicate, choice):
    return InMemoryDecisions([Decision(duplicate.pair, choice, "curator-1", dt.datetime.now(dt.UTC), (duplicate.one, duplicate.other))])


def test_a_dismissed_pair_is_not_shown_again_from_either_side_until_one_changes():
    held = collection(a=("en", ENGLISH), b=("en", ENGLISH.replace("Friday", "Monday")))
    (found,) = find(held.tellings["a"], against=held)
    decisions = decided(found, "dismiss")
    assert find(held.tellings["a"], against=held, decisions=decisions) == []
    assert find(held.tellings["b"], against=held, decisions=decisions) == []
    assert all_pairs(held, decisions=decisions) == []
    assert [each.decision.choice for each in find(held.tellings["a"], against=held, decisions=decisions, dismissed=True)] == ["dismiss"]
    changed = Telling.of_texts("a", {"en": ENGLISH + " Now with a bus."})
    assert [each.other for each in find(changed, against=held, decisions=decisions)] == ["b"]


def test_a_linked_pair_is_shown_with_its_decision():
    held = collection(a=("en", ENGLISH), b=("en", ENGLISH))
    (found,) = find(held.tellings["a"], against=held)
    (again,) = find(held.tellings["a"], against=held, decisions=decided(found, "link"))
    assert again.decision.choice == "link"


@pytest.mark.parametrize("given", [{"other": "a"}, {"kind": "alike"}, {"probability": 1.5}])
def test_what_is_no_duplicate_is_refused(given):
    known = {"one": "a", "other": "b", "kind": "near", "langs": ("ar", "ar"), "score": 1.0, "probability": 0.9, "pair": ("x", "y")}
    with pytest.raises(ValueError):
        Duplicate(**known | given)


def test_an_excerpt_is_as_long_as_its_place():
    with pytest.raises(ValueError, match="not the place"):
        Excerpt("ar", "summary", 0, 3, "نص")
