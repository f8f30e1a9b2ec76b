"""Port calls; each brings a row of the voyages table, without which it would not be seen."""

from desktop_app.domain.movement import Activity, DestinationBasis, HowKnown, Riding, Tracker, VoyageKind
from desktop_app.importers.tables.building.columns import known_only, rows_of, seen, where
from desktop_app.importers.tables.natural_keys import identify, ids_of
from desktop_app.importers.tables.places_of_rows import ports, ports_of_case
from desktop_app.importers.tables.ships_of_rows import ships
from desktop_app.importers.tables.table_rows import Firsts, TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork

NOT_COUNTED = "a call for which no loading is documented"


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Voyages of their own, and the calls."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    work.require()
    when = spans(work)
    ship = ships(work, when.start, traded=True)
    port, terminal = ports(work, ports_of_case(work), "port")
    columns = seen(work)
    activity = work.choice("activity", Activity) if work.has("activity") else None
    doing = (
        pl.Series([Activity.UNKNOWN.value]).new_from_index(0, work.rows)
        if activity is None
        else activity.fill_null(Activity.UNKNOWN.value)
    )
    summary, own = work.summary(), work.words("summary")
    keys = identify(work, when)
    times = span_columns(when)
    discharges, loads = doing == Activity.DISCHARGE.value, doing == Activity.LOAD.value
    shared = {"vessel_id": ship.vessel_id, **times, "summary": own}
    told = summary.alias("summary")
    unknown: Firsts = {"how_known": HowKnown.REPORT.value, "tracker": Tracker.UNKNOWN.value, "summary": told}
    unsaid = DestinationBasis.UNKNOWN.value
    voyage = {
        **shared,
        **known_only(columns),
        "label": ship.label,
        "from_port_id": where(discharges, None, port),
        "to_port_id": where(discharges, port, None),
        "to_basis": where(discharges, DestinationBasis.DOCUMENTED.value, unsaid),
        "counted": loads.cast(pl.Int64),
        "not_counted_why": where(loads, None, NOT_COUNTED),
    }
    about: Firsts = {"kind": VoyageKind.CALL.value, "ships": 1, "ships_approximate": 0}
    call = {
        **shared,
        **columns,
        "port_id": port,
        "terminal_id": terminal,
        "voyage_id": ids_of(work, "voyage", keys),
    }
    if activity is not None:
        call["activity"] = activity
    first: Firsts = {
        "place": 0,
        "ships": 1,
        "activity": Activity.UNKNOWN.value,
        "riding": Riding.UNKNOWN.value,
    }
    return (
        rows_of(work, "voyage", "voyage", keys, voyage, {**unknown, **about}, numbered="place"),
        rows_of(work, "port_call", "call", keys, call, {**unknown, **first}),
    )
