"""A feed is valid Atom, with ids and dates that last."""

import dataclasses
import datetime as dt

from builders import version, written
from lxml import etree

from peerlearn.interop.atom import Feed, atom, lasting_id

NS = {"a": "http://www.w3.org/2005/Atom"}
DAY = dt.date(2026, 11, 24)
FEED = Feed("q=x", 'محو الأمية & <b> "x"\x00', "ar", "https://h/?q=x&lang=ar", "https://h/feed.atom?q=x&lang=ar")


def read(*records, feed=FEED):
    return etree.fromstring(atom(feed, records, link="https://h/practice?id={}".format, since=DAY))


def test_a_feed_has_all_that_the_standard_asks_for(aswan):
    root = read(aswan)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for parent in (root, root.find("a:entry", NS)):
        for name in ("id", "title", "updated"):
            (found,) = parent.findall(f"a:{name}", NS)
            assert found.text
        assert parent.find("a:link[@rel='alternate']", NS).get("href").startswith("https://h/")
    assert root.find("a:link[@rel='self']", NS).get("href") == FEED.address
    assert root.find("a:author/a:name", NS).text == "peerlearn"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert root.find("a:title", NS).text == 'محو الأمية & <b> "x"'


def test_ids_last_and_differ(aswan):
    one, other = read(aswan), read(aswan, feed=dataclasses.replace(FEED, key="q=y", title="other"))
    entry = one.find("a:entry/a:id", NS).text
    assert entry == other.find("a:entry/a:id", NS).text == lasting_id("record", "aswan-outreach") == "urn:uuid:" + entry[9:]
    assert one.find("a:id", NS).text != other.find("a:id", NS).text


def test_what_changed_last_comes_first_and_dates_the_feed(aswan):
    old = dataclasses.replace(aswan, id="old", versions={"ar": version(written=written(date=dt.date(2020, 1, 2)))})
    root = read(old, aswan)
    assert [each.text for each in root.findall("a:entry/a:updated", NS)] == ["2026-11-24T00:00:00Z", "2020-01-02T00:00:00Z"]
    assert root.find("a:updated", NS).text == "2026-11-24T00:00:00Z"


def test_an_empty_feed_is_a_feed():
    assert read().find("a:updated", NS).text == "2026-11-24T00:00:00Z"
