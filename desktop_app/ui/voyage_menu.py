"""The menu of a cell of the voyages table: show it on the map, filter by it, copy it, edit it."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.exporters.voyage_columns import HEADINGS, Column
from desktop_app.query.clauses import ChoiceClause, Clause, ClauseKind

LONGEST: Final = 60
SEVERAL: Final = frozenset({ClauseKind.LISTING, ClauseKind.HOW_KNOWN, ClauseKind.GRADE})
"""Kinds of which a row has several values: choosing all others would not hide it."""


class CellActions(NamedTuple):
    """What can be done; each is called when its entry is chosen.

    Attributes:
        read_only: why the case cannot be edited; empty if it can.
        selected: how many rows are selected.
        passing: how many rows "all" are.
        most_copied: how many rows one copy holds.
    """

    zoom: Callable[[], object]
    filter_by: Callable[[Clause], object]
    hide: Callable[[ChoiceClause], object]
    copy_cell: Callable[[], object]
    copy_selected: Callable[[], object]
    copy_all: Callable[[], object]
    edit: Callable[[], object]
    read_only: str
    selected: int
    passing: int
    most_copied: int


class HeadActions(NamedTuple):
    """What can be done with groups."""

    turn: Callable[[], object]
    select: Callable[[], object]
    open_all: Callable[[bool], object]
    is_open: bool


class StayingMenu(QMenu):
    """A menu of choices that stays open while they are made, by mouse or with the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a choice makes it and leaves the menu open."""
        if not self._choose(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """So does the space bar; Enter makes it and closes."""
        if event.key() != Qt.Key.Key_Space or not self._choose(self.activeAction()):
            super().keyPressEvent(event)

    def _choose(self, action: QAction | None) -> bool:
        # Outside of the entries Qt hands out None.
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


def fill_cell_menu(menu: QMenu, column: Column, clauses: dict[Column, Clause], actions: CellActions) -> None:
    """The entries of a row; those about the cell's own column first.

    Args:
        menu: still empty.
        column: of the cell.
        clauses: what the cells of the row stand for.
        actions: what is done.
    """
    _add(menu, "&Zoom to on the map", actions.zoom)
    menu.addSeparator()
    own = clauses.get(column)
    if own is not None:
        _add(menu, f"&Filter: only {_short(own.sentence())}", lambda: actions.filter_by(own))
        if isinstance(own, ChoiceClause) and own.kind not in SEVERAL:
            _add(menu, f"&Hide {_short(own.sentence())}", lambda: actions.hide(own))
    others = {other: clause for other, clause in clauses.items() if other is not column}
    more = menu.addMenu("Filter by this &row")
    more.setEnabled(bool(others))
    for clause in others.values():
        _add(more, f"Only {_short(clause.sentence())}", partial(actions.filter_by, clause))
    menu.addSeparator()
    _add(menu, f"Copy &cell “{HEADINGS[column].name}”", actions.copy_cell)
    rows = "row" if actions.selected == 1 else f"{actions.selected:,} rows"
    _add(menu, f"Copy {rows} as &table\tCtrl+C", actions.copy_selected)
    bound = min(actions.passing, actions.most_copied)
    first = "the first " if bound < actions.passing else "all "
    _add(menu, f"Copy {first}{bound:,} passing rows as table", actions.copy_all)
    menu.addSeparator()
    edit = _add(menu, "&Edit…\tEnter", actions.edit)
    edit.setEnabled(not actions.read_only)
    edit.setToolTip(actions.read_only)
    menu.setToolTipsVisible(True)


def fill_head_menu(menu: QMenu, actions: HeadActions) -> None:
    """The entries of the head of a group."""
    _add(menu, "&Close the group\t←" if actions.is_open else "&Open the group\t→", actions.turn)
    _add(menu, "&Select its voyages", actions.select)
    menu.addSeparator()
    _add(menu, "Open &all groups\tShift+→", lambda: actions.open_all(True))
    _add(menu, "Close a&ll groups\tShift+←", lambda: actions.open_all(False))


def popup_menu(parent: QWidget) -> QMenu:
    """A menu that is gone when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _=False: slot())
    return action


def _short(words: str) -> str:
    """A few words for a menu; an ampersand is no menu letter."""
    cut = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return cut.replace("&", "&&")
