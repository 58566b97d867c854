"""What the first test would otherwise pay for: CAMeL Tools' character sets and the language model."""

import pytest

from peerlearn.text.language import detect
from peerlearn.text.normalise import fold


@pytest.fixture(scope="session", autouse=True)
def loaded_models():
    detect("city")
    fold("مدينة")
