"""From the composer's figure to files and the clipboard, once the newest figure is drawn."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.remarks_list import RemarksList
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.clipboard import clipboard_data
from desktop_app.ui.figure.writing.files import (
    ENDINGS,
    WriteOptions,
    check_figure_target,
    proof_of,
    write_figure,
)

KINDS: Final = {ending: f"{words} (*{ending})" for ending, words in ENDINGS.items()}
_LONGEST_NAME: Final = 80


class Saving(QObject):
    """Waits for the newest figure, then writes or copies it.

    Attributes:
        outlines, world_file, sidecar: what is wished for; where a format has no such thing it is left out.
        dialog: the one that is open, if one is.

    Signals:
        said: a sentence about what was done or why not.
        busy_changed: str, what is under way; empty for nothing.
    """

    said = Signal(str)
    busy_changed = Signal(str)

    def __init__(
        self, live: LiveFigure, remarks: RemarksList, jobs: JobRunner, resources: Resources, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._remarks = remarks
        self._jobs = jobs
        self._resources = resources
        self._window = parent
        self._waiting: Callable[[Figure], None] | None = None
        self._job: Job | None = None
        self._is_finishing = self._is_closed = False
        self._known: set[str] = set()
        self._folder = ""
        self.outlines = self.world_file = self.sidecar = False
        self.dialog: QFileDialog | QMessageBox | None = None
        live.state_changed.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is waited for or written."""
        return self._waiting is not None or self._is_finishing or self._job is not None

    def close(self) -> None:
        """The window goes: what is being written is finished, and nobody is told."""
        self._waiting, self._is_finishing, self._is_closed = None, False, True

    def options_for(self, path: Path) -> WriteOptions:
        """What is wished for, as far as the format of a file has it."""
        ending = path.suffix.lower()
        return WriteOptions(
            self._resources,
            outlines=self.outlines and ending == ".svg",
            world_file=self.world_file and ending == ".png",
            sidecar=self.sidecar,
        )

    @Slot()
    def save(self) -> None:
        """Ask about open warnings, once each, then where to, then write."""
        unknown = [remark for remark in self._remarks.warnings if remark.key not in self._known]
        if not unknown:
            self._ask_file()
            return
        count = len(unknown)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Save figure")
        box.setText(f"{'One thing is' if count == 1 else f'{count} things are'} to be looked at first.")
        box.setInformativeText("\n\n".join(f"{remark.sentence} {remark.advice}" for remark in unknown))
        anyway = box.addButton("Save anyway…", QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton("Back to the page", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.setEscapeButton(back)

        def go_on() -> None:
            if box.clickedButton() is anyway:
                self._known.update(remark.key for remark in unknown)
                self._ask_file()

        self._open(box, go_on)

    def save_to(self, path: Path) -> None:
        """Write the newest figure; `said` tells when it is done."""
        try:
            check_figure_target(path, self.options_for(path), design=self._live.document.design)
        except TumenError as error:
            self.said.emit(str(error))
            return
        self._when_ready("Saving…", lambda figure: self._write(path, figure))

    @Slot()
    def copy(self) -> None:
        """Put the newest figure on the clipboard."""

        def put(figure: Figure) -> None:
            try:
                data = clipboard_data(figure, proof_of(figure), self._resources)
            except TumenError as error:
                self.said.emit(str(error))
                return
            put_on_clipboard(data)
            self.said.emit("Figure copied.")

        self._when_ready("Copying…", put)

    @Slot()
    def cancel(self) -> None:
        """Give up what is waited for; what is being written is finished, so that no half is left."""
        if self._waiting is not None or self._is_finishing:
            self._waiting, self._is_finishing = None, False
            self.busy_changed.emit("")
            self.said.emit("Nothing was written.")

    def _ask_file(self) -> None:
        figure = self._live.figure
        dialog = QFileDialog(self._window, "Save figure", self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(KINDS.values()))
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{file_name(figure) if figure is not None else 'figure'}.png")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(
                next(ending[1:] for ending, words in KINDS.items() if words == chosen)
            )
        )

        def go_on() -> None:
            if dialog.result() == QFileDialog.DialogCode.Accepted and dialog.selectedFiles():
                path = Path(dialog.selectedFiles()[0])
                self._folder = str(path.parent)
                self.save_to(path)

        self._open(dialog, go_on)

    def _open(self, dialog: QFileDialog | QMessageBox, then: Callable[[], None]) -> None:
        def finished() -> None:
            self.dialog = None
            dialog.deleteLater()
            then()

        self.dialog = dialog
        dialog.finished.connect(finished)
        dialog.open()

    def _when_ready(self, words: str, use: Callable[[Figure], None]) -> None:
        self._waiting = use
        self.busy_changed.emit(words)
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._waiting is None or self._live.is_busy:
            return
        use, self._waiting = self._waiting, None
        if self._live.trouble or self._live.figure is None:
            self.busy_changed.emit("")
            self.said.emit(f"Nothing was written. {self._live.trouble}".strip())
            return
        if self._live.is_final:
            self._use(use, self._live.figure)
            return
        self._is_finishing = True
        self._live.finish(lambda figure: self._on_finished(use, figure), self._on_failed)

    def _on_finished(self, use: Callable[[Figure], None], figure: Figure) -> None:
        if self._is_finishing:
            self._is_finishing = False
            self._use(use, figure)

    def _on_failed(self, error: Exception) -> None:
        if self._is_closed:
            return
        self._is_finishing = False
        self._job = None
        self.busy_changed.emit("")
        self.said.emit(str(error))

    def _use(self, use: Callable[[Figure], None], figure: Figure) -> None:
        use(figure)
        if self._job is None:
            self.busy_changed.emit("")

    def _write(self, path: Path, figure: Figure) -> None:
        options = self.options_for(path)

        def work(_: Feedback) -> tuple[Path, ...]:
            # The dialog has asked about a file that is there.
            return write_figure(path, figure, proof_of, options, force=True)

        def done(written: tuple[Path, ...]) -> None:
            if self._is_closed:
                return
            self._job = None
            self.busy_changed.emit("")
            beside = "".join(f" and {one.name}" for one in written[1:])
            self.said.emit(f"Figure written to {written[0]}{beside}.")

        self._job = self._jobs.submit(work, done, self._on_failed)


def file_name(figure: Figure) -> str:
    """A name for the file from the figure's title, without what file systems refuse."""
    words = re.sub(r"[^\w\s-]", "", figure.title.replace("–", "-")).split()
    name = "-".join(words)[:_LONGEST_NAME].strip("-.") or "figure"
    if figure.synthetic and not name.startswith(SYNTHETIC):
        return f"{SYNTHETIC}-{name}"
    return name
