"""Animator: makes the pictures of an animation one after the other while they are written."""

import queue
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.domain.figure_design import Design
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.date_steps import Window
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.figure.animation.clock import with_clock
from desktop_app.ui.figure.animation.held import held, with_legend_of
from desktop_app.ui.figure.animation.pictures import Picture, picture_of, pixels_of, write_pictures
from desktop_app.ui.figure.animation.plan import Plan, planned, subject_in
from desktop_app.ui.figure.animation.request import AnimationRequest, check_request
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.look import Look, look_of
from desktop_app.ui.figure.maker import FigureMaker
from desktop_app.ui.figure.writing.raster import figure_image

# Pictures that wait for the encoder: one is written while the next is made.
_WAITING: Final = 2


class Animator(QObject):
    """Makes one animation; its page and its threads are its own, so that no window waits for them.

    Signals:
        progressed: int, int: pictures that are written, of how many.
        finished: the paths that were written, a tuple.
        failed: str, one sentence; nothing is left behind.
        stopped: it was called off and nothing is left behind.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)
    stopped = Signal()
    _taken = Signal()  # crosses from the writer's thread

    def __init__(self, resources: Resources, parent: QObject | None = None) -> None:
        """Prepare; nothing happens before `start`."""
        super().__init__(parent)
        self._resources = resources
        self._jobs = JobRunner(self)
        self._maker = FigureMaker(resources, self._jobs, self)
        self._request: AnimationRequest | None = None
        self._plan: Plan | None = None
        self._whole: Figure | None = None
        self._look: Look | None = None
        self._design: Design | None = None
        self._pictures: queue.Queue[Picture | None] = queue.Queue()
        self._writing: Job | None = None
        self._is_over = False
        self._made = self._written = 0
        self._is_making = False
        self._taken.connect(self._on_taken, Qt.ConnectionType.QueuedConnection)

    def start(self, request: AnimationRequest) -> None:
        """Begin; one of `finished`, `failed` and `stopped` follows from the event loop.

        Raises:
            UsageError: the request makes no sense.
        """
        check_request(request)
        self._request = request
        self._jobs.submit(partial(planned, request), self._begin, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Call it off; when this returns nothing is left behind."""
        if self._is_over:
            return
        self._end()
        self.stopped.emit()

    def _begin(self, plan: Plan) -> None:
        """First the figure of the whole period: it lays the page out, and holds all colours."""
        if self._is_over or self._request is None:
            return
        self._plan = plan
        self._maker.make(plan.whole, self._request.design, self._hold, self._fail_soon)

    def _hold(self, figure: Figure) -> None:
        request, plan = self._request, self._plan
        if self._is_over or request is None or plan is None:
            return
        self._whole = figure
        design = figure.design
        self._look = look_of(design, Theme(design.theme), self._resources)
        self._design = held(figure, self._look)
        sample = pixels_of(figure_image(figure, figure.design.dpi))
        self._writing = self._jobs.submit(
            lambda feedback: write_pictures(request, figure, sample, self._arriving(feedback)),
            self._finish,
            self._fail,
        )
        self._go_on()

    def _go_on(self) -> None:
        """Make the next picture, if the writer has room for it."""
        plan, design = self._plan, self._design
        if self._is_over or self._is_making or plan is None or design is None:
            return
        if self._made - self._written >= _WAITING or self._made == len(plan.windows):
            return
        self._is_making = True
        window = plan.windows[self._made]
        self._jobs.submit(
            lambda feedback: subject_in(plan, window, feedback),
            lambda found: self._maker.make(found, design, partial(self._take, window), self._fail_soon),
            self._fail,
        )

    def _take(self, window: Window, figure: Figure) -> None:
        request, plan, whole, look = self._request, self._plan, self._whole, self._look
        if self._is_over or request is None or plan is None or whole is None or look is None:
            return
        clocked = with_clock(with_legend_of(figure, whole), window, plan.period, look)
        self._pictures.put(picture_of(clocked, request.ending))
        self._made += 1
        self._is_making = False
        if self._made == len(plan.windows):
            self._pictures.put(None)
        self._go_on()

    def _arriving(self, feedback: Feedback) -> Iterator[Picture]:
        """In the writer's thread: pictures as they are made, until the last."""
        while (picture := self._pictures.get()) is not None:
            if feedback.is_cancelled:
                raise Cancelled
            yield picture
            self._taken.emit()
        if feedback.is_cancelled:
            raise Cancelled

    @Slot()
    def _on_taken(self) -> None:
        if self._is_over or self._plan is None:
            return
        self._written += 1
        self.progressed.emit(self._written, len(self._plan.windows))
        self._go_on()

    def _finish(self, paths: tuple[Path, ...]) -> None:
        if self._is_over:
            return
        self._end()
        self.finished.emit(paths)

    def _fail_soon(self, error: Exception) -> None:
        """From the map page, which is not to be taken down while it speaks."""
        QTimer.singleShot(0, self, lambda: self._fail(error))

    def _fail(self, error: Exception) -> None:
        if self._is_over:
            return
        self._end()
        self.failed.emit(str(error))

    def _end(self) -> None:
        """Stop everything; the writer, if it is still at work, takes back what it wrote."""
        self._is_over = True
        if self._writing is not None:
            self._writing.cancel()
        self._pictures.put(None)
        self._maker.close()
        self._jobs.shutdown()
