"""Pages… and Animation…: the count follows the fields, faults stand beside them, one output at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMainWindow, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.query.animation_steps import Step
from desktop_app.query.clauses import Filter, TextClause
from desktop_app.query.pages.results import PageKind, PageOrder
from desktop_app.ui.figure.animation.request import AnimationRequest
from desktop_app.ui.figure.pages.request import PagesRequest
from desktop_app.ui.line_stack import LineStack
from desktop_app.ui.output_dialogs.animation_dialog import AnimationDialog
from desktop_app.ui.output_dialogs.offer import Offer
from desktop_app.ui.output_dialogs.outputs import BUSY, LINE, NOT_DRAWN, Outputs
from desktop_app.ui.output_dialogs.pages_dialog import PagesDialog
from desktop_app.ui.output_dialogs.progress_line import time_left

Press = Any


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def outputs(press: Press, window: QMainWindow) -> Iterator[Outputs]:
    lines = LineStack(window)
    window.addToolBar(lines.bar)
    made = Outputs(press.jobs, press.resources, lines, window)
    made.subject = press.subject
    made.lines = lines  # type: ignore[attr-defined]
    yield made
    made.close()


def counted(qtbot: QtBot, dialog: Any, words: str) -> None:
    """Wait until the count says so."""
    qtbot.waitUntil(lambda: words in dialog.count.text(), timeout=10_000)


def test_the_count_follows_the_fields(press: Press, qtbot: QtBot, window: QMainWindow) -> None:
    dialog = PagesDialog(Offer(press.subject(), press.jobs, press.folder), window)
    dialog.show()
    counted(qtbot, dialog, "15 pages behind an overview, about")
    assert dialog.begin.isEnabled()
    assert dialog.target.path == press.folder / "SYNTHETIC pages by vessel.pdf"
    dialog.kind.setCurrentIndex(dialog.kind.findData(PageKind.VOYAGE))
    counted(qtbot, dialog, "43 pages")
    assert dialog.target.path.name == "SYNTHETIC pages by voyage.pdf"
    dialog.limited.click()
    dialog.limit.setValue(5)
    dialog.overview.click()
    counted(qtbot, dialog, "5 pages, about")
    assert "38 left out" in dialog.count.text()
    dialog.order.setCurrentIndex(dialog.order.findData(PageOrder.BARRELS))
    dialog.title.setText("{name}, {n} calls")
    dialog.locked.click()
    dialog.target.set_path(press.folder / "own.name")
    counted(qtbot, dialog, "5 pages")
    with qtbot.waitSignal(dialog.wanted) as wanted:
        qtbot.waitUntil(dialog.begin.isEnabled)
        dialog.begin.click()
    (request,) = wanted.args
    assert isinstance(request, PagesRequest)
    assert request.question == (PageKind.VOYAGE, PageOrder.BARRELS, 5)
    assert (request.title, request.lock_place, request.overview) == ("{name}, {n} calls", True, False)
    assert request.path == press.folder / "own.name.pdf"
    assert request.design.name == "a4-portrait"


def test_nothing_to_write_says_what_to_do(press: Press, qtbot: QtBot, window: QMainWindow) -> None:
    nothing = press.subject(Filter.of(TextClause("nothing of the kind")))
    dialog = PagesDialog(Offer(nothing, press.jobs, press.folder), window)
    counted(qtbot, dialog, "Nothing passes the filter")
    assert not dialog.begin.isEnabled()
    film = AnimationDialog(Offer(nothing, press.jobs, press.folder), window)
    counted(qtbot, film, "nothing to play")
    assert not film.begin.isEnabled()


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Choose where"),
        ("pages.pdf", "whole path"),
        ("/no such folder/a.pdf", "no folder"),
        (f"/{'a' * 300}.pdf", "No file"),
    ],
)
def test_a_path_that_cannot_be_is_told_below_it(
    press: Press, qtbot: QtBot, window: QMainWindow, typed: str, fault: str
) -> None:
    dialog = PagesDialog(Offer(press.subject(), press.jobs, press.folder), window)
    counted(qtbot, dialog, "15 pages")
    dialog.target.line.setText(typed)
    dialog.target.line.textEdited.emit(typed)
    assert fault in dialog.target.fault.text()
    assert dialog.target.line.accessibleDescription() == dialog.target.fault.text()
    assert not dialog.begin.isEnabled()


def test_a_file_that_is_there_is_replaced_only_on_demand(
    press: Press, qtbot: QtBot, window: QMainWindow
) -> None:
    there = press.folder / "there.pdf"
    there.write_text("old")
    dialog = PagesDialog(Offer(press.subject(), press.jobs, press.folder), window)
    dialog.show()
    counted(qtbot, dialog, "15 pages")
    dialog.target.set_path(there)
    assert dialog.target.replaces.isVisible()
    assert not dialog.begin.isEnabled()
    dialog.target.replaces.click()
    assert dialog.begin.isEnabled()
    assert dialog.request().force
    dialog.target.set_path(press.folder / "other.pdf")
    assert not dialog.request().force


@pytest.mark.parametrize("kind", [PagesDialog, AnimationDialog])
def test_every_field_is_reached_by_the_keyboard_and_named(
    press: Press, qtbot: QtBot, window: QMainWindow, kind: Any
) -> None:
    dialog = kind(Offer(press.subject(), press.jobs, press.folder), window)
    dialog.show()
    qtbot.waitUntil(dialog.begin.isEnabled, timeout=10_000)
    wanted = {
        field
        for class_ in (QComboBox, QSpinBox, QLineEdit, QCheckBox)
        for field in dialog.findChildren(class_)
        if field.isVisible()
        and field.isEnabled()
        and field.objectName() != "qt_spinbox_lineedit"  # stands for its box
    }
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted)):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        focus = dialog.focusWidget()
        assert focus is not None
        reached.add(focus)
    assert wanted <= reached
    for field in wanted:
        labelled = dialog.form.labelForField(field) or field.accessibleName() or getattr(field, "text", str)()
        assert labelled, field


def test_an_animation_counts_its_steps(press: Press, qtbot: QtBot, window: QMainWindow) -> None:
    dialog = AnimationDialog(Offer(press.subject(), press.jobs, press.folder), window)
    counted(qtbot, dialog, "12 steps, 6.0 s")
    assert not dialog.length.isEnabled()
    dialog.shown.setCurrentIndex(1)
    dialog.length.setValue(3)
    dialog.seconds.setValue(0.25)
    counted(qtbot, dialog, "12 steps, 3.0 s")
    dialog.step.setCurrentIndex(dialog.step.findData(Step.WEEK))
    qtbot.waitUntil(lambda: dialog.count.text().startswith("5"), timeout=10_000)
    request = dialog.request()
    assert isinstance(request, AnimationRequest)
    assert (request.step, request.cumulative, request.length) == (Step.WEEK, False, 3)
    assert request.path.name == "SYNTHETIC animation.mp4"


def test_pages_are_written_while_the_window_goes_on(
    outputs: Any, press: Press, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    outputs.write_pages(press.request(PageKind.VESSEL, "ships.pdf", limit=4))
    assert outputs.progress is not None
    outputs.open_pages()
    assert outputs.dialog is None
    assert outputs.lines.shown[LINE].text == BUSY
    progress = outputs.progress
    seen: set[str] = set()

    def is_done() -> bool:
        if outputs.progress is not None:
            seen.add(progress.words.text())
        return outputs.progress is None

    qtbot.waitUntil(is_done, timeout=60_000)
    assert any("left" in words for words in seen)
    line = outputs.lines.shown[LINE]
    assert line.text == f"6 pages written to {press.folder / 'ships.pdf'}."
    line.buttons["Open folder"].click()
    assert [Path(one) for one in opened] == [press.folder]


def test_cancel_leaves_nothing_and_says_so(outputs: Any, press: Press, qtbot: QtBot) -> None:
    outputs.write_pages(press.request(PageKind.VESSEL, "ships.pdf"))
    qtbot.waitUntil(lambda: outputs.progress.bar.value() >= 3, timeout=60_000)
    outputs.progress.cancel.click()
    assert outputs.progress is None
    assert outputs.lines.shown[LINE].text == "Called off; nothing was written."
    assert press.files() == []
    outputs.subject = lambda: None
    outputs.open_animation()
    assert outputs.lines.shown[LINE].text == NOT_DRAWN


def test_a_failure_is_a_line(outputs: Any, press: Press, qtbot: QtBot) -> None:
    (press.folder / "ships.pdf").write_text("old")
    outputs.write_pages(press.request(PageKind.VESSEL, "ships.pdf"))
    qtbot.waitUntil(lambda: outputs.progress is None, timeout=60_000)
    assert outputs.lines.shown[LINE].text.startswith("No pages: ")
    assert press.files() == ["ships.pdf"]


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "about 1 s"), (59, "about 59 s"), (150, "about 2 min")])
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
