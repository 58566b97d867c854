"""Needs find offers by meaning; the measure itself, with the real encoder, is ``benchmarks.board``."""

import json
from collections import Counter

import numpy as np

from benchmarks.board import FILE, ndcg, postings
from peerlearn.encode import Encoded
from peerlearn.exchange.meaning import Match, Posting, rank


class ByTopic:
    """An encoder that reads topic and language off the text: ``topic:lang``; languages lie far apart, as they do in real encoders."""

    topics = ("read", "cook", "swim", "sing")
    langs = ("ar", "en", "fr")

    def encode(self, texts, *, kind):
        found = []
        for text in texts:
            topic, lang = text.split(":")
            vector = np.zeros(8, dtype=np.float32)
            vector[self.topics.index(topic)] = 1.0
            vector[4 + self.langs.index(lang)] = 3.0
            found.append(Encoded(vector / np.linalg.norm(vector), np.zeros((0, 8), np.float32), np.zeros(0, np.int32)))
        return found


def entry(kind, topic, lang):
    return Posting(f"{kind}-{topic}-{lang}", kind, lang, f"{topic}:{lang}")


MEANS = {lang: ByTopic().encode([f"read:{lang}"], kind="passage")[0].vector for lang in ByTopic.langs}
BOARD = [entry(kind, topic, lang) for kind in ("need", "offer") for topic in ByTopic.topics for lang in ByTopic.langs]


def test_a_need_finds_offers_of_its_subject_in_every_language_before_others_of_its_own():
    found = rank(entry("need", "cook", "fr"), among=BOARD, encoder=ByTopic(), means=MEANS)
    assert {each.id for each in found[:3]} == {"offer-cook-ar", "offer-cook-en", "offer-cook-fr"}
    assert all(isinstance(each, Match) and each.langs[0] == "fr" for each in found)


def test_an_offer_finds_needs():
    assert all(each.id.startswith("need-") for each in rank(entry("offer", "swim", "ar"), among=BOARD, encoder=ByTopic(), means=MEANS))


def test_the_order_of_the_board_changes_nothing_and_nothing_is_found_on_an_empty_one():
    asked = entry("need", "sing", "en")
    assert rank(asked, among=BOARD[::-1], encoder=ByTopic(), means=MEANS) == rank(asked, among=BOARD, encoder=ByTopic(), means=MEANS)
    assert rank(asked, among=[asked], encoder=ByTopic(), means=MEANS) == []


def test_the_judged_pairs_are_sixty_and_none_is_of_one_language():
    entries, answers = postings()
    assert sum(map(len, answers.values())) >= 60
    by_id = {each.id: each for each in entries}
    for need, offers in answers.items():
        assert all(by_id[offer].lang != by_id[need].lang for offer in offers)
    assert Counter(each.lang for each in entries if each.kind == "need") == {"ar": 10, "en": 10, "fr": 10}
    assert len({json.loads(line)["topic"] for line in FILE.read_text(encoding="utf-8").splitlines()}) == 30


def test_the_measure_is_what_it_says():
    assert ndcg(["a", "b"], {"a", "b"}) == 1.0
    assert ndcg(["x", "a"], {"a"}) < 1.0
    assert ndcg(["x"], {"a"}) == 0.0
