"""A part of a tokenizer cuts its texts as the whole does, is opened only when needed, and is never used for letters that it lacks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from peerlearn.encode.alphabets import ALPHABETS, WHOLE, Alphabets, write_parts

PROMPT = "q: "
MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES = [
    *(("\u2581", -2.0), ("q", -5.0), (":", -4.0), ("\u2581q:", -3.0)),
    *(("城", -6.0), ("市", -6.0), ("城市", -5.0), ("город", -7.0)),
    *(("\u2581مدين", -6.0), ("مدين", -6.5), ("ة", -5.0), ("م", -8.0), ("د", -8.0), ("ي", -8.0), ("ن", -8.0), ("\u2581مدينة", -7.0)),
    *(("\u2581learn", -6.0), ("ing", -5.5), ("l", -9.0), ("e", -9.0), ("a", -9.0), ("r", -9.0), ("n", -9.0), ("i", -9.0), ("g", -9.0)),
    *(("é", -9.0), ("1", -9.0), ("!", -9.0), ("\u2581città", -7.0), ("ъ", -12.0)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tokenizer")
    whole = Tokenizer(models.Unigram([*MARKS, *PIECES], unk_id=3, byte_fallback=False))
    whole.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace("  ", " ")])
    whole.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    whole.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    state = json.loads(whole.to_str())
    state["normalizer"]["normalizers"][2]["pattern"] = {"String": " {2,}"}
    (made / WHOLE).write_text(json.dumps(state), encoding="utf-8")
    write_parts(made, prompts=[PROMPT])
    return made


@pytest.fixture(scope="module")
def whole(folder):
    return Tokenizer.from_file(str(folder / WHOLE))


@pytest.fixture
def alphabets(folder):
    return Alphabets(folder, prompts=[PROMPT])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("مدينة", "arabic"),
        ("مدينة 1!", "arabic"),
        ("q: مدينة", "arabic"),
        ("مدينة learning", "latin"),
        ("learning città", "latin"),
        ("", "arabic"),
        ("城市", ""),
        ("مدينة 城市", ""),
        ("learning e\u0301", ""),  # a loose accent joins its letter to one of another alphabet
        ("\ufee3دينة", ""),  # a presentation form
    ],
)
@pytest.mark.parametrize("marks", [False, True])
def test_a_text_is_cut_by_the_smallest_part_that_has_its_letters_as_by_the_whole(alphabets, whole, text, part, marks):
    (found,) = alphabets.cut([text], marks=marks)
    expected = whole.encode(text, add_special_tokens=marks)
    assert (found.ids.tolist(), found.spans) == (expected.ids, expected.offsets)
    assert list(alphabets._parts) == [part]


@given(st.text(alphabet="مدينة learnig1!éq: ط", max_size=30))
def test_any_text_of_an_alphabet_is_cut_as_by_the_whole(folder, whole, text):
    (found,) = Alphabets(folder, prompts=[PROMPT]).cut([text])
    expected = whole.encode(text, add_special_tokens=False)
    assert (found.ids.tolist(), found.spans) == (expected.ids, expected.offsets)


def test_texts_that_are_cut_together_share_the_part_that_has_the_letters_of_all(alphabets, whole):
    texts = ["مدينة", "learning", "城市"]
    assert [each.ids.tolist() for each in alphabets.cut(texts)] == [whole.encode(each, add_special_tokens=False).ids for each in texts]
    assert list(alphabets._parts) == [""]


def test_a_part_has_no_piece_that_its_texts_cannot_have(folder):
    kept = {
        name: [piece for piece, _ in json.loads((folder / f"tokenizer-{name}.json").read_text())["model"]["vocab"]] for name in ALPHABETS
    }
    assert len(kept["arabic"]) < len(kept["latin"]) < len(MARKS) + len(PIECES)
    assert "\u2581learn" not in kept["arabic"]
    assert "城市" not in kept["latin"]
    assert kept["arabic"][:4] == [piece for piece, _ in MARKS]
    assert "ъ" in kept["arabic"]  # the least likely piece, which says what an unknown letter costs


@pytest.mark.parametrize(
    ("key", "value"),
    [("added_tokens", [{"id": 9}]), ("normalizer", {"type": "NFC"}), ("normalizer", None), ("model", {"type": "BPE"})],
)
def test_a_tokenizer_of_another_kind_stays_whole(tmp_path, folder, key, value):
    state = json.loads((folder / WHOLE).read_text(encoding="utf-8")) | {key: value}
    (tmp_path / WHOLE).write_text(json.dumps(state), encoding="utf-8")
    write_parts(tmp_path, prompts=[PROMPT])
    assert [path.name for path in tmp_path.iterdir()] == [WHOLE]


def test_without_parts_the_whole_cuts(tmp_path, folder, whole):
    (tmp_path / WHOLE).write_bytes((folder / WHOLE).read_bytes())
    (found,) = Alphabets(tmp_path, prompts=[PROMPT]).cut(["مدينة"])
    assert found.ids.tolist() == whole.encode("مدينة", add_special_tokens=False).ids
