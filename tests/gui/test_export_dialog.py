"""The dialog that exports data: nothing is guessed, nothing waits, and it says where the file is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from desktop_app.exporters.data.redaction_file import redactions_of
from desktop_app.query.clauses import DateClause
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.export_dialog.control import ExportControl
from desktop_app.ui.export_dialog.dialog import ExportDialog
from tests.gui.conftest import Bench

MARCH = DateClause(date(2024, 3, 1), date(2024, 3, 31))


@pytest.fixture
def dialog(bench: Bench, resources: Resources, tmp_path: Path) -> Iterator[ExportDialog]:
    window = QWidget()
    bench.qtbot.addWidget(window)
    control = ExportControl(
        bench.session, CaseEditor(bench.session, "Kim", window), bench.jobs, resources, window
    )
    bench.session.set_clause(MARCH, "")
    control.ask()
    shown = control.dialog
    assert isinstance(shown, ExportDialog)
    shown.target.path.setText(str(tmp_path / "out.xlsx"))
    yield shown
    shown.close()
    assert control.dialog is None


def test_every_control_has_a_letter_of_its_own(dialog: ExportDialog, bench: Bench) -> None:
    bench.qtbot.waitUntil(lambda: "5 of 24 voyages" in dialog.rows.filtered.text())
    texts = [one.text() for kind in (QLabel, QAbstractButton) for one in dialog.findChildren(kind)]
    letters = [text[text.index("&") + 1].casefold() for text in (*texts, "Re&place") if "&" in text]
    assert len(letters) > 10
    assert sorted(letters) == sorted(set(letters))


def test_which_rows_has_to_be_said(dialog: ExportDialog, bench: Bench, tmp_path: Path) -> None:
    bench.qtbot.waitUntil(lambda: "5 of 24 voyages" in dialog.rows.filtered.text())
    assert dialog.rows.scope is None
    dialog.good.click()
    assert dialog.rows.fault.text() == "Choose which rows to export."
    assert dialog.rows.filtered.accessibleDescription() == "Choose which rows to export."
    assert list(tmp_path.glob("*.xlsx")) == []
    bench.session.reset_filter()
    bench.qtbot.waitUntil(lambda: "24 of 24 voyages" in dialog.rows.filtered.text())


def test_an_export_is_written_and_told(dialog: ExportDialog, bench: Bench, tmp_path: Path) -> None:
    dialog.rows.filtered.setChecked(True)
    with bench.qtbot.waitSignal(dialog.said) as said:
        dialog.good.click()
        assert dialog.progress.isVisible()
        assert not dialog.good.isEnabled()
    assert str(tmp_path / "out.xlsx") in said.args[0]
    assert str(tmp_path / "out.xlsx") in dialog.outcome.text()
    assert dialog.show_folder.isVisible()
    assert dialog.good.text() == "Re&place"
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["voyages"]
    assert sheet.max_row == 1 + 5


def test_what_is_stopped_leaves_nothing(dialog: ExportDialog, bench: Bench, tmp_path: Path) -> None:
    dialog.rows.everything.setChecked(True)
    dialog.good.click()
    dialog.reject()
    assert dialog.isVisible()
    assert "nothing was written" in dialog.outcome.text()
    bench.jobs.shutdown()
    assert list(tmp_path.glob("*.xlsx")) == []
    assert list(tmp_path.glob(".*")) == []


def test_what_fails_says_why(
    dialog: ExportDialog, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    dialog.rows.everything.setChecked(True)
    dialog.good.click()
    bench.qtbot.waitUntil(lambda: bool(dialog.trouble.text()))
    assert dialog.trouble.text() == f"Cannot write {tmp_path / 'out.xlsx'}: No space left on device."
    assert not dialog.outcome.isVisible()
    assert dialog.good.isEnabled()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_faults_stand_at_their_fields(dialog: ExportDialog, tmp_path: Path) -> None:
    path: QLineEdit = dialog.target.path
    path.setText("")
    assert dialog.target.fault.text() == "Choose where the export is to lie."
    path.setText(str(tmp_path / "nowhere" / "out.xlsx"))
    assert "There is no folder" in dialog.target.fault.text()
    path.setText(str(tmp_path / "out.csv"))
    assert "is written as .xlsx" in dialog.target.fault.text()
    path.setText(str(tmp_path / "out"))
    assert dialog.target.target == tmp_path / "out.xlsx"
    assert dialog.target.fault.text() == ""
    for row in range(dialog.tables.list.count()):
        dialog.tables.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.rows.everything.setChecked(True)
    dialog.good.click()
    assert dialog.tables.fault.text() == "Tick at least one table."


def test_the_name_follows_the_format(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.target.path.setText("")
    dialog.target.path.insert(str(tmp_path / "mine.xlsx"))
    for name, suggested in (
        ("csv", "mine.zip"),
        ("parquet", "mine"),
        ("geojson", "mine.geojson"),
        ("xlsx", "mine.xlsx"),
    ):
        dialog.formats.setCurrentIndex(dialog.formats.findData(name))
        assert dialog.target.target.name == suggested
        assert dialog.bom.isVisible() is (name == "csv")


def test_a_profile_is_taken_from_a_file_and_kept_in_the_case(
    resources: Resources, store: CaseStore, bench: Bench, tmp_path: Path
) -> None:
    case = tmp_path / "mine.gpkg"
    with store.whole() as source:
        save_as_case(source, case, title="Mine", who="Kim", now=datetime(2026, 11, 1, tzinfo=UTC))
    own = CaseStore.open(case)
    window = QWidget()
    bench.qtbot.addWidget(window)
    session = Session(own, Style())
    editor = CaseEditor(session, "Kim", window)
    shown = ExportDialog(session, editor, bench.jobs, resources, window)
    profile = tmp_path / "p.toml"
    profile.write_text('name = "Partners"\nkey = "0123456789abcdef"\npseudonyms = ["vessels"]\n', "utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "Partners"\ncoarsen = 5\n', "utf-8")
    shown.show()
    shown.redaction.read(wrong)
    assert "there is no setting “coarsen”" in shown.redaction.fault.text()
    assert shown.redaction.redaction is None
    shown.redaction.read(profile)
    assert shown.redaction.redaction is not None
    with bench.qtbot.waitSignal(editor.done):
        shown.redaction.keep.click()
    assert redactions_of(own) == {"Partners": shown.redaction.redaction}
    assert not shown.redaction.keep.isVisible()
    shown.close()
    editor.shutdown()
    bench.jobs.shutdown()  # the dialog may be counting the rows still
    own.close()
