import pytest

from tests.unit.curation import desk


@pytest.fixture
def people(store):
    return desk.team(store)
