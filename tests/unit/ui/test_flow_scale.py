"""What the width of a flow means: the same on the map, in the legend and in figures."""

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.port_results import Cell, Flow, Flows
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.flow_scale import LEAST_PX, WIDEST_PX, flow_scale, flows_message, scale_entries


def flows_of(*cells: Cell, left_out: int = 0) -> Flows:
    made = (Flow(f"flow:a>{n}", "port:a", f"port:{n}", rail=False, cell=cell) for n, cell in enumerate(cells))
    return Flows(tuple(made), left_out, 0)


@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 10**6)), min_size=1, max_size=8))
def test_widths_follow_the_volume_and_the_legend_has_the_same_widths(ends: list[tuple[int, int]]) -> None:
    found = flows_of(*(Cell(1, 1, low_bbl=low, high_bbl=low + more, total=1) for low, more in ends))
    scale = flow_scale(found, FlowMeasure.VOLUME)
    rows = json.loads(flows_message(found.flows, scale, ()).payload)["flows"]
    assert [row["high"] for row in rows] == sorted((row["high"] for row in rows), reverse=True)
    volumes = {flow.key: flow.cell for flow in found.flows}
    for row in rows:
        cell = volumes[row["key"]]
        assert LEAST_PX <= row["low"] <= row["high"] <= WIDEST_PX
        assert row["high"] == round(max(WIDEST_PX * cell.high_bbl / scale.top, LEAST_PX), 2)
    widths = [entry for entry in scale_entries(scale) if entry.symbol.startswith("flow_width:")]
    assert widths[-1].symbol == f"flow_width:{WIDEST_PX:g}"
    # The scale is not much larger than what it has to hold.
    assert scale.top <= 2.5 * max(cell.high_bbl for cell in volumes.values())


def test_what_is_not_estimated_has_no_width_and_is_said() -> None:
    found = flows_of(Cell(3, 2, low_bbl=900.0, high_bbl=1000.0, total=3), Cell(calls=4, total=4), left_out=7)
    scale = flow_scale(found, FlowMeasure.VOLUME)
    rows = {row["key"]: row for row in json.loads(flows_message(found.flows, scale, ()).payload)["flows"]}
    assert (rows["flow:a>1"]["low"], rows["flow:a>1"]["high"], rows["flow:a>1"]["volume"]) == (0, 0, "")
    meanings = [entry.meaning for entry in scale_entries(scale)]
    assert "width: volume, bbl, for 2 of 7" in meanings
    assert "volume not estimated" in meanings
    assert "7 in no flow: a port is not documented" in meanings


def test_by_calls_each_flow_has_a_width_and_ticks_are_whole() -> None:
    scale = flow_scale(flows_of(Cell(calls=1, total=1), Cell(calls=2, total=2)), FlowMeasure.CALLS)
    meanings = [entry.meaning for entry in scale_entries(scale)]
    assert "volume not estimated" not in meanings
    assert meanings[-2:] == ["1", "2"]


def test_no_flow_has_no_legend() -> None:
    assert scale_entries(flow_scale(flows_of(left_out=4), FlowMeasure.VOLUME)) == ()
