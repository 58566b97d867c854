"""Any sentence-transformers model is one setting away, and its index is never taken for another's."""

import json

import pytest

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, home):
    """A random BERT of two layers and 32 dimensions with a vocabulary of the corpus's pieces."""
    import torch  # noqa: PLC0415 - seconds, and only here
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer  # noqa: PLC0415
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors, trainers  # noqa: PLC0415
    from tokenizers.models import WordPiece  # noqa: PLC0415
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("models")
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.NFKC(), pre_tokenizers.Whitespace()
    trainer = trainers.WordPieceTrainer(vocab_size=3000, special_tokens=marks, show_progress=False)
    tokenizer.train([str(path) for path in sorted(home.corpus.rglob("*.md"))], trainer)
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), marks, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=256, **names).save_pretrained(folder / "bert")
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 256}
    BertModel(BertConfig(vocab_size=tokenizer.get_vocab_size(), **sizes)).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=256)
    SentenceTransformer(modules=[transformer, Pooling(32)], device="cpu").save(str(folder / "tiny"))
    return folder / "tiny"


def test_another_model_builds_searches_and_is_not_mixed_up(tiny, new_home):
    built = new_home.run("index", "build", "--json", PEERLEARN_ENCODER=str(tiny))
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout)["encoded"] > 60
    found = new_home.run("search", "digital skills for older people", "--json", PEERLEARN_ENCODER=str(tiny))
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["results"]
    assert new_home.run("index", "verify", PEERLEARN_ENCODER=str(tiny)).returncode == 0
    refused = new_home.run("search", "digital skills")
    assert refused.returncode == 1
    assert refused.stderr == (
        "peerlearn: the index was built with the encoder tiny, but multilingual-e5-small is asked for (run: peerlearn index build)\n"
    )
    verified = new_home.run("index", "verify")
    assert verified.returncode == 1
    assert "built with another encoder (tiny)" in verified.stderr


def test_the_bundled_index_is_refused_to_another_model(tiny, home):
    refused = home.run("search", "digital skills", PEERLEARN_ENCODER=str(tiny))
    assert refused.returncode == 1
    assert "the index was built with the encoder multilingual-e5-small, but tiny is asked for" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_model_of_the_same_name_and_other_weights_has_another_fingerprint(tiny, tmp_path):
    import shutil  # noqa: PLC0415

    from peerlearn.encode.transformer import SentenceTransformerEncoder  # noqa: PLC0415

    other = shutil.copytree(tiny, tmp_path / "tiny")
    weights = next(other.rglob("model.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-3] ^= 1
    weights.write_bytes(content)
    same = shutil.copytree(tiny, tmp_path / "same")
    prints = [SentenceTransformerEncoder(str(each)).fingerprint for each in (tiny, other, same)]
    assert prints[0] != prints[1]
    assert prints[0] == prints[2]
