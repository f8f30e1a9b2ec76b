"""The volumes panel: monthly bars and running total against the cap, and the table behind them."""

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.summary import minimum_sentence
from desktop_app.exporters.wording import calls, claim_value, month, number_range, time_span
from desktop_app.query.clauses import Filter
from desktop_app.query.results import CallCount, Ledgers
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.charts.monthly import MonthlyLayout
from desktop_app.ui.charts.running_total import WindowMark
from desktop_app.ui.charts.volumes_chart import ChartHits, paint_volumes
from desktop_app.ui.charts.volumes_data import VolumesData, claims_of_month, volumes_data
from desktop_app.ui.palette import PALETTES, colour

NAME: Final = "volumes"
KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class VolumesChart(QWidget):
    """Both charts side by side; a click on a month or a bracket opens its ledger in the details."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data: VolumesData | None = None
        self._sentence = ""
        self._hits: ChartHits | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(320, 120)
        self.setAccessibleName("Volumes chart")

    def show_data(self, data: VolumesData, sentence: str) -> None:
        """Draw this from now on."""
        self._data, self._sentence = data, sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """The same painter as in figures."""
        palette = PALETTES[self._session.style.theme]
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(palette.panel))
        if self._data is not None:
            area = QRectF(self.rect()).adjusted(8, 4, -6, -2)
            self._hits = paint_volumes(painter, area, self._data, self._sentence, palette, 10.5)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the numbers under the pointer."""
        QToolTip.showText(event.globalPosition().toPoint(), self._words_at(event.position()), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the ledger of what was clicked."""
        key = self._key_at(event.position())
        if key and event.button() is Qt.MouseButton.LeftButton:
            self._session.select((key,), NAME)

    def _mark_at(self, position: QPointF) -> WindowMark | None:
        marks = self._hits.marks if self._hits is not None else []
        return next((mark for box, mark in marks if box.contains(position)), None)

    def _month_at(self, position: QPointF) -> date | None:
        layout: MonthlyLayout | None = self._hits.monthly if self._hits is not None else None
        if layout is None or not layout.plot.adjusted(0, 0, 0, 30).contains(position):
            return None
        index = layout.axis.index_at(position.x())
        return layout.axis.months[index] if index is not None else None

    def _key_at(self, position: QPointF) -> str:
        mark = self._mark_at(position)
        if mark is not None:
            return f"{mark.kind}:{mark.id}"
        at = self._month_at(position)
        return f"month:{at:%Y-%m}" if at is not None else ""

    def _words_at(self, position: QPointF) -> str:
        mark = self._mark_at(position)
        if mark is not None:
            return f"{mark.label}, {time_span(mark.when)}"
        at = self._month_at(position)
        if at is None or self._data is None:
            return ""
        lines = [month(at), f"observed: {count_words(self._data.observed.get(at))}"]
        notified = self._data.notified.get(at)
        words = ", ".join(f"{exporter} {volume:,.0f} bbl" for exporter, volume in (notified or {}).items())
        lines.append(f"notified: {words or 'no figure for this month'}")
        lines += [
            f"claimed: {claim.claimant}, {claim_value(claim)}" for claim in claims_of_month(self._data, at)
        ]
        return "\n".join(lines)


def count_words(count: CallCount | None) -> str:
    """An observed count with its range, or that nothing is published."""
    if count is None:
        return "no call published"
    words = calls(count.calls, approximate=count.approximate)
    if not count.estimated:
        return f"{words}, volume not estimated"
    volume = f"{number_range(count.low_bbl, count.high_bbl)} bbl"
    return f"{words}, {volume}" + (f" for {count.estimated} of them" if count.estimated < count.calls else "")


class VolumesPanel(QWidget):
    """Chart and table of the three ledgers under one filter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.data: VolumesData | None = None
        self.sentence = ""
        self.chart = VolumesChart(session, self)
        self.table = QTableWidget(0, 4, self)
        self.table.setAccessibleName("Volumes table")
        self.table.setHorizontalHeaderLabels(["Window (UTC)", "Ledger", "Figure", "Src"])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 170), (1, 130), (3, 40)):
            self.table.setColumnWidth(column, width)
        self.table.itemSelectionChanged.connect(self._on_row)
        self._ledgers: Ledgers | None = None
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.setTabPosition(QTabWidget.TabPosition.South)
        self._tabs.addTab(self.chart, "Chart")
        self._tabs.addTab(self.table, "Table")
        self._tabs.currentChanged.connect(self._fill_if_shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """The three ledgers."""
        return lambda engine, feedback: engine.ledgers(filter_, feedback)

    def query_result(self, result: Ledgers, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Draw and list them; while a brush moves over empty days nothing is drawn anew."""
        data = volumes_data(self._session.store.record, result)
        sentence = minimum_sentence(result.total)
        if result.per_vessel:
            sentence += " Notified and claimed figures name no ship and are left out."
        if data.off_axis:
            sentence += f" {data.off_axis} figures outside these years stand in the table."
        if (data, sentence) != (self.data, self.sentence):
            self.data, self.sentence = data, sentence
            self.chart.show_data(data, sentence.strip())
        self._ledgers = result
        self._fill_if_shown()

    def query_error(self, error: Exception) -> None:
        """Nothing to draw, and why."""
        self.chart.setToolTip(str(error))

    @Slot()
    def _fill_if_shown(self) -> None:
        """The table is written when somebody looks at it."""
        if self._ledgers is not None and self._tabs.currentWidget() is self.table:
            self._fill(self._ledgers)
            self._ledgers = None

    def _fill(self, ledgers: Ledgers) -> None:
        rows: list[tuple[str, str, str, str, int]] = [
            (f"month:{at:%Y-%m}", month(at), "observed", count_words(count), -1)
            for at, count in sorted(ledgers.observed.items())
        ]
        if ledgers.unplaced.calls:
            keys = " ".join(f"voyage:{ident}" for ident in ledgers.unplaced_ids)
            rows.append((keys, "longer than a month", "observed", count_words(ledgers.unplaced), -1))
        notified = [] if ledgers.per_vessel else self._session.store.record.notified
        dates = self._session.filter.dates
        rows += [
            (
                f"notified:{row.id}",
                time_span(row.when),
                f"notified, {row.exporter}",
                number_range(row.volume_bbl, row.volume_bbl) + " bbl"
                if row.volume_bbl is not None
                else f"{row.mass_t:,.0f} t",
                len(row.citation.source_ids),
            )
            for row in sorted(notified, key=lambda row: (row.when.start, row.exporter))
            if dates.covers(row.when)
        ]
        rows += [
            (
                f"claim:{claim.id}",
                time_span(claim.when) if claim.when else "",
                f"claimed, {claim.mode.value}",
                f"{claim_value(claim)} ({claim.claimant})",
                len(claim.citation.source_ids),
            )
            for claim in ledgers.claims
        ]
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for place, (key, *texts, sources) in enumerate(rows):
            for column, text in enumerate([*texts, str(sources) if sources > 0 else ""]):
                item = QTableWidgetItem(text)
                item.setData(KEY_ROLE, key)
                self.table.setItem(place, column, item)
        self.table.blockSignals(False)

    @Slot()
    def _on_row(self) -> None:
        cells = [str(item.data(KEY_ROLE)).split() for item in self.table.selectedItems()]
        self._session.select(tuple(dict.fromkeys(key for keys in cells for key in keys)), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self.chart.update()
