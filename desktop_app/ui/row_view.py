"""What the tables of voyages and of vessels have in common: whole rows of one height, scrolled by pixels."""

from typing import Final

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

ROW_HEIGHT_PX: Final = 24
FONT_SHARE: Final = 0.92


class RowView(QTableView):
    """A table of rows that are selected whole and drawn by whoever inherits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * FONT_SHARE)
        self.setFont(font)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT_PX)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Qt sets the step of a wheel anew with each layout: here it is always a row."""
        super().updateGeometries()
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT_PX)
