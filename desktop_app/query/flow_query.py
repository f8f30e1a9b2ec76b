"""What went between two places, by sea and by rail, for the map."""

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.load_model import LoadModel
from desktop_app.domain.movement import Consignment
from desktop_app.query.case_load_model import load_model
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_keys import flow_key
from desktop_app.query.matrix_query import cell_voyages, matrix
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Cell, Chosen, Flow, Flows
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback

_BARRELS: Final = "bbl"
_TONNES: Final = "t"


def flows(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Flows:
    """Flows of the rows that pass, by sea first; those whose two ends are both documented."""
    table = matrix(engine, filter_, feedback)
    by_sea = [
        Flow(flow_key(start, end), f"port:{start}", f"port:{end}", rail=False, cell=cell)
        for start, row in zip(table.loading, table.cells, strict=True)
        for end, cell in zip(table.discharge, row, strict=True)
        if start != NOT_NAMED and end not in {NOT_NAMED, IN_WORDS} and cell.calls + cell.uncounted
    ]
    model = load_model(engine.store)
    passing = engine.passing_consignments(filter_)
    total = _by_line(engine.store.record.consignments)
    by_rail = [
        Flow(
            flow_key(*ends),
            f"station:{ends[0]}",
            f"station:{ends[1]}",
            rail=True,
            cell=_cell(rows, len(total[ends]), model),
        )
        for ends, rows in _by_line(passing).items()
    ]
    return Flows(
        (*by_sea, *by_rail),
        table.everything.calls - sum(flow.cell.calls for flow in by_sea),
        len(passing) - sum(flow.cell.calls for flow in by_rail),
    )


def flow_rows(engine: QueryEngine, filter_: Filter, key: str, feedback: Feedback | None = None) -> Chosen:
    """Voyages or consignments behind a flow; none where there is no such flow now."""
    found = flows(engine, filter_, feedback).flows
    flow = next((flow for flow in found if flow.key == key), None)
    if flow is None:
        return Chosen((), 0)
    start, end = flow.start.partition(":")[2], flow.end.partition(":")[2]
    if not flow.rail:
        return cell_voyages(engine, filter_, start, end, feedback)
    keys = tuple(
        f"consignment:{row.id}" for row in _by_line(engine.passing_consignments(filter_))[start, end]
    )
    return Chosen(keys[:MOST_SELECTED], len(keys))


def consignment_bbl(row: Consignment, model: LoadModel | None) -> tuple[float, float] | None:
    """Low and high barrels: as documented, or tonnes by the cited factors; None where neither is there."""
    if row.quantity is None:
        return None
    low, high = row.quantity.low, row.quantity.high
    if row.quantity.unit == _BARRELS:
        return low, high
    if row.quantity.unit == _TONNES and model is not None:
        return low * model.low_bbl_per_t, high * model.high_bbl_per_t
    return None


def _by_line(rows: Iterable[Consignment]) -> dict[tuple[str, str], list[Consignment]]:
    """Consignments by their two stations, where both are documented."""
    lines: dict[tuple[str, str], list[Consignment]] = {}
    for row in rows:
        if row.from_station_id and row.to_station_id:
            lines.setdefault((row.from_station_id, row.to_station_id), []).append(row)
    return lines


def _cell(rows: list[Consignment], total: int, model: LoadModel | None) -> Cell:
    known = [volume for row in rows if (volume := consignment_bbl(row, model)) is not None]
    return Cell(
        calls=len(rows),
        estimated=len(known),
        low_bbl=sum(low for low, _ in known),
        high_bbl=sum(high for _, high in known),
        total=total,
    )
