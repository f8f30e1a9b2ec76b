"""The lines above the map."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

pytestmark = pytest.mark.gui


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    shown = QMainWindow()
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    shown.show()
    return shown


@pytest.fixture
def lines(window: QMainWindow) -> LineStack:
    stack = LineStack(window)
    window.addToolBar(stack.bar)
    return stack


def test_a_line_stands_once_and_does_what_its_button_says(lines: LineStack, qtbot: QtBot) -> None:
    done: list[int] = []
    lines.show("a", LineText("First"))
    line = lines.show("a", LineText("Second", Tone.TROUBLE), {"Again": lambda: done.append(1)})
    assert list(lines.shown.values()) == [line]
    line.buttons["Again"].setFocus()
    qtbot.keyClick(line.buttons["Again"], Qt.Key.Key_Space)
    assert done == [1]
    assert "Second" in line.buttons["Again"].accessibleDescription()


def test_dismissing_takes_the_line_away_and_tells(lines: LineStack) -> None:
    done: list[int] = []
    line = lines.show("a", LineText("Text"), dismissed=lambda: done.append(1))
    line.dismissed.emit()
    assert lines.shown == {}
    assert not line.isVisible()
    assert done == [1]


def test_a_name_from_a_file_is_never_markup(lines: LineStack) -> None:
    line = lines.show("a", LineText("<img src='x'><b>case</b>.gpkg", dismissible=False))
    label = line.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_lines_take_the_room_they_need(window: QMainWindow, lines: LineStack, qtbot: QtBot) -> None:
    assert not lines.bar.isVisible()
    line = lines.show("a", LineText("A sentence about this and that. " * 8))
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()) > 0)
    wide = line.height()
    window.resize(300, 300)
    qtbot.waitUntil(lambda: line.height() > wide)
    second = lines.show("b", LineText("Another"), {"Again": lambda: None})
    for one in (line, second):
        qtbot.waitUntil(
            lambda one=one: one.height() >= max(one.heightForWidth(one.width()), one.sizeHint().height())
        )
    assert line.y() >= second.y() + second.height()
    lines.hide("a")
    qtbot.waitUntil(lambda: lines.bar.height() < line.height() + second.height())
    lines.hide("b")
    assert not lines.bar.isVisible()
