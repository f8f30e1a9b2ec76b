"""The origin–destination matrix: a cell selects its voyages, sets the filter, and is a flow on the map."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.assumed import told_if_changed
from desktop_app.exporters.port_words import matrix_sentence, told_in_words
from desktop_app.query.clauses import NOT_DOCUMENTED, ChoiceClause, ClauseKind
from desktop_app.query.flow_keys import flow_key
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Matrix
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.flow_scale import LAYER
from desktop_app.ui.models.matrix_table import SHADE_ROLE, MatrixTable, ModelIndex
from desktop_app.ui.palette import PALETTES, colour

ROW_PX: Final = 36
LEAST_PX: Final = 104
COLUMN_PX: Final = 70
# The darkest cell still lets its text be read.
DEEPEST: Final = 0.34
CHOICES: Final = {FlowMeasure.CALLS: "Shade by calls", FlowMeasure.VOLUME: "Shade by volume"}


class CellDelegate(QStyledItemDelegate):
    """Shades a cell by its share, and frames the cells of what is selected or pointed at."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.framed: frozenset[tuple[str, str]] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Ground, text by the style, frame."""
        palette = PALETTES[self._session.style.theme]
        area = QRectF(option.rect)
        model = index.model()
        share = float(index.data(SHADE_ROLE) or 0.0)
        if share and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(palette.sea_volume, round(0.05 + (DEEPEST - 0.05) * share, 2)))
        super().paint(painter, option, index)
        if not isinstance(model, MatrixTable):
            return
        ends = model.ends_of(index)
        is_hovered = None not in ends and self._session.hover == flow_key(ends[0] or "", ends[1] or "")
        if ends in self.framed or is_hovered:
            painter.save()
            painter.setPen(pen(palette.selection, 2.0, alpha=1.0 if ends in self.framed else 0.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
            painter.restore()


class MatrixView(QWidget):
    """The matrix and what it leaves out.

    Attributes:
        table: the matrix.
        measure: what shades a cell, and what the width of a flow stands for.
        on_map: shows the flows on the map.
        filter: sets the clauses of the current cell.

    Signals:
        cell_chosen: loading and discharge port whose voyages are to be selected, None for every port.
    """

    cell_chosen = Signal(object, object)

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._name = name
        names = self._port_names
        self._model = MatrixTable(lambda ident: names().get(ident, ident), self)
        self.table = QTableView(self)
        self.table.setModel(self._model)
        self._delegate = CellDelegate(session, self.table)
        self._set_up_table()
        self.measure = QComboBox(self)
        self.measure.setAccessibleName("What shades a cell")
        for measure, words in CHOICES.items():
            self.measure.addItem(words, measure)
        self.on_map = QCheckBox("Flows on the map", self)
        self.on_map.setToolTip("Draw what goes from port to port as bent bands; they are no routes")
        self.filter = QToolButton(self)
        self.filter.setText("Filter to cell")
        self.filter.setToolTip("Filter: voyages of the current cell")
        self.filter.setAccessibleName("Filter to the voyages of the current cell")
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setForegroundRole(self._sentence.palette().ColorRole.PlaceholderText)
        self._empty = EmptyView(session, "voyages between ports", self)
        self._lay_out()
        self.measure.activated.connect(self._on_measure)
        self.on_map.clicked.connect(self._on_map)
        self.filter.clicked.connect(self.filter_to_cell)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.table.entered.connect(self._on_entered)
        self.table.selectionModel().currentChanged.connect(self._show_state)
        session.changed.connect(self._on_changed)
        self._show_state()

    @property
    def sentence(self) -> str:
        """What the sums leave out."""
        return self._sentence.text()

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Loading ports by ports of discharge")
        table.setItemDelegate(self._delegate)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setCornerButtonEnabled(False)
        font = table.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        table.setFont(font)
        table.horizontalHeader().setFont(font)
        table.verticalHeader().setFont(font)
        table.horizontalHeader().setMinimumSectionSize(COLUMN_PX)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setMinimumHeight(LEAST_PX)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.viewport().installEventFilter(self)
        table.installEventFilter(self)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 0)
        bar.setSpacing(8)
        bar.addWidget(self.measure)
        bar.addWidget(self.on_map)
        bar.addStretch(1)
        bar.addWidget(self.filter)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 6, 2)
        foot.addWidget(self._sentence, 1)
        rows.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show this from now on; the current cell stays where its ports are."""
        self._model.show_matrix(matrix, self._session.flow_measure)
        self._sentence.setText(matrix_sentence(matrix))
        passing = matrix.everything.calls + matrix.everything.uncounted
        self._stack.setCurrentIndex(1 if matrix.everything.is_used and not passing else 0)
        self._frame()
        self._show_state()

    @Slot()
    def filter_to_cell(self) -> None:
        """Set the loading and the discharge clause to the current cell; a sum lifts the other one."""
        loading, discharge = self._model.ends_of(self.table.currentIndex())
        names = self._port_names()
        filter_ = self._session.filter
        for kind, ident in ((ClauseKind.LOADING, loading), (ClauseKind.DISCHARGE, discharge)):
            # What is told in words is no port: it stands among those that are not documented.
            value = NOT_DOCUMENTED if ident in {NOT_NAMED, IN_WORDS} else ident
            values = () if value is None else (value,)
            filter_ = filter_.with_clause(
                ChoiceClause(kind, values, tuple(names.get(one, "") for one in values))
            )
        self._session.set_filter(filter_)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving ends the hover everywhere; Ctrl+C copies the table."""
        if event.type() is QEvent.Type.Leave and watched is self.table.viewport():
            self._session.set_hover("", self._name)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self.table:
            if event.matches(QKeySequence.StandardKey.Copy):
                self._copy()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
                self._choose(self.table.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _port_names(self) -> dict[str, str]:
        return {port.id: port.names.en for port in self._session.store.record.ports}

    def _copy(self) -> None:
        lines = [self._model.as_text(), f"Filter: {self._session.filter.sentence()}", self.sentence]
        if self._model.matrix is not None and self._model.matrix.words:
            lines.append(told_in_words(self._model.matrix))
        lines += told_if_changed(self._session.assumptions)
        if self._session.store.record.synthetic:
            lines.insert(0, "SYNTHETIC")
        QGuiApplication.clipboard().setText("\n".join(lines))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_chosen.emit(*self._model.ends_of(index))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        loading, discharge = self._model.ends_of(index)
        key = flow_key(loading, discharge) if loading and discharge and discharge != IN_WORDS else ""
        self._session.set_hover(key, self._name)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.table.currentIndex()
        select = menu.addAction("Select its voyages")
        select.triggered.connect(lambda: self._choose(current))
        filter_ = menu.addAction("Filter to this cell")
        filter_.triggered.connect(self.filter_to_cell)
        for action in (select, filter_):
            action.setEnabled(current.isValid())
        copy = menu.addAction("Copy as table")
        copy.triggered.connect(self._copy)
        menu.popup(self.table.viewport().mapToGlobal(at))

    @Slot()
    def _on_measure(self) -> None:
        self._session.set_flow_measure(FlowMeasure(self.measure.currentData()), self._name)

    @Slot()
    def _on_map(self) -> None:
        layers = tuple(key for key in self._session.layers if key != LAYER)
        self._session.set_layers((*layers, LAYER) if self.on_map.isChecked() else layers, self._name)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.LAYERS in change.what:
            if self._model.matrix is not None:
                self._model.show_matrix(self._model.matrix, self._session.flow_measure)
            self._show_state()
        if Changed.SELECTION in change.what and self.isVisible():
            self._frame()
        if change.what & (Changed.HOVER | Changed.STYLE):
            self.table.viewport().update()

    def _frame(self) -> None:
        """Frame the cells of the selected voyages."""
        store = self._session.store
        ids = [key.removeprefix("voyage:") for key in self._session.selection if key.startswith("voyage:")]
        self._delegate.framed = frozenset(
            (row.from_port_id, row.to_port_id or (IN_WORDS if row.to_place else NOT_NAMED))
            for row in store.voyages(ids)
        )
        self.table.viewport().update()

    @Slot()
    def _show_state(self) -> None:
        self.measure.setCurrentIndex(self.measure.findData(self._session.flow_measure))
        self.on_map.setChecked(LAYER in self._session.layers)
        self.filter.setEnabled(self.table.currentIndex().isValid())
