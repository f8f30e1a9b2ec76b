"""The finder: one field for places, ports, ships and coordinates."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.place_search import PlaceSearch
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.session import Session
from desktop_app.ui.finder_list import FinderList
from desktop_app.ui.finder_rows import FinderRow, PinTarget, finder_rows
from desktop_app.ui.map_panel import MapPanel

NAME: Final = "finder"
HINTS: Final = (
    "Find a place, port, ship or coordinates",
    "Find place, ship, coordinates",
    "Find (Ctrl+K)",
    "Find",
)
NARROWEST_PX, WIDEST_PX = 92, 300
_TEXT_MARGIN_PX: Final = 26  # frame and padding on both sides


class Finder(QLineEdit):
    """The search field; its list appears under it while something is typed.

    The gazetteer is read with the first key, off the GUI thread; until then the list says so.

    Signals:
        said: a sentence for the status line.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, map_panel: MapPanel, jobs: JobRunner, resources: Resources, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._map = map_panel
        self._jobs = jobs
        self._resources = resources
        self._search: PlaceSearch | None = None
        self._reading = False
        self.list = FinderList(session, window)
        self.list.clicked.connect(self._on_clicked)
        self.setAccessibleName("Find")
        self.setToolTip("Find a place, port, ship or coordinates by any name, code or notation (Ctrl+K)")
        self.setMinimumWidth(NARROWEST_PX)
        self.setMaximumWidth(WIDEST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._refresh)
        self.textChanged.connect(self._on_changed)
        window.installEventFilter(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it may become; a narrow bar takes from it."""
        return QSize(WIDEST_PX, super().sizeHint().height())

    @Slot()
    def start(self) -> None:
        """Take the keyboard, ready to type over what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if not self.text().strip():
            self.list.hide()
        elif self._search is None:
            self._read()
            self.list.show_rows([FinderRow("note", "Reading the gazetteer…")], self)
        else:
            viewport = self._map.viewport
            near = (viewport.lon, viewport.lat) if viewport is not None else None
            record, language = self._session.store.record, self._session.style.language
            self.list.show_rows(finder_rows(self.text(), self._search, record, language, near), self)

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        """An emptied field ends the search, its pin with it."""
        if not text:
            self.list.hide()
            self._map.clear_pin()

    def _read(self) -> None:
        if self._reading:
            return
        self._reading = True
        record = self._session.store.record

        def work(_: Feedback) -> PlaceSearch:
            return PlaceSearch(record, read_gazetteer(self._resources.geodatum("gazetteer.csv")))

        self._jobs.submit(work, self._on_read, self._on_unreadable)

    def _on_read(self, search: PlaceSearch) -> None:
        self._search = search
        if self.hasFocus():
            self._refresh()

    def _on_unreadable(self, error: Exception) -> None:
        """The record is found without the gazetteer."""
        if not isinstance(error, TumenError):
            raise error
        self.said.emit(str(error))
        self._on_read(PlaceSearch(self._session.store.record, ()))

    @Slot(QModelIndex)
    def _on_clicked(self, _: QModelIndex) -> None:
        self._choose()

    def _choose(self) -> None:
        row = self.list.chosen()
        if row is None or row.target is None or not self.list.isVisible():
            return
        target = row.target
        if isinstance(target, PinTarget):
            self._map.go_to(*target.position, target.zoom, target.label)
        elif target.refusal:
            self.said.emit(target.refusal)
            return
        else:
            self._map.clear_pin()
            self._session.select(target.keys, NAME)
            if target.is_on_map:
                self._map.fit()
            else:
                self.said.emit(f"No document gives the position of {row.name}.")
        self.setText(row.name)
        self.list.hide()
        self._map.view.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move in the list from the window's shortcuts."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up, Down, Enter and Escape belong to the list; the rest is typed."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                if self.list.isVisible():
                    self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
                else:
                    self._refresh()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose()
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                super().keyPressEvent(event)

    def _leave(self) -> None:
        """First the list, then the text, then the field."""
        if self.list.isVisible():
            self.list.hide()
        elif self.text():
            self.clear()
        else:
            self._map.view.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Without the keyboard the list has no use."""
        super().focusOutEvent(event)
        self.list.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The longest hint that fits whole."""
        super().resizeEvent(event)
        room = self.width() - _TEXT_MARGIN_PX
        fitting = (hint for hint in HINTS if self.fontMetrics().horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, HINTS[-1]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A window of another size has the list elsewhere."""
        if event.type() is QEvent.Type.Resize:
            self.list.hide()
        return super().eventFilter(watched, event)
