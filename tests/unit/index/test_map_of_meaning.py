"""The map of meaning: neighbours stay neighbours, language does not separate, and the same library gives the same map."""

import hashlib
import json

import numpy as np
import pytest

from peerlearn.encode import Encoded
from peerlearn.encode.cache import VectorCache
from peerlearn.errors import IndexDamagedError
from peerlearn.index import generations, meaning
from peerlearn.index.build import build
from peerlearn.index.manifest import read_manifest
from peerlearn.index.update import update
from peerlearn.passages import Passage
from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import corpus_of, library, practice

DIMS = 16


def passages_of(vectors):
    """Return passages and encodings for (record, lang, vector)."""
    passages = [Passage(record, lang, "text", 0, 1, "x") for record, lang, _ in vectors]
    none = np.zeros((0, DIMS), dtype=np.float32)
    return passages, [Encoded(np.asarray(vector, dtype=np.float32), none, np.zeros(0, dtype=np.int32)) for _, _, vector in vectors]


def told_in_two_languages(topics=2, records=20, seed=3):
    """Return records of some topics, half of them Arabic: vectors of Arabic texts lie far from the others in one direction."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((topics, DIMS))
    away = 1.5 * np.eye(DIMS)[0]
    vectors, originals = [], {}
    for topic in range(topics):
        for number in range(records):
            lang = "ar" if number % 2 else "en"
            record = f"t{topic}-{number:02d}"
            vectors.append((record, lang, centres[topic] + 0.3 * rng.standard_normal(DIMS) + (away if lang == "ar" else 0)))
            originals[record] = lang
    return vectors, originals


@pytest.mark.parametrize("records", [12, 20])
def test_content_not_language_says_where_a_record_lies(records):
    vectors, originals = told_in_two_languages(records=records)
    drawn = meaning.draw(*passages_of(vectors), originals)
    assert drawn.method == ("PCA" if 2 * records < meaning.FEW else "t-SNE")
    ids = sorted(drawn.places)
    places = np.array([drawn.places[each] for each in ids])
    distances = np.square(places[:, None] - places).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    nearest = [ids[row] for row in distances.argmin(axis=1)]
    same_topic = np.mean([one[:2] == other[:2] for one, other in zip(ids, nearest, strict=True)])
    same_language = np.mean([originals[one] == originals[other] for one, other in zip(ids, nearest, strict=True)])
    assert same_topic >= 0.9
    assert same_language <= 0.8


def test_the_same_input_gives_the_same_map():
    vectors, originals = told_in_two_languages()
    assert meaning.draw(*passages_of(vectors), originals) == meaning.draw(*passages_of(vectors), originals)


def test_everything_lies_within_the_square_and_in_a_group():
    vectors, originals = told_in_two_languages()
    drawn = meaning.draw(*passages_of(vectors), originals)
    assert drawn.places.keys() == drawn.groups.keys() == originals.keys()
    assert max(abs(value) for place in drawn.places.values() for value in place) == 1
    sizes = [list(drawn.groups.values()).count(number) for number in range(max(drawn.groups.values()) + 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= 1


@pytest.mark.parametrize("records", [1, 2, 3])
def test_a_library_of_very_few_records_has_a_map_too(records):
    vectors, originals = told_in_two_languages(topics=1, records=records)
    drawn = meaning.draw(*passages_of(vectors), originals)
    assert len(drawn.places) == records
    assert all(np.isfinite(value) for place in drawn.places.values() for value in place)


def test_a_group_begins_with_what_lies_in_its_middle():
    drawn = meaning.MeaningMap(
        "PCA",
        {"far": (1.0, 0.0), "middle": (0.5, 0.0), "edge": (0.0, 0.0), "other": (0.5, 0.1)},
        dict.fromkeys(["far", "middle", "edge"], 0) | {"other": 1},
    )
    assert drawn.group(0) == ["middle", "edge", "far"]
    assert drawn.without({"middle"}).group(0) == ["edge", "far"]


@pytest.fixture
def indexes(quick_tmp, monkeypatch):
    monkeypatch.setattr("peerlearn.index.background.QUESTIONS", 2)
    encoder = FakeEncoder()
    build(corpus_of(*library()), quick_tmp, encoder=encoder, cache=VectorCache(quick_tmp / "vectors.sqlite", encoder))
    return quick_tmp


def test_a_build_draws_and_seals_the_map(indexes):
    folder = generations.current(indexes)
    drawn = meaning.read(folder)
    assert drawn.places.keys() == {each.id for each in library()}
    assert meaning.NAME in read_manifest(folder).files


def test_an_index_from_before_the_maps_is_built_again(indexes):
    folder = generations.current(indexes)
    encoder = FakeEncoder()
    cache = VectorCache(indexes / "vectors.sqlite", encoder)
    assert not build(corpus_of(*library()), indexes, encoder=encoder, cache=cache).changed
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    fields = json.loads(text)
    del fields["files"][meaning.NAME]
    (folder / "manifest.json").write_text(json.dumps(fields), encoding="utf-8")
    (folder / "manifest.sha256").write_text(meaning_seal(folder), encoding="ascii")
    (folder / meaning.NAME).unlink()
    assert meaning.read(folder) is None
    assert build(corpus_of(*library()), indexes, encoder=encoder, cache=cache).changed
    assert meaning.read(generations.current(indexes)) is not None


def meaning_seal(folder):
    return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()


def test_an_update_keeps_the_map_as_the_build_drew_it(indexes):
    before = meaning.read(generations.current(indexes))
    encoder = FakeEncoder()
    new = practice("chess", "en", "Chess in the park", "Neighbours of all ages play chess in the park")
    update(indexes, [new], encoder=encoder, cache=VectorCache(indexes / "vectors.sqlite", encoder))
    folder = generations.current(indexes)
    assert "chess" in read_manifest(folder).records
    assert meaning.read(folder) == before


@pytest.mark.parametrize(
    "content", ["", "[]", '{"points": {"a": [1]}, "method": "x"}', '{"points": {}}', '{"method": "x", "points": {"a": ["x", 1, 1]}}']
)
def test_a_damaged_map_is_said_with_its_remedy(tmp_path, content):
    (tmp_path / meaning.NAME).write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="map of meaning") as error:
        meaning.read(tmp_path)
    assert "index build" in error.value.remedy
