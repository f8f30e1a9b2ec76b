"""Share as web page, from the window's menu."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.query.clauses import DateClause
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.web_page.dialog import PageChoice


def test_the_menu_writes_what_was_chosen(
    open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    workbench = window.workbench
    workbench.session.set_clause(DateClause(date(2024, 3, 1), date(2024, 3, 31)), "test")
    control = workbench.outputs.web_page
    rows = {}
    for all_rows in (False, True):
        target = tmp_path / f"{all_rows}.html"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=str(target): (name, ""))
        control.ask()
        dialog = control.dialog
        assert dialog is not None
        assert "2024-03-01" in dialog.sentence.text()
        assert not dialog.synthetic.isVisible()
        (dialog.every if all_rows else dialog.filtered).click()
        dialog.title.setText("March <b>")
        with qtbot.waitSignal(control.said, timeout=30_000, check_params_cb=lambda text: "written" in text):
            dialog.accept()
        page = target.read_text("utf-8")
        assert "<title>March &lt;b&gt;</title>" in page
        (text,) = re.findall(r'id="tumen-data">(.*?)</script>', page)
        data = json.loads(text)
        rows[all_rows] = len(data["voyages"])
        first, last = (date(1970, 1, 1).toordinal() + day for day in data["window"])
        assert (date.fromordinal(first), date.fromordinal(last)) == (date(2024, 3, 1), date(2024, 3, 31))
    assert 0 < rows[False] < rows[True] == 24
    with qtbot.waitSignal(control.said) as said:
        control.write(tmp_path / "nowhere" / "page.html", PageChoice("", all_rows=False))
    assert "there is no folder" in said.args[0]
