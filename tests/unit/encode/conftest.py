import pytest


@pytest.fixture(scope="session", autouse=True)
def _text_rules(loaded_text_rules):
    """No test here pays for loading the rules of the languages."""
