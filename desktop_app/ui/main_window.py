"""The main window: the map at once, everything round it while it loads."""

import base64
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop_app.importers.case_choice import CaseChoice
from desktop_app.mapview.view import MapView
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import Settings, change, load
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.case_map import CaseMap
from desktop_app.ui.line_stack import LineStack
from desktop_app.ui.theme import first_style

if TYPE_CHECKING:
    from desktop_app.ui.workbench import Workbench

FIRST_SIZE: Final = (1280, 800)


class MainWindow(QMainWindow):
    """A window with a map that is loading; `fill` builds the rest.

    Attributes:
        view: the map.
        lines: what is said below the filter bar.
        choice: the case it shows, as it was asked for.
        settings: as they were loaded.

    Signals:
        record_painted: the map shows the case, or what a new filter leaves of it.
        filled: the rest is there too.
        case_wanted: a `CaseChoice` to be shown in place of this one.
        closed: everything is taken down.
    """

    record_painted = Signal()
    filled = Signal()
    case_wanted = Signal(object)
    closed = Signal()

    def __init__(self, resources: Resources, settings_path: Path) -> None:
        super().__init__()
        self._resources = resources
        self._settings_path = settings_path
        self.settings = load(settings_path)
        self.choice = CaseChoice()
        self._case_map: CaseMap | None = None
        self._workbench: Workbench | None = None
        self._guards: list[Callable[[], bool]] = []
        self._closing = False
        self.view = MapView(resources, self)
        self.view.setAccessibleName("Map")
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        self.setCentralWidget(centre)
        self.lines = LineStack(self)
        self.addToolBar(self.lines.bar)
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

    @property
    def is_filled(self) -> bool:
        """Whether `workbench` is there."""
        return self._workbench is not None

    @property
    def store(self) -> CaseStore:
        """The open case.

        Raises:
            RuntimeError: no case is open.
        """
        if self._case_map is None:
            raise RuntimeError("no case is open")
        return self._case_map.session.store

    def show_case(self, store: CaseStore, choice: CaseChoice) -> None:
        """Open a case on the map, once; the rest follows with `fill`."""
        self.choice = choice
        self._case_map = CaseMap(self.view, store, first_style(self.settings), self)
        self._case_map.panel.painted.connect(self.record_painted)

    def fill(self) -> Iterator[None]:
        """Build panels and menus part by part; to be run to its end, once, after `show_case`.

        Raises:
            RuntimeError: no case is open.
        """
        # The panels take a tenth of a second to import: the map comes first.
        from desktop_app.ui.case_files import CaseFiles  # noqa: PLC0415 - see above
        from desktop_app.ui.workbench import Workbench  # noqa: PLC0415 - see above

        if self._case_map is None:
            raise RuntimeError("no case is open")
        case = self._case_map
        files = CaseFiles(case.session, case.jobs, self.choice, self.lines, self._settings_path, self)
        files.case_wanted.connect(self.case_wanted)
        workbench = Workbench(self, case, files, self._resources, self.settings)
        for _ in workbench.build():
            yield
            if self._closing:
                return
        self._workbench = workbench
        self.add_close_guard(workbench.editing.may_close)
        self.add_close_guard(workbench.importing.may_close)
        self.filled.emit()
        if self.choice.figure is not None:
            workbench.verifying.check(self.choice.figure)

    def add_close_guard(self, guard: Callable[[], bool]) -> None:
        """Ask `guard` before the window closes; where it says False, it has told why and the window stays."""
        self._guards.append(guard)

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; asks the guards."""
        return all(guard() for guard in self._guards)

    def close_without_asking(self) -> None:
        """Close; the guards were asked before."""
        self._guards.clear()
        self.close()

    def remember(self) -> None:
        """Write to the settings what is remembered of this window."""
        if self._workbench is None:
            return
        kept = dataclasses.replace(
            self._workbench.settings,
            geometry=base64.b64encode(self.saveGeometry().data()).decode("ascii"),
            layout=base64.b64encode(self.saveState().data()).decode("ascii"),
        )

        def merge(stored: Settings) -> Settings:
            # Other windows, in this process and in others, write down what they opened.
            return dataclasses.replace(kept, recent=stored.recent, last_folder=stored.last_folder)

        change(self._settings_path, merge)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the window, then take down: jobs and figure page, case, map."""
        if not self._closing:
            if not self.may_close():
                event.ignore()
                return
            self._closing = True
            self.remember()
            if self._workbench is not None:
                self._workbench.editing.close()
                self._workbench.events.close()
                self._workbench.importing.close()
                self._workbench.editor.shutdown()
                self._workbench.importing.clean()
                self._workbench.outputs.close()
            if self._case_map is not None:
                self._case_map.close()
            self.view.close_map()
            if self._workbench is not None:
                self._workbench.own_maps.close()
            self.closed.emit()
        super().closeEvent(event)
