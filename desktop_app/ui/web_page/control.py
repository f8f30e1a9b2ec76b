"""Share as web page: asks what goes into the file, makes it off the GUI thread, and says where it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.exporters.wording import size
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable, write_whole
from desktop_app.session.session import Session
from desktop_app.session.style import Theme
from desktop_app.ui.map_panel import MapPanel

if TYPE_CHECKING:
    from desktop_app.ui.web_page.dialog import PageChoice, WebPageDialog

FILTERS: Final = "Web page (*.html)"
# Paper has no dark, and the page has a style of its own for it.
_THEMES: Final = {Theme.PRINT: Theme.LIGHT}


class WebPageControl(QObject):
    """Makes pages of the session's present state.

    Signals:
        said: a sentence about what was done or why not.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, map_panel: MapPanel, jobs: JobRunner, resources: Resources, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._map = map_panel
        self._jobs = jobs
        self._resources = resources
        self._window = window
        self.dialog: WebPageDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Open the dialog; one at a time."""
        from desktop_app.ui.web_page.dialog import WebPageDialog  # noqa: PLC0415 - with the first use

        if self.dialog is None:
            self.dialog = WebPageDialog(self._window)
            self.dialog.chosen.connect(self._save)
        self.dialog.tell(self._session.filter, synthetic=self._session.store.record.synthetic)
        self.dialog.open()

    @Slot(object)
    def _save(self, choice: "PageChoice") -> None:
        """Ask where to, then write."""
        synthetic = self._session.store.record.synthetic
        suggested = "synthetic-page.html" if synthetic else "page.html"
        # The system's dialog asks before it lets a file be replaced.
        name, _ = QFileDialog.getSaveFileName(self._window, "Share as web page", suggested, FILTERS)
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(".html"), choice)

    def write(self, path: Path, choice: "PageChoice") -> None:
        """Write the page; `said` tells when it is done."""
        try:
            check_writable(path)
        except TumenError as error:
            self.said.emit(str(error))
            return
        session, viewport = self._session, self._map.viewport
        engine, filter_, style, layers = session.engine, session.filter, session.style, session.layers
        place = None if viewport is None else (viewport.west, viewport.south, viewport.east, viewport.north)
        resources = self._resources

        def work(_: Feedback) -> int:
            from desktop_app.ui.web_page.maker import PageRequest, make_page  # noqa: PLC0415 - numpy

            page = make_page(
                resources,
                PageRequest(
                    engine,
                    Filter() if choice.all_rows else filter_,
                    filter_.dates if choice.all_rows else DateClause(),
                    choice.title or None,
                    place,
                    _THEMES.get(style.theme, style.theme).value,
                    style.language.value,
                    layers,
                ),
            )
            write_whole(path, page)
            return len(page)

        self.said.emit("Writing the web page…")
        self._jobs.submit(
            work,
            lambda length: self.said.emit(f"Web page written to {path}, {size(length)}."),
            lambda error: self.said.emit(str(error)),
        )
