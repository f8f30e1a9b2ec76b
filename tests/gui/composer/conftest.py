"""A composer on the reported record, everything real but the map's picture, which is one plain colour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.domain.figure_design import Box, Design, Item, Place
from desktop_app.importers.record import read_record
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.capture import Captured, CaptureRequest
from desktop_app.mapview.protocol import ViewRequested
from desktop_app.query.views import SavedView
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.saved_designs import SavedDesigns
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.composer.composed_case import ComposedCase
from desktop_app.ui.composer.composer_window import ComposerWindow
from desktop_app.ui.composer.page_state import boxes_of
from desktop_app.ui.composer.units import PX_PER_MM
from desktop_app.ui.figure import maker as making
from desktop_app.ui.figure.maker import FigureMaker
from desktop_app.ui.figure.subject import Subject

PLACE = Place(124.0, 36.0, 140.0, 46.0)
VIEW = SavedView("view:1", "The river", 130.6, 42.4, 9.0)


class PlainCapture(QObject):
    """Gives pictures of one colour, later, from the event loop, as `MapCapture` does."""

    asked: list[CaptureRequest] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, _: Resources, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def capture(
        self,
        request: CaptureRequest,
        done: Callable[[Captured], None],
        _: Callable[[TumenError], None],
    ) -> None:
        """A picture of the size asked for."""
        self.asked.append(request)
        assert isinstance(request.place, ViewRequested)
        size = (round(request.width_px * request.scale), round(request.height_px * request.scale))
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor("#CFE3EE"))
        place = request.place
        captured = Captured(image, 0, 0, 0, 0, place.lon, place.lat, place.zoom, 1, 12.0)
        QTimer.singleShot(0, self, lambda: done(captured))

    def close(self) -> None:
        """There is no page to take down."""


@dataclass
class Studio:
    """A composer and the hand that works in it."""

    session: Session
    window: ComposerWindow
    qtbot: QtBot
    asked: list[CaptureRequest]
    remembered: list[str] = field(default_factory=list)

    @property
    def design(self) -> Design:
        """The page as it is now."""
        return self.window.document.design

    def item(self, id_: str) -> Item:
        """An item of the page."""
        item = self.design.item(id_)
        assert item is not None
        return item

    def box(self, id_: str) -> Box:
        """Where an item lies, wherever that comes from."""
        return boxes_of(self.window.live, self.design, (id_,))[id_]

    def settle(self) -> None:
        """Wait until the figure is that of the page."""
        self.qtbot.waitUntil(lambda: not self.window.live.is_busy)
        assert self.window.live.trouble == ""

    def at(self, x_mm: float, y_mm: float) -> QPointF:
        """A point of the page, in the viewport."""
        return self.window.view.pane.point(QPointF(x_mm * PX_PER_MM, y_mm * PX_PER_MM))

    def middle(self, id_: str) -> QPointF:
        """The middle of an item, in the viewport, as a pointer can be there."""
        rect = self.window.view.item_rect(id_)
        assert rect is not None
        return QPointF(rect.center().toPoint())

    def click(self, point: QPointF, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the page."""
        QTest.mouseClick(self.window.view.viewport(), Qt.MouseButton.LeftButton, keys, point.toPoint())

    def drag(
        self,
        start: QPointF,
        end: QPointF,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        drop: bool = True,
    ) -> None:
        """Drag on the page, in a few moves as hands do."""
        port = self.window.view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, keys, start.toPoint())
        for share in (0.1, 0.5, 0.9, 1.0):
            send_move(port, start + (end - start) * share, keys)
        if drop:
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, keys, end.toPoint())

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the page."""
        QTest.keyClick(self.window.view, key, keys)


def send_move(port: QWidget, point: QPointF, keys: Qt.KeyboardModifier) -> None:
    """A move with the left button down; QTest.mouseMove tells neither buttons nor keys."""
    place = port.mapToGlobal(point)
    left = Qt.MouseButton.LeftButton
    QCoreApplication.sendEvent(
        port, QMouseEvent(QEvent.Type.MouseMove, point, place, Qt.MouseButton.NoButton, left, keys)
    )


@pytest.fixture
def studio_of(
    qtbot: QtBot, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[CaseStore], Studio]]:
    """Makes composers; they are closed after the test, so ask for the case before this."""
    monkeypatch.setattr(making, "MapCapture", PlainCapture)
    PlainCapture.asked = []
    opened: list[tuple[Studio, JobRunner, CaseEditor, QWidget]] = []

    def make(store: CaseStore, template: str = "slide-16x9") -> Studio:
        session, jobs = Session(store, Style()), JobRunner()
        editor = CaseEditor(session, "A. Reader")
        remembered: list[str] = []

        def subject() -> Subject:
            style = session.style
            return Subject(
                session.engine,
                session.filter,
                PLACE,
                session.layers,
                style.theme.value,
                style.language.value,
                session.selection,
            )

        case = ComposedCase(
            session,
            jobs,
            resources,
            subject,
            SavedDesigns(session, editor),
            lambda: (VIEW,),
            template,
            remembered.append,
        )
        parent = QWidget()
        window = ComposerWindow(case, FigureMaker(resources, jobs, parent), parent)
        studio = Studio(session, window, qtbot, PlainCapture.asked, remembered)
        opened.append((studio, jobs, editor, parent))
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        studio.settle()
        return studio

    yield make
    for studio, jobs, editor, parent in opened:
        if isValid(studio.window):
            studio.window.close()
        parent.close()
        editor.shutdown()
        jobs.shutdown()


@pytest.fixture
def own_store(resources: Resources, tmp_path: Path) -> Iterator[CaseStore]:
    """A case of the user's own, made from the reported record."""
    path = tmp_path / "case.gpkg"
    made = CaseStore.of_record(read_record(resources.geodatum("record")))
    with made.whole() as source:
        save_as_case(source, path, title="Mine", who="A. Reader", now=datetime(2026, 11, 1, tzinfo=UTC))
    made.close()
    store = CaseStore.open(path)
    yield store
    store.close()


@pytest.fixture
def studio(store: CaseStore, studio_of: Callable[..., Studio]) -> Studio:
    """A composer on the reported record, on a slide."""
    return studio_of(store)
