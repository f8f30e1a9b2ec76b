"""The sample figure, made once, in every format."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.figure.figure import Figure

SAMPLE = Path(__file__).with_name("sample_figure.py")


class Sample:
    """The figure, its proof, and its files."""

    def __init__(self) -> None:
        self.module: dict[str, Any] = runpy.run_path(str(SAMPLE))
        self.figure: Figure = self.module["sample"]()
        self.proof: str = self.module["PROOF"]
        self.files: dict[str, bytes] = self.module["written"](self.figure)


_MADE: list[Sample] = []


@pytest.fixture
def sample(qtbot: QtBot) -> Sample:
    """One for all tests: nothing changes it."""
    assert qtbot is not None
    if not _MADE:
        _MADE.append(Sample())
    return _MADE[0]
