"""Animator: makes the pictures of an animation one after the other while they are written."""

import queue
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from desktop_app.domain.figure_design import Design
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.animation_steps import played, whole_period
from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import Window
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.figure.animation.clock import with_clock
from desktop_app.ui.figure.animation.held import held
from desktop_app.ui.figure.animation.pictures import Picture, picture_of, pixels_of, write_pictures
from desktop_app.ui.figure.animation.request import AnimationRequest, check_request
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.look import look_of
from desktop_app.ui.figure.maker import FigureMaker
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.figure.subject_flows import with_flows
from desktop_app.ui.figure.writing.raster import figure_image

# Pictures that wait for the encoder: one is written while the next is made.
_WAITING: Final = 2


class _Plan(NamedTuple):
    """What is played; `whole` is the subject of all of it."""

    period: Window
    windows: tuple[Window, ...]
    whole: Subject


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
        self._plan: _Plan | None = None
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
        self._jobs.submit(partial(_plan, request), self._begin, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Call it off; when this returns nothing is left behind."""
        if self._is_over:
            return
        self._end()
        self.stopped.emit()

    def _begin(self, plan: _Plan) -> None:
        """First the figure of the whole period: it lays the page out, and holds all colours."""
        if self._is_over or self._request is None:
            return
        self._plan = plan
        self._maker.make(plan.whole, self._request.design, self._hold, self._fail_soon)

    def _hold(self, figure: Figure) -> None:
        request, plan = self._request, self._plan
        if self._is_over or request is None or plan is None:
            return
        self._design = held(figure)
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
        filter_ = plan.whole.filter.with_clause(DateClause(window.first, window.last))
        subject = replace(plan.whole, filter=filter_)
        self._jobs.submit(
            lambda feedback: with_flows(subject, feedback),
            lambda found: self._maker.make(found, design, partial(self._take, window), self._fail_soon),
            self._fail,
        )

    def _take(self, window: Window, figure: Figure) -> None:
        request, plan = self._request, self._plan
        if self._is_over or request is None or plan is None:
            return
        design = figure.design
        look = look_of(design, Theme(design.theme), self._resources)
        clocked = with_clock(figure, window, plan.period, look)
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


def animate_now(resources: Resources, request: AnimationRequest) -> tuple[Path, ...]:
    """Make an animation and wait, turning the event loop; for the command line. Empty if it was called off.

    Raises:
        UsageError: the request makes no sense.
        TumenError: it could not be made.
    """
    animator = Animator(resources)
    loop = QEventLoop()
    paths: list[Path] = []
    reasons: list[str] = []

    def finish(written: tuple[Path, ...]) -> None:
        paths.extend(written)
        loop.quit()

    def fail(reason: str) -> None:
        reasons.append(reason)
        loop.quit()

    animator.finished.connect(finish)
    animator.failed.connect(fail)
    animator.stopped.connect(loop.quit)
    animator.start(request)
    loop.exec()
    if reasons:
        raise TumenError(reasons[0])
    return tuple(paths)


def _plan(request: AnimationRequest, feedback: Feedback) -> _Plan:
    from desktop_app.query.timeline_query import timeline_content  # noqa: PLC0415 - numpy, 0.1 s of the start

    subject = request.subject
    occupied = timeline_content(subject.engine, subject.filter, feedback=feedback).occupied
    period = whole_period(subject.filter.dates, occupied, request.step)
    windows = played(
        period,
        request.step,
        occupied,
        cumulative=request.cumulative,
        length=request.length,
        skips_empty=request.skips_empty,
    )
    whole = subject.filter.with_clause(DateClause(period.first, period.last))
    return _Plan(period, windows, with_flows(replace(subject, filter=whole), feedback))
