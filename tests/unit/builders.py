"""Small valid nouns, each in one line; what a test is about is given by name."""

import datetime as dt
import re
from itertools import pairwise

from peerlearn.city import City
from peerlearn.facts import Evidence, Source, Written
from peerlearn.practice import Document, Practice, Version
from peerlearn.vocabulary import Term

TODAY = dt.date(2026, 11, 24)
CHALLENGE = "تقع أسوان في جنوب مصر، وفيها مناطق محرومة."
SOLUTION = "أُنشئ 120 مركزًا مجتمعيًا للمنقطعين عن الدراسة."


def source(**given):
    return Source(**{"title": "تقرير المدينة", "publisher": "UIL", "url": "https://uil.unesco.org/a", "licence": "CC BY 4.0"} | given)


def written(**given):
    return Written(**{"by": "peerlearn editors", "kind": "original", "date": TODAY} | given)


def version(lang="ar", **given):
    sections = {"challenge": CHALLENGE, "solution": SOLUTION}
    return Version(
        **{"lang": lang, "title": "مراكز في أسوان", "summary": "كي يصل التعلّم.", "written": written(), "sections": sections} | given
    )


def versions(*langs):
    return {lang: version(lang) for lang in langs or ("ar",)}


def evidence(**given):
    return Evidence(**{"level": 1, "type": "news-or-report", "reason": {"ar": "أعداد أعلنتها المدينة.", "en": "Counts."}} | given)


def practice(**given):
    known = {"id": "aswan-outreach", "lang": "ar", "versions": versions(), "city": "eg-aswan", "level": "city"}
    return Practice(**known | {"evidence": evidence(), "sources": (source(),)} | given)


def document(**given):
    known = {"id": "cairo-declaration", "lang": "ar", "versions": {"ar": version(sections={"المقدمة": "نص."})}, "kind": "declaration"}
    return Document(**known | {"date": 2015, "sources": (source(),)} | given)


def city(**given):
    return City(**{"id": "eg-aswan", "names": {"ar": "أسوان", "en": "Aswan"}, "country": "EG", "region": "arab-states"} | given)


def term(term_id="youth", **given):
    return Term(**{"id": term_id, "labels": {"ar": "الشباب", "en": "Youth", "fr": "Jeunes", "es": "Jóvenes"}} | given)


class WordTokens:
    """One token a word."""

    max_tokens = 512
    pattern = re.compile(r"\S+")

    def token_spans(self, text):
        return [match.span() for match in self.pattern.finditer(text)]


class LetterTokens(WordTokens):
    """One token a visible character."""

    pattern = re.compile(r"\S")


def gaps(spans, text):
    """Return what stands before, between and after the spans."""
    edges = [0, *(place for span in spans for place in span), len(text)]
    assert all(left <= right for left, right in pairwise(edges))
    return [text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True)]
