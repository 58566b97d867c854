import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.errors import IndexDamagedError, IndexMismatchError
from peerlearn.index import manifest as manifest_module
from peerlearn.index.manifest import REBUILD, FileSeal, Manifest, damaged_files, read_manifest, seal, write_manifest


def a_manifest(**changes):
    fields = {
        "generation": "g1",
        "encoder": "e5",
        "encoder_fingerprint": "e5:1",
        "dims": 384,
        "text_version": 1,
        "passages_version": 1,
        "records": {"مدينة": "abc", "two": "def"},
        "reference": "0f",
        "passages": {"ar": 3, "en": 2},
        "background": {"ar": {"ar": (0.25, 0.06), "en": (0.125, 0.05)}},
        "projection": "none",
        "built": "2026-01-01T00:00:00+00:00",
        "files": {"pools/ar/part-000/codes.npy": FileSeal(10, "00")},
    }
    return Manifest(**(fields | changes))


def test_it_comes_back_as_it_was_written(tmp_path):
    write_manifest(tmp_path, a_manifest())
    assert read_manifest(tmp_path) == a_manifest()


MADE_WITH = {"encoder_fingerprint": "e5:1", "encoder": "e5", "text_version": 1, "passages_version": 1}


def test_what_made_the_index_may_read_it():
    a_manifest().require(**MADE_WITH)


def test_another_encoder_is_refused_by_name():
    with pytest.raises(IndexMismatchError, match="built with the encoder e5, but bge-m3 is asked for") as caught:
        a_manifest().require(**(MADE_WITH | {"encoder_fingerprint": "bge:1", "encoder": "bge-m3"}))
    assert caught.value.remedy == REBUILD


def test_an_encoder_of_the_same_name_and_other_weights_is_refused():
    with pytest.raises(IndexMismatchError):
        a_manifest().require(**(MADE_WITH | {"encoder_fingerprint": "e5:2"}))


@pytest.mark.parametrize("name", ["text_version", "passages_version"])
def test_another_version_of_the_text_rules_is_refused(name):
    with pytest.raises(IndexMismatchError, match="another version of the text rules") as caught:
        a_manifest().require(**(MADE_WITH | {name: 2}))
    assert caught.value.remedy == REBUILD


def test_another_format_is_refused_by_number(tmp_path):
    write_manifest(tmp_path, a_manifest(format=99))
    with pytest.raises(IndexMismatchError, match="format 99, this program reads 4") as caught:
        read_manifest(tmp_path)
    assert caught.value.remedy == REBUILD


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "7", "{}", '{"format": 4}', '{"format": 4, "files": [], "background": {}}'])
def test_a_manifest_that_is_none_is_damage(tmp_path, content):
    write_manifest(tmp_path, a_manifest())
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json") as caught:
        read_manifest(tmp_path)
    assert caught.value.remedy == REBUILD


@pytest.mark.parametrize("lost", ["manifest.json", "manifest.sha256"])
def test_a_missing_manifest_is_damage(tmp_path, lost):
    write_manifest(tmp_path, a_manifest())
    (tmp_path / lost).unlink()
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        read_manifest(tmp_path)


@given(st.data())
def test_no_flipped_bit_of_the_manifest_goes_unseen(quick_tmp, data):
    write_manifest(quick_tmp, a_manifest())
    path = quick_tmp / "manifest.json"
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with pytest.raises((IndexDamagedError, IndexMismatchError)):
        read_manifest(quick_tmp)


def test_a_background_that_was_edited_by_hand_is_damage(tmp_path):
    write_manifest(tmp_path, a_manifest())
    path = tmp_path / "manifest.json"
    fields = json.loads(path.read_text())
    fields["background"]["ar"]["ar"][0] = 0.5
    path.write_text(json.dumps(fields))
    with pytest.raises(IndexDamagedError, match=r"manifest\.json does not match its checksum"):
        read_manifest(tmp_path)


@pytest.fixture
def sealed(tmp_path):
    for name in ("one.npy", "two.npy"):
        (tmp_path / name).write_bytes(b"0123456789")
    return a_manifest(files={name: seal(tmp_path / name) for name in ("one.npy", "two.npy")})


def test_whole_files_are_no_problem(tmp_path, sealed):
    assert damaged_files(tmp_path, sealed, thorough=True) == []


DAMAGE = [
    (lambda path: path.unlink(), "two.npy is missing"),
    (lambda path: path.write_bytes(b"012345678"), "two.npy has 9 bytes instead of 10"),
    (lambda path: path.write_bytes(b"0123456788"), "two.npy does not match its checksum"),
]


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize(("harm", "said"), DAMAGE)
def test_damage_is_named(tmp_path, sealed, harm, said, thorough):
    harm(tmp_path / "two.npy")
    assert damaged_files(tmp_path, sealed, thorough=thorough) == [said]


def test_a_large_file_is_read_whole_only_when_asked(tmp_path, sealed, monkeypatch):
    monkeypatch.setattr(manifest_module, "_WHOLE_BYTES", 5)
    (tmp_path / "two.npy").write_bytes(b"0123456788")
    assert damaged_files(tmp_path, sealed, thorough=False) == []
    assert damaged_files(tmp_path, sealed, thorough=True) == ["two.npy does not match its checksum"]
