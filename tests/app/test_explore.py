"""The Explore page, its map and figures, the help, the figures of the search, and the data set to take away."""

import dataclasses
import io
import itertools
import re
import zipfile
from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from app import downloads
from app import page as page_module
from app import state as urls
from app.components import explore as parts
from app.components import help as tasks
from app.components.meaning_chart import meaning_chart, starts_chart
from app.i18n import translator
from app.language import LANGS
from app.library import Library
from app.views import about
from app.views.explore import HEATS, MISSING, OTHER, figures_of, map_of
from peerlearn.coverage import chosen, coverage
from peerlearn.errors import IndexMissingError

ROOT = Path(__file__).resolve().parents[2]
EN, AR = translator("en"), translator("ar")
HOSTILE = "<script>alert(1)</script> **x** [a](javascript:alert(1)) \u202eدخيل"


@pytest.fixture
def show(monkeypatch, library):
    """Run a page over the fake library and return all its HTML."""

    def run(page, base=library, **params):
        monkeypatch.setattr(page_module, "LIBRARY", Library(lambda: base))
        test = AppTest.from_file(str(ROOT / "app" / "pages" / page), default_timeout=60)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        assert list(test.exception) == []
        return test, "\n".join(str(each.value) for each in test.main if each.type == "html")

    return run


def figures(library, lang="en", **filters):
    state = urls.State(lang=lang, filters=filters)
    view = coverage(library.records(), library.cities, library.vocabularies, where=state.filters)
    return figures_of(view, state, library, translator(lang))


def drawn(library, lang="en", by="theme", **filters):
    state = urls.State(lang=lang, filters=filters, by=by)
    everything = list(library.records())
    shown = chosen(everything, library.cities, state.filters)
    return map_of(library.meaning_map(), everything, shown, state, library, translator(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_cell_leads_to_its_practices_or_to_who_is_missing(library, lang):
    told = figures(library, lang)
    cells = [cell for row in told.rows for cell in row.cells]
    assert len(cells) == len(told.rows) * len(told.regions) > 100
    assert {cell.link for cell in cells if not cell.count} == {f"#{MISSING}"}
    assert sum(not cell.count for cell in cells) == told.empty_cells > 0
    assert all(cell.link.startswith(f"/?lang={lang}&region=") and "theme=" in cell.link for cell in cells if cell.count)
    assert {cell.heat for cell in cells} == set(range(HEATS + 1))
    assert all((cell.heat == 0) == (cell.count == 0) for cell in cells)


def test_what_a_cell_counts_is_what_its_link_finds(library):
    row = figures(library).rows[0]
    for cell in row.cells:
        params = dict(part.split("=") for part in cell.link.removeprefix("/?").split("&"))
        found = chosen(
            library.records(), library.cities, {"region": (params["region"],), "theme": (params["theme"],), "kind": ("practice",)}
        )
        assert len(found) == cell.count


def test_links_keep_the_filters_of_the_page(library):
    told = figures(library, country=("EG",))
    links = [cell.link for row in told.rows for cell in row.cells if cell.count] + [bar.link for bar in told.languages]
    assert links
    assert all("country=EG" in link for link in links)


def test_bars_are_shares_of_the_members(library):
    told = figures(library)
    for bar in told.members:
        _, with_practice, members = bar.figures
        assert bar.length == (round(100 * with_practice / members) if members else 0)
    assert told.members_with == sum(bar.figures[1] for bar in told.members)


def test_each_text_is_a_point_that_leads_to_its_page(library):
    view = drawn(library)
    assert len(view.points) == len(list(library.records())) - 1
    assert view.unplaced == 1
    assert all(point.link.startswith("/practice?lang=en&id=") for point in view.points)
    assert {text[2] for group in view.groups for text in group.texts} == {point.link for point in view.points}


@pytest.mark.parametrize("by", urls.COLOURS)
def test_colours_mean_what_the_legend_says_and_stay_when_filtered(library, by):
    whole, some = drawn(library, by=by), drawn(library, by=by, region=("africa",))
    assert {point.colour for point in whole.points} == {colour for colour, _ in whole.legend}
    assert len({name for _, name in whole.legend}) == len(whole.legend)
    assert set(some.legend) <= set(whole.legend)
    assert (OTHER in {colour for colour, _ in whole.legend}) == any(point.colour == OTHER for point in whole.points)


def test_titles_and_names_on_the_map_are_in_the_readers_language(library):
    titles = [point.title for point in drawn(library, "ar").points]
    assert sum(bool(re.search(r"[\u0600-\u06ff]", title)) for title in titles) > 0.9 * len(titles)
    assert re.search(r"[\u0600-\u06ff]", drawn(library, "ar").groups[0].name)


def test_charts_run_in_the_reading_direction(library):
    starts = coverage(library.records(), library.cities, library.vocabularies, where={}).starts
    arabic, english = (starts_chart(starts, tr).to_dict()["encoding"] for tr in (AR, EN))
    assert (arabic["x"]["sort"], arabic["y"]["axis"]["orient"]) == ("descending", "right")
    assert (english["x"]["sort"], english["y"]["axis"]["orient"]) == ("ascending", "left")


def test_the_map_names_itself_and_opens_pages_in_place(library):
    chart = meaning_chart(drawn(library, "ar"), AR).to_dict()
    assert "خريطة المعاني" in chart["description"]
    assert chart["usermeta"]["embedOptions"]["loader"] == {"target": "_self"}
    assert chart["layer"][0]["encoding"]["href"]["field"] == "href"


def test_hostile_titles_are_text_in_the_list_and_in_the_map(library):
    view = drawn(library)
    group = dataclasses.replace(view.groups[0], name=HOSTILE, texts=((HOSTILE, "en", "/practice?lang=en&id=x"),) * 5)
    html = parts.groups(dataclasses.replace(view, groups=(group,)), EN)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 6


def test_the_page_in_arabic_says_all_in_words(library, show):
    test, html = show("explore.py", lang="ar")
    assert html.count('scope="row"') > 30
    assert 'id="missing"' in html
    assert "لا ممارسة لها في المكتبة بعد" in html
    assert "وصل نص واحد منذ رُسمت الخريطة" in html
    assert f'href="{urls.DATASET}"' in html
    assert [box.label for box in test.selectbox] == ["المنطقة", "الموضوع", "لغة النص"]
    headings = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_choices_go_to_the_address_and_come_from_it(library, show):
    test, html = show("explore.py", lang="en", region="africa", by="lang")
    assert test.selectbox(key="explore-region").value == "africa"
    assert test.radio(key="explore-by").value == "lang"
    assert "Remove the filter:" in html
    test.selectbox(key="explore-theme").select("literacy").run()
    assert test.query_params["theme"] == "literacy"
    assert test.query_params["region"] == "africa"
    test.radio(key="explore-by").set_value("region").run()
    assert test.query_params["by"] == "region"
    test.selectbox(key="explore-region").select("").run()
    assert "region" not in test.query_params


def test_a_value_that_no_list_has_is_a_filter_that_can_be_removed(library, show):
    test, html = show("explore.py", lang="en", region="atlantis")
    assert test.selectbox(key="explore-region").value == ""
    assert "Nothing in the library passes these filters." in html
    assert "How to search, and what to do when nothing is found" in html
    assert "/explore?lang=en" in html


def test_a_library_without_a_map_says_when_there_will_be_one(library, show):
    class Older(type(library)):
        def meaning_map(self):
            return None

    _, html = show("explore.py", base=Older(library.corpus), lang="en")
    assert "The map is drawn when the library is next built." in html
    assert "Who is missing" in html


@pytest.mark.parametrize("lang", LANGS)
def test_help_has_four_steps_for_each_role_and_its_links_lead_somewhere(lang):
    roles = tasks.roles(translator(lang))
    assert [role.id for role in roles] == ["officials", "cities", "researchers", "curators"]
    assert all(len(role.tasks) == 4 for role in roles)
    known = {urls.HOME, urls.EXPLORE, urls.DATASET}
    assert {link.split("?")[0] for role in roles for _, link in role.begin} <= known
    html = tasks.page(translator(lang))
    assert all(f'href="#{role.id}"' in html and f'id="{role.id}"' in html for role in roles)


def test_help_and_about_are_drawn(show):
    assert "لأمناء المحتوى" in show("help.py", lang="ar")[1]
    _, html = show("about.py", lang="en")
    for heading in ("How the search works", "Limits", "Privacy", "Licences"):
        assert f">{heading}</h2>" in html


def test_the_figures_of_the_search_are_those_of_the_docs():
    docs = (ROOT / "docs" / "retrieval.md").read_text(encoding="utf-8")
    xquad = next(line for line in docs.split("\n") if line.startswith(f"| XQuAD, {about.QUESTIONS} questions a language |"))
    for asked, answered, score in about.MEASURED:
        assert f"{asked}>{answered} {score:.3f}".replace(" 0.", " .") in xquad
    assert f"Of the {about.UNANSWERABLE} questions that nothing answers {about.ADMITTED} are met" in docs
    assert f"wrongly to {about.DENIED} of the {about.ANSWERABLE} answerable ones" in docs


def asked(headers=()):
    return Request({"type": "http", "method": "GET", "path": urls.DATASET, "headers": [(k.encode(), v.encode()) for k, v in headers]})


def test_the_data_set_is_made_once_for_each_state_of_the_library(library, monkeypatch):
    monkeypatch.setattr(downloads, "LIBRARY", Library(lambda: library))
    monkeypatch.setattr(downloads, "_FILE", downloads.DatasetFile())
    answer = downloads.download(asked())
    assert answer.headers["content-disposition"] == 'attachment; filename="peerlearn-dataset.zip"'
    names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert "peerlearn-dataset/datapackage.json" in names
    monkeypatch.setattr(downloads.dataset, "files", None)
    assert downloads.download(asked()).body == answer.body
    assert downloads.download(asked([("if-none-match", answer.headers["etag"])])).status_code == 304


def test_without_a_library_the_data_set_is_a_sentence(monkeypatch):
    def missing():
        raise IndexMissingError("/srv/secret/indexes is empty", remedy="build")

    monkeypatch.setattr(downloads, "LIBRARY", Library(missing))
    answer = downloads.download(asked([("accept-language", "ar")]))
    assert answer.status_code == 503
    assert re.search(r"[\u0600-\u06ff]", answer.body.decode())
    assert "secret" not in answer.body.decode()
