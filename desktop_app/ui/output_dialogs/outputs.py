"""Outputs: opens the dialogs of pages and animations, and shows how far they are while the window goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.figure_design import Design
from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack
from desktop_app.ui.output_dialogs.offer import Offer
from desktop_app.ui.output_dialogs.progress_line import ProgressLine

if TYPE_CHECKING:
    from desktop_app.ui.figure.animation.request import AnimationRequest
    from desktop_app.ui.figure.pages.request import PagesRequest
    from desktop_app.ui.figure.pages.writer import PagesWritten
    from desktop_app.ui.output_dialogs.output_dialog import OutputDialog

LINE: Final = "output"
NOT_DRAWN: Final = "The map is not drawn yet; try again in a moment."
BUSY: Final = (
    "Pages or an animation are being written; wait for them, or cancel them at the foot of the window."
)


class Outputs(QObject):
    """Pages and animations of one window, one at a time.

    Attributes:
        subject: gives what the window shows; None while its map is not drawn.
        dialog: the dialog that is open.
        progress: how far the output under way is; None while there is none.
    """

    def __init__(self, jobs: JobRunner, resources: Resources, lines: LineStack, window: QMainWindow) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._resources = resources
        self._lines = lines
        self._window = window
        self._folder = Path.home()
        self._stop: Callable[[], object] | None = None
        self.subject: Callable[[], Subject | None] = lambda: None
        self.dialog: OutputDialog | None = None
        self.progress: ProgressLine | None = None

    @Slot()
    def open_pages(self) -> None:
        """Pages of what the window shows."""
        self.pages_of(self.subject(), None)

    @Slot()
    def open_animation(self) -> None:
        """An animation of what the window shows."""
        self.animation_of(self.subject(), None)

    def pages_of(self, subject: Subject | None, design: Design | None) -> None:
        """Ask which pages of a subject, on the page that is composed or a template."""
        from desktop_app.ui.output_dialogs.pages_dialog import PagesDialog  # noqa: PLC0415 - when it is asked for

        offer = self._offer(subject, design)
        if offer is not None:
            self._open(PagesDialog(offer, self._window), self.write_pages)

    def animation_of(self, subject: Subject | None, design: Design | None) -> None:
        """Ask how a subject's dates are to be played."""
        from desktop_app.ui.output_dialogs.animation_dialog import AnimationDialog  # noqa: PLC0415 - as above

        offer = self._offer(subject, design)
        if offer is not None:
            self._open(AnimationDialog(offer, self._window), self.write_animation)

    def write_pages(self, request: "PagesRequest") -> None:
        """Write pages."""
        from desktop_app.ui.figure.pages.writer import PagesWriter  # noqa: PLC0415 - as above

        writer = PagesWriter(self._resources, self._jobs, self)

        def finish(written: "PagesWritten") -> None:
            words = f"{number(written.pages)} pages written to {written.path}."
            self._end(LineText(words), written.path)

        writer.finished.connect(finish)
        writer.failed.connect(lambda error: self._end(LineText(f"No pages: {error}", Tone.TROUBLE)))
        self._begin("Writing pages", "pages", request.path, writer.cancel, writer)
        if self.progress is not None:
            writer.progressed.connect(self.progress.tell)
        writer.write(request)

    def write_animation(self, request: "AnimationRequest") -> None:
        """Write an animation."""
        from desktop_app.runtime.errors import TumenError  # noqa: PLC0415 - as above
        from desktop_app.ui.figure.animation.animator import Animator  # noqa: PLC0415 - as above

        animator = Animator(self._resources, self)

        def finish(paths: tuple[Path, ...]) -> None:
            what = str(paths[0]) if len(paths) == 1 else f"{number(len(paths))} pictures to {paths[0].parent}"
            self._end(LineText(f"Animation written: {what}."), paths[0])

        animator.finished.connect(finish)
        animator.failed.connect(lambda words: self._end(LineText(f"No animation: {words}", Tone.TROUBLE)))
        self._begin("Writing the animation", "pictures", request.path, animator.cancel, animator)
        if self.progress is not None:
            animator.progressed.connect(self.progress.tell)
        try:
            animator.start(request)
        except TumenError as error:
            self._end(LineText(f"No animation: {error}", Tone.TROUBLE))

    @Slot()
    def cancel(self) -> None:
        """Call off what is under way; nothing of it is left behind."""
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()
            self._end(LineText("Called off; nothing was written."))

    def close(self) -> None:
        """The window goes: nothing is written any more."""
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()
        if self.dialog is not None:
            self.dialog.close()

    def _offer(self, subject: Subject | None, design: Design | None) -> Offer | None:
        if self.progress is not None:
            self._say(BUSY)
            return None
        if subject is None:
            self._say(NOT_DRAWN)
            return None
        return Offer(subject, self._jobs, self._folder, design)

    def _open(self, dialog: "OutputDialog", write: Callable[..., object]) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.wanted.connect(write)
        dialog.finished.connect(self._forget)
        dialog.show()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    def _begin(self, what: str, unit: str, path: Path, stop: Callable[[], object], worker: QObject) -> None:
        self._lines.hide(LINE)
        self._folder = path.parent
        self._stop = stop
        self._worker = worker
        self.progress = ProgressLine(what, unit, self._window)
        self.progress.cancelled.connect(self.cancel)
        self._window.statusBar().addPermanentWidget(self.progress)
        self.progress.show()

    def _end(self, line: LineText, written: Path | None = None) -> None:
        self._stop = None
        if self.progress is not None:
            self._window.statusBar().removeWidget(self.progress)
            self.progress.deleteLater()
            self.progress = None
            self._worker.deleteLater()
        actions = {} if written is None else {"Open folder": lambda: _open_folder(written)}
        self._lines.show(LINE, line, actions)

    def _say(self, words: str) -> None:
        self._lines.show(LINE, LineText(words))


def _open_folder(path: Path) -> None:
    """The folder of what was written, in the desktop's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
