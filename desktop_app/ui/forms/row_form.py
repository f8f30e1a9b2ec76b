"""One row being typed: its fields in groups, what is said about them, citations, and the reason."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop_app.analysis.checks.finding import Finding, Severity, error
from desktop_app.analysis.checks.rows import check_row
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.editing.drafts import Draft
from desktop_app.query.editing.stored_row import StoredRow
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.edits import Cell
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.ui.forms.attachments_entry import AttachmentsEntry
from desktop_app.ui.forms.citations_entry import CitationsEntry
from desktop_app.ui.forms.entries import make_entry
from desktop_app.ui.forms.entry import Entry
from desktop_app.ui.forms.finding_line import FindingLine
from desktop_app.ui.forms.layout import Field, Group, Input, Layout, columns_of, declared, input_of
from desktop_app.ui.forms.lookups import Lookups, SlowQuestion
from desktop_app.ui.forms.position_entry import PositionEntry
from desktop_app.ui.forms.reference_entry import ReferenceEntry

CITATIONS: Final = "evidence_id"
LABEL_PX: Final = 104
SLOW_AFTER_MS: Final = 250


class RowForm(QWidget):
    """The form of one row.

    Attributes:
        layout_: how it is laid out.
        before: the stored row, None for a new one.
        entries: the inputs by the first column they fill.
        typed: whether the person has changed anything.

    Signals:
        map_wanted: carries the `PositionEntry` that a click on the map is to fill.
        new_wanted: table, and the `ReferenceEntry` that the new row is to fill.
        show_wanted: "kind:id" of a row to look at.
        judged: int, the number of errors now.
    """

    map_wanted = Signal(object)
    new_wanted = Signal(str, object)
    show_wanted = Signal(str)
    judged = Signal(int)

    def __init__(
        self,
        layout: Layout,
        before: StoredRow | None,
        lookups: Lookups,
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self.layout_ = layout
        self.before = before
        self.typed = False
        self.entries: dict[str, Entry] = {}
        self._table = BY_NAME[layout.table]
        self._lookups = lookups
        self._jobs = jobs
        self._job: Job | None = None
        self._slow: tuple[Finding, ...] = ()
        self._asked: SlowQuestion | None = None
        self._lines: dict[str, FindingLine] = {}
        # Nothing is said against a field before it was filled in and left: half a number is no mistake.
        self._touched: set[str] = set() if before is None else {field.column for field in layout.fields}
        self._changed: set[str] = set()
        self._fixed: dict[str, Cell] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SLOW_AFTER_MS)
        self._timer.timeout.connect(self._ask_slowly)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 12, 10)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)
        self._grid.setColumnStretch(1, 1)
        for group in layout.groups:
            self._add_group(group)
        self.citations = self._add_citations() if self._table.cited else None
        self.attachments = self._add_attachments() if layout.table == "source" else None
        self.why = QLineEdit(self)
        self.why.setAccessibleName("Why")
        self.why.setPlaceholderText("your reason, kept in the history; may be empty")
        self._add_row(QLabel("&Why", self), self.why)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._show(before.cells if before is not None else _first_values(layout))
        self.judge()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @property
    def title(self) -> str:
        """What the form is for."""
        words = self.layout_.one.lower()
        if self.before is None:
            return f"Add {words}"
        named = self._lookups.name_of(self.layout_.table, self.before.id)
        return f"{self.layout_.one} {named.name if named is not None else self.before.id}"

    def preset(self, values: Mapping[str, Cell], source_id: str = "") -> None:
        """Begin a new row with these values: what was selected or pointed at."""
        shown = {**_first_values(self.layout_), **values}
        columns = {name for field in self.layout_.fields for name in columns_of(field, self._table)}
        self._fixed = {name: value for name, value in values.items() if name not in columns}
        self._show(shown)
        if source_id and self.citations is not None:
            self.citations.cite(source_id)
        self.judge()

    def draft(self) -> Draft | None:
        """What stands in the form; None where errors are in the way, which are shown then."""
        self._touched = {CITATIONS, *self.entries}
        values, findings = self._gather()
        self._say(findings)
        wrong = [finding.field for finding in findings if finding.severity is Severity.ERROR]
        if wrong:
            self._focus(wrong)
            return None
        citation = self.citations.citation() if self.citations is not None else None
        return Draft(
            self.layout_.table, {**self._fixed, **values}, citation, self.before, self.why.text().strip()
        )

    @Slot()
    def judge(self) -> None:
        """Look at everything again and say what is found."""
        values, findings = self._gather()
        self._say(findings)
        self.judged.emit(sum(finding.severity is Severity.ERROR for finding in findings))
        question = SlowQuestion(
            self.layout_.table, self.before.id if self.before is not None else "", values, self._position()
        )
        if question != self._asked:
            self._asked = question
            self._timer.start()

    def stop(self) -> None:
        """Ask nothing more; the form goes."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        if self.attachments is not None:
            self.attachments.stop()

    def focus_first(self) -> None:
        """The keyboard goes to the first empty field, else to the first."""
        order = [field.column for field in self.layout_.fields]
        empty = [column for column in order if self._is_empty(column)]
        self.entries[(empty or order)[0]].setFocus()

    def _is_empty(self, column: str) -> bool:
        try:
            return all(value is None for value in self.entries[column].cells().values())
        except UsageError:
            return False

    def _add_group(self, group: Group) -> None:
        self._add_heading(group.heading)
        for field in group.fields:
            entry = make_entry(field, self._table, self._lookups, self._vessel_id, self)
            entry.edited.connect(lambda column=field.column: self._on_edited(column))
            self.entries[field.column] = entry
            if isinstance(entry, PositionEntry):
                entry.map_wanted.connect(lambda entry=entry: self.map_wanted.emit(entry))
            if isinstance(entry, ReferenceEntry):
                self._offer_new(field, entry)
            label = QLabel("" if input_of(field, self._table) is Input.YES_NO else field.label, self)
            self._add_row(label, entry)
            self._lines[field.column] = self._add_line(joins=field.column == "voyage_id")

    def _offer_new(self, field: Field, entry: ReferenceEntry) -> None:
        table = "port" if field.input is Input.PLACE else declared(field, self._table).references
        entry.new_wanted.connect(lambda: self.new_wanted.emit(table, entry))

    def _add_citations(self) -> CitationsEntry:
        self._add_heading("Sources")
        placed = bool(self._table.geometry == "POINT") or self.layout_.table == "port_call"
        entry = CitationsEntry(self._lookups, placed=placed, parent=self)
        entry.edited.connect(lambda: self._on_edited(CITATIONS))
        entry.source_wanted.connect(lambda reference: self.new_wanted.emit("source", reference))
        self._grid.addWidget(entry, self._grid.rowCount(), 0, 1, 2)
        self._lines[CITATIONS] = self._add_line(whole=True)
        return entry

    def _add_attachments(self) -> AttachmentsEntry:
        self._add_heading("Attached copies")
        entry = AttachmentsEntry(self._jobs, self)
        entry.edited.connect(lambda: self._on_edited(""))
        if self.before is not None:
            with self._lookups.store.reader() as connection:
                entry.show_stored(connection, self.before.id)
        self._grid.addWidget(entry, self._grid.rowCount(), 0, 1, 2)
        return entry

    @Slot(str)
    def _join(self, key: str) -> None:
        """Put what is typed into the voyage of which a finding speaks."""
        entry = self.entries["voyage_id"]
        if isinstance(entry, ReferenceEntry):
            entry.choose(key.removeprefix("voyage:"))

    def _add_heading(self, words: str) -> None:
        label = QLabel(words, self)
        label.setObjectName("heading")
        label.setIndent(0)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _add_row(self, label: QLabel, widget: QWidget) -> None:
        row = self._grid.rowCount()
        label.setBuddy(widget.focusProxy() or widget)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        label.setContentsMargins(0, 4, 0, 0)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def _add_line(self, *, whole: bool = False, joins: bool = False) -> FindingLine:
        line = FindingLine(joins=joins, parent=self)
        line.show_wanted.connect(self.show_wanted)
        line.join_wanted.connect(self._join)
        self._grid.addWidget(line, self._grid.rowCount(), 0 if whole else 1, 1, 2 if whole else 1)
        return line

    def _show(self, cells: Mapping[str, Cell]) -> None:
        for entry in self.entries.values():
            entry.show_cells(cells)
        if self.citations is not None:
            self.citations.show_citation(self.before.citation if self.before is not None else None)

    def _vessel_id(self) -> str:
        entry = self.entries.get("vessel_id")
        return entry.row_id if isinstance(entry, ReferenceEntry) else ""

    def _position(self) -> tuple[float, float] | None:
        entry = self.entries.get("geom")
        if not isinstance(entry, PositionEntry):
            return None
        try:
            reading = entry.reading()
        except UsageError:
            return None
        return None if reading is None else reading.position

    def _on_edited(self, column: str) -> None:
        self.typed = True
        self._changed.add(column)
        self.judge()

    @Slot(QWidget, QWidget)
    def _on_focus(self, left: QWidget | None, _: QWidget | None) -> None:
        """What was filled in and left is judged."""
        for column in self._changed - self._touched:
            entry = self.citations if column == CITATIONS else self.entries.get(column)
            if entry is not None and left is not None and entry.isAncestorOf(left):
                self._touched.add(column)
                self.judge()

    def _gather(self) -> tuple[dict[str, Cell], list[Finding]]:
        """The cells that can be read, and all findings."""
        values: dict[str, Cell] = {}
        findings: list[Finding] = []
        unread = set()
        for field in self.layout_.fields:
            try:
                values |= self.entries[field.column].cells()
            except UsageError as problem:
                findings.append(error(field.column, str(problem)))
                unread.add(field.column)
        findings += [one for field in self.layout_.fields for one in self._missing(field, values, unread)]
        findings += self._uncited()
        named = {"id": self.before.id} if self.before is not None else {}
        judged = check_row(self.layout_.table, values | named, self._lookups.surroundings())
        findings += [one for one in judged if one.field not in unread]
        return values, [*findings, *self._slow]

    def _missing(self, field: Field, values: Mapping[str, Cell], unread: set[str]) -> list[Finding]:
        # "about" alone makes no time, and either of the two makes a place.
        either = input_of(field, self._table) is Input.PLACE
        columns = columns_of(field, self._table) if either else (field.column,)
        needed = field.column != "geom" and declared(field, self._table).required
        if not needed or field.column in unread or any(values.get(name) is not None for name in columns):
            return []
        return [error(field.column, "This is needed.")]

    def _uncited(self) -> list[Finding]:
        if self.citations is None:
            return []
        try:
            if self.citations.citation() is None:
                return [error(CITATIONS, "Cite at least one source: a statement without one is not kept.")]
        except UsageError as problem:
            return [error(CITATIONS, str(problem))]
        return []

    def _say(self, findings: list[Finding]) -> None:
        by_field: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            at = finding.field if finding.field in self._lines else next(iter(self._lines))
            if at in self._touched or finding.severity is not Severity.ERROR:
                by_field[at].append(finding)
        for column, line in self._lines.items():
            said = by_field.get(column, [])
            line.say(said)
            if column in self.entries:
                wrong = any(finding.severity is Severity.ERROR for finding in said)
                self.entries[column].mark(wrong=wrong)

    def _focus(self, wrong: list[str]) -> None:
        order = [*self.entries, CITATIONS]
        first = min(wrong, key=lambda column: order.index(column) if column in order else 0)
        if first == CITATIONS and self.citations is not None:
            self.citations.entries[0].setFocus()
        else:
            self.entries.get(first, next(iter(self.entries.values()))).setFocus()

    @Slot()
    def _ask_slowly(self) -> None:
        if self._job is not None:
            self._job.cancel()
        asked = self._asked
        if asked is None:
            return
        lookups = self._lookups
        self._job = self._jobs.submit(
            lambda feedback: lookups.slow_findings(asked, feedback), self._on_slow, self._on_slow_failed
        )

    def _on_slow(self, findings: tuple[Finding, ...]) -> None:
        self._job = None
        self._slow = findings
        _, every = self._gather()
        self._say(every)

    def _on_slow_failed(self, problem: Exception) -> None:
        """What could not be checked is said, and refuses nothing."""
        self._on_slow((Finding("", Severity.NOTE, f"Land and duplicates were not checked: {problem}"),))


def _first_values(layout: Layout) -> dict[str, Cell]:
    return {field.column: field.first for field in layout.fields if field.first is not None}
