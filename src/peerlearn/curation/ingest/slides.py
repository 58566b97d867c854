"""PPTX -> one page a slide: its title first, then the other shapes in their order, tables row by row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from peerlearn.curation.ingest.archive import check_package
from peerlearn.curation.ingest.content import Content, pages_of
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.curation.ingest.limits import Limits


def read_pptx(data: bytes, *, limits: Limits) -> Content:
    """Return the text of the slides; the speaker's notes, pictures, charts and SmartArt are left out.

    Raises:
        RefusedError: it is unsafe, broken, empty or too large.
    """
    check_package(data, limits=limits)
    try:
        deck = Presentation(io.BytesIO(data))
        slides = list(deck.slides)
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise RefusedError("broken") from error
    if len(slides) > limits.pages:
        raise RefusedError("too_many_pages", limit=limits.pages)
    texts = [(str(number), "\n\n".join(_texts(slide))) for number, slide in enumerate(slides, start=1)]
    return Content(pages_of(texts, limits=limits), one_line(deck.core_properties.title or ""))


def _texts(slide: Any) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None:
        yield title.text_frame.text
    for shape in slide.shapes:
        if title is None or shape.shape_id != title.shape_id:
            yield from _of_shape(shape)


def _of_shape(shape: Any) -> Iterator[str]:
    if hasattr(shape, "shapes"):
        for each in shape.shapes:
            yield from _of_shape(each)
    elif getattr(shape, "has_table", False):
        for row in shape.table.rows:
            yield " | ".join(text for cell in row.cells if (text := one_line(cell.text_frame.text)))
    elif shape.has_text_frame:
        yield "\n".join(paragraph.text for paragraph in shape.text_frame.paragraphs)
