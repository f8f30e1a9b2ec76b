"""Compiling kernels ahead, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.runtime import kernels
from desktop_app.runtime.feedback import Cancelled, Feedback

# The quickest of them to compile.
MODULE = "desktop_app.importers.ais.land_kernels"


def test_modules_with_kernels_are_found() -> None:
    found = kernels.kernel_modules()
    assert MODULE in found
    assert "desktop_app.importers.ais.kernels" in found
    assert len(set(found)) == len(found)


def test_a_process_compiles_tells_how_far_it_is_and_leaves_it_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    assert not kernels.is_compiled(MODULE)
    assert compiled_anew() == ["1 of 1"]
    assert kernels.is_compiled(MODULE)
    assert compiled_anew() == []


def test_who_calls_it_off_waits_no_longer_and_who_waits_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    monkeypatch.setattr(kernels, "kernel_modules", lambda: (MODULE,))
    monkeypatch.setattr(kernels, "_done", [])
    called_off = Feedback()
    called_off.cancel()
    with pytest.raises(Cancelled):
        kernels.compile_ahead(called_off)
    assert not kernels.is_compiled(MODULE)
    kernels.compile_ahead(Feedback())
    assert kernels.is_compiled(MODULE)
    kernels.compile_ahead(called_off)  # there is nothing left to wait for


def compiled_anew() -> list[str]:
    command = [sys.executable, "-m", "desktop_app.runtime.kernels", MODULE]
    done = subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, text=True, check=True, cwd=kernels.PACKAGE.parent, env=dict(os.environ)
    )
    return done.stdout.splitlines()
