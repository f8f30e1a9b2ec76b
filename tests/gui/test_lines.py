"""The lines above the map."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

pytestmark = pytest.mark.gui


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def lines_of(place: QWidget) -> LineStack:
    layout = place.layout()
    assert isinstance(layout, QVBoxLayout)
    return LineStack(layout)


def test_a_line_stands_once_and_does_what_its_button_says(place: QWidget, qtbot: QtBot) -> None:
    lines, done = lines_of(place), []
    lines.show("a", LineText("First"))
    line = lines.show("a", LineText("Second", Tone.TROUBLE), {"Again": lambda: done.append(1)})
    assert list(lines.shown.values()) == [line]
    line.buttons["Again"].setFocus()
    qtbot.keyClick(line.buttons["Again"], Qt.Key.Key_Space)
    assert done == [1]
    assert "Second" in line.buttons["Again"].accessibleDescription()


def test_dismissing_takes_the_line_away_and_tells(place: QWidget) -> None:
    lines, done = lines_of(place), []
    line = lines.show("a", LineText("Text"), dismissed=lambda: done.append(1))
    line.dismissed.emit()
    assert lines.shown == {}
    assert not line.isVisible()
    assert done == [1]


def test_a_name_from_a_file_is_never_markup(place: QWidget) -> None:
    line = lines_of(place).show("a", LineText("<img src='x'><b>case</b>.gpkg", dismissible=False))
    label = line.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText
