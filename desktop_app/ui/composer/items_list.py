"""What is on the page: a list to show and hide, bring forward and back, add and take off."""

import dataclasses
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.figure_design import MANY, ItemKind
from desktop_app.runtime.errors import TumenError
from desktop_app.ui.composer.commands import NAMES, in_order, item_name, new_item, put_away
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import heading, tool
from desktop_app.ui.composer.pictures import PICTURE_FILES, read_picture

_ID: Final = Qt.ItemDataRole.UserRole


class ItemsList(QWidget):
    """The items of a document, the foremost at the top; dragging or Ctrl+arrows reorder.

    Attributes:
        list: the items.

    Signals:
        call_out_wanted: a call-out is to be placed on the page.
        words_wanted: str, id of an item whose words are to be typed.
        said: a sentence about what could not be done.
    """

    call_out_wanted = Signal()
    words_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = _Rows(self)
        self.list.setAccessibleName("Items of the page")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(150)
        self.list.itemChanged.connect(self._on_checked)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.list.reordered.connect(self._on_reordered)
        self.list.away.connect(self._put_away)
        self.add = QToolButton(self)
        self.add.setText("Add")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self.add)
        menu.addAction("&Text").triggered.connect(lambda _=False: self._add_text())
        menu.addAction("&Call-out on the map").triggered.connect(lambda _=False: self.call_out_wanted.emit())
        menu.addAction("&Picture or logo…").triggered.connect(lambda _=False: self._ask_picture())
        self.add.setMenu(menu)
        self.remove = tool("Hide", "Hide what is chosen (Del)", self._put_away)
        self.forward = tool("↑", "Bring forward (Ctrl+↑ in the list)", lambda: self._step(-1))
        self.back = tool("↓", "Send back (Ctrl+↓ in the list)", lambda: self._step(1))
        self.list.stepped.connect(self._step)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.add, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.forward, self.back):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading("On the page"))
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        document.changed.connect(self.show_design)
        document.chosen_changed.connect(self._show_chosen)
        self.show_design()

    @Slot()
    def show_design(self) -> None:
        """Show the items as they are now."""
        items = tuple(reversed(self._document.design.items))
        with QSignalBlocker(self.list):
            same = [item.id for item in items] == self.ids()
            if not same:
                self.list.clear()
            for place, item in enumerate(items):
                row = self.list.item(place) if same else QListWidgetItem(self.list)
                row.setData(_ID, item.id)
                row.setText(item_name(item))
                row.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsUserCheckable
                    | Qt.ItemFlag.ItemIsDragEnabled
                )
                row.setCheckState(Qt.CheckState.Checked if item.shown else Qt.CheckState.Unchecked)
        self._show_chosen()

    def ids(self) -> list[str]:
        """Ids of the items, the foremost first, as the list shows them."""
        return [str(self.list.item(row).data(_ID)) for row in range(self.list.count())]

    def add_picture(self, path: Path) -> None:
        """Put a picture file on the page, or say why it cannot be."""
        try:
            picture = read_picture(path)
        except TumenError as error:
            self.said.emit(str(error))
            return
        item = new_item(self._document.design, ItemKind.PICTURE, picture)
        self._document.change("Add a picture", self._document.design.with_item(item))
        self._document.choose((item.id,))

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self._document.chosen
        with QSignalBlocker(self.list):
            for row in range(self.list.count()):
                item = self.list.item(row)
                is_chosen = item.data(_ID) in chosen
                if item.isSelected() != is_chosen:
                    item.setSelected(is_chosen)
                if chosen and item.data(_ID) == chosen[-1] and not self.list.hasFocus():
                    self.list.setCurrentItem(item, self.list.selectionModel().SelectionFlag.NoUpdate)
                    self.list.scrollToItem(item)
        ids = self.ids()
        alone = ids.index(chosen[0]) if len(chosen) == 1 and chosen[0] in ids else -1
        self.forward.setEnabled(alone > 0)
        self.back.setEnabled(-1 < alone < len(ids) - 1)
        self.remove.setEnabled(bool(chosen))
        many = any(item.kind in MANY for item in self._document.chosen_items)
        self.remove.setText("Remove" if many else "Hide")

    @Slot(QListWidgetItem)
    def _on_checked(self, row: QListWidgetItem) -> None:
        item = self._document.design.item(str(row.data(_ID)))
        shown = row.checkState() is Qt.CheckState.Checked
        if item is not None and item.shown != shown:
            what = f"{'Show' if shown else 'Hide'} {item_name(item)}"
            self._document.change(
                what, self._document.design.with_item(dataclasses.replace(item, shown=shown))
            )

    @Slot()
    def _on_selected(self) -> None:
        self._document.choose(str(item.data(_ID)) for item in self.list.selectedItems())

    @Slot()
    def _on_reordered(self) -> None:
        self._document.change("Reorder the items", in_order(self._document.design, reversed(self.ids())))

    @Slot()
    def _put_away(self) -> None:
        document = self._document
        if document.chosen:
            names = ", ".join(item_name(item) for item in document.chosen_items)
            document.change(f"Hide {names}", put_away(document.design, document.chosen))

    @Slot(int)
    def _step(self, way: int) -> None:
        """Move the chosen item in the list."""
        ids, chosen = self.ids(), self._document.chosen
        if len(chosen) != 1:
            return
        at = ids.index(chosen[0])
        to = at + way
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            self._document.change("Reorder the items", in_order(self._document.design, reversed(ids)))

    def _add_text(self) -> None:
        item = new_item(self._document.design, ItemKind.TEXT)
        self._document.change(f"Add a {NAMES[ItemKind.TEXT].lower()}", self._document.design.with_item(item))
        self._document.choose((item.id,))
        self.words_wanted.emit(item.id)

    def _ask_picture(self) -> None:
        dialog = QFileDialog(self, "Add a picture", "", PICTURE_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.add_picture(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Rows(QListWidget):
    """Tells of its own drags and keys.

    Signals:
        reordered: rows were dragged.
        stepped: int, -1 up or 1 down.
        away: what is chosen is to go.
    """

    reordered = Signal()
    stepped = Signal(int)
    away = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Queued: a drag moves by inserting and removing, and the list must not be filled in between.
        self.model().rowsMoved.connect(self.reordered, Qt.ConnectionType.QueuedConnection)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+arrows reorder, Delete hides."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.away.emit()
        else:
            super().keyPressEvent(event)
