"""The details panel: one card of what is selected, with its sources and how far they go at the foot."""

from typing import Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.provenance import Source
from desktop_app.exporters.card import GRADE_B, Card, Section
from desktop_app.exporters.cards import card_for
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.palette import PALETTES, Palette

LABEL_WIDTH_PX: Final = 104
EMPTY: Final = (
    "Nothing selected. Click a ship, a port, a bar of the chart or a row of the table: "
    "what is known of it stands here, with its sources."
)


class DetailsPanel(QWidget):
    """Shows the first selected thing; arrows step through the others."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place = 0
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("Details")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(self._on_address)
        self._position = QLabel(self)
        previous, following = QToolButton(self), QToolButton(self)
        for button, arrow, step, name in (
            (previous, Qt.ArrowType.LeftArrow, -1, "Previous of the selection"),
            (following, Qt.ArrowType.RightArrow, 1, "Next of the selection"),
        ):
            button.setArrowType(arrow)
            button.setAutoRaise(True)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
        self._steps = QWidget(self)
        bar = QHBoxLayout(self._steps)
        bar.setContentsMargins(8, 2, 8, 0)
        bar.addWidget(self._position, 1)
        bar.addWidget(previous)
        bar.addWidget(following)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._steps)
        layout.addWidget(self.text, 1)
        session.changed.connect(self._on_changed)
        self._show()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what:
            self._place = 0
            self._show()
        elif Changed.STYLE in change.what:
            self._show()

    def _step(self, by: int) -> None:
        self._place = (self._place + by) % max(len(self._session.selection), 1)
        self._show()

    def _show(self) -> None:
        selection = self._session.selection
        self._steps.setVisible(len(selection) > 1)
        self._position.setText(f"{self._place + 1} of {len(selection)} selected")
        card = card_for(self._session.store, selection[self._place]) if selection else None
        writer = CardWriter(self.text, PALETTES[self._session.style.theme])
        if card is None:
            writer.write_note(EMPTY)
        else:
            writer.write(card)

    @Slot(QUrl)
    def _on_address(self, url: QUrl) -> None:
        """Offline: an address is copied, never opened."""
        QGuiApplication.clipboard().setText(url.toString())
        self.text.setToolTip("Address copied")


class CardWriter:
    """Writes a card into a text view through a cursor, so that no text is ever read as markup."""

    def __init__(self, view: QTextBrowser, palette: Palette) -> None:
        self._view = view
        self._palette = palette
        view.clear()
        view.document().setDocumentMargin(10)
        self._cursor = QTextCursor(view.document())
        self._first = True

    def write_note(self, text: str) -> None:
        """A quiet sentence alone."""
        self._paragraph(text, self._format(colour=self._palette.quiet))

    def write(self, card: Card) -> None:
        """The whole card, scrolled to its top."""
        self._paragraph(card.title, self._format(scale=1.25, bold=True))
        self._paragraph(card.subtitle, self._format(colour=self._palette.quiet))
        if card.unread:
            self._paragraph(GRADE_B, self._format(colour=self._palette.warning))
        for section in card.sections:
            self._section(section)
        if card.sources:
            self._paragraph(f"Sources ({len(card.sources)})", self._format(bold=True), above=10)
            for number, source in enumerate(card.sources, start=1):
                self._source(number, source)
        self._view.moveCursor(QTextCursor.MoveOperation.Start)

    def _section(self, section: Section) -> None:
        if section.heading:
            self._paragraph(section.heading, self._format(bold=True), above=10)
        if section.rows:
            self._rows(section.rows)
        for text in section.paragraphs:
            self._paragraph(text, self._format(), above=4)

    def _rows(self, rows: tuple[tuple[str, str], ...]) -> None:
        layout = QTextTableFormat()
        layout.setBorder(0)
        layout.setCellPadding(1)
        layout.setCellSpacing(0)
        layout.setTopMargin(4)
        layout.setBottomMargin(8)
        layout.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.FixedLength, LABEL_WIDTH_PX),
                QTextLength(QTextLength.Type.PercentageLength, 100),
            ]
        )
        table = self._cursor.insertTable(len(rows), 2, layout)
        for row, (label, value) in enumerate(rows):
            cell = table.cellAt(row, 0).firstCursorPosition()
            cell.insertText(label, self._format(colour=self._palette.quiet))
            table.cellAt(row, 1).firstCursorPosition().insertText(value, self._format())
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._first = True

    def _source(self, number: int, source: Source) -> None:
        self._paragraph(f"{number}  {source.title}. ", self._format(), above=3)
        tail = ", ".join(part for part in (source.publisher, source.published) if part)
        self._cursor.insertText(f"{tail}. ", self._format(colour=self._palette.quiet))
        if source.kind.value not in {"original", "official"}:
            self._cursor.insertText(
                f"[read as {source.kind.value}] ", self._format(colour=self._palette.quiet)
            )
        if source.note:
            self._cursor.insertText(f"{source.note} ", self._format(colour=self._palette.quiet))
        if source.url:
            link = self._format(colour=self._palette.selection)
            link.setAnchor(True)
            link.setAnchorHref(source.url)
            link.setToolTip("Copy this address")
            self._cursor.insertText(source.url, link)

    def _paragraph(self, text: str, form: QTextCharFormat, above: int = 0) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        if self._first:
            self._cursor.setBlockFormat(block)
            self._first = False
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, form)

    def _format(self, colour: str = "", scale: float = 1.0, *, bold: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(colour or self._palette.text))
        if bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        font = self._view.font()
        size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
        form.setFontPointSize(size * scale)
        return form
