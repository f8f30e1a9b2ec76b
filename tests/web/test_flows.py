"""Flows in the real page: where they lie, what they hide behind, and what lies under the pointer."""

import json
import math
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.capture import CaptureRequest, MapCapture
from desktop_app.query.flow_keys import flow_key
from desktop_app.query.port_results import Cell, Flow, Flows
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.flow_scale import WIDEST_PX, flow_scale, flows_message

VIEW = protocol.FitRequested(124, 37, 134, 44.5)
BEND = 0.16  # assets/web/layers/flows.ts


def ports_of(record: Record) -> tuple[Any, Any]:
    """Two whole ports that have a place."""
    start, end, *_ = (port for port in record.ports if port.position is not None and not port.parent_id)
    return start, end


def flow_between(start: str, end: str, cell: Cell) -> Flow:
    return Flow(flow_key(start, end), f"port:{start}", f"port:{end}", rail=False, cell=cell)


def message(*flows: Flow, selected: tuple[str, ...] = ()) -> protocol.FlowsChanged:
    scale = flow_scale(Flows(flows, 0, 0), FlowMeasure.CALLS)
    return flows_message(flows, scale, selected)


def middle_of(shown: Any, start: Any, end: Any) -> tuple[float, float]:
    """Where the middle of the arc lies in the view: to the left of the way there."""
    (x0, y0), (x1, y1) = (shown.pixel_of(*port.position) for port in (start, end))
    return (x0 + x1) / 2 + BEND * (y1 - y0), (y0 + y1) / 2 - BEND * (x1 - x0)


def across(image: QImage, middle: tuple[float, float], angle: float, without: QImage) -> int:
    """Pixels that differ on a line across the middle."""
    steps = (step / 2 for step in range(-40, 41))
    places = {
        (round(middle[0] - math.sin(angle) * step), round(middle[1] + math.cos(angle) * step))
        for step in steps
    }
    return sum(image.pixel(*place) != without.pixel(*place) for place in places)


@pytest.fixture
def drawn(shown: Any, small: Record) -> tuple[Any, Any, Any]:
    """A map of the record's ports without names and routes, and two of the ports."""
    shown.show_record(small, {})
    layers = ("ports", "other_ports", "flows")
    shown.paint(shown.style._replace(layers=layers, controls=False), VIEW)
    return (shown, *ports_of(small))


def test_a_flow_lies_between_its_ports_as_wide_as_it_is_much(drawn: tuple[Any, Any, Any]) -> None:
    shown, start, end = drawn
    bare = shown.still()
    middle = middle_of(shown, start, end)
    (x0, y0), (x1, y1) = (shown.pixel_of(*port.position) for port in (start, end))
    angle = math.atan2(y1 - y0, x1 - x0)
    shown.paint(message(flow_between(start.id, end.id, Cell(calls=10))))
    wide = across(shown.still(), middle, angle, bare)
    assert wide >= WIDEST_PX
    # The straight line between the ports stays free: what is drawn is no route.
    straight = round((x0 + x1) / 2), round((y0 + y1) / 2)
    assert shown.still().pixel(*straight) == bare.pixel(*straight)
    shown.paint(
        message(flow_between(start.id, end.id, Cell(calls=2)), flow_between(end.id, start.id, Cell(calls=10)))
    )
    narrow = across(shown.still(), middle, angle, bare)
    assert 0 < narrow < wide / 2
    shown.paint(shown.style._replace(layers=("ports", "other_ports"), controls=False))
    assert shown.still() == bare


def test_what_lies_under_the_pointer_is_the_flow(drawn: tuple[Any, Any, Any], qtbot: QtBot) -> None:
    shown, start, end = drawn
    there, back = (
        flow_between(start.id, end.id, Cell(calls=3, uncounted=2)),
        flow_between(end.id, start.id, Cell(calls=5)),
    )
    shown.paint(shown.style._replace(layers=("ports", "flows")), message(there, back))
    shown.still()
    inner = shown.view.focusProxy()
    for flow, ends in ((there, (start, end)), (back, (end, start))):
        spot = QPoint(*(round(value) for value in middle_of(shown, *ends)))
        hovered = protocol.FeatureHovered(flow.key)
        with shown.expect(lambda said, hovered=hovered: said == hovered):
            qtbot.mouseMove(inner, spot)
        words = shown.run("document.querySelector('.tooltip').textContent")
        assert words.startswith(f"{ends[0].names.en} → {ends[1].names.en} · calls: {flow.cell.calls}")
        assert words.endswith("flow between ports, not a route")
        clicked = protocol.FeatureClicked(flow.key, extend=False)
        with shown.expect(lambda said, clicked=clicked: said == clicked):
            qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, pos=spot)


def test_a_flow_without_a_placed_end_is_not_drawn_and_hostile_words_harm_nothing(
    drawn: tuple[Any, Any, Any],
) -> None:
    shown, start, _ = drawn
    bare = shown.still()
    lost = flow_between(start.id, "<img src=x onerror=document.title='x'>", Cell(calls=4))
    shown.paint(message(lost, selected=(lost.key,)))
    assert shown.still() == bare
    assert json.loads(message(lost).payload)["flows"][0]["to"] == lost.end


def test_flows_wait_for_the_features_and_come_back_after_a_crash(
    open_map: Any, small: Record, qtbot: QtBot
) -> None:
    shown = open_map()
    start, end = ports_of(small)
    flow = flow_between(start.id, end.id, Cell(calls=3))
    shown.view.send(shown.style._replace(layers=("ports", "flows"), controls=False))
    shown.view.send(message(flow))
    shown.show_record(small, {})
    shown.paint(VIEW)
    before = shown.still()
    shown.paint(message())
    assert shown.still() != before
    shown.paint(message(flow))
    with qtbot.waitSignal(shown.view.ready, timeout=30_000):
        shown.view.retry()
    shown.paint(VIEW)
    assert shown.still() == before


def test_a_figure_holds_the_flows(resources: Resources, small: Record, payloads: Any) -> None:
    start, end = ports_of(small)
    features, visible = payloads(small)
    style = protocol.StyleChanged("print", "en", controls=False, layers=("ports", "flows"), synthetic=False)
    request = CaptureRequest(400, 300, 1, features, visible, style, VIEW)
    flows = message(flow_between(start.id, end.id, Cell(calls=3)))
    with closing(MapCapture(resources)) as maker:
        with_flows, without = (
            maker.draw_now(replace(request, flows=sent)).image for sent in (flows, protocol.NO_FLOWS)
        )
    assert with_flows != without
