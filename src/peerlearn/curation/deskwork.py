"""What a curator does in one sitting with one submission: who acts, decisions by name, answers, and the record that follows from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from peerlearn.curation.drafts import OWN, answers_of, plain, record_of, require_answer, value_of
from peerlearn.curation.extract.suggestion import SINGLE
from peerlearn.curation.ingesting import city_name
from peerlearn.curation.review.people import add_person, find_person, list_people
from peerlearn.curation.review.reviewing import decide, edit
from peerlearn.curation.review.submission import Conflict, Decision, Person, Refused
from peerlearn.curation.review.submitting import read_submission
from peerlearn.errors import NotFoundError, ReviewError
from peerlearn.issues import FieldError
from peerlearn.practice import SECTIONS
from peerlearn.serialise import record_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from peerlearn.city import City
    from peerlearn.curation.review.submission import Choice, Submission
    from peerlearn.practice import Record
    from peerlearn.store.engine import Store

T = TypeVar("T")


class Known(Protocol):
    """What a record is checked against: a corpus, or a knowledge base that is open already."""

    @property
    def cities(self) -> Mapping[str, City]:
        """Every city by id."""
        ...

    def records(self) -> Iterable[Record]:
        """Yield every practice and document."""
        ...


@dataclass(frozen=True)
class Acting:
    """Who acts; ``new`` where that person was made just now, as the first of the store."""

    person: Person
    new: bool = False

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


def acting(store: Store, who: str = "") -> Acting:
    """Return who acts: the person named by id, name or e-mail; else the only one there is; else, in an empty store, a first admin.

    Raises:
        NotFoundError: there is no such person.
        ReviewError: nobody is named and several work here.
    """
    if who:
        return Acting(find_person(store, who))
    people = list_people(store)
    if len(people) == 1:
        return Acting(people[0])
    if people:
        raise ReviewError("several people work here", remedy="say who you are: --as ID, or PEERLEARN_PERSON; peerlearn person list")
    return Acting(settled(add_person(store, role="admin", name="")), new=True)


def settled(outcome: T | Refused | Conflict) -> T:
    """Return what was done.

    Raises:
        ReviewError: it was not, and why.
    """
    if isinstance(outcome, Refused):
        raise ReviewError("; ".join(reason.text() for reason in outcome.reasons))
    if isinstance(outcome, Conflict):
        raise ReviewError("somebody was quicker, and their change stands", remedy="look at it again: peerlearn review ID")
    return outcome


def seen(store: Store, submission: str, person: str) -> Submission:
    """Return a submission that a person may see.

    Raises:
        NotFoundError: there is no such submission.
        ReviewError: it is not theirs.
    """
    return settled(read_submission(store, submission, by=person))


def decide_on(
    store: Store,
    submission: str,
    *,
    accept: Iterable[str] = (),
    reject: Iterable[str] = (),
    edits: Mapping[str, str] | None = None,
    by: str,
) -> None:
    """Decide on suggestions by id, by field, or on ``all`` that are open; in a field with one value the best is taken and the rest is not.

    Raises:
        NotFoundError: there is no such submission, suggestion or field.
        ReviewError: this person may not, now.
    """
    found = seen(store, submission, by)
    wanted: dict[str, tuple[Choice, Any]] = {}
    for name, text in (edits or {}).items():
        (each,) = _named(found, name, best=True)[:1]
        wanted[each["id"]] = ("edited", _edited(each["field"], text))
    for name in reject:
        wanted |= {each["id"]: ("rejected", None) for each in _named(found, name) if name != "all" or each["id"] not in wanted}
    for name in accept:
        wanted |= dict(_accepted(found, name, wanted))
    versions = {each.suggestion: each.version for each in found.decisions}
    for key, (choice, value) in wanted.items():
        settled(decide(store, submission, suggestion=key, choice=choice, value=value, by=by, version=versions.get(key, 0)))


def decide_one(
    store: Store, submission: str, suggestion: str, *, choice: Choice, by: str, version: int, value: Any = None
) -> Decision | Refused | Conflict:
    """Decide on one suggestion as somebody has seen it decided (``version``, 0 for not yet); in a field with one value, what is open goes.

    Raises:
        NotFoundError: there is no such submission.
        FieldError: there is no such suggestion, or the value is none of its field.
        ReviewError: they may not see it.
    """
    found = seen(store, submission, by)
    field = next((each["field"] for each in found.draft.get("suggestions", ()) if each["id"] == suggestion), "")
    if choice == "edited":
        value = plain(value_of(field, value))
    made = decide(store, submission, suggestion=suggestion, choice=choice, value=value, by=by, version=version)
    if isinstance(made, Decision) and choice != "rejected":
        decided = {each.suggestion for each in found.decisions}
        for each in _rivals(found, suggestion):
            if each["id"] not in decided:
                decide(store, submission, suggestion=each["id"], choice="rejected", by=by)
    return made


def _accepted(found: Submission, name: str, wanted: Mapping[str, tuple[Choice, Any]]) -> Iterable[tuple[str, tuple[Choice, Any]]]:
    """Yield what accepting means: an id itself, a field's best, or for ``all`` the best of whatever is open."""
    fields = {each["id"]: each["field"] for each in found.draft["suggestions"]}
    kept = {each.suggestion for each in found.decisions if each.choice != "rejected" and each.suggestion not in wanted}
    taken = {fields[each] for each in (*kept, *(key for key, (choice, _) in wanted.items() if choice != "rejected"))}
    if name in fields and name not in wanted:
        yield name, ("accepted", None)
    for each in _named(found, name) if name not in fields else _rivals(found, name):
        if each["id"] in wanted:
            continue
        if each["field"] in SINGLE and (name in fields or each["field"] in taken):
            yield each["id"], ("rejected", None)
            continue
        taken.add(each["field"])
        yield each["id"], ("accepted", None)


def _rivals(found: Submission, key: str) -> list[dict[str, Any]]:
    (own,) = (each for each in found.draft["suggestions"] if each["id"] == key)
    return [each for each in found.draft["suggestions"] if each["field"] == own["field"] and each["id"] != key and own["field"] in SINGLE]


def _named(found: Submission, name: str, *, best: bool = False) -> list[dict[str, Any]]:
    suggestions: list[dict[str, Any]] = [*found.draft.get("suggestions", ())]
    decided = {each.suggestion for each in found.decisions}
    if name == "all":
        return [each for each in suggestions if each["id"] not in decided]
    named = [each for each in suggestions if name in (each["id"], each["field"])]
    if not named:
        raise NotFoundError(f"{found.id} has no suggestion {name!r}", remedy=f"peerlearn review {found.id} lists them")
    return named[:1] if best else named


def _edited(field: str, text: str) -> Any:
    value = value_of(field, text)
    return json.loads(text) if not isinstance(value, str | int | float) else value


def answer(store: Store, submission: str, answers: Mapping[str, str], *, by: str) -> None:
    """Write down what the file does not say; an empty text takes an answer back.

    Raises:
        FieldError: there is no such field, or the text is no value of it.
        ReviewError: this person may not, now.
    """
    settled(answer_to(store, seen(store, submission, by), answers, by=by))


def answer_to(store: Store, found: Submission, answers: Mapping[str, str], *, by: str) -> Submission | Refused | Conflict:
    """Write answers into a submission as somebody has seen it; if it has changed since, both changes are handed back.

    Raises:
        FieldError: there is no such field, or the text is no value of it.
    """
    kept = dict(found.draft.get("answers", {}))
    for name, text in answers.items():
        require_answer(name)
        if not text.strip():
            kept.pop(name, None)
            continue
        if name not in OWN and (name in SINGLE or name in SECTIONS):
            value_of(name, text)
        kept[name] = {"value": text.strip(), "by": by}
    return edit(store, found.id, draft={**found.draft, "answers": kept}, version=found.version, by=by)


def write_record(store: Store, submission: str, corpus: Known, *, by: str) -> FieldError | None:
    """Write the record that decisions and answers make into the draft, and return None; or what is still missing, and nothing changes.

    Raises:
        ReviewError: this person may not, now.
    """
    found = seen(store, submission, by)
    if not found.draft.get("suggestions") and not answers_of(found):
        return None  # a record that was not made of a file, like a merged one
    try:
        record = record_of(found, city=city_name(found, corpus.cities), taken=(each.id for each in corpus.records()))
    except FieldError as fault:
        return fault
    fields = json.loads(record_json(record))
    if fields != found.draft.get("record"):
        settled(edit(store, submission, draft={**found.draft, "record": fields}, version=found.version, by=by))
    return None


def questions_open(submission: Submission) -> list[dict[str, str]]:
    """Return the questions to the city that nothing answers yet."""
    answered = set(answers_of(submission))
    return [each for each in submission.draft.get("questions", ()) if each["field"] not in answered]


def still_missing(submission: Submission) -> list[str]:
    """Return the names of what only a person can say and nobody said yet."""
    answers = answers_of(submission)
    practice = submission.draft.get("kind", "practice") == "practice"
    needed = ["source.url", "source.licence", *(["evidence.level", "evidence.type"] if practice else [])]
    return [each for each in needed if each not in answers]
