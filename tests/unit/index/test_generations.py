import pytest

from peerlearn.errors import BusyError, IndexMissingError
from peerlearn.index import generations


def make(indexes, name, content="x"):
    with generations.building(indexes) as scratch:
        (scratch / "pools").mkdir()
        (scratch / "pools" / "file").write_text(content)
        generations.switch(indexes, scratch, name)


def names(indexes):
    return sorted(each.name for each in (indexes / "generations").iterdir())


def test_nothing_serves_before_the_first_build(quick_tmp):
    with pytest.raises(IndexMissingError, match="there is no index") as caught:
        generations.current(quick_tmp)
    assert caught.value.remedy == "run: peerlearn index build"


@pytest.mark.parametrize("content", [b"", b"\n", b"gone\n", b"\xff\xfe", b"\0\0\0\0"])
def test_a_broken_name_is_a_missing_index(quick_tmp, content):
    make(quick_tmp, "one")
    (quick_tmp / "current").write_bytes(content)
    with pytest.raises(IndexMissingError):
        generations.current(quick_tmp)


def test_a_reader_sees_the_old_one_until_the_switch(quick_tmp):
    make(quick_tmp, "one", "old")
    with generations.building(quick_tmp) as scratch:
        (scratch / "file").write_text("new")
        assert generations.current(quick_tmp).name == "one"
        reader = (generations.current(quick_tmp) / "pools" / "file").open()
        generations.switch(quick_tmp, scratch, "two")
        assert generations.current(quick_tmp).name == "two"
    with reader:
        assert reader.read() == "old"


def test_a_failed_build_leaves_nothing_behind(quick_tmp):
    make(quick_tmp, "one")
    with pytest.raises(RuntimeError, match="full"), generations.building(quick_tmp) as scratch:
        (scratch / "file").write_text("half")
        raise RuntimeError("the disk is full")
    assert names(quick_tmp) == ["one"]
    assert generations.current(quick_tmp).name == "one"


def test_a_second_builder_is_turned_away_and_does_no_harm(quick_tmp):
    with generations.building(quick_tmp) as scratch:
        (scratch / "file").write_text("mine")
        with pytest.raises(BusyError, match="another process is building"), generations.building(quick_tmp):
            pass
        assert (scratch / "file").read_text() == "mine"
    with generations.building(quick_tmp):
        pass


def test_what_a_killed_build_left_is_removed(quick_tmp):
    make(quick_tmp, "one")
    left = quick_tmp / "generations" / ".building-999999"
    (left / "pools").mkdir(parents=True)
    with generations.building(quick_tmp) as scratch:
        assert names(quick_tmp) == [scratch.name, "one"]
    assert names(quick_tmp) == ["one"]


def test_only_the_one_that_serves_and_the_one_before_stay(quick_tmp):
    for number in range(5):
        make(quick_tmp, f"g{number}")
        assert generations.current(quick_tmp).name == f"g{number}"
        assert names(quick_tmp) == [f"g{each}" for each in range(max(0, number - 1), number + 1)]
