"""The foot of the voyages table: what the rows add up to, how they are grouped, which columns there are."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from desktop_app.query.voyage_rows import Grouping
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.voyage_header import GROUPING_WORDS
from desktop_app.ui.voyage_menu import StayingMenu


class VoyageFoot(QWidget):
    """Sum on the left, what changes the table on the right.

    Attributes:
        totals: what the rows add up to.
        group, columns: buttons with a menu each.

    Signals:
        group_wanted: `Grouping`.
        open_all_wanted: bool.
    """

    group_wanted = Signal(object)
    open_all_wanted = Signal(bool)

    def __init__(self, font: QFont, fill_columns: Callable[[QMenu], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setFont(font)
        self.totals = ElidedLabel(self)
        self.totals.setFont(font)
        self.group = self._button("", "Group the voyages")
        self.columns = self._button("Columns ▾", "Choose the columns")
        self._choices = QActionGroup(self)
        menu = QMenu(self)
        for grouping, words in GROUPING_WORDS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(grouping)
            action.triggered.connect(lambda _=False, grouping=grouping: self.group_wanted.emit(grouping))
            self._choices.addAction(action)
        menu.addSeparator()
        self._open = self._all(menu, "&Open all groups\tShift+→", is_open=True)
        self._close = self._all(menu, "&Close all groups\tShift+←", is_open=False)
        self.group.setMenu(menu)
        columns = StayingMenu(self)
        columns.aboutToShow.connect(columns.clear)
        columns.aboutToShow.connect(partial(fill_columns, columns))
        self.columns.setMenu(columns)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(2)
        layout.addWidget(self.totals, 1)
        layout.addWidget(self.group)
        layout.addWidget(self.columns)
        self.show_grouping(Grouping.NONE)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setFont(self.font())
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _all(self, menu: QMenu, text: str, *, is_open: bool) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: self.open_all_wanted.emit(is_open))
        return action

    def show_grouping(self, grouping: Grouping) -> None:
        """Say how the rows are grouped."""
        for action in self._choices.actions():
            action.setChecked(action.data() is grouping)
        is_grouped = grouping is not Grouping.NONE
        self.group.setText(f"{GROUPING_WORDS[grouping] if is_grouped else 'Group'} ▾")
        self._open.setEnabled(is_grouped)
        self._close.setEnabled(is_grouped)

    def show_totals(self, words: str) -> None:
        """Say what the rows add up to."""
        self.totals.show_sentence(words)
