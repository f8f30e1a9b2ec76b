"""The same figure is the same bytes, whatever the zone, language, folder, moment and seeds of a process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[3]


def made(folder: Path, **environment: str) -> dict[str, bytes]:
    """The sample's files, made by a process of its own."""
    folder.mkdir()
    subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(Path(__file__).with_name("sample_figure.py"))],
        check=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **environment},
        timeout=120,
    )
    return {path.name.removeprefix("figure"): path.read_bytes() for path in folder.iterdir()}


def test_the_font_of_the_application_is_in_no_file(sample: Any) -> None:
    before = QApplication.font()
    QApplication.setFont(QFont("DejaVu Serif", 31))
    try:
        again = sample.module["written"](sample.module["sample"]())
    finally:
        QApplication.setFont(before)
    assert [ending for ending in again if again[ending] != sample.files[ending]] == []


def test_two_processes_write_the_same_bytes(sample: Any, tmp_path: Path) -> None:
    # Each takes seconds, so that no moment is written down unseen; a day ends between these zones.
    first = made(tmp_path / "a", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1", QT_HASH_SEED="0")
    second = made(tmp_path / "b", TZ="Pacific/Pago_Pago", LC_ALL="C.utf8", LANGUAGE="ru", PYTHONHASHSEED="2")
    assert set(first) == set(second) == set(sample.files)
    assert [ending for ending in first if first[ending] != second[ending]] == []
    # Nor does it matter what else a process has done.
    assert [ending for ending in first if first[ending] != sample.files[ending]] == []
    for data in first.values():
        assert str(tmp_path).encode() not in data
        assert str(ROOT).encode() not in data
