"""The main window: the map at once, everything round it while it loads."""

import base64
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop_app.mapview.view import MapView
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import load, save
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.case_map import CaseMap
from desktop_app.ui.theme import first_style

if TYPE_CHECKING:
    from desktop_app.ui.workbench import Workbench

FIRST_SIZE: Final = (1280, 800)


class MainWindow(QMainWindow):
    """A window with a map that is loading; `fill` builds the rest.

    Attributes:
        view: the map.
        settings: as they were loaded.

    Signals:
        record_painted: the map shows the case, or what a new filter leaves of it.
        closed: everything is taken down.
    """

    record_painted = Signal()
    closed = Signal()

    def __init__(self, resources: Resources, settings_path: Path) -> None:
        super().__init__()
        self._resources = resources
        self._settings_path = settings_path
        self.settings = load(settings_path)
        self._case_map: CaseMap | None = None
        self._workbench: Workbench | None = None
        self._closing = False
        self.view = MapView(resources, self)
        self.view.setAccessibleName("Map")
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        self.setCentralWidget(centre)
        self.setWindowIcon(QIcon(str(resources.asset("icons/tumen.svg"))))
        self.resize(*FIRST_SIZE)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(self.settings.geometry)))

    @property
    def workbench(self) -> "Workbench":
        """The views of the open case.

        Raises:
            RuntimeError: the window is not filled yet.
        """
        if self._workbench is None:
            raise RuntimeError("the window is not filled yet")
        return self._workbench

    def show_case(self, store: CaseStore) -> None:
        """Open a case on the map, once; the rest follows with `fill`."""
        self._case_map = CaseMap(self.view, store, first_style(self.settings), self)
        self._case_map.panel.painted.connect(self.record_painted)

    def fill(self) -> Iterator[None]:
        """Build panels and menus part by part; to be run to its end, once, after `show_case`.

        Raises:
            RuntimeError: no case is open.
        """
        # The panels take a tenth of a second to import: the map comes first.
        from desktop_app.ui.workbench import Workbench  # noqa: PLC0415 - see above

        if self._case_map is None:
            raise RuntimeError("no case is open")
        workbench = Workbench(self, self._case_map, self._resources, self.settings)
        yield from workbench.build()
        self._workbench = workbench

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the window, then take down: jobs and figure page, case, map."""
        if not self._closing:
            self._closing = True
            if self._workbench is not None:
                save(
                    dataclasses.replace(
                        self._workbench.settings,
                        geometry=base64.b64encode(self.saveGeometry().data()).decode("ascii"),
                        layout=base64.b64encode(self.saveState().data()).decode("ascii"),
                    ),
                    self._settings_path,
                )
                self._workbench.figure.close()
            if self._case_map is not None:
                self._case_map.close()
            self.view.close_map()
            if self._workbench is not None:
                self._workbench.own_maps.close()
            self.closed.emit()
        super().closeEvent(event)
