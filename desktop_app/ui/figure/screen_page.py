"""The page of the window's own figure: as large as its words and a map of the window's size need."""

import math
from typing import Final

from desktop_app.domain.figure_design import Design
from desktop_app.domain.figure_templates import screen_design
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.figure.content import FigureContent
from desktop_app.ui.figure.layout import page_height
from desktop_app.ui.figure.look import look_of
from desktop_app.ui.figure.making import Page

# CSS pixels, as `screen_design` has it.
_MARGIN_PX: Final = 24


def page_round_map(map_width_px: int, map_height_px: int) -> Page:
    """A page on which all words stand round a map of this size, CSS pixels."""

    def design_of(content: FigureContent, resources: Resources) -> Design:
        width = map_width_px + 2 * _MARGIN_PX
        first = screen_design(width, map_height_px)
        # The words' size hangs on the page's, which hangs on the words: twice is near enough.
        for _ in range(2):
            look = look_of(first, Theme.LIGHT, resources)
            first = screen_design(width, math.ceil(page_height(content, first, look, map_height_px)))
        return first

    return design_of
