import pytest

from peerlearn.search.messages import REASONS, spread_sentence

# language, regions, languages, moved, sentence
SENTENCES = [
    ("en", 5, 4, 3, "Spread over 5 regions and 4 languages; 3 results moved up."),
    ("en", 1, 1, 1, "Spread over 1 region and 1 language; 1 result moved up."),
    ("en", 0, 1, 0, "Spread over 1 language; the order stayed as it was."),
    ("ar", 5, 4, 3, "وُزّعت النتائج على 5 مناطق و4 لغات، وقُدِّمت 3 نتائج."),
    ("ar", 1, 2, 2, "وُزّعت النتائج على منطقة واحدة ولغتين، وقُدِّمت نتيجتان."),
    ("ar", 2, 1, 1, "وُزّعت النتائج على منطقتين ولغة واحدة، وقُدِّمت نتيجة واحدة."),
    ("ar", 0, 11, 0, "وُزّعت النتائج على 11 لغة، ولم يتغيّر ترتيبها."),
    ("ar", 5, 5, 12, "وُزّعت النتائج على 5 مناطق و5 لغات، وقُدِّمت 12 نتيجة."),
    ("ar", 5, 5, 103, "وُزّعت النتائج على 5 مناطق و5 لغات، وقُدِّمت 103 نتائج."),
    ("fr", 5, 1, 3, "Réparti sur 5 régions et 1 langue ; 3 résultats remontés."),
    ("es", 1, 4, 0, "Repartido entre 1 región y 4 idiomas; el orden no cambió."),
    ("sw", 2, 2, 2, "Spread over 2 regions and 2 languages; 2 results moved up."),
]


@pytest.mark.parametrize(("lang", "regions", "languages", "moved", "sentence"), SENTENCES)
def test_what_spreading_did_is_said_as_each_language_counts(lang, regions, languages, moved, sentence):
    assert spread_sentence(lang, regions=regions, languages=languages, moved=moved) == sentence


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_is_said_in_every_language_of_the_interface(code):
    assert all(REASONS[code][lang] for lang in ("ar", "en", "fr", "es"))
