"""How one file is to be taken: as what, from which source, read how, and which column says what."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.importers.input_file import InputFile
from desktop_app.importers.lists.import_list import ENTITIES, MARITIME
from desktop_app.importers.tables.guess import fields_for
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.targets import TARGETS_BY_NAME
from desktop_app.session.session import Session
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.importing.drafts import LAYER, Draft, Kind, kinds_of, problem_of
from desktop_app.ui.importing.mapping_editor import MappingEditor
from desktop_app.ui.importing.mapping_names import Earlier, MappingNames
from desktop_app.ui.importing.preview_view import PreviewView
from desktop_app.ui.importing.reading_form import ReadingForm
from desktop_app.ui.importing.source_form import SourceForm

# Lists that hold many more ships than those of this trade.
LISTS: Final = frozenset({MARITIME, ENTITIES})
CHOOSE: Final = "Choose what the rows are…"
_MOST_PX: Final = 16_777_215  # Qt's own QWIDGETSIZE_MAX
_LINE_PX: Final = 40
_SHIPS: Final = "Take also ships that the case does not know"
_LONGEST: Final = 110  # of the line that stands for what is folded away
_FIXED: Final = "The format says what each column means: there is nothing to map."
_LAYER: Final = "It is drawn on the map as it is, and becomes no rows."


class OrderForm(QWidget):
    """Shows and alters the order of one draft.

    Attributes:
        draft: the one that is shown; None for none.
        kinds: what it is taken as.
        source, reading, names, mapping, preview: the parts.
        every_ship: of a list.
        problem: why it cannot be imported.

    Signals:
        changed: the order of the draft is another.
        head_wanted: the table's head has to be read anew.
    """

    changed = Signal()
    head_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.draft: Draft | None = None
        self._named: tuple[InputFile, str] | None = None
        self.title = ElidedLabel(self)
        self.title.setObjectName("title")
        self.detail = ElidedLabel(self)
        self.detail.setObjectName("hint")
        for label in (self.title, self.detail):
            label.setContentsMargins(-6, 0, 0, 0)  # flush with the fields below
        self.problem = QLabel(self)
        self.problem.setObjectName("fault")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.kinds = _list("Take as", self)
        self.source = SourceForm(self)
        self.reading = ReadingForm(self)
        self.every_ship = QCheckBox(_SHIPS, self)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.names = MappingNames(self)
        self.mapping = MappingEditor(self)
        self.preview = PreviewView(self)
        self._lay_out()
        self._connect()

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft."""
        self.draft = draft
        self.setEnabled(draft is not None)
        for widget in (self.kinds, self.every_ship):
            widget.blockSignals(True)
        self._fill(draft)
        for widget in (self.kinds, self.every_ship):
            widget.blockSignals(False)
        self.tell()

    def show_head(self) -> None:
        """The draft's head was read, or could not be."""
        draft = self.draft
        if draft is None or draft.order is None:
            return
        self.detail.show_sentence(self._detail(draft))
        mapping, head = draft.order.mapping, draft.head
        if mapping is not None and head is not None:
            self.mapping.show_mapping(mapping, head, draft.guessed)
            self.names.current = mapping
            if self._named != (draft.file, draft.order.table):
                self._named = (draft.file, draft.order.table)
                self.names.show_columns(head.columns, self._earlier())
            self._pages.setCurrentWidget(self._mapped)
        else:
            self._pages.setCurrentWidget(self._plain)
        # What needs no mapping leaves its room to the preview.
        self._pages.setMaximumHeight(_MOST_PX if self._pages.currentWidget() is self._mapped else _LINE_PX)
        self.tell()

    def tell(self) -> None:
        """Say what stands in the way, and in short what is folded away."""
        if self.draft is not None and self.draft.order is not None:
            self.more.setText(_folded_words(self.draft, self.source.sources.currentText()))
        problem = problem_of(self.draft) if self.draft is not None else ""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    @property
    def kind(self) -> Kind | None:
        """What the file is taken as."""
        chosen = self.kinds.currentData()
        return chosen if isinstance(chosen, Kind) else None

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addRow("Take &as", self.kinds)
        self._more_box = QWidget(self)
        more = QFormLayout(self._more_box)
        more.setContentsMargins(0, 0, 0, 0)
        more.addRow("S&ource", self.source)
        more.addRow(self.reading)
        self._mapped = QWidget(self)
        mapped = QVBoxLayout(self._mapped)
        mapped.setContentsMargins(0, 0, 0, 0)
        mapped.addWidget(self.names)
        mapped.addWidget(self.mapping, 1)
        self._plain = QLabel(self)
        self._plain.setObjectName("hint")
        self._plain.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._plain.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._mapped)
        self._pages.addWidget(self._plain)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._pages)
        self._split.addWidget(self.preview)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 4)
        for widget in (self.title, self.detail, self.problem):
            box.addWidget(widget)
        box.addLayout(top)
        for below in (self.every_ship, self.more, self._more_box):
            box.addWidget(below)
        box.addWidget(self._split, 1)
        self._more_box.hide()

    def _connect(self) -> None:
        self.kinds.activated.connect(self._on_kind)
        self.source.changed.connect(self._on_source)
        self.reading.changed.connect(self._on_reading)
        self.reading.refused.connect(self._on_bad_zone)
        self.every_ship.toggled.connect(self._on_every_ship)
        self.more.toggled.connect(self._open_more)
        self.mapping.changed.connect(self._on_mapping)
        self.names.chosen.connect(self._use_mapping)
        self.preview.swap_wanted.connect(self._swap)
        self.preview.names.chosen.connect(self._choose_ship)

    def _fill(self, draft: Draft | None) -> None:
        self.kinds.clear()
        if draft is None:
            self.title.show_sentence("")
            self.detail.show_sentence("")
            return
        self.title.show_sentence(draft.name)
        self.detail.show_sentence(self._detail(draft))
        order, found = draft.order, draft.found
        usable = order is not None
        for widget in (self.kinds, self.more, self._split):
            widget.setVisible(usable)
        self._more_box.setVisible(usable and self.more.isChecked())
        if order is None or found is None:
            self.every_ship.hide()
            return
        self._fill_kinds(draft)
        self.every_ship.setVisible(is_list(found.format))
        self.every_ship.setChecked(order.every_ship)
        self.source.show_choice(order.source, self._session.store.record.sources, draft.file.name)
        self.reading.show_order(order)
        self._plain.setText(_LAYER if order.layer else "" if draft.needs_mapping else _FIXED)
        self.show_head()

    def _fill_kinds(self, draft: Draft) -> None:
        order = draft.order
        if order is None:
            return
        now = LAYER if order.layer else order.mapping.target if order.mapping is not None else ""
        if draft.needs_mapping:
            self.kinds.addItem(CHOOSE, None)
        for kind in kinds_of(draft.plan):
            self.kinds.addItem(kind.title, kind)
            if kind.found.format == order.format and kind.target == now and not draft.needs_mapping:
                self.kinds.setCurrentIndex(self.kinds.count() - 1)

    def _detail(self, draft: Draft) -> str:
        found = draft.found or next(iter(draft.plan.found), None)
        if found is None:
            return str(draft.file.path)
        note = draft.head.note if draft.head is not None else ""
        return ", ".join(part for part in (found.title, found.detail, note) if part)

    @Slot()
    def _on_kind(self) -> None:
        draft, kind = self.draft, self.kind
        if draft is None or draft.order is None or kind is None:
            return
        order = draft.order._replace(format=kind.found.format, layer="", mapping=None)
        if kind.target == LAYER:
            order = order._replace(layer=order.table or draft.file.path.stem)
        elif kind.target:
            before = draft.order.mapping
            uses: tuple[ColumnUse, ...] = ()
            draft.guessed = frozenset()
            if draft.head is not None:
                target = TARGETS_BY_NAME[kind.target]
                uses = fields_for(draft.head.columns, target, draft.head.frame)
                draft.guessed = frozenset(use.field for use in uses)
            base = before if before is not None else Mapping(kind.target, (), zone=order.zone)
            order = order._replace(mapping=base._replace(target=kind.target, uses=uses, swapped=False))
        draft.order = order
        draft.is_wanted = True
        self.show_draft(draft)
        self.changed.emit()

    @Slot()
    def _on_source(self) -> None:
        if self.draft is not None and self.draft.order is not None:
            self.draft.order = self.draft.order._replace(source=self.source.choice)
            self.tell()
            self.changed.emit()

    @Slot()
    def _on_reading(self) -> None:
        draft = self.draft
        if draft is None or draft.order is None:
            return
        draft.zone_fault = ""
        before, draft.order = draft.order, self.reading.applied(draft.order)
        if draft.order.encoding != before.encoding:
            draft.head, draft.trouble = None, ""
            self.head_wanted.emit()
        else:
            self.changed.emit()

    @Slot()
    def _on_bad_zone(self) -> None:
        if self.draft is not None:
            self.draft.zone_fault = self.reading.fault.text()
            self.changed.emit()

    @Slot(bool)
    def _on_every_ship(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.draft is not None and self.draft.order is not None:
            self.draft.order = self.draft.order._replace(every_ship=is_on)
            self.changed.emit()

    @Slot(str)
    def _on_mapping(self, field: str) -> None:
        draft = self.draft
        if draft is None or draft.order is None:
            return
        draft.order = draft.order._replace(mapping=self.mapping.mapping)
        self.names.current = self.mapping.mapping
        draft.guessed -= {field}
        self.tell()
        self.changed.emit()

    @Slot(object)
    def _use_mapping(self, mapping: Mapping | None) -> None:
        """Take a saved mapping, as far as its columns are there; None guesses anew."""
        draft = self.draft
        if draft is None or draft.order is None or draft.head is None:
            return
        if mapping is None:
            self._on_kind()
            return
        there = tuple(use for use in mapping.uses if not use.column or use.column in draft.head.columns)
        draft.order = draft.order._replace(mapping=mapping._replace(uses=there))
        draft.guessed = frozenset()
        self.show_draft(draft)
        lost = len(mapping.uses) - len(there)
        if lost:
            self.names.say(f"{lost} of its columns are not in this file.")
        self.changed.emit()

    def _earlier(self) -> tuple[Earlier, ...]:
        """The mappings of imports that the case holds, each once, the newest first."""
        runs = sorted(self._session.store.record.import_runs, key=lambda run: run.imported, reverse=True)
        texts: dict[str, str] = {}
        for run in runs:
            if run.mapping:
                texts.setdefault(run.mapping, f"as {run.file_name}, {run.imported:%Y-%m-%d}")
        return tuple(Earlier(words, text) for text, words in texts.items())

    @Slot()
    def _swap(self) -> None:
        draft = self.draft
        if draft is None or draft.order is None or draft.order.mapping is None:
            return
        mapping = draft.order.mapping
        draft.order = draft.order._replace(mapping=mapping._replace(swapped=not mapping.swapped))
        self.mapping.mapping = draft.order.mapping or mapping
        self.changed.emit()

    @Slot(str, str)
    def _choose_ship(self, key: str, vessel_id: str) -> None:
        draft = self.draft
        if draft is None or draft.order is None:
            return
        others = tuple(pair for pair in draft.order.ships if pair[0] != key)
        draft.order = draft.order._replace(ships=(*others, (key, vessel_id)) if vessel_id else others)
        self.changed.emit()

    @Slot(bool)
    def _open_more(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._more_box.setVisible(is_open)
        self.more.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)


def _folded_words(draft: Draft, source: str) -> str:
    """Source, zone and what else was chosen, in one line."""
    order = draft.order
    if order is None:
        return ""
    new = f"a new source, “{order.source.title or draft.file.name}”"
    zone = order.mapping.zone if order.mapping is not None else order.zone
    parts = [f"Cites {source if order.source.source_id else new}", f"times in {zone}"]
    if order.encoding:
        parts.append(order.encoding)
    words = "; ".join(parts)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def is_list(format_: str) -> bool:
    """Whether a format is a list of ships."""
    return format_ in LISTS


def _list(name: str, parent: QWidget) -> QComboBox:
    widget = QComboBox(parent)
    widget.setAccessibleName(name)
    widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    widget.setMinimumContentsLength(30)
    widget.setMaxVisibleItems(20)
    return widget
