"""What menu, drops and empty views ask of importing: opens the windows of one main window."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.ui.case_files import SAVE_AS, CaseFiles
from desktop_app.ui.case_map import CaseMap
from desktop_app.ui.empty_view import IMPORT_ACTION
from desktop_app.ui.info_line import LineText, Tone

if TYPE_CHECKING:
    from desktop_app.importers.running import ImportResult
    from desktop_app.session.importer import Importer
    from desktop_app.ui.importing.import_window import ImportWindow
    from desktop_app.ui.importing.imports_window import ImportsWindow

LINE: Final = "import"
NO_TABLE: Final = "The clipboard holds no text: copy rows of a table first."


class ImportControl(QObject):
    """Opens what importing needs when it is asked for.

    Attributes:
        window: files on their way in, while it is open.
        imports: the imports of the case, while they are on screen.

    Signals:
        said: a sentence for the status line.
        card_wanted: str, the key of a row to be shown.
    """

    said = Signal(str)
    card_wanted = Signal(str)

    def __init__(
        self,
        case: CaseMap,
        editor: CaseEditor,
        files: CaseFiles,
        resources: Resources,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = case.session
        self._jobs = case.jobs
        self._editor = editor
        self._files = files
        self._map = case.panel
        self._resources = resources
        self._parent = window
        self._pasted: TemporaryDirectory[str] | None = None
        self._importer: Importer | None = None
        self.window: ImportWindow | None = None
        self.imports: ImportsWindow | None = None

    def fill(self, menu: QMenu) -> None:
        """Put what can be asked for into the Case menu."""
        ask = menu.addAction("&Import…")
        ask.setObjectName(IMPORT_ACTION)
        ask.setShortcut(QKeySequence("Ctrl+Shift+I"))
        ask.triggered.connect(self.ask)
        menu.addAction("I&mports…").triggered.connect(self.show_imports)

    @Slot()
    def ask(self) -> None:
        """Open the window; where it is empty, choose files right away."""
        if self._refuse():
            return
        window = self._open()
        if not window.files.drafts:
            window.ask_files()

    def take(self, paths: list[Path]) -> None:
        """Look at files and folders."""
        if not self._refuse(paths):
            self._open().add(paths)

    @Slot()
    def paste(self) -> None:
        """Look at the table in the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.said.emit(NO_TABLE)
            return
        if self._refuse():
            return
        from desktop_app.ui.importing.pasted_text import pasted_file  # noqa: PLC0415 - seldom

        if self._pasted is None:
            self._pasted = TemporaryDirectory(prefix="tumen-paste-")
        self._open().add([pasted_file(text, Path(self._pasted.name))])

    @Slot()
    def show_imports(self) -> None:
        """Bring the list of imports forward."""
        from desktop_app.ui.importing.imports_window import ImportsWindow  # noqa: PLC0415 - when asked for

        if self.imports is None:
            self.imports = ImportsWindow(self._session, self._jobs, self._editor, self._parent)
            self.imports.card_wanted.connect(self.card_wanted)
            self.imports.rows_wanted.connect(self._show_rows)
            self.imports.said.connect(self.said)
            self.imports.destroyed.connect(self._forget_imports)
        self.imports.show()
        self.imports.raise_()
        self.imports.activateWindow()

    def may_close(self) -> bool:
        """Whether no import would be lost; says so where one is under way."""
        if self._importer is None or not self._importer.is_busy:
            return True
        self._files.lines.show(
            LINE,
            LineText("An import is under way; the window stays open until it is done.", Tone.STATE),
            {"Cancel import": self._importer.cancel},
        )
        return False

    def close(self) -> None:
        """The main window goes: call off what is under way."""
        if self._importer is not None:
            self._importer.cancel()
        for window in (self.window, self.imports):
            if window is not None:
                window.done(0)

    def clean(self) -> None:
        """Remove what was pasted; no import reads it any more."""
        if self._pasted is not None:
            self._pasted.cleanup()

    def _refuse(self, paths: list[Path] | None = None) -> bool:
        """Whether the case cannot be changed; then a line says why and what can be done."""
        reason = self._session.store.read_only
        if not reason:
            self._files.lines.hide(LINE)
            return False
        what = paths[0].name if paths is not None and len(paths) == 1 else "Files"
        words = LineText(f"{what} cannot be imported into this case. {reason}", Tone.STATE)
        self._files.lines.show(LINE, words, {SAVE_AS: self._files.save_as})
        return True

    def _open(self) -> "ImportWindow":
        from desktop_app.session.importer import Importer  # noqa: PLC0415 - when asked for
        from desktop_app.ui.importing.import_window import ImportWindow  # noqa: PLC0415 - as above

        if self._importer is None:
            self._importer = Importer(self._editor, self._resources, self)
        if self.window is None:
            self.window = ImportWindow(self._session, self._jobs, self._importer, self._parent)
            self.window.imported.connect(self._on_imported)
            self.window.destroyed.connect(self._forget)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    @Slot(object)
    def _on_imported(self, result: "ImportResult") -> None:
        """The window has done its work: its place is the report's."""
        if self.window is not None:
            self.window.done(0)
        self.show_imports()
        if self.imports is not None:
            self.imports.show_runs(result.runs)
        change = result.change
        self.said.emit("Nothing was new: the case is as it was." if change is None else f"{change.what}.")

    @Slot(object, object)
    def _show_rows(self, keys: tuple[str, ...], bounds: tuple[float, float, float, float] | None) -> None:
        self._session.select(keys, "")
        if bounds is not None:
            self._map.fit_to(bounds)
        else:
            self.said.emit("None of these rows has a place on the map; they are selected.")

    @Slot()
    def _forget(self) -> None:
        self.window = None

    @Slot()
    def _forget_imports(self) -> None:
        self.imports = None
