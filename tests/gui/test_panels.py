"""The panels, driven with mouse and keyboard on the reported record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.query.clauses import DateClause
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.filter_bar import FilterBar
from desktop_app.ui.panels.layers import LayersPanel
from desktop_app.ui.panels.volumes import VolumesPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
YEAR_2024 = DateClause(date(2024, 1, 1), date(2024, 12, 31))


def shown(qtbot: QtBot, widget: QWidget, width: int = 620, height: int = 320) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def typed(qtbot: QtBot, line: QWidget, text: str) -> None:
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def filter_bar(bench: Any) -> FilterBar:
    host = QWidget()
    bar = FilterBar(bench.session, ClauseEditors(bench.session, bench.coordinator, host))
    host.setParent(bar)
    return bar


def test_dates_are_typed(bench: Any, qtbot: QtBot) -> None:
    bar = filter_bar(bench)
    shown(qtbot, bar, 1000, 40)
    typed(qtbot, bar.first.line, "2024-03-07")
    typed(qtbot, bar.last.line, "2024-03")
    assert bench.session.filter.dates == DateClause(date(2024, 3, 7), date(2024, 3, 31))
    assert bar.last.line.text() == "2024-03-31"


def test_wrong_dates_are_refused_and_the_filter_stays(bench: Any, qtbot: QtBot) -> None:
    bar = filter_bar(bench)
    shown(qtbot, bar, 1000, 40)
    with qtbot.waitSignal(bar.refused) as refused:
        typed(qtbot, bar.first.line, "2024-13-40")
    assert "2024-13-40" in refused.args[0]
    assert not bench.session.filter.is_active
    typed(qtbot, bar.first.line, "2024-06-01")
    with qtbot.waitSignal(bar.refused) as refused:
        typed(qtbot, bar.last.line, "2024-01-01")
    assert "after" in refused.args[0]
    assert bench.session.filter.dates == DateClause(date(2024, 6, 1))


def test_presets(bench: Any, qtbot: QtBot) -> None:
    bar = filter_bar(bench)
    shown(qtbot, bar, 1000, 40)
    qtbot.mouseClick(bar._presets[YEAR_2024], LEFT)
    assert bench.session.filter.dates == YEAR_2024
    assert bar.first.line.text() == "2024-01-01"
    qtbot.mouseClick(bar._presets[DateClause()], LEFT)
    assert not bench.session.filter.is_active
    assert bar.first.line.text() == ""


def test_layers_are_switched(bench: Any, qtbot: QtBot) -> None:
    panel = LayersPanel(bench.session)
    shown(qtbot, panel, 180, 460)
    qtbot.mouseClick(panel._boxes["routes"], LEFT, pos=QPoint(8, panel._boxes["routes"].height() // 2))
    assert "routes" not in bench.session.layers
    bench.session.set_layers((*bench.session.layers, "routes"), "")
    assert panel._boxes["routes"].isChecked()


@pytest.mark.parametrize("make", [VolumesPanel, LayersPanel])
def test_panels_have_names_for_screen_readers(
    bench: Any, qtbot: QtBot, make: Callable[[object], QWidget]
) -> None:
    panel = make(bench.session)
    qtbot.addWidget(panel)
    names = [child.accessibleName() for child in [panel, *panel.findChildren(QWidget)]]
    texts = [child.property("text") for child in panel.findChildren(QWidget)]
    assert any(names) or any(texts)
