"""How wide a flow is drawn, the same on the map, in the legend and in figures."""

import json
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from desktop_app.exporters.wording import barrels, number
from desktop_app.mapview.protocol import FlowsChanged
from desktop_app.query.port_results import Cell, Flow, Flows
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.charts.axis import round_ticks
from desktop_app.ui.legend import LegendEntry

LAYER: Final = "flows"
WIDEST_PX: Final = 14.0
# A flow of little is still seen.
LEAST_PX: Final = 1.5
_TICKS: Final = 2
MEASURE_WORDS: Final = {
    FlowMeasure.VOLUME: "volume, bbl",
    FlowMeasure.CALLS: "calls and consignments",
}


class FlowScale(NamedTuple):
    """What a width means.

    Attributes:
        top: what `WIDEST_PX` stand for: barrels, or calls.
        is_range: some flow has a low end and a high end.
        unknown: some flow has no volume.
        calls, estimated: of all flows together.
        left_out: calls and consignments that are in no flow.
    """

    measure: FlowMeasure
    top: float
    is_range: bool
    unknown: bool
    calls: int
    estimated: int
    left_out: int


def flow_scale(found: Flows, measure: FlowMeasure) -> FlowScale:
    """The scale at which the widest of these flows just fits."""
    flows = found.flows
    ends = [_ends(flow.cell, measure) for flow in flows]
    highest = max((high for _, high in ends), default=0.0)
    return FlowScale(
        measure,
        round_ticks(highest, _TICKS)[-1] if highest else 0.0,
        any(low < high for low, high in ends),
        any(not high for _, high in ends),
        sum(flow.cell.calls for flow in flows),
        sum(flow.cell.estimated for flow in flows),
        found.calls_left_out + found.consignments_left_out,
    )


def width_px(value: float, scale: FlowScale) -> float:
    """CSS pixels across for a value; 0 for none."""
    return max(WIDEST_PX * value / scale.top, LEAST_PX) if value else 0.0


def flows_message(flows: Sequence[Flow], scale: FlowScale, selected: Collection[str]) -> FlowsChanged:
    """The flows as the page draws them (shape: `assets/web/layers/flows.ts`)."""
    widths = {flow.key: _ends(flow.cell, scale.measure) for flow in flows}
    ordered = sorted(flows, key=lambda flow: (-widths[flow.key][1], flow.key))
    rows = [
        {
            "key": flow.key,
            "from": flow.start,
            "to": flow.end,
            "rail": flow.rail,
            "calls": flow.cell.calls,
            "uncounted": flow.cell.uncounted,
            "volume": volume_words(flow.cell),
            "low": round(width_px(widths[flow.key][0], scale), 2),
            "high": round(width_px(widths[flow.key][1], scale), 2),
        }
        for flow in ordered
    ]
    payload = {"flows": rows, "selected": sorted(selected)}
    return FlowsChanged(json.dumps(payload, ensure_ascii=False, separators=(",", ":")))


def volume_words(cell: Cell) -> str:
    """Barrels with their range; empty where nothing is estimated."""
    return barrels(cell.low_bbl, cell.best_bbl, cell.high_bbl) if cell.estimated else ""


def scale_entries(scale: FlowScale) -> tuple[LegendEntry, ...]:
    """The flows in the legend; nothing where none is drawn."""
    if not (scale.top or scale.unknown):
        return ()
    unit = " bbl" if scale.measure is FlowMeasure.VOLUME else ""
    entries = [LegendEntry(LAYER, "flow", "flow between ports, not a route")]
    if scale.top:
        entries.append(LegendEntry(LAYER, "", scale_sentence(scale)))
    entries += [
        LegendEntry(LAYER, f"flow_width:{width_px(value, scale):g}", f"{number(value)}{unit}")
        for value in _marks(scale)
    ]
    if scale.is_range:
        entries.append(LegendEntry(LAYER, "flow_range", "dark to the low end, pale to the high end"))
    if scale.unknown:
        reason = "volume not estimated" if scale.measure is FlowMeasure.VOLUME else "counted in other rows"
        entries.append(LegendEntry(LAYER, "flow_unknown", reason))
    if scale.left_out:
        words = f"{number(scale.left_out)} in no flow: a port is not documented"
        entries.append(LegendEntry(LAYER, "", words))
    return tuple(entries)


def scale_sentence(scale: FlowScale) -> str:
    """What a width means and what it leaves out."""
    words = f"width: {MEASURE_WORDS[scale.measure]}"
    if scale.measure is FlowMeasure.VOLUME and scale.estimated < scale.calls:
        words += f", for {number(scale.estimated)} of {number(scale.calls)}"
    return words


def _marks(scale: FlowScale) -> tuple[float, ...]:
    """Values whose widths are shown: of calls, whole ones only."""
    shares: tuple[float, ...] = (scale.top / 4, scale.top / 2, scale.top)
    if scale.measure is FlowMeasure.CALLS:
        shares = tuple(value for value in shares if value >= 1 and value == int(value))
    return shares if scale.top else ()


def _ends(cell: Cell, measure: FlowMeasure) -> tuple[float, float]:
    if measure is FlowMeasure.CALLS:
        return float(cell.calls), float(cell.calls)
    return (cell.low_bbl, cell.high_bbl) if cell.estimated else (0.0, 0.0)
