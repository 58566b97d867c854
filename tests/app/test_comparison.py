"""Practices side by side, and what a reader puts aside to compare."""

from dataclasses import replace

import pytest

from app import state as urls
from app.components.card import card
from app.components.comparison import silent, table
from app.components.tray import choice_link, tray_bar
from app.i18n import translator
from app.language import LANGS
from app.state import State
from app.views.cards import card_of
from app.views.comparison import comparable, compared
from app.views.tray import choice, choosable, tray

EN = translator("en")
PAIR = ("aswan-outreach", "singapore-seniors-go-digital")


@pytest.fixture
def pair(library):
    return comparable(PAIR, library.record)


def rows(view):
    return {row.name: row for group in view.groups for row in group.rows}


@pytest.mark.parametrize("lang", LANGS)
def test_practices_stand_side_by_side_in_every_language(library, pair, lang):
    view = compared(pair, library, translator(lang))
    assert all(len(row.cells) == 2 for row in rows(view).values())
    html = table(view, translator(lang))
    assert html.count('scope="row"') == len(rows(view))
    assert html.count('scope="col"') == 3


def test_equal_rows_are_those_where_all_say_the_same(library, pair):
    found = rows(compared(pair, library, EN))
    assert found["Level"].equal
    assert not found["Region"].equal
    assert not found["Start"].equal
    assert 'class="pl-equal"' in table(compared(pair, library, EN), EN)


def test_what_nobody_knows_is_not_called_equal_but_listed_once(library, pair):
    view = compared(pair, library, EN)
    assert "Cost" in view.silent
    assert "Cost" not in rows(view)
    assert "Not documented in any of them:" in silent(view, EN)
    assert "Unknown" in table(view, EN)


def test_one_practice_alone_equals_nothing(library, pair):
    assert not any(row.equal for row in rows(compared(pair[:1], library, EN)).values())


def test_a_long_text_is_its_beginning_with_a_link_to_the_whole(library, pair):
    cell = rows(compared(pair, library, EN))["Summary"].cells[0]
    assert cell.values[0].text.endswith(" …")
    assert cell.more == "/practice?lang=en&id=aswan-outreach#part-summary"


def test_each_column_can_be_taken_out(library, pair):
    view = compared(pair, library, EN)
    assert view.columns[0].without == "/compare?lang=en&id=singapore-seniors-go-digital"


def test_documents_and_what_is_gone_are_left_out(library):
    document = next(record.id for record in library.records() if not hasattr(record, "evidence"))
    assert [each.id for each in comparable((document, PAIR[0]), library.record)] == [PAIR[0]]


def test_hostile_titles_stay_text(library, pair):
    version = replace(pair[0].versions["en"], title="<script>window.hacked=1</script>")
    html = table(compared((replace(pair[0], versions={**pair[0].versions, "en": version}), pair[1]), library, EN), EN)
    assert "<script" not in html


def test_a_practice_is_put_aside_and_taken_back_in_the_address():
    state = State(lang="en", q="x")
    added = choice("a", urls.HOME, state)
    assert (added.link, added.chosen) == ("/?lang=en&q=x&compare=a", False)
    taken = choice("a", urls.HOME, state.change(compare=("a", "b")))
    assert (taken.link, taken.chosen) == ("/?lang=en&q=x&compare=b", True)


def test_no_fifth_practice_is_offered():
    full = choice("e", urls.HOME, State(lang="en", compare=("a", "b", "c", "d")))
    assert full.link == ""
    assert choice_link(full, "E", EN) is None


def test_a_card_keeps_what_was_put_aside_and_offers_its_practice(library):
    hit = next(hit for hit in library.browse(top=100, lang="en").hits if hit.record.id == PAIR[0])
    view = choosable(card_of(hit, library, EN, purpose="browse"), hit.record, urls.HOME, State(lang="en", compare=(PAIR[1],)))
    assert view.link.endswith(f"&compare={PAIR[1]}")
    html = card(view, EN)
    assert "Add to the comparison" in html
    assert f"compare={PAIR[1]}&amp;compare={PAIR[0]}" in html


def test_documents_cannot_be_compared(library):
    hit = next(hit for hit in library.browse(top=400, lang="en").hits if not hasattr(hit.record, "evidence"))
    assert choosable(card_of(hit, library, EN, purpose="browse"), hit.record, urls.HOME, State(lang="en")).choice is None


def test_the_tray_compares_from_two_on_and_forgets_what_is_gone(library):
    assert tray(urls.HOME, State(lang="en"), library.record) is None
    one = tray(urls.HOME, State(lang="en", compare=(PAIR[0], "gone")), library.record)
    assert (len(one.items), one.compare) == (1, "")
    assert "Add one more to compare." in tray_bar(one, EN)
    two = tray(urls.HOME, State(lang="en", compare=PAIR), library.record)
    assert two.compare == f"/compare?lang=en&id={PAIR[0]}&id={PAIR[1]}"
    assert two.clear == "/?lang=en"
