"""Files of a city -> submissions: each is kept, read, judged, drafted from, compared with what is there, and put into the store.

One file, one row of the template or one member of a ZIP is one submission, in a transaction of its own; what cannot be read becomes a
submission that says why. Nothing that a file holds stops the next one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peerlearn.corpus import read_corpus
from peerlearn.curation.drafts import candidate_fields, extracted, to_store
from peerlearn.curation.duplicates import Collection, Telling, find
from peerlearn.curation.extract.drafting import Extractor, draft
from peerlearn.curation.ingest.read import read_file
from peerlearn.curation.ingest.reading import RowSource
from peerlearn.curation.ingest.refusals import Refusal
from peerlearn.curation.kept_pairs import decisions_of
from peerlearn.curation.notes import Note
from peerlearn.curation.review.originals import keep_file, original_path
from peerlearn.curation.review.submission import Refused, new_draft
from peerlearn.curation.review.submitting import create, of_file, read_submission
from peerlearn.curation.source import Source
from peerlearn.curation.validate import validate
from peerlearn.errors import IndexMissingError, ReviewError
from peerlearn.issues import FieldError
from peerlearn.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from peerlearn.city import City
    from peerlearn.curation.duplicates import Duplicate
    from peerlearn.curation.extract.suggestion import Draft
    from peerlearn.curation.ingest.reading import Reading
    from peerlearn.curation.review.submission import Submission
    from peerlearn.curation.validate import Report
    from peerlearn.settings import Settings
    from peerlearn.store.engine import Store
    from peerlearn.vocabulary import Vocabularies

AGREEING = 6
"""So many pairs of passages that agree are kept with a draft."""


@dataclass(frozen=True)
class Taken:
    """What came of one file, row or member: its submission (None where there is no file), its draft, and what to look at."""

    file: str
    submission: Submission | None
    draft: Draft | None = None
    notes: tuple[Note, ...] = ()
    report: Report | None = None

    @property
    def read(self) -> bool:
        """True when the file could be read."""
        return self.submission is not None and not self.submission.summary.refusal


@dataclass(frozen=True, eq=False)
class Tools:
    """What taking files in needs, made once: the drafter, cities and lists, and what to compare with (None: there is no index yet)."""

    extractor: Extractor
    cities: Mapping[str, City]
    vocabularies: Vocabularies
    collection: Collection | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Tools:
        """Make the tools of a home; without an index, subjects are not suggested by meaning and duplicates not looked for.

        Raises:
            PeerlearnError: index, encoder or corpus cannot be used.
        """
        try:
            base = KnowledgeBase.open(settings)
        except IndexMissingError:
            corpus = read_corpus(settings.corpus, keep_going=True)
            return cls(Extractor.of_corpus(corpus, None), corpus.cities, corpus.vocabularies)
        return cls.of_base(base)

    @classmethod
    def of_base(cls, base: KnowledgeBase) -> Tools:
        """Make the tools of an opened knowledge base."""
        return cls(Extractor.of_base(base), base.cities, base.vocabularies, Collection.of(base))


@dataclass(frozen=True, eq=False)
class Intake:
    """Takes files in for one person."""

    store: Store
    settings: Settings
    by: str
    tools: Tools

    def take(self, path: Path, *, name: str = "") -> Iterator[Taken]:
        """Yield what comes of a file: one thing, or one a row of a template or member of a ZIP.

        Raises:
            PeerlearnError: the store cannot be used, or this person may not hand anything in.
            OSError: the original cannot be kept.
        """
        shown = name or path.name
        if (refusal := _unopened(path, shown)) is not None:
            yield Taken(shown, None, notes=(Note.of_refusal(refusal),))
            return
        sha256, size = keep_file(self.settings, path)
        before = [each for each in of_file(self.store, sha256) if not isinstance(read_submission(self.store, each.id, by=self.by), Refused)]
        reading = read_file(original_path(self.settings, sha256), shown)
        for source in reading.sources:
            yield self._known(replace(source, sha256=sha256), before) or self._new(replace(source, sha256=sha256), size)
        yield from self._refused(reading, sha256, size, before)

    def _known(self, source: Source, before: Iterable[Submission]) -> Taken | None:
        """Return what was handed in already: the same bytes under the same name, or the same part of them."""
        labels = [page.label for page in source.pages]
        for each in before:
            if [page.label for page in each.pages] == labels and _inner(each.summary.file_name) == _inner(source.name):
                kept = None if each.summary.refusal else extracted(each)[0]
                return Taken(source.name, each, kept, (Note("already_here", "warning", {"id": each.id}),))
        return None

    def _new(self, source: Source, size: int) -> Taken:
        given = source.given if isinstance(source, RowSource) else ()
        found = draft(source, self.tools.extractor, given=given)
        alike, notes = self._duplicates(source, found)
        kept = to_store(found, given=given, duplicates=alike)
        title = next((str(each.value) for each in found.of("title")), source.title)  # a file's own title is often its first name
        made = create(self.store, replace(source, title=title), size=size, by=self.by, draft=kept)
        if isinstance(made, Refused):
            raise ReviewError(made.text(), remedy="ask an admin for another role")
        report = report_of(made, self.tools.cities, self.tools.vocabularies)
        checked = [Note.of_finding(each) for each in report.findings] if report else []
        return Taken(source.name, made, found, (*pages_to_see(source), *notes, *checked), report)

    def _duplicates(self, source: Source, found: Draft) -> tuple[list[dict[str, Any]], list[Note]]:
        text = "\n\n".join(page.text for page in source.pages if page.usable)
        if self.tools.collection is None:
            return [], [Note("not_compared", "warning")]
        if not text.strip() or not self.tools.collection.tellings:
            return [], []
        telling = Telling.of_texts(source.name, {found.lang: text})
        pairs = find(telling, against=self.tools.collection, decisions=decisions_of(self.store, self.settings))
        alike = [alike_of(each) for each in pairs]
        return alike, [Note.of_duplicate(each) for each in alike]

    def _refused(self, reading: Reading, sha256: str, size: int, before: list[Submission]) -> Iterator[Taken]:
        """Put what could not be read into the store, too: its original is kept, and a person can still see to it."""
        for refusal in reading.refusals:
            source = Source(refusal.name, "", sha256, ())
            taken = self._known(source, [each for each in before if each.summary.refusal])
            if taken is not None:
                yield replace(taken, notes=(Note.of_refusal(refusal), *taken.notes))
                continue
            kept = new_draft(refusal=dict(refusal.values))
            made = create(self.store, source, size=size, by=self.by, draft=kept, refused=refusal.code)
            if isinstance(made, Refused):
                raise ReviewError(made.text(), remedy="ask an admin for another role")
            yield Taken(refusal.name, made, notes=(Note.of_refusal(refusal),))


def alike_of(pair: Duplicate) -> dict[str, Any]:
    """Return what a text may repeat as a draft keeps it: the record, how sure, the two contents, the passages that agree most."""
    agreeing = sorted(pair.agreeing, key=lambda each: -each.score)[:AGREEING]
    shown = [{"one": asdict(each.one), "other": asdict(each.other), "score": round(each.score, 3)} for each in agreeing]
    sure = {"kind": pair.kind, "langs": [*pair.langs], "probability": round(pair.probability, 3)}
    return {"record": pair.other, **sure, "pair": [*pair.pair], "agreeing": shown}


def files_of(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return files and what to call each: those named, and those in a named folder and below, hidden ones left out, in order of names."""
    found: list[tuple[Path, str]] = []
    for path in paths:
        if not path.is_dir():
            found.append((path, path.name))
            continue
        inside = (each for each in path.rglob("*") if each.is_file())
        names = sorted(each.relative_to(path).as_posix() for each in inside)
        found += [(path / each, each) for each in names if not any(part.startswith(".") for part in each.split("/"))]
    return found


def take_all(intake: Intake, paths: Iterable[Path], *, progress: Callable[[str, int, int], None]) -> Iterator[Taken]:
    """Yield what comes of every file, bad ones too; ``progress`` hears of files."""
    files = files_of(paths)
    for done, (path, name) in enumerate(files):
        progress("files", done, len(files))
        yield from intake.take(path, name=name)
    progress("files", len(files), len(files))


def report_of(submission: Submission, cities: Mapping[str, City], vocabularies: Vocabularies) -> Report | None:
    """Return what validation says of a draft, as far as it goes; None for a file that was not read, and for answers that are no values."""
    if submission.summary.refusal:
        return None
    facts = "\n\n".join(page.text for page in submission.pages)
    written = submission.draft.get("record")
    try:
        # A record that was not made of a file, like a merged one, is all that there is.
        whole = written if written and not submission.draft.get("suggestions") and not submission.draft.get("answers") else None
        fields = whole or candidate_fields(submission, city=city_name(submission, cities))
    except (FieldError, ValueError):
        return None
    return validate(fields, cities=cities, vocabularies=vocabularies, facts=facts)


def city_name(submission: Submission, cities: Mapping[str, City]) -> str:
    """Return the city that a draft names, in the language of its text; empty where it names none."""
    given = submission.draft.get("answers", {}).get("city", {}).get("value")
    rejected = {each.suggestion for each in submission.decisions if each.choice == "rejected"}
    named = [each for each in submission.draft.get("suggestions", ()) if each["field"] == "city" and each["id"] not in rejected]
    decided = {each.suggestion: each.value for each in submission.decisions if each.choice == "edited"}
    city = given or next((decided.get(each["id"], each["value"]) for each in named), "")
    return cities[city].name(submission.draft.get("lang", "en")) if city in cities else ""


def _unopened(path: Path, name: str) -> Refusal | None:
    """Return why there is nothing to keep: no such file, a folder or device, or no right to read it."""
    try:
        if path.is_file():
            with path.open("rb"):
                return None
    except (OSError, ValueError):
        pass
    return Refusal(name, "unreadable")


def _inner(name: str) -> str:
    """Return a member's name within its archive, empty for a whole file: the same archive may come under another name."""
    return name.partition(".zip/")[2]


def pages_to_see(source: Source) -> list[Note]:
    """Return which pages of a file nothing was taken from, and what to do about them."""
    waiting = {verdict: [str(page.number) for page in source.pages if page.verdict == verdict] for verdict in ("needs_ocr", "needs_person")}
    return [Note(verdict, "warning", {"pages": ", ".join(numbers)}) for verdict, numbers in waiting.items() if numbers]
