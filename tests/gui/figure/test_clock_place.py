"""The clock of an animation lies where nothing else does."""

from datetime import date
from typing import Any

import pytest

from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.query.date_steps import Window
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.figure.animation.clock import NAME, with_clock
from desktop_app.ui.figure.look import look_of

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
def test_the_clock_covers_no_item(make: Any, resources: Resources, number: int) -> None:
    figure = make(TEMPLATES[number])
    whole = Window(date(2024, 1, 1), date(2024, 12, 31))
    clocked = with_clock(figure, whole, whole, look_of(figure.design, Theme.LIGHT, resources))
    clock, area = clocked.part(NAME), figure.part("map")
    assert area.box.contains(clock.box)
    others = [part for part in figure.parts if part.name not in {"paper", "map", "watermark"}]
    assert len(others) > 5
    assert [part.name for part in others if part.box.intersects(clock.box)] == []
