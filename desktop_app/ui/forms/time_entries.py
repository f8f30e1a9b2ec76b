"""Times as people type them: spans with their precision, days, instants."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.span_text import EXAMPLES, parse_span, span_text
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.edits import Cell
from desktop_app.storage.times import instant_text, read_instant
from desktop_app.ui.forms.layout import SPAN_COLUMNS
from desktop_app.ui.forms.plain_entries import LineEntry


class SpanEntry(LineEntry):
    """A time with the precision that its words give; text that was not touched leaves the columns alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("start_utc", parent)
        self._stored: dict[str, Cell] = dict.fromkeys(SPAN_COLUMNS)
        self._shown = ""

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Write the stored span."""
        self._stored = {name: cells.get(name) for name in SPAN_COLUMNS}
        start, end, precision, approximate = (self._stored[name] for name in SPAN_COLUMNS)
        self._shown = ""
        if isinstance(start, str) and isinstance(end, str) and isinstance(precision, str):
            self._shown = span_text(
                TimeSpan(read_instant(start), read_instant(end), Precision(precision), bool(approximate))
            )
        self.line.setText(self._shown)

    def span(self) -> TimeSpan | None:
        """What is typed; None for nothing.

        Raises:
            UsageError: it is no time.
        """
        text = self.line.text().strip()
        return parse_span(text) if text else None

    def cells(self) -> dict[str, Cell]:
        """The four columns."""
        if self.line.text().strip() == self._shown and self._shown:
            return dict(self._stored)
        span = self.span()
        if span is None:
            return {"start_utc": None, "end_utc": None, "precision": None, "approximate": 0}
        return {
            "start_utc": instant_text(span.start),
            "end_utc": instant_text(span.end),
            "precision": span.precision.value,
            "approximate": int(span.approximate),
        }

    def name(self, words: str, help_: str) -> None:
        """All the ways of writing it are in the tip."""
        super().name(words, help_)
        self.line.setToolTip(f"{EXAMPLES} · between 7 and 22 Mar 2024 · from 7 to 9 Mar 2024")


class DayEntry(LineEntry):
    """One day; a month alone would invent the day."""

    def read(self, text: str) -> Cell:
        """ISO 8601."""
        span = parse_span(text)
        if span.precision is not Precision.DAY or span.approximate:
            raise UsageError("This needs one day, as 2024-03-07; leave it empty where none is documented.")
        return span.first_day.isoformat()

    def name(self, words: str, help_: str) -> None:
        """The form of a day stands in the empty line."""
        super().name(words, help_)
        self.line.setPlaceholderText("2024-03-07")


class InstantEntry(LineEntry):
    """One instant; a day alone would invent the hour."""

    def text_of(self, cell: Cell) -> str:
        """Without the letters T and Z."""
        return cell.replace("T", " ").removesuffix("Z") if isinstance(cell, str) else ""

    def read(self, text: str) -> Cell:
        """As the case file stores it."""
        span = parse_span(text)
        if span.precision is not Precision.INSTANT or span.approximate:
            raise UsageError("This needs day and time, as 2024-03-07 14:30 (UTC).")
        return instant_text(span.start)
