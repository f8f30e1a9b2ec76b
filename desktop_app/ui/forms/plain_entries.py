"""Text, numbers, yes or no, and choices from closed lists."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.query.number_text import number_text, parse_number, parse_whole
from desktop_app.storage.edits import Cell
from desktop_app.ui.forms.entry import Entry
from desktop_app.ui.style_state import set_state

TEXT_LINES = 3
NUMBER_SIGNS = 12


class LineEntry(Entry):
    """One line of text; empty is None."""

    def __init__(self, column: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.line = QLineEdit(self)
        self.line.textEdited.connect(self.edited)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)
        self.box.addWidget(self.line, 1)
        self.setFocusProxy(self.line)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show the column's text."""
        self.line.setText(self.text_of(cells.get(self._column)))
        self.line.setCursorPosition(0)

    def text_of(self, cell: Cell) -> str:
        """A cell as it is written in the line."""
        return cell if isinstance(cell, str) else ""

    def cells(self) -> dict[str, Cell]:
        """The text without blanks round it."""
        text = self.line.text().strip()
        return {self._column: self.read(text) if text else None}

    def read(self, text: str) -> Cell:
        """The cell that a typed text means.

        Raises:
            UsageError: it means none.
        """
        return text

    def name(self, words: str, help_: str) -> None:
        """Help stands in the empty line."""
        self.line.setAccessibleName(words)
        self.line.setAccessibleDescription(help_)
        self.line.setPlaceholderText(help_)
        self.line.setToolTip(help_)

    def mark(self, *, wrong: bool) -> None:
        """A red frame."""
        set_state(self.line, "wrong", on=wrong)


class NumberEntry(LineEntry):
    """A number with its unit behind it."""

    def __init__(self, column: str, unit: str, *, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(column, parent)
        self._whole = whole
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("0") * NUMBER_SIGNS + 24)
        if unit:
            self.box.addWidget(QLabel(unit, self))
        self.box.addStretch(1)
        self._unit = unit

    def text_of(self, cell: Cell) -> str:
        """The shortest text that reads back as the same number."""
        return number_text(cell if isinstance(cell, int | float) else None)

    def read(self, text: str) -> Cell:
        """The number."""
        return parse_whole(text) if self._whole else parse_number(text)

    def name(self, words: str, help_: str) -> None:
        """A narrow line has no room for help: it stands behind it, where it is short."""
        super().name(f"{words}, {self._unit}" if self._unit else words, help_)
        self.line.setPlaceholderText("")
        hint = QLabel(help_ if not self._unit else "", self)
        hint.setObjectName("hint")
        hint.setSizePolicy(hint.sizePolicy().Policy.Ignored, hint.sizePolicy().verticalPolicy())
        self.box.insertWidget(self.box.count() - 1, hint, 8)


class TextEntry(Entry):
    """Several lines of text; Tab goes to the next field."""

    def __init__(self, column: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._showing = False
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * TEXT_LINES + 16)
        self.text.textChanged.connect(self._on_changed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text)
        self.setFocusProxy(self.text)

    def _on_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show the column's text."""
        cell = cells.get(self._column)
        self._showing = True
        self.text.setPlainText(cell if isinstance(cell, str) else "")
        self._showing = False

    def cells(self) -> dict[str, Cell]:
        """The text without blanks round it."""
        return {self._column: self.text.toPlainText().strip() or None}

    def name(self, words: str, help_: str) -> None:
        """Help stands in the empty field."""
        self.text.setAccessibleName(words)
        self.text.setAccessibleDescription(help_)
        self.text.setPlaceholderText(help_)

    def mark(self, *, wrong: bool) -> None:
        """A red frame."""
        set_state(self.text, "wrong", on=wrong)


class YesNoEntry(Entry):
    """A check box; its words are the field's label."""

    def __init__(self, column: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.box = QCheckBox(label, self)
        self.box.clicked.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Check it or not."""
        self.box.setChecked(bool(cells.get(self._column)))

    def cells(self) -> dict[str, Cell]:
        """0 or 1."""
        return {self._column: int(self.box.isChecked())}

    def name(self, words: str, help_: str) -> None:
        """Its own text is the label."""
        self.box.setAccessibleName(words)
        self.box.setToolTip(help_)

    def mark(self, *, wrong: bool) -> None:
        """Nothing that a check box says can be wrong by itself."""
        set_state(self.box, "wrong", on=wrong)


class HowKnownEntry(Entry):
    """One check box for each kind of observation; stored as words separated by spaces."""

    def __init__(self, column: str, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self.boxes = {value: QCheckBox(text, self) for value, text in words.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for box in self.boxes.values():
            box.clicked.connect(self.edited)
            row.addWidget(box)
        row.addStretch(1)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Check those that are named."""
        present = str(cells.get(self._column) or "").split()
        for value, box in self.boxes.items():
            box.setChecked(value in present)

    def cells(self) -> dict[str, Cell]:
        """The checked ones, in the order of the boxes."""
        return {self._column: " ".join(v for v, box in self.boxes.items() if box.isChecked()) or None}

    def name(self, words: str, help_: str) -> None:
        """Each box says the field and itself."""
        for box in self.boxes.values():
            box.setAccessibleName(f"{words}: {box.text()}")
            box.setToolTip(help_)

    def mark(self, *, wrong: bool) -> None:
        """All of them."""
        for box in self.boxes.values():
            set_state(box, "wrong", on=wrong)


class WheelGuard(QObject):
    """Keeps the wheel for the form: a choice changes by wheel only where it has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the scroll area have the wheel."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class ChoiceEntry(Entry):
    """A closed list; None has words too where the column allows it."""

    def __init__(
        self, column: str, choices: Iterable[tuple[Cell, str]], none: str, parent: QWidget | None = None
    ) -> None:
        """`choices` are (value, text); `none` is the text for None, empty where a value must be chosen."""
        super().__init__(parent)
        self._column = column
        self.list = QComboBox(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.installEventFilter(WheelGuard(self.list))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(8)
        self._values: list[Cell] = []
        for value, text in ((None, none or "Choose…"), *choices):
            self._values.append(value)
            self.list.addItem(text)
        self.list.activated.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Choose the stored value."""
        value = cells.get(self._column)
        self.list.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    @property
    def value(self) -> Cell:
        """What is chosen."""
        return self._values[self.list.currentIndex()]

    def cells(self) -> dict[str, Cell]:
        """What is chosen."""
        return {self._column: self.value}

    def name(self, words: str, help_: str) -> None:
        """Name and help."""
        self.list.setAccessibleName(words)
        self.list.setToolTip(help_)

    def mark(self, *, wrong: bool) -> None:
        """A red frame."""
        set_state(self.list, "wrong", on=wrong)
