"""The lines above the map: each has a name and stands there once."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.ui.info_line import InfoLine, LineText


class LineStack(QObject):
    """Shows and takes away lines at the top of a layout.

    Attributes:
        shown: the lines that stand there, by name.
    """

    def __init__(self, layout: QVBoxLayout) -> None:
        super().__init__(layout)
        self._layout = layout
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
        shown = InfoLine(line, actions or {}, self._layout.parentWidget())
        shown.dismissed.connect(lambda: self._dismiss(name, dismissed))
        self._layout.insertWidget(0, shown)
        self.shown[name] = shown
        return shown

    def hide(self, name: str) -> None:
        """Take a line away, if it stands there."""
        line = self.shown.pop(name, None)
        if line is not None:
            line.hide()
            line.deleteLater()

    def _dismiss(self, name: str, then: Callable[[], object] | None) -> None:
        self.hide(name)
        if then is not None:
            then()
