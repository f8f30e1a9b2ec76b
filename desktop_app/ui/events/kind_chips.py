"""The kinds of events as chips with their counts: which are listed."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.exporters.wording import number
from desktop_app.query.event_list import EventCount
from desktop_app.ui.events.event_glyphs import paint_event
from desktop_app.ui.flow_box import FlowBox
from desktop_app.ui.palette import Palette

SIDE_PX: Final = 14
# Drawn for the densest screens; Qt scales down.
DENSITY: Final = 3.0
# What a chip has room for.
SHORT: Final = {
    EventKind.GAP: "Gaps",
    EventKind.VISIT: "Visits",
    EventKind.VOYAGE: "Voyages",
    EventKind.ENCOUNTER: "Encounters",
    EventKind.LOITERING: "Loitering",
    EventKind.STS: "Ship to ship",
    EventKind.IDENTITY: "Identity",
    EventKind.POSITION: "Position",
    EventKind.MISSED_CALL: "Missed calls",
}


class KindChips(FlowBox):
    """One chip a kind; pressed ones are listed.

    Attributes:
        chips: by kind.

    Signals:
        changed: other kinds are listed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {kind: self._chip() for kind in EventKind}
        self.show_items(list(self.chips.values()))
        self.show_counts({})

    def _chip(self) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("kind")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(SIDE_PX, SIDE_PX))
        chip.toggled.connect(lambda _: self.changed.emit())
        return chip

    @property
    def listed(self) -> frozenset[EventKind]:
        """Kinds whose chip is pressed."""
        return frozenset(kind for kind, chip in self.chips.items() if chip.isChecked())

    def show_counts(self, counts: Mapping[EventKind, EventCount]) -> None:
        """How many events of each kind pass, of how many."""
        for kind, chip in self.chips.items():
            count = counts.get(kind)
            name = EVENT_NAMES[kind][1]
            if count is None:
                text, told = SHORT[kind], name
            elif not count.total:
                text, told = "0", f"{name}: none found"
            elif count.passing == count.total:
                text, told = f"{SHORT[kind]} {number(count.total)}", f"{name}: {number(count.total)}"
            else:
                shown = f"{number(count.passing)} of {number(count.total)}"
                text, told = (
                    f"{SHORT[kind]} {number(count.passing)}/{number(count.total)}",
                    f"{name}: {shown}",
                )
            chip.setText(text)
            chip.setAccessibleName(told)
            chip.setToolTip(f"{told}. A click takes the kind out of the list, or puts it back.")
        self.show_items(list(self.chips.values()))

    def paint_icons(self, palette: Palette) -> None:
        """Draw the marks in the theme's colours."""
        for kind, chip in self.chips.items():
            icon = QIcon()
            for state, ink in ((QIcon.State.On, palette.text), (QIcon.State.Off, palette.quiet)):
                pixmap = QPixmap(round(SIDE_PX * DENSITY), round(SIDE_PX * DENSITY))
                pixmap.setDevicePixelRatio(DENSITY)
                pixmap.fill(Qt.GlobalColor.transparent)
                painter = QPainter(pixmap)
                paint_event(painter, kind, QRectF(0, 0, SIDE_PX, SIDE_PX), QColor(ink))
                painter.end()
                icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
            chip.setIcon(icon)
