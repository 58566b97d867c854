import io
from types import SimpleNamespace

import pytest

from peerlearn import progress


class Screen(io.StringIO):
    def __init__(self, *, live):
        super().__init__()
        self.live = live
        self.now = 0

    def isatty(self):
        return self.live


@pytest.fixture
def screen(monkeypatch, request):
    shown = Screen(live=request.param)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=shown))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: shown.now))
    return shown


live, elsewhere = pytest.mark.parametrize("screen", [True], indirect=True), pytest.mark.parametrize("screen", [False], indirect=True)


@live
def test_a_terminal_sees_one_line_redrawn_until_the_step_is_done(screen):
    report = progress.bars()
    report("encode", 0, 4)
    report("encode", 2, 4)
    screen.now = 10
    report("encode", 4, 4)
    shown = screen.getvalue()
    assert shown.count("\n") == 1
    assert [line.split("]")[1] for line in shown.split("\r")[1:-1]] == [" 0/4", " 2/4"]
    assert shown.endswith(f"encoding{' ' * 20} [{'#' * 30}] 4/4 10 s\n")


@elsewhere
def test_a_log_gets_one_line_a_step_when_it_is_done(screen):
    report = progress.bars()
    for done in range(4):
        report("cut", done, 3)
        screen.now += 5
    report("index", 0, 1)
    assert screen.getvalue() == f"reading{' ' * 21} [{'#' * 30}] 3/3 15 s\n"


@elsewhere
def test_a_log_gets_nothing_of_a_step_with_nothing_to_do(screen):
    progress.bars()("encode", 0, 0)
    assert screen.getvalue() == ""


@live
@pytest.mark.parametrize(("done", "total", "filled"), [(0, 10, 0), (1, 10, 3), (5, 10, 15), (10, 10, 30), (0, 0, 30)])
def test_the_bar_is_filled_by_the_share_that_is_done(screen, done, total, filled):
    progress.bars()("مدن", done, total)
    assert f"[{'#' * filled}{'.' * (30 - filled)}] {done}/{total}" in screen.getvalue()
    assert "مدن" in screen.getvalue()


@live
def test_silence_is_a_reporter_too(screen):
    progress.nothing("encode", 1, 2)
    assert screen.getvalue() == ""
