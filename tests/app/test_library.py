"""The one knowledge base of the process: opened when it can be, kept when a newer one cannot."""

import logging

import pytest

from app.library import Library
from peerlearn.errors import IndexDamagedError, IndexMismatchError, IndexMissingError


class Base:
    """A knowledge base whose next one may be refused."""

    def __init__(self, following=None):
        self.following = following or self
        self.warmed = False

    def refresh(self):
        if isinstance(self.following, Exception):
            raise self.following
        return self.following

    def warm(self):
        self.warmed = True


REFUSED = [IndexMissingError("there is no index"), IndexDamagedError("damaged"), IndexMismatchError("another encoder")]


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: type(error).__name__)
def test_the_old_index_serves_while_the_new_one_cannot_be_opened(caplog, error):
    old, new = Base(error), Base()
    library = Library(lambda: old)
    assert library.base() is old
    with caplog.at_level(logging.ERROR, logger="peerlearn.app"):
        assert library.base() is old
        assert library.base() is old
    assert str(error) in caplog.text
    old.following = new
    assert library.base() is new
    assert library.base() is new


def test_a_failure_to_open_is_not_kept():
    openers = iter([IndexMissingError("there is no index"), Base()])

    def opener():
        found = next(openers)
        if isinstance(found, Exception):
            raise found
        return found

    library = Library(opener)
    with pytest.raises(IndexMissingError):
        library.base()
    assert isinstance(library.base(), Base)


def test_what_is_no_users_problem_is_not_hidden():
    library = Library(lambda: Base(RuntimeError("a mistake of ours")))
    library.base()
    with pytest.raises(RuntimeError):
        library.base()


def test_a_warm_start_that_fails_is_said_and_harms_nothing(capsys):
    def fail():
        raise IndexMissingError("there is no index", remedy="run: peerlearn index build")

    Library(fail)._try()
    assert capsys.readouterr().out == "peerlearn: there is no index (run: peerlearn index build)\n"
    base = Base()
    Library(lambda: base)._try()
    assert base.warmed
