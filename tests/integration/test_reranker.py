"""A cross-encoder of one's own is one setting away: it orders the first results, and one that is broken is refused when it is opened."""

import json

import numpy as np
import pytest

from peerlearn.encode.reranker import CrossEncoderReranker, open_reranker
from peerlearn.errors import RerankerError
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.search import engine as engine_module
from peerlearn.settings import Settings
from peerlearn.text.normalise import encoder_text
from tests.integration.conftest import PRACTICES
from tests.integration.test_real_search import QUESTIONS

pytestmark = pytest.mark.integration

QUESTION = QUESTIONS["en"]
SIZES = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 128}


def tokenizer_of(texts, folder, *, longest=10**6):
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors, trainers  # noqa: PLC0415
    from tokenizers.models import WordPiece  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.NFKC(), pre_tokenizers.Whitespace()
    tokenizer.train(texts, trainers.WordPieceTrainer(vocab_size=2000, special_tokens=marks, show_progress=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), marks, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=longest, **names).save_pretrained(folder)
    return tokenizer.get_vocab_size()


def made(folder, home, *, labels=1, kind="BertForSequenceClassification"):
    """Save a random BERT of one layer; its tokenizer claims to read far more than the model does, as many on the hubs do."""
    import torch  # noqa: PLC0415 - seconds, and only here
    import transformers  # noqa: PLC0415

    words = tokenizer_of([str(path) for path in sorted(home.corpus.rglob("*.md"))], folder)
    torch.manual_seed(0)
    config = transformers.BertConfig(vocab_size=words, num_labels=labels, **SIZES)
    model = getattr(transformers, kind)(config)
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(8)  # so that what it says of two texts differs visibly
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, home):
    return made(tmp_path_factory.mktemp("models") / "tiny-reranker", home)


@pytest.fixture(scope="module")
def reranked(home, tiny):
    return KnowledgeBase.open(Settings(home=home.folder, corpus=home.corpus, reranker=str(tiny)))


def ids(ranking):
    return [hit.record.id for hit in ranking.hits]


def expected(reranked, question, lang):
    """Return every candidate in the order of what the reranker says of the text that it is read by."""
    engine = reranked.engine
    asked = engine.question(question, lang=lang)
    scored = engine.rank(asked)
    texts = []
    for record_id, passages in scored.items():
        read = engine.records[record_id].full_text(lang, passages[0].passage.lang).lang
        texts.append(engine._passages_in(asked, passages, read)[0][0].encoder_text)
    scores = dict(zip(scored, engine.reranker.score(encoder_text(question), texts), strict=True))
    assert len(set(scores.values())) == len(scores) == len(PRACTICES)
    return sorted(scores, key=lambda each: -scores[each])


def test_the_order_is_that_of_its_scores_and_bands_stay_those_of_the_search(base, reranked, monkeypatch):
    monkeypatch.setattr(engine_module, "FLOOR", 0.0)  # every record is a result, so that the reranker reads them all
    differ = []
    for lang, question in QUESTIONS.items():
        plain, other = base.search(question, lang=lang), reranked.search(question, lang=lang)
        assert ids(other) == expected(reranked, question, lang)[: len(plain.hits)]
        assert [hit.band for hit in other.hits] == [hit.band for hit in plain.hits]
        assert [hit.score for hit in other.hits] == pytest.approx([hit.score for hit in plain.hits])
        assert (other.total, other.message_code) == (plain.total, plain.message_code)
        differ.append(ids(other) != ids(plain))
    assert any(differ)


def test_only_the_first_are_read_and_the_others_keep_their_places(reranked, base, monkeypatch):
    monkeypatch.setattr(engine_module, "RERANKED", 2)
    plain, other = ids(base.search(QUESTION, top=50)), ids(reranked.search(QUESTION, top=50))
    assert sorted(other[:2]) == sorted(plain[:2])
    assert other[2:] == plain[2:]


def test_it_reads_the_version_that_is_shown(reranked):
    asked = reranked.engine.question("كيف نساعد كبار السن؟", lang="ar")
    for scored in reranked.engine.rank(asked).values():
        text = reranked.engine._best_text(asked, scored)
        record = reranked.record(scored[0].passage.record_id)
        assert record.full_text("ar", scored[0].passage.lang).title.split()[-1] in text


def test_texts_longer_than_the_model_are_cut(reranked):
    scores = reranked.engine.reranker.score("مدينة " * 500, ["a city " * 2000, "b"])
    assert scores.shape == (2,)
    assert np.isfinite(scores).all()


def test_a_folder_that_is_no_model_is_refused_with_a_remedy(tmp_path, home):
    (tmp_path / "notes.txt").write_text("nothing")
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (tmp_path, empty, tmp_path / "none"):
        with pytest.raises(RerankerError, match=r"(cannot be loaded|there is no folder).*\(check PEERLEARN_RERANKER\)"):
            KnowledgeBase.open(Settings(home=home.folder, corpus=home.corpus, reranker=str(folder)))


def test_a_model_with_damaged_weights_is_refused(tiny, tmp_path):
    import shutil  # noqa: PLC0415

    broken = shutil.copytree(tiny, tmp_path / "broken")
    weights = next(broken.rglob("model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(RerankerError, match="broken cannot be loaded"):
        CrossEncoderReranker(str(broken))


def test_an_encoder_is_no_reranker(tmp_path, home):
    """Without its own head a model would be given one drawn at random, and the order with it."""
    folder = made(tmp_path / "encoder", home, kind="BertModel")
    with pytest.raises(RerankerError, match="it is a BertModel, which does not score pairs"):
        CrossEncoderReranker(str(folder))


def test_a_classifier_of_three_kinds_is_no_reranker(tmp_path, home):
    folder = made(tmp_path / "classifier", home, labels=3)
    with pytest.raises(RerankerError, match="it gives 3 scores for a pair"):
        CrossEncoderReranker(str(folder))


def test_a_model_of_a_hub_is_not_fetched_unless_it_may_be():
    with pytest.raises(RerankerError, match=r"nobody/no-such-reranker cannot be loaded.*PEERLEARN_OFFLINE=0"):
        CrossEncoderReranker("nobody/no-such-reranker")


def test_none_is_set_by_default(base):
    assert open_reranker(Settings()) is None
    assert base.engine.reranker is None


def test_the_command_line_reranks_and_doctor_says_so(home, tiny, tmp_path):
    found = home.run("search", QUESTION, "--json", PEERLEARN_RERANKER=str(tiny))
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    assert json.loads(found.stdout)["results"]
    told = json.loads(home.run("doctor", "--json", PEERLEARN_RERANKER=str(tiny)).stdout)["reranker"]
    assert told == {"name": str(tiny), "active": True}
    assert json.loads(home.run("doctor", "--json").stdout)["reranker"] == "none"
    told = json.loads(home.run("doctor", "--json", PEERLEARN_RERANKER=str(tmp_path)).stdout)["reranker"]
    assert told["active"] is False
    assert "check PEERLEARN_RERANKER" in told["problem"]


def test_a_broken_reranker_is_one_line_at_the_command_line(home, tmp_path):
    refused = home.run("search", QUESTION, PEERLEARN_RERANKER=str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.startswith("peerlearn: the reranker ")
    assert refused.stderr.count("\n") == 1
