"""Editing in the window: what the Edit menu, the map and the table ask for, brought to forms and back."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from desktop_app.domain.history import Change
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.protocol import PositionPicked
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import Shape, shape_blob
from desktop_app.storage.open_conflicts import has_open_conflicts
from desktop_app.ui.edit_menu import EditMenu
from desktop_app.ui.line_stack import LineStack
from desktop_app.ui.map_panel import MapPanel

if TYPE_CHECKING:
    from desktop_app.ui.author_dialog import AuthorDialog
    from desktop_app.ui.delete_line import DeleteLine
    from desktop_app.ui.forms.editor_panel import EditorPanel
    from desktop_app.ui.forms.position_entry import PositionEntry
    from desktop_app.ui.history_window import HistoryWindow
    from desktop_app.ui.merging import Merging

EDITOR_PX: Final = 400
BY_HAND: Final = "pointed at on the map by hand"
# Which column of a new row the selected thing fills, by the kind of its key. Voyages fill none: one is always
# selected, and what is added would join it unseen.
_COLUMN_OF_KIND: Final = {
    "vessel": "vessel_id",
    "port": "port_id",
    "station": "from_station_id",
    "scenario": "scenario_id",
}
_TAKES: Final = {
    "vessel_id": {
        *("sighting", "port_call", "voyage", "vessel_identity", "listing"),
        *("vessel_particulars", "deadweight_scale"),
    },
    "port_id": {"port_call", "terminal", "observation"},
    "from_station_id": {"consignment"},
    "scenario_id": {"scenario_value"},
}


class Editing(QObject):
    """Owns the editor dock and the mode of the map in which a place is pointed at.

    Attributes:
        panel: the forms; None until one is wanted.
        history: the window of the log, while it is on screen.
        author: the question for the person's name, while it is asked.

    Signals:
        said: a sentence for the status line.
        author_named: str, the name that the person gave.
        as_it_was_wanted: aware UTC `datetime` at which the case is to be shown.
        case_wanted: `Path` of a merged case.
    """

    said = Signal(str)
    author_named = Signal(str)
    as_it_was_wanted = Signal(object)
    case_wanted = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        jobs: JobRunner,
        editor: CaseEditor,
        map_panel: MapPanel,
        resources: Resources,
        lines: LineStack,
        menu: EditMenu,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._map = map_panel
        self._resources = resources
        self._lines = lines
        self._merging: Merging | None = None
        self.history: HistoryWindow | None = None
        self._deletion: DeleteLine | None = None
        self._fills: PositionEntry | None = None
        self._dock: QDockWidget | None = None
        self.author: AuthorDialog | None = None
        self.panel: EditorPanel | None = None
        menu.add_wanted.connect(self.add)
        menu.pick_wanted.connect(self.add_on_map)
        menu.edit_wanted.connect(self.edit_selected)
        menu.delete_wanted.connect(self._delete_selected)
        menu.author_wanted.connect(self.ask_author)
        menu.history_wanted.connect(self.show_history)
        menu.merge_wanted.connect(self.merge)
        editor.who_wanted.connect(self.ask_author)
        editor.done.connect(self._on_done)
        map_panel.picked.connect(self._on_picked)

    @Slot(str)
    def add(self, table: str) -> None:
        """An empty form, begun with what is selected where that fits."""
        values, source_id = self._from_selection(table)
        self._form().open(table, None, values, source_id)

    @Slot()
    def add_on_map(self) -> None:
        """Let the person point at the place of a sighting first."""
        self._pick(None)

    def add_sighting_at(self, lon: float, lat: float) -> None:
        """The form of a sighting at a place."""
        values, source_id = self._from_selection("sighting")
        blob = shape_blob(Shape("POINT", ((round(lon, 5), round(lat, 5)),)))
        self._form().open("sighting", None, {**values, "geom": blob, "position_basis": BY_HAND}, source_id)

    @Slot()
    def edit_selected(self) -> None:
        """The form of the first selected thing."""
        if self._session.selection:
            self.edit(self._session.selection[0])

    @Slot(str)
    def edit(self, key: str) -> None:
        """The form of a row, where there is one."""
        if self._editor.read_only:
            self.said.emit(self._editor.read_only)
            return
        from desktop_app.query.editing.stored_row import read_row, table_of_key  # noqa: PLC0415 - seldom at start-up
        from desktop_app.ui.forms.layouts import LAYOUT_OF  # noqa: PLC0415 - same

        with self._session.store.reader() as connection:
            found = table_of_key(connection, key)
            row = read_row(connection, *found) if found is not None else None
        if row is None:
            self.said.emit("There is nothing of that name in the case any more.")
        elif row.table not in LAYOUT_OF:
            self.said.emit("This comes from the reported record or a file and has no form.")
        else:
            self._form().open(row.table, row, {})

    def attach(self, key: str, paths: list[Path]) -> None:
        """Attach files to the source of this key: its form opens with them, to be saved."""
        if not key.startswith("source:"):
            self.said.emit(
                "Files are attached to sources: select one, or drop the file on the form of a source."
            )
            return
        self.edit(key)
        form = self.panel.form if self.panel is not None else None
        if form is not None and form.attachments is not None:
            for path in paths:
                form.attachments.add_file(path)

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; else the editor asks."""
        if self.panel is None or self._dock is None or self.panel.ask_before_closing():
            return True
        self._dock.raise_()
        return False

    def close(self) -> None:
        """The case closes: forms ask nothing more."""
        if self.panel is not None:
            self.panel.shut()

    @Slot()
    def show_history(self) -> None:
        """The window of the log."""
        from desktop_app.ui.history_window import HistoryWindow  # noqa: PLC0415 - start-up does not need it

        if self.history is None:
            self.history = HistoryWindow(self._session, self._jobs, self._window)
            self.history.as_it_was_wanted.connect(self.as_it_was_wanted)
            self.history.destroyed.connect(self._forget_history)
        self.history.show()
        self.history.raise_()

    @Slot()
    def _forget_history(self) -> None:
        self.history = None

    @Slot()
    def look_for_conflicts(self) -> None:
        """Say so where the case holds conflicts of a merge."""
        with self._session.store.reader() as connection:
            found = has_open_conflicts(connection)
        if found:
            self._prepare_merging()

    def _prepare_merging(self) -> "Merging":
        from desktop_app.ui.merging import Merging  # noqa: PLC0415 - start-up does not need it

        if self._merging is None:
            self._merging = Merging(self._session, self._jobs, self._editor, self._lines, self._window)
            self._merging.merged.connect(self.case_wanted)
        return self._merging

    @Slot()
    def merge(self) -> None:
        """Ask for the other copy; the merge is logged under the person's name like any change."""
        if not self._editor.who:
            self.ask_author()
            return
        self._prepare_merging().ask()

    @Slot()
    def ask_author(self) -> None:
        """Ask for the name that stands in the history."""
        if self.author is not None:
            return
        from desktop_app.ui.author_dialog import AuthorDialog  # noqa: PLC0415 - start-up does not need it

        self.author = AuthorDialog(self._editor.who, self._window)
        self.author.named.connect(self._on_named)
        self.author.rejected.connect(self._on_unnamed)
        self.author.open()

    def _on_named(self, name: str) -> None:
        self.author = None
        self.author_named.emit(name)
        self._editor.name_person(name)

    def _on_unnamed(self) -> None:
        self.author = None
        self._editor.give_up()

    def _form(self) -> "EditorPanel":
        """The editor, built when it is first wanted, shown beside the layers."""
        if self.panel is None or self._dock is None:
            self.panel, self._dock = self._build()
        if self._dock.isHidden():
            self._dock.show()
            self._window.resizeDocks([self._dock], [EDITOR_PX], Qt.Orientation.Horizontal)
        self._dock.raise_()
        return self.panel

    def _build(self) -> "tuple[EditorPanel, QDockWidget]":
        from desktop_app.ui.forms.editor_panel import EditorPanel  # noqa: PLC0415 - start-up does not need it
        from desktop_app.ui.forms.lookups import Lookups  # noqa: PLC0415 - same

        panel = EditorPanel(Lookups(self._session.store, self._resources), self._jobs, self._editor)
        panel.map_wanted.connect(self._pick)
        panel.show_wanted.connect(lambda key: self._session.select((key,), ""))
        panel.saved.connect(self._on_saved)
        mark = " · SYNTHETIC" if self._session.store.info.synthetic else ""
        dock = QDockWidget(f"Editor{mark}", self._window)
        dock.setObjectName("editor dock")
        dock.setWidget(panel)
        dock.hide()
        self._window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        layers = self._window.findChild(QDockWidget, "layers")
        if layers is not None:
            self._window.tabifyDockWidget(layers, dock)
        width = _width_keeper(self._window, layers)
        panel.emptied.connect(partial(_close, dock, width))
        return panel, dock

    @Slot(object)
    def _pick(self, fills: "PositionEntry | None") -> None:
        self._fills = fills
        self._map.command("pick")

    @Slot(object)
    def _on_picked(self, picked: PositionPicked) -> None:
        fills, self._fills = self._fills, None
        if fills is None:
            self.add_sighting_at(picked.lon, picked.lat)
        elif self.panel is not None and self.panel.holds(fills):
            fills.show_position((picked.lon, picked.lat))
            fills.line.setFocus()

    def _from_selection(self, table: str) -> tuple[Mapping[str, Cell], str]:
        """Values that the first selected thing gives a new row, and the source that is selected."""
        key = self._session.selection[0] if self._session.selection else ""
        if table == "note":
            return {"subject": key or None}, ""
        kind, _, row_id = key.partition(":")
        column = _COLUMN_OF_KIND.get(kind, "")
        if table in _TAKES.get(column, set()):
            return self._chosen(table, column, row_id, key), ""
        return {}, row_id if kind == "source" else ""

    def _chosen(self, table: str, column: str, row_id: str, key: str) -> Mapping[str, Cell]:
        if column == "port_id" and table == "port_call":
            from desktop_app.query.editing.stored_row import table_of_key  # noqa: PLC0415 - as in `edit`

            with self._session.store.reader() as connection:
                found = table_of_key(connection, key)
            return {"terminal_id" if found is not None and found[0] == "terminal" else "port_id": row_id}
        return {column: row_id}

    @Slot()
    def _delete_selected(self) -> None:
        if self._session.selection:
            self.delete(self._session.selection[0])

    def delete(self, key: str) -> None:
        """Ask whether a row is to be deleted, in a line above the map."""
        from desktop_app.ui.delete_line import DeleteLine  # noqa: PLC0415 - start-up does not need it

        if self._deletion is None:
            self._deletion = DeleteLine(self._session, self._jobs, self._editor, self._lines, self)
        self._deletion.ask(key)

    @Slot(str, str)
    def _on_saved(self, key: str, sentence: str) -> None:
        self._session.select((key,), "")
        self.said.emit(sentence)

    @Slot(object)
    def _on_done(self, change: Change) -> None:
        if change.kind in {"undo", "redo"}:
            self.said.emit(f"{change.what}.")


def _width_keeper(window: QMainWindow, layers: QWidget | None) -> Callable[[], None]:
    """What gives the layers their width back once the editor goes."""
    width = layers.width() if layers is not None else 0

    def restore() -> None:
        if isinstance(layers, QDockWidget) and width:
            window.resizeDocks([layers], [width], Qt.Orientation.Horizontal)

    return restore


def _close(dock: QDockWidget, restore: Callable[[], None]) -> None:
    dock.hide()
    restore()
