"""What the benchmarks compare is the same encoder in other clothes, and every system that is installed finds what it was given."""

import numpy as np
import pytest

from benchmarks import systems
from benchmarks.runtimes import NotHereError, Places, open_runtime
from benchmarks.systems import RIVALS, Peerlearn
from peerlearn.encode.graph import GraphEncoder
from peerlearn.encode.prepare import graph_folder, model_folder
from peerlearn.passages import Passage
from peerlearn.settings import Settings

pytestmark = pytest.mark.integration

TEXTS = {
    "lights": "Street lights were replaced with lamps that use less electricity.",
    "women": "برنامج لمحو أمية النساء في القرى بعد موسم الحصاد.",
    "libraries": "Nine libraries in hillside neighbourhoods stay open in the evening for adults who learn.",
}


@pytest.fixture(scope="module")
def places(models, tmp_path_factory):
    settings = Settings(home=models.parent.parent)
    return Places(model_folder(settings), graph_folder(settings), tmp_path_factory.mktemp("runtimes"), threads=1)


@pytest.fixture(scope="module")
def shipped(places):
    return GraphEncoder(places.graph, threads=1)


@pytest.mark.parametrize("name", ["ONNX Runtime fp32", "ONNX Runtime int8", "OpenVINO fp32", "OpenVINO bf16", "torch bf16"])
@pytest.mark.parametrize("kind", ["query", "passage"])
def test_a_runtime_gives_the_product_s_tokens_and_nearly_its_vectors(places, shipped, name, kind):
    try:
        own = open_runtime(name, places).encode(list(TEXTS.values()), kind=kind)
    except NotHereError as reason:
        pytest.skip(f"{name}: {reason}")
    for one, other in zip(own, shipped.encode(list(TEXTS.values()), kind=kind), strict=True):
        assert one.token_ids.tolist() == other.token_ids.tolist()
        assert float(one.vector @ other.vector) > 0.99
        assert one.tokens.shape == other.tokens.shape


@pytest.mark.parametrize("name", ["peerlearn", *RIVALS])
def test_a_system_ranks_first_what_the_question_is_about(shipped, tmp_path, name):
    if name != "peerlearn":
        pytest.importorskip(RIVALS[name][0], reason=f"{RIVALS[name][0]} is installed for make bench only")
    system = Peerlearn(shipped) if name == "peerlearn" else RIVALS[name][1]()
    passages = [Passage(each, "ar" if each == "women" else "en", "text", 0, len(text), text) for each, text in TEXTS.items()]
    system.index(tmp_path, passages, shipped.encode([each.encoder_text for each in passages], kind="passage"))
    (asked,) = shipped.encode(["libraries for adult learners"], kind="query")
    found = system.search("libraries for adult learners", "en", asked)
    assert max(found, key=lambda each: found[each]) == "libraries"
    assert all(np.isfinite(score) for score in found.values())


def test_only_systems_whose_package_is_installed_are_called_present(monkeypatch):
    monkeypatch.setattr(systems.importlib.util, "find_spec", lambda package: None if package == "txtai" else object())
    assert systems.present() == ["LanceDB, hybrid", "LanceDB, dense"]
