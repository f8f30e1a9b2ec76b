"""Writes a card into a text view through a cursor, so that no text is ever read as markup."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from desktop_app.domain.provenance import Source, SourceKind
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Reason, Row, Section, Words, parts
from desktop_app.exporters.grading import RECORD_GRADE_WORDS, admiralty
from desktop_app.exporters.source_cards import KIND_WORDS
from desktop_app.ui.palette import Palette

LABEL_WIDTH_PX: Final = 104
# Below this width the label stands above its value, not beside it.
SIDE_BY_SIDE_PX: Final = 300
ANCHOR: Final = "tumen:"
MARGIN_PX: Final = 10
MOST_LETTERS: Final = 20_000  # of one text
_INDENT_PX: Final = 12


class Target(NamedTuple):
    """Where a link of the text leads: to a thing, or to an address that is only ever copied."""

    key: str = ""
    address: str = ""


class CardWriter:
    """One writing of a text view.

    Attributes:
        targets: what the link "tumen:N" leads to, by N.
    """

    def __init__(self, view: QTextBrowser, palette: Palette) -> None:
        self._palette = palette
        self.targets: list[Target] = []
        view.clear()
        view.document().setDocumentMargin(MARGIN_PX)
        view.document().setUndoRedoEnabled(False)
        self._view = view
        self._cursor = QTextCursor(view.document())
        self._first = True
        self._numbers: dict[str, int] = {}
        self._formats: dict[tuple[str, float, bool, bool], QTextCharFormat] = {}
        size = view.font().pointSizeF()
        self._size = size if size > 0 else 10.0
        self._narrow = view.viewport().width() < SIDE_BY_SIDE_PX

    def write_note(self, text: str) -> None:
        """A quiet sentence alone."""
        self._paragraph(text, self._format(colour=self._palette.quiet))

    def write(self, card: Card) -> None:
        """The whole card, scrolled to its top; laid out once, at the end."""
        self._cursor.beginEditBlock()
        self._numbers = {source.id: number for number, source in enumerate(card.sources, start=1)}
        self._paragraph(card.title, self._format(scale=1.25, bold=True))
        self._paragraph(card.subtitle, self._format(colour=self._palette.quiet))
        if card.synthetic:
            self._paragraph("SYNTHETIC: made-up data", self._format(colour=self._palette.warning, bold=True))
        if card.assumes:
            self._paragraph(card.assumes, self._format(colour=self._palette.warning), above=4)
        if card.unread:
            self._paragraph(card.unread, self._format(colour=self._palette.warning))
        for section in card.sections:
            self._section(section)
        if card.reasons or card.standing:
            self._why(card)
        own = {reason.source.id for reason in card.reasons}
        rest = [source for source in card.sources if source.id not in own]
        if rest:
            words = "Sources of the rest" if card.reasons else "Sources"
            self._heading(f"{words} ({len(rest)})")
            for source in rest:
                self._source(source)
        self._cursor.endEditBlock()
        self._view.moveCursor(QTextCursor.MoveOperation.Start)

    def _section(self, section: Section) -> None:
        if section.heading:
            self._heading(section.heading)
        if any(row.label for row in section.rows):
            if self._narrow:
                self._stacked(section.rows)
            else:
                self._side_by_side(section.rows)
        else:
            for row in section.rows:
                self._words(row.value, row.sources, above=3)
        for words in section.paragraphs:
            self._words(words, above=4)
        if section.more:
            self._paragraph(section.more, self._format(colour=self._palette.quiet), above=3)

    def _stacked(self, rows: Iterable[Row]) -> None:
        quiet = self._format(colour=self._palette.quiet, scale=0.92)
        for row in rows:
            self._paragraph(row.label, quiet, above=5)
            self._words(row.value, row.sources)

    def _side_by_side(self, rows: tuple[Row, ...]) -> None:
        layout = QTextTableFormat()
        layout.setBorder(0)
        layout.setCellPadding(1)
        layout.setCellSpacing(0)
        layout.setTopMargin(4)
        layout.setBottomMargin(6)
        layout.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.FixedLength, LABEL_WIDTH_PX),
                QTextLength(QTextLength.Type.PercentageLength, 100),
            ]
        )
        table = self._cursor.insertTable(len(rows), 2, layout)
        quiet = self._format(colour=self._palette.quiet)
        for place, row in enumerate(rows):
            table.cellAt(place, 0).firstCursorPosition().insertText(row.label, quiet)
            self._insert(table.cellAt(place, 1).firstCursorPosition(), row.value, row.sources)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._first = True

    def _why(self, card: Card) -> None:
        """Each source of the thing itself with what was judged of it, then the record's own grade, apart."""
        self._heading("Why do we believe this?")
        for reason in card.reasons:
            self._source(reason.source)
            self._judgement(reason)
        quiet = self._format(colour=self._palette.quiet)
        judged = any(_judged(reason) for reason in card.reasons)
        if card.reasons and not judged:
            self._paragraph("Not judged on the Admiralty scale.", quiet, above=5)
        if card.grade is not None:
            self._paragraph(f"Record's grade {RECORD_GRADE_WORDS[card.grade]}.", quiet, above=5)
        if card.standing:
            self._paragraph(card.standing, quiet, above=5)

    def _judgement(self, reason: Reason) -> None:
        reference = reason.reference
        judged = _judged(reason)
        if judged:
            self._paragraph(judged, self._format(bold=True), indent=_INDENT_PX)
        quiet = self._format(colour=self._palette.quiet)
        if reference.passage:
            self._paragraph(f"“{reference.passage}”", self._format(), indent=_INDENT_PX)
        if reference.location_accuracy is not None:
            accuracy = reference.location_accuracy.value
            close = "within the town" if accuracy == "town" else f"within {accuracy}"
            self._paragraph(f"Places it {close}", quiet, indent=_INDENT_PX)
        if reference.note:
            self._paragraph(reference.note, quiet, indent=_INDENT_PX)
        for row in reason.attachments:
            words = (
                "Copy kept: ",
                Link(row.file_name, f"attachment:{row.id}"),
                f", {wording.size(row.size_bytes)}",
            )
            self._words(words, indent=_INDENT_PX)

    def _source(self, source: Source) -> None:
        """Number, title that leads to its card, publisher and date, and the address to copy."""
        quiet = self._format(colour=self._palette.quiet)
        self._paragraph(f"{self._numbers[source.id]}  ", self._format(), above=4)
        self._insert(self._cursor, Link(source.title, f"source:{source.id}"))
        tail = ", ".join(part for part in (source.publisher, source.published) if part)
        self._cursor.insertText(f". {tail}. " if tail else ". ", quiet)
        if source.kind not in {SourceKind.ORIGINAL, SourceKind.OFFICIAL}:
            self._cursor.insertText(f"[{KIND_WORDS[source.kind]}] ", quiet)
        if source.note:
            self._cursor.insertText(f"{source.note} ", quiet)
        if source.url:
            self._link(self._cursor, source.url, Target(address=source.url), "Copy this address", quiet=True)

    def _heading(self, text: str) -> None:
        self._paragraph(text, self._format(bold=True), above=10)

    def _words(self, words: Words, sources: Iterable[str] = (), above: int = 0, indent: int = 0) -> None:
        self._paragraph("", self._format(), above, indent)
        self._insert(self._cursor, words, sources)

    def _insert(self, cursor: QTextCursor, words: Words, sources: Iterable[str] = ()) -> None:
        """Words with their links, and small raised numbers that lead to their sources."""
        for part in parts(words):
            if isinstance(part, Link):
                self._link(cursor, part.text, Target(part.key), "")
            else:
                cursor.insertText(_clipped(part), self._format())
        numbered = sorted((self._numbers[ident], ident) for ident in sources if ident in self._numbers)
        for place, (number, ident) in enumerate(numbered):
            between = self._format(colour=self._palette.quiet, raised=True)
            cursor.insertText(wording.THIN_SPACE if place == 0 else ",", between)
            cursor.insertText(
                str(number), self._anchored(between, Target(f"source:{ident}"), f"Source {number}")
            )

    def _link(self, cursor: QTextCursor, text: str, target: Target, tip: str, *, quiet: bool = False) -> None:
        plain = self._format(colour=self._palette.quiet if quiet else self._palette.selection)
        cursor.insertText(_clipped(text), self._anchored(plain, target, tip))

    def _anchored(self, plain: QTextCharFormat, target: Target, tip: str) -> QTextCharFormat:
        form = QTextCharFormat(plain)
        form.setAnchor(True)
        form.setAnchorHref(f"{ANCHOR}{len(self.targets)}")
        if tip:
            form.setToolTip(tip)
        self.targets.append(target)
        return form

    def _paragraph(self, text: str, form: QTextCharFormat, above: int = 0, indent: int = 0) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setLeftMargin(indent)
        if self._first:
            self._cursor.setBlockFormat(block)
            self._first = False
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(_clipped(text), form)

    def _format(
        self, colour: str = "", scale: float = 1.0, *, bold: bool = False, raised: bool = False
    ) -> QTextCharFormat:
        """Made once of each kind; to be copied before it is changed."""
        kind = (colour, scale, bold, raised)
        if kind not in self._formats:
            form = QTextCharFormat()
            form.setForeground(QColor(colour or self._palette.text))
            if bold:
                form.setFontWeight(QFont.Weight.DemiBold)
            if raised:
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            form.setFontPointSize(self._size * scale)
            self._formats[kind] = form
        return self._formats[kind]


def _clipped(text: str) -> str:
    """A text that a person can read and a window can lay out; a stranger's case may hold a gigabyte."""
    if len(text) <= MOST_LETTERS:
        return text
    return f"{text[:MOST_LETTERS]}… (cut after {wording.number(MOST_LETTERS)} characters)"


def _judged(reason: Reason) -> str:
    return admiralty(reason.source.reliability, reason.reference.credibility)
