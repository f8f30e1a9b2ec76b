"""Cutting a picture into parts: every device pixel is drawn once, whatever its size and scale."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.mapview.capture_parts import AT_ONCE_PIXELS, PART_PIXELS, parts_of
from desktop_app.runtime.errors import InputError


@given(st.integers(1, 2000), st.integers(1, 2000), st.floats(0.25, 6.25), st.integers(50_000, 9_000_000))
def test_parts_cover_the_picture_and_no_part_is_idle(w: int, h: int, scale: float, at_once: int) -> None:
    if min(round(w * scale), round(h * scale)) < 1:
        return
    if round(w * scale) * round(h * scale) > 100_000_000:
        return
    parts = parts_of(w, h, scale, at_once)
    corners = list(parts.corners())
    assert len(corners) == len(set(corners)) == parts.columns * parts.rows
    assert parts.part_width * parts.columns >= parts.width == round(w * scale)
    assert parts.part_height * parts.rows >= parts.height == round(h * scale)
    assert all(left < parts.width and top < parts.height for left, top in corners)
    assert parts.part_width * parts.part_height <= max(min(at_once, AT_ONCE_PIXELS), PART_PIXELS)
    assert parts.zoom <= 5
    assert math.isclose(parts.zoom * parts.enlarged, scale)


def test_paper_at_300_dpi_is_drawn_at_once_and_a3_at_600_is_not() -> None:
    a4 = parts_of(1122, 793, 3.125)
    assert (a4.columns, a4.rows) == (1, 1)
    a3 = parts_of(1587, 1122, 6.25)
    assert a3.columns * a3.rows > 20
    assert (a3.width, a3.height, a3.zoom, a3.enlarged) == (9919, 7012, 3.125, 2.0)


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((100, 100, 0.1), "scale 0.1"),
        ((100, 100, 6.3), r"scale 6\.3"),
        ((0, 400, 1), "0 × 400"),
        ((9000, 400, 2), "16384"),
        ((2400, 2400, 6.25), "would not fit into memory"),
        ((1, 400, 0.25), "1 × 400"),
    ],
)
def test_what_cannot_be_drawn_is_told(size: tuple[int, int, float], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parts_of(*size)
