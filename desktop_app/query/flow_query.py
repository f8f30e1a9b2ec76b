"""What went between two places, by sea and by rail, for the map."""

from collections.abc import Iterable

from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import Estimate
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_keys import flow_key
from desktop_app.query.matrix_query import cell_voyages, matrix
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Cell, Chosen, Flow, Flows
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback


def flows(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Flows:
    """Flows of the rows that pass, by sea first; those whose two ends are both documented."""
    table = matrix(engine, filter_, feedback)
    by_sea = [
        Flow(flow_key(start, end), f"port:{start}", f"port:{end}", rail=False, cell=cell)
        for start, row in zip(table.loading, table.cells, strict=True)
        for end, cell in zip(table.discharge, row, strict=True)
        if start != NOT_NAMED and end not in {NOT_NAMED, IN_WORDS} and cell.calls + cell.uncounted
    ]
    passing = engine.passing_consignments(filter_)
    total = _by_line(engine.store.record.consignments)
    by_rail = [
        Flow(
            flow_key(*ends),
            f"station:{ends[0]}",
            f"station:{ends[1]}",
            rail=True,
            cell=_cell(engine, rows, len(total[ends])),
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


def _by_line(rows: Iterable[Consignment]) -> dict[tuple[str, str], list[Consignment]]:
    """Consignments by their two stations, where both are documented."""
    lines: dict[tuple[str, str], list[Consignment]] = {}
    for row in rows:
        if row.from_station_id and row.to_station_id:
            lines.setdefault((row.from_station_id, row.to_station_id), []).append(row)
    return lines


def _cell(engine: QueryEngine, rows: Iterable[Consignment], total: int) -> Cell:
    volumes = [rail_volume(engine.store, row, engine.assumptions) for row in rows]
    known = [volume for volume in volumes if isinstance(volume, Estimate)]
    return Cell(
        calls=len(volumes),
        estimated=len(known),
        low_bbl=sum(volume.low_bbl for volume in known),
        best_bbl=sum(volume.best_bbl for volume in known),
        high_bbl=sum(volume.high_bbl for volume in known),
        total=total,
    )
