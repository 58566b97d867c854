import numpy as np
import pytest

from peerlearn.encode import Encoded
from peerlearn.index import background
from peerlearn.index.background import PseudoQuestion
from peerlearn.index.codes import Codes
from peerlearn.index.projection import Projection
from peerlearn.index.tokens import TokenIndex

DIMS = 16
PLAIN = Projection.none()


def measure(pools, records, **options):
    return background.measure(pools, records, projection=PLAIN, **options)


def pool(seed, rows, *, words=9, shift=0.0):
    rng = np.random.default_rng(seed)
    passages = []
    for _ in range(rows):
        tokens = (rng.normal(size=(words, DIMS)) + shift).astype(np.float32)
        passages.append(Encoded(np.eye(DIMS, dtype=np.float32)[0], tokens, rng.integers(0, 500, words).astype(np.int32)))
    return TokenIndex.build(passages, np.zeros(DIMS, np.float32), PLAIN, Codes(np.full(DIMS, 0.1, np.float32), DIMS))


def names(rows, lang):
    return [f"{lang}{row}" for row in range(rows)]


def test_every_pair_of_languages_has_a_mean_and_a_deviation():
    found = measure({"ar": pool(1, 40), "en": pool(2, 30)}, {"ar": names(40, "ar"), "en": names(30, "en")})
    assert {(asked, answered) for asked, row in found.items() for answered in row} == {(a, b) for a in ("ar", "en") for b in ("ar", "en")}
    assert all(0 < mean < 1 and deviation >= 0.01 for row in found.values() for mean, deviation in row.values())


def test_the_same_seed_gives_the_same_numbers():
    pools, records = {"ar": pool(1, 80)}, {"ar": names(80, "ar")}
    assert measure(pools, records) == measure(pools, records)
    assert measure(pools, records) != measure(pools, records, seed=1)


class Loud:
    """A pool whose rows 0 and 1 answer every question with a thousand, and the others with a half."""

    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __len__(self):
        return len(self.inner)

    def scores_of_many(self, queries, rows):
        assert all(weights.sum() == pytest.approx(1, abs=1e-5) for _, weights in queries)
        return np.tile(np.where(rows < 2, 1000.0, 0.5).astype(np.float32), (len(queries), 1))


@pytest.mark.parametrize(("owner", "met"), [("one", False), ("another", True)])
def test_a_record_is_never_scored_against_itself(monkeypatch, owner, met):
    """A question out of row 1 must not meet the rows of its own record, in either language; those of another record do count."""
    question = PseudoQuestion(1, np.ones((1, DIMS), np.float32), np.ones(1, np.float32))
    monkeypatch.setattr(background, "_questions", lambda pool, projection, rng: [question])
    records = {"ar": ["one", "one", "c", "d", "e", "f"], "en": [owner, owner, "x", "d", "y", "z"]}
    found = measure({"ar": Loud(pool(1, 6)), "en": Loud(pool(2, 6))}, records)
    means = [mean for row in found.values() for mean, _ in row.values()]
    assert (max(means) > 1) == met
    assert met or means == pytest.approx([0.5] * 4)


def test_a_pool_of_one_record_takes_the_average_of_the_others():
    found = measure({"ar": pool(1, 60), "en": pool(2, 1)}, {"ar": names(60, "ar"), "en": ["only"]})
    known = [found["ar"]["ar"], found["ar"]["en"], found["en"]["ar"]]
    assert min(mean for mean, _ in known) <= found["en"]["en"][0] <= max(mean for mean, _ in known)


def test_a_small_pool_is_drawn_towards_the_average(monkeypatch):
    """Nothing but the prior differs: with a weak one a pool of three passages keeps its own strange mean."""
    pools = {"ar": pool(1, 60), "en": pool(2, 3, shift=3.0)}
    records = {"ar": names(60, "ar"), "en": names(3, "en")}
    shrunk = measure(pools, records)
    monkeypatch.setattr(background, "PRIOR", 0.001)
    own = measure(pools, records)
    average = np.mean([own[a][b][0] for a in pools for b in pools])
    assert own["en"]["en"][0] > 0.9
    assert abs(shrunk["en"]["en"][0] - average) < 0.2 * abs(own["en"]["en"][0] - average)
    assert abs(shrunk["ar"]["ar"][0] - own["ar"]["ar"][0]) < 0.3 * abs(average - own["ar"]["ar"][0])


def test_a_single_text_has_a_background_all_the_same():
    mean, deviation = measure({"ar": pool(1, 1)}, {"ar": ["only"]})["ar"]["ar"]
    assert 0 < mean < 1
    assert deviation > 0


def test_texts_without_tokens_ask_nothing():
    mean, deviation = measure({"ar": pool(1, 3, words=0)}, {"ar": names(3, "ar")})["ar"]["ar"]
    assert np.isfinite([mean, deviation]).all()
