import errno
import os

import pytest

from peerlearn.atomic import flush_folder, write_atomically

OLD, NEW = "القديم".encode(), "الجديد\n\u2028".encode()


@pytest.fixture
def old_file(quick_tmp):
    path = quick_tmp / "أسوان.md"
    path.write_bytes(OLD)
    return path


def full_disk(*_args, **_named):
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_args, **_named):
    raise KeyboardInterrupt


def test_a_new_file_holds_exactly_the_bytes(quick_tmp):
    write_atomically(quick_tmp / "a.md", NEW)
    assert (quick_tmp / "a.md").read_bytes() == NEW
    assert [path.name for path in quick_tmp.iterdir()] == ["a.md"]


def test_an_old_file_is_replaced_and_nothing_is_left_beside_it(old_file):
    write_atomically(old_file, NEW)
    assert old_file.read_bytes() == NEW
    assert list(old_file.parent.iterdir()) == [old_file]


@pytest.mark.parametrize("step", ["replace", "fsync", "fdopen"])
@pytest.mark.parametrize(("failure", "raised"), [(full_disk, OSError), (interrupted, KeyboardInterrupt)])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(old_file, monkeypatch, step, failure, raised):
    monkeypatch.setattr(os, step, failure)
    with pytest.raises(raised):
        write_atomically(old_file, NEW)
    monkeypatch.undo()
    assert old_file.read_bytes() == OLD
    assert list(old_file.parent.iterdir()) == [old_file]


def test_a_disk_that_fills_up_while_writing_leaves_the_old_file(old_file, monkeypatch):
    opened = os.fdopen

    def file_on_a_full_disk(handle, mode):
        file = opened(handle, mode, buffering=0)

        class Full:
            write = staticmethod(full_disk)

            def __enter__(self):
                return self

            def __exit__(self, *_fault):
                file.close()

        return Full()

    monkeypatch.setattr(os, "fdopen", file_on_a_full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(old_file, NEW)
    assert old_file.read_bytes() == OLD
    assert list(old_file.parent.iterdir()) == [old_file]


def test_the_bytes_are_on_the_disk_before_the_name_is_changed_and_the_folder_after(old_file, monkeypatch):
    steps = []
    replace = os.replace

    def replaced(*paths):
        steps.append("replace")
        replace(*paths)

    monkeypatch.setattr(os, "fsync", lambda _handle: steps.append("flush"))
    monkeypatch.setattr(os, "replace", replaced)
    write_atomically(old_file, NEW)
    assert steps == ["flush", "replace", "flush"]


def test_a_folder_is_flushed_and_its_handle_closed(quick_tmp, monkeypatch):
    handles, closed = [], []
    close = os.close

    def noted(handle):
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(os, "fsync", handles.append)
    monkeypatch.setattr(os, "close", noted)
    flush_folder(quick_tmp)
    assert len(handles) == 1
    assert handles == closed
