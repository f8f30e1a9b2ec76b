"""Which assumptions are in use: the published, a scenario, or what a hand has changed; save and reset."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop_app.domain.assumption import PUBLISHED, UNSAVED
from desktop_app.session.session import Session


class ScenarioBar(QWidget):
    """A list to choose from, and two buttons.

    Attributes:
        chooser: the published first, then the scenarios; what a hand has changed last, while it has.
        save: keeps what was changed by hand as a scenario.
        reset: back to the published.

    Signals:
        save_wanted: keep the assumptions under a name.
    """

    save_wanted = Signal()

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._panel = name
        self._ids: list[str] = []
        label = QLabel("&Assumptions", self)
        self.chooser = QComboBox(self)
        self.chooser.setAccessibleName("Assumptions in use")
        self.chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chooser.setMinimumContentsLength(12)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label.setBuddy(self.chooser)
        self.save = QPushButton("Save as scenario…", self)
        self.save.clicked.connect(self.save_wanted)
        self.reset = QPushButton("Reset to published", self)
        self.reset.clicked.connect(lambda: session.choose_scenario("", name))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 2)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self.chooser, 1)
        row.addWidget(self.save)
        row.addWidget(self.reset)
        self.chooser.activated.connect(self._on_chosen)
        self.show_assumptions()

    def show_assumptions(self) -> None:
        """Show what is in use; a scenario that a hand has changed is not that scenario any more."""
        now = self._session.assumptions
        by_hand = now.name == UNSAVED
        texts = [PUBLISHED, *(row.name for row in self._session.store.record.scenarios)]
        self._ids = ["", *(row.id for row in self._session.store.record.scenarios)]
        if by_hand:
            texts.append(UNSAVED)
        place = len(self._ids) if by_hand else self._ids.index(now.scenario_id)
        with QSignalBlocker(self.chooser):
            if texts != [self.chooser.itemText(row) for row in range(self.chooser.count())]:
                self.chooser.clear()
                self.chooser.addItems(texts)
            self.chooser.setCurrentIndex(place)
        self.reset.setEnabled(not (now.is_published and now.name == PUBLISHED))

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if place < len(self._ids):
            self._session.choose_scenario(self._ids[place], self._panel)
