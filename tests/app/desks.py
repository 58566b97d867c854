"""A store with people and one submission, for tests of the curators' pages."""

from dataclasses import replace

from peerlearn.curation.review.people import list_people
from peerlearn.curation.review.submission import new_draft
from peerlearn.curation.review.submitting import create
from peerlearn.curation.source import Page, Source

HOSTILE = "<script>alert(1)</script>\u202e**غامق** $x$ " + "ط" * 1_000_000
TEXT = "أُنشئ 120 مركزًا مجتمعيًا في أسوان للمنقطعين عن الدراسة. وشاركت الجمعيات في التمويل."
DUPLICATE = {
    "record": "aswan-outreach",
    "kind": "meaning",
    "langs": ["ar", "en"],
    "probability": 0.82,
    "pair": ["a" * 8, "b" * 8],
    "agreeing": [
        {
            "one": {"lang": "ar", "field": "summary", "start": 0, "end": 5, "text": "أُنشئ <b>"},
            "other": {"lang": "en", "field": "summary", "start": 0, "end": 5, "text": "found"},
            "score": 0.9,
        }
    ],
}


def suggestion(field, value, start, end, **given):
    return {"field": field, "value": value, "confidence": 0.9, "place": {"page": 1, "start": start, "end": end}} | given


def a_draft(**more):
    suggestions = [
        suggestion("title", "مراكز مجتمعية في أسوان", 0, 25),
        suggestion("city", "eg-aswan", 29, 34),
        suggestion("themes", "literacy", 0, 10),
        suggestion("figures", {"indicator": "مراكز", "value": 120, "unit": "", "date": None}, 6, 9),
    ]
    questions = [{"field": "challenge", "lang": "ar", "text": "ما التحدّي الذي واجهته المدينة؟"}]
    return new_draft(suggestions, questions=questions, kind="practice", lang="ar", answers={}, duplicates=[DUPLICATE], **more)


def handed_in(store, by, *, title="مراكز مجتمعية", name="تقرير.docx", text=TEXT, **more):
    pages = (Page(1, text), Page(2, "؟؟", "needs_person", ("garbage",)))
    source = Source(name, "text/plain", "c" * 64, pages, title)
    return create(store, source, size=90, by=by, draft=a_draft(**more))


def person(store, name):
    return next(each for each in list_people(store) if each.name == name)


def with_version(conflict, version):
    return replace(conflict, version=version)
