"""The clause that a cell of the voyages table stands for: "filter by this"."""

from typing import Final

from desktop_app.domain.quantity import Estimate
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.things import thing
from desktop_app.exporters.voyage_columns import Column, TableRow, grades_of
from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import NOT_DOCUMENTED, Clause, ClauseKind, DateClause, VolumeClause
from desktop_app.storage.case_store import CaseStore

_KINDS: Final = {
    Column.VESSEL: ClauseKind.VESSEL,
    Column.IMO_NUMBER: ClauseKind.VESSEL,
    Column.LISTING: ClauseKind.LISTING,
    Column.OPERATOR: ClauseKind.OPERATOR,
    Column.FROM: ClauseKind.LOADING,
    Column.TO: ClauseKind.DISCHARGE,
    Column.PRODUCT: ClauseKind.PRODUCT,
    Column.HOW_KNOWN: ClauseKind.HOW_KNOWN,
    Column.TRACKER: ClauseKind.TRACKER,
    Column.GRADE: ClauseKind.GRADE,
}


def clause_of(store: CaseStore, row: TableRow, column: Column) -> Clause | None:
    """The clause that rows like this one pass; None where a column is about none.

    A cell with several values stands for rows with any of them, one without for rows that have none either.
    """
    voyage = row.voyage
    if column in {Column.DATE, Column.PRECISION}:
        return DateClause(voyage.when.first_day, voyage.when.last_day)
    if column is Column.VOLUME:
        volume = row.volume
        return VolumeClause(volume.low_bbl, volume.high_bbl) if isinstance(volume, Estimate) else None
    kind = _KINDS.get(column)
    if kind is None:
        return None
    return choice(kind, _values(store, row, kind) or (NOT_DOCUMENTED,), store.record)


def _values(store: CaseStore, row: TableRow, kind: ClauseKind) -> tuple[str, ...]:
    """What a row has; empty where nothing is documented."""
    voyage = row.voyage
    match kind:
        case ClauseKind.LISTING:
            return tuple(entry.authority for entry in row.listed)
        case ClauseKind.HOW_KNOWN:
            return tuple(how.value for how in voyage.how_known)
        case ClauseKind.GRADE:
            return grades_of(store, voyage)
        case ClauseKind.OPERATOR:
            vessel = thing(store, Vessel, f"vessel:{voyage.vessel_id}")
            value = vessel.owner if vessel is not None else ""
        case ClauseKind.VESSEL:
            value = voyage.vessel_id
        case ClauseKind.LOADING:
            value = voyage.from_port_id
        case ClauseKind.DISCHARGE:
            value = voyage.to_port_id
        case ClauseKind.PRODUCT:
            value = voyage.product
        case _:
            value = voyage.tracker.value
    return (value,) if value else ()
