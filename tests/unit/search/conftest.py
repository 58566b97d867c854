import pytest

from tests.unit.fake_encoder import FakeEncoder
from tests.unit.index.small_corpus import built, library, practice
from tests.unit.search.asking import MEANINGS


@pytest.fixture(scope="session", autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""


@pytest.fixture(scope="module")
def engine(quick_module_tmp):
    others = [practice(f"other{number}", "en", f"Topic {number}", f"Words about subject{number} and matter{number}") for number in range(8)]
    return built(quick_module_tmp, *library(), *others, encoder=FakeEncoder(meanings=MEANINGS))
