"""Help ▸ Keyboard: every key, read from the menus themselves, and the keys of the map."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.assumptions.range_slider import SLIDER_KEYS
from desktop_app.ui.charts.volumes_widget import VOLUMES_KEYS
from desktop_app.ui.composer.composer_bar import BAR_KEYS
from desktop_app.ui.composer.page_keys import PAGE_KEYS
from desktop_app.ui.details_actions import DETAILS_KEYS
from desktop_app.ui.events.event_keys import EVENT_KEYS
from desktop_app.ui.fleet_view import FLEET_KEYS
from desktop_app.ui.replay.graph_keys import GRAPH_KEYS
from desktop_app.ui.timeline.keys import TIMELINE_KEYS
from desktop_app.ui.voyage_view import TABLE_KEYS

MAP_KEYS: Final = (
    ("← ↑ → ↓", "Move the map"),
    ("Shift+← ↑ → ↓", "Move it finely"),
    ("+  −", "Zoom in, zoom out"),
    ("PgUp  PgDn", "Zoom in, zoom out"),
    ("Tab  Shift+Tab", "Next mark to the east, to the west"),
    ("Enter", "Select that mark; end measuring; close an area; take the middle as the place asked for"),
    ("Backspace", "Take back the last measured point, the last corner of an area"),
    ("Shift+drag", "Zoom to a rectangle"),
    ("Double click", "Zoom in; end measuring; close an area"),
    ("Right click", "Copy the position, measure, centre, add a sighting there"),
    ("Mouse back, forward", "Previous, next view"),
)
"""What `assets/web/furniture/keys.ts` does while the map has the focus; a window test presses each."""

COLUMNS: Final = 3

Group = tuple[str, list[tuple[str, str]]]


def shortcuts(bar: QMenuBar) -> list[Group]:
    """Menu → (key, what it does), in the order of the menus."""
    groups = []
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            rows = [(_keys(action), _plain(action.text())) for action in _actions(menu)]
            groups.append((_plain(top.text()), [row for row in rows if row[0]]))
    return [group for group in groups if group[1]]


class KeyboardHelp(QDialog):
    """Columns of keys."""

    def __init__(self, bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget(self)
        columns = QHBoxLayout(content)
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(32)
        groups = [
            *shortcuts(bar),
            ("On the map, while it has the focus", list(MAP_KEYS)),
            ("In the composer of figures", list(BAR_KEYS)),
            ("On the composer's page, while it has the focus", list(PAGE_KEYS)),
            ("In the voyages table, while it has the focus", list(TABLE_KEYS)),
            ("In the list of vessels, while it has the focus", list(FLEET_KEYS)),
            ("In the list of events, while it has the focus", list(EVENT_KEYS)),
            ("On the graph of a replay, while it has the focus", list(GRAPH_KEYS)),
            ("In the details, while they have the focus", list(DETAILS_KEYS)),
            ("On the timeline, while it has the focus", list(TIMELINE_KEYS)),
            ("In the volumes chart, while it has the focus", list(VOLUMES_KEYS)),
            ("On a slider of the assumptions, while it has the focus", list(SLIDER_KEYS)),
        ]
        for part in _columns(groups):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, rows in part:
                column.addLayout(self._group(title, rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea(self)
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        wanted, room = content.sizeHint(), parent.window().size()
        self.resize(min(wanted.width() + 32, room.width()), min(wanted.height() + 64, room.height()))

    def _group(self, title: str, rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        heading = QLabel(title, self)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        grid.addWidget(heading, 0, 0, 1, 2)
        for place, (keys, meaning) in enumerate(rows, start=1):
            cap = QLabel(keys, self)
            cap.setForegroundRole(cap.palette().ColorRole.PlaceholderText)
            cap.setMinimumWidth(128)
            grid.addWidget(cap, place, 0)
            grid.addWidget(QLabel(meaning, self), place, 1)
        return grid


def _actions(menu: QMenu) -> Iterator[QAction]:
    """All entries, those of submenus among them."""
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions(below)
        else:
            yield action


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _plain(text: str) -> str:
    """Without the marks of menu letters and of dialogs to come."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def _columns(groups: list[Group]) -> list[list[Group]]:
    """In `COLUMNS` columns, the tallest as low as can be; a heading counts as two rows."""

    def tallest(cuts: tuple[int, ...]) -> int:
        return max(sum(len(rows) + 2 for _, rows in part) for part in _parts(groups, cuts))

    return _parts(groups, min(combinations(range(1, len(groups)), COLUMNS - 1), key=tallest))


def _parts(groups: list[Group], cuts: tuple[int, ...]) -> list[list[Group]]:
    return [groups[start:end] for start, end in pairwise((0, *cuts, len(groups)))]
