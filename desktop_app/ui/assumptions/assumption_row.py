"""One assumption: its name, three fields, a slider, where its value comes from, and the way back."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop_app.domain.assumption import Assumption, Key, Range
from desktop_app.session.session import Session
from desktop_app.ui.assumptions.handle_scale import Handle, moved_to, scale_of
from desktop_app.ui.assumptions.link_label import LinkLabel
from desktop_app.ui.assumptions.range_slider import NAMES, RangeSlider
from desktop_app.ui.assumptions.value_box import WIDTH_PX, ValueBox

RESET: Final = "↺"
RESET_PX: Final = 26
GAP_PX: Final = 4


class ColumnHeads(QWidget):
    """What the three fields of the rows below are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(GAP_PX)
        row.addStretch(1)
        for handle in Handle:
            head = QLabel(NAMES[handle], self)
            head.setObjectName("hint")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.setFixedWidth(WIDTH_PX)
            row.addWidget(head)
        row.addSpacing(RESET_PX + GAP_PX)


class AssumptionRow(QWidget):
    """Shows one assumption and lets it be moved.

    Attributes:
        key: of the assumption.
        boxes: the three fields.
        slider: the same values to drag.
        reset: puts the published value back.
        origin: where the value in use and the published one come from.

    Signals:
        wanted: key and `Range` that a hand or key wants.
        released: the hand let go, or a value was typed.
        reset_wanted: the key.
        followed: key of the card that a link leads to.
    """

    wanted = Signal(object, object)
    released = Signal()
    reset_wanted = Signal(object)
    followed = Signal(str)

    def __init__(self, session: Session, row: Assumption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key: Key = row.key
        self._row: Assumption | None = None
        self._name = QLabel(row.name[:1].upper() + row.name[1:], self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self._name.setToolTip(row.note)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.boxes = {
            handle: ValueBox(row.key, row.unit, f"{row.name}, {NAMES[handle]}", self) for handle in Handle
        }
        self.slider = RangeSlider(session, row.name, self)
        self.reset = QToolButton(self)
        self.reset.setText(RESET)
        self.reset.setAutoRaise(True)
        self.reset.setFixedWidth(RESET_PX)
        self.reset.setAccessibleName(f"{row.name}: back to the published value")
        self.reset.setToolTip("Back to the published value")
        self.origin = LinkLabel(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setHorizontalSpacing(GAP_PX)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._name, 0, 0)
        for column, box in enumerate(self.boxes.values(), start=1):
            grid.addWidget(box, 0, column)
        grid.addWidget(self.reset, 0, len(self.boxes) + 1)
        grid.addWidget(self.slider, 1, 0, 1, -1)
        grid.addWidget(self.origin, 2, 0, 1, -1)
        grid.setColumnStretch(0, 1)
        for handle, box in self.boxes.items():
            box.wanted.connect(lambda value, handle=handle: self._on_typed(handle, value))
        self.slider.moved.connect(self._want)
        self.slider.released.connect(self.released)
        self.reset.clicked.connect(lambda: self.reset_wanted.emit(self.key))
        self.origin.linkActivated.connect(self.followed)

    def show_assumption(self, row: Assumption, origin: str) -> None:
        """Show what holds now; a hand on another row leaves this one as it is."""
        self.origin.show_html(origin)
        if row == self._row:
            return
        self._row = row
        scale = scale_of(row.key, row.value, row.published)
        self.slider.show_value(row.value, row.published, row.unit, scale)
        for handle, box in self.boxes.items():
            box.show_number(row.value[handle.value])
        self.reset.setEnabled(not row.is_published)
        font = self._name.font()
        font.setBold(not row.is_published)
        self._name.setFont(font)

    @Slot(object)
    def _want(self, value: Range) -> None:
        """The fields follow the hand at once, not when the answer comes."""
        for handle, box in self.boxes.items():
            box.show_number(value[handle.value])
        self.wanted.emit(self.key, value)

    def _on_typed(self, handle: Handle, value: float) -> None:
        if self._row is not None:
            self.wanted.emit(self.key, moved_to(self._row.value, handle, value))
            self.released.emit()
