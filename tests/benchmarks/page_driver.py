"""Driving a web page from a benchmark: scripts, waiting, the memory of its renderer."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWebEngineWidgets import QWebEngineView

TIMEOUT_MS: Final = 120_000


def wait(milliseconds: int) -> None:
    """Turn the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Page:
    """The page of one view."""

    def __init__(self, view: QWebEngineView) -> None:
        self._view = view

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        loop = QEventLoop()
        answers: list[str] = []

        def finish(answer: str) -> None:
            answers.append(answer)
            loop.quit()

        self._view.page().runJavaScript(f"JSON.stringify({script} ?? null)", 0, finish)
        loop.exec()
        return json.loads(answers[0]) if answers[0] else None

    def until(self, signal: Any, matches: Callable[..., bool], action: Callable[[], object]) -> float:
        """Milliseconds from an action to the signal that matches.

        Raises:
            TimeoutError: it never came.
        """
        loop = QEventLoop()
        came: list[float] = []

        def on_signal(*values: object) -> None:
            if matches(*values) and not came:
                came.append(time.perf_counter())
                loop.quit()

        signal.connect(on_signal)
        QTimer.singleShot(TIMEOUT_MS, loop.quit)
        start = time.perf_counter()
        action()
        if not came:
            loop.exec()
        signal.disconnect(on_signal)
        if not came:
            raise TimeoutError
        return (came[0] - start) * 1000

    def renderer_mb(self) -> float:
        """Resident memory of the process that draws the page."""
        status = Path(f"/proc/{self._view.page().renderProcessPid()}/status").read_text("ascii")
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes) / 1024
