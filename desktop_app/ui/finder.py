"""The finder: one field for places, ports, ships and coordinates."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.resources import Resources
from desktop_app.session.session import Session
from desktop_app.ui.map_panel import MapPanel

if TYPE_CHECKING:
    from desktop_app.ui.finder_answers import FinderAnswers
    from desktop_app.ui.finder_list import FinderList

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

    List and search are made when the field first gets the keyboard: their code takes 60 ms to import.

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
        self._window = window
        self._list: FinderList | None = None
        self._answers: FinderAnswers | None = None
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

    @property
    def list(self) -> "FinderList":
        """What is found; made with the first use."""
        if self._list is None:
            from desktop_app.ui.finder_list import FinderList  # noqa: PLC0415 - see the class

            self._list = FinderList(self._session, self._window)
            self._list.clicked.connect(self._on_clicked)
        return self._list

    @property
    def answers(self) -> "FinderAnswers":
        """Who finds; made with the first use."""
        if self._answers is None:
            from desktop_app.ui.finder_answers import FinderAnswers  # noqa: PLC0415 - see the class

            self._answers = FinderAnswers(self._session, self._map, self._jobs, self._resources, self)
            self._answers.ready.connect(self._on_ready)
            self._answers.said.connect(self.said)
        return self._answers

    @Slot()
    def _refresh(self) -> None:
        self.list.show_rows(self.answers.rows(self.text()), self)

    @Slot()
    def _on_ready(self) -> None:
        if self.hasFocus():
            self._refresh()

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        """An emptied field ends the search, its pin with it."""
        if not text:
            self._hide()
            self._map.clear_pin()

    @Slot(QModelIndex)
    def _on_clicked(self, _: QModelIndex) -> None:
        self._choose()

    def _choose(self) -> None:
        row = self.list.chosen()
        if row is None or row.target is None or not self.list.isVisible():
            return
        target = row.target
        if target.position is not None:
            self._map.go_to(*target.position, target.zoom, row.name)
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
        self._hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The longest hint that fits whole."""
        super().resizeEvent(event)
        room = self.width() - _TEXT_MARGIN_PX
        fitting = (hint for hint in HINTS if self.fontMetrics().horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, HINTS[-1]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A window of another size has the list elsewhere."""
        if event.type() is QEvent.Type.Resize:
            self._hide()
        return super().eventFilter(watched, event)
