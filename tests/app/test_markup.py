"""Nothing that is not HTML already gets into a page as HTML."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.markup import Html, element, join, text_in, web_link
from app.prose import marked, prose, shortened

HOSTILE = st.text() | st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "' onclick='x"])


class Reader(HTMLParser):
    """Collects tags and text as a browser would."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(HOSTILE, HOSTILE)
def test_text_and_attributes_are_escaped(text, value):
    reader = read(element("p", text, title=value))
    assert [tag for tag, _ in reader.tags] == ["p"]
    assert set(reader.tags[0][1]) == {"title"}


@given(HOSTILE)
def test_html_is_not_escaped_twice(text):
    once = element("b", text)
    assert element("p", once) == f"<p>{once}</p>"
    assert join([once, text]).startswith(once)


def test_absent_children_and_attributes_leave_nothing():
    assert element("p", None, "", hidden=False, title=None, class_="a", aria_label="b") == '<p class="a" aria-label="b"></p>'
    assert element("input", disabled=True) == "<input disabled></input>"


def test_language_and_direction_stand_on_the_text():
    assert text_in("p", "نص", "ar") == '<p lang="ar" dir="rtl">نص</p>'
    assert text_in("p", "text", "en") == '<p lang="en" dir="ltr">text</p>'


def test_only_links_of_the_web_become_links():
    assert web_link("https://example.org/a") == "https://example.org/a"
    assert web_link("javascript:alert(1)") is None
    assert web_link("data:text/html,x") is None


@given(HOSTILE)
def test_prose_holds_only_harmless_elements(text):
    tags = {tag for tag, _ in read(prose(text)).tags}
    assert tags <= {"p", "ul", "ol", "li", "strong", "em", "blockquote", "h3", "br"}


def test_prose_draws_lists_and_emphasis_and_nothing_that_loads():
    html = prose("**Two** things:\n\n- one\n- two\n\n1. first\n\n![x](https://evil.example/a.png) [y](javascript:z) <b>c</b>")
    assert "<strong>Two</strong>" in html
    assert html.count("<li>") == 3
    assert "<img" not in html
    assert "<a" not in html
    assert "&lt;b&gt;" in html


@given(HOSTILE, st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=5), st.integers(10, 80))
def test_marks_never_break_the_page(text, spans, room):
    tags = [tag for tag, _ in read(marked(text, spans, room=room)).tags]
    assert set(tags) <= {"mark"}


def test_marks_stand_on_the_original_letters():
    text = "تعلّم كبار السن المهارات"
    start = text.index("كبار")
    assert "<mark>كبار السن</mark>" in marked(text, [(start, start + 4), (start + 4, start + 9)])


def test_a_long_passage_is_shown_around_its_first_mark():
    text = "word " * 200 + "needle " + "word " * 200
    at = text.index("needle")
    shown = marked(text, [(at, at + 6)], room=200)
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(re.sub(r"<[^>]+>", "", shown)) < 260


def test_markdown_marks_are_not_shown_in_cards():
    assert marked("- **Centres:** 120\n- Schools: 15", []) == "Centres: 120 • Schools: 15"
    assert shortened("# Title\n\n**bold** " + "word " * 100, room=40).endswith(" …")


def test_html_is_text_too():
    assert isinstance(Html("<p>"), str)
