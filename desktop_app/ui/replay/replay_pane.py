"""The strip under the map in which an event is played: play, clock, speed, graph, reports behind it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.query.replay import Scene
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.replay.clock import FIRST_SPEED, SPEEDS, ReplayClock
from desktop_app.ui.replay.replay_words import clock_words, moment_words, reports_words
from desktop_app.ui.replay.speed_graph import SpeedGraph
from desktop_app.ui.step_icons import SIDE_PX, step_icon

CLOCK_PX: Final = 13


class ReplayPane(QWidget):
    """One scene at a time; it begins stopped.

    Attributes:
        clock: the moment.
        graph: speeds, and the way to choose a moment.
        play, faster, zoom, close_button: the controls.

    Signals:
        moved: the moment is another.
        zoom_wanted: the map is to show where this happens.
        close_wanted: the replay is to go.
    """

    moved = Signal()
    zoom_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scene: Scene | None = None
        self.setAccessibleName("Replay")
        self.clock = ReplayClock(self)
        self.graph = SpeedGraph(session, self)
        self.play = self._button("play", "Play", self.clock.toggle)
        self.faster = QComboBox(self)
        self.faster.setAccessibleName("Speed of the replay")
        self.faster.setToolTip("How many times faster than time went")
        for speed in SPEEDS:
            self.faster.addItem(f"{speed:,} ×".replace(",", "\N{NARROW NO-BREAK SPACE}"), speed)
        self.faster.setCurrentIndex(SPEEDS.index(FIRST_SPEED))
        self.title = ElidedLabel(self)
        self.now = QLabel(self)
        self.now.setTextFormat(Qt.TextFormat.PlainText)
        self.now.setFont(sized(self.font(), CLOCK_PX, bold=True))
        self.words = ElidedLabel(self)
        self.reports = ElidedLabel(self)
        self.reports.setObjectName("hint")
        self.zoom = self._button("zoom", "Zoom the map to it", self.zoom_wanted.emit)
        self.close_button = self._button("close", "Close the replay (Esc)", self.close_wanted.emit)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 6, 2)
        head.setSpacing(8)
        for widget in (self.play, self.faster, self.now):
            head.addWidget(widget)
        head.addWidget(self.words, 1)
        head.addWidget(self.zoom)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 4)
        foot.addWidget(self.title, 2)
        foot.addWidget(self.reports, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.graph, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.graph)
        self.faster.currentIndexChanged.connect(self._on_speed)
        self.clock.moved.connect(self._show_moment)
        self.clock.changed.connect(self._paint_icons)
        self.graph.wanted.connect(self.clock.go_to)
        self.graph.toggle_wanted.connect(self.clock.toggle)
        self.graph.close_wanted.connect(self.close_wanted)
        session.changed.connect(self._on_changed)
        self._paint_icons()

    @property
    def scene(self) -> Scene | None:
        """What is played; None before the first."""
        return self._scene

    def show_scene(self, scene: Scene, title: str) -> None:
        """Show another scene from the beginning of its event; `title` says what it is."""
        self._scene = scene
        self.title.show_sentence(title)
        self.reports.show_sentence(reports_words(self._session.store, scene))
        self.graph.show_scene(scene)
        with QSignalBlocker(self.clock):
            self.clock.set_stretch(scene.first_s, scene.last_s)
        self._paint_icons()
        self.clock.go_to(scene.start_s)

    def stop(self) -> None:
        """Stay at this moment."""
        self.clock.stop()

    def _button(self, sign: str, text: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(sign)
        button.setAutoRaise(True)
        button.setIconSize(QSize(SIDE_PX, SIDE_PX))
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.clicked.connect(lambda _=False: slot())
        return button

    @Slot()
    def _paint_icons(self) -> None:
        palette = PALETTES[self._session.style.theme]
        runs = self.clock.runs
        self.play.setIcon(step_icon("pause" if runs else "play", palette))
        text = "Stop" if runs else "Play"
        self.play.setAccessibleName(text)
        self.play.setToolTip(f"{text} (Space)")
        for button in (self.zoom, self.close_button):
            button.setIcon(step_icon(button.objectName(), palette))

    @Slot(int)
    def _on_speed(self, place: int) -> None:
        self.clock.speed = SPEEDS[place]

    @Slot()
    def _show_moment(self) -> None:
        scene, second = self._scene, self.clock.second
        if scene is None:
            return
        told = moment_words(scene.reels[0].at(second), second)
        self.now.setText(clock_words(second))
        self.words.show_sentence(told)
        self.graph.show_moment(second, f"{clock_words(second)}: {told}")
        self.moved.emit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._paint_icons()
            self.graph.redraw()
