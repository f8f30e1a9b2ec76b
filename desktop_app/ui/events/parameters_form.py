"""What the events assume: thresholds of the kinds that are listed, and what moving one changed."""

from collections.abc import Collection, Mapping
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.exporters.wording import number
from desktop_app.query.event_list import EventCount
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.events.parameter_row import PUBLISHED, ParameterRow

NAME: Final = "event parameters"
NO_CHANGE: Final = "A moved threshold finds the events anew; what it changed stands here."


class ParametersForm(QWidget):
    """Sets the session's parameters.

    Attributes:
        rows: by name of the parameter.
        all_published: puts every value back.
        change: what the last move changed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._before: Mapping[EventKind, int] | None = None
        self._moved = ""
        self._drags = False
        self._counts: Mapping[EventKind, int] = {}
        self._shown = session.event_parameters
        self.change = QLabel(NO_CHANGE, self)
        self.change.setObjectName("hint")
        self.change.setWordWrap(True)
        self.change.setTextFormat(Qt.TextFormat.PlainText)
        self.all_published = QPushButton("All published", self)
        self.all_published.setToolTip("Put every threshold back to its published value")
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 4)
        head.addWidget(self.change, 1)
        head.addWidget(self.all_published, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget(self)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(8, 0, 8, 6)
        rows.setSpacing(0)
        self._headings: dict[EventKind, QLabel] = {}
        self.rows: dict[str, ParameterRow] = {}
        for kind in EventKind:
            names = [name for name, facts in FACTS.items() if _first_kind(facts.kinds) is kind]
            if not names:
                continue
            heading = QLabel(EVENT_NAMES[kind][1], body)
            heading.setObjectName("heading")
            self._headings[kind] = heading
            rows.addWidget(heading)
            for name in names:
                self.rows[name] = ParameterRow(name, body)
                self.rows[name].wanted.connect(self._on_wanted)
                rows.addWidget(self.rows[name])
        rows.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self.all_published.clicked.connect(lambda: self._set(EventParameters(), "All thresholds published"))
        session.changed.connect(self._on_changed)
        self._show()

    def show_kinds(self, kinds: Collection[EventKind]) -> None:
        """Show the thresholds that these kinds depend on."""
        for name, row in self.rows.items():
            row.setVisible(bool(FACTS[name].kinds & frozenset(kinds)))
        for kind, heading in self._headings.items():
            own = (name for name in self.rows if _first_kind(FACTS[name].kinds) is kind)
            heading.setVisible(any(self.rows[name].isVisibleTo(self) for name in own))

    def show_counts(self, counts: Mapping[EventKind, EventCount]) -> None:
        """How many events there are now, whatever the filter; tells what the last move changed."""
        now = {kind: count.total for kind, count in counts.items()}
        before, self._counts = self._before, now
        if before is None or not self._moved:
            return
        told = [
            f"{EVENT_NAMES[kind][1]} {number(before[kind])} → {number(total)}"
            for kind, total in now.items()
            if kind in before and before[kind] != total
        ]
        self.change.setText(f"{self._moved}: {', '.join(told) if told else 'as many events as before'}.")

    @Slot(str, float)
    def _on_wanted(self, name: str, value: float) -> None:
        row, facts = self.rows[name], FACTS[name]
        try:
            parameters = self._session.event_parameters.changed({name: value})
        except ValueError:
            row.fault.tell(_conflict(name, self._session.event_parameters))
            return
        row.fault.tell("")
        self._set(parameters, f"{facts.label} {value:g} {facts.unit}".strip())

    def _set(self, parameters: EventParameters, moved: str) -> None:
        """Every stop of one drag is compared with what was before the drag."""
        was_dragging, self._drags = self._drags, any(row.slider.isSliderDown() for row in self.rows.values())
        if parameters == self._session.event_parameters:
            return
        if not (was_dragging and self._drags):
            self._before = self._counts
        self._moved = moved
        self._session.set_event_parameters(parameters, NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.EVENTS in change.what and self._shown != self._session.event_parameters:
            self._show()

    def _show(self) -> None:
        self._shown = self._session.event_parameters
        for name, row in self.rows.items():
            if not row.slider.isSliderDown():
                row.show_value(getattr(self._shown, name))
        self.all_published.setEnabled(self._shown != PUBLISHED)


def _first_kind(kinds: Collection[EventKind]) -> EventKind:
    return next(kind for kind in EventKind if kind in kinds)


# Which of two thresholds may not be greater than the other.
_PAIRS: Final = (("enter_km", "leave_km"), ("stop_begin_kn", "stop_end_kn"), ("slowest_kn", "fastest_kn"))


def _conflict(name: str, parameters: EventParameters) -> str:
    """Why a value within its own bounds cannot be used."""
    less, more = next(pair for pair in _PAIRS if name in pair)
    other = more if name == less else less
    limit = f"{getattr(parameters, other):g} {FACTS[other].unit}"
    side = "greater" if name == less else "less"
    return f"It cannot be {side} than “{FACTS[other].label[:1].lower()}{FACTS[other].label[1:]}”, {limit}."
