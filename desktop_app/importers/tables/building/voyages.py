"""Voyages, with a call for each end whose time the file tells."""

from typing import TYPE_CHECKING, Final

from desktop_app.domain.movement import Activity, DestinationBasis, HowKnown, Riding, Tracker, VoyageKind
from desktop_app.importers.tables.building.columns import known_only, rows_of, seen, texts, where
from desktop_app.importers.tables.distinct import codes_of_frame, spread
from desktop_app.importers.tables.natural_keys import identify, ids_of
from desktop_app.importers.tables.numbers_of_rows import quantity
from desktop_app.importers.tables.places_of_rows import ports, ports_of_case
from desktop_app.importers.tables.ships_of_rows import Ships, ships
from desktop_app.importers.tables.table_rows import Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import (
    either,
    field_spans,
    flag_future,
    span_columns,
    spans,
)
from desktop_app.importers.tables.work import Spans, TableWork
from desktop_app.storage.tables.movements import CARGO_UNITS

if TYPE_CHECKING:
    import polars as pl

NOT_COUNTED: Final = "the file names no loading port"


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Voyages, and the calls at their ends."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    ends = {field: _end(work, field) for field in ("departure", "arrival") if work.has(field)}
    whole = spans(work) if work.has("time") or work.has("time_start") else None
    when = either([*([whole] if whole is not None else []), *ends.values()])
    flag_future(work, when)
    ship = ships(work, when.start, traded=True)
    matcher = ports_of_case(work)
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, work.rows)
    start, start_part = ports(work, matcher, "from_port") if work.has("from_port") else (nothing, nothing)
    end, end_part = ports(work, matcher, "to_port") if work.has("to_port") else (nothing, nothing)
    columns = seen(work)
    cargo = quantity(work, "cargo", "cargo", CARGO_UNITS)
    product = texts(work, product="product")
    summary, own = work.summary(), work.words("summary")
    keys = identify(work, when)
    loads, lands = start.is_not_null(), end.is_not_null()
    arrives = (
        ends["arrival"].start.is_not_null()
        if "arrival" in ends
        else pl.Series([False]).new_from_index(0, work.rows)
    )
    basis = where(arrives, DestinationBasis.DOCUMENTED.value, DestinationBasis.REPORTED.value)
    route, line = _routes(work, start, end)
    said = {
        "vessel_id": ship.vessel_id,
        "label": ship.label,
        **span_columns(when),
        **known_only(columns),
        "kind": where(
            lands, VoyageKind.VOYAGE.value, where(loads, VoyageKind.CALL.value, VoyageKind.SIGHTING.value)
        ),
        "from_port_id": start,
        "to_port_id": end,
        "to_basis": where(lands, basis, DestinationBasis.UNKNOWN.value),
        "route_id": route,
        "geom": line,
        "counted": loads.cast(pl.Int64),
        "not_counted_why": where(loads, None, NOT_COUNTED),
        **product,
        **cargo,
        "summary": own,
    }
    unknown: Firsts = {
        "how_known": HowKnown.REPORT.value,
        "tracker": Tracker.UNKNOWN.value,
        "summary": summary,
    }
    first: Firsts = {**unknown, "ships": 1, "ships_approximate": 0}
    made = [rows_of(work, "voyage", "voyage", keys, said, first, numbered="place")]
    at = {"departure": (Activity.LOAD, start, start_part), "arrival": (Activity.DISCHARGE, end, end_part)}
    for place, (field, span) in enumerate(ends.items()):
        activity, port, part = at[field]
        made.append(_calls(work, keys, ship, span, (port, part), columns, unknown, activity, place))
    return tuple(made)


def _end(work: TableWork, field: str) -> Spans:
    return field_spans(work, field, needed=True)


def _calls(
    work: TableWork,
    keys: "pl.Series",
    ship: Ships,
    span: Spans,
    port: "tuple[pl.Series, pl.Series]",
    columns: "dict[str, pl.Series]",
    unknown: Firsts,
    activity: Activity,
    place: int,
) -> TableRows:
    """The calls at one end, of rows that tell port and time; what was seen, was seen at loading."""
    seen_then = (
        columns if place == 0 else {"how_known": columns["how_known"]} if "how_known" in columns else {}
    )
    said = {
        "voyage_id": ids_of(work, "voyage", keys),
        "vessel_id": ship.vessel_id,
        "port_id": port[0],
        "terminal_id": port[1],
        **span_columns(span),
        **seen_then,
        "summary": work.words("summary"),
    }
    first: Firsts = {
        **unknown,
        "place": place,
        "ships": 1,
        "activity": activity.value,
        "riding": Riding.UNKNOWN.value,
    }
    only = port[0].is_not_null() & span.start.is_not_null()
    return rows_of(work, "port_call", "call", f"{activity.value}\x1f" + keys, said, first, only=only)


def _routes(work: TableWork, start: "pl.Series", end: "pl.Series") -> "tuple[pl.Series, pl.Series]":
    """The inferred way between the two ports where the case has one, and its line."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    known = {
        (str(one), str(other)): (str(route), line)
        for one, other, route, line in work.connection.execute(
            "SELECT from_port_id, to_port_id, id, geom FROM sea_route ORDER BY fid DESC"
        )
    }
    different, codes = codes_of_frame(pl.DataFrame({"start": start.alias("start"), "end": end.alias("end")}))
    found = [known.get((one, other), (None, None)) for one, other in different.iter_rows()]
    return (
        spread([route for route, _ in found], codes, pl.String),
        spread([line for _, line in found], codes, pl.Binary),
    )
