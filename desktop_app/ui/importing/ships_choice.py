"""The ships that a file names, and which vessel each is: where several may be meant, the person says."""

from typing import Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.elided_label import ElidedLabel

UNDECIDED: Final = "leave open; each row is flagged"
_MOST: Final = 200


class Candidate(NamedTuple):
    """A vessel of the case that may be meant."""

    vessel_id: str
    words: str


class Ship(NamedTuple):
    """A ship that the file names.

    Attributes:
        key: what the file calls her, as `ImportOrder.ships` takes it.
        how: how she was found, for people: "by IMO number", "new", "3 ships of this name".
        candidates: the vessel that she is, or those among which somebody has to choose; empty for a new one.
        is_open: somebody has to choose.
    """

    key: str
    how: str
    candidates: tuple[Candidate, ...]
    is_open: bool


class ShipsChoice(QWidget):
    """A list of ships.

    Attributes:
        lists: what can be chosen among, by the name in the file.

    Signals:
        chosen: str, str: the ship's name in the file, and the id of the vessel; "" for none.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lists: dict[str, QComboBox] = {}
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    def show_ships(self, ships: tuple[Ship, ...], decided: dict[str, str]) -> None:
        """Show the ships of a file; open ones come first.

        Args:
            ships: those that the first rows name.
            decided: what was chosen before, name in the file → vessel.
        """
        self.lists = {}
        body = QWidget(self._area)
        grid = QGridLayout(body)
        for column, stretch in enumerate((2, 2, 3)):
            grid.setColumnStretch(column, stretch)
        for column, words in enumerate(("In the file", "How found", "Vessel of the case")):
            head = QLabel(words, body)
            head.setObjectName("hint")
            grid.addWidget(head, 0, column)
        ordered = sorted(ships, key=lambda ship: not ship.is_open)
        for row, ship in enumerate(ordered[:_MOST], start=1):
            for column, words in ((0, ship.key), (1, ship.how)):
                label = ElidedLabel(body)
                label.show_sentence(words)
                grid.addWidget(label, row, column)
            grid.addWidget(self._vessel(ship, decided.get(ship.key, ""), body), row, 2)
        if len(ordered) > _MOST:
            grid.addWidget(QLabel(f"… and {len(ordered) - _MOST:,} more", body), grid.rowCount(), 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(body)

    def _vessel(self, ship: Ship, decided: str, body: QWidget) -> QWidget:
        if not ship.is_open and not decided:
            label = ElidedLabel(body)
            label.show_sentence(ship.candidates[0].words if ship.candidates else "a new vessel")
            return label
        choice = QComboBox(body)
        choice.setAccessibleName(f"Vessel for {ship.key}")
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.addItem(UNDECIDED, "")
        for candidate in ship.candidates:
            choice.addItem(candidate.words, candidate.vessel_id)
        choice.setCurrentIndex(max(choice.findData(decided), 0))
        choice.activated.connect(lambda _: self._choose(ship.key))
        self.lists[ship.key] = choice
        return choice

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.chosen.emit(key, str(self.lists[key].currentData()))
