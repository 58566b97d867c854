"""For who wants to see the whole: what the texts are about, where and when, in which languages, and who is missing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from app import state as urls
from app.components import explore
from app.components.explore_filters import colour_choice, filter_row
from app.components.help import hint
from app.components.meaning_chart import meaning_chart, starts_chart
from app.components.notes import note
from app.page import Page, run, show
from app.views.explore import active, figures_of, map_of, starts_note
from peerlearn.coverage import chosen, coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.coverage import Coverage
    from peerlearn.index.meaning import MeaningMap
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.practice import Record


def body(page: Page) -> None:
    """Draw the page."""
    state, tr, base = page.state, page.tr, page.base
    page.title(tr("Explore the library"), lead=tr("What the texts are about, where they come from, and who is missing."))
    filter_row(state, base, tr)
    show(explore.filters_in_use(active(state, base, tr), state, tr))
    shown = chosen(base.records(), base.cities, state.filters)
    if not shown:
        show(note(tr("Nothing in the library passes these filters."), tr))
        show(hint(tr))
        show(explore.take_away(tr))
        return
    view = coverage(base.records(), base.cities, base.vocabularies, where=state.filters)
    meaning(page, shown)
    show_figures(page, view)
    show(explore.take_away(tr))


def meaning(page: Page, shown: Sequence[Record]) -> None:
    """Draw the map, what its colours mean, and its groups in words."""
    tr = page.tr
    lead = tr(
        "Each point is a text. Texts of similar content lie close together, in whatever language they were written; "
        "directions, and distances between groups, mean nothing more."
    )
    show(explore.part(tr("Map of meaning"), lead, tr))
    drawn = drawn_map(page.base)
    if drawn is None:
        show(note(tr("The map is drawn when the library is next built."), tr))
        return
    colour_choice(page.state, tr)
    view = map_of(drawn, list(page.base.records()), shown, page.state, page.base, tr)
    with st.container(key="meaning"):
        st.altair_chart(meaning_chart(view, tr), width="stretch", theme=None, key="meaning-map")
    show(explore.legend(view, tr))
    if view.unplaced:
        show(
            note(
                tr.plural(
                    "{n} text has come since the map was drawn; it appears with the next build.",
                    "{n} texts have come since the map was drawn; they appear with the next build.",
                    view.unplaced,
                ),
                tr,
            )
        )
    show(explore.groups(view, tr))


def show_figures(page: Page, view: Coverage) -> None:
    """Draw everything that is counted."""
    tr = page.tr
    told = figures_of(view, page.state, page.base, tr)
    lead = tr("A practice counts under each of its themes. A number leads to the practices; an empty cell leads to who is missing.")
    empty = tr.plural("{n} cell is empty.", "{n} cells are empty.", told.empty_cells) if told.empty_cells else ""
    show(explore.part(tr("Themes by regions"), f"{lead} {empty}".strip(), tr, explore.heat_map(told, tr)))
    show(explore.part(tr("When they began"), starts_note(view, tr), tr))
    if view.starts.years:
        with st.container(key="starts"):
            st.altair_chart(starts_chart(view.starts, tr), width="stretch", theme=None, key="starts-chart")
        show(explore.starts_table(view.starts, tr))
    show(explore.part(tr("Languages and evidence"), "", tr, explore.two_tables(told, tr)))
    show(explore.missing(told, tr))


@lru_cache(maxsize=1)
def drawn_map(base: KnowledgeBase) -> MeaningMap | None:
    """Return the map of a knowledge base, read once for each of them."""
    return base.meaning_map()


run(urls.EXPLORE, body)
