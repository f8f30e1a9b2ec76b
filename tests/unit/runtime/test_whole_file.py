"""Files appear whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.whole_file import check_writable, make_whole, write_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "보고서 отчёт.png"
    target.write_bytes(b"before")
    write_whole(target, b"after")
    assert target.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.svg", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == 0o640


def test_what_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"before")

    def half(part: Path) -> None:
        assert part.suffix == ".pdf"
        part.write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match=r"a\.pdf: No space left on device"):
        make_whole(target, half)

    def interrupted(part: Path) -> None:
        part.write_bytes(b"ha")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_whole(target, interrupted)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_targets_are_refused_before_any_work(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"before")
    check_writable(target)
    with pytest.raises(InputError, match="is there already; --force replaces it"):
        check_writable(target, force=False)
    with pytest.raises(InputError, match="there is no folder"):
        check_writable(tmp_path / "none" / "a.png")
    with pytest.raises(InputError, match="it is a folder"):
        check_writable(tmp_path)
