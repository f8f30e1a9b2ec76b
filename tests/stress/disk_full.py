"""A disk that is full at one write after another: refused in a sentence, and nothing changed."""

import random
import shutil
from contextlib import closing
from pathlib import Path

from deeds import Editor
from faulty_disk import FaultyDisk, full
from judge import faults, rows_of

from desktop_app.runtime.errors import TumenError
from desktop_app.storage.opening import open_file
from desktop_app.storage.saving import save_copy


def fill_disk(base: Path, folder: Path, every: int) -> int:
    """Change a case and save a copy with the disk full at one access after another, until none is left.

    Args:
        base: the case.
        folder: where to work.
        every: 1 for each access, N for each N-th.

    Returns how often the disk was full.

    Raises:
        AssertionError: something was lost, or an error was not told in a sentence.
    """
    place = folder / "full"
    place.mkdir()
    case, copy = place / "case.gpkg", place / "copy.gpkg"
    at = 1
    while True:
        shutil.copyfile(base, case)
        disk = FaultyDisk(full, at)
        try:
            whole = _change_and_copy(case, copy)
        finally:
            disk.unregister()
        assert list(faults(place, base, [])) == []
        assert not list(place.glob(".*"))
        if whole:
            assert disk.accesses < at
            return at // every
        at += every


def _change_and_copy(case: Path, copy: Path) -> bool:
    """Whether all worked; if a change did not, the rows are as before and the next change works."""
    with closing(open_file(case, want_write=True)) as opened:
        editor = Editor(opened, random.Random(1), "a")  # noqa: S311 - not for secrets
        for deed in (editor.change, editor.read_many):
            before = rows_of(opened.keeper)
            try:
                deed()
            except TumenError as error:
                _require_reason(error)
                assert rows_of(opened.keeper) == before
                editor.change()
                return False
        try:
            save_copy(opened.keeper, copy)
        except TumenError as error:
            _require_reason(error)
            return False
        return True


def _require_reason(error: TumenError) -> None:
    """The sentence must tell what to do something about."""
    if "disk is full" not in str(error):
        raise AssertionError(error)
