"""The row over the timeline: step, play, the window in words, what is near, what is shown."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QToolBar,
    QToolButton,
    QToolTip,
    QWidget,
)

from desktop_app.domain.lag import MOST_NEAR_DAYS
from desktop_app.exporters import wording
from desktop_app.ui.palette import Palette
from desktop_app.ui.step_icons import SIDE_PX, step_icon
from desktop_app.ui.timeline.elided_button import ElidedButton
from desktop_app.ui.timeline.player import Player
from desktop_app.ui.timeline.step_menu import StepMenu

NOT_PROOF: Final = "proximity, not proof"
# Below this width not everything fits in one line.
NARROW_PX: Final = 600


class Tools(QToolBar):
    """Buttons in one line; what does not fit a narrow dock is in the menus.

    Attributes:
        dates: says the window; a click goes to the date fields, its arrow opens the presets.
        presets, shown: the menus of windows and of what is shown.

    Signals:
        dates_wanted: somebody wants to type dates.
        near_days_changed: carries another number of days.
    """

    dates_wanted = Signal()
    near_days_changed = Signal(int)

    def __init__(self, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self._player = player
        self._signs: dict[QToolButton, Callable[[], str]] = {}
        self.back = self._button("Step back", "[", lambda: "step back", lambda: player.step(-1))
        self.play = self._button(
            "Play", "Space", lambda: "stop" if player.is_playing else "play", player.toggle
        )
        self.on = self._button("Step on", "]", lambda: "step on", lambda: player.step(1))
        self.steps = QToolButton(self)
        self.steps.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = StepMenu(player, self)
        self.steps.setMenu(self._menu)
        self.dates = ElidedButton(self)
        self.dates.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.dates.clicked.connect(self.dates_wanted)
        self.presets = QMenu(self)
        self.presets.setTitle("Windows of dates")
        self.dates.setMenu(self.presets)
        self.near = QSpinBox(self)
        self.near.setRange(0, MOST_NEAR_DAYS)
        self.near.setPrefix("± ")
        self.near.setAccessibleName(
            "Days up to which payments and consignments are near the selected sailing"
        )
        self.near.setKeyboardTracking(False)
        self.near.valueChanged.connect(self.near_days_changed)
        self.near_words = QLabel(NOT_PROOF, self)
        self._tells_near = False
        self.view = QToolButton(self)
        self.view.setText("View")
        self.view.setAccessibleName("What the timeline shows")
        self.view.setToolTip("Zoom, and which lanes are shown")
        self.view.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.shown = QMenu(self)
        self.shown.setTitle("What the timeline shows")
        self.view.setMenu(self.shown)
        self.shown.addMenu(self._menu)
        self.shown.addSeparator()
        self.addWidget(self._row())
        self.setAccessibleName("Timeline tools")
        player.changed.connect(self.show_player)
        player.ended.connect(self._show_end)
        self.show_near(None, 0, "")

    def _row(self) -> QWidget:
        row = QWidget(self)
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 3, 6, 3)
        layout.setSpacing(4)
        for widget in (self.back, self.play, self.on, self.steps):
            layout.addWidget(widget)
        layout.addWidget(self.dates, 1)
        layout.addWidget(self.near)
        layout.addWidget(self.near_words)
        layout.addWidget(self.view)
        return row

    def _button(
        self, text: str, key: str, sign: Callable[[], str], slot: Callable[[], object]
    ) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({key})")
        button.setIconSize(QSize(SIDE_PX, SIDE_PX))
        button.clicked.connect(lambda _=False: slot())
        self._signs[button] = sign
        return button

    def show_palette(self, palette: Palette) -> None:
        """Draw the signs in the theme's colours."""
        self._palette = palette
        for button, sign in self._signs.items():
            button.setIcon(step_icon(sign(), palette))

    @Slot()
    def show_player(self) -> None:
        """Whether it plays, and how it steps."""
        words = "Stop" if self._player.is_playing else "Play"
        self.play.setAccessibleName(words)
        self.play.setToolTip(f"{words} (Space)")
        self.play.setIcon(step_icon(self._signs[self.play](), self._palette))
        self.steps.setAccessibleName(f"How to step and play: {self._menu.words}")
        self.steps.setToolTip(f"How to step and play: {self._menu.words}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say less where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow dock the warning stands in the field of days, and how to step in the last menu."""
        is_narrow = self.width() < NARROW_PX
        self.steps.setVisible(not (is_narrow and self._tells_near))
        self.near.setSuffix(" d, not proof" if is_narrow else " d")
        self.near.setVisible(self._tells_near)
        self.near_words.setVisible(self._tells_near and not is_narrow)
        self.steps.setText(self._menu.words)

    @Slot(int)
    def _show_end(self, direction: int) -> None:
        """Why a step did not move anything, beside its button."""
        button = self.on if direction > 0 else self.back
        words = "The data end here." if direction > 0 else "The data begin here."
        QToolTip.showText(button.mapToGlobal(button.rect().bottomLeft()), words, button)

    def show_window(self, words: str, days: int | None) -> None:
        """The window of dates in words, and its length; None for all dates."""
        length = "" if days is None else f" · {wording.number(days)} day{'' if days == 1 else 's'}"
        self.dates.show_words(f"{words}{length}")
        self.dates.setAccessibleName(f"Window of dates: {words}{length}")
        self.dates.setToolTip(
            f"{words}{length}, UTC. Click to type dates (Ctrl+D); the arrow has common ones."
        )

    def show_near(self, count: int | None, days: int, chance: str) -> None:
        """How many things are near the selected sailing; None where none is selected."""
        self._tells_near = count is not None
        self._fit()
        if count is None:
            return
        with QSignalBlocker(self.near):
            self.near.setValue(days)
        tip = (
            f"{wording.number(count)} payments and rail consignments are, or may be, within ±{days} days of "
            f"the selected sailing. {chance}"
        )
        self.near.setToolTip(tip)
        self.near_words.setToolTip(tip)

    def add_preset(self, text: str, slot: Callable[[], object]) -> QAction:
        """A window to choose."""
        action = self.presets.addAction(text)
        action.triggered.connect(lambda _=False: slot())
        return action
