"""Pages of the training case, everything real but the map's picture, which is one plain colour."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.figure_design import Design
from desktop_app.domain.figure_templates import template_named
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.capture import Captured, CaptureRequest
from desktop_app.mapview.protocol import ViewRequested
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.results import PageKind, PagesQuestion
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.pages import writer as writing
from desktop_app.ui.figure.pages.request import PagesRequest
from desktop_app.ui.figure.pages.writer import PagesWriter, PagesWritten
from desktop_app.ui.figure.subject import Subject, theatre_subject


class PlainCapture(QObject):
    """Gives pictures of one colour, later, from the event loop, as `MapCapture` does."""

    def __init__(self, _: Resources, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def capture(
        self,
        request: CaptureRequest,
        done: Callable[[Captured], None],
        _: Callable[[TumenError], None],
    ) -> None:
        """A picture of the size asked for."""
        assert isinstance(request.place, ViewRequested)
        size = (round(request.width_px * request.scale), round(request.height_px * request.scale))
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor("#CFE3EE"))
        place = request.place
        captured = Captured(image, 0, 0, 0, 0, place.lon, place.lat, place.zoom, 1, 12.0)
        QTimer.singleShot(0, self, lambda: done(captured))

    def close(self) -> None:
        """There is no page to take down."""


class Press:
    """Writes pages of a case and waits for them."""

    def __init__(self, store: CaseStore, resources: Resources, qtbot: QtBot, folder: Path) -> None:
        self.engine = QueryEngine(store)
        self.resources = resources
        self.qtbot = qtbot
        self.folder = folder
        self.jobs = JobRunner()

    def subject(self, filter_: Filter = Filter()) -> Subject:  # noqa: B008 - a value
        """The theatre under a filter."""
        return theatre_subject(self.engine, filter_)

    def design(self, name: str = "a4-portrait") -> Design:
        """A template, coarse."""
        design = template_named(name)
        assert design is not None
        return replace(design, dpi=96)

    def request(self, kind: PageKind, name: str, filter_: Filter = Filter(), **more: Any) -> PagesRequest:  # noqa: B008 - a value
        """Pages of a kind into a file of this test."""
        question = PagesQuestion(kind, more.pop("order", None), more.pop("limit", None))
        return PagesRequest(self.subject(filter_), self.design(), question, self.folder / name, **more)

    def run(self, request: PagesRequest) -> PagesWritten | TumenError:
        """What it ends with."""
        writer = PagesWriter(self.resources, self.jobs)
        ended: list[PagesWritten | TumenError] = []
        writer.finished.connect(ended.append)
        writer.failed.connect(ended.append)
        writer.write(request)
        self.qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
        return ended[0]

    def written(self, request: PagesRequest) -> PagesWritten:
        """The same where it succeeds."""
        result = self.run(request)
        assert isinstance(result, PagesWritten), result
        return result

    def files(self) -> list[str]:
        """Everything in the folder of this test, hidden files too."""
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def press(
    training: CaseStore,
    resources: Resources,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Press]:
    monkeypatch.setattr(writing, "MapCapture", PlainCapture)
    folder = tmp_path / "out"
    folder.mkdir()
    made = Press(training, resources, qtbot, folder)
    yield made
    made.jobs.shutdown()
