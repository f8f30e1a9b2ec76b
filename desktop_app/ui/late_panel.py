"""The place of a panel that is made when somebody first looks at it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.session.coordinator import Coordinator

if TYPE_CHECKING:
    from desktop_app.ui.panels.assumptions import AssumptionsPanel
    from desktop_app.ui.panels.events import EventsPanel
    from desktop_app.ui.panels.ledgers import LedgersPanel
    from desktop_app.ui.panels.ports import PortsPanel
    from desktop_app.ui.panels.vessels import VesselsPanel


class LatePanel(QWidget):
    """Empty until it is first painted; then `make` gives the panel that fills it.

    A dock behind another tab is shown, as Qt has it, but never painted.
    """

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill it in the next turn of the event loop: nothing may be made while Qt paints."""
        super().paintEvent(event)
        if self._make is not None:
            QTimer.singleShot(0, self, self._fill)

    @Slot()
    def _fill(self) -> None:
        make, self._make = self._make, None
        if make is None:  # painted twice in one turn
            return
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(make())


def taken_in(
    panel: "AssumptionsPanel | EventsPanel | LedgersPanel | PortsPanel | VesselsPanel",
    coordinator: Coordinator,
    say: Callable[[str], None],
) -> QWidget:
    """A panel that asks from now on, and is asked while it can be seen."""
    panel.question_changed.connect(lambda: coordinator.ask(panel))
    panel.said.connect(say)
    coordinator.add(panel, panel)
    return panel
