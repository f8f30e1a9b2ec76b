"""FigureMaker: figures of subjects, for the window and for the command line."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject

from desktop_app.domain.figure_design import Design
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.mapview.capture import Captured, CaptureRequest, MapCapture
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.session import Session
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.making import Answered, Planned, answer, compose, plan
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.map_panel import MapPanel

Done = Callable[[Figure], None]
Failure = Callable[[TumenError], None]


class FigureMaker(QObject):
    """Makes one figure at a time, the newest asked for; keeps one hidden map page and its last map."""

    def __init__(self, resources: Resources, jobs: JobRunner, parent: QObject | None = None) -> None:
        """Prepare; the page is loaded with the first figure."""
        super().__init__(parent)
        self._resources = resources
        self._jobs = jobs
        self._capture: MapCapture | None = None
        self._job: Job | None = None
        self._serial = 0
        self._is_drawing = False
        self._waiting: Callable[[], None] | None = None
        self._last: tuple[CaptureRequest, Captured] | None = None

    def make(
        self,
        subject: Subject,
        design: Design,
        done: Done,
        failed: Failure,
        *,
        map_px: tuple[float, float] | None = None,
    ) -> None:
        """Make a figure; one of the callbacks follows from the event loop, unless a newer one is asked for.

        Args:
            subject: what it is of.
            design: its page.
            done: takes the figure; its `design.place` is what was really drawn.
            failed: takes the reason why there is none.
            map_px: size of the map, CSS pixels, for which the page is made as high as its words need.
        """
        self._serial += 1
        serial = self._serial
        if self._job is not None:
            self._job.cancel()

        def refuse(error: Exception) -> None:
            if serial == self._serial:
                failed(error if isinstance(error, TumenError) else TumenError(str(error)))

        def work(feedback: Feedback) -> Answered:
            return answer(subject, design, feedback, map_px)

        def lay(answered: Answered) -> None:
            if serial != self._serial:
                return
            try:
                planned = plan(answered, self._resources)
            except TumenError as error:
                refuse(error)
                return
            self._draw(planned, lambda: serial == self._serial, done, refuse)

        self._job = self._jobs.submit(work, lay, refuse)

    def close(self) -> None:
        """Take the hidden map page down; nothing is called back afterwards."""
        self._serial += 1
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
        if self._capture is not None:
            self._capture.close()

    def _draw(
        self, planned: Planned, is_wanted: Callable[[], bool], done: Done, failed: Callable[[Exception], None]
    ) -> None:
        """Get the map: the last one where it is the same, else once the page is free."""
        if self._last is not None and self._last[0] == planned.request:
            done(compose(planned, self._last[1]))
            return
        if self._is_drawing:
            self._waiting = lambda: self._draw(planned, is_wanted, done, failed)
            return
        if self._capture is None:
            self._capture = MapCapture(self._resources, self)
        self._is_drawing = True

        def take(captured: Captured) -> None:
            self._is_drawing = False
            self._last = (planned.request, captured)
            if is_wanted():
                done(compose(planned, captured))
            self._go_on()

        def refuse(error: TumenError) -> None:
            self._is_drawing = False
            failed(error)
            self._go_on()

        self._capture.capture(planned.request, take, refuse)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()


def make_now(resources: Resources, subject: Subject, design: Design) -> Figure:
    """Make a figure and wait, turning the event loop; for the command line.

    Raises:
        InputError: page or base map missing, or a size that cannot be drawn.
        TumenError: the map did not finish in time.
    """
    capture = MapCapture(resources)
    try:
        capture.open()  # the page loads while the case is asked
        planned = plan(_answered(subject, design), resources)
        captured = capture.draw_now(planned.request)
    finally:
        capture.close()
    return compose(planned, captured)


def _answered(subject: Subject, design: Design) -> Answered:
    """Ask the case in a thread, so that the event loop turns."""
    loop, jobs = QEventLoop(), JobRunner()
    ended: list[Answered | Exception] = []

    def end(result: Answered | Exception) -> None:
        ended.append(result)
        loop.quit()

    jobs.submit(lambda feedback: answer(subject, design, feedback), end, end)
    loop.exec()
    jobs.shutdown()
    result = ended[0] if ended else TumenError("The program ended before the case had answered.")
    if isinstance(result, Exception):
        raise result
    return result


def subject_of_window(session: Session, map_panel: MapPanel, question: Question) -> Subject | None:
    """What the window shows now; None while its map is not drawn."""
    viewport, view = map_panel.viewport, map_panel.view
    if viewport is None or not map_panel.visible:
        return None
    place = place_of_view(viewport.lon, viewport.lat, viewport.zoom, view.width(), view.height())
    return Subject(
        session.engine,
        session.filter,
        place,
        session.layers,
        session.style.theme.value,
        session.style.language.value,
        session.selection,
        question,
        map_panel.flows,
        map_panel.flow_legend,
        map_panel.pin,
        map_panel.measured,
        map_panel.own_maps,
    )
