"""Filters that a question names, and who goes first among near-equals."""

import pytest

from peerlearn.search.facets import Holders
from peerlearn.search.lexicon import Named
from peerlearn.search.offers import MOST_OFFERS, NEAR, free, of_places, offers, prefer
from peerlearn.search.reading import Reading
from peerlearn.search.result import Offer

VALUES = {
    "a": {"country": ("EG",), "city": ("eg-giza",), "theme": ("literacy",)},
    "b": {"country": ("EG",), "city": ("eg-cairo",), "theme": ("literacy",)},
    "c": {"country": ("MA",), "city": (), "theme": ("literacy",)},
}
HELD = Holders.of(VALUES)
EGYPT, GIZA, LITERACY, JORDAN = (
    Named("country", "EG", (0, 3)),
    Named("city", "eg-giza", (5, 9)),
    Named("theme", "literacy", (10, 14)),
    Named("country", "JO", (15, 19)),
)


def test_an_offer_says_how_many_records_it_would_leave():
    assert offers([EGYPT, GIZA], HELD, {}, among=set(VALUES)) == (
        Offer("country", "EG", (0, 3), 3, 2),
        Offer("city", "eg-giza", (5, 9), 3, 1),
    )


@pytest.mark.parametrize(
    ("named", "where"),
    [
        ([JORDAN], {}),  # would leave nothing
        ([LITERACY], {}),  # would leave everything
        ([EGYPT], {"country": ("EG",)}),  # filters already
        ([EGYPT], {"country": ("MA",)}),  # would widen, not narrow
        ([EGYPT], {"city": ("eg-giza",)}),  # leaves everything that is left
        ([], {}),
    ],
)
def test_what_would_not_help_is_not_offered(named, where):
    assert offers(named, HELD, where, among=HELD.passing(where)) == ()


def test_what_is_named_twice_is_offered_once_and_few_in_all():
    assert len(offers([EGYPT, EGYPT], HELD, {}, among=set(VALUES))) == 1
    many = [Named("theme", str(number), (number, number + 1)) for number in range(9)]
    records = {f"r{number}": {"theme": (str(number),)} for number in range(9)}
    assert len(offers(many, Holders.of(records), {}, among=records.keys())) == MOST_OFFERS


def test_names_inside_operators_are_not_free():
    reading = Reading("x", operators=((4, 20),))
    assert free([EGYPT, GIZA, LITERACY], reading) == [EGYPT]


def test_the_records_of_a_named_place():
    assert of_places([EGYPT], HELD) == {"a", "b"}
    assert of_places([GIZA, JORDAN], HELD) == {"a"}
    assert of_places([LITERACY], HELD) == set()


def band(chance):
    return "strong" if chance >= 0.4 else "fair" if chance >= 0.08 else "weak"


ORDERS = [
    # chances by record, preferred, new order
    ({"a": 0.6, "b": 0.5}, {"b"}, "ba"),
    ({"a": 0.6, "b": 0.5}, set(), "ab"),
    ({"a": 0.6, "b": 0.5}, {"a"}, "ab"),
    ({"a": 0.6, "b": 0.5}, {"a", "b"}, "ab"),
    ({"a": 0.9, "b": 0.5}, {"b"}, "ab"),  # not near
    ({"a": 0.42, "b": 0.38}, {"b"}, "ab"),  # near, but of another band
    ({"a": 0.30, "b": 0.28, "c": 0.25}, {"c"}, "cab"),
    ({"a": 0.39, "b": 0.28, "c": 0.25}, {"c"}, "acb"),  # stops where one is much likelier
    ({"a": 0.30, "b": 0.28, "c": 0.25}, {"b", "c"}, "bca"),
    ({"a": 0.5 * NEAR, "b": 0.5}, {"b"}, "ba"),
    ({}, {"a"}, ""),
]


@pytest.mark.parametrize(("chances", "preferred", "order"), ORDERS)
def test_a_record_of_the_named_place_goes_first_among_near_equals(chances, preferred, order):
    assert "".join(prefer(list(chances), chances, preferred, band=band)) == order
