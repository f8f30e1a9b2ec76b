"""Boxes in hand: snapping, pulling, aligning, and the map's frame, as arithmetic."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from desktop_app.domain.figure_design import Box, Design, Place
from desktop_app.domain.web_mercator import view_of
from desktop_app.ui.composer.arranging import Alignment, align, distribute
from desktop_app.ui.composer.handles import LEAST_MM, Handle, pulled
from desktop_app.ui.composer.map_frame import MapFrame
from desktop_app.ui.composer.snapping import snap_lines, snap_moved, snap_resized

LENGTHS = st.floats(5, 200)
BOXES = st.builds(Box, st.floats(-50, 300), st.floats(-50, 300), LENGTHS, LENGTHS)
PAGE = Design("page", 297.0, 210.0, 10.0)
WAYS = st.floats(-150, 150)


@given(BOXES, st.lists(BOXES, max_size=4), st.floats(0.1, 5))
def test_what_is_carried_lands_on_a_near_line_or_stays(box: Box, others: list[Box], within: float) -> None:
    lines = snap_lines(PAGE, others)
    snapped = snap_moved(box, lines, within)
    assert snapped.box[2:] == box[2:]
    assert abs(snapped.box.left_mm - box.left_mm) <= within + 1e-9
    places = [snapped.box.left_mm + share * box.width_mm for share in (0, 0.5, 1)]
    if snapped.x is None:
        assert snapped.box.left_mm == box.left_mm
        assert all(abs(line - place) > within for line in lines.xs for place in places)
    else:
        assert min(abs(snapped.x - place) for place in places) < 1e-6
        # No other line was nearer.
        before = [box.left_mm + share * box.width_mm for share in (0, 0.5, 1)]
        nearest = min(abs(line - place) for line in lines.xs for place in before)
        assert abs(snapped.box.left_mm - box.left_mm) == pytest.approx(nearest, abs=1e-6)


@given(box=BOXES, handle=st.sampled_from(Handle), dx=WAYS, dy=WAYS, keep_shape=st.booleans())
def test_pulling_moves_only_the_handles_edges_and_never_turns_a_box_over(
    box: Box, handle: Handle, dx: float, dy: float, *, keep_shape: bool
) -> None:
    result = pulled(box, handle, dx, dy, keep_shape=keep_shape)
    assert min(result.width_mm, result.height_mm) >= LEAST_MM - 1e-9
    if handle.across >= 0:
        assert result.left_mm == pytest.approx(box.left_mm)
    else:
        assert result.left_mm + result.width_mm == pytest.approx(box.left_mm + box.width_mm)
    if keep_shape:
        assert result.width_mm / result.height_mm == pytest.approx(box.width_mm / box.height_mm)
    elif not handle.across:
        assert result.width_mm == box.width_mm
    snapped = snap_resized(result, handle, snap_lines(PAGE, ()), 2.0).box
    assert min(snapped.width_mm, snapped.height_mm) >= LEAST_MM - 1e-9


@given(st.lists(BOXES, min_size=2, max_size=6), st.sampled_from(Alignment))
def test_aligned_boxes_share_their_line_and_keep_their_size(boxes: list[Box], how: Alignment) -> None:
    named = {str(place): box for place, box in enumerate(boxes)}
    aligned = align(named, how)
    way, share = how.value
    start, length = (0, 2) if way == "x" else (1, 3)
    lines = [box[start] + share * box[length] for box in aligned.values()]
    assert max(lines) == pytest.approx(min(lines), abs=1e-6)
    assert [box[2:] for box in aligned.values()] == [box[2:] for box in boxes]
    across = 1 - start
    assert [box[across] for box in aligned.values()] == [box[across] for box in boxes]


@given(boxes=st.lists(BOXES, min_size=3, max_size=6), across=st.booleans())
def test_distributed_boxes_have_even_gaps_between_the_same_ends(boxes: list[Box], *, across: bool) -> None:
    start, length = (0, 2) if across else (1, 3)
    named = {str(place): box for place, box in enumerate(boxes)}
    result = distribute(named, across=across)
    # By their middles as they lay; of equal ones the first comes first.
    order = [result[id_] for id_ in sorted(named, key=lambda id_: 2 * named[id_][start] + named[id_][length])]
    assert order[0][start] == min(box[start] for box in boxes)
    last = max(box[start] + box[length] for box in boxes)
    assert order[-1][start] + order[-1][length] == pytest.approx(last, abs=1e-6)
    gaps = [after[start] - before[start] - before[length] for before, after in pairwise(order)]
    assert max(gaps) == pytest.approx(min(gaps), abs=1e-6)


PLACES = st.builds(
    lambda west, south, wide, high: Place(west, south, west + wide, south + high),
    st.floats(100, 140),
    st.floats(20, 55),
    st.floats(1, 20),
    st.floats(1, 15),
)
RECTS = st.builds(QRectF, st.floats(0, 500), st.floats(0, 500), st.floats(50, 900), st.floats(50, 900))


@given(PLACES, RECTS, st.floats(0, 1), st.floats(0, 1))
def test_positions_and_points_of_a_map_are_each_others_inverse(
    place: Place, rect: QRectF, across: float, down: float
) -> None:
    frame = MapFrame(rect, place)
    point = QPointF(rect.left() + across * rect.width(), rect.top() + down * rect.height())
    there = frame.point(*frame.position(point))
    assert (there - point).manhattanLength() < 1e-6


@given(PLACES, RECTS, WAYS, WAYS)
def test_a_map_that_is_dragged_keeps_what_is_under_the_pointer_and_its_zoom(
    place: Place, rect: QRectF, dx: float, dy: float
) -> None:
    frame = MapFrame(rect, place)
    held = frame.position(rect.center())
    moved = MapFrame(rect, frame.carried(dx, dy))
    there = moved.point(*held)
    assert (there - rect.center() - QPointF(dx, dy)).manhattanLength() < 1e-5
    size = (rect.width(), rect.height())
    assert view_of(moved.place, *size).zoom == pytest.approx(view_of(place, *size).zoom, abs=2e-6)


@given(PLACES, RECTS, st.floats(0.5, 2))
def test_a_map_that_is_zoomed_keeps_the_point_it_is_zoomed_about(
    place: Place, rect: QRectF, factor: float
) -> None:
    frame = MapFrame(rect, place)
    about = QPointF(rect.left() + rect.width() / 3, rect.top() + rect.height() / 4)
    held = frame.position(about)
    zoomed = MapFrame(rect, frame.zoomed(factor, about))
    # Unless the world's edge or the map's own limits of zoom stand in the way.
    assume(zoomed.place.west > -180 and zoomed.place.east < 180)
    assert (zoomed.point(*held) - about).manhattanLength() < 1e-5
