"""A file as the finders see it: its language, blocks, title, and which section or field each block belongs to."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.extract.blocks import Block, blocks_of
from peerlearn.curation.extract.headings import SECTION_NAMES, heading_of, label_of
from peerlearn.curation.extract.suggestion import Value
from peerlearn.text.language import Guess, detect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.curation.source import Place, Source

_TITLE_WITHIN = 6
"""Blocks from the top among which the title is looked for."""
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Found:
    """What a finder found: a value for a field, where, and what speaks for it (named features, which calibration weighs)."""

    field: str
    value: Value
    place: Place
    features: Mapping[str, float] = dataclasses.field(hash=False)


@dataclass(frozen=True)
class Part:
    """A value with a label before it, or the blocks under a heading: ``name`` is the section or field, ``starts`` where text begins."""

    name: str
    blocks: tuple[Block, ...]
    starts: int = 0


@dataclass(frozen=True)
class Reading:
    """A file that was read for drafting; ``under`` says, per block, which section or field it stands under (or nothing)."""

    source: Source
    language: Guess
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    under: tuple[str, ...]
    title: Block | None

    @property
    def lang(self) -> str:
        """The language of the file."""
        return self.language.lang

    def labelled(self, name: str) -> list[tuple[Block, int]]:
        """Return the blocks that hold the value of a labelled field, each with where in it the value begins."""
        return [(part.blocks[0], part.starts) for part in self.parts if part.name == name and part.blocks]

    @classmethod
    def of(cls, source: Source) -> Reading:
        """Read a file."""
        blocks = blocks_of(source)
        language = detect(" ".join(each.text for each in blocks)[:4000], default="ar")
        parts, under = _parts(blocks)
        return cls(source, language, tuple(blocks), tuple(parts), tuple(under), _title(blocks, parts))


def _parts(blocks: Sequence[Block]) -> tuple[list[Part], list[str]]:
    """Cut a file at its headings and labels; a label's value is its own line alone, a section goes on to the next heading."""
    parts: list[Part] = []
    under: list[str] = []
    held: list[Block] = []
    open_name, starts = "", 0
    for block in blocks:
        label, value_at = label_of(block)
        name = label or heading_of(block)
        if label and label not in SECTION_NAMES:
            parts.append(Part(label, (block,), value_at))
            under.append(label)
            continue
        if name:
            parts += [Part(open_name, tuple(held), starts)] if open_name and held else []
            open_name, held, starts = name, [block] if label else [], value_at
            under.append(name if label else f"heading:{name}")
            continue
        under.append(open_name)
        if open_name:
            held.append(block)
    parts += [Part(open_name, tuple(held), starts)] if open_name and held else []
    return parts, under


def _title(blocks: Sequence[Block], parts: Sequence[Part]) -> Block | None:
    """Return the block that is the title: a labelled one, else the first short line of the file that is no heading of the template."""
    labelled = [part.blocks[0] for part in parts if part.name == "title"]
    if labelled:
        return labelled[0]
    for block in blocks[:_TITLE_WITHIN]:
        if heading_of(block) or label_of(block)[0] or len(block.text) < 8:
            continue
        return block if len(block.text) <= _LONGEST_TITLE and not block.is_item else None
    return None
