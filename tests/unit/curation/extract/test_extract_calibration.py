"""The tables that the package carries: versioned, for every field, and kept to."""

import json
from importlib.resources import files

import numpy as np
import pytest

from benchmarks.extraction_fit import NEVER, choose_threshold, logistic
from peerlearn.curation.extract import calibration, subjects
from peerlearn.curation.extract.calibration import Calibrated, Calibration
from peerlearn.encode.prepare import FINGERPRINT

FIELDS = ("city", "country", "start", "end", "themes", "target_groups", "sdgs", "key_features", "figures", "beneficiaries", "partners")


def test_every_measured_field_has_a_threshold_and_says_where_it_comes_from():
    whole = json.loads(files("peerlearn.curation.extract").joinpath(calibration.TABLE).read_text(encoding="utf-8"))
    assert whole["version"] >= 1
    assert "benchmarks.extraction" in whole["from"]
    assert set(FIELDS) <= set(whole["fields"])
    for field in whole["fields"].values():
        assert field["threshold"] == NEVER or (field["threshold"] >= 0.5 and field["fitted"]["precision"] >= 0.8)


def test_the_directions_belong_to_the_bundled_encoder_and_the_vocabularies(real_corpus):
    fitted = subjects.shipped()
    assert fitted.fingerprint == FINGERPRINT
    for field in subjects.FIELDS:
        assert set(fitted.ids[field]) <= {term.id for term in subjects.terms_of(real_corpus.vocabularies, field)}
        assert fitted.tables[field].shape == (len(fitted.ids[field]), 384 + 8)


def test_confidence_grows_with_what_speaks_for_a_value_and_stays_a_probability():
    table = Calibrated(-1.0, {"named": 2.0, "far": -3.0}, 0.5)
    assert 0 < table.confidence({"far": 1}) < table.confidence({}) < table.confidence({"named": 1}) < 1
    assert table.confidence({"named": 1e9}) <= 1


@pytest.mark.parametrize(("field", "shown"), [("good", True), ("never", False), ("unknown", False)])
def test_only_what_reaches_its_threshold_is_shown(field, shown):
    table = Calibration(1, {"good": Calibrated(3.0, {}, 0.8), "never": Calibrated(9.0, {}, NEVER)})
    assert table.of(field, {})[1] is shown


def test_a_threshold_is_where_precision_reaches_its_target_with_practices_to_show_for_it():
    scores = np.linspace(1.0, 0.5, 100)
    right = np.array([1.0] * 60 + [0.0] * 40)
    practices = np.arange(100)
    limit = choose_threshold(scores, right, practices)
    assert 0.8 <= right[scores >= limit].mean() < 0.9
    assert choose_threshold(scores, np.zeros(100), practices) == NEVER
    assert choose_threshold(scores, right, np.zeros(100)) == NEVER


def test_nothing_that_is_likelier_wrong_than_right_is_shown():
    assert choose_threshold(np.linspace(0.4, 0.1, 50), np.ones(50), np.arange(50)) == NEVER


def test_a_logistic_fit_finds_the_odds_of_its_data():
    features = np.array([[0.0]] * 100 + [[1.0]] * 100)
    right = np.array([1.0] * 20 + [0.0] * 80 + [1.0] * 70 + [0.0] * 30)
    weights, bias = logistic(features, right, penalty=1e-6)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.2, abs=0.01)
    assert 1 / (1 + np.exp(-bias - weights[0])) == pytest.approx(0.7, abs=0.01)
