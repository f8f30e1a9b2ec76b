"""PagesWriter: asks which pages there are, makes one after the other, and hands each to the file.

While the map of one page is drawn, by another process, the case is asked for the next page on another thread,
and the page before is painted.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.mapview.capture import Captured, MapCapture
from desktop_app.query.pages.results import MOST_PAGES, PageList
from desktop_app.runtime.errors import TumenError, UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.making import Answered, Planned, answer, compose, plan
from desktop_app.ui.figure.pages.contents import contents_figures, contents_pages
from desktop_app.ui.figure.pages.request import PagePlan, PagesRequest, overview_plan, page_plan
from desktop_app.ui.figure.pages.sink import Sink, check_pages_target, sink_for


class PagesWritten(NamedTuple):
    """What was written.

    Attributes:
        path: file or folder.
        pages: how many pages it has, the overview and the list among them.
        found: the pages of things, and what has none.
    """

    path: Path
    pages: int
    found: PageList


class PagesWriter(QObject):
    """Writes the pages of one request.

    Signals:
        progressed: pages done, pages in all.
        finished: a `PagesWritten`; nothing follows.
        failed: a `TumenError` that says why; nothing was written, and nothing follows.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, resources: Resources, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._jobs = jobs
        self._capture = MapCapture(resources, self)
        self._job: Job | None = None
        self._sink: Sink | None = None
        self._plans: list[Callable[[Feedback], PagePlan]] = []
        self._answered: Answered | None = None
        self._is_drawing = False
        self._made = 0
        self._is_over = False

    def write(self, request: PagesRequest) -> None:
        """Begin; `finished` or `failed` follows from the event loop, unless it is called off."""
        self._request = request

        def work(feedback: Feedback) -> PageList:
            from desktop_app.query.pages.listing import page_list  # noqa: PLC0415 - numpy: 0.1 s

            check_pages_target(request.path, force=request.force)
            return page_list(request.subject.engine, request.subject.filter, request.question, feedback)

        self._submit(work, self._begin)

    def cancel(self) -> None:
        """Call it off; nothing is left behind, and no signal follows."""
        if not self._is_over:
            self._end()
            if self._sink is not None:
                self._sink.drop()

    def _submit(self, work: Callable[[Feedback], object], done: Callable[..., object]) -> None:
        self._job = self._jobs.submit(work, lambda found: self._guarded(partial(done, found)), self._fail)

    def _begin(self, found: PageList) -> None:
        request = self._request
        if not found.found:
            raise UsageError("nothing passes the filter, so that there are no pages")
        if request.question.limit is None and found.found > MOST_PAGES:
            raise UsageError(
                f"these would be {found.found:,} pages; one file takes {MOST_PAGES:,}: narrow the filter, or "
                "say how many of the first are wanted"
            )
        self._found = found
        first = 1 + contents_pages(request, found, self._resources) if request.overview else 0
        self._total = first + len(found.things)
        if request.overview:
            self._plans.append(lambda _: overview_plan(request, self._total))
        self._plans += [
            partial(page_plan, request, thing, first + place, self._total)
            for place, thing in enumerate(found.things, start=1)
        ]
        self._sink = sink_for(request.path, self._resources)
        self.progressed.emit(0, self._total)
        self._ask()

    def _ask(self) -> None:
        """Ask the case for the next page, if there is one."""
        if not self._plans:
            return
        make = self._plans.pop(0)

        def work(feedback: Feedback) -> Answered:
            page = make(feedback)
            return answer(page.subject, page.design, feedback)

        self._submit(work, self._keep)

    def _keep(self, answered: Answered) -> None:
        self._answered = answered
        self._draw()

    def _draw(self) -> None:
        """Have the map of the next page drawn, once it is known and the one before is there."""
        if self._is_drawing or self._answered is None:
            return
        answered, self._answered = self._answered, None
        planned = plan(answered, self._resources)
        self._is_drawing = True
        self._capture.capture(
            planned.request,
            lambda captured: self._guarded(partial(self._take, planned, captured)),
            self._fail_soon,
        )
        self._ask()

    def _take(self, planned: Planned, captured: Captured) -> None:
        self._is_drawing = False
        self._draw()
        figure = compose(planned, captured)
        self._add(figure)
        if self._made == 1 and self._request.overview:
            for page in contents_figures(self._request, self._found, figure, self._total, self._resources):
                self._add(page)

    def _add(self, figure: Figure) -> None:
        if self._sink is None:
            return
        self._sink.add(figure)
        self._made += 1
        self.progressed.emit(self._made, self._total)
        if self._made == self._total:
            QTimer.singleShot(0, self, partial(self._guarded, self._finish))

    def _finish(self) -> None:
        """Packing hundreds of maps takes seconds: another thread does it."""
        if self._sink is not None:
            self._sink.end()
            self._submit(self._sink.finish, self._tell)

    def _tell(self, path: Path) -> None:
        self._end()
        self.finished.emit(PagesWritten(path, self._made, self._found))

    def _guarded(self, step: Callable[[], object]) -> None:
        """A step in the event loop; what goes wrong in it ends the whole."""
        if self._is_over:
            return
        try:
            step()
        except TumenError as error:
            self._fail_soon(error)

    def _fail_soon(self, error: Exception) -> None:
        """The map's page is not to be taken down while it speaks."""
        QTimer.singleShot(0, self, partial(self._fail, error))

    def _fail(self, error: Exception) -> None:
        if self._is_over:
            return
        self.cancel()
        self.failed.emit(error if isinstance(error, TumenError) else TumenError(str(error)))

    def _end(self) -> None:
        self._is_over = True
        self._plans.clear()
        if self._job is not None:
            self._job.cancel()
        self._capture.close()
