"""The window as a person uses it: one filter, one selection, every view in step."""

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.mapview.protocol import ViewRequested
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.panels.ports import PortsPanel
from desktop_app.ui.panels.vessels import VesselsPanel

pytestmark = pytest.mark.e2e

LEFT = Qt.MouseButton.LeftButton
VOSTOCHNY = (133.07176, 42.75166)
TILE_PX = 256


def pixel_of(window: MainWindow, lon: float, lat: float) -> QPoint:
    """Where a place lies on the map widget (Web Mercator, EPSG:3857)."""
    viewport = window.workbench.map.viewport
    assert viewport is not None

    def world(lon: float, lat: float) -> tuple[float, float]:
        size = TILE_PX * 2.0**viewport.zoom
        x = (lon + 180) / 360 * size
        y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size
        return x, y

    x, y = world(lon, lat)
    centre_x, centre_y = world(viewport.lon, viewport.lat)
    view = window.workbench.map.view
    return QPoint(round(view.width() / 2 + x - centre_x), round(view.height() / 2 + y - centre_y))


def go_to(window: MainWindow, qtbot: QtBot, lon: float, lat: float, zoom: float) -> None:
    window.workbench.map.view.send(ViewRequested(lon, lat, zoom))
    qtbot.waitUntil(
        lambda: (
            window.workbench.map.viewport is not None
            and abs(window.workbench.map.viewport.zoom - zoom) < 0.01
            and abs(window.workbench.map.viewport.lon - lon) < 0.01
        ),
        timeout=10_000,
    )


def painted(window: MainWindow, qtbot: QtBot, clause: DateClause | ChoiceClause) -> None:
    with qtbot.waitSignal(window.workbench.map.painted, timeout=10_000):
        window.workbench.session.set_clause(clause, "")


def test_first_run_has_no_dialog_and_a_selected_event(open_window: Any) -> None:
    window = open_window()
    assert window.workbench.session.selection == ("voyage:v-2024-11-05-unnamed",)
    assert "24 of 24 voyages" in window.workbench.clauses.count.text()
    assert not window.workbench.map.view.blocked


def test_click_on_a_port_selects_it_in_every_view(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    go_to(window, qtbot, *VOSTOCHNY, 11)
    target = window.workbench.map.view.focusProxy()
    place = pixel_of(window, *VOSTOCHNY)
    qtbot.mouseMove(target, place)
    qtbot.mouseClick(target, LEFT, pos=place)
    qtbot.waitUntil(lambda: window.workbench.session.selection == ("port:vostochny",), timeout=5_000)
    details = window.workbench.details.text
    qtbot.waitUntil(lambda: "Vostochny" in details.toPlainText(), timeout=5_000)
    # The first one leaves the card on the map, the second one clears.
    qtbot.waitUntil(lambda: window.workbench.map._mode != "", timeout=5_000)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.workbench.session.selection
    qtbot.waitUntil(lambda: not window.workbench.map._mode, timeout=5_000)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.workbench.session.selection == (), timeout=5_000)


def test_filter_reaches_every_view_and_leaves_the_map_where_it_is(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    go_to(window, qtbot, 130.0, 41.0, 6)
    before = window.workbench.map.viewport
    painted(window, qtbot, DateClause(date(2024, 10, 1), date(2024, 10, 31)))
    shown = window.workbench.voyages.table.model().rowCount()
    assert f"{shown} of 24" in window.workbench.clauses.count.text()
    visible = json.loads(window.workbench.map.visible)
    assert len(visible["voyages"]) == shown
    assert window.workbench.volumes.data is not None
    assert window.workbench.volumes.data.periods == (date(2024, 10, 1),)
    assert window.workbench.map.viewport == before
    painted(window, qtbot, ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",)))
    assert window.workbench.voyages.table.model().rowCount() == 0
    window.workbench.session.reset_filter()


def test_a_panel_behind_another_tab_is_made_when_it_is_seen(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    bench = window.workbench
    qtbot.waitUntil(lambda: bench.coordinator.is_settled)
    assert window.findChildren(VesselsPanel) == []
    assert window.findChildren(PortsPanel) == []
    bench.docks.bring_forward("Vessels")
    qtbot.waitUntil(lambda: len(window.findChildren(VesselsPanel)) == 1)
    qtbot.waitUntil(lambda: bench.vessels.model.rowCount() > 1)
    assert window.findChildren(PortsPanel) == []
    bench.docks.bring_forward("Voyages")
    painted(window, qtbot, DateClause(date(2024, 10, 1), date(2024, 10, 31)))
    before = bench.vessels.sum.text()
    bench.docks.bring_forward("Vessels")
    qtbot.waitUntil(lambda: bench.vessels.sum.text() != before)
    assert len(window.findChildren(VesselsPanel)) == 1


def test_layout_theme_and_notice_are_remembered(open_window: Any, tmp_path: Path) -> None:
    settings = tmp_path / "기억" / "settings.json"
    window = open_window(settings=settings)
    window.workbench.docks.all[0].hide()
    window.workbench._set_theme("dark")
    window.workbench._set_language("ru")
    window.close()
    assert json.loads(settings.read_text(encoding="utf-8"))["geometry"]
    again = open_window(settings=settings)
    assert again.workbench.docks.all[0].isHidden()
    assert again.workbench.session.style.theme.value == "dark"
    assert again.workbench.session.style.language.value == "ru"


def test_reloaded_map_shows_the_same_again(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    go_to(window, qtbot, 130.0, 41.0, 6)
    before = window.workbench.map.viewport
    with qtbot.waitSignals([window.view.ready, window.workbench.map.painted], timeout=20_000):
        qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.workbench.map.viewport == before, timeout=10_000)


def test_made_up_case_is_marked_everywhere(open_window: Any, training: CaseStore, tmp_path: Path) -> None:
    path = tmp_path / "exercise.gpkg"
    with training.whole() as source:
        save_as_case(source, path, title="Exercise", who="Tester", now=datetime(2026, 11, 22, tzinfo=UTC))
    window = open_window(case=path)
    assert "SYNTHETIC" in window.windowTitle()
    assert all("SYNTHETIC" in dock.windowTitle() for dock in window.workbench.docks.all)
    assert window.workbench.map.style().synthetic
    assert any("SYNTHETIC" in label.text() for label in window.statusBar().findChildren(QLabel))


@pytest.mark.parametrize("ending", ["png", "pdf", "svg"])
def test_saved_figure(
    open_window: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    window = open_window()
    target = tmp_path / "Рисунок" / f"그림.{ending}"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(
        window.workbench.figure.said,
        timeout=20_000,
        check_params_cb=lambda text: text.startswith("Figure written"),
    ):
        window.workbench.figure.save()
    data = target.read_bytes()
    assert data.startswith({"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}[ending])
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_copied_figure_is_twice_the_screen_and_not_blank(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(
        window.workbench.figure.said, timeout=20_000, check_params_cb=lambda text: text == "Figure copied."
    ):
        window.workbench.figure.copy()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * (window.workbench.map.view.width() + 48)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)}
    assert len(colours) > 20


def test_unwritable_target_is_told_and_nothing_is_left(
    open_window: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.workbench.figure.said) as said:
        window.workbench.figure.save_to(tmp_path / "none" / "a.png")
    assert "no folder" in said.args[0]
    with qtbot.waitSignal(window.workbench.figure.said) as said:
        window.workbench.figure.save_to(tmp_path / "a.gif")
    assert "use .png, .pdf, .svg or .pptx" in said.args[0]
    assert not list(tmp_path.glob("*.gif"))


def test_ten_lives(open_window: Any, qtbot: QtBot) -> None:
    """Open and close ten times: no crash, no Qt warning (the log check fails the test on one)."""
    for _ in range(10):
        window = open_window()
        with qtbot.waitSignal(window.closed):
            window.close()
