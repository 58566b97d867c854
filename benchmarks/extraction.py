"""Extraction measured: precision and recall per field on the half that nothing was fitted on, how well confidence is meant, and speed.

    .venv/bin/python -m benchmarks.extraction ../shared            # the tables of docs/curation-extract.md
    .venv/bin/python -m benchmarks.extraction ../shared --fit      # fits on the other half and writes the package's tables first

The first run encodes some 11,500 pieces and keeps their vectors in ``indexes/``; that takes minutes, later runs about one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.extraction_data import corpus_cases, document_cases, facts_cases, goal_cases, news_cases
from benchmarks.extraction_fit import FLOOR, TARGET, Judged, choose_threshold, fit_field, fit_subjects, is_right, quarter
from peerlearn.corpus import read_corpus
from peerlearn.curation.extract import calibration, subjects
from peerlearn.curation.extract.calibration import Calibration
from peerlearn.curation.extract.drafting import Extractor, draft
from peerlearn.curation.extract.places import Gazetteer
from peerlearn.curation.extract.reading import Found, Reading
from peerlearn.curation.extract.subjects import Fitted, Subjects
from peerlearn.curation.source import Page, Source
from peerlearn.encode import Encoded
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.progress import bars
from peerlearn.search.lexicon import Lexicon
from peerlearn.settings import Settings
from peerlearn.text.normalise import encoder_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.extraction_data import Case
    from peerlearn.corpus import Corpus
    from peerlearn.encode import Encoder, Kind

PACKAGE = Path(calibration.__file__).parent
KEPT = "extraction-vectors.npz"
CORPUS_FIELDS = (
    "city",
    "country",
    "start",
    "end",
    "themes",
    "target_groups",
    "sdgs",
    "key_features",
    "figures",
    "beneficiaries",
    "partners",
)
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


class KeptVectors:
    """An encoder that keeps sentence vectors in one file, so that a second run encodes nothing."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self.name, self.fingerprint, self.dims, self.max_tokens = encoder.name, encoder.fingerprint, encoder.dims, encoder.max_tokens
        self._encoder, self._path = encoder, path
        self._known: dict[str, Any] = {}
        if path.is_file():
            with np.load(path) as data:
                self._known = dict(zip(map(str, data["keys"]), data["vectors"], strict=True))

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        """Return the texts' sentence vectors, without tokens."""
        keys = [hashlib.sha256(f"{self.fingerprint}\0{kind}\0{text}".encode()).hexdigest()[:20] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            fresh = self._encoder.encode(list(missing.values()), kind=kind)
            self._known |= {key: each.vector.astype(np.float16) for key, each in zip(missing, fresh, strict=True)}
        none = np.zeros((0, self.dims), np.float32)
        return [Encoded(self._known[key].astype(np.float32), none, np.zeros(0, np.int32)) for key in keys]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of tokens."""
        return self._encoder.token_spans(text)

    def save(self) -> None:
        """Write the file."""
        np.savez(self._path, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))


class Bench:
    """The cases with their readings and what the finders say of them."""

    def __init__(self, shared: Path, corpus: Corpus, encoder: KeptVectors) -> None:
        self.corpus, self.encoder = corpus, encoder
        self.lexicon = Lexicon.of(corpus.cities, corpus.vocabularies)
        self.gazetteer = Gazetteer.of(corpus.cities, self.lexicon)
        whole = [*corpus_cases(corpus), *facts_cases(shared / "facts", corpus)]
        self.practices = [(case, Reading.of(case.source)) for case in whole]
        others = [*document_cases(corpus), *news_cases(shared / "bench" / "ntrex_docs")]
        self.others = [(case, Reading.of(case.source)) for case in others]

    def extractor(self, fitted: Fitted, table: Calibration) -> Extractor:
        """Return an extractor with given tables."""
        return Extractor(self.gazetteer, Subjects.of(self.corpus.vocabularies, self.lexicon, self.encoder, fitted), table)

    def fit(self) -> Fitted:
        """Fit the directions that the package carries: on the whole fitting half."""
        return self._fitted([each for each in self.practices if not each[0].held_back])

    def _fitted(self, cases: list[tuple[Case, Reading]]) -> Fitted:
        blank = Fitted(self.encoder.fingerprint, {"en": np.zeros(self.encoder.dims, np.float32)}, {}, {})
        finder = Subjects.of(self.corpus.vocabularies, self.lexicon, self.encoder, blank)
        raw = {id(case): self._raw(finder, reading) for case, reading in cases}
        return fit_subjects(finder, cases, raw, self.encoder.fingerprint)

    def _raw(self, finder: Subjects, reading: Reading) -> Any:
        texts = [piece.text for piece in finder.pieces(reading)]
        return np.stack([each.vector for each in self.encoder.encode([encoder_text(text) for text in texts], kind="passage")])

    def judged(self, fitted: Fitted, cases: Iterable[tuple[Case, Reading]], *, only_subjects: bool = False) -> list[Judged]:
        """Return every candidate of some cases with its verdict."""
        extractor = self.extractor(fitted, Calibration(0, {}))
        found: list[Judged] = []
        for case, reading in cases:
            several = extractor.subjects.find(reading) if only_subjects else extractor.candidates(reading)
            found += [_judge(case, each) for each in several if each.field in case.truth]
        return found

    def fitting(self) -> list[Judged]:
        """Return the candidates that weights are fitted on, subjects by directions of the other quarter."""
        half = [each for each in self.practices if not each[0].held_back]
        found: list[Judged] = []
        for number in (0, 1):
            fitted = self._fitted([each for each in half if quarter(each[0]) != number])
            found += self.judged(fitted, [each for each in half if quarter(each[0]) == number])
        return found + self.kinds([each for each in self.others if not each[0].held_back])

    def kinds(self, cases: Iterable[tuple[Case, Reading]]) -> list[Judged]:
        """Return what the finder of kinds says of documents and news."""
        return [_judge(case, each) for case, reading in cases for each in subjects_free_kinds(reading)]


def subjects_free_kinds(reading: Reading) -> list[Found]:
    """Return the candidates for the kind of a file."""
    from peerlearn.curation.extract.opening import kinds  # noqa: PLC0415 - one caller

    return kinds(reading)


def _judge(case: Case, found: Found) -> Judged:
    name = f"kind:{found.value}" if found.field == "kind" else found.field
    return Judged(name, found.features, is_right(found.field, found.value, case.truth[found.field]), case, found.value)


def missed(judged: Sequence[Judged], cases: Iterable[tuple[Case, Reading]], field: str) -> int:
    """Return how many true values were no candidate."""
    right = Counter(id(each.case) for each in judged if each.right)
    return sum(max(0, len(case.truth.get(field, ())) - right[id(case)]) for case, _ in cases)


def write_fit(bench: Bench) -> None:
    """Fit and write both tables into the package."""
    fitted = bench.fit()
    arrays: dict[str, Any] = {"fingerprint": np.array(fitted.fingerprint)}
    arrays |= {f"centre:{lang}": each.astype(np.float16) for lang, each in fitted.centres.items()}
    arrays |= {f"ids:{name}": np.array(each) for name, each in fitted.ids.items()}
    arrays |= {f"table:{name}": each.astype(np.float16) for name, each in fitted.tables.items()}
    with (PACKAGE / subjects.FITTED).open("wb") as file:
        np.savez_compressed(file, **arrays)
    half = [each for each in bench.practices if not each[0].held_back]
    by_name: defaultdict[str, list[Judged]] = defaultdict(list)
    for each in bench.fitting():
        if each.name in ("start", "end") and each.case.of != "corpus":
            continue  # the facts' years are those of the source as often as not
        by_name[each.name].append(each)
    fields = {}
    for name, judged in sorted(by_name.items()):
        found, said = fit_field(judged, missed(judged, half, name))
        fields[name] = {"bias": found.bias, "threshold": found.threshold, "fitted": said, "weights": dict(found.weights)}
    whole = {
        "version": 1,
        "from": "python -m benchmarks.extraction ../shared --fit; practices of the corpus and their facts whose sha256(id)[0] is even",
        "target": f"precision above {TARGET} with 95 % certainty on that half, confidence from {FLOOR}; {calibration.NEVER}: never",
        "encoder": fitted.fingerprint,
        "fields": fields,
    }
    (PACKAGE / calibration.TABLE).write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    subjects.shipped.cache_clear()
    calibration.shipped.cache_clear()


def report_fields(bench: Bench) -> None:
    """Print precision and recall per field and set, and the reliability of confidence."""
    held = [each for each in bench.practices if each[0].held_back]
    table = calibration.shipped()
    judged = bench.judged(subjects.shipped(), held)
    print("| field | set | files | true values | shown from | shown | precision | recall |\n|---|---|---|---|---|---|---|---|")
    for name in CORPUS_FIELDS:
        for of in ("corpus", "facts"):
            _row(name, of, table, [each for each in judged if each.name == name and each.case.of == of], held)
        for lang in ("ar", "en", "fr", "es"):
            own = [each for each in judged if each.name == name and each.case.of == "corpus" and each.case.lang == lang]
            _row(name, f"corpus, {lang}", table, own, [(case, reading) for case, reading in held if case.lang == lang])
    _reliability(judged, table)


def _row(name: str, of: str, table: Calibration, judged: Sequence[Judged], held: Iterable[tuple[Case, Reading]]) -> None:
    cases = [(case, reading) for case, reading in held if case.of == of.split(",")[0] and name in case.truth]
    if not cases:
        return
    known = table.fields[name]
    shown = [each for each in judged if known.confidence(each.features) >= known.threshold]
    right = sum(each.right for each in shown)
    true = sum(len(case.truth[name]) for case, _ in cases)
    recalled = right if name not in ("partners",) else min(right, true)
    limit = "never" if known.threshold > 1 else f"{known.threshold:.2f}"
    precision = f"{right / len(shown):.2f}" if shown else "–"
    print(f"| {name} | {of} | {len(cases)} | {true} | {limit} | {len(shown)} | {precision} | {recalled / max(true, 1):.2f} |")


def _reliability(judged: Sequence[Judged], table: Calibration) -> None:
    print("\n| field | " + " | ".join(f"{a:.1f}–{b:.1f}" for a, b in pairwise(BINS)) + " | error |")
    print("|---|" + "---|" * len(BINS))
    for name in (*CORPUS_FIELDS, "all"):
        own = [each for each in judged if each.name == name or (name == "all" and each.name in CORPUS_FIELDS)]
        scores = np.array([table.fields[each.name].confidence(each.features) for each in own])
        right = np.array([each.right for each in own], dtype=float)
        cells, error = [], 0.0
        for low, high in pairwise(BINS):
            inside = (scores >= low) & ((scores < high) | (high == BINS[-1]))
            cells.append(f"{right[inside].mean():.2f} of {inside.sum()}" if inside.any() else "–")
            error += abs(right[inside].mean() - scores[inside].mean()) * inside.mean() if inside.any() else 0.0
        print(f"| {name} | {' | '.join(cells)} | {error:.3f} |")


def report_kinds(bench: Bench) -> None:
    """Print for each true kind what the files were taken for."""
    held = [each for each in (*bench.practices, *bench.others) if each[0].held_back]
    table = calibration.shipped()
    told: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case, reading in held:
        scores = {str(each.value): table.of(f"kind:{each.value}", each.features)[0] for each in subjects_free_kinds(reading)}
        told[case.of, next(iter(case.truth["kind"]))][max(scores, key=lambda kind: scores[kind])] += 1
    print("\n| set | true kind | files | taken for |\n|---|---|---|---|")
    for (of, kind), taken in sorted(told.items()):
        print(f"| {of} | {kind} | {taken.total()} | {', '.join(f'{name} {count}' for name, count in taken.most_common())} |")


def report_goals(bench: Bench, folder: Path) -> None:
    """Print precision and recall of goals on texts that experts judged, at the package's threshold and at one chosen on their half."""
    finder = bench.extractor(subjects.shipped(), calibration.shipped()).subjects
    known = calibration.shipped().fields["sdgs"]
    rows: list[tuple[bool, float, bool]] = []
    for case, goals in goal_cases(folder):
        for each in finder.find(Reading.of(case.source)):
            if each.field == "sdgs" and each.value in goals:
                rows.append((case.held_back, known.confidence(each.features), goals[str(each.value)]))
    scores, right = np.array([score for _, score, _ in rows]), np.array([good for *_, good in rows], dtype=float)
    held = np.array([half for half, *_ in rows])
    print("\n| texts judged | about the goal | threshold | shown | precision | recall |\n|---|---|---|---|---|---|")
    for said, limit in (
        ("the package's", known.threshold),
        ("chosen on their other half", choose_threshold(scores[~held], right[~held], np.flatnonzero(~held))),
    ):
        shown = held & (scores >= limit)
        true = right[held].sum()
        precision = f"{right[shown].mean():.2f}" if shown.any() else "–"
        print(f"| {held.sum()} | {true:.0f} | {limit:.2f}, {said} | {shown.sum()} | {precision} | {right[shown].sum() / true:.2f} |")


def report_speed(settings: Settings, corpus: Corpus) -> None:
    """Print how long a ten-page file takes, the first and the second time, with nothing kept."""
    arabic = [case for case in corpus_cases(corpus) if case.lang == "ar"]
    words = " \n\n".join(case.source.pages[0].text for case in arabic).split(" ")
    pages = tuple(Page(at + 1, " ".join(words[at * 350 : (at + 1) * 350])) for at in range(10))
    source = Source("ten.txt", "text/plain", "0" * 64, pages)
    began = time.monotonic()
    extractor = Extractor.of_corpus(corpus, open_encoder(settings))
    opened = time.monotonic()
    draft(source, extractor)
    first = time.monotonic()
    draft(replace(source, name="again.txt"), extractor)
    again = time.monotonic()
    print(f"\nTen Arabic pages of 350 words: {opened - began:.1f} s to open, {first - opened:.1f} s, {again - first:.1f} s a second time")


def main(folder: str, *options: str) -> None:
    """Fit where asked, and print every table."""
    shared, settings = Path(folder), Settings.load()
    prepare(settings, progress=bars())
    corpus = read_corpus(settings.corpus)
    encoder = KeptVectors(open_encoder(settings), settings.indexes / KEPT)
    bench = Bench(shared, corpus, encoder)
    if "--fit" in options:
        write_fit(bench)
    report_fields(bench)
    report_kinds(bench)
    report_goals(bench, shared / "bench" / "sdgbench")
    encoder.save()
    report_speed(settings, corpus)


if __name__ == "__main__":
    main(*sys.argv[1:])
