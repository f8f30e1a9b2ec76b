"""What the names of a file mean in the case: where several ships may be meant, the person says which."""

from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.elided_label import ElidedLabel

UNDECIDED: Final = "leave open; each row is flagged"
_MOST: Final = 200


class Candidate(NamedTuple):
    """Something of the case that may be meant."""

    vessel_id: str
    words: str


class Name(NamedTuple):
    """A ship, port, station, company or source that the file names.

    Attributes:
        text: what the file calls it, as `ImportOrder.ships` takes it.
        how: how it was found, for people: "by IMO number", "port, by its Russian name".
        taken: name of what it is taken for; empty for nothing in the case.
        candidates: what it may be.
        is_open: a ship among whose candidates somebody has to choose.
    """

    text: str
    how: str
    taken: str
    candidates: tuple[Candidate, ...]
    is_open: bool


class NamesChoice(QWidget):
    """A list of names, those that somebody has to decide on first.

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

    def show_names(self, names: tuple[Name, ...], decided: dict[str, str]) -> None:
        """Show the names of a file; open ones come first.

        Args:
            names: those in the rows that were looked at.
            decided: what was chosen before, name in the file → vessel.
        """
        self.lists = {}
        body = QWidget(self._area)
        grid = QGridLayout(body)
        for column, stretch in enumerate((2, 2, 3)):
            grid.setColumnStretch(column, stretch)
        for column, words in enumerate(("In the file", "How found", "Taken for")):
            head = QLabel(words, body)
            head.setObjectName("hint")
            grid.addWidget(head, 0, column)
        ordered = sorted(names, key=lambda name: not name.is_open)
        for row, name in enumerate(ordered[:_MOST], start=1):
            for column, words in ((0, name.text), (1, name.how)):
                grid.addWidget(_label(words, body), row, column)
            grid.addWidget(self._taken(name, decided.get(name.text, ""), body), row, 2)
        if len(ordered) > _MOST:
            grid.addWidget(QLabel(f"… and {len(ordered) - _MOST:,} more", body), grid.rowCount(), 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(body)

    def _taken(self, name: Name, decided: str, body: QWidget) -> QWidget:
        if not name.is_open and not decided:
            close = ", ".join(candidate.words for candidate in name.candidates)
            return _label(name.taken or (f"not known; close to {close}" if close else "new"), body)
        choice = QComboBox(body)
        choice.setAccessibleName(f"Vessel for {name.text}")
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.addItem(UNDECIDED, "")
        for candidate in name.candidates:
            choice.addItem(candidate.words, candidate.vessel_id)
        if decided and choice.findData(decided) < 0:
            choice.addItem(name.taken, decided)
        choice.setCurrentIndex(max(choice.findData(decided), 0))
        choice.activated.connect(lambda _: self._choose(name.text))
        self.lists[name.text] = choice
        return choice

    def _choose(self, text: str) -> None:
        self.chosen.emit(text, str(self.lists[text].currentData()))


def _label(words: str, body: QWidget) -> ElidedLabel:
    label = ElidedLabel(body)
    label.show_sentence(words)
    label.setContentsMargins(-6, 0, 0, 0)  # under its head
    return label
