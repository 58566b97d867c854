"""View-models over the whole corpus, in every language of the interface."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components import record as record_parts
from app.components.card import card
from app.components.holdings import evidence, languages, licences, regions
from app.components.notes import filter_line, offer_line, pager, reading_lines
from app.components.places import place_lists
from app.components.world import world
from app.i18n import translator
from app.language import LANGS
from app.state import State
from app.views.cards import card_of
from app.views.facets import active_filters, facets_of, offered_filters
from app.views.holdings import holdings_of
from app.views.places import by_region, places_of
from app.views.practice import FURTHER, cost_text, licence, record_page
from app.views.texts import Phrase, phrase
from peerlearn.facts import Resources
from peerlearn.search.reading import Note, Reading
from peerlearn.search.result import Offer, Query, Ranking

QUESTION = "كيف نساعد كبار السن على تعلم المهارات الرقمية"


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_has_a_page(library, lang):
    tr = translator(lang)
    for record in library.records():
        page = record_page(record, library, tr)
        parts = [record_parts.top, record_parts.story, record_parts.glance, record_parts.sources]
        assert all(part(page, tr) for part in parts)
        for part in (record_parts.figures, record_parts.evidence, record_parts.means):
            part(page, tr)
        assert page.title.text == record.version(lang).title


def test_a_page_shows_the_version_that_was_chosen(library):
    page = record_page(library.record("aswan-outreach"), library, translator("ar"), version="en")
    assert page.title.lang == "en"
    assert [link.current for link in page.versions if link.lang == "en"] == [True]
    assert any(link.original for link in page.versions if link.lang == "ar")
    assert {link.link for link in page.versions} >= {"/practice?lang=ar&id=aswan-outreach&version=en"}


def test_the_unknown_is_shown_as_unknown(library):
    page = record_page(library.record("aswan-outreach"), library, translator("en"))
    unknown = [fact.name for fact in page.facts if not fact.values]
    assert {"Start", "Cost"} <= set(unknown)
    assert "Unknown" in record_parts.glance(page, translator("en"))


def test_provenance_says_that_no_native_reviewer_has_read_it(library):
    page = record_page(library.record("aswan-outreach"), library, translator("en"))
    assert not page.reviewed
    assert "No native reviewer has read it yet." in page.provenance
    assert any("24 November 2026" in sentence for sentence in page.provenance)


def test_self_reported_figures_are_said_to_be_so(library):
    tr = translator("en")
    page = record_page(library.record("aswan-outreach"), library, tr)
    assert page.results
    assert all(not row.independent for row in page.results)
    assert "The city itself" in record_parts.figures(page, tr)
    assert "No independent body has checked" in record_parts.figures(page, tr)


def test_sources_open_without_telling_where_from(library):
    tr = translator("ar")
    html = record_parts.sources(record_page(library.record("aswan-outreach"), library, tr), tr)
    assert html.count('rel="noopener noreferrer"') == html.count("<a ")


@pytest.mark.parametrize("lang", LANGS)
def test_cards_of_an_answer(library, lang):
    ranking = library.search(QUESTION, top=20)
    assert ranking.hits
    for hit in ranking.hits:
        view = card_of(hit, library, translator(lang))
        html = card(view, translator(lang))
        assert view.band_label
        assert view.link in html.replace("&amp;", "&")
        assert ("<mark>" in html) == bool(hit.passages[0].highlights)
        assert f'lang="{hit.passages[0].passage.lang}"' in html


@pytest.mark.parametrize(("lang", "words"), [("ar", "وردت أيضًا في:"), ("en", "Also told in:"), ("fr", "Aussi présentée dans\xa0:")])
def test_a_card_links_to_where_else_the_practice_is_told(library, lang, words):
    hit = library.search(QUESTION, top=1).hits[0]
    other = next(each for each in library.records() if each.id != hit.record.id)
    html = card(card_of(replace(hit, also=(other.id,)), library, translator(lang)), translator(lang))
    assert words in html
    assert f"/practice?lang={lang}&amp;id={other.id}" in html
    assert "pl-also" not in card(card_of(hit, library, translator(lang)), translator(lang))


def test_a_listing_has_no_bands_and_no_reasons(library):
    view = card_of(library.browse(lang="ar").hits[0], library, translator("ar"), purpose="browse")
    assert (view.band, view.reasons, view.by_meaning) == ("", (), False)


def test_evidence_level_0_is_shown_openly(library):
    hits = [
        hit for hit in library.browse(top=100, lang="ar").hits if getattr(hit.record, "evidence", None) and hit.record.evidence.level == 0
    ]
    assert hits
    assert "الدليل 0 من 5: غير موثّق" in card(card_of(hits[0], library, translator("ar"), purpose="browse"), translator("ar"))


def test_facets_are_labelled_and_keep_what_was_chosen(library):
    state = State(lang="ar", filters={"region": ("africa", "nowhere")})
    facets = facets_of(library.browse(lang="ar").facets, state, translator("ar"), library.facet_label)
    region = next(facet for facet in facets if facet.field == "region")
    assert set(region.chosen) == {"africa", "nowhere"}
    assert {"أفريقيا", "الدول العربية"} <= {option.label for option in region.options}
    assert next(option.count for option in region.options if option.value == "nowhere") == 0


def test_a_facet_without_a_choice_is_not_shown(library):
    assert facets_of({"region": {"africa": 3}}, State(), translator("en"), library.facet_label) == ()


@given(
    st.dictionaries(st.sampled_from(["region", "evidence", "kind"]), st.dictionaries(st.text(min_size=1), st.integers(0, 9), max_size=6))
)
def test_any_counts_give_facets(counts):
    for facet in facets_of(counts, State(), translator("ar"), lambda _field, value, _lang: value):
        assert len(facet.options) == len(counts[facet.field])


@pytest.mark.parametrize("lang", LANGS)
def test_places_and_holdings_count_every_practice(library, lang):
    tr = translator(lang)
    places = places_of(library.records(), library, tr)
    held = holdings_of(library.records(), library, tr)
    assert sum(place.count for place in places) == held.practices == len(library.corpus.practices)
    assert sum(line.practices for line in held.regions) == held.practices
    assert sum(count for _, _, count in held.evidence) == held.practices
    assert held.cities == len(places)
    assert all([regions(held, tr), languages(held, tr), evidence(held, tr), licences(held, tr)])
    html = place_lists(by_region(places, library, tr), tr)
    assert html.count("<li>") == held.cities_with


def test_costs():
    tr = translator("en")
    assert cost_text(None, tr) is None
    assert cost_text(Resources(), tr) is None
    assert cost_text(Resources(cost=250000, currency="USD", cost_year=2019), tr) == "250,000 USD (2019)"


def test_a_text_is_chosen_in_the_language_then_english_then_any():
    assert phrase({"fr": "a", "en": "b"}, "fr").text == "a"
    assert phrase({"fr": "a", "en": "b"}, "ar").lang == "en"
    assert phrase({"pt": "a"}, "ar").lang == "pt"
    assert phrase({}, "ar") is None


def test_pager_links_before_and_after():
    tr = translator("en")
    assert pager(State(), tr, total=10, size=10) is None
    first, middle = pager(State(lang="en"), tr, total=25, size=10), pager(State(lang="en", page=2), tr, total=25, size=10)
    assert 'rel="prev"' not in first
    assert "Page 2 of 3" in middle
    assert "/?lang=en&amp;page=3" in middle


@pytest.mark.parametrize("asked", [3, 4, 50])
def test_the_pager_beyond_the_last_page_stands_on_the_last(asked):
    html = pager(State(lang="en", page=asked), translator("en"), total=25, size=10)
    assert "Page 3 of 3" in html
    assert "/?lang=en&amp;page=2" in html
    assert 'rel="next"' not in html


@pytest.mark.parametrize(
    ("value", "unit", "lang", "html"),
    [
        (Phrase("90", "ar"), Phrase("%", "ar"), "ar", '<bdi lang="ar">90%</bdi>'),
        (Phrase("over 60", "en"), Phrase("%", "ar"), "ar", '<bdi lang="en">over 60%</bdi>'),
        (Phrase("90", "fr"), Phrase("%", "fr"), "fr", '<bdi lang="fr">90\u202f%</bdi>'),
        (Phrase("over 100,000", "en"), None, "ar", '<bdi lang="en">over 100,000</bdi>'),
        (
            Phrase("17.3", "ar"),
            Phrase("million SGD", "en"),
            "ar",
            '<bdi lang="en" dir="ltr"><bdi lang="ar">17.3</bdi> million SGD</bdi>',
        ),
        (Phrase("over 60", "en"), Phrase("عاملًا", "ar"), "ar", '<bdi lang="ar" dir="rtl"><bdi lang="en">over 60</bdi> عاملًا</bdi>'),
    ],
)
def test_a_value_and_its_unit_stand_apart_in_their_own_direction(value, unit, lang, html):
    assert record_parts.quantity(value, unit, translator(lang)) == html


def test_foreign_results_on_an_arabic_page_keep_their_order(library):
    tr = translator("ar")
    page = record_page(library.record("singapore-seniors-go-digital"), library, tr)
    html = record_parts.figures(page, tr)
    assert '<bdi lang="en">over 60%</bdi>' in html
    assert re.findall(r'<bdi lang="en" dir="ltr"><bdi lang="ar">([0-9.]+)</bdi> million SGD</bdi>', html) == [
        "17.3",
        "2.9",
    ]  # what it was before, too
    assert '<p class="pl-small pl-method"><span lang="en" dir="ltr">Share in 2021' in html


@pytest.mark.parametrize("lang", LANGS)
def test_filters_in_use_can_be_taken_away_one_by_one(library, lang):
    tr = translator(lang)
    state = State(lang=lang, q="x", filters={"region": ("africa", "arab-states"), "theme": ("digital",)}, page=3)
    active = active_filters(state, tr, library.facet_label)
    assert [each.link for each in active] == [
        f"/?lang={lang}&q=x&region=arab-states&theme=digital",
        f"/?lang={lang}&q=x&region=africa&theme=digital",
        f"/?lang={lang}&q=x&region=africa&region=arab-states",
    ]
    html = filter_line(active, state, tr)
    assert 'data-count="3"' in html
    assert f'href="/?lang={lang}&amp;q=x" target' in html
    assert filter_line((), State(), tr) is None


def test_a_page_without_a_title_is_named_after_its_publisher(library):
    tr = translator("ar")
    record = library.record("singapore-seniors-go-digital")
    html = record_parts.sources(record_page(record, library, tr), tr)
    untitled = [source for source in record.sources if source.title == FURTHER]
    assert untitled
    assert FURTHER not in html
    assert html.count("صفحة أخرى قُرئت لهذا السجل: <a ") == len(untitled)
    assert all(html.count(f">{source.publisher}<") == 1 for source in untitled)


@pytest.mark.parametrize("lang", ["ar", "fr", "es"])
def test_frequent_licences_are_explained_and_others_stand_as_they_are(library, lang):
    tr = translator(lang)
    frequent = ["facts only", "All rights reserved by publisher; facts only", "UNESCO website terms of use; facts only"]
    said = [licence(terms, tr) for terms in frequent]
    assert {each.lang for each in said} == {lang}
    assert not any("facts" in each.text for each in said)
    assert licence("CC BY-SA 3.0 IGO", tr) == Phrase("CC BY-SA 3.0 IGO", "en")


@pytest.mark.parametrize(("lang", "place"), [("ar", ["سنغافورة"]), ("en", ["Singapore"])])
def test_a_city_called_like_its_country_is_named_once(library, lang, place):
    page = record_page(library.record("singapore-seniors-go-digital"), library, translator(lang))
    assert [each.text for each in page.place] == place
    assert len(record_page(library.record("aswan-outreach"), library, translator(lang)).place) == 2


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_has_a_name(library, lang):
    tr = translator(lang)
    said = world(places_of(library.records(), library, tr), tr).to_dict()["description"]
    assert said == tr("World map of the cities; the list below says the same in words")


def test_a_title_is_in_the_questions_language_then_the_readers_then_the_hits(library):
    def full(record):
        return {lang for lang, version in record.versions.items() if version.sections}

    practices = library.corpus.practices.values()
    record = next(each for each in practices if {"en", "fr"} <= full(each) and "ar" in set(each.versions) - full(each))
    hit = replace(library.browse(top=1, lang="en").hits[0], record=record, lang="en", title_lang="en")
    assert card_of(hit, library, translator("fr"), asked_in="en").title.lang == "en"
    assert card_of(hit, library, translator("fr"), asked_in="pt").title.lang == "fr"
    assert card_of(hit, library, translator("ar"), asked_in="pt").title.lang == "ar"  # a title is enough to be told by
    assert card_of(hit, library, translator("ar"), asked_in="pt").text_lang == "الإنجليزية"
    assert card_of(hit, library, translator("fr"), purpose="browse").title.lang == "en"


def test_a_page_in_a_language_with_only_a_summary_goes_on_in_the_full_text_and_says_so(library):
    practices = library.corpus.practices.values()
    record = next(each for each in practices if each.lang == "fr" and not each.versions["ar"].sections)
    page = record_page(record, library, translator("ar"))
    assert page.title.lang == page.summary.lang == "ar"
    assert {section.text.lang for section in page.sections} == {"en"}
    assert "الإنجليزية" in page.note
    assert not record_page(record, library, translator("en")).note


OFFERS = (Offer("country", "EG", (0, 3), 311, 24), Offer("sdg", "4", (4, 8), 311, 200), Offer("year", "2019", (9, 13), 311, 5))


@pytest.mark.parametrize("lang", LANGS)
def test_offers_are_links_that_apply_the_filter(library, lang):
    tr = translator(lang)
    state = State(lang=lang, q="x", filters={"theme": ("literacy",)}, page=3)
    offered = offered_filters(OFFERS, state, tr, library.facet_label)
    assert [each.link for each in offered] == [  # a year is no filter of this page
        f"/?lang={lang}&q=x&country=EG&theme=literacy",
        f"/?lang={lang}&q=x&theme=literacy&sdg=4",
    ]
    html = offer_line(offered, tr)
    assert html.count("<a ") == 2
    assert not re.search(r"\bpl-active(?!-)", html)  # the phone's filter button counts what has that class
    assert library.facet_label("country", "EG", lang) in html
    assert "(24)" in html


def test_no_offer_for_a_field_that_filters_and_none_without_offers(library):
    tr = translator("ar")
    state = State(lang="ar", filters={"country": ("MA",), "sdg": ("4",)})
    assert offered_filters(OFFERS, state, tr, library.facet_label) == ()
    assert offer_line((), tr) is None


@pytest.mark.parametrize("lang", LANGS)
def test_how_a_question_was_read_is_told_and_cannot_inject(library, lang):
    tr = translator(lang)
    reading = Reading("x", ("<b>مراكز",), ("الرياض",), {"country": ("EG",)}, (Note("unknown-field", "<i>"),))
    html = reading_lines(Ranking(Query("x", "ar"), (), reading=reading), tr, library.facet_label)
    assert html.count("<li") == 4
    assert "&lt;b&gt;مراكز" in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert library.facet_label("country", "EG", lang) in html
    assert reading_lines(Ranking(Query("x", "ar"), (), reading=Reading("x")), tr, library.facet_label) is None
    assert reading_lines(Ranking(Query("x", "ar"), ()), tr, library.facet_label) is None
