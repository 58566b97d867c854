"""What the command ``person`` does beyond the library under it."""

import datetime as dt
import json

from peerlearn.curation.review.people import add_person
from peerlearn.exchange import board, leaving
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store


def test_who_is_forgotten_leaves_nothing_on_the_board(shell, quick_tmp, monkeypatch):
    monkeypatch.setenv("PEERLEARN_HOME", str(quick_tmp))
    store = open_store(Settings.load())
    admin = add_person(store, role="admin", name="Admin").id
    city = add_person(store, role="city", name="Amal", email="amal@example.org", by=admin).id
    entry = {"kind": "need", "city": "sa-yanbu-industrial-city", "lang": "ar", "text": "نحتاج إلى تدريب.", "contact": "amal@example.org"}
    board.post(store, **entry, consent=True, by=city, today=dt.date(2026, 11, 24))
    code, out, err = shell("person", "forget", city, "--as", admin, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["people"] == [{"id": city, "role": "reader", "name": "", "email": ""}]
    left = leaving.own_data(store, city, by=admin)
    assert [(each["text"], each["contact"]) for each in left["entries"]] == [("", "")]
    assert "amal@example.org" not in str(left)
    store.close()
