"""One window writes; the others say so. A file that goes away under a window takes nothing with it."""

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.storage.opening import open_file
from desktop_app.storage.saving import save_copy

OtherProcess = Callable[[Path], str]


def test_the_second_window_is_read_only_until_the_first_closes(case: Path) -> None:
    first, second = open_file(case, want_write=True), open_file(case, want_write=True)
    assert not first.read_only
    assert second.read_only == (
        "sound.gpkg is open for editing in another window; this window shows it read-only."
    )
    first.writer().execute("UPDATE vessel SET note = 'by the first'")
    assert second.reader().execute("SELECT DISTINCT note FROM vessel").fetchall() == [("by the first",)]
    first.close()
    third = open_file(case, want_write=True)
    assert not third.read_only
    third.close()
    second.close()


def test_closing_a_window_does_not_break_the_locks_of_another(
    case: Path, other_process: OtherProcess
) -> None:
    """SQLite's own locks go when a process closes any descriptor of the file; none may be closed early."""
    first = open_file(case, want_write=True)
    writer = first.writer()
    writer.execute("BEGIN IMMEDIATE; UPDATE vessel SET note = 'unfinished'")
    open_file(case, want_write=False).close()
    with pytest.raises(InputError):
        open_file(case.parent, want_write=False)
    gc.collect()
    program = "import apsw, sys; apsw.Connection(sys.argv[1]).execute('BEGIN IMMEDIATE')"
    assert other_process(case).startswith("sound.gpkg is open for editing in another process")
    with pytest.raises(apsw.BusyError):
        run_elsewhere(program, case)
    writer.execute("COMMIT")
    first.close()


def run_elsewhere(program: str, path: Path) -> None:
    """Run a program in a child of this process; raises BusyError if it meets SQLite's lock."""
    child = os.fork()
    if child == 0:
        os.execv(os.sys.executable, [os.sys.executable, "-c", program, str(path)])  # noqa: S606 - no shell
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise apsw.BusyError


def test_another_process_is_told_apart_and_its_lock_dies_with_it(
    case: Path, other_process: OtherProcess
) -> None:
    first = open_file(case, want_write=True)
    assert other_process(case) == (
        "sound.gpkg is open for editing in another process; this window shows it read-only."
    )
    first.close()
    assert other_process(case) == ""
    here = open_file(case, want_write=True)
    assert "in another process" in here.read_only
    here.close()


@pytest.mark.parametrize("fate", ["replaced", "removed"])
def test_a_file_that_goes_away_takes_nothing_with_it(
    case: Path, case_bytes: bytes, tmp_path: Path, fate: str
) -> None:
    opened = open_file(case, want_write=True)
    reader, writer = opened.reader(), opened.writer()
    writer.execute("UPDATE vessel SET note = 'kept'")
    if fate == "replaced":
        other = tmp_path / "other.gpkg"
        other.write_bytes(case_bytes)
        other.replace(case)
    else:
        case.unlink()
    words = "was replaced by another file" if fate == "replaced" else "was moved or removed"
    with pytest.raises(InputError, match=words):
        opened.writer()
    with pytest.raises(InputError, match=words):
        opened.reader()
    with pytest.raises(InputError, match="was moved, removed or replaced"), opened.telling():
        writer.execute("UPDATE vessel SET note = 'lost'")
    assert reader.execute("SELECT DISTINCT note FROM vessel").fetchall() == [("kept",)]
    copy = tmp_path / "copy.gpkg"
    save_copy(opened.keeper, copy)
    opened.close()
    saved = open_file(copy, want_write=False)
    assert saved.reader().execute("SELECT DISTINCT note FROM vessel").fetchall() == [("kept",)]
    saved.close()
    assert fate == "removed" or case.read_bytes() == case_bytes


def test_a_file_that_goes_away_between_begin_and_commit_is_noticed(case: Path) -> None:
    opened = open_file(case, want_write=True)
    writer = opened.writer()
    writer.execute("BEGIN IMMEDIATE; UPDATE vessel SET note = 'too late'")
    shutil.move(case, case.with_name("elsewhere.gpkg"))
    with pytest.raises(InputError, match="was moved or removed"):
        writer.execute("COMMIT")
    opened.close()
    moved = open_file(case.with_name("elsewhere.gpkg"), want_write=False)
    assert moved.reader().execute("SELECT count(*) FROM vessel WHERE note = 'too late'").fetchall() == [(0,)]
    moved.close()


def test_descriptors_do_not_pile_up(case: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(50):
        opened = open_file(case, want_write=True)
        opened.reader().execute("SELECT count(*) FROM voyage").fetchall()
        opened.close()
        opened.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
