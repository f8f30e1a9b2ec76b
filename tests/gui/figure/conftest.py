"""Figures of a case whose map is one colour: everything but the map's own drawing, without the web engine."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from desktop_app.domain.figure_design import Design
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.mapview.capture import Captured
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.making import answer, compose, plan
from desktop_app.ui.figure.subject import Subject, theatre_subject

MakeFigure = Callable[..., Figure]
FOOT_PX = 15.0


@pytest.fixture(scope="module")
def record(resources: Resources) -> Iterator[CaseStore]:
    """The reported record, opened once for many pages of it."""
    opened = open_reported_record(resources)
    yield opened
    opened.close()


def figure_on_grey(resources: Resources, subject: Subject, design: Design) -> Figure:
    """A figure whose map is grey."""
    planned = plan(answer(subject, design, Feedback()), resources)
    request = planned.request
    size = (round(request.width_px * request.scale), round(request.height_px * request.scale))
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0xB0B0B0)
    inset = None
    if request.locator is not None:
        inset = QImage(round(request.locator[0]), round(request.locator[1]), QImage.Format.Format_RGB32)
        inset.fill(0x909090)
    view = planned.view
    return compose(
        planned, Captured(image, 0, 0, 0, 0, view.lon, view.lat, view.zoom, 1, FOOT_PX, locator=inset)
    )


@pytest.fixture
def make(record: CaseStore, resources: Resources) -> MakeFigure:
    """Makes a figure of the record, or of another case, on a design."""

    def make_(
        design: Design, filter_: Filter | None = None, store: CaseStore | None = None, **more: object
    ) -> Figure:
        subject = theatre_subject(QueryEngine(store or record), filter_ or Filter())
        return figure_on_grey(resources, replace(subject, **more), design)  # type: ignore[arg-type]

    return make_
