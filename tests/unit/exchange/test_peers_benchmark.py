"""The measures of peers: what is asked for is left out, and a made world is as large as it says."""

from benchmarks import peers


def test_what_documents_a_pair_is_left_out_when_it_is_asked_for(real_corpus):
    tasks = {task.city.id: task for task in peers.partnerships(real_corpus)}
    assert tasks["sn-fatick"].left_out == {"fatick-sponsored-entry", "mantes-action-plan"}
    assert tasks["fr-mantes-la-jolie"].relevant == {"sn-fatick"}


def test_recall_counts_what_could_be_found_among_ten():
    assert peers.recall(["a", "b"], frozenset("ab")) == 1.0
    assert peers.recall(list("abcdefghij"), frozenset("abcdefghijklmnopqrst")) == 1.0
    assert peers.recall(["x"], frozenset("ab")) == 0.0


def test_peers_beat_the_nearest_population_on_documented_pairs(real_corpus):
    tasks = peers.partnerships(real_corpus)[:12]
    ours = peers.measured(tasks, real_corpus, peers.by_peers(real_corpus, 0.5))
    assert ours > 2 * peers.measured(tasks, real_corpus, peers.by_population(real_corpus))


def test_a_made_world_answers(real_corpus):
    told = peers.speed(real_corpus, cities=200, practices=1000, asked=2)
    assert (told["cities"], told["practices"]) == (200, 1000)
