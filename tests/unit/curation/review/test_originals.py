"""Files as they were handed in, and contact data that must not be published."""

import pytest

from peerlearn.curation.review.originals import keep_original, original_path, read_original
from peerlearn.curation.review.personal import contacts_in, contacts_in_record
from peerlearn.errors import OriginalError


def test_an_original_is_kept_once_by_its_content_and_damage_is_noticed(store_settings):
    name = keep_original(store_settings, b"a file")
    assert keep_original(store_settings, b"a file") == name
    assert read_original(store_settings, name) == b"a file"
    path = original_path(store_settings, name)
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"A file")
    with pytest.raises(OriginalError, match="damaged"):
        read_original(store_settings, name)
    path.unlink()
    with pytest.raises(OriginalError, match="cannot be read"):
        read_original(store_settings, name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_an_original_is_named_by_a_digest_only(store_settings, name):
    with pytest.raises(ValueError, match="SHA-256"):
        original_path(store_settings, name)


# contact data in what is to be published


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("write to amal.s@example.org", ["email"]),
        ("راسلنا على info＠example.org.", ["email"]),
        ("+20 100 123 4567", ["phone"]),
        ("هاتف ٠٠٢٠١٠٠١٢٣٤٥٦٧", ["phone"]),
        ("1 000 000 000 people, 2015-2030, 12.500.000", []),
        ("@city and SDG 4.7", []),
        ("+12 % in 2019", []),
    ],
)
def test_contact_data_are_found_in_any_script(words, kinds):
    assert contacts_in(words) == kinds


def test_no_record_of_the_corpus_holds_contact_data(real_corpus):
    assert [(record.id, *found) for record in real_corpus.records() for found in contacts_in_record(record)] == []
