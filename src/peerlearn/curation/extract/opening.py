"""What a file opens with: its language, what kind of text it is, its title, summary, date, and its sections by their headings.

Title, summary and sections quote the file, so they are choices rather than facts: they are always shown. Their confidence is set by
hand (docs/curation-extract.md says so), for every file of the corpus begins with its title and no measure comes of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peerlearn.curation.extract.dates import years_of
from peerlearn.curation.extract.headings import SECTION_NAMES, heading_of
from peerlearn.curation.extract.reading import Found
from peerlearn.curation.extract.suggestion import Passage, Suggestion
from peerlearn.curation.source import Place
from peerlearn.passages import sentences
from peerlearn.practice import SUMMARY_WORDS
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peerlearn.curation.extract.blocks import Block
    from peerlearn.curation.extract.reading import Reading

LABELLED, FIRST_LINE, FIRST_CLAUSE, FIRST_PARAGRAPHS, UNDER_HEADING = 0.95, 0.85, 0.6, 0.7, 0.9
_CLAUSE = re.compile(r"[،؛;:]\s|,\s")
_LONGEST_TITLE = 200
_WORDS = re.compile(r"\S+")
TEXT = {"ar": "النص", "en": "Text", "fr": "Texte", "es": "Texto"}
"""The heading of a document's text that has none."""

_KIND_WORDS = {
    "declaration": (
        r"\b(?:declaration|manifesto|statement|call to action|commitment|charter|declaracion|manifiesto|manifeste|charte|carta)\b"
        r"|^(?:\S+ )?(?:اعلان|بيان|نداء|التزام|ميثاق)",
        r"\bwe,? (?:the )?(?:participants|mayors|representatives|cities|members)|\bnous,|\bnosotros,"
        r"|\b(?:we|nous|nosotros) (?:commit|declare|adopt|call|nous engageons|declaramos)|نحن|نلتزم|نعلن|نوكد|ندعو",
    ),
    "guide": (
        r"\b(?:guide|guidelines|handbook|toolkit|manual|how to|guia|manuel|framework|key features)\b|دليل|ارشادات|الملامح الرييسيه",
        r"\bstep \d|\betape \d|\bpaso \d|الخطوه",
    ),
    "report": (
        r"\b(?:report|review|study|evaluation report|rapport|etude|informe|estudio)\b|تقرير|دراسه",
        r"\b(?:executive summary|table of contents|sommaire|indice|annex|methodology)\b|جدول المحتويات|ملحق",
    ),
    "news": (
        r"\b(?:hosts?|opens|launches|announces|visits|wins|says|acoge|anuncia|accueille|annonce)\b"
        r"|يستضيف|تستضيف|استضاف\w*|يفتتح|افتتح|يعلن|تعلن|اختتام|انطلاق",
        r"\b(?:yesterday|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|said|told"
        r"|hier|aujourd.hui|lundi|mardi|mercredi|jeudi|vendredi|a declare|ayer|hoy|lunes|martes|miercoles|jueves|viernes|dijo|declaro)\b"
        r"|امس|اليوم (?:ال|الخ)|غدا|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|وقال|صرح|واوضح|واضاف|الملتقي|المنتدي|ملتقي|موتمر",
    ),
}
"""Kind of document -> what its title says, and what its text says."""


def kinds(reading: Reading) -> list[Found]:
    """Return one candidate a kind with what speaks for it; the features are shared, calibration weighs them by kind."""
    if not reading.blocks:
        return []
    whole = fold(" ".join(each.text for each in reading.blocks)[:20_000])
    title = fold((reading.title or reading.blocks[0]).text)
    words = max(len(whole.split()), 1)
    headings = {name.removeprefix("heading:") for name in reading.under if name.removeprefix("heading:") in SECTION_NAMES}
    features: dict[str, float] = {
        "headings": min(len(headings), 4) / 4,
        "long": float(words > 2000),
        "figures": min(len(re.findall(r"\d+", whole)) / words * 20, 1.0),
    }
    for kind, (in_title, in_text) in _KIND_WORDS.items():
        features[f"{kind} title"] = float(bool(re.search(in_title, title)))
        features[f"{kind} text"] = min(len(re.findall(in_text, whole)) / words * 100, 1.0)
    place = (reading.title or reading.blocks[0]).place()
    return [Found("kind", kind, place, features) for kind in ("practice", *_KIND_WORDS)]


def quoted(reading: Reading, *, practice: bool) -> Iterator[Suggestion]:
    """Yield language, title, summary and the sections of a practice, or the passages of a document."""
    if not reading.blocks:
        return
    yield Suggestion("lang", reading.lang, reading.blocks[0].place(), reading.language.confidence)
    yield from _title(reading)
    yield from _summary(reading)
    if practice:
        for part in reading.parts:
            if part.name in SECTION_NAMES:
                yield from _section(part.name, part.blocks, part.starts)
    else:
        yield from _passages(reading)


def _title(reading: Reading) -> Iterator[Suggestion]:
    labelled = reading.labelled("title")
    if labelled:
        block, starts = labelled[0]
        yield Suggestion("title", block.text[starts:], block.place(starts), LABELLED)
        return
    block = reading.title or reading.blocks[0]
    if len(block.text) <= _LONGEST_TITLE and not re.search(r"[.؟?!]$", block.text):
        start = len(block.text) - len(block.text.lstrip("#*-• "))
        if title := block.text[start:].rstrip("*: "):  # a line of signs is no title
            yield Suggestion("title", title, block.place(start), FIRST_LINE)
        return
    start, end = next(iter(sentences(block.text)), (0, len(block.text)))
    cut = _CLAUSE.search(block.text, start + 30, end)
    end = min(cut.start() if cut else end, start + _LONGEST_TITLE)
    if title := block.text[start:end].rstrip(" .؟?!،,"):
        yield Suggestion("title", title, block.place(start, end), FIRST_CLAUSE)


def _summary(reading: Reading) -> Iterator[Suggestion]:
    """Yield what stands under the summary's label or heading, else the first paragraphs, up to 250 words on one page."""
    part = next((each for each in reading.parts if each.name == "summary"), None)
    if part:
        yield from _quote("summary", part.blocks, part.starts, LABELLED)
        return
    after = [block for block in reading.blocks if block is not reading.title or len(reading.blocks) == 1]
    prose: list[Block] = []
    for block in after:
        if reading.under[block.number] or heading_of(block):
            if prose:
                break
            continue
        if prose and (sum(len(each.text.split()) for each in (*prose, block)) > SUMMARY_WORDS // 2 or len(prose) > 2):
            break
        if len(block.text.split()) > 8:
            prose.append(block)
    yield from _quote("summary", prose, 0, FIRST_PARAGRAPHS)


def _quote(field: str, blocks: Sequence[Block], starts: int, confidence: float) -> Iterator[Suggestion]:
    """Yield the words of blocks on the first one's page, at most 250."""
    if not blocks:
        return
    same = [each for each in blocks if each.page == blocks[0].page]
    first, words = blocks[0], 0
    end = first.start + starts
    for block in same:
        for match in _WORDS.finditer(block.text, starts if block is first else 0):
            words += 1
            if words > SUMMARY_WORDS:
                break
            end = block.start + match.end()
    if end > first.start + starts:
        text = " ".join(_within(block, first.start + starts, end) for block in same if block.start < end)
        yield Suggestion(field, text.strip(), Place(first.page, first.start + starts, end), confidence)


def _within(block: Block, start: int, end: int) -> str:
    return block.text[max(0, start - block.start) : max(0, end - block.start)]


def _section(name: str, blocks: Sequence[Block], starts: int) -> Iterator[Suggestion]:
    """Yield a section's text, a suggestion a page."""
    for page in dict.fromkeys(each.page for each in blocks):
        here = [each for each in blocks if each.page == page]
        first = starts if here[0] is blocks[0] else 0
        text = "\n\n".join([here[0].text[first:], *(each.text for each in here[1:])]).strip()
        if text:
            place = Place(page, here[0].start + first, here[-1].end)
            yield Suggestion(name, text, place, UNDER_HEADING)


def _passages(reading: Reading) -> Iterator[Suggestion]:
    """Yield a document's text under its own headings: short lines that no mark ends."""
    held: list[Block] = []
    heading = TEXT.get(reading.lang, TEXT["en"])
    for block in reading.blocks:
        opens = block is not reading.title and block.may_be_heading and not block.is_item and len(block.text.split()) <= 12
        if opens or (held and held[-1].page != block.page):
            yield from _passage(heading, held)
            heading, held = (block.text.strip("#* :") or heading) if opens else heading, []
        if not opens and not (block is reading.title and block.may_be_heading):
            held.append(block)
    yield from _passage(heading, held)


def _passage(heading: str, held: Sequence[Block]) -> Iterator[Suggestion]:
    if held:
        text = "\n\n".join(each.text for each in held)
        yield Suggestion("passages", Passage(heading, text), Place(held[0].page, held[0].start, held[-1].end), UNDER_HEADING)


def dates(reading: Reading) -> Iterator[Suggestion]:
    """Yield the year of a document: labelled, in its title, or in its first lines, where no other year stands."""
    for block, starts in reading.labelled("date"):
        for year in years_of(block.text[starts:], lang=reading.lang)[:1]:
            yield Suggestion("date", year.year, block.place(starts + year.start, starts + year.end), LABELLED)
            return
    top = [block for block in reading.blocks if block is reading.title or block.number < 2]
    years = [(block, year) for block in top for year in years_of(block.text, lang=reading.lang)]
    if years and len({year.year for _, year in years}) == 1:
        block, year = years[0]
        yield Suggestion("date", year.year, block.place(year.start, year.end), FIRST_LINE if block is reading.title else FIRST_PARAGRAPHS)
