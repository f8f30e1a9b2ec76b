"""The lines below the filter bar, across the whole window: each has a name and stands there once."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from desktop_app.ui.info_line import InfoLine, LineText


class LineBar(QToolBar):
    """A row of the window that is as high as what stands in it; without anything in it, it is not there."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__("Messages", window)
        self.setObjectName("messages")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        self.host = QWidget(self)
        self.host.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rows = QVBoxLayout(self.host)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.addWidget(self.host)
        self.hide()

    def fit(self) -> None:
        """Take the room that the rows need; a tool bar does not ask what height a width calls for."""
        self.setVisible(self.rows.count() > 0)
        if self.rows.count():
            # Before it is laid out, a bar is 100 pixels wide; what that calls for would stretch the window.
            self.host.setFixedHeight(self.rows.heightForWidth(self.window().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower lines are higher."""
        super().resizeEvent(event)
        self.fit()


class LineStack(QObject):
    """Shows and takes away lines.

    Attributes:
        bar: where they stand.
        shown: the lines that stand there, by name.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.bar = LineBar(window)
        self.shown: dict[str, InfoLine] = {}

    def show(
        self,
        name: str,
        line: LineText,
        actions: Mapping[str, Callable[[], object]] | None = None,
        dismissed: Callable[[], object] | None = None,
    ) -> InfoLine:
        """Show a line, the newest on top; one of the same name goes.

        Args:
            name: of the line.
            line: what it says.
            actions: its buttons, text → what it does.
            dismissed: called when the user closes it.
        """
        self.hide(name)
        shown = InfoLine(line, actions or {}, self.bar.host)
        shown.dismissed.connect(lambda: self._dismiss(name, dismissed))
        self.bar.rows.insertWidget(0, shown)
        shown.show()  # the layout leaves out what is hidden, as a new part of a shown window is
        self.shown[name] = shown
        self.bar.fit()
        return shown

    def hide(self, name: str) -> None:
        """Take a line away, if it stands there."""
        line = self.shown.pop(name, None)
        if line is not None:
            self.bar.rows.removeWidget(line)
            line.hide()
            line.deleteLater()
            self.bar.fit()

    def _dismiss(self, name: str, then: Callable[[], object] | None) -> None:
        self.hide(name)
        if then is not None:
            then()
