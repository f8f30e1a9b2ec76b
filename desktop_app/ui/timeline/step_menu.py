"""How the timeline steps and plays: unit, speed, loop, empty stretches."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.query.date_steps import StepUnit
from desktop_app.ui.timeline.player import SPEEDS, Player

UNITS: Final = {
    StepUnit.WINDOW: "By the window's length",
    StepUnit.DAY: "By a day",
    StepUnit.WEEK: "By a week",
    StepUnit.MONTH: "By a month",
}
_SHORT: Final = {
    StepUnit.WINDOW: "Window",
    StepUnit.DAY: "Day",
    StepUnit.WEEK: "Week",
    StepUnit.MONTH: "Month",
}


class StepMenu(QMenu):
    """One choice of unit and speed, and two switches."""

    def __init__(self, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle("How to step and play")
        self._player = player
        self._units = {
            unit: self._choice(text, partial(player.set_up, unit=unit)) for unit, text in UNITS.items()
        }
        self._group(*self._units.values())
        self.addSeparator()
        self._speeds = {
            speed: self._choice(_speed_words(speed), partial(player.set_up, speed=speed)) for speed in SPEEDS
        }
        self._group(*self._speeds.values())
        self.addSeparator()
        self.loop = self.addAction("Begin again at the end")
        self.loop.setCheckable(True)
        self.loop.toggled.connect(lambda on: player.set_up(loop=on))
        self.skips = self.addAction("Skip stretches without data")
        self.skips.setCheckable(True)
        self.skips.toggled.connect(lambda on: player.set_up(skips_empty=on))
        player.changed.connect(self._show)
        self._show()

    @property
    def words(self) -> str:
        """The choice in short."""
        player = self._player
        return f"{_SHORT[player.unit]} · ×{player.speed}"

    def _choice(self, text: str, chosen: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: chosen())
        return action

    def _group(self, *actions: QAction) -> None:
        group = QActionGroup(self)
        for action in actions:
            group.addAction(action)

    @Slot()
    def _show(self) -> None:
        self._units[self._player.unit].setChecked(True)
        self._speeds[self._player.speed].setChecked(True)


def _speed_words(speed: int) -> str:
    return "×1, a step a second" if speed == 1 else f"×{speed}"
