"""Cases in the window: made, opened, saved under another name, and never changed by being looked at."""

import gc
import hashlib
import os
import shutil
import subprocess
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.app import case_windows, start_window
from desktop_app.domain.figure_design import Place
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, manifest_text
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import load
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.opening import open_file
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.case_dialog import CaseDialog
from desktop_app.ui.case_state import ACCESS_LINE, PRESENT
from desktop_app.ui.case_windows import REFUSED_LINE, CaseWindows
from desktop_app.ui.describe_dialog import DescribeDialog
from desktop_app.ui.info_line import InfoLine
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.name_dialogs import NameDialog
from desktop_app.ui.verify.figure_check import LINE, OPEN

pytestmark = pytest.mark.e2e

WAIT_MS = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Start = Callable[[CaseChoice], CaseWindows]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(windows: CaseWindows, qtbot: QtBot) -> MainWindow:
    """The newest window, complete and active."""
    window = windows.window
    assert window is not None
    if not window.is_filled:
        with qtbot.waitSignal(window.filled, timeout=WAIT_MS):
            pass
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def go_on(windows: CaseWindows, qtbot: QtBot, action: Callable[[], object]) -> MainWindow:
    """Do what puts another case into the window's place."""
    with qtbot.waitSignal(windows.replaced, timeout=WAIT_MS):
        action()
    return shown(windows, qtbot)


def browse(window: MainWindow, qtbot: QtBot) -> None:
    """What a reader does."""
    session = window.workbench.session
    session.select(("port:vostochny",), "")
    for action in (
        lambda: session.set_clause(DateClause(date(2024, 10, 1), date(2024, 10, 31)), ""),
        session.reset_filter,
    ):
        with qtbot.waitSignal(window.workbench.map.painted, timeout=WAIT_MS):
            action()


@pytest.fixture
def start(qtbot: QtBot, resources: Resources, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a case, as `tumen` does."""
    started: list[CaseWindows] = []
    settings = tmp_path / "settings.json"
    # Without a name, the first change would ask for one.
    settings.write_text('{"author": "Kim"}', encoding="utf-8")

    def starter(choice: CaseChoice | None = None) -> CaseWindows:
        window = start_window(choice or CaseChoice(), resources, settings)
        windows = case_windows(resources, settings)
        started.append(windows)
        windows.take(window)
        shown(windows, qtbot)
        return windows

    yield starter
    for windows in started:
        windows.shut_down()


@pytest.fixture
def case(resources: Resources, tmp_path: Path) -> Path:
    """A case of the user's own, made from the reported record."""
    path = tmp_path / "Дело 1.gpkg"
    store = open_choice(resources, CaseChoice())
    with store.whole() as source:
        save_as_case(source, path, title="My case", who="Kim", now=datetime(2026, 1, 2, tzinfo=UTC))
    store.close()
    return path


def test_the_record_becomes_a_case_of_ones_own(start: Any, qtbot: QtBot, tmp_path: Path) -> None:
    windows = start()
    window = shown(windows, qtbot)
    assert "[read-only]" in window.windowTitle()
    assert window.workbench.state.access.text() == "read-only"
    line = window.lines.shown[ACCESS_LINE]
    assert "Save as case… " in line.text
    window.setGeometry(40, 30, 720, 640)  # within the offscreen platform's screen
    place = window.pos()
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL | SHIFT)
    dialog = window.workbench.files.dialog
    assert isinstance(dialog, CaseDialog)
    target = tmp_path / "사건.gpkg"
    dialog.title.setText("Rajin, 2024")
    dialog.path.setText(str(target))
    del window
    own = go_on(windows, qtbot, lambda: qtbot.keyClick(dialog.title, Qt.Key.Key_Return))
    assert own.windowTitle() == "Rajin, 2024 – Tumen"
    assert own.pos() == place
    assert own.workbench.state.access.text() == "editable"
    assert own.workbench.state.place.text() == target.name
    assert own.lines.shown == {}
    assert own.store.info.case_id != "reported-record"
    assert load(tmp_path / "settings.json").recent == (str(target),)


def test_browsing_changes_no_byte(start: Any, qtbot: QtBot, case: Path) -> None:
    before = sha(case), case.stat().st_mtime_ns
    windows = start(CaseChoice(case))
    window = shown(windows, qtbot)
    assert not window.store.read_only
    browse(window, qtbot)
    window.close()
    assert (sha(case), case.stat().st_mtime_ns) == before
    assert [entry.name for entry in case.parent.glob(f"{case.name}*")] == [case.name]


@pytest.fixture
def read_only_folder(case: Path, tmp_path: Path) -> Iterator[Path]:
    """The case on a medium that takes no writes."""
    folder = tmp_path / "medium"
    folder.mkdir()
    shutil.copy(case, folder)
    mount = shutil.which("mount")
    bound = os.geteuid() == 0 and mount is not None
    if bound:
        # To root every folder is writable; a mount that is read-only is so for everyone.
        for options in (["--bind", str(folder), str(folder)], ["-o", "remount,ro,bind", str(folder)]):
            if subprocess.run([str(mount), *options], check=False, capture_output=True).returncode:  # noqa: S603 - fixed words
                pytest.skip("this machine lets nobody mount")
    else:
        folder.chmod(0o555)
    yield folder
    if bound:
        subprocess.run([str(shutil.which("umount")), str(folder)], check=True)  # noqa: S603 - same
    else:
        folder.chmod(0o755)


def test_a_read_only_medium_is_opened_and_told(
    start: Any, qtbot: QtBot, case: Path, read_only_folder: Path
) -> None:
    path = read_only_folder / case.name
    before = sha(path)
    window = shown(start(CaseChoice(path)), qtbot)
    assert "[read-only]" in window.windowTitle()
    assert window.workbench.state.access.toolTip() == window.store.read_only
    assert window.lines.shown[ACCESS_LINE].text == window.store.read_only
    browse(window, qtbot)
    window.close()
    assert sha(path) == before
    assert [entry.name for entry in read_only_folder.iterdir()] == [path.name]


def test_the_second_to_open_a_file_may_look_until_the_first_lets_go(
    start: Any, qtbot: QtBot, case: Path
) -> None:
    first = open_file(case, want_write=True)
    windows = start(CaseChoice(case))
    window = shown(windows, qtbot)
    line = window.lines.shown[ACCESS_LINE]
    assert "open for editing in another window" in line.text
    first.close()
    again = go_on(windows, qtbot, line.buttons["Try again"].click)
    assert again.workbench.state.access.text() == "editable"


def test_what_cannot_be_opened_is_told_and_the_window_stays(
    start: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = start()
    window = shown(windows, qtbot)
    browse(window, qtbot)
    title = window.windowTitle()
    bad = tmp_path / "bad.gpkg"
    bad.write_bytes(b"no case at all" * 100)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(bad), ""))
    with qtbot.waitSignal(windows.refused, timeout=WAIT_MS) as refused:
        qtbot.keyClick(window, Qt.Key.Key_O, CTRL)
    assert "bad.gpkg" in refused.args[0]
    assert window.lines.shown[REFUSED_LINE].text == refused.args[0]
    assert windows.window is window
    assert window.isVisible()
    assert window.windowTitle() == title
    assert load(tmp_path / "settings.json").recent == ()


def test_typed_text_keeps_the_window(start: Any, qtbot: QtBot, case: Path) -> None:
    windows = start()
    window = shown(windows, qtbot)
    asked: list[int] = []
    window.add_close_guard(lambda: bool(asked.append(1)))
    windows.open(CaseChoice(case))
    window.close()
    assert asked == [1, 1]
    assert window.isVisible()


def test_a_case_dropped_on_the_window_opens(start: Any, qtbot: QtBot, case: Path) -> None:
    windows = start()
    window = shown(windows, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(case))])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place, none = QPointF(60, 60), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place, action, data, left, none))
    event = QDropEvent(place, action, data, left, none)
    opened = go_on(windows, qtbot, lambda: QApplication.sendEvent(window, event))
    assert opened.store.path == case


def test_a_figure_of_a_recent_case_opens_it_and_is_verified_there(
    start: Any, qtbot: QtBot, case: Path, tmp_path: Path
) -> None:
    windows = start(CaseChoice(case))
    engine = shown(windows, qtbot).workbench.session.engine
    view = (("ports",), (), Question(), "light", "en", (), {})
    manifest = manifest_of(engine, Filter(), FigureFacts(TEMPLATES[0], {}, Place(124, 36, 136, 45), *view))
    file = tmp_path / "figure.json"
    file.write_text(manifest_text(manifest), encoding="ascii")
    record = go_on(windows, qtbot, shown(windows, qtbot).workbench.files.open_record)
    assert record.store.path is None

    def line_of(window: MainWindow, words: str) -> InfoLine:
        lines = window.lines.shown
        qtbot.waitUntil(lambda: LINE in lines and words in lines[LINE].text, timeout=WAIT_MS)
        return lines[LINE]

    record.workbench.verifying.check(file)
    offer = line_of(record, "Not compared with data")
    opened = go_on(windows, qtbot, offer.buttons[OPEN].click)
    assert opened.store.path == case
    assert line_of(opened, "Unchanged: all ").text.startswith("figure.json: ")


def texts(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_recent_files_are_listed_and_a_missing_one_is_grey(
    start: Any, qtbot: QtBot, case: Path, tmp_path: Path
) -> None:
    windows = start(CaseChoice(case))
    record = go_on(windows, qtbot, lambda: windows.open(CaseChoice()))
    menu = record.workbench.case_menu.recent
    assert case.name in texts(menu)[0]
    again = go_on(windows, qtbot, menu.actions()[0].trigger)
    assert again.store.path == case
    record = go_on(windows, qtbot, lambda: windows.open(CaseChoice()))
    case.unlink()
    menu = record.workbench.case_menu.recent
    assert "not there any more" in texts(menu)[0]
    assert not menu.actions()[0].isEnabled()
    menu.actions()[-1].trigger()
    assert texts(menu)[0] == "No case was opened yet"
    assert load(tmp_path / "settings.json").recent == ()


def change_title(path: Path, title: str) -> None:
    store = open_choice(Resources.locate(), CaseChoice(path))
    store.edit(Edit("Rename", (Update("case_info", "case", {"title": title}),)), "Kim")
    store.close()


def test_a_case_as_it_was_stands_before_its_present(start: Any, qtbot: QtBot, case: Path) -> None:
    change_title(case, "Renamed")
    windows = start(CaseChoice(case))
    present = shown(windows, qtbot)
    assert present.windowTitle() == "Renamed – Tumen"
    past = go_on(
        windows, qtbot, lambda: windows.open(CaseChoice(case, as_of=datetime(2026, 1, 2, 12, tzinfo=UTC)))
    )
    assert past is not present
    assert present.isVisible()
    assert past.windowTitle() == "My case [read-only] – Tumen"
    band = past.lines.shown[ACCESS_LINE]
    assert "as it was on 2026-01-02 at 12:00:00 UTC" in band.text
    with qtbot.waitSignal(past.closed, timeout=WAIT_MS):
        band.buttons[PRESENT].click()
    assert windows.window is present


def test_title_and_description_are_changed_like_anything_else(start: Any, qtbot: QtBot, case: Path) -> None:
    window = shown(start(CaseChoice(case)), qtbot)
    window.workbench.case_menu.properties.trigger()
    dialog = window.workbench.files.dialog
    assert isinstance(dialog, DescribeDialog)
    dialog.title.clear()
    assert not dialog.good.isEnabled()
    qtbot.keyClicks(dialog.title, "Another")
    with qtbot.waitSignal(window.workbench.editor.done, timeout=WAIT_MS):
        qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert window.windowTitle() == "Another – Tumen"
    with qtbot.waitSignal(window.workbench.editor.done, timeout=WAIT_MS):
        window.workbench.editor.undo()
    assert window.windowTitle() == "My case – Tumen"


def test_views_are_saved_in_the_case_with_filter_and_layers(start: Any, qtbot: QtBot, case: Path) -> None:
    windows = start(CaseChoice(case))
    window = shown(windows, qtbot)
    clause = DateClause(date(2024, 10, 1), date(2024, 10, 31))
    window.workbench.session.set_clause(clause, "")
    window.workbench.session.set_layers(("ports", "rail"), "")
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    dialog = window.workbench.bookmarks.dialog
    assert isinstance(dialog, NameDialog)
    dialog.name.setText("October")
    with qtbot.waitSignal(window.workbench.editor.done, timeout=WAIT_MS):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    window.close()
    del window, dialog
    again = shown(start(CaseChoice(case, read_only=True)), qtbot)
    (view,) = again.workbench.saved_views.all
    assert view.name == "October"
    qtbot.keyClick(again, Qt.Key.Key_1, CTRL)
    assert again.workbench.session.filter.dates == clause
    assert again.workbench.session.layers == ("ports", "rail")
    assert again.workbench.settings.bookmarks == ()


def test_a_file_that_goes_while_it_is_open_is_told_and_can_be_saved(
    start: Any, qtbot: QtBot, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = start(CaseChoice(case))
    window = shown(windows, qtbot)
    case.rename(tmp_path / "elsewhere")
    edit = Edit("Rename", (Update("case_info", "case", {"title": "Lost?"}),))
    with qtbot.waitSignal(window.workbench.editor.failed, timeout=WAIT_MS) as failed:
        window.workbench.editor.edit(edit)
    line = next(line for line in window.lines.shown.values() if line.text == failed.args[0])
    target = tmp_path / "kept.gpkg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    kept = go_on(windows, qtbot, line.buttons["Save as case…"].click)
    assert kept.store.path == target
    assert kept.store.info.title == "My case"


def test_nothing_of_a_closed_case_stays(start: Any, qtbot: QtBot, case: Path) -> None:
    windows = start(CaseChoice(case))
    for choice in (CaseChoice(), CaseChoice(case), CaseChoice(), CaseChoice(case), CaseChoice()):
        window = shown(windows, qtbot)
        browse(window, qtbot)
        bench = window.workbench
        for title in ("Vessels", "Ports", "Assumptions"):
            bench.docks.bring_forward(title)
            qtbot.waitUntil(lambda bench=bench, title=title: hasattr(bench, title.lower()))
            qtbot.waitUntil(lambda bench=bench: bench.coordinator.is_settled)
        views = (bench.voyages, bench.vessels, bench.ports, bench.assumptions)
        views += (bench.timeline, bench.volumes, bench.flows)
        parts = (window, bench, bench.session, window.store, window.view, bench.details, bench.finder, *views)
        left = [weakref.ref(part) for part in parts]
        del window, bench, parts, views
        go_on(windows, qtbot, lambda choice=choice: windows.open(choice))
        qtbot.waitUntil(lambda left=left: gc.collect() >= 0 and not any(part() for part in left))
