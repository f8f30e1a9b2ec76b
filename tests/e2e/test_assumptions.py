"""No view shows changed numbers unsaid: the chip beside the filter, and the way back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.e2e

LEFT = Qt.MouseButton.LeftButton


def test_a_chip_beside_the_filter_says_that_the_numbers_are_not_the_published_ones(
    open_window: Any, qtbot: QtBot
) -> None:
    bench = open_window().workbench
    chip = bench.assumed
    assert not chip.isVisible()
    bench.session.choose_scenario("us-2018-half", "")
    assert chip.isVisible()
    assert chip.button.text() == "Assumptions: Half laden"
    qtbot.mouseClick(chip.button, LEFT)
    qtbot.waitUntil(lambda: hasattr(bench, "assumptions"))
    panel = bench.assumptions
    qtbot.waitUntil(lambda: panel.head.volume.text().startswith("28\N{NARROW NO-BREAK SPACE}449"))
    assert panel.bar.chooser.currentText() == "Half laden"
    assert "28\N{NARROW NO-BREAK SPACE}449" in bench.voyages.foot.totals.text()
    qtbot.mouseClick(chip.cross, LEFT)
    assert not chip.isVisible()
    qtbot.waitUntil(lambda: panel.head.volume.text().startswith("51\N{NARROW NO-BREAK SPACE}208"))
