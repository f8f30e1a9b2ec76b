"""The figure of what is on screen: saved to a file or copied, while the window goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.mapview.protocol import ViewRequested
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole
from desktop_app.session.session import Session
from desktop_app.ui.figure.content import FigureContent, figure_content
from desktop_app.ui.figure.fonts import figure_font
from desktop_app.ui.figure.layout import FigureLayout, layout_for_map
from desktop_app.ui.figure.painter import FigureMap, paint_figure
from desktop_app.ui.figure.writers import check_target, figure_bytes, figure_image
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.palette import PALETTES

SCALE: Final = 2
FILTERS: Final = "PNG picture (*.png);;PDF document (*.pdf);;SVG drawing (*.svg)"


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
        self._jobs = jobs
        self._map = map_panel
        self._resources = resources
        self._window = parent
        self.chart_question: Callable[[], Question] = Question
        self._capture: MapCapture | None = None

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
            check_target(path)
        except TumenError as error:
            self.said.emit(str(error))
            return

        def write(content: FigureContent, layout: FigureLayout, drawn: FigureMap) -> None:
            data = figure_bytes(
                lambda painter: self._paint(painter, content, layout, drawn),
                layout.width,
                layout.height,
                SCALE,
                path.suffix,
                content.title,
                self._resources,
            )
            write_whole(path, data)
            self.said.emit(f"Figure written to {path}.")

        self._make(write)

    @Slot()
    def copy(self) -> None:
        """Put the figure on the clipboard as a picture."""

        def put(content: FigureContent, layout: FigureLayout, drawn: FigureMap) -> None:
            image = figure_image(
                lambda painter: self._paint(painter, content, layout, drawn),
                layout.width,
                layout.height,
                SCALE,
            )
            QGuiApplication.clipboard().setImage(image)
            self.said.emit("Figure copied.")

        self._make(put)

    def close(self) -> None:
        """Take the hidden map page down, if one was needed."""
        if self._capture is not None:
            self._capture.close()

    def _make(self, use: Callable[[FigureContent, FigureLayout, FigureMap], None]) -> None:
        if self._map.viewport is None or not self._map.visible:
            self.said.emit("The map is not drawn yet; try again in a moment.")
            return
        self.said.emit("Drawing the figure…")
        session = self._session
        engine, filter_, layers = session.engine, session.filter, session.layers
        flow_legend = self._map.flow_legend

        question = self.chart_question()

        def work(feedback: Feedback) -> FigureContent:
            from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - numpy: 0.1 s of the start

            rows, found = engine.figure_rows(filter_, feedback), volumes(engine, filter_, question, feedback)
            return figure_content(
                engine,
                filter_,
                rows,
                found,
                layers,
                chart=True,
                flow_legend=flow_legend,
                consignments=engine.passing_consignments(filter_),
            )

        self._jobs.submit(
            work, lambda content: self._draw(content, use), lambda error: self.said.emit(str(error))
        )

    def _draw(
        self, content: FigureContent, use: Callable[[FigureContent, FigureLayout, FigureMap], None]
    ) -> None:
        viewport = self._map.viewport
        if viewport is None:
            self.said.emit("The map is being loaded anew; try again in a moment.")
            return
        session, view = self._session, self._map.view
        layout = layout_for_map(content, figure_font(self._resources), view.width(), view.height())
        if self._capture is None:
            self._capture = MapCapture(self._resources, self)

        def done(captured: Captured) -> None:
            try:
                drawn = FigureMap(captured.image, captured.lat, captured.zoom, captured.foot_px)
                use(content, layout, drawn)
            except TumenError as error:
                self.said.emit(str(error))

        self._capture.capture(
            CaptureRequest(
                view.width(),
                view.height(),
                SCALE,
                self._map.features,
                self._map.visible,
                self._map.style()._replace(controls=False),
                ViewRequested(viewport.lon, viewport.lat, viewport.zoom),
                session.selection,
                flows=self._map.flows,
                pin=self._map.pin,
                own_maps=self._map.own_maps,
                measured=self._map.measured,
                arrays=self._map.arrays,
                mask=self._map.mask,
                window=self._map.window,
            ),
            done,
            lambda error: self.said.emit(str(error)),
        )

    def _paint(
        self, painter: QPainter, content: FigureContent, layout: FigureLayout, drawn: FigureMap
    ) -> None:
        palette = PALETTES[self._session.style.theme]
        paint_figure(painter, content, layout, drawn, palette, figure_font(self._resources))
