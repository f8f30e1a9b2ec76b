"""Unexpected failures: logged whole, told once with a report to copy that holds no case content."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app import __version__
from desktop_app.runtime.errors import TumenError

logger = logging.getLogger("ui")


def report_text(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the traceback."""
    head = f"Tumen {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(kind, error, trace))


def install_excepthook(current: Callable[[], QWidget | None]) -> None:
    """Route exceptions that reach Qt's event loop into a dialog of the current window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        window = current()
        if issubclass(kind, KeyboardInterrupt) and window is not None:
            window.close()
            return
        logger.error("unexpected failure", exc_info=(kind, error, trace))
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Tumen")
        if isinstance(error, TumenError):
            box.setText(str(error))
        else:
            box.setText("Something went wrong that should not have. The case is not affected.")
            box.setDetailedText(report_text(kind, error, trace))
        box.open()

    sys.excepthook = hook
