"""Where an item lies, in millimetres, or that it lies where the layout puts it."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import Box, Item
from desktop_app.ui.composer.commands import item_name, laid
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import NumberField, form, pair
from desktop_app.ui.composer.handles import LEAST_MM
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.page_state import boxes_of
from desktop_app.ui.composer.units import tidy

# Items may hang over the edge of the page, and no further.
_FAR_MM: Final = 1_200.0


class BoxFields(QWidget):
    """Four lengths and a tick."""

    def __init__(self, document: Document, live: LiveFigure) -> None:
        super().__init__()
        self._document = document
        self._live = live
        self.lies_free = QCheckBox("Let it lie where it fits")
        self.lies_free.clicked.connect(self._on_free)
        self.left = NumberField("From the left", "mm", (-_FAR_MM, _FAR_MM))
        self.top = NumberField("From the top", "mm", (-_FAR_MM, _FAR_MM))
        self.width_mm = NumberField("Width", "mm", (LEAST_MM, _FAR_MM))
        self.height_mm = NumberField("Height", "mm", (LEAST_MM, _FAR_MM))
        self._fields = dict(
            zip(Box._fields, (self.left, self.top, self.width_mm, self.height_mm), strict=True)
        )
        for name, field in self._fields.items():
            field.edited.connect(partial(self._on_edited, name))
        rows = form()
        rows.addRow("Left, top", pair(self.left, self.top))
        rows.addRow("Size", pair(self.width_mm, self.height_mm))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.lies_free)
        layout.addLayout(rows)
        document.changed.connect(self.show_box)
        document.chosen_changed.connect(self.show_box)
        live.made.connect(self.show_box)
        self.show_box()

    @Slot()
    def show_box(self) -> None:
        """Show where the chosen item lies now."""
        items = self._document.chosen_items
        if len(items) != 1:
            return
        (item,) = items
        box = self._box(item)
        with QSignalBlocker(self.lies_free):
            self.lies_free.setChecked(item.box is None)
        for field in self._fields.values():
            field.setEnabled(box is not None)
        if box is not None:
            for field, value in zip(self._fields.values(), box, strict=True):
                field.show_value(value)

    @Slot(bool)
    def _on_free(self, free: bool) -> None:  # noqa: FBT001 - a slot
        (item,) = self._document.chosen_items
        box = None if free else self._box(item)
        what = f"Let the {item_name(item)} lie where it fits" if free else f"Lay the {item_name(item)}"
        self._document.change(what, laid(self._document.design, {item.id: box}))

    def _on_edited(self, name: str, value: float) -> None:
        (item,) = self._document.chosen_items
        box = self._box(item)
        if box is not None:
            design = laid(self._document.design, {item.id: tidy(box._replace(**{name: value}))})
            self._document.change("Move", design, together=f"box of {item.id}")

    def _box(self, item: Item) -> Box | None:
        return item.box or boxes_of(self._live, self._document.design, (item.id,)).get(item.id)
