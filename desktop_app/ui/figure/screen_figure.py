"""The figure of what is on screen: saved to a file or copied, while the window goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.figure_templates import SCREEN_MARGIN_PX, screen_design
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.session.session import Session
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.maker import FigureMaker, subject_of_window
from desktop_app.ui.figure.writing.files import (
    ENDINGS,
    WriteOptions,
    check_figure_target,
    proof_of,
    write_figure,
)
from desktop_app.ui.map_panel import MapPanel

FILTERS: Final = ";;".join(f"{words} (*{ending})" for ending, words in ENDINGS.items())


class ScreenFigure(QObject):
    """Makes figures of the session's present state.

    Attributes:
        chart_question: gives what the figure's chart shows: what the window's shows.

    Signals:
        said: a sentence about what was done or why not.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, map_panel: MapPanel, jobs: JobRunner, resources: Resources, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._map = map_panel
        self._options = WriteOptions(resources)
        self._window = parent
        self._maker = FigureMaker(resources, jobs, self)
        self.chart_question: Callable[[], Question] = Question

    @Slot()
    def save(self) -> None:
        """Ask where to, then write."""
        name, _ = QFileDialog.getSaveFileName(self._window, "Save figure", "figure.png", FILTERS)
        if name:
            path = Path(name)
            self.save_to(path if path.suffix else path.with_suffix(".png"))

    def save_to(self, path: Path) -> None:
        """Write what is on screen; `said` tells when it is done."""
        try:
            check_figure_target(path, self._options)
        except TumenError as error:
            self.said.emit(str(error))
            return

        def write(figure: Figure) -> None:
            write_figure(path, figure, proof_of, self._options, force=True)
            self.said.emit(f"Figure written to {path}.")

        self._make(write)

    @Slot()
    def copy(self) -> None:
        """Put the figure on the clipboard as a picture."""

        def put(figure: Figure) -> None:
            from desktop_app.ui.figure.writing.clipboard import clipboard_data  # noqa: PLC0415 - with the first

            put_on_clipboard(clipboard_data(figure, proof_of(figure), self._options.resources))
            self.said.emit("Figure copied.")

        self._make(put)

    def close(self) -> None:
        """Take the hidden map page down, if one was needed."""
        self._maker.close()

    def _make(self, use: Callable[[Figure], None]) -> None:
        subject = subject_of_window(self._session, self._map, self.chart_question())
        if subject is None:
            self.said.emit("The map is not drawn yet; try again in a moment.")
            return
        self.said.emit("Drawing the figure…")

        def done(figure: Figure) -> None:
            try:
                use(figure)
            except TumenError as error:
                self.said.emit(str(error))

        view = self._map.view
        design = screen_design(view.width() + 2 * SCREEN_MARGIN_PX, view.height())
        self._maker.make(
            subject,
            design,
            done,
            lambda error: self.said.emit(str(error)),
            map_px=(view.width(), view.height()),
        )
