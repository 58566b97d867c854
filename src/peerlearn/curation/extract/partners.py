"""Organisations that take part: those under a heading or label for partners, and names that begin as names of organisations do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peerlearn.curation.extract.reading import Found
from peerlearn.text.normalise import fold, search_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.curation.extract.blocks import Block
    from peerlearn.curation.extract.reading import Reading

_LONGEST = 90
_SPLIT = re.compile(r"\s*(?:[;؛\n•]|[,،](?!\d)|\s(?:and|et|y)\s(?=[A-ZÀ-Ý]))\s*")
_LATIN = re.compile(
    r"\b(?:the\s+)?((?:[A-ZÀ-Ý][\w’'&.-]*\s+(?:(?:of|for|the|and|de|del|la|le|les|des|du|d’|d'|el|los|pour|para|y|et)\s+){0,3}){0,6}"
    r"(?:Foundation|University|Council|Ministry|Institute|Association|Agency|Library|Libraries|Trust|Bank|Fund|College|Academy|Centre|Center"
    r"|Federation|Union|Company|Corporation|Commission|Authority|Network|Fondation|Université|Ministère|Conseil|Institut|Académie"
    r"|Fundación|Universidad|Ministerio|Instituto|Asociación|Consejo|Secretaría|Banco|Caisse|Mairie)"
    r"(?:\s+(?:(?:of|for|the|and|de|del|la|le|les|des|du|el|los|pour|para|et)\s+){0,3}[A-ZÀ-Ý][\w’'&-]*){0,5})"
)
_ARABIC = re.compile(
    r"(?<![\u0621-\u064a])[وبل]{0,2}((?:مؤسسة|جامعة|وزارة|معهد|جمعية|هيئة|منظمة|بنك|صندوق|مكتبة|مجلس|شركة|اتحاد|أكاديمية|مكتب|برنامج الأمم)"
    r"(?:\s+(?:و)?(?:ال|لل|بال)?[\u0621-\u064a\u064b-\u0652]{2,}){1,4})"
)
_KNOWN = re.compile(
    r"(?<!\w)(?:UNICEF|UNESCO|UNHCR|UNDP|UNFPA|World Bank|OECD|European Union|GIZ|DVV International|اليونيسف|اليونسكو)(?!\w)"
)
_WITH = re.compile(
    r"\b(?:with|partner\w*|together|support\w*|funded|joint\w*|avec|partenaire\w*|partenariat|soutien|con|socio\w*|alianza|apoyo|colabor\w*)\b"
    r"|مع |شريك|شركاء|شراكه|بالتعاون|بدعم|بتمويل"
)


def find(reading: Reading) -> list[Found]:
    """Return the organisations that a file names as partners, each once."""
    kept: dict[str, Found] = {}
    for each in (*_listed(reading), *_named(reading)):
        kept.setdefault(fold(str(each.value)), each)
    return list(kept.values())


def _listed(reading: Reading) -> Iterator[Found]:
    for block, starts in reading.labelled("partners"):
        at = starts
        for piece in [*_SPLIT.finditer(block.text, starts), None]:
            stop = piece.start() if piece else len(block.text)
            yield from _listed_piece(block, at, stop)
            at = piece.end() if piece else stop


def _listed_piece(block: Block, start: int, stop: int) -> Iterator[Found]:
    written = block.text[start:stop]
    bare = written.strip(" .-–•*")
    if 2 < len(bare) <= _LONGEST:
        begins = start + written.index(bare)
        yield Found("partners", bare, block.place(begins, begins + len(bare)), {"labelled": 1.0})


def _named(reading: Reading) -> Iterator[Found]:
    pattern = _ARABIC if reading.lang == "ar" else _LATIN
    for block in reading.blocks:
        for match in (*pattern.finditer(block.text), *_KNOWN.finditer(block.text)):
            start, end = match.span(1) if match.re is not _KNOWN else match.span()
            before = search_text(block.text[max(0, start - 60) : start]).text
            yield Found(
                "partners",
                block.text[start:end],
                block.place(start, end),
                {
                    "after with": float(bool(_WITH.search(before))),
                    "known body": float(match.re is _KNOWN),
                    "several words": float(len(block.text[start:end].split()) > 1),
                    "under participation": float(reading.under[block.number] in ("participation", "resources", "partners")),
                },
            )
