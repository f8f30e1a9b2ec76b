"""The dialog that makes a case: what is typed is checked at once, and the sentence stands below the field."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_dialog import CaseDialog, NewCase, file_name
from desktop_app.ui.case_words import NEW_CASE

pytestmark = pytest.mark.gui


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Vostochny 2024", "Vostochny 2024.gpkg"),
        ("Восточный: нефть/мазут", "Восточный нефть мазут.gpkg"),
        ("../../etc/passwd", "etc passwd.gpkg"),
        ("..", "Case.gpkg"),
        (" ", "Case.gpkg"),
        ("나진" * 60, "나진" * 30 + ".gpkg"),
        ("a\nb\x00c", "a b c.gpkg"),
        ("Oil to Nampo, " * 8, "Oil to Nampo, Oil to Nampo, Oil to Nampo, Oil to Nampo, Oil.gpkg"),
    ],
)
def test_a_title_makes_a_file_name(title: str, name: str) -> None:
    assert file_name(title) == name
    assert len(name.encode()) < 255


def test_the_file_follows_the_title_until_it_is_named(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    dialog = CaseDialog(NEW_CASE, "", tmp_path, parent)
    dialog.open()
    assert not dialog.good.isEnabled()
    assert dialog.title_fault.text() == "Give the case a title."
    qtbot.keyClicks(dialog.title, "Nampo")
    assert dialog.path.text() == str(tmp_path / "Nampo.gpkg")
    assert dialog.good.isEnabled()
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(tmp_path / "mine"))
    qtbot.keyClicks(dialog.title, " 2")
    assert dialog.path.text() == str(tmp_path / "mine")
    with qtbot.waitSignal(dialog.answered) as answered:
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert answered.args == [NewCase("Nampo 2", tmp_path / "mine.gpkg")]


def test_a_path_that_cannot_be_used_is_told_below_the_field(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there.gpkg").write_bytes(b"")
    dialog = CaseDialog(NEW_CASE, "Title", tmp_path, parent)
    dialog.open()
    for text, sentence in (
        ("", "Choose where the file is to lie."),
        ("/", "is a folder; add the name of a file."),
        (f"{tmp_path}/", "is a folder"),
        ("~nobody-of-this-name/a", "No file can have this path."),
        (f"/{'a' * 300}", "No file can have this path."),
        ("case.gpkg", "Write the whole path"),
        (str(tmp_path / "none" / "a.gpkg"), "There is no folder"),
        (str(tmp_path / "there"), "there.gpkg exists already; choose another name."),
    ):
        dialog.path.setText(text)
        assert sentence in dialog.path_fault.text()
        assert dialog.path_fault.isVisible()
        assert sentence in dialog.path.accessibleDescription()
        assert not dialog.good.isEnabled()
    dialog.path.setText(str(tmp_path / "new"))
    assert not dialog.path_fault.isVisible()
    assert dialog.good.isEnabled()
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write anywhere
    dialog.path.setText(str(tmp_path / "newer"))
    assert "cannot be written to" in dialog.path_fault.text()


def test_a_chosen_file_gets_the_ending(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "дело 1.2"), ""))
    dialog = CaseDialog(NEW_CASE, "Title", tmp_path, parent)
    dialog._choose()
    assert dialog.path.text() == str(tmp_path / "дело 1.2.gpkg")
