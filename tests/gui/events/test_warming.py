"""Compiling ahead beside a window: it tells how far it is, is there once, and ends with the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.jobs import warming
from desktop_app.jobs.warming import KernelWarming
from desktop_app.runtime.kernels import is_compiled

pytestmark = pytest.mark.gui

# The quickest of them to compile.
MODULE = "desktop_app.importers.ais.land_kernels"
WAIT_MS = 120_000


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[KernelWarming]:  # noqa: ARG001 - signals need an application
    """Nothing is compiled, and there is one module to compile."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    monkeypatch.setattr(warming, "kernel_modules", lambda: (MODULE,))
    owner = QObject()
    made = KernelWarming(owner)
    yield made
    made.stop()


def test_it_compiles_once_and_tells(cold: KernelWarming, qtbot: QtBot) -> None:
    assert cold.is_needed
    told: list[tuple[int, int]] = []
    cold.told.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(cold.ended, timeout=WAIT_MS):
        cold.start()
        cold.start()
    assert told == [(1, 1)]
    assert is_compiled(MODULE)
    assert not cold.is_needed
    assert not cold.is_running


def test_it_ends_with_the_window(cold: KernelWarming) -> None:
    cold.start()
    assert cold.is_running
    (process,) = cold.findChildren(warming.QProcess)
    cold.stop()
    assert process.state() is warming.QProcess.ProcessState.NotRunning
    assert not cold.is_running


def test_what_cannot_be_compiled_is_not_tried_again(
    cold: KernelWarming, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warming, "MODULE", "desktop_app.jobs.no_such_module")
    with qtbot.waitSignal(cold.ended, timeout=WAIT_MS):
        cold.start()
    assert not cold.is_needed
    assert "not compiled ahead" in caplog.text
