"""What holds for the whole page: its size, how finely it is written, its colours, its author."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import (
    DPI_LIMITS,
    MM_PER_INCH,
    SIDE_LIMITS_MM,
    Arrangement,
    Design,
)
from desktop_app.exporters.wording import number
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import (
    ChoiceField,
    ColourField,
    LineField,
    NumberField,
    form,
    heading,
    pair,
)

THEMES: Final = {
    "": "As the window",
    "light": "Light",
    "dark": "Dark",
    "print": "Print",
    "contrast": "High contrast",
}
LANGUAGES: Final = {"": "As the window", "en": "English", "ru": "Русский", "ko": "한국어"}
ARRANGEMENTS: Final[Mapping[str, str]] = {
    Arrangement.STACKED.value: "Below each other",
    Arrangement.BESIDE.value: "Chart at the side",
}
OWN_FONT: Final = "Noto Sans (built in)"
LONGEST_AUTHOR: Final = 200
MOST_MARGIN_MM: Final = 60.0
# A PNG of the record's figures takes 0.15 to 0.4 bytes a pixel, the more the fewer pixels it has.
PNG_BYTES_A_PIXEL: Final = 0.3
_MB: Final = 1_000_000


class PageForm(QWidget):
    """Fields of a document's page; each edit is one step."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.width_mm = NumberField("Width of the page", "mm", SIDE_LIMITS_MM)
        self.height_mm = NumberField("Height of the page", "mm", SIDE_LIMITS_MM)
        self.margin_mm = NumberField("Margin", "mm", (0.0, MOST_MARGIN_MM))
        self.dpi = NumberField("Pixels per inch", "dpi", DPI_LIMITS, 0)
        self.pixels = QLabel()
        self.pixels.setObjectName("hint")
        self.pixels.setWordWrap(True)
        self.arrangement = ChoiceField("Arrangement", ARRANGEMENTS)
        self.theme = ChoiceField("Colours", THEMES)
        self.language = ChoiceField("Names on the map", LANGUAGES)
        self.author = LineField("Author", "printed at the foot", LONGEST_AUTHOR)
        self.family = ChoiceField("Font", {"": OWN_FONT})
        self.accent = ColourField("Colour of the title")
        self.paper = ColourField("Colour of the page")
        self._is_filled = False
        page = form()
        page.addRow("Size", pair(self.width_mm, self.height_mm))
        page.addRow("Margin", self.margin_mm)
        page.addRow("Layout", self.arrangement)
        page.addRow("Fineness", self.dpi)
        page.addRow("", self.pixels)
        page.addRow("Colours", self.theme)
        page.addRow("Names", self.language)
        page.addRow("Author", self.author)
        house = form()
        house.addRow("Font", self.family)
        house.addRow("Title", self.accent)
        house.addRow("Paper", self.paper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading("Page"))
        layout.addLayout(page)
        layout.addWidget(heading("House style"))
        layout.addLayout(house)
        for field, signal in (
            ("width_mm", self.width_mm.edited),
            ("height_mm", self.height_mm.edited),
            ("margin_mm", self.margin_mm.edited),
            ("dpi", self.dpi.edited),
            ("arrangement", self.arrangement.chosen),
            ("theme", self.theme.chosen),
            ("language", self.language.chosen),
            ("author", self.author.textEdited),
        ):
            signal.connect(partial(self._change, field))
        for field, signal in (
            ("family", self.family.chosen),
            ("accent", self.accent.edited),
            ("paper", self.paper.edited),
        ):
            signal.connect(partial(self._change_house, field))
        document.changed.connect(self.show_design)
        self.show_design()

    @Slot()
    def show_design(self) -> None:
        """Show what the design says now."""
        design = self._document.design
        self.width_mm.show_value(design.width_mm)
        self.height_mm.show_value(design.height_mm)
        self.margin_mm.show_value(design.margin_mm)
        self.dpi.show_value(design.dpi)
        self.arrangement.show_value(design.arrangement.value)
        self.theme.show_value(design.theme)
        self.language.show_value(design.language)
        self.author.show_value(design.author)
        self.family.show_value(design.house.family)
        self.accent.show_value(design.house.accent)
        self.paper.show_value(design.house.paper)
        self.pixels.setText(pixel_words(design))

    def fill_fonts(self) -> None:
        """List the installed fonts; asked for when the window is shown, since there may be thousands."""
        if not self._is_filled:
            self._is_filled = True
            for family in QFontDatabase.families():
                if not QFontDatabase.isPrivateFamily(family):
                    self.family.addItem(family, family)
            self.show_design()

    def _change(self, field: str, value: Any) -> None:
        convert = _CONVERTED.get(field)
        design = dataclasses.replace(
            self._document.design, **{field: convert(value) if convert is not None else value}
        )
        self._document.change(_WORDS[field], design, together=f"page {field}")

    def _change_house(self, field: str, value: str) -> None:
        design = self._document.design
        house = design.house._replace(**{field: value})
        self._document.change(
            "Change the house style", dataclasses.replace(design, house=house), together=f"house {field}"
        )


_CONVERTED: Final[Mapping[str, Callable[[Any], Any]]] = {"dpi": round, "arrangement": Arrangement}
_WORDS: Final = {
    "width_mm": "Change the page's width",
    "height_mm": "Change the page's height",
    "margin_mm": "Change the margin",
    "dpi": "Change the fineness",
    "arrangement": "Change the layout",
    "theme": "Change the colours",
    "language": "Change the names' language",
    "author": "Change the author",
}


def pixel_words(design: Design) -> str:
    """How many pixels a PNG has, and about how large it is."""
    width = round(design.width_mm / MM_PER_INCH * design.dpi)
    height = round(design.height_mm / MM_PER_INCH * design.dpi)
    size = width * height * PNG_BYTES_A_PIXEL / _MB
    about = (
        f"{size:.1f}\N{NO-BREAK SPACE}MB"
        if size >= 1
        else f"{max(round(size * 10) * 100, 100)}\N{NO-BREAK SPACE}kB"
    )
    return f"{number(width)} × {number(height)} pixels, about {about} as PNG"
