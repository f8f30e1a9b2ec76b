"""Figures with the real map: templates against pictures that were looked at, the map against a window's."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Design, Item, ItemKind, Place
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview import protocol
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FIRST_LAYERS, FURNITURE
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.maker import FigureMaker, make_now
from desktop_app.ui.figure.subject import Subject, theatre_subject
from desktop_app.ui.figure.writing.raster import figure_image
from desktop_app.ui.map_answer import Asked, map_answer

pytestmark = [pytest.mark.web, pytest.mark.usefixtures("qtbot")]

GOLDEN = Path(__file__).parent.parent / "golden" / "figures"
MAKE = "TUMEN_MAKE_GOLDEN"
WIDTH_PX = 570
# Of 255: the references have few colours; letters of a hash and a version differ, and their edges with Qt.
MOST_MEAN_OFF = 3.5
FAR_OFF = 60
MOST_FAR_OFF = 0.01
YEAR = Filter.of(DateClause(date(2024, 1, 1), date(2024, 12, 31)))
WAIT_MS = 30_000


def small(figure: Figure) -> QImage:
    image = figure_image(figure, 96)
    mode = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(WIDTH_PX, mode).convertToFormat(QImage.Format.Format_RGB888)


def pixels(image: QImage) -> Any:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(int)


def few_colours(drawn: Any) -> Image.Image:
    """A small file that is off by less than the tolerance; the few vivid pixels count thirty times."""
    vivid = drawn[np.ptp(drawn, axis=2) > 100]
    counted = np.concatenate([drawn.reshape(-1, 3), np.repeat(vivid, 30, axis=0)])
    counted = counted[: len(counted) // WIDTH_PX * WIDTH_PX].reshape(-1, WIDTH_PX, 3).astype(np.uint8)
    palette = Image.fromarray(counted).quantize(256, dither=Image.Dither.NONE)
    whole = Image.fromarray(drawn.astype(np.uint8))
    return whole.quantize(palette=palette, dither=Image.Dither.NONE)


@pytest.mark.parametrize("design", TEMPLATES, ids=lambda one: one.name)
def test_a_template_looks_as_it_did(
    store: CaseStore, resources: Resources, tmp_path: Path, design: Design
) -> None:
    figure = make_now(resources, theatre_subject(QueryEngine(store), YEAR), replace(design, dpi=96))
    drawn, path = small(figure), GOLDEN / f"{design.name}.png"
    if os.environ.get(MAKE):
        GOLDEN.mkdir(exist_ok=True)
        few_colours(pixels(drawn)).save(path, optimize=True)
    if not path.exists():
        pytest.fail(f"no reference {path.name}: look at the figure, then run this test with {MAKE}=1")
    kept = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert kept.size() == drawn.size()
    off = np.abs(pixels(drawn) - pixels(kept)).max(axis=2)
    drawn.save(str(tmp_path / path.name))
    told = f"{design.name} is drawn otherwise, see {tmp_path / path.name}"
    assert off.mean() < MOST_MEAN_OFF, told
    assert (off > FAR_OFF).mean() < MOST_FAR_OFF, told


def test_the_map_in_a_figure_is_the_window_s(
    open_map: Callable[..., Any], store: CaseStore, resources: Resources
) -> None:
    engine, width, height = QueryEngine(store), 640, 400
    layers = tuple(key for key in FIRST_LAYERS if key not in FURNITURE)
    view = protocol.ViewRequested(131.25, 41.5, 6.25)
    driver = open_map(width, height)
    answer = map_answer(engine, Filter(), Asked(), Feedback())
    driver.view.send(protocol.StyleChanged("light", "en", controls=False, layers=layers, synthetic=False))
    features = driver.view.publish("features", answer.features)
    driver.view.send(protocol.FeaturesChanged(1, features))
    driver.paint(protocol.VisibleChanged(1, answer.visible), view)
    window = driver.still()

    margin_px, mm = 24, MM_PER_INCH / CSS_PX_PER_INCH
    page = (width + 2 * margin_px) * mm, (height + 2 * margin_px) * mm
    design = Design("bare", *page, margin_px * mm, items=(Item("map", ItemKind.MAP),), dpi=96)
    subject = Subject(engine, Filter(), place_of_view(*view, width, height), FIRST_LAYERS, "light", "en")
    figure = make_now(resources, subject, design)
    part = figure.part("map")
    assert part is not None
    drawn = figure_image(figure, 96).copy(part.box.toRect())
    # Within the frame that the figure draws round it.
    inner = QRect(2, 2, width - 4, height - 4)
    assert drawn.copy(inner) == window.copy(inner)
    assert figure.design.place == pytest.approx(place_of_view(*view, width, height), abs=1e-6)


@pytest.fixture
def maker(resources: Resources) -> Iterator[FigureMaker]:
    jobs, parent = JobRunner(), QObject()
    made = FigureMaker(resources, jobs, parent)
    yield made
    made.close()
    jobs.shutdown()


def test_the_newest_figure_wins(maker: FigureMaker, store: CaseStore, qtbot: QtBot) -> None:
    subject = theatre_subject(QueryEngine(store), YEAR)
    design = replace(TEMPLATES[4], dpi=96)
    told: list[tuple[str, Any]] = []

    def ask(name: str, place: Place | None = None) -> None:
        titled = design.with_item(Item("title", ItemKind.TITLE, text=name))
        maker.make(
            subject,
            replace(titled, place=place),
            lambda figure: told.append((name, figure)),
            lambda error: told.append((name, error)),
        )

    ask("first")
    ask("second", Place(124, 37, 128, 40))
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    # While a map is drawn, two more are asked for: the one between is never told of.
    ask("third", Place(129, 41, 133, 44))
    qtbot.wait(30)
    ask("fourth", Place(129, 42, 131, 43))
    ask("fifth", Place(128, 40, 134, 44))
    qtbot.waitUntil(lambda: len(told) > 1, timeout=WAIT_MS)
    qtbot.wait(300)
    assert [name for name, _ in told] == ["second", "fifth"]
    assert told[1][1].title == "fifth"
    place = told[1][1].design.place
    assert place.west <= 128
    assert place.east >= 134


def test_another_title_needs_no_other_map(
    maker: FigureMaker, store: CaseStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, design = theatre_subject(QueryEngine(store), YEAR), replace(TEMPLATES[4], dpi=96)
    told: list[Figure] = []

    def make(words: str) -> Figure:
        titled = design.with_item(Item("title", ItemKind.TITLE, text=words))
        before = len(told)
        maker.make(subject, titled, told.append, lambda error: pytest.fail(str(error)))
        qtbot.waitUntil(lambda: len(told) > before, timeout=WAIT_MS)
        return told[-1]

    make("One")
    capture = maker._capture
    assert capture is not None
    monkeypatch.setattr(capture, "capture", lambda *_: pytest.fail("the map was drawn again"))
    assert make("Another").title == "Another"
