"""What can be said about the chosen item: its words, its place, and what its kind has beside."""

import dataclasses
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import Anchor, Item, ItemKind
from desktop_app.ui.composer.align_buttons import AlignButtons
from desktop_app.ui.composer.box_fields import BoxFields
from desktop_app.ui.composer.commands import NAMES, WORDS, item_name
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import NumberField, form, heading
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.map_fields import MapFields
from desktop_app.ui.composer.map_frame import FURTHEST_LAT, FURTHEST_LON
from desktop_app.ui.composer.table_fields import TableFields

NOTHING_CHOSEN: Final = "Click an item on the page or in the list to change it. Double-click edits its words."
LONGEST_WORDS: Final = 10_000
# The lowest stands for the page's own size; letters have at least 3 points.
SIZE_LIMITS_PT: Final = (2.0, 96.0)
LEAST_PT: Final = 3.0
_WORDS_LINES: Final = 4
# The kinds whose letters have a size of their own.
_SIZED: Final = WORDS | {ItemKind.LEGEND, ItemKind.TABLE, ItemKind.SOURCES, ItemKind.IMPRINT, ItemKind.CHART}


class ItemForm(QWidget):
    """Fields of the chosen item; of several, how they lie to each other.

    Attributes:
        hint: what to do, or what is wrong.
        words, size_pt, box, map, table, align: the fields.

    Signals:
        picture_wanted: another file is to be asked for the chosen picture.
    """

    picture_wanted = Signal()

    def __init__(self, document: Document, live: LiveFigure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._live = live
        self._title = heading("")
        self.hint = QLabel()
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.words = _Words()
        self.words.edited.connect(self._edit_words)
        self.size_pt = NumberField("Size of the letters", "pt", SIZE_LIMITS_PT)
        self.size_pt.setSpecialValueText("as the page")
        self.size_pt.edited.connect(self._edit_size)
        self.lon = NumberField("Longitude it points at", "°", (-FURTHEST_LON, FURTHEST_LON), 4)
        self.lat = NumberField("Latitude it points at", "°", (-FURTHEST_LAT, FURTHEST_LAT), 4)
        for field in (self.lon, self.lat):
            field.setSingleStep(0.1)
            field.edited.connect(self._edit_anchor)
        self.box = BoxFields(document, live)
        self.map = MapFields(document, live)
        self.table = TableFields(document)
        self.align = AlignButtons(document, live)
        self._form = form()
        self._form.addRow("Words", self.words)
        self._form.addRow("Letters", self.size_pt)
        self._form.addRow("Longitude", self.lon)
        self._form.addRow("Latitude", self.lat)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self.hint):
            layout.addWidget(widget)
        layout.addLayout(self._form)
        for part in (self.map, self.table, self.box, self.align):
            layout.addWidget(part)
        layout.addStretch(1)
        document.changed.connect(self.show_chosen)
        document.chosen_changed.connect(self.show_chosen)
        live.made.connect(self.show_chosen)
        self.show_chosen()

    @Slot()
    def show_chosen(self) -> None:
        """Show the fields that the chosen items have."""
        items = self._document.chosen_items
        item = items[0] if len(items) == 1 else None
        self._title.setText(item_name(item) if item is not None else _title(len(items)))
        self.hint.setText(self._hint_words(item) if items else NOTHING_CHOSEN)
        self.hint.setVisible(bool(self.hint.text()))
        self._show_row(self.words, shown=item is not None and item.kind in WORDS)
        self._show_row(self.size_pt, shown=item is not None and item.kind in _SIZED)
        for field in (self.lon, self.lat):
            self._show_row(field, shown=item is not None and item.anchor is not None)
        self.map.setVisible(item is not None and item.kind is ItemKind.MAP)
        self.table.setVisible(item is not None and item.kind is ItemKind.TABLE)
        self.box.setVisible(item is not None)
        self.align.setVisible(bool(items))
        if item is not None:
            self.words.show_words(item.text, self._suggested(item))
            self.size_pt.show_value(item.size_pt or SIZE_LIMITS_PT[0])
            if item.anchor is not None:
                self.lon.show_value(item.anchor.lon)
                self.lat.show_value(item.anchor.lat)

    def _show_row(self, field: QWidget, *, shown: bool) -> None:
        self._form.setRowVisible(field, shown)

    def _suggested(self, item: Item) -> str:
        if item.kind is ItemKind.TITLE and self._live.figure is not None and not item.text:
            return self._live.figure.title
        return "suggested from what is shown" if item.kind in {ItemKind.TITLE, ItemKind.SUBTITLE} else ""

    def _hint_words(self, item: Item | None) -> str:
        if item is None:
            return ""
        if not item.shown:
            return "Hidden; tick it in the list to show it."
        figure = self._live.figure
        if figure is None or self._live.is_busy:
            return ""
        if figure.part(item.id) is None:
            return "Not drawn: there is nothing to show in it, or no room for it."
        if item.id in figure.overflowing:
            return "Not all of it fits: make it larger, its letters smaller, or its words fewer."
        return ""

    @Slot(str)
    def _edit_words(self, text: str) -> None:
        self._replace("Edit the words of the {}", "words", lambda item: dataclasses.replace(item, text=text))

    @Slot(float)
    def _edit_size(self, size: float) -> None:
        self._replace(
            "Change the letters of the {}",
            "size",
            lambda item: dataclasses.replace(item, size_pt=size if size >= LEAST_PT else None),
        )

    @Slot()
    def _edit_anchor(self) -> None:
        anchor = Anchor(self.lon.value(), self.lat.value())
        self._replace(
            "Move where the {} points", "anchor", lambda item: dataclasses.replace(item, anchor=anchor)
        )

    def _replace(self, what: str, key: str, change: Callable[[Item], Item]) -> None:
        items = self._document.chosen_items
        if len(items) == 1:
            (item,) = items
            self._document.change(
                what.format(NAMES[item.kind].lower()),
                self._document.design.with_item(change(item)),
                together=f"{key} of {item.id}",
            )


class _Words(QPlainTextEdit):
    """Words of an item.

    Signals:
        edited: str, the words while they are typed.
    """

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Words")
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _WORDS_LINES + 12)
        self.textChanged.connect(self._tell)

    def show_words(self, text: str, suggested: str) -> None:
        """Show words that were set elsewhere; the cursor of who types them stays."""
        self.setPlaceholderText(suggested)
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)

    @Slot()
    def _tell(self) -> None:
        text = self.toPlainText()
        if len(text) > LONGEST_WORDS:
            with QSignalBlocker(self):
                self.setPlainText(text[:LONGEST_WORDS])
        self.edited.emit(text[:LONGEST_WORDS])


def _title(count: int) -> str:
    return f"{count} items" if count else "Nothing chosen"
