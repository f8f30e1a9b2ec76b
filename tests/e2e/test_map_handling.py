"""The map's menus, keys and bookmarks in the real window."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.domain.coordinates import format_position
from desktop_app.mapview.protocol import ContextRequested, ViewRequested
from desktop_app.ui.keyboard_help import MAP_KEYS, KeyboardHelp, shortcuts
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.map_bookmarks import BookmarkDialog, suggested_name
from desktop_app.ui.map_menu import FORMS
from desktop_app.ui.name_dialogs import NameDialog

pytestmark = pytest.mark.e2e

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
WAIT_MS = 20_000
VOSTOCHNY = ViewRequested(133.0, 42.7, 9)


def show(window: MainWindow, qtbot: QtBot, view: ViewRequested) -> None:
    window.workbench.map.view.send(view)
    reach(window, qtbot, view)


def reach(window: MainWindow, qtbot: QtBot, view: ViewRequested) -> None:
    """Wait until the map shows a view."""

    def there() -> bool:
        seen = window.workbench.map.viewport
        return seen is not None and (seen.lon, seen.lat, seen.zoom) == pytest.approx(
            (view.lon, view.lat, view.zoom), abs=1e-4
        )

    qtbot.waitUntil(there, timeout=WAIT_MS)


def activate(window: MainWindow, qtbot: QtBot) -> None:
    """The offscreen platform has no window manager that does so when a dialog closes."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)


def zoomed(window: MainWindow, qtbot: QtBot, low: float, high: float) -> None:
    """Wait until the zoom lies between two values."""

    def there() -> bool:
        seen = window.workbench.map.viewport
        return seen is not None and low <= seen.zoom <= high

    qtbot.waitUntil(there, timeout=WAIT_MS)


def test_keys_zoom_to_selection_filter_and_theatre(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    show(window, qtbot, VOSTOCHNY)
    window.workbench.session.select(("port:nampo",), "")
    qtbot.keyClick(window, Qt.Key.Key_F)
    zoomed(window, qtbot, 9.1, 14)
    assert window.workbench.map.viewport.lon == pytest.approx(125.4, abs=0.3)
    qtbot.keyClick(window, Qt.Key.Key_F, SHIFT)
    zoomed(window, qtbot, 3, 7)
    show(window, qtbot, VOSTOCHNY)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(window.view.hasFocus, timeout=WAIT_MS)
    qtbot.keyClick(window.view.focusProxy(), Qt.Key.Key_Home)
    zoomed(window, qtbot, 3, 6)


def test_home_belongs_to_the_table_while_it_has_the_focus(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    show(window, qtbot, VOSTOCHNY)
    table = window.workbench.voyages.table
    table.setFocus()
    last = table.model().index(table.model().rowCount() - 1, 0)
    table.setCurrentIndex(last)
    qtbot.keyClick(table, Qt.Key.Key_Home, CTRL)
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.wait(300)
    reach(window, qtbot, VOSTOCHNY)


def test_history_keys_are_enabled_when_there_is_a_way(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    actions = window.workbench.map_actions
    show(window, qtbot, VOSTOCHNY)
    qtbot.wait(400)
    show(window, qtbot, ViewRequested(130.0, 41.0, 7))
    qtbot.waitUntil(lambda: actions.back.isEnabled() and not actions.forward.isEnabled(), timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    reach(window, qtbot, VOSTOCHNY)
    qtbot.waitUntil(actions.forward.isEnabled, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    reach(window, qtbot, ViewRequested(130.0, 41.0, 7))


def test_escape_leaves_the_measurement_before_the_selection(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    show(window, qtbot, VOSTOCHNY)
    chosen = workbench.session.selection
    assert chosen
    qtbot.keyClick(window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: workbench.map.measured.active, timeout=WAIT_MS)
    assert workbench.map_actions.measure.isChecked()
    for number, at in enumerate((QPoint(120, 250), QPoint(300, 300)), start=1):
        qtbot.mouseMove(window.view.focusProxy(), at)
        qtbot.mouseClick(window.view.focusProxy(), LEFT, pos=at)
        qtbot.waitUntil(lambda n=number: len(json.loads(workbench.map.measured.points)) == n, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: workbench.map.measured.points == "[]", timeout=WAIT_MS)
    assert workbench.session.selection == chosen
    qtbot.waitUntil(lambda: not workbench.map_actions.measure.isChecked(), timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert workbench.session.selection == ()


def test_measurement_is_in_the_figure(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    show(window, qtbot, VOSTOCHNY)

    def figure() -> Any:
        with qtbot.waitSignal(
            workbench.figure.said, timeout=WAIT_MS, check_params_cb=lambda text: text == "Figure copied."
        ):
            workbench.figure.copy()
        return QGuiApplication.clipboard().image()

    without = figure()
    workbench.map.measure_from(132.9, 42.6)
    qtbot.waitUntil(lambda: workbench.map.measured.active, timeout=WAIT_MS)
    at = QPoint(150, 200)
    qtbot.mouseMove(window.view.focusProxy(), at)
    qtbot.mouseClick(window.view.focusProxy(), LEFT, pos=at)
    qtbot.waitUntil(lambda: len(json.loads(workbench.map.measured.points)) == 2, timeout=WAIT_MS)
    assert figure() != without


def test_measurement_survives_a_reload(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    workbench.map.measure_from(132.9, 42.6)
    qtbot.waitUntil(lambda: workbench.map.measured.active, timeout=WAIT_MS)
    shown = workbench.map.measured
    with qtbot.waitSignal(workbench.map.measuring, timeout=WAIT_MS):
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert workbench.map.measured == shown


def test_bookmarks_are_added_gone_to_renamed_deleted_and_kept(
    open_window: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = tmp_path / "bookmarks.json"
    window = open_window(settings=settings)
    bookmarks = window.workbench.bookmarks
    for view in (VOSTOCHNY, ViewRequested(125.4, 38.7, 8)):
        show(window, qtbot, view)
        activate(window, qtbot)
        qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
        dialog = bookmarks.dialog
        assert isinstance(dialog, NameDialog)
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [view.name for view in bookmarks.views.all] == ["Vostochny, z 9", "Nampo, z 8"]
    activate(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    reach(window, qtbot, VOSTOCHNY)

    bookmarks._open_list()
    dialog = bookmarks.dialog
    assert isinstance(dialog, BookmarkDialog)
    dialog.list.editItem(dialog.list.item(0))
    editor = dialog.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("East & quay")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bookmarks.views.all[0].name == "East & quay", timeout=WAIT_MS)
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.delete, LEFT)
    dialog.close()
    assert [view.name for view in bookmarks.views.all] == ["East & quay"]

    kept = bookmarks.views.all
    window.close()
    again = open_window(settings=settings)
    assert again.workbench.bookmarks.views.all == kept
    show(again, qtbot, ViewRequested(130, 41, 6))
    qtbot.keyClick(again, Qt.Key.Key_1, CTRL)
    reach(again, qtbot, VOSTOCHNY)


def test_bookmarks_far_from_every_port_are_named_by_position(store: Any) -> None:
    assert suggested_name(store.record, 170.0, 20.0, 5.25) == "20.00, 170.00, z 5.25"


def test_right_click_menu_copies_every_form(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    show(window, qtbot, VOSTOCHNY)
    inner = window.view.focusProxy()
    for form in FORMS:
        with qtbot.waitSignal(workbench.map.context_requested, timeout=WAIT_MS) as asked:
            qtbot.mouseClick(inner, Qt.MouseButton.RightButton, pos=QPoint(200, 180))
        (where,) = asked.args
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        title = f"{FORMS[form]}\t{format_position(where.lon, where.lat, form)}"
        action = next(action for action in menu.actions() if action.text() == title)
        menu.setActiveAction(action)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
        assert QGuiApplication.clipboard().text() == format_position(where.lon, where.lat, form)


def test_right_click_menu_measures_centres_and_selects(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    show(window, qtbot, VOSTOCHNY)

    def choose(text: str) -> None:
        workbench._open_map_menu(ContextRequested(132.5, 42.5, "port:vostochny", 50.0, 60.0))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == text)
        menu.setActiveAction(action)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    choose("Select what is here")
    assert workbench.session.selection == ("port:vostochny",)
    choose("Centre here")
    reach(window, qtbot, ViewRequested(132.5, 42.5, 9))
    choose("Measure from here")
    qtbot.waitUntil(lambda: json.loads(workbench.map.measured.points) == [[132.5, 42.5]], timeout=WAIT_MS)
    assert workbench.map.measured.active


def test_language_and_style_clicked_on_the_map_are_those_of_the_menus(
    open_window: Any, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = tmp_path / "style.json"
    window = open_window(settings=settings)
    workbench = window.workbench
    page = window.view.page()
    page.runJavaScript("document.querySelector('.language[lang=ru]').click()")
    qtbot.waitUntil(lambda: workbench.session.style.language.value == "ru", timeout=WAIT_MS)
    (checked,) = [action.text() for action in workbench.languages.actions() if action.isChecked()]
    assert checked == "Русский"
    page.runJavaScript("document.querySelector('.style-button').click()")
    qtbot.waitUntil(workbench.themes.isVisible, timeout=WAIT_MS)
    assert window.frameGeometry().contains(workbench.themes.geometry())
    dark = next(action for action in workbench.themes.actions() if action.text() == "Dark")
    workbench.themes.setActiveAction(dark)
    qtbot.keyClick(workbench.themes, Qt.Key.Key_Return)
    assert workbench.session.style.theme.value == "dark"
    window.close()
    stored = json.loads(settings.read_text(encoding="utf-8"))
    assert (stored["language"], stored["theme"]) == ("ru", "dark")


def test_furniture_is_switched_in_the_view_menu(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    workbench = window.workbench
    assert "graticule" not in workbench.session.layers
    qtbot.keyClick(window, Qt.Key.Key_G)
    assert "graticule" in workbench.map.style().layers
    assert workbench.map_actions.furniture["graticule"].isChecked()
    names = next(box for key, box in workbench.layers._boxes.items() if key == "labels")
    names.click()
    assert "labels" not in workbench.session.layers
    assert "graticule" in workbench.session.layers
    qtbot.keyClick(window, Qt.Key.Key_G)
    assert "graticule" not in workbench.session.layers


def test_keyboard_help_lists_every_shortcut_once(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(KeyboardHelp)
    assert dialog is not None
    listed = [keys for _, rows in shortcuts(window.menuBar()) for keys, _ in rows]
    wanted = [
        action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        for action in window.findChildren(type(window.workbench.map_actions.back))
        if not action.shortcut().isEmpty()
        and action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut  # one table's own
    ]
    assert sorted(listed) == sorted(wanted)
    assert len(listed) == len(set(listed)) >= 17
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {*listed, *(keys for keys, _ in MAP_KEYS)} <= words
    dialog.close()
