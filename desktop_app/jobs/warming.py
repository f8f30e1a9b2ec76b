"""Compiles the kernels in a process of its own, so that the first use after installation waits for nothing.

numba compiles for a minute and holds the interpreter meanwhile; in a process of its own, of low priority, it
takes nothing from the window, and what it compiles is kept on the disk for every process after it.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Qt, QTimer, Signal, Slot

from desktop_app.runtime.kernels import is_compiled, kernel_modules

logger = logging.getLogger("jobs")

MODULE: Final = "desktop_app.runtime.kernels"
# The window is in use by then: its own work of the first seconds comes first.
WAIT_MS: Final = 8_000
# What a process that is told to end has until it is ended.
END_MS: Final = 2_000


class KernelWarming(QObject):
    """One a process, a child of the application; windows find it there.

    Signals:
        told: modules compiled, and of how many.
        ended: the process has ended, whether or not it compiled all.
    """

    told = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._failed = False
        self._is_ready = False

    @property
    def is_needed(self) -> bool:
        """Whether kernels are not compiled yet, and compiling them has not failed."""
        if not self._is_ready:
            self._is_ready = not _missing()
        return not (self._is_ready or self._failed)

    @property
    def is_running(self) -> bool:
        """Whether they are being compiled."""
        return self._process is not None

    def start_later(self) -> None:
        """Compile what is not compiled, a while from now."""
        QTimer.singleShot(WAIT_MS, self, self._start_if_needed)

    @Slot()
    def _start_if_needed(self) -> None:
        if self.is_needed:
            self.start()

    def start(self) -> None:
        """Compile them, unless that is under way."""
        if self._process is not None:
            return
        process = self._process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(["-m", MODULE, *_missing()])
        # The package may be there by its folder alone.
        process.setWorkingDirectory(str(Path(__file__).resolve().parents[2]))
        process.readyReadStandardOutput.connect(self._on_told)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start()

    def stop(self) -> None:
        """End it; what it compiled is kept."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.terminate()
        if not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)
        process.deleteLater()

    @Slot()
    def _on_told(self) -> None:
        if self._process is None:
            return
        for line in (
            bytes(self._process.readAllStandardOutput().data()).decode("ascii", "replace").splitlines()
        ):
            done, _, total = line.partition(" of ")
            if done.isdecimal() and total.isdecimal():
                self.told.emit(int(done), int(total))

    @Slot(int)
    def _on_finished(self, code: int) -> None:
        self._take_leave(f"it ended with code {code}" if code else "")

    @Slot()
    def _on_error(self) -> None:
        if self._process is not None and self._process.state() is QProcess.ProcessState.NotRunning:
            self._take_leave(self._process.errorString())

    def _take_leave(self, trouble: str) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._failed = bool(trouble) or self.is_needed  # else it would be begun again and again
        if self._failed:
            logger.warning("kernels were not compiled ahead: %s", trouble or "nothing was kept on the disk")
        process.deleteLater()
        self.ended.emit()


def waits_for_kernels(then: Callable[[], None]) -> bool:
    """Whether `then` is called once the kernels are compiled; False where there is nothing to wait for.

    Only an application that compiles ahead waits: a test, or a program without a window, compiles by itself.
    """
    application = QCoreApplication.instance()
    warming = application.findChild(KernelWarming) if application is not None else None
    if warming is None or not warming.is_needed:
        return False
    warming.ended.connect(then, Qt.ConnectionType.SingleShotConnection)
    warming.start()
    return True


def _missing() -> list[str]:
    return [module for module in kernel_modules() if not is_compiled(module)]
