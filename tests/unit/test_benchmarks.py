"""The parts of the benchmarks that only compute: tables, the page, statistics, what a runtime reaches, which documents a task has."""

import os
import re
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import encoding, machine, page, runtimes, side_by_side, systems, timing
from benchmarks.encoding import BASE, LEAST, SHIPPED, Speed
from benchmarks.fitting_data import held_back
from benchmarks.runtimes import REFERENCE, Candidate, NotHereError, Places
from benchmarks.side_by_side import Cost
from benchmarks.systems import PEERLEARN
from benchmarks.timing import Spread, Taken
from peerlearn.encode.prepare import FEW
from peerlearn.evaluate import Slice, TestSet, Text
from peerlearn.settings import Settings

# tables and the page


def test_a_table_has_a_line_for_columns_rule_and_every_row():
    assert page.table(["a", "b"], [["1", "2"], ["x|y", ""]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n| x\\|y |  |\n"


def test_a_row_with_another_number_of_cells_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        page.table(["a", "b"], [["1"]])


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.8734, 3, ".873"), (1.0, 3, "1.000"), (0.99996, 4, "1.0000"), (-0.0042, 3, "-.004"), (12.345, 1, "12.3"), (None, 3, "-")],
)
def test_figures_are_written_as_in_our_tables_and_what_is_not_known_is_a_dash(value, digits, text):
    assert page.figure(value, digits) == text


PAGE = "# Title\n\n<!-- a: begin -->\nold\n<!-- a: end -->\nkept\n<!-- b: begin -->\n<!-- b: end -->\n"


def test_a_part_replaces_what_stood_between_its_markers_and_nothing_else():
    once = page.with_part(PAGE, "a", "\nnew\n\n")
    assert once == PAGE.replace("old", "new")
    assert page.with_part(once, "a", "new") == once
    assert page.with_part(PAGE, "b", "x").startswith(PAGE.split("<!-- b: end")[0])


@pytest.mark.parametrize("text", ["", "<!-- a: begin -->", "<!-- a: end --><!-- a: begin -->", PAGE + PAGE])
def test_a_page_without_exactly_one_place_for_the_part_is_refused(text):
    with pytest.raises(ValueError, match="one place for a"):
        page.with_part(text, "a", "new")


def test_publishing_prints_and_writes(tmp_path, capsys):
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    page.publish("a", "جدول", page=path)
    assert "جدول" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == PAGE.replace("old", "جدول")


@pytest.mark.parametrize("name", ["encoding", "side-by-side"])
def test_the_page_of_the_docs_has_a_place_for_every_part(name):
    assert "new figures" in page.with_part(page.PAGE.read_text(encoding="utf-8"), name, "new figures")


# statistics


def test_everybody_runs_once_a_round_and_nobody_is_always_first():
    assert list(timing.turns(["a", "b", "c"], 4)) == [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"]]


def test_jobs_take_turns_and_every_run_is_timed():
    ran = []
    taken = timing.alternate({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, rounds=2)
    assert ran == ["a", "b", "b", "a"]
    assert {name: len(each) for name, each in taken.items()} == {"a": 2, "b": 2}
    assert all(isinstance(each, Taken) and each.clock >= 0 and each.processor >= 0 for own in taken.values() for each in own)


def test_a_ratio_is_taken_inside_a_round():
    """The machine was four times slower in the second round, for both: the ratio does not see it."""
    assert timing.times_faster([2.0, 8.0, 3.0], [1.0, 4.0, 1.0]) == Spread(2.0, 2.0, 3.0)


def test_rounds_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        timing.times_faster([1.0, 2.0], [1.0])


@pytest.mark.parametrize(("share", "value"), [(50, 2.0), (95, 4.0), (100, 4.0), (1, 1.0)])
def test_a_percentile_is_a_figure_that_was_measured(share, value):
    assert timing.percentile([4.0, 1.0, 3.0, 2.0], share) == value


def test_cosines_are_taken_row_by_row():
    one, other = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 2.0], [3.0, 3.0]])
    assert encoding.cosines_of(one, other).round(6).tolist() == [0.0, 1.0]


# the machine


@pytest.mark.parametrize(
    ("cpuinfo", "name", "sets"),
    [
        (
            "model name\t: Some CPU\nflags\t\t: fpu avx2 avx512f avx512_bf16\n\nmodel name\t: Other\n",
            "Some CPU",
            "AVX2 AVX-512 AVX-512 BF16",
        ),
        ("Features\t: fp asimd bf16\n", None, "NEON BF16"),
        ("", None, ""),
    ],
)
def test_the_processor_is_named_with_the_instructions_that_count(cpuinfo, name, sets):
    model, found = machine.processor(cpuinfo)
    assert (name is None or model == name) and model
    assert " ".join(found) == sets


@pytest.mark.skipif(not hasattr(os, "getloadavg"), reason="this system tells no load")
@pytest.mark.parametrize(("load", "said"), [(0.2, False), (3.0, True)])
def test_a_busy_machine_is_called_one(monkeypatch, load, said):
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    assert f"{load:.1f}" in machine.busyness()
    assert ("shared machine" in machine.busyness()) is said


def test_a_package_that_is_not_installed_has_no_version():
    assert machine.installed_version("no-such-package-here") is None
    assert machine.installed_version("numpy")


# what a runtime reaches


def speed(name="x", faster=3.5, cosine=0.999):
    one = Spread(1.0, 1.0, 1.0)
    return Speed(name, Spread(40.0, 39.0, 41.0), Spread(faster, faster, faster), one, cosine, cosine)


@pytest.mark.parametrize(
    ("measured", "own", "verdict"),
    [
        (speed(), {"t": 0.9, "u": 0.8}, "yes"),
        (speed(faster=2.9), {"t": 0.9, "u": 0.8}, "misses speed"),
        (speed(cosine=0.994), {"t": 0.9, "u": 0.8}, "misses cosine"),
        (speed(), {"t": 0.9, "u": 0.79}, "misses nDCG@10"),
        (speed(faster=1.0, cosine=0.9), {"t": 0.1, "u": 0.8}, "misses speed, cosine, nDCG@10"),
        (speed(), {"t": 0.9}, "?"),
        (speed(), {"t": 0.95, "u": 0.8}, "yes"),
        (Speed(BASE, Spread(13.0, 12.0, 14.0)), {}, "-"),
    ],
)
def test_a_runtime_reaches_the_aim_only_with_speed_cosine_and_every_task(measured, own, verdict):
    assert encoding.reaches(measured, own, {"t": 0.9, "u": 0.8}) == verdict


def test_without_the_sets_nobody_is_said_to_reach_the_aim():
    assert encoding.reaches(speed(), {}, {}) == "?"


def test_the_table_of_runtimes_names_what_could_not_be_measured_and_guesses_nothing():
    speeds = [Speed(BASE, Spread(13.0, 12.0, 14.0)), speed(SHIPPED), speed(REFERENCE, faster=1.0), Speed("OpenVINO", reason="not here")]
    tasks = {SHIPPED: {"arcd ar>ar": 0.8732}, REFERENCE: {"arcd ar>ar": 0.8741}}
    lines = encoding.render(speeds, tasks).split("\n")
    assert len({line.count("|") for line in lines if line}) == 1
    assert "| 13.0 | 1 | 1 | - | - | .8741 | - |" in lines[2]
    assert "| 40.0 | 3.50 (3.50-3.50) | 1.00 | .9990 | .9990 | .8732 | yes |" in lines[3]
    assert lines[5].startswith("| OpenVINO | not measured: not here | - |")


def test_runtimes_with_the_same_vectors_are_measured_once_by_the_fastest():
    def one(name, rate, cosine):
        return Speed(name, Spread(rate, rate, rate), cosine_mean=cosine, cosine_min=cosine)

    speeds = [Speed(BASE, Spread(9.0, 9.0, 9.0)), one("slow", 10.0, 1.0), one("fast", 20.0, 0.9999999), one("other", 30.0, 0.9999)]
    asked = []
    found = encoding.tasks_of([*speeds, Speed("absent", reason="none")], lambda name: asked.append(name) or {"t": len(name)})
    assert sorted(asked) == ["fast", "other"]
    assert found == {"slow": {"t": 4}, "fast": {"t": 4}, "other": {"t": 5}}


def test_a_runtime_that_is_not_here_is_a_reason_and_no_end(monkeypatch, tmp_path):
    def absent(_places):
        raise NotHereError("the processor has no bf16")

    monkeypatch.setattr(encoding, "open_encoder", lambda settings: "shipped")
    monkeypatch.setattr(runtimes, "CANDIDATES", {"some": Candidate("numpy", absent)})
    encoders, reasons = encoding.open_all(Settings(home=tmp_path), Places(tmp_path, tmp_path, tmp_path))
    assert encoders == {SHIPPED: "shipped"}
    assert reasons == {"some": "the processor has no bf16"}


def test_only_long_passages_of_the_corpus_are_drawn_and_always_the_same(monkeypatch):
    class Words:
        max_tokens = 512

        def token_spans(self, text):
            return [(each.start(), each.end()) for each in re.finditer(r"\S+", text)]

    words = {"a": 119, "b": 120, "c": 150, "d": 10}
    corpus = SimpleNamespace(public=lambda: [SimpleNamespace(city=None, id=each) for each in words], cities={})
    monkeypatch.setattr(encoding, "read_corpus", lambda folder: corpus)
    monkeypatch.setattr(
        encoding, "passages_of", lambda record, **_: [SimpleNamespace(encoder_text=" ".join([record.id] * words[record.id]))]
    )
    drawn = encoding.sample_passages(Settings(), encoder=Words(), count=10)
    assert sorted(each[0] for each in drawn) == ["b", "c"]
    assert encoding.sample_passages(Settings(), encoder=Words(), count=10) == drawn
    assert len(encoding.sample_passages(Settings(), encoder=Words(), count=1)) == 1


def test_so_few_passages_that_another_runtime_would_take_them_are_refused(capsys):
    assert LEAST > FEW
    assert encoding.arguments(["--passages", str(LEAST)]).passages == LEAST
    with pytest.raises(SystemExit):
        encoding.arguments(["--passages", str(LEAST - 1)])
    assert "take 32 or more" in capsys.readouterr().err


# side by side

DOCUMENTS = [Text(f"{lang}:{number}", lang, "text") for lang in ("ar", "en", "es") for number in range(40)]
SET = TestSet(
    "xquad",
    [*DOCUMENTS, Text("ru:0", "ru", "text")],
    [Text("q1", "ar", "?"), Text("q2", "en", "?")],
    {},
    [Slice("ar>en", "ar", frozenset({"en"})), Slice("ar>ar+en+es", "ar", frozenset({"ar", "en", "es"})), Slice("ru>ru", "ru", None)],
)


def test_only_what_the_tasks_need_is_kept():
    small = encoding.only(SET, ("ar>en",))
    assert {each.lang for each in small.documents} == {"en"}
    assert [each.id for each in small.queries] == ["q1"]
    assert [each.name for each in small.slices] == ["ar>en"]


def test_a_task_over_some_languages_has_their_documents():
    (kept,) = side_by_side.documents_of(SET, "ar>en")
    assert kept == {f"en:{number}" for number in range(40)}


def test_the_mixed_task_keeps_every_number_once_and_is_drawn_anew_by_each_seed():
    draws = list(side_by_side.documents_of(encoding.only(SET, ("ar>ar+en+es",)), "mixed:ar"))
    assert len(draws) == 4
    assert all(sorted(int(each.split(":")[1]) for each in kept) == list(range(40)) for kept in draws)
    assert len({frozenset(kept) for kept in draws}) == 4


def test_no_system_is_asked_what_the_projection_was_fitted_on(tmp_path):
    folder = tmp_path / "set"  # the half depends on the name
    folder.mkdir()
    documents = [Text(f"ar:{number}", "ar", "نص") for number in range(20)]
    (folder / "docs.jsonl").write_text("".join(f'{{"id": "{each.id}", "lang": "ar", "text": "نص"}}\n' for each in documents))
    (folder / "queries.jsonl").write_text("".join(f'{{"id": "q{n}", "lang": "ar", "text": "?"}}\n' for n in range(20)))
    (folder / "qrels.tsv").write_text("".join(f"q{n}\tar:{n}\t1\n" for n in range(20)))
    (folder / "slices.json").write_text('[{"name": "ar>ar", "qlang": "ar", "dlang": "ar"}]')

    class Nothing:
        def encode(self, texts, **_):
            return [None] * len(texts), 0

    class Letters:
        max_tokens = 512

        def token_spans(self, text):
            return [(at, at + 1) for at in range(len(text))]

    kept = side_by_side.prepare_set(folder, ("ar>ar",), encoder=Letters(), cache=Nothing(), progress=lambda *_: None)
    asked = {each.id for each in kept.test_set.queries}
    assert asked == {f"q{n}" for n in range(20) if held_back(folder.name, f"ar:{n}")}
    assert 0 < len(asked) < 20 and len(kept.passages) == 20


def test_a_document_counts_by_its_best_passage():
    assert systems.best([("a", 0.1), ("b", -2.0), ("a", 0.3), ("a", 0.2), ("b", -1.0)]) == {"a": 0.3, "b": -1.0}


def test_a_system_that_is_not_installed_has_a_row_that_says_so():
    text = side_by_side.render_quality({PEERLEARN: {"arcd ar>ar": 0.873}}, ["txtai, dense"])
    assert "| **peerlearn** | .873 |" in text
    assert "| txtai, dense: txtai is not installed | - |" in text


def test_the_table_of_costs_has_the_middle_and_the_slow_end():
    text = side_by_side.render_costs({PEERLEARN: Cost(1.234, tuple(float(each) for each in range(1, 101)), 2_500_000)})
    assert text.split("\n")[2] == "| **peerlearn** | 1.23 | 50.0 | 95.0 | 2.5 |"


class Answering:
    """A system that notes what it was asked."""

    def __init__(self):
        self.asked = []

    def search(self, text, lang, encoded):
        self.asked.append((text, lang, encoded))
        return {}


class Counting:
    """An encoder that notes what it encodes."""

    def __init__(self):
        self.texts = []

    def encode(self, texts, *, kind):
        self.texts += [(kind, text) for text in texts]
        return [len(self.texts)]


def test_the_time_of_an_answer_holds_the_encoding_of_the_question():
    system, encoder = Answering(), Counting()
    times = side_by_side.answer_times(system, [Text("1", "ar", "مَدينة"), Text("2", "en", "city")], encoder)
    assert len(times) == 2 and min(times) >= 0
    assert encoder.texts == [("query", "مدينة"), ("query", "city")]  # in its encoder form
    assert system.asked == [("مَدينة", "ar", 1), ("city", "en", 2)]


def test_figures_are_measured_over_the_judged_documents_of_each_task():
    """A system that always answers right has 1 on every task, one that knows nothing has 0."""
    test_set = TestSet("s", DOCUMENTS[:2], [Text("q", "ar", "?")], {"q": {"ar:1": 1}}, [Slice("ar>ar", "ar", frozenset({"ar"}))])
    prepared = side_by_side.Prepared("s", test_set, ("ar>ar",), (), (), {"q": None})

    class Sure(Answering):
        def __init__(self, answer):
            super().__init__()
            self.answer = answer

        def index(self, folder, passages, encoded):
            assert folder.is_dir()

        def search(self, text, lang, encoded):
            return {self.answer: 1.0}

    assert side_by_side.quality(Sure("ar:1"), prepared) == {"s ar>ar": 1.0}
    assert side_by_side.quality(Sure("ar:0"), prepared) == {"s ar>ar": 0.0}
