"""What the table of a figure says: the ships with the most calls, or the voyages that are selected."""

from typing import Final, NamedTuple

from desktop_app.domain.figure_design import TableKind
from desktop_app.exporters.voyage_columns import Column, table_rows
from desktop_app.exporters.wording import number, number_range
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_query import ids_of_kind
from desktop_app.runtime.feedback import Feedback

NOTHING: Final = "–"


class TableContent(NamedTuple):
    """A table in words.

    Attributes:
        heading: what its rows are.
        titles: of the columns, with the unit.
        rows: cells; an empty one is not documented.
        numbers: places of the columns that are set right.
        implied: places of the columns that are left out first where there is no room.
        total: how many rows there are; those beyond `rows` are counted below the table.
        empty: what stands there instead of no row.
    """

    heading: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    implied: frozenset[int]
    total: int
    empty: str


def table_content(
    engine: QueryEngine,
    filter_: Filter,
    kind: TableKind,
    selection: tuple[str, ...],
    most: int,
    feedback: Feedback | None = None,
) -> TableContent:
    """The table's rows, at most so many of them."""
    if kind is TableKind.SELECTION:
        return _selected(engine, selection, most)
    return _top_vessels(engine, filter_, most, feedback)


def _top_vessels(engine: QueryEngine, filter_: Filter, most: int, feedback: Feedback | None) -> TableContent:
    """Ships with the most counted calls first; ships that no source names stand below as one."""
    from desktop_app.query.fleet_query import fleet_rows  # noqa: PLC0415 - numpy, 0.1 s of the start
    from desktop_app.query.fleet_results import FleetOrder, FleetQuestion  # noqa: PLC0415 - same

    question = FleetQuestion(FleetOrder.CALLS, descending=True, passing_only=True)
    found = fleet_rows(engine, filter_, question, feedback)
    chosen = filter_.choice(ClauseKind.VESSEL).values
    sums = found.passing
    # The list of vessels leaves a choice of vessels out, since it makes it; a figure does not.
    places = [
        place
        for place in found.rows.tolist()
        if sums.calls[place] and (not chosen or found.ships[place].id in chosen)
    ]
    places.sort(key=lambda place: not found.ships[place].id)
    rows = []
    for place in places[:most]:
        ship = found.ships[place]
        circa = "c. " if sums.approximate[place] else ""
        ends = NOTHING
        best = NOTHING
        if sums.estimated[place]:
            best = number(float(sums.best_bbl[place]))
            ends = number_range(float(sums.low_bbl[place]), float(sums.high_bbl[place]))
        listed = " ".join(dict.fromkeys(row.authority for row in ship.listings))
        name = ship.name if ship.id else "Ships not named"
        estimated = f"{number(int(sums.estimated[place]))}" if sums.estimated[place] else NOTHING
        calls = f"{circa}{number(int(sums.calls[place]))}"
        rows.append((name, ship.imo_number or NOTHING, listed or NOTHING, calls, estimated, best, ends))
    return TableContent(
        "Vessels by documented calls",
        ("Vessel", "IMO number", "Listed by", "Calls", "Estimated", "Best, bbl", "Low–high, bbl"),
        tuple(rows),
        frozenset({3, 4, 5, 6}),
        frozenset({4}),
        len(places),
        "No counted call passes the filter.",
    )


_SELECTED: Final = (Column.DATE, Column.VESSEL, Column.FROM, Column.TO, Column.HOW_KNOWN, Column.VOLUME)


def _selected(engine: QueryEngine, selection: tuple[str, ...], most: int) -> TableContent:
    """The selected voyages in the order of their days."""
    voyages = engine.store.voyages(ids_of_kind(selection, "voyage"))
    ordered = sorted(voyages, key=lambda voyage: (voyage.when.first_day, voyage.id))
    rows = tuple(
        tuple(row.texts[column] or NOTHING for column in _SELECTED)
        for row in table_rows(engine, tuple(ordered[:most]))
    )
    return TableContent(
        "Selected voyages and calls",
        ("Date (UTC)", "Vessel", "From", "To", "Known from", "Volume, bbl"),
        rows,
        frozenset({5}),
        frozenset({4}),
        len(ordered),
        "No voyage is selected.",
    )
