"""Every control that the keyboard or the mouse reaches tells its name to a screen reader."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.mapview.view import MapView

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


WHOLES = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractScrollArea, QHeaderView, MapView)


def is_a_control(widget: QWidget) -> bool:
    """What a person uses; parts that Qt makes inside of another control are told with it."""
    if isinstance(widget.parentWidget(), WHOLES) or isinstance(widget, QHeaderView):
        return False
    if widget.objectName().startswith("qt_"):
        return False
    return isinstance(widget, CONTROLS) or widget.focusPolicy() is Qt.FocusPolicy.StrongFocus


def name_of(widget: QWidget) -> str:
    """What assistive technology is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else widget.accessibleName()


@pytest.mark.e2e
def test_every_control_has_a_name(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    seen: dict[int, QWidget] = {}
    for title in ("Voyages", "Vessels", "Ports", "Assumptions", "Details", "Timeline", "Volumes", "Layers"):
        window.workbench.docks.bring_forward(title)
        qtbot.waitUntil(lambda: window.workbench.coordinator.is_settled)
        controls = [widget for widget in window.findChildren(QWidget) if is_a_control(widget)]
        # Lists of closed boxes are windows of their own.
        seen |= {id(widget): widget for widget in controls if widget.window() is window}
    assert len(seen) > 50
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in seen.values()
        if not name_of(widget).strip()
    ]
    assert not nameless, "\n".join(nameless)
