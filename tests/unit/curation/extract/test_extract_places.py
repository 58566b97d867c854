"""Cities and countries by their names in any language."""

import pytest

from peerlearn.curation.extract.drafting import draft

EXAMPLES = [
    ("أسوان تحتفي بالتعلّم\n\nأنشئت في أسوان مراكز مجتمعية كثيرة للمنقطعين عن الدراسة في مصر.", "eg-aswan"),
    ("مكتبات الأحياء في مدينة ينبع الصناعية\n\nتستضيف ينبع الصناعية قراء من السعودية كلها.", "sa-yanbu-industrial-city"),
    ("Medellín lee\n\nEn Medellín, Colombia, las bibliotecas abren de noche.", "co-medellin"),
    ("Dakar lit\n\nÀ Dakar, au Sénégal, les bibliothèques ouvrent le soir.", "sn-dakar"),
]


@pytest.mark.parametrize(("text", "city"), EXAMPLES, ids=[each[1] for each in EXAMPLES])
def test_the_city_is_found_with_its_country(extractor, as_source, text, city):
    found = draft(as_source(text), extractor, kind="practice")
    assert found.of("city")[0].value == city
    assert found.of("country")[0].value == city[:2].upper()


def test_a_name_that_is_a_word_is_a_city_only_where_it_is_written_as_a_name(extractor, as_source):
    every = draft(as_source("A stopper\n\nThe cork of the bottle was lost in the library."), extractor, kind="practice")
    assert [each for each in (*every.suggestions, *every.doubtful) if each.field == "city"] == []
    named = draft(as_source("Learning in Cork\n\nThe city of Cork, Ireland, holds a festival in spring."), extractor, kind="practice")
    assert "ie-cork" in {each.value for each in (*named.suggestions, *named.doubtful) if each.field == "city"}
