"""Composition root: builds every object and hands each what it needs."""

import logging
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.jobs.warming import KernelWarming
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.logs import set_up_logs
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import default_path
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.case_windows import CaseWindows
from desktop_app.ui.error_report import install_excepthook
from desktop_app.ui.figure.fonts import with_fallback
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.qt_messages import log_qt_messages
from desktop_app.ui.theme import apply_theme, first_style

logger = logging.getLogger("ui")

# The window's parts in the order they are imported, each 10 to 40 ms, once the record is painted.
SLOW_IMPORTS: Final = (
    "desktop_app.exporters.list_rows",
    "desktop_app.exporters.cards",
    "desktop_app.session.coordinator",
    "desktop_app.ui.charts.volumes_chart",
    "desktop_app.ui.panels.voyages",
    "desktop_app.ui.panels.timeline",
    "desktop_app.ui.panels.volumes",
    "desktop_app.ui.card_view",
    "desktop_app.ui.panels.details",
    "desktop_app.ui.figure.screen_figure",
    "desktop_app.ui.filter_bar",
    "desktop_app.ui.own_maps_list",
    "desktop_app.ui.workbench",
)


def make_application() -> QApplication:
    """The QApplication with Tumen's name and style; the process must have been prepared by `bootstrap`."""
    log_qt_messages()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("tumen")
    application.setApplicationDisplayName("Tumen")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("tumen")
    application.setStyle("Fusion")
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    return application


def build_window(case: Path | None, resources: Resources, settings_path: Path) -> MainWindow:
    """The window on a case file or, for None, on the reported record; complete but not yet shown.

    Raises:
        InputError: the case, the record or the base map cannot be used.
    """
    window = _open(CaseChoice(case), resources, settings_path)
    for _ in window.fill():
        pass
    return window


def start_window(choice: CaseChoice, resources: Resources, settings_path: Path) -> MainWindow:
    """Show the window at once: its map first; once the record is painted on it, the rest.

    Raises:
        InputError: the case, the record or the base map cannot be used; no window was shown.
    """
    window = _open(choice, resources, settings_path)
    _start(window)
    return window


def case_windows(resources: Resources, settings_path: Path) -> CaseWindows:
    """What opens further cases in windows of their own; `take` gives it the first one."""

    def start(store: CaseStore, choice: CaseChoice) -> MainWindow:
        window = MainWindow(resources, settings_path)
        _show_case(window, store, choice, resources)
        _start(window)
        return window

    return CaseWindows(resources, settings_path, start)


def _open(choice: CaseChoice, resources: Resources, settings_path: Path) -> MainWindow:
    # The page loads in processes of its own: it is started first.
    window = MainWindow(resources, settings_path)
    try:
        store = open_choice(resources, choice)
    except TumenError:
        window.close()
        raise
    _show_case(window, store, choice, resources)
    return window


def _show_case(window: MainWindow, store: CaseStore, choice: CaseChoice, resources: Resources) -> None:
    window.show_case(store, choice)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setFont(with_fallback(application.font(), resources))
        apply_theme(application, first_style(window.settings).theme)


def _start(window: MainWindow) -> None:
    window.show()
    # Every import before the record is painted would hold up the page, whose requests this thread answers.
    rest = chain((import_module(name) for name in SLOW_IMPORTS), window.fill())
    window.record_painted.connect(partial(_take_turns, window, rest), Qt.ConnectionType.SingleShotConnection)


def _take_turns(window: MainWindow, steps: Iterator[object]) -> None:
    """One step a turn of the event loop, so that the map answers between them."""

    def turn() -> None:
        try:
            next(steps)
        except StopIteration:
            return
        QTimer.singleShot(0, window, turn)

    QTimer.singleShot(0, window, turn)


def run_window(choice: CaseChoice) -> int:
    """Open the window and stay until the last one is closed; the value is the exit code.

    Raises:
        InputError: the case, the record or the base map cannot be used; no window was shown.
    """
    application = make_application()
    resources, settings_path = Resources.locate(), default_path()
    window = start_window(choice, resources, settings_path)
    window.view.ready.connect(set_up_logs, Qt.ConnectionType.SingleShotConnection)
    windows = case_windows(resources, settings_path)
    windows.take(window)
    del window
    install_excepthook(lambda: windows.window)
    warming = KernelWarming(application)
    warming.start_later()
    code = application.exec()
    windows.shut_down()
    warming.stop()
    logger.info("closed")
    return code
