"""The clause that a cell of the voyages table stands for: "filter by this"."""

from typing import Final

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.things import place_words, ship_words, thing
from desktop_app.exporters.voyage_columns import Column, TableRow, grades_of
from desktop_app.query.clauses import ChoiceClause, Clause, ClauseKind, DateClause, VolumeClause
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
        volume = volume_of(store, voyage)
        return VolumeClause(volume.low_bbl, volume.high_bbl) if isinstance(volume, Estimate) else None
    kind = _KINDS.get(column)
    if kind is None:
        return None
    pairs = _values(store, row, kind) or (("", ""),)
    return ChoiceClause(kind, tuple(value for value, _ in pairs), tuple(name for _, name in pairs))


def _values(store: CaseStore, row: TableRow, kind: ClauseKind) -> tuple[tuple[str, str], ...]:
    """Values of a row with their names."""
    voyage = row.voyage
    pairs = {
        ClauseKind.VESSEL: lambda: _named(voyage.vessel_id, ship_words(store, voyage)),
        ClauseKind.OPERATOR: lambda: _same(_operator(store, voyage)),
        ClauseKind.LISTING: lambda: tuple((entry.authority, entry.authority) for entry in row.listed),
        ClauseKind.LOADING: lambda: _named(voyage.from_port_id, place_words(store, voyage.from_port_id)),
        ClauseKind.DISCHARGE: lambda: _named(voyage.to_port_id, place_words(store, voyage.to_port_id)),
        ClauseKind.PRODUCT: lambda: _same(voyage.product),
        ClauseKind.HOW_KNOWN: lambda: tuple(
            (how.value, how.value.replace("ais", "AIS")) for how in voyage.how_known
        ),
        ClauseKind.TRACKER: lambda: _named(voyage.tracker.value, row.texts[Column.TRACKER]),
        ClauseKind.GRADE: lambda: tuple((grade, grade) for grade in grades_of(store, voyage)),
    }
    return pairs[kind]()


def _named(value: str, name: str) -> tuple[tuple[str, str], ...]:
    return ((value, name),) if value else ()


def _same(value: str) -> tuple[tuple[str, str], ...]:
    return _named(value, value)


def _operator(store: CaseStore, voyage: Voyage) -> str:
    vessel = thing(store, Vessel, f"vessel:{voyage.vessel_id}")
    return vessel.owner if vessel is not None else ""
